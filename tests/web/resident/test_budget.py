"""A rule that wants too much work ends in a page that says so, and what was answered is kept."""

from footpath.definition.load import load_service
from footpath.definition.service import Edition
from footpath.web.world import world
from tests.people import NORTH
from tests.web.resident.conftest import offer
from tests.web.resident.ways import case_of, starts

HEAVY = """
footpath: 1
id: heavy
version: 1
title: Ask for a lot
owner: waste manager
outcome: Nothing is too much
law: Environmental Protection Act 1990
pages:
  many:
    title: How many
    questions:
      many:
        ask: How many do you want?
        type: whole_number
        between: [1, 1000]
        why: We count them
  more:
    title: More
    when: count(for i in 1..many, j in 1..many return i * j) > 5
    questions:
      note:
        ask: What are they for?
        type: text
        why: We like to know
decide:
  otherwise: team
  outcomes:
    granted: {letter: You can have them.}
keep: {answers: 1 year after decision, drafts: 7 days}
"""


def test_a_rule_over_its_budget_is_a_clear_page_and_the_answer_is_kept() -> None:
    edition = load_service(HEAVY, file="service.yaml")
    assert isinstance(edition, Edition), edition
    offer(edition, NORTH)
    browser = starts("/barset-north/heavy/")
    case = case_of(browser)

    browser.send({"many": "1000"})

    assert browser.status == 422
    assert "Your answers are safe" in browser.page.text
    assert world().records.case(NORTH, case).data["many"] == "1000"


def test_a_smaller_answer_goes_on() -> None:
    edition = load_service(HEAVY, file="service.yaml")
    assert isinstance(edition, Edition), edition
    offer(edition, NORTH)

    browser = starts("/barset-north/heavy/").send({"many": "3"})

    assert browser.status == 200
    assert "What are they for?" in browser.page.text
