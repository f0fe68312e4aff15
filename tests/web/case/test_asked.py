"""The link of the email opens the questions how it was, without signing in, and nothing of the case."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from msgspec.structs import replace

from footpath.actions.ask_how_it_was import ask_how_it_was
from footpath.actions.doors import asked_secret
from footpath.actions.erase_case import erase_case
from footpath.adapters.records.models import Case
from footpath.ports import CaseRow
from footpath.web.world import world
from tests.people import NORTH
from tests.web.county import BIN, checking, decided, drafts, page_of, resident, sends, taken


def link(row: CaseRow) -> str:
    secret = asked_secret(world(), row)
    assert secret is not None
    return f"{page_of(row)}asked/{secret}"


def a_decision(*, lang: Any = "en") -> CaseRow:
    return decided(taken(checking(lang=lang)))


def test_she_answers_without_signing_in_and_it_counts_as_said_after_the_decision() -> None:
    row = a_decision()
    browser = Client()

    page = browser.get(link(row)).content.decode()
    assert "You used this service: Apply for a permit." in page
    assert "Were you able to do what you needed to do today?" in page
    done = browser.post(link(row), {"able": "yes", "satisfied": "satisfied"}, follow=True).content.decode()

    assert "Thank you for telling us" in done
    said = world().steps.resident_said(NORTH, row.id, "decided")
    assert said is not None and (said.able, said.satisfied) == ("yes", "satisfied")
    assert world().steps.resident_said(NORTH, row.id, "sent") is None
    again = browser.get(link(row)).content.decode()
    assert "You have told us how it was." in again and "<form" not in again.partition("<main")[2]


def test_the_page_says_nothing_of_her_and_leads_to_nothing_of_hers() -> None:
    row = a_decision()
    browser = Client()

    response = browser.get(link(row))

    text = response.content.decode()
    for told in ("Asha", "AB12", "OX1", row.reference, "too old", f'"{page_of(row)}"'):
        assert told not in text, told
    assert [name for name in response.cookies if name.startswith("case-")] == []
    assert browser.get(page_of(row)).status_code == 404, "the case stays shut"
    secret = link(row).rpartition("/")[2]
    assert browser.get(f"{page_of(row)}return/{secret}").status_code == 404
    assert browser.get(f"{page_of(row)}how-was-it").status_code == 404


def test_it_is_in_the_language_of_her_case_until_she_chooses_another() -> None:
    row = a_decision(lang="cy")
    browser = Client()

    assert '<html lang="cy"' in browser.get(link(row)).content.decode()
    english = browser.get(f"{link(row)}?lang=en", follow=True).content.decode()
    assert '<html lang="en"' in english and "Were you able" in english


def test_words_that_name_her_are_sent_back_in_welsh() -> None:
    row = a_decision(lang="cy")

    page = Client().post(link(row), {"improve": "Fy enw i yw Siân"})

    assert page.status_code == 422 and "Tynnwch yr enw allan." in page.content.decode()
    assert world().steps.resident_said(NORTH, row.id, "decided") is None


def test_to_send_nothing_is_an_answer_too() -> None:
    row = a_decision()

    done = Client().post(link(row), {}, follow=True).content.decode()

    assert "Thank you for telling us" in done and "You have told us" not in done
    assert world().steps.resident_said(NORTH, row.id, "decided") is None


@pytest.mark.parametrize("which", ["another case", "erased", "made up"])
def test_a_link_that_is_not_hers_opens_nothing(which: str) -> None:
    row, other = a_decision(), sends(drafts(BIN, service="report"))
    address = link(row)
    if which == "another case":
        address = f"{page_of(other)}asked/{address.rpartition('/')[2]}"
    elif which == "erased":
        erase_case(world(), authority=NORTH, case=row.id, because="asked for by the resident", by="staff:mia")
    else:
        address = address[:-6] + "AAAAAA"

    assert Client().get(address).status_code == 404
    assert Client().post(address, {"able": "yes"}).status_code == 404
    assert world().steps.resident_said(NORTH, row.id, "decided") is None


def test_what_was_sent_is_on_record_with_the_case() -> None:
    row = a_decision()
    Case.objects.filter(id=row.id).update(decided=datetime.now(UTC) - timedelta(days=15))

    assert ask_how_it_was(world()) == 0, "three working days are not slow here"
    Case.objects.filter(id=row.id).update(asked=None)
    said = world().records.authority(NORTH)
    assert said is not None
    with world().together():
        world().records.save_authority(replace(said, ask_from_days=3))
    assert ask_how_it_was(world()) == 1

    assert "How was it? Apply for a permit" in resident(row).get(page_of(row)).content.decode()
