"""Asha says how it was; Ben says how much work it was; nobody has to, and nothing that names anybody is kept."""

import re

import pytest
from django.test import Client

from footpath.steps.asked import staff_is_asked
from footpath.web.world import world
from tests.people import NORTH
from tests.web.county import BIN, carried, decided, drafts, page_of, resident, sends, signed_in, staff_page_of, taken


def a_report(*, lang: str = "en") -> object:
    return sends(drafts(BIN, service="report"))


def test_asha_says_how_it_was_after_sending() -> None:
    row = sends(drafts(BIN, service="report"))
    client = resident(row)
    where = client.get(page_of(row)).content.decode()
    assert f"{page_of(row)}how-was-it" in where

    page = client.get(f"{page_of(row)}how-was-it").content.decode()
    assert "Were you able to do what you needed to do today?" in page
    done = client.post(
        f"{page_of(row)}how-was-it",
        {"able": "yes", "ease": "easy", "satisfied": "neither", "improve": "A larger button"},
        follow=True,
    )

    assert "Thank you for telling us" in done.content.decode()
    said = world().steps.resident_said(NORTH, row.id, "sent")
    assert said is not None and (said.able, said.ease, said.satisfied, said.improve) == (
        "yes",
        "easy",
        "neither",
        "A larger button",
    )
    assert f"{page_of(row)}how-was-it" not in client.get(page_of(row)).content.decode()


def test_she_is_asked_in_welsh() -> None:
    row = sends(drafts(BIN, service="report"))
    client = resident(row)
    client.cookies["lang"] = "cy"

    page = client.get(f"{page_of(row)}how-was-it").content.decode()

    assert "Were you able" in page or "A oeddech yn gallu" in page


def test_what_names_somebody_is_sent_back_with_what_was_typed() -> None:
    row = sends(drafts(BIN, service="report"))
    client = resident(row)

    page = client.post(f"{page_of(row)}how-was-it", {"ease": "easy", "improve": "Ring me on 07700 900123"})

    assert page.status_code == 422
    text = page.content.decode()
    assert "Take out the phone number" in text
    assert "Ring me on 07700 900123" in text and "checked" in text
    assert world().steps.resident_said(NORTH, row.id, "sent") is None


def test_nothing_has_to_be_answered() -> None:
    row = sends(drafts(BIN, service="report"))

    done = resident(row).post(f"{page_of(row)}how-was-it", {})

    assert done.status_code == 303
    assert world().steps.resident_said(NORTH, row.id, "sent") is None


def test_she_is_asked_again_when_it_is_decided() -> None:
    row = decided(taken(sends(drafts(BIN, service="report"))), "collected", reason="")

    resident(row).post(f"{page_of(row)}how-was-it", {"satisfied": "very_satisfied"})

    assert world().steps.resident_said(NORTH, row.id, "decided") is not None
    assert world().steps.resident_said(NORTH, row.id, "sent") is None


def test_a_stranger_is_not_asked() -> None:
    row = sends(drafts(BIN, service="report"))

    assert Client().get(f"{page_of(row)}how-was-it").status_code == 404
    assert Client().post(f"{page_of(row)}how-was-it", {"able": "yes"}).status_code == 404


def test_the_confirmation_leads_to_it() -> None:
    row = sends(drafts(BIN, service="report"))
    client = resident(row)
    path = f"/barset-north/report/{row.id}"
    client.cookies[f"case-{row.id}"]["path"] = "/"

    assert f"{page_of(row)}how-was-it" in client.get(f"{path}/sent").content.decode()


def closed(*, asked: bool) -> object:
    for _ in range(60):
        row = sends(drafts(BIN, service="report"))
        if staff_is_asked(row.id) is asked:
            return decided(taken(row), "collected", reason="")
    raise AssertionError("one case in five is asked about")


def test_ben_is_asked_about_one_closed_case_in_five() -> None:
    row = closed(asked=True)
    ben = signed_in("ben")
    assert "two questions, 20 seconds" in ben.get(staff_page_of(row)).content.decode()  # type: ignore[arg-type]

    done = ben.post(
        f"{staff_page_of(row)}/how-was-it",  # type: ignore[arg-type]
        carried(row, contacted="no", work="less", words="A clear photo"),  # type: ignore[arg-type]
        follow=True,
    )

    assert "Thank you for telling us." in done.content.decode()
    said = world().steps.staff_said(NORTH, row.id)  # type: ignore[attr-defined]
    assert said is not None and (said.by, said.contacted, said.work) == ("ben", "no", "less")
    assert "two questions, 20 seconds" not in ben.get(staff_page_of(row)).content.decode()  # type: ignore[arg-type]


READING = 238 / 60  # words a second that adults read in silence (Brysbaert 2019, 190 studies)
POINTING = 1.1 + 0.2  # seconds to point at something and press (Card, Moran & Newell 1980)


def seconds_for(page: str) -> float:
    """What the two questions take somebody who reads every word: as they stand, and one press for each and to send."""
    form = re.search(r"<h1.*?</form>", page, re.S)
    assert form is not None
    shown = re.sub(r"<label[^>]*for=\"words\".*?</textarea>", " ", form[0], flags=re.S)
    words = re.sub(r"<[^>]+>", " ", shown).split()
    presses = len(re.findall(r"<fieldset", form[0])) + 1
    return len(words) / READING + presses * POINTING


def test_it_takes_ben_less_than_twenty_seconds() -> None:
    row = closed(asked=True)

    page = signed_in("ben").get(f"{staff_page_of(row)}/how-was-it").content.decode()  # type: ignore[arg-type]

    assert 5 < seconds_for(page) < 20
    longer = page.replace(
        "You can leave out any question.", "Please think about this with care before you answer. " * 4
    )
    assert seconds_for(longer) > 20, "the control: a page that explains itself first takes longer"


def test_whoever_was_not_drawn_cannot_say_it_by_sending_the_form() -> None:
    row = closed(asked=False)

    done = signed_in("ben").post(f"{staff_page_of(row)}/how-was-it", carried(row, work="less"))  # type: ignore[arg-type]

    assert done.status_code == 303
    assert world().steps.staff_said(NORTH, row.id) is None  # type: ignore[attr-defined]


def test_no_form_sets_the_key_that_draws_a_case() -> None:
    """A resident who names a key, or an officer who would like one, gets another: it is drawn by the server."""
    keys = set()
    for _ in range(3):
        started = Client().post("/barset-north/report/", {"case": "wished-for-key-000000000", "key": "x" * 22})
        keys.add(started["Location"].split("/")[3])

    assert len(keys) == 3 and not any("wished" in key for key in keys)


def test_nobody_is_asked_about_the_other_four() -> None:
    row = closed(asked=False)
    ben = signed_in("ben")

    assert "20 seconds" not in ben.get(staff_page_of(row)).content.decode()  # type: ignore[arg-type]
    assert ben.get(f"{staff_page_of(row)}/how-was-it").status_code == 303  # type: ignore[arg-type]


@pytest.mark.parametrize("staff", ["ada", "sam"])
def test_those_who_did_not_work_on_it_are_not_asked(staff: str) -> None:
    row = closed(asked=True)

    assert signed_in(staff).get(f"{staff_page_of(row)}/how-was-it").status_code in (403, 404)  # type: ignore[arg-type]
