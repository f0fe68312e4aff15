"""A step goes from state to state by those who may, and everything it was stays on record."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from footpath.steps.events import (
    AnyStepEvent,
    Approved,
    Broke,
    HarmConfirmed,
    Paused,
    Resumed,
    Settled,
    StepDecided,
    StepWithdrawn,
    StoppedForHarm,
)
from footpath.steps.journal import StepEntry, check_chain
from footpath.steps.registration import fingerprint
from footpath.steps.states import ENDED, LIVE, OPEN, TRANSITIONS, State, StepSaysNo, permit
from footpath.steps.step import after, fold
from tests.steps.promised import MONDAY, NORTH, a_running_step, begun, entries_of, promised, registered, step_of

MIA, BEN = "staff:mia", "staff:ben"


def kept(decision: str = "kept") -> StepDecided:
    return StepDecided(
        at=MONDAY + timedelta(weeks=9),
        by=MIA,
        decision=decision,  # type: ignore[arg-type]
        rule_said="keep",
        because="More people finish",
        departs=False,
        evidence={},
        log_digest="d" * 64,
    )


def test_what_is_promised_is_frozen_by_its_fingerprint() -> None:
    assert fingerprint(promised()) == fingerprint(promised())
    assert fingerprint(promised(because="I said so")) != fingerprint(promised())


def test_the_hypothesis_is_one_sentence() -> None:
    assert promised(we_will_know_when="more people finish.").hypothesis == (
        "We believe a hint that shows where to look helps people finish because 14 of 60 callers in May did not know "
        "where to find the number. We will know when more people finish."
    )


def test_a_step_runs_when_its_owner_has_approved_it_and_the_clock_begins_it() -> None:
    step = a_running_step()

    assert (step.state, step.begun, step.approved_by) == ("running", MONDAY, ("mia",))
    assert step.week(MONDAY + timedelta(days=8)) == 2


def test_nobody_approves_their_own_step() -> None:
    with pytest.raises(StepSaysNo, match="You proposed"):
        step_of(registered(), Approved(at=MONDAY, by=BEN))


def test_nobody_approves_for_the_owner() -> None:
    with pytest.raises(StepSaysNo, match=r"names: mia"):
        step_of(registered(), Approved(at=MONDAY, by="staff:cara"))


def test_a_step_of_class_2_waits_for_data_protection_too() -> None:
    of_class_2 = registered(class_=2, data_protection="ada")

    one = step_of(of_class_2, Approved(at=MONDAY, by=MIA))
    both = step_of(of_class_2, Approved(at=MONDAY, by=MIA), Approved(at=MONDAY, by="staff:ada"))

    assert (one.state, both.state) == ("registered", "approved")


EVENTS: dict[State, Callable[[], AnyStepEvent]] = {
    "paused": lambda: Paused(at=MONDAY, by=BEN, because="People are stuck"),
    "running": lambda: Resumed(at=MONDAY, by=MIA, because="It was something else"),
    "stopped_for_harm": lambda: StoppedForHarm(
        at=MONDAY, by="machine", because="Fewer people finish", measure="completed", odds=21.5, case_number=38
    ),
    "broken": lambda: Broke(at=MONDAY, by="machine", because="Chance was not fair"),
    "kept": kept,
    "not_kept": lambda: kept("not_kept"),
    "could_not_tell": lambda: kept("could_not_tell"),
    "withdrawn": lambda: StepWithdrawn(at=MONDAY, by=MIA, because="It was a mistake"),
}


@pytest.mark.parametrize("before", ["running", "paused"])
@pytest.mark.parametrize("to", EVENTS)
def test_a_step_goes_only_where_the_table_lets_it(before: State, to: State) -> None:
    step = a_running_step()
    if before == "paused":
        step = after(step, EVENTS["paused"](), head="p")

    if (before, to) in TRANSITIONS:
        assert after(step, EVENTS[to](), head="h").state == to
    else:
        with pytest.raises(StepSaysNo):
            after(step, EVENTS[to](), head="h")


def test_what_has_ended_stays_ended() -> None:
    for state in ENDED:
        for to in ("running", "paused", "registered", "approved"):
            with pytest.raises(StepSaysNo):
                permit(state, to)  # type: ignore[arg-type]
    assert not ENDED & OPEN and LIVE < OPEN


def test_a_kept_step_becomes_part_of_the_service() -> None:
    step = after(a_running_step(), kept(), head="k")

    assert after(step, Settled(at=MONDAY, by=MIA, editions={NORTH: "bb"}), head="s").state == "settled"


def test_the_owner_confirms_a_stop_once() -> None:
    stopped = after(a_running_step(), EVENTS["stopped_for_harm"](), head="s")
    confirm = HarmConfirmed(at=MONDAY, by=MIA, because="We saw it too")

    confirmed = after(stopped, confirm, head="c")

    assert confirmed.confirmed
    with pytest.raises(StepSaysNo):
        after(confirmed, confirm, head="d")


def test_a_registration_cannot_be_changed_after_the_start() -> None:
    with pytest.raises(StepSaysNo, match="another step"):
        after(a_running_step(), registered(because="We changed our mind"), head="x")


# --- the journal


def history() -> tuple[StepEntry, ...]:
    return entries_of(registered(), Approved(at=MONDAY, by=MIA), begun(), kept())


def test_a_journal_folds_to_its_step_after_a_trip_through_json() -> None:
    stored = [msgspec.json.decode(msgspec.json.encode(entry), type=StepEntry) for entry in history()]

    assert fold([(entry.event, entry.hash) for entry in stored], authority=NORTH).state == "kept"
    last = stored[-1]
    assert check_chain(stored, authority=NORTH, step="log_book_hint", seq=last.seq, head=last.hash) is None


def test_whoever_alters_the_past_of_a_step_is_found() -> None:
    entries = list(history())
    last = entries[-1]
    entries[0] = replace(entries[0], event=registered(hoped_points=promised().hoped_points + 1))

    broken = check_chain(entries, authority=NORTH, step="log_book_hint", seq=last.seq, head=last.hash)

    assert broken is not None and broken.seq == 1


def test_whoever_drops_the_end_of_a_step_is_found() -> None:
    entries = history()
    broken = check_chain(
        entries[:-1], authority=NORTH, step="log_book_hint", seq=entries[-1].seq, head=entries[-1].hash
    )

    assert broken is not None and "ends at 3" in broken.wrong
