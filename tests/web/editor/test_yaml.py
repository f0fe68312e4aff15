"""The same changes as YAML: saved from a text, and every fault with its line."""

import html
import re

from django.test import Client

from footpath.definition.changes import Kept, Set
from tests.web.editor.conftest import CHANGE, draft, edit, form_on, send
from tests.web.resident.browsing import PageReader

HINT = "pages.vehicle.questions.registration.hint"
YAML = f"{CHANGE}/yaml"
TEXT = f"""adapts: resident_parking_permit@3
changes:
  - set: {HINT}
    to: On the front of your V5C
    because: 14 of 60 callers did not know
"""


def problems(client: Client, text: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = send(client, f"{YAML}/check", text=text).json()["problems"]
    return found


def test_a_text_of_changes_is_saved(adopted: Kept, mia: Client) -> None:
    done = mia.post(YAML, {**form_on(mia, YAML), "text": TEXT.replace("\n", "\r\n")})

    assert done.status_code == 303
    expected = Set(path=HINT, to="On the front of your V5C", because="14 of 60 callers did not know")
    assert draft().changes == (expected,)


def test_what_was_changed_in_forms_reads_as_the_same_changes(adopted: Kept, mia: Client) -> None:
    edit(mia, HINT, to__en="On the front")
    edit(mia, "figures.permits_allowed", value__0="3", source__0="Our own order")
    before = draft().changes
    shown = re.search(r"<textarea[^>]*>(.*?)</textarea>", mia.get(YAML).content.decode(), re.DOTALL)
    assert shown
    text = html.unescape(shown[1])

    mia.post(YAML, {**form_on(mia, YAML), "text": text})

    assert draft().changes == before


def test_a_fault_names_its_line_and_what_was_typed_stays(adopted: Kept, mia: Client) -> None:
    wrong = TEXT.replace("registration.hint", "registraton.hint")

    refused = mia.post(YAML, {**form_on(mia, YAML), "text": wrong})

    assert refused.status_code == 422
    assert "Line 3:" in PageReader(refused.content.decode()).text
    assert "registration" in PageReader(refused.content.decode()).text
    assert "registraton.hint" in refused.content.decode()


def test_another_standard_cannot_be_adapted_here(adopted: Kept, mia: Client) -> None:
    refused = mia.post(YAML, {**form_on(mia, YAML), "text": TEXT.replace("@3", "@2")})

    assert refused.status_code == 422
    assert "Write adapts: resident_parking_permit@3" in PageReader(refused.content.decode()).text


def test_somebody_who_was_overtaken_keeps_the_text(adopted: Kept, mia: Client) -> None:
    carried = form_on(mia, YAML)
    edit(mia, HINT, to__en="Another window")

    late = mia.post(YAML, {**carried, "text": TEXT})

    assert late.status_code == 409
    assert "On the front of your V5C" in late.content.decode()


def test_the_script_is_told_the_line_the_column_and_the_mend(adopted: Kept, mia: Client) -> None:
    assert problems(mia, TEXT) == []
    (found,) = problems(mia, TEXT.replace("    because: 14 of 60 callers did not know\n", ""))
    assert (found["line"], found["level"]) == (3, "error")
    assert "because" in str(found["mend"])
    (found,) = problems(mia, "changes: [")
    assert found["line"] in (1, 2)


def test_the_script_completes_with_the_format_and_every_place(adopted: Kept, mia: Client) -> None:
    known = mia.get(f"{YAML}/schema").json()

    assert {"path": HINT, "says": "Like AB12 CDE"} in known["paths"]
    assert known["schema"]["$defs"]["question"]["properties"]["hint"]["description"]
    assert set(known["words"]) >= {"set", "add", "remove", "move", "because", "until"}


def test_only_this_page_may_ask_in_the_background(adopted: Kept, mia: Client) -> None:
    assert "connect-src 'self'" in mia.get(YAML).headers["Content-Security-Policy"]
    assert "connect-src" not in mia.get(CHANGE).headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in mia.get(YAML).headers["Content-Security-Policy"]
