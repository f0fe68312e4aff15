"""What the machine proposes, and in which words: a sentence that nobody needs a lesson for."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from footpath.evidence import Verdict
from footpath.steps.counting import Counting, Crossed, harm_at, hoped_effect
from footpath.steps.learning import learned
from footpath.steps.measures import MEASURES
from footpath.steps.review import departs, odds_said, propose, sentence
from footpath.steps.step import Step, after
from tests.steps.promised import MONDAY, NORTH, a_running_step
from tests.steps.test_step import kept

SOUTH = "barset_south"


def counted(step: Step, cases: int, *, old: int, new: int, authority: str = NORTH) -> Counting:
    """So many cases in turn; of each ten of a version, so many finished."""
    counting = Counting(step)
    add(counting, cases, old=old, new=new, authority=authority)
    return counting


def add(
    counting: Counting, cases: int, *, old: int, new: int, authority: str = NORTH, first: int = 0
) -> Crossed | None:
    for number in range(first, first + cases):
        arm = "AB"[number % 2]
        finished = (number // 2) % 10 < (new if arm == "B" else old)
        crossed = counting.add(
            {"completed": "1" if finished else "0", "no_errors": "1"},
            authority=authority,
            arm=arm,
            percent=50,
            entered=MONDAY + timedelta(hours=number),
            number=number + 1,
        )
        if crossed is not None:
            return crossed
    return None


def test_what_is_clearly_better_is_proposed_to_be_kept() -> None:
    step = a_running_step()
    counting = counted(step, 400, old=4, new=7)

    proposal = propose(step, counting, assignment=1.0, days=60)

    assert (proposal.verdict, proposal.decision, proposal.says) == (Verdict.KEEP, "kept", "Keep it.")
    assert "that more people finish reached" in proposal.why and "it has run 60 days" in proposal.why
    assert sentence(step, counting).startswith("It is very probably better:")
    assert departs(proposal, "not_kept") and not departs(proposal, "kept")


def test_odds_that_were_enough_once_are_said_with_what_they_are_now() -> None:
    step = a_running_step()
    counting = counted(step, 160, old=4, new=7)
    add(counting, 100, old=7, new=4, first=160)

    assert sentence(step, counting) == "It reached 72 to 1 that more people finish, and stands at 1.6 to 1 now."


def test_a_step_that_ended_without_an_answer_does_not_say_yet() -> None:
    step = a_running_step()
    counting = counted(step, 60, old=5, new=5)

    assert "yet" in sentence(step, counting)
    assert "yet" not in sentence(replace(step, state="could_not_tell"), counting)


def test_nothing_is_kept_before_a_fortnight() -> None:
    step = a_running_step()

    proposal = propose(step, counted(step, 400, old=4, new=7), assignment=1.0, days=13)

    assert (proposal.verdict, proposal.decision) == (Verdict.NOT_YET, None)
    assert "it has run 13 of at least 14 days" in proposal.why


def test_harm_comes_before_everything_that_needs_time() -> None:
    step = a_running_step()
    counting = Counting(step)
    crossed = add(counting, 400, old=8, new=3)

    assert crossed is not None and crossed.measure == "completed" and crossed.odds >= 20
    proposal = propose(step, counting, assignment=1.0, days=2)
    assert (proposal.verdict, proposal.decision) == (Verdict.HARM, "not_kept")
    assert "that fewer people finish reached" in proposal.why


def test_what_we_cannot_tell_after_half_a_year_is_put_back() -> None:
    step = a_running_step()

    proposal = propose(step, counted(step, 40, old=6, new=6), assignment=1.0, days=182)

    assert (proposal.verdict, proposal.decision) == (Verdict.PUT_BACK, "could_not_tell")


def test_a_coin_that_was_not_fair_makes_everything_void() -> None:
    step = a_running_step()

    proposal = propose(step, counted(step, 400, old=4, new=7), assignment=2000.0, days=60)

    assert proposal.verdict is Verdict.BROKEN


def test_what_is_only_always_watched_stops_later_than_what_was_chosen() -> None:
    step = a_running_step()

    limits = {id_: harm_at(step.registration, id_) for id_ in MEASURES}

    assert (limits["completed"], limits["no_errors"], limits["not_asked_for_more"]) == (20, 20, 20)
    assert (limits["no_contact"], limits["told_us"]) == (100, 100)
    assert (limits["ease"], limits["staff_work"]) == (None, None)


def test_ledgers_come_back_from_their_plain_data_bit_for_bit() -> None:
    step = a_running_step()
    whole = counted(step, 60, old=4, new=7)
    half = counted(step, 30, old=4, new=7)
    again = Counting(step, half.data())
    add(again, 30, old=4, new=7, first=30)

    assert again.data() == whole.data()


def test_authorities_are_pooled_and_each_is_shown() -> None:
    step = a_running_step(authorities=(NORTH, SOUTH))
    alone = counted(step, 120, old=4, new=7)
    both = counted(step, 120, old=4, new=7)
    add(both, 120, old=4, new=7, authority=SOUTH)

    one, two = alone.look("completed"), both.look("completed")
    assert one is not None and two is not None
    assert two.odds.benefit > one.odds.benefit
    assert set(both.by_authority("completed")) == {NORTH, SOUTH}
    assert two.interval.high - two.interval.low < one.interval.high - one.interval.low


def test_the_hope_is_taken_from_how_it_was_before() -> None:
    """Six points at 60 of 100 are about a quarter in log odds; of a score they are a share of its spread."""
    assert hoped_effect(a_running_step()) == pytest.approx(0.2575, abs=0.01)
    assert hoped_effect(a_running_step(measure="ease")) == pytest.approx(0.24)


@pytest.mark.parametrize(
    ("odds", "said"),
    [
        (24.2, "24 to 1"),
        (1234.0, "1,234 to 1"),
        (3.04, "3 to 1"),
        (1.0, "even"),
        (0.5, "1 to 2"),
        (0.05, "1 to 20"),
        (1e9, "more than a million to 1"),
        (0.0, "less than 1 to a million"),
    ],
)
def test_odds_as_people_say_them(odds: float, said: str) -> None:
    assert odds_said(odds) == said


def test_what_was_learned_is_one_line() -> None:
    step = a_running_step()
    counting = counted(step, 400, old=4, new=7)

    line = learned(after(step, kept(), head="k"), counting)

    assert line.startswith("We thought a hint that shows where to look helps people finish, because 14 of 60 callers")
    assert "We tried “New hint about the log book” with 400 people in 1 place." in line
    assert "The odds that more people finish reached" in line and "It was better, and it was kept." in line


def test_nothing_anywhere_says_significant() -> None:
    from pathlib import Path

    source = Path(__file__).resolve().parents[2] / "src" / "footpath"
    words = ("significant", "p-value", "conversion rate")
    files = [
        *source.glob("steps/**/*.py"),
        *source.glob("web/staff/st*.py"),
        *source.glob("web/templates/staff/*.jinja"),
    ]
    files += [source / "web/words/doing.toml", source / "web/templates/resident/doing.jinja"]

    assert [(str(f), w) for f in files for w in words if w in f.read_text(encoding="utf-8").lower()] == []
