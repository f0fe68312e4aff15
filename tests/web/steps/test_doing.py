"""Anybody can see how a service is doing and what was changed; nobody can see who."""

import json

import pytest
from django.test import Client

from footpath.actions.count_doing import count_doing
from footpath.actions.count_outcomes import count_outcomes
from footpath.actions.decide_step import decide_step
from footpath.web.world import world
from tests.people import NORTH
from tests.web.steps.lives import days_ago, people_met_it, running

PAGE = "/barset-north/permit/how-this-is-doing"


def test_a_service_without_steps_says_so() -> None:
    page = Client().get(PAGE).content.decode()

    assert "We have not tried any change yet." in page and "Too few to say" in page
    assert PAGE.rpartition("/")[2] in Client().get("/barset-north/permit/").content.decode()


def test_what_was_tried_and_why_it_was_decided_so_is_on_record() -> None:
    with days_ago(40):
        step = running()
        people_met_it(24)
    count_outcomes(world(), home=NORTH, step=step.id)
    decide_step(world(), home=NORTH, step=step.id, decision="not_kept", because="Staff saw no use", by="staff:mia")
    count_doing(world())

    page = Client().get(PAGE).content.decode()

    assert "Changes tried: 1. Kept: 0. Put back or stopped: 1." in page
    assert "Put back" in page and "Staff saw no use" in page
    assert "The rule would have said: Carry on." in page
    assert "50 of 100" in page
    assert "Mia" not in page and "staff:mia" not in page


def test_the_data_are_open_and_about_nobody() -> None:
    with days_ago(40):
        step = running()
        people_met_it(30)
    count_outcomes(world(), home=NORTH, step=step.id)

    csv = Client().get(f"{PAGE}.csv")
    data = json.loads(Client().get(f"{PAGE}.json").content)

    assert csv.content.decode().splitlines()[0] == (
        "step,name,state,began,ended,measure,version,cases,mean,odds_better,edition"
    )
    assert "log_book_hint,New hint about the log book,running" in csv.content.decode()
    assert data["steps"][0]["fingerprint"] == step.fingerprint
    for text in (csv.content.decode(), json.dumps(data)):
        assert "mia" not in text and "ben" not in text.replace("benefit", "")
        for case, _ in world().steps.last_cases(NORTH, "permit", until=world().clock.now(), most=50):
            assert case not in text


def test_of_a_few_people_nothing_is_said() -> None:
    with days_ago(40):
        step = running()
        people_met_it(6)
    count_outcomes(world(), home=NORTH, step=step.id)

    assert json.loads(Client().get(f"{PAGE}.json").content)["steps"][0]["outcomes"] == []
    assert json.loads(Client().get(f"{PAGE}.json").content)["figures"]["finished_of_100"] is None


@pytest.mark.parametrize("where", ["/barset-north/nothing/how-this-is-doing", "/nowhere/permit/how-this-is-doing"])
def test_what_is_not_offered_has_no_page(where: str) -> None:
    assert Client().get(where).status_code == 404


def test_it_is_there_in_welsh_and_says_what_is_english() -> None:
    running()
    client = Client()
    client.cookies["lang"] = "cy"

    page = client.get(PAGE).content.decode()

    assert "Sut mae’r gwasanaeth hwn yn ei wneud" in page
    assert 'lang="en"' in page and "Yn cael ei brofi nawr" in page
