"""The page of a standard, and the learning log: what the team of Barset North sees of what was tried anywhere."""

from typing import Any

import pytest

from footpath.actions.publish_standard import publish_standard
from footpath.definition.changes import Standard
from footpath.web.world import world
from tests.people import NORTH, SOUTH, edition
from tests.steps.ended import ended
from tests.steps.packed import GOOD, packed
from tests.steps.promised import HINT
from tests.web.county import NAMED, signed_in
from tests.web.steps.test_packs import comes_in, text_of

STANDARD = "/staff/barset-north/standards/permit"
LEARNED = "/staff/barset-north/steps/learned"


@pytest.fixture(autouse=True)
def standard(barset: Any) -> None:
    source = NAMED.replace("when: co2 > 185", "when: co2 != null and co2 > 185")
    made = publish_standard(world(), edition=edition(source), by="staff:mia", because="It is checked")
    assert isinstance(made, Standard), made


def test_nothing_tried_says_what_to_do_next() -> None:
    page = text_of(where=STANDARD)

    assert "Nothing has been tried on it yet." in page and "Be the first" in page


def test_who_tried_what_and_how_it_went_with_everybody_s_odds() -> None:
    ended(world(), {NORTH: GOOD[NORTH]})
    comes_in(packed({"ryedale": (500, 0.6, 0.75), "york": (500, 0.6, 0.75)}, home="york"), what="not-here")

    page = text_of(where=STANDARD)

    assert "1 change was tried, 2 times in all: 2 kept. What did not work comes first." in page
    assert "York thought a hint that shows where to look helps people finish" in page
    assert "Here: not here. Why: Our callers ask the same." in page
    assert "that more people finish. With 1,400 people in 3 authorities, the difference is between" in page
    assert "Met: Authorities that tried it: 3, of 3 wanted" in page
    assert "It is enough for the standard" in page
    assert "No two authorities here have made the same change." in page
    assert "significant" not in page


def test_the_proposal_to_the_owner_holds_the_change_and_the_evidence() -> None:
    ended(world(), {NORTH: GOOD[NORTH]})
    client = signed_in("ben")
    (href,) = {
        part.split('"')[0]
        for part in client.get(STANDARD).content.decode().split('href="')
        if "/proposal" in part[:200]
    }

    response = client.get(href)

    said = response.content.decode()
    assert response.status_code == 200 and "permit-proposal.yaml" in response.headers["Content-Disposition"]
    assert said.startswith("proposes: permit@") and f"from: {NORTH}" in said
    assert "evidence:" in said and "With 400 people in 1 authority" in said
    assert HINT["set"] in said
    assert client.get(f"{STANDARD}/{'0' * 64}/proposal").status_code == 404


def test_a_standard_that_is_none_is_not_there_and_nobody_from_outside_comes_in() -> None:
    assert signed_in("ben").get("/staff/barset-north/standards/luck").status_code == 404
    assert signed_in("sam").get(STANDARD).status_code == 404


def test_others_see_of_a_running_step_that_it_runs() -> None:
    ended(world(), {NORTH: GOOD[NORTH]}, decision=None)

    page = text_of("sam", "/staff/barset-south/standards/permit")

    assert "Nothing is told of it before it is decided." in page
    assert "Nobody has been counted whom others may be told of." in page
    assert f"/staff/barset-south/steps/{NORTH.replace('_', '-')}" not in page


# --- the learning log


def forty() -> None:
    """Forty steps that ended, in four ways, about two types of question."""
    co2 = {"set": "pages.vehicle.questions.co2.hint", "to": "Under V.7", "because": "Nine of twenty asked"}
    ways: tuple[Any, ...] = ("kept", "not_kept", "could_not_tell", "kept")
    for number in range(40):
        ended(
            world(),
            {NORTH: (30, 0.6, 0.6)},
            id=f"step_{number}",
            name=f"Step number {number}",
            changes=(HINT if number % 2 else co2,),
            decision=ways[number % 4],
        )


def test_forty_lines_are_found_by_word_by_type_of_question_and_by_service() -> None:
    forty()
    client = signed_in("ben")

    def lines(**sought: str) -> str:
        response = client.get(LEARNED, sought)
        assert response.status_code == 200
        text: str = response.content.decode()
        return text

    every = lines()
    assert "Showing 40 of 40." in every and every.count("We thought") == 40
    assert "About " in every and "more cases would tell" in every
    # What was put back, or could not tell, before what was kept.
    first_kept = every.index("It was better, and it was kept")
    assert every.rindex("We could not tell, so it was put back") < first_kept

    assert "Showing 20 of 40." in lines(kind="vehicle_registration")
    assert "Showing 20 of 40." in lines(kind="whole_number")
    assert "Showing 1 of 40." in lines(q="NUMBER 17")
    assert "Showing 40 of 40." in lines(service="permit")
    none = lines(kind="whole_number", q="number 17")
    assert "Showing 0 of 40." in none and "No step matches that." in none and "Show all" in none


def test_what_came_in_is_in_the_log_with_why_it_is_not_done_here_and_leads_to_its_pack() -> None:
    comes_in(what="not-here", because="Our log books look different")

    page = text_of(where=LEARNED)

    assert "Ryedale thought a hint" in page
    assert "Here: not here, since" in page and "Why: Our log books look different." in page
    (href,) = {
        part.split('"')[0] for part in page.split('href="') if part.startswith("/staff") and "#pack-" in part[:90]
    }
    assert f'id="{href.partition("#")[2]}"' in text_of(where=href.partition("#")[0])
    assert SOUTH.replace("_", "-") not in page


def test_pages_about_steps_lead_to_one_another() -> None:
    comes_in()
    steps, packs, learned = (text_of(where=f"/staff/barset-north/steps{each}") for each in ("", "/packs", "/learned"))

    assert "steps/packs" in steps and "steps/learned" in steps
    assert "steps/learned" in packs and STANDARD in packs
    assert "steps/packs" in learned
    assert STANDARD in text_of(where="/staff/barset-north/services")
