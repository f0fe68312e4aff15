"""The team sees where people stop and why: the sentence, the picture, the table, and what to do about it."""

import csv
import json
from typing import Any

import pytest
from django.test import Client

from footpath.actions.answer_page import answer_page
from footpath.actions.count_doing import Looking, count_doing
from footpath.actions.keep_time import keep_time
from footpath.actions.say_how_it_was import say_how_it_was
from footpath.steps.observing import Observation
from footpath.web.world import world
from tests.people import NORTH, SOUTH, form
from tests.web.county import asha, checking, decided, drafts, sends, signed_in, taken
from tests.web.resident.browsing import PageReader
from tests.web.steps.lives import days_ago
from tests.web.watch.test_watching import sends as sends_note

HERE = "/staff/barset-north/services/permit/how-it-is-doing"
PUBLIC = "/barset-north/permit/how-this-is-doing"
COST = {
    "pounds": "48,000",
    "since-day": "1",
    "since-month": "4",
    "since-year": "2024",
    "source": "Revenue outturn 2024-25, line 14",
    "because": "The yearly figures are out",
}


def page(query: str = "", staff: str = "mia") -> PageReader:
    response = signed_in(staff).get(HERE + query)
    assert response.status_code == 200, response.status_code
    return PageReader(response.content.decode())


def data(query: str = "", staff: str = "mia") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(signed_in(staff).get(f"{HERE}.json{query}").content)
    return found


def some_people() -> None:
    """In the last weeks: one sent it, five stopped at their vehicle and two before that, one was told it is not theirs.

    They stopped: their drafts are erased.
    """
    with days_ago(40):
        sends(drafts())
        for _ in range(5):
            drafts({name: asha()[name] for name in ("who", "where")})
        for _ in range(2):
            drafts({"who": asha()["who"]})
        drafts({"who": asha()["who"], "where": form(postcode="SW1A 1AA")})
    with days_ago(5):
        keep_time(world())
    count_doing(world())


def pages_of(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["page"]: each for each in found["pages"]}


def test_the_sentence_says_where_most_people_stop() -> None:
    some_people()

    shown = page()

    assert (
        "Most people who stop do so at “Your vehicle”: 5 of the 7 who stopped, and of 6 people who came" in shown.text
    )
    assert "Of 9 people who began" in shown.text
    assert "Your vehicle: 6 came, 1 went on, 5 stopped" in shown.text
    assert "Diesel vehicles: 0 came" in shown.text
    assert (
        "1 after “Where you live”: You cannot get a permit because your address is not in a permit zone." in shown.text
    )


def test_only_who_was_led_to_a_page_is_set_against_it() -> None:
    with days_ago(3):
        drafts({**asha(), "vehicle": form(registration="ab12cde", co2="200"), "diesel": form(filter_fitted="yes")})
        drafts()
    count_doing(world())

    found = pages_of(data())

    assert (found["vehicle"]["came"], found["diesel"]["came"], found["household"]["came"]) == (2, 1, 2)
    assert (found["diesel"]["went_on"], found["check"]["still_there"]) == (1, 2)


def test_the_data_say_the_same_as_the_page() -> None:
    some_people()

    found = data()
    lines = list(csv.DictReader(signed_in("mia").get(f"{HERE}.csv").content.decode().splitlines()))

    assert (found["began"], found["sent"], found["left_by_exit"]) == (9, 1, 1)
    vehicle = pages_of(found)["vehicle"]
    assert (vehicle["came"], vehicle["went_on"], vehicle["stopped"], vehicle["still_there"]) == (6, 1, 5, 0)
    by_hand = {(line["page"], line["which"]): line["value"] for line in lines if line["what"] == "page"}
    assert by_hand["vehicle", "stopped"] == "5"
    assert {"what": "exit", "page": "where", "question": "", "which": "not_in_zone", "value": "1"} in lines


def test_a_shorter_time_an_edition_and_a_language_each_show_their_own() -> None:
    some_people()
    with days_ago(2):
        drafts({"who": asha()["who"]}, lang="cy")
    count_doing(world())
    offered = world().editions.offered(NORTH, "permit")
    assert offered is not None

    assert data("?period=4-weeks")["began"] == 1
    assert data("?language=cy")["began"] == 1 and data("?language=en")["began"] == 9
    assert data(f"?edition={offered.hash}")["began"] == 10
    assert data("?edition=nothing&period=ever&language=fr")["began"] == 10


def test_what_people_get_wrong_leads_to_changing_it_or_to_a_step() -> None:
    row = drafts({"who": asha()["who"], "where": asha()["where"]})
    for registration in ("", "", "!"):
        answer_page(
            world(),
            authority=NORTH,
            case=row.id,
            page="vehicle",
            form=form(registration=registration, co2="1"),
            lang="en",
            seen=row.seq,
        )
    count_doing(world())

    shown = page()

    said = "What is your vehicle’s registration number?Your vehicle3300left empty 2, not a registration 1"
    assert said in shown.text
    change, step = (shown.links[f"{what}: What is your vehicle’s registration number?"] for what in _ACTS)
    assert change == "/staff/barset-north/services/permit/change/pages/vehicle"
    assert step == "/staff/barset-north/steps/propose?service=permit&question=vehicle.registration"
    proposal = signed_in("mia").get(step).content.decode()
    assert "It was sent back 3 times in the last 13 weeks: left empty 2, not a registration 1" in proposal
    assert 'value="pages.vehicle.questions.registration.hint" selected' in proposal
    assert "Change it" not in page(staff="ada").text and "Try it as a step" not in page(staff="ada").text
    assert data()["errors"] == [
        {"page": "vehicle", "question": "registration", "kind": "empty", "times": 2},
        {"page": "vehicle", "question": "registration", "kind": "not_a_registration", "times": 1},
    ]


_ACTS = ("Change it", "Try it as a step")


def test_beside_the_pages_stands_what_was_seen_and_what_residents_wrote() -> None:
    row = sends(drafts())
    say_how_it_was(
        world(),
        authority=NORTH,
        case=row.id,
        able="yes",
        ease=None,
        satisfied="satisfied",
        improve="I could not find the number",
    )
    sends_note()
    count_doing(world())

    shown = page()

    (note,) = world().observations.of_service(NORTH, "permit")
    assert isinstance(note, Observation)
    assert (note.stuck_at or note.did) in shown.text and "Library" in shown.text
    assert "“I could not find the number”" in shown.text
    assert "I could not find the number" not in signed_in("mia").get(f"{HERE}.json").content.decode()


def test_the_measures_are_the_ones_that_everybody_sees() -> None:
    with days_ago(60):
        for number in range(20):
            row = sends(drafts()) if number % 4 else drafts()
            if number % 4:
                say_how_it_was(
                    world(),
                    authority=NORTH,
                    case=row.id,
                    able=None,
                    ease=None,
                    satisfied="satisfied" if number % 2 else "dissatisfied",
                    improve="",
                )
    assert signed_in("mia").post(f"{HERE}/cost", COST).status_code == 303
    count_doing(world())

    team, public = data("?period=year"), json.loads(Client().get(f"{PUBLIC}.json").content)

    assert team["measures"] == public["figures"]
    assert (public["figures"]["finished_of_100"], public["figures"]["satisfied_of_100"]) == (75, 67)
    # £48,000 a year is £131.51 a day, of one day on which 15 were sent.
    assert public["figures"]["pounds_each"] == "8.77"
    shown = PageReader(Client().get(PUBLIC).content.decode()).text
    assert "Finished 75 of 100 · Satisfied 67 of 100 · £8.77 each · 100 of 100 online" in shown
    assert "Finished 75 of 100 · Satisfied 67 of 100 · £8.77 each · 100 of 100 online" in page("?period=year").text


def test_small_numbers_are_the_teams_alone() -> None:
    with days_ago(60):
        for _ in range(4):
            sends(drafts())
    count_doing(world())

    assert data("?period=year")["measures"]["finished_of_100"] == 100
    public = json.loads(Client().get(f"{PUBLIC}.json").content)
    assert set(public["figures"].values()) == {None}
    lines = list(csv.DictReader(Client().get(f"{PUBLIC}-figures.csv").content.decode().splitlines()))
    assert lines and all(line["value"] == line["of"] == "" for line in lines)


def test_the_cost_is_on_record_with_who_and_why() -> None:
    client = signed_in("mia")

    client.post(f"{HERE}/cost", COST)
    client.post(f"{HERE}/cost", COST)
    client.post(f"{HERE}/cost", {**COST, "pounds": "51000.50", "since-year": "2025", "because": "It rose"})

    shown = page()
    assert "£51,000.50 a year, from 1 April 2025. Source: Revenue outturn 2024-25, line 14." in shown.text
    assert "The yearly figures are out" in shown.text and "Mia Hughes" in shown.text
    assert len(world().doing.costs(NORTH, "permit")) == 2
    assert list(world().doing.costs(SOUTH, "permit")) == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"pounds": "lots"}, "Enter what the service costs in a year, in pounds, like 48,000"),
        ({"pounds": "0"}, "Enter what the service costs in a year, in pounds, like 48,000"),
        ({"since-month": "13"}, "Enter the day from which this holds"),
        ({"since-year": "2999"}, "Enter the day from which this holds"),
        ({"source": " "}, "Enter where the figure comes from"),
        ({"because": ""}, "Enter why it is entered now"),
        ({"because": "x" * 501}, "Say it in 500 characters or less"),
    ],
)
def test_a_cost_that_cannot_be_right_is_sent_back_with_what_was_typed(wrong: dict[str, str], says: str) -> None:
    response = signed_in("mia").post(f"{HERE}/cost", {**COST, **wrong})

    assert response.status_code == 422
    text = response.content.decode()
    assert (says in text and "Error: How it is doing" in text and "Revenue outturn" in text) or "source" in wrong
    assert list(world().doing.costs(NORTH, "permit")) == []


@pytest.mark.parametrize("staff", ["ben", "ada"])
def test_only_who_answers_for_the_service_enters_its_cost(staff: str) -> None:
    assert signed_in(staff).post(f"{HERE}/cost", COST).status_code == 403
    assert "Enter what it costs" not in page(staff=staff).text


def test_a_service_that_nobody_uses_says_so() -> None:
    shown = page()

    assert "Nobody has begun in this time." in shown.text
    assert "No answer was sent back in this period." in shown.text
    assert data()["measures"]["finished_of_100"] is None


def test_what_is_not_offered_is_not_there() -> None:
    for end in ("", ".json", ".csv"):
        assert signed_in("mia").get(f"/staff/barset-north/services/moon/how-it-is-doing{end}").status_code == 404


def test_the_past_is_looked_at_once_a_day_and_the_last_weeks_each_time() -> None:
    with days_ago(100):
        old = drafts({"who": asha()["who"]})
    new = drafts({"who": asha()["who"]})
    looking = Looking()
    assert looking(world()) == 2

    for row in (old, new):
        answer_page(world(), authority=NORTH, case=row.id, page="where", form=asha()["where"], lang="en", seen=row.seq)

    assert looking(world()) == 1, "of the old one tomorrow"
    assert Looking()(world()) == 1


def test_counting_again_gives_the_same_and_nothing_new_is_counted_twice() -> None:
    some_people()
    decided(taken(checking()))

    assert count_doing(world()) == 1
    before = data()
    assert count_doing(world()) == 0

    assert data() == before
