"""What others kept is not tried anew: it runs here for eight weeks with what they found, and is kept where it helps."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from footpath.evidence import SharedEffect, Verdict, pooled
from footpath.evidence.report import weigh_outcomes
from footpath.steps.counting import Counting, promise_of
from footpath.steps.events import Approved, Begun
from footpath.steps.pack import trial_of
from footpath.steps.receiving import FIT_WEEKS, fit, registration_here
from footpath.steps.registration import fingerprint
from footpath.steps.review import borrowed_said, propose, sentence
from footpath.steps.step import Step
from tests.steps.packed import GOOD, packed
from tests.steps.promised import MONDAY, NORTH, a_running_step, promised, registered, step_of
from tests.steps.test_planned import enter, made_up
from tests.steps.test_review import add

PACK = packed({NORTH: GOOD[NORTH], "ryedale": GOOD["ryedale"]})
HELPED = SharedEffect(effect=0.4, variance=0.01, between=0.02)


def adopted(borrowed: SharedEffect = HELPED, **other: Any) -> Step:
    return a_running_step(borrowed=borrowed, longest_weeks=16, **other)


def counted(step: Step, cases: int, *, old: int, new: int) -> Counting:
    counting = Counting(step)
    add(counting, cases, old=old, new=new)
    return counting


def test_what_others_found_is_part_of_what_is_registered_here() -> None:
    here = registration_here(PACK, "adopt-and-fit", authority="whitby", by="zoe", owner="max")
    tested = registration_here(PACK, "test-here-first", authority="whitby", by="zoe", owner="max")

    assert here.borrowed and here.borrowed.effect == pytest.approx(PACK.together.effect)
    assert here.longest_weeks == FIT_WEEKS[-1]
    assert not tested.borrowed
    assert fingerprint(here) != fingerprint(replace(here, borrowed=replace(here.borrowed, effect=0.5)))
    assert trial_of(here) == trial_of(tested) == PACK.trial  # it can be pooled with theirs all the same


def test_what_they_planned_for_is_not_what_we_plan_for() -> None:
    planned = replace(PACK, registration=replace(PACK.registration, planned_cases=900))

    for what in ("adopt-and-fit", "test-here-first"):
        said = registration_here(planned, what, authority="whitby", by="zoe", owner="max")  # type: ignore[arg-type]
        assert not said.planned_cases


@pytest.mark.parametrize(
    ("old", "new", "days", "verdict", "decision", "why"),
    [
        (6, 7, 30, Verdict.NOT_YET, None, "decided after 8 weeks: it has run 30 days"),
        (6, 7, 55, Verdict.NOT_YET, None, "decided after 8 weeks"),
        (6, 7, 56, Verdict.KEEP, "kept", "points better. It has run 56 days, and no guardrail was reached"),
        (6, 6, 60, Verdict.KEEP, "kept", "From what others found, and 60 people here"),
        (7, 5, 57, Verdict.PUT_BACK, "not_kept", "points worse"),
    ],
)
def test_after_eight_weeks_it_is_kept_where_it_can_be_expected_to_help(
    old: int, new: int, days: int, verdict: Verdict, decision: str | None, why: str
) -> None:
    # Others are far apart, so that sixty people here have a say.
    step = adopted(SharedEffect(effect=0.2, variance=0.01, between=0.25))
    counting = counted(step, 60, old=old, new=new)

    proposal = propose(step, counting, assignment=1.0, days=days)

    assert (proposal.verdict, proposal.decision) == (verdict, decision)
    assert why in proposal.why


def test_twenty_to_one_is_not_asked_of_what_others_have_shown() -> None:
    step = adopted()
    counting = counted(step, 60, old=6, new=6)

    assert counting.highest_benefit < 20
    assert propose(step, counting, assignment=1.0, days=60).decision == "kept"
    # The control: the same people in a step that was not adopted.
    own = a_running_step()
    assert propose(own, counted(own, 60, old=6, new=6), assignment=1.0, days=60).decision is None


def test_others_word_alone_keeps_nothing() -> None:
    step = adopted()
    nobody = Counting(step)

    assert propose(step, nobody, assignment=1.0, days=60).decision is None
    late = propose(step, nobody, assignment=1.0, days=112)
    assert (late.verdict, late.decision) == (Verdict.PUT_BACK, "could_not_tell")
    assert "too few were counted here" in late.why


def test_a_guardrail_stops_it_on_any_day() -> None:
    step = adopted()
    counting = Counting(step)

    crossed = add(counting, 400, old=9, new=2)

    assert crossed is not None and crossed.measure == "completed"
    proposal = propose(step, counting, assignment=1.0, days=5)
    assert (proposal.verdict, proposal.decision) == (Verdict.HARM, "not_kept")


def test_a_chance_that_was_none_says_nothing_about_it() -> None:
    step = adopted()

    assert propose(step, Counting(step), assignment=5_000.0, days=60).verdict is Verdict.BROKEN


def test_its_odds_begin_from_what_others_found() -> None:
    step, plain = adopted(), a_running_step()
    people = [one for one in made_up(120) if one.authority == NORTH]
    counting, other = Counting(step), Counting(plain)
    enter(counting, people)
    enter(other, people)

    look, held = counting.look("completed"), counting.ledgers("completed")
    assert look is not None
    assert look.odds.benefit == pytest.approx(pooled(held, borrowed=HELPED).benefit, rel=1e-12)
    assert look.odds.benefit != pytest.approx(other.odds("completed")[0], rel=1e-3)  # type: ignore[index]
    weighed = weigh_outcomes(people, promise=promise_of(step))
    assert weighed.odds.benefit == pytest.approx(look.odds.benefit, rel=1e-9)


def test_the_page_of_packs_and_that_of_the_step_expect_the_same() -> None:
    step = adopted()
    counting = counted(step, 80, old=6, new=7)
    (ours,) = counting.ledgers("completed")

    known = fit(PACK.ledgers, ours, borrowed=HELPED)

    assert known is not None and known.expected == counting.expected_here()


def test_a_step_that_was_adopted_says_so_in_plain_words() -> None:
    step = adopted()

    assert borrowed_said(step.registration).startswith("Others found: 10 points better. Four times in five")
    assert "After 8 weeks it is kept where" in borrowed_said(step.registration)
    assert borrowed_said(promised()) == ""
    assert sentence(step, counted(step, 60, old=6, new=7)).startswith("From what others found, and 60 people here")
    assert "to be counted" not in sentence(step, counted(step, 60, old=6, new=7))


def test_it_runs_as_any_other_step_does() -> None:
    said = registration_here(PACK, "adopt-and-fit", authority=NORTH, by="ben", owner="mia")
    event = replace(registered(), registration=said, fingerprint=fingerprint(said))

    step = step_of(
        event, Approved(at=MONDAY, by="staff:mia"), Begun(at=MONDAY, by="clock", before={}, new_of_2000={"50": 1000})
    )

    assert step.state == "running" and step.last_day is not None
    assert step.last_day - MONDAY.date() == timedelta(weeks=16)
