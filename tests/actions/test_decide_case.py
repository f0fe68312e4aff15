"""Ben and Cara decide."""

import pytest

from footpath.actions.add_note import add_note
from footpath.actions.audit import audit
from footpath.actions.decide_case import DecidedNow, decide_case
from footpath.actions.take_case import take_case
from footpath.casework.events import Decided, Noted
from footpath.casework.refusals import AlreadyDecided, NotPaid, NotYours
from footpath.casework.words import LONGEST_WORDS
from footpath.ports import CaseRow, NoSuchCase, StaleCase
from footpath.values import Problem
from tests.crash import power_cut_at
from tests.people import BEN, CARA, NORTH, SOUTH, fills_in, reports, sends
from tests.world import MemoryWorld


def decides(
    world: MemoryWorld,
    row: CaseRow,
    outcome: str = "collected",
    *,
    reason: str = "",
    by: str = BEN,
    seen: int | None = None,
    key: str = "d",
    authority: str = NORTH,
) -> DecidedNow | tuple[Problem, ...]:
    return decide_case(
        world,
        authority=authority,
        case=row.id,
        outcome=outcome,
        reason=reason,
        by=by,
        seen=row.seq if seen is None else seen,
        key=key,
    )


def test_a_decision_stands_with_its_reason_its_findings_and_its_edition(world: MemoryWorld) -> None:
    row = reports(world)

    done = decides(world, row, "refused", reason="  the bin was not out  ")

    assert isinstance(done, DecidedNow)
    assert (done.row.stage, done.row.outcome, done.row.decision) == ("decided", "refused", done.decision)
    (decision,) = world.records.decisions(NORTH, row.id)
    assert (decision.id, decision.reason, decision.by) == (done.decision, "the bin was not out", BEN)
    assert (decision.edition, decision.automatic) == (row.edition, False)
    assert not audit(world).faults


def test_the_letter_is_on_the_residents_page(world: MemoryWorld) -> None:
    row = reports(world)

    decides(world, row, "refused", reason="the bin was not out")

    letter = world.records.messages(NORTH, row.id)[-1]
    assert (letter.about, letter.body) == ("decided", "We will not come back because the bin was not out.")


def test_an_outcome_whose_letter_gives_the_reason_needs_one(world: MemoryWorld) -> None:
    row = reports(world)
    before = world.stored()

    assert decides(world, row, "refused", reason=" ") == (
        Problem("reason", "Enter the reason, as the resident will read it in the letter"),
    )
    assert world.stored() == before


@pytest.mark.parametrize("outcome", ["", "nothing", "collected "])
def test_an_outcome_there_is_not_is_asked_for_again(world: MemoryWorld, outcome: str) -> None:
    assert decides(world, reports(world), outcome) == (Problem("outcome", "Select how you decide"),)


def test_a_reason_has_an_end(world: MemoryWorld) -> None:
    row = reports(world)

    (problem,) = decides(world, row, "refused", reason="x" * (LONGEST_WORDS + 1))  # type: ignore[misc]

    assert problem == Problem("reason", "Reason must be 4,000 characters or less")


def test_when_two_press_at_once_the_second_is_told_what_the_first_did(world: MemoryWorld) -> None:
    row = reports(world)
    decides(world, row, "collected", by=BEN, key="ben")
    before = world.stored()

    with pytest.raises(StaleCase) as stale:
        decides(world, row, "refused", reason="late", by=CARA, key="cara")

    assert isinstance(stale.value.since[0].event, Decided)
    assert stale.value.since[0].event.by == BEN
    assert world.stored() == before


def test_cara_who_has_seen_the_decision_is_told_that_it_stands(world: MemoryWorld) -> None:
    row = reports(world)
    done = decides(world, row)
    assert isinstance(done, DecidedNow)

    with pytest.raises(AlreadyDecided):
        decides(world, done.row, "refused", reason="late", by=CARA, key="cara")


def test_a_note_written_meanwhile_is_read_before_deciding(world: MemoryWorld) -> None:
    row = reports(world)
    add_note(world, authority=NORTH, case=row.id, words="They called.", by=CARA, key="n")

    with pytest.raises(StaleCase) as stale:
        decides(world, row)

    assert [type(entry.event) for entry in stale.value.since] == [Noted]


def test_ben_does_not_decide_what_cara_has(world: MemoryWorld) -> None:
    row = reports(world)
    row = take_case(world, authority=NORTH, case=row.id, by=CARA, seen=row.seq, key="t")

    with pytest.raises(NotYours) as not_his:
        decides(world, row, by=BEN)

    assert not_his.value.taken_by == "cara"


def test_a_press_that_comes_twice_is_one_decision(world: MemoryWorld) -> None:
    row = reports(world)
    first = decides(world, row)
    before = world.stored()

    assert decides(world, row) == first
    assert world.stored() == before


def test_what_is_not_paid_is_not_decided(world: MemoryWorld) -> None:
    row = sends(world, fills_in(world)).row

    with pytest.raises(NotPaid):
        decides(world, row, "granted")


def test_another_authority_finds_no_such_case(world: MemoryWorld) -> None:
    row = reports(world)

    with pytest.raises(NoSuchCase):
        decides(world, row, authority=SOUTH)


@pytest.mark.parametrize("point", ["decide.read", "decide.row_written", "decide.message_written", "decide.intent_put"])
def test_a_power_cut_in_the_middle_decides_nothing(world: MemoryWorld, point: str) -> None:
    row = reports(world)
    before = world.stored()

    with power_cut_at(point):
        decides(world, row)

    assert world.stored() == before


def test_a_power_cut_before_ben_hears_of_it_makes_no_second_decision(world: MemoryWorld) -> None:
    row = reports(world)
    with power_cut_at("decide.committed"):
        decides(world, row)

    assert isinstance(decides(world, row), DecidedNow)
    assert len(world.records.decisions(NORTH, row.id)) == 1
    assert len(world.records.messages(NORTH, row.id)) == 2
