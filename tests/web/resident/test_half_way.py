"""A new edition comes while Asha is half-way: what she sees at her next page."""

import pytest

from footpath.definition.changes import edition_of, tree_of_edition
from footpath.definition.changes.applying import apply
from footpath.definition.changes.change import Add, Change, Remove, Set
from footpath.definition.service import Edition
from tests.people import NORTH
from tests.web.resident.browsing import Browser
from tests.web.resident.conftest import exemplar, offer
from tests.web.resident.ways import PERMIT, checks, goes_on, permit_answers, place, starts

KEEPER = Add(
    path="pages.vehicle.questions.keeper",
    value={
        "ask": {"en": "Are you the keeper?", "cy": "Ai chi yw’r ceidwad?"},
        "type": "yes_no",
        "why": {"en": "We ask the keeper", "cy": "Rydym yn gofyn i’r ceidwad"},
        "used_for": "The team asks the keeper",
    },
    because="Keepers had not agreed",
)


def comes(*changes: Change) -> None:
    """Barset North offers the permit with these changes."""
    tree = apply(tree_of_edition(exemplar("resident_parking_permit")), changes, marks=False)
    assert isinstance(tree, dict), tree
    made = edition_of(tree, file="service.yaml")
    assert isinstance(made, Edition), made
    offer(made, NORTH)


def put(path: str, to: object) -> Set:
    return Set(path=path, to=to, because="It is clearer")


def test_a_new_wording_is_on_her_next_page() -> None:
    browser = starts(PERMIT)
    comes(put("pages.main_home.questions.main_home.ask.en", "Do you live here most of the time?"))

    browser.send(permit_answers()["home"])

    assert browser.page.h1 == ["Do you live here most of the time?"]


@pytest.mark.parametrize(
    ("lang", "heading", "button"),
    [("en", "There is 1 new question", "Continue"), ("cy", "Mae 1 cwestiwn newydd", "Parhau")],
)
def test_at_the_check_page_she_is_told_what_is_new_and_why_and_asked_only_that(
    lang: str, heading: str, button: str
) -> None:
    browser = checks(PERMIT, lang=lang)
    comes(KEEPER)

    browser.go(browser.address)

    assert browser.page.h1 == [heading]
    assert "It is checked" in browser.page.text
    browser.click(button)
    assert place(browser) == "vehicle"
    browser.send({"keeper": "yes"})
    assert place(browser) == "check"
    browser.send()
    assert place(browser) == "sent"


def test_whoever_presses_send_at_that_moment_sees_it_first() -> None:
    browser = checks(PERMIT)
    comes(KEEPER)

    browser.send()

    assert browser.page.h1 == ["There is 1 new question"]


def test_another_price_is_said_before_she_sends() -> None:
    browser = checks(PERMIT)
    comes(put("rules.price", "decimal(yearly_price * 2, 2)"), Remove(path="examples", because="They cost less"))

    browser.go(browser.address)

    assert "This service has changed since you started." in browser.page.text
    assert "£177 " in browser.page.text
    browser.send()
    assert place(browser) == "sent"


def test_a_page_that_is_gone_leads_to_where_she_is() -> None:
    browser = goes_on(starts(PERMIT), permit_answers(), until="phone")
    here = browser.address
    browser.send({"phone": ""})
    comes(
        Remove(path="pages.phone", because="Nobody is called", carry={}),
        Remove(path="examples", because="They answer it"),
    )

    # Nothing says here that people may go on without it, so she stays on the edition she began with.
    browser.go(here)

    assert (place(browser), browser.status) == ("phone", 200)


def test_after_the_last_day_nobody_can_start() -> None:
    comes(put("closes", {"on": "2020-01-31"}))

    browser = Browser().go(PERMIT)
    browser.send()

    assert browser.status == 404
    assert "closed" in browser.page.h1[0].lower() or "not" in browser.page.h1[0].lower()
