"""What the team sees of steps, and what each may do: Ben proposes and pulls the cord, Mia answers for it."""

import pytest

from footpath.actions.count_outcomes import count_outcomes
from footpath.actions.pause_step import pause_step
from footpath.web.world import world
from tests.people import NORTH
from tests.web.county import signed_in
from tests.web.steps.lives import changed_in_the_editor, days_ago, now, path, people_met_it, proposed, running

STEPS = "/staff/barset-north/steps"

TEXT = """step: 1
id: shorter_word
service: permit
name: A shorter word
we_believe: a shorter word is understood sooner
because: three callers asked what a household is
we_will_know_when: more people finish
outcome: People can park near home
proposer: ben
owner: mia
authorities: [barset_north]
measure: completed
hoped_points: 4
staff_measure: staff_contact
may_be_harmed: Nobody we know of
changes:
  - set: pages.household.title
    to: Who you live with
    because: Household is a long word
"""


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_with_no_step_the_page_says_what_to_do_next() -> None:
    page = text_of(signed_in("ben").get(STEPS))

    assert "0 running, 0 waiting for somebody, 0 ended" in page
    assert f"{STEPS}/propose" in page


def test_ben_proposes_by_writing_over_an_example_of_the_file() -> None:
    ben = signed_in("ben")
    assert "proposer: ben" in text_of(ben.get(f"{STEPS}/propose/lines"))

    done = ben.post(f"{STEPS}/propose/lines", {"text": TEXT}, follow=True)

    page = text_of(done)
    assert "It waits to be approved" in page and "A shorter word" in page
    assert "We believe a shorter word is understood sooner because three callers asked" in page
    assert "It waits for Mia Hughes" in page
    assert "Approve it" not in page


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("hoped_points: 4", "hoped_points: four", "Line 13: The effect hoped for is no number"),
        ("owner: mia", "owner: ben", "not the proposer"),
        ("owner: mia", "owner: cara", "cara is no service manager of barset_north"),
        ("proposer: ben", "proposer: cara", "Write ben"),
        ("pages.household.title", "pages.house.title", "your text:17"),
        ("service: permit", "service: visitors", "does not offer visitors"),
        ("measure: completed", "measure: profit", "Line 12"),
    ],
)
def test_what_is_wrong_is_said_by_line_and_nothing_typed_is_lost(old: str, new: str, says: str) -> None:
    typed = TEXT.replace(old, new)

    page = signed_in("ben").post(f"{STEPS}/propose/lines", {"text": typed})

    assert page.status_code == 422
    assert says in text_of(page)
    assert new in text_of(page) and "There is a problem" in text_of(page)
    assert world().steps.every_step() == []


def test_mia_approves_and_it_runs() -> None:
    step = proposed()
    mia = signed_in("mia")
    assert "Approve it" in text_of(mia.get(path(step)))

    page = text_of(mia.post(f"{path(step)}/approve", {}, follow=True))

    assert "You have approved the step." in page
    assert now(step).state == "running"


@pytest.mark.parametrize("staff", ["ben", "cara"])
def test_nobody_else_approves(staff: str) -> None:
    step = proposed()

    page = signed_in(staff).post(f"{path(step)}/approve", {})

    assert page.status_code == 409
    assert now(step).state == "registered"


def test_a_step_shows_both_versions_side_by_side() -> None:
    page = text_of(signed_in("ada").get(path(running())))

    assert 'aria-label="Old version"' in page and 'aria-label="New version"' in page
    assert page.count("It is on the front of your V5C log book") >= 2
    assert "The hint of the question" in page
    assert "We count each case 28 days after" in page
    assert "significant" not in page


def test_outcomes_are_a_sentence_then_pictures_then_tables() -> None:
    with days_ago(40):
        step = running()
        people_met_it(12)
    count_outcomes(world(), home=NORTH, step=step.id)

    page = text_of(signed_in("mia").get(path(step)))

    assert page.index("We cannot tell yet") < page.index('role="img"') < page.index("The same as a table")
    assert "Finished" in page and "Guardrails." in page and "By authority" in page
    assert "What staff say is shown once 5 or more have answered." in page
    assert "style=" not in page and "<script>" not in page


def test_any_caseworker_pulls_the_cord_with_a_reason() -> None:
    step = running()
    ben = signed_in("ben")

    wrong = ben.post(f"{path(step)}/pause", {"because": ""})
    assert wrong.status_code == 422 and "Enter why" in text_of(wrong)
    page = text_of(ben.post(f"{path(step)}/pause", {"because": "People ring about it"}, follow=True))

    assert "new cases get the old version" in page
    assert now(step).state == "paused"
    assert signed_in("ada").post(f"{path(step)}/pause", {"because": "x"}).status_code == 403


def test_mia_decides_with_a_reason_that_is_on_record() -> None:
    step = running()
    mia = signed_in("mia")
    form = {"decision": "could_not_tell", "because": "Too few people came", "seen": now(step).seq}

    page = text_of(mia.post(f"{path(step)}/decide", form, follow=True))

    assert "your reason is on record" in page
    assert "Mia Hughes decided: could not tell: put back. Too few people came. The rule said: Carry on." in page
    learned = text_of(mia.get(f"{STEPS}/learned"))
    assert "We thought a hint that shows where to look helps people finish" in learned
    assert "1 step was registered in" in learned and "none of them are better" in learned


def test_a_decision_on_an_old_page_is_not_taken_and_what_was_typed_stays() -> None:
    step = running()
    seen = now(step).seq
    pause_step(world(), home=NORTH, step=step.id, because="People ring", by="staff:ben")

    page = signed_in("mia").post(f"{path(step)}/decide", {"decision": "kept", "because": "It is good", "seen": seen})

    assert page.status_code == 409
    assert "Somebody else changed this step" in text_of(page) and "It is good" in text_of(page)
    assert now(step).state == "paused"


def test_what_was_put_back_is_listed_before_what_was_kept() -> None:
    mia = signed_in("mia")
    first = running()
    mia.post(f"{path(first)}/decide", {"decision": "kept", "because": "Good", "seen": now(first).seq})
    title = {"set": "pages.household.title", "to": "Who you live with", "because": "Shorter"}
    second = running(id="title", name="A shorter word", changes=(title,))
    mia.post(f"{path(second)}/decide", {"decision": "not_kept", "because": "Bad", "seen": now(second).seq})

    page = text_of(mia.get(STEPS))
    ended = page[page.index(">Ended<") :]

    assert ended.index("A shorter word") < ended.index("New hint about the log book")
    assert "Showing 1 of 2" in text_of(mia.get(f"{STEPS}/learned?q=shorter"))


def test_a_step_of_another_authority_is_not_there() -> None:
    step = running()

    for act in ("", "/approve", "/pause", "/decide"):
        sue = signed_in("sue")
        where = f"{path(step, 'barset-south')}{act}"
        response = sue.post(where, {"because": "x"}) if act else sue.get(where)
        assert response.status_code == 404
        assert "log book" not in text_of(response)
    assert now(step).state == "running"


def test_what_was_changed_in_the_editor_can_be_tried_as_a_step() -> None:
    """Only the hypothesis is left to write: the changes and their reasons are there."""
    changed_in_the_editor()

    page = text_of(signed_in("ben").get(f"{STEPS}/propose/lines?service=permit&from=draft"))

    assert "- set: pages.household.title" in page
    assert "because: Household is a long word" in page
    assert "PAGE" not in page


def test_a_case_says_which_version_it_has() -> None:
    from tests.web.county import asha, drafts, sends, staff_page_of

    running()
    row = sends(drafts(asha()))
    (held,) = world().steps.assignments(NORTH, row.id)

    page = text_of(signed_in("ben").get(staff_page_of(row)))

    assert f"New hint about the log book: {'new' if held.arm == 'B' else 'old'} version" in page
