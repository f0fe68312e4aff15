"""Anybody can see how a service is doing and what was changed; nobody can see who."""

import csv
import io
import json

import pytest
from django.test import Client

from footpath.actions.count_doing import count_doing
from footpath.actions.count_outcomes import count_outcomes
from footpath.actions.decide_step import decide_step
from footpath.web.world import world
from tests.people import NORTH, SOUTH
from tests.steps.ended import ended
from tests.steps.packed import GOOD, packed
from tests.web.steps.lives import days_ago, people_met_it, running
from tests.web.steps.test_packs import comes_in, text_of

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

    lines = Client().get(f"{PAGE}.csv")
    data = json.loads(Client().get(f"{PAGE}.json").content)

    assert lines.content.decode().splitlines()[0] == (
        "step,name,state,began,ended,measure,version,cases,mean,odds_better,edition"
    )
    assert "log_book_hint,New hint about the log book,running" in lines.content.decode()
    assert data["steps"][0]["fingerprint"] == step.fingerprint
    for text in (lines.content.decode(), json.dumps(data)):
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


def test_what_others_tried_is_told_once_it_is_decided_and_never_before() -> None:
    comes_in(packed({"ryedale": (600, 0.6, 0.75)}, home="ryedale"), what="not-here", because="Mia says we are full")
    with days_ago(40):
        running()  # here, and undecided: among our own steps alone

    page = text_of(where=PAGE)
    lines = list(csv.DictReader(io.StringIO(text_of(where=f"{PAGE}-others.csv"))))
    (told,) = json.loads(text_of(where=f"{PAGE}.json"))["others"]

    assert "Tried: 1. Kept: 1. Put back or stopped: 0. They could not tell: 0." in page
    assert "Ryedale thought a hint that shows where to look helps people finish" in page
    assert [(line["authority"], line["state"], line["kept_in"]) for line in lines] == [("ryedale", "kept", "ryedale")]
    assert (told["authority"], told["kept_in"], told["trial"]) == ("ryedale", ["ryedale"], lines[0]["trial"])
    for text in (page, str(lines), str(told)):
        assert "Mia" not in text and "we are full" not in text


def test_of_another_authority_here_nothing_is_told_before_it_decides() -> None:
    ended(world(), {SOUTH: GOOD[NORTH]}, home=SOUTH, decision=None)

    assert "We know of no other council" in text_of(where=PAGE)
    assert text_of(where=f"{PAGE}-others.csv").splitlines() == [
        "trial,name,authority,state,decided,changes,says,kept_in,version,edition"
    ]


def test_what_others_here_decided_is_told_in_welsh_too() -> None:
    ended(world(), {SOUTH: GOOD[NORTH]}, home=SOUTH)
    client = Client()
    client.cookies["lang"] = "cy"

    page = client.get(PAGE).content.decode()

    assert "Beth mae eraill wedi rhoi cynnig arno" in page and "Wedi’i gadw" in page
    assert "Ble cafodd ei gadw" in page
