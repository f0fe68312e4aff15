"""Whatever is sent, a clear page comes back, nothing that was answered is lost, and nothing breaks."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footpath.web.world import world
from tests.people import NORTH
from tests.web.resident.browsing import Browser, PageReader
from tests.web.resident.ways import BIN, PERMIT, bin_answers, case_of, checks, goes_on, permit_answers, place, starts

QUICK = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def asha(until: str = "permits-held") -> Browser:
    return goes_on(starts(PERMIT), permit_answers(), until=until)


def data_of(browser: Browser) -> Any:
    return world().records.case(NORTH, case_of(browser)).data


def is_clear(response: Any) -> bool:
    """A page of ours, in words, that is not the one for when we were wrong."""
    if response.status_code == 303:
        return True
    if response.status_code not in (200, 400, 403, 404, 405, 409, 413):
        return False
    page = PageReader(response.content.decode())
    return len(page.h1) == 1 and "There is a problem with this service" not in page.h1


# --- made-up places


@pytest.mark.parametrize(
    "below",
    [
        "nothing",
        "home/0",
        "home/999",
        "not-for-you/nothing",
        "return/aaaaaaaaaaaaaaaaaaaaaa",
        "home_",
        "HOME",
        "..",
        "home%00",
        "home/../../../etc/passwd",
        "%F0%9F%92%A9",
        "home/-1",
        "home/99999999999999999999",
    ],
)
def test_a_made_up_place_is_not_there_or_leads_back(below: str) -> None:
    browser = asha()

    response = browser.client.get(f"{PERMIT}{case_of(browser)}/{below}")

    assert response.status_code in (303, 404)
    assert is_clear(response)


@pytest.mark.parametrize("case", ["aaaaaaaaaaaaaaaaaaaaaa", "short", "a" * 65, "' OR 1=1 --", "%00" * 22])
def test_a_made_up_case_is_not_there(case: str) -> None:
    response = Client().get(f"{PERMIT}{case}/home")

    assert response.status_code == 404
    assert PageReader(response.content.decode()).h1 == ["Page not found"]


def test_the_address_alone_opens_nothing_and_says_nothing() -> None:
    browser = checks()
    case = case_of(browser)
    stranger = Client()

    for below in ("", "/home", "/check", "/save", "/sent", "/not-for-you/not-in-zone", "/bins/0"):
        there = stranger.get(f"{PERMIT}{case}{below}" if below else f"{PERMIT}{case}/")
        nowhere = stranger.get(f"{PERMIT}{'a' * len(case)}{below}" if below else f"{PERMIT}{'a' * len(case)}/")
        assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content) == (404, nowhere.content)


def test_a_key_opens_one_case_only_and_only_where_it_belongs() -> None:
    mine, theirs = checks(), checks()
    secret = mine.client.cookies[f"case-{case_of(mine)}"].value
    forged = Client()
    forged.cookies[f"case-{case_of(theirs)}"] = secret
    forged.cookies[f"case-{case_of(mine)}"] = secret

    assert forged.get(f"{PERMIT}{case_of(theirs)}/check").status_code == 404
    # The same case under another service or council is not there.
    assert forged.get(f"{BIN}{case_of(mine)}/check").status_code == 404
    assert forged.get(f"/barset-south/resident-parking-permit/{case_of(mine)}/check").status_code == 404
    assert forged.get(f"{PERMIT}{case_of(mine)}/check").status_code == 200


def test_a_wrong_link_does_not_lock_out_who_is_in() -> None:
    browser = asha()
    case = case_of(browser)

    browser.client.get(f"{PERMIT}{case}/return/{'b' * 22}")

    assert browser.client.get(f"{PERMIT}{case}/permits-held").status_code == 200


# --- what is sent


def test_a_form_without_its_token_is_refused_with_a_page_that_helps() -> None:
    browser = asha()

    browser.send({"permits_held": "0"}, without=("csrfmiddlewaretoken",))

    assert browser.status == 403
    assert browser.page.h1 == ["This page was open too long"]
    assert "permits_held" not in data_of(browser)
    browser.click("Open the page again")
    assert place(browser) == "permits-held"


@pytest.mark.parametrize("seen", ["", "-1", "999999999", "9" * 5000, "one", "1.5", "\u0661"])
def test_a_made_up_sequence_number_does_no_harm(seen: str) -> None:
    browser = asha()

    browser.send({"seen": seen, "permits_held": "0"})

    assert place(browser) == "time-here"
    assert data_of(browser)["permits_held"] == "0"


@pytest.mark.parametrize("field", ["permits_held", "not_asked", "seen", "\x00"])
@pytest.mark.parametrize("odd", ["\x00", "a\x00b", "\x1b[2J", "\ufffe"])
def test_what_is_not_text_is_refused_and_nothing_is_lost(field: str, odd: str) -> None:
    browser = asha()
    before = data_of(browser)

    browser.send({field: odd})

    assert browser.status == 400
    assert browser.page.h1 == ["We could not read what you sent"]
    assert "Everything you sent before is safe" in browser.page.text
    assert data_of(browser) == before


@pytest.mark.parametrize(
    "fields",
    [
        {"permits_held": "1" * 300_000},
        {"permits_held": "1" * 2_000_000},
        {f"field-{number}": "x" for number in range(300)},
        {f"field-{number}": "x" for number in range(2000)},
        {"permits_held": ["1"] * 400},
    ],
    ids=["a long field", "over Django's limit", "many fields", "more than Django takes", "one field many times"],
)
def test_too_much_is_refused_and_nothing_is_lost(fields: dict[str, Any]) -> None:
    browser = asha()
    before = data_of(browser)

    browser.send(fields)

    assert browser.status == 413
    assert browser.page.h1 == ["That was too much to send at once"]
    assert data_of(browser) == before


def test_an_answer_that_is_too_long_is_a_problem_of_its_field() -> None:
    browser = asha("name")

    browser.send({"full_name": "x" * 5_000})

    assert browser.page.errors == ["Error: Full name must be 300 characters or less"]
    assert browser.form()["full_name"] == ["x" * 5_000]


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("below", ["home", "check", "save", "sent", ""])
def test_a_method_that_no_form_uses_is_refused(method: str, below: str) -> None:
    browser = asha()
    client = Client()
    client.cookies = browser.client.cookies

    response = getattr(client, method)(f"{PERMIT}{case_of(browser)}/{below}")

    assert response.status_code == 405
    assert response.headers["Allow"]


@pytest.mark.parametrize("below", ["sent", "not-for-you/not-in-zone", ""])
def test_a_page_that_is_only_read_takes_nothing(below: str) -> None:
    browser = asha()
    browser.client.handler.enforce_csrf_checks = False

    assert browser.client.post(f"{PERMIT}{case_of(browser)}/{below}", {}).status_code == 405


def test_a_body_that_says_it_is_something_else_does_no_harm() -> None:
    browser = asha()
    client = Client()
    client.cookies = browser.client.cookies
    there = browser.address

    for sent, kind in (
        (b"\xff" * 1000, "application/x-www-form-urlencoded"),
        (b"\x00" * 1000, "multipart/form-data; boundary=x"),
        (b"--x\r\n", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"<a/>", "text/xml"),
        (b"", "multipart/form-data; boundary=" + "x" * 200),
    ):
        assert is_clear(client.post(there, sent, content_type=kind)), kind
    assert "permits_held" not in data_of(browser)


def test_any_bytes_as_a_form_give_a_clear_page() -> None:
    browser = asha()
    client = Client()
    client.cookies = browser.client.cookies

    @QUICK
    @given(st.binary(max_size=300))
    def send(sent: bytes) -> None:
        assert is_clear(client.post(browser.address, sent, content_type="application/x-www-form-urlencoded"))

    send()
    assert data_of(browser).get("permits_held") is None


def test_any_text_in_any_field_is_kept_or_refused_with_a_clear_page() -> None:
    browser = asha("name")
    client = Client()
    client.cookies = browser.client.cookies
    fields = st.dictionaries(
        st.sampled_from(["full_name", "seen", "x", "full_name-day"]), st.text(max_size=200), max_size=4
    )

    @QUICK
    @given(fields)
    def send(sent: dict[str, str]) -> None:
        try:
            response = client.post(browser.address, sent)
        except UnicodeEncodeError:  # half of a letter, which no browser can send
            return
        assert is_clear(response)

    send()


@pytest.mark.parametrize("item", ["1", "5", "49", "50", "51", "999"])
def test_an_item_that_is_not_there_leads_to_the_list_or_becomes_the_next_one(item: str) -> None:
    browser = goes_on(starts(BIN), bin_answers(), until="bins")
    form = {**browser.form(), "stream": "food", "left_at": "edge"}
    shown = browser.client.get(f"{BIN}{case_of(browser)}/bins/{item}")
    assert shown.status_code == (200 if item == "1" else 303)

    sent = browser.client.post(f"{BIN}{case_of(browser)}/bins/{item}", form)

    assert is_clear(sent)
    assert len(data_of(browser)["bins"]) == 2


def test_removing_what_is_not_there_removes_nothing() -> None:
    browser = goes_on(starts(BIN), bin_answers(), until="bins")
    form = {**browser.form(), "remove": "yes"}

    response = browser.client.post(f"{BIN}{case_of(browser)}/bins/7", form)

    assert is_clear(response)
    assert len(data_of(browser)["bins"]) == 1


def test_somebody_elses_key_of_a_form_sends_once_and_a_missing_one_sends_too() -> None:
    browser = checks()

    browser.send(without=("key",))

    assert place(browser) == "sent"


def test_the_page_for_when_we_were_wrong_needs_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is on fire, says asha@example.com")

    monkeypatch.setattr("footpath.web.resident.start.find_authority", broken)
    client = Client(raise_request_exception=False)

    response = client.get(PERMIT)

    assert response.status_code == 500
    assert PageReader(response.content.decode()).h1 == ["There is a problem with this service"]
    assert b"asha@example.com" not in response.content

    monkeypatch.setattr("footpath.web.resident.errors.respond", broken)
    response = client.get(PERMIT)
    assert response.status_code == 500
    assert response.content.startswith(b"There is a problem with this service")
    assert b"asha" not in response.content
