"""What the records promise of a plan: in memory, on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from footpath.plan.record import check_chain, fold
from footpath.plan.years import Tally, span, year_of
from footpath.ports import StalePlan, World
from footpath.steps.measures.completed import WINDOW
from tests.plan.test_record import LESS, PARK, measured, planned, recorded
from tests.promises.rows import NORTH, SOUTH, a_case, opened

ENTRIES = recorded(planned(PARK), measured("63"), planned(LESS, year=2027))


def test_a_plan_is_read_as_it_was_recorded(world: World) -> None:
    for entry in ENTRIES:
        with world.together():
            world.plans.add(entry)

    held = world.plans.entries(NORTH)
    assert list(held) == ENTRIES
    assert check_chain(held, authority=NORTH) is None
    assert fold(held).outcomes == (LESS,)
    assert list(world.plans.entries(SOUTH)) == []


def test_two_people_cannot_plan_over_one_another(world: World) -> None:
    with world.together():
        world.plans.add(ENTRIES[0])

    for late in (ENTRIES[0], ENTRIES[2], replace(ENTRIES[1], before="0" * 64)):
        with pytest.raises(StalePlan), world.together():
            world.plans.add(late)
    assert list(world.plans.entries(NORTH)) == ENTRIES[:1]


def test_cases_are_counted_in_the_year_they_began(world: World) -> None:
    row = opened(world)
    year = year_of(row.started.date())

    assert world.plans.tallies(NORTH, row.service, {year: span(year), year - 1: span(year - 1)}) == {
        year: Tally(begun=1),
        year - 1: Tally(),
    }
    assert world.plans.tallies(SOUTH, row.service, {year: span(year)}) == {year: Tally()}
    assert world.plans.tallies(NORTH, row.service, {}) == {}


def test_days_are_counted_from_sending_to_deciding(world: World) -> None:
    sent = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    row, entry = a_case()
    row = replace(row, started=sent, submitted=sent, decided=sent + timedelta(days=2, hours=12), stage="decided")
    with world.together():
        world.records.open_case(row, entry)

    assert world.plans.tallies(NORTH, row.service, {2026: span(2026)}) == {
        2026: Tally(begun=1, finished=1, decided=1, days=Decimal("2.5"))
    }


@pytest.mark.parametrize(("late", "finished"), [(timedelta(0), 1), (timedelta(seconds=1), 0)])
def test_who_sends_it_in_time_has_finished_as_on_the_page_of_the_service(
    world: World, late: timedelta, finished: int
) -> None:
    began = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    row, entry = a_case()
    row = replace(row, started=began, submitted=began + WINDOW + late, stage="checking")
    with world.together():
        world.records.open_case(row, entry)

    assert world.plans.tallies(NORTH, row.service, {2026: span(2026)}) == {2026: Tally(begun=1, finished=finished)}
