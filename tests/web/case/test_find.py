"""Asha has lost her link, and so says somebody who never had one."""

import pytest
from django.test import Client

from footpath.web.case import find
from footpath.web.world import world
from tests.people import SOUTH
from tests.web.county import checking, decided, drafts, now, taken
from tests.web.resident.browsing import Browser, PageReader

FIND = "/case/find"


def asks(reference: str, authority: str = "barset-north", client: Client | None = None) -> tuple[int, PageReader]:
    response = (client or Client()).post(FIND, {"reference": reference, "authority": authority})
    return response.status_code, PageReader(response.content.decode())


def links_of(row: object) -> list[str]:
    here = now(row)  # type: ignore[arg-type]
    return [m.about for m in world().records.messages(here.authority, here.id) if m.about == "link"]


def test_a_known_reference_has_its_link_sent_to_the_address_on_it() -> None:
    row = checking()
    browser = Browser().go(FIND)

    browser.send({"reference": row.reference.lower().replace("-", " "), "authority": "barset-north"})

    assert browser.page.h1 == ["Look at your email"]
    assert f"If we know {row.reference}, we have sent a link" in browser.page.text
    assert links_of(row) == ["link"]


def test_the_answer_never_says_whether_there_is_such_a_case() -> None:
    known, unknown = checking(), "FP-222-222"
    draft, done = drafts(), decided(taken(checking()))
    elsewhere = checking(authority=SOUTH, by="staff:sam")

    said = {
        page.text.replace(reference, "…")
        for reference in (known.reference, unknown, draft.reference, done.reference, elsewhere.reference)
        for status, page in [asks(reference)]
        if status == 200
    }

    assert len(said) == 1


def test_a_link_is_sent_once_an_hour_however_often_it_is_asked_for() -> None:
    row = checking()

    for _ in range(5):
        asks(row.reference)

    assert links_of(row) == ["link"]


def test_the_link_that_is_sent_is_not_shown() -> None:
    from footpath.actions.doors import secret_of

    row = checking()
    _, page = asks(row.reference)

    assert secret_of(world(), row) not in str(page.tags)
    assert row.id not in str(page.tags)


def test_what_is_missing_is_named_and_what_was_typed_is_kept() -> None:
    browser = Browser().go(FIND)

    browser.send({"reference": "FP 12"})

    assert browser.status == 422
    assert browser.page.title.startswith("Error: ")
    assert browser.page.errors == [
        "Error: Enter your reference in the right shape, like FP-7K4-2QM",
        "Error: Select which council you sent it to",
    ]
    assert browser.form()["reference"] == ["FP 12"]


@pytest.mark.parametrize("authority", ["barset", "nowhere", "../x", "x" * 300])
def test_a_council_that_is_not_there_is_asked_for_again(authority: str) -> None:
    assert asks("FP-222-222", authority)[0] == 422


@pytest.mark.parametrize("reference", ["<script>alert(1)</script>", "x" * 5000, "FP-\u202e222-222", "' OR 1=1 --"])
def test_odd_references_are_shown_harmlessly(reference: str) -> None:
    status, page = asks(reference)

    assert status in (200, 422)  # a sign that turns text round is no part of a reference, and is left out
    assert not [tag for tag, a in page.tags if tag == "script" and a.get("id") != "start"]


def test_somebody_who_asks_without_end_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    monkeypatch.setattr(find, "find_case", lambda *a, **k: None)
    for _ in range(find.FINDING.tries):
        assert asks("FP-222-222", client=client)[0] == 200

    assert asks("FP-222-222", client=client)[0] == 429


def test_it_is_asked_in_welsh_too() -> None:
    client = Client()
    client.cookies["lang"] = "cy"

    page = PageReader(client.get(FIND).content.decode())

    assert page.h1 == ["Dod o hyd i’ch achos"]
