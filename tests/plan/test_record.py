"""A plan is planned anew every year, and what was aimed at before stays on record."""

from datetime import UTC, date, datetime
from decimal import Decimal

from msgspec.structs import replace

from footpath.casework.journal import NOTHING_BEFORE
from footpath.plan.outcome import Outcome
from footpath.plan.record import (
    Figure,
    Measured,
    PlanEntry,
    PlanEvent,
    Planned,
    check_chain,
    entry_of,
    fold,
    former_aims,
    given_up,
    wrong_reason,
)
from tests.plan.test_outcome import an_outcome

NORTH = "barset_north"
APRIL = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
PARK = an_outcome()
LESS = replace(PARK, aims=(Decimal(62), *PARK.aims[1:]))


def recorded(*events: PlanEvent) -> list[PlanEntry]:
    entries: list[PlanEntry] = []
    for event in events:
        before = entries[-1].hash if entries else NOTHING_BEFORE
        entries.append(entry_of(event, authority=NORTH, seq=len(entries) + 1, before=before))
    return entries


def planned(*outcomes: Outcome, because: str = "The council’s plan", year: int = 2026) -> Planned:
    return Planned(at=APRIL.replace(year=year), by="staff:mia", because=because, outcomes=outcomes)


def measured(value: str, year: int = 2026) -> Measured:
    figure = Figure(outcome="park", year=year, value=Decimal(value), source="our count")
    return Measured(at=APRIL, by="staff:mia", figure=figure)


def test_the_last_decision_stands_and_the_former_aims_stay_on_record() -> None:
    entries = recorded(planned(PARK), planned(LESS, because="Two people left the team", year=2027))

    assert fold(entries).outcomes == (LESS,)
    ((decision, before),) = former_aims(entries, LESS)
    assert (decision.because, before.aims) == ("The council’s plan", PARK.aims)


def test_an_outcome_that_is_given_up_stays_on_record() -> None:
    entries = recorded(planned(PARK), planned(because="The law changed", year=2027))

    assert fold(entries).outcomes == ()
    assert given_up(entries) == (PARK,)


def test_a_figure_entered_again_takes_the_place_of_the_first_and_both_are_on_record() -> None:
    entries = recorded(planned(PARK), measured("63"), measured("62"))

    assert [figure.value for figure in fold(entries).figures] == [Decimal(62)]
    assert len(entries) == 3


def test_a_plan_is_due_again_a_year_after_it_was_planned() -> None:
    assert fold([]).due(date(2026, 5, 1)) is None
    assert fold(recorded(planned(PARK))).due(date(2026, 5, 1)) == date(2027, 4, 1)


def test_a_record_that_was_altered_does_not_hold_together() -> None:
    entries = recorded(planned(PARK), measured("63"))
    altered = replace(entries[0], event=planned(LESS))

    assert check_chain(entries, authority=NORTH) is None
    for wrong in ([altered, entries[1]], entries[1:], [entries[1], entries[0]]):
        assert check_chain(wrong, authority=NORTH) is not None
    assert check_chain(entries, authority="barset_south") is not None


def test_planning_needs_a_reason() -> None:
    assert [problem.at for problem in wrong_reason("  ")] == ["because"]
    assert [problem.at for problem in wrong_reason("x" * 2001)] == ["because"]
    assert wrong_reason("The council decided it on 1 April") == ()
