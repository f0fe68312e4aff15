"""What the records promise of how services do: in memory, on SQLite and on PostgreSQL."""

from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from footpath.doing.cost import Cost
from footpath.doing.days import Day, Mark
from footpath.doing.refusals import Refusal
from footpath.doing.tally import Cell, OnPage, Tally
from footpath.ports import World
from footpath.steps.asked import FromResident
from tests.promises.rows import NORTH, SOUTH, a_case, opened

MAY = date(2026, 5, 1)
EVER = date(2000, 1, 1)
EMPTY = Refusal(page="vehicle", question="registration", kind="empty")
TALLY = Tally(cases=3, sent=1, pages={"where": OnPage(came=3, here=2, exits={"away": 1}, took={0: 2, 5: 1})})
DAY = Day(day=MAY, mark=Mark(cases=3, entries=9), cells=(Cell(edition="one", lang="en", tally=TALLY),))


def test_what_forms_were_sent_back_for_adds_up(world: World) -> None:
    wrong = replace(EMPTY, kind="not_a_registration")
    for day, lang, refusals in ((MAY, "en", [EMPTY, wrong]), (MAY, "en", [EMPTY]), (date(2026, 5, 2), "cy", [EMPTY])):
        with world.together():
            world.doing.refused(NORTH, "permit", refusals, edition="one", lang=lang, day=day)

    def read(last: date = date(2026, 5, 31), **of: str) -> list[Refusal]:
        return list(world.doing.refusals(NORTH, "permit", first=MAY, last=last, **of))

    assert read() == [replace(EMPTY, times=3), wrong]
    assert read(MAY) == [replace(EMPTY, times=2), wrong]
    assert read(lang="cy") == [EMPTY] and read(edition="two") == []
    assert list(world.doing.refusals(SOUTH, "permit", first=MAY, last=MAY)) == []


def test_a_day_is_kept_as_it_was_counted_last(world: World) -> None:
    for cases in (1, 3):
        with world.together():
            world.doing.count(NORTH, "permit", replace(DAY, mark=replace(DAY.mark, cases=cases)))

    assert world.doing.counted(NORTH, "permit") == {MAY: DAY.mark}
    assert list(world.doing.days(NORTH, "permit", first=MAY, last=MAY)) == [DAY]
    assert list(world.doing.days(NORTH, "permit", first=date(2026, 5, 2), last=date.max)) == []
    assert list(world.doing.days(SOUTH, "permit", first=date.min, last=date.max)) == []
    with world.together():
        world.doing.forget_counts(NORTH, "permit")
    assert world.doing.counted(NORTH, "permit") == {}


def test_a_days_mark_moves_with_every_entry_and_with_what_people_say(world: World) -> None:
    row = opened(world)
    day = row.started.date()
    before = world.doing.marks(NORTH, row.service, first=EVER)
    with world.together():
        world.steps.save_said(NORTH, row.service, FromResident(case=row.id, moment="sent", at=row.started, able="yes"))

    assert before == {day: Mark(cases=1, entries=row.seq)}
    assert world.doing.marks(NORTH, row.service, first=EVER) == {day: Mark(cases=1, entries=row.seq, said=1)}
    assert world.doing.marks(SOUTH, row.service, first=EVER) == {}
    ((found, begun),) = world.doing.begun_on(NORTH, row.service, day)
    assert found == row and begun.events[0].at == row.started and len(begun.said) == 1
    assert list(world.doing.begun_on(NORTH, row.service, day + timedelta(days=1))) == []


def test_services_are_those_that_somebody_began(world: World) -> None:
    """Whatever else is offered: looking for what has happened costs nothing where nothing has."""
    row, entry = a_case()
    with world.together():
        for number, service in enumerate(("b", "c", "a", "c")):
            id_ = f"{row.id}-{number}"
            one = replace(row, id=id_, reference=f"{row.reference}{number}", service=service)
            world.records.open_case(one, replace(entry, case=id_))

    assert list(world.doing.services(NORTH)) == ["a", "b", "c"]
    assert list(world.doing.services(SOUTH)) == []


def test_a_day_is_one_of_the_united_kingdom(world: World) -> None:
    """In summer half past eleven at night in UTC is the next day here."""
    row, entry = a_case()
    with world.together():
        world.records.open_case(replace(row, started=datetime(2026, 6, 30, 23, 30, tzinfo=UTC)), entry)

    assert list(world.doing.marks(NORTH, row.service, first=EVER)) == [date(2026, 7, 1)]
    assert list(world.doing.marks(NORTH, row.service, first=date(2026, 7, 1))) == [date(2026, 7, 1)]
    assert list(world.doing.marks(NORTH, row.service, first=date(2026, 7, 2))) == []
    assert len(list(world.doing.begun_on(NORTH, row.service, date(2026, 7, 1)))) == 1
    assert list(world.doing.begun_on(NORTH, row.service, date(2026, 6, 30))) == []


def test_everybody_of_a_busy_day_is_told_once(world: World) -> None:
    row, entry = a_case()
    ids = [f"{row.id}-{number}" for number in range(1_001)]
    with world.together():
        for number, id_ in enumerate(ids):
            one = replace(row, id=id_, reference=f"{row.reference}{number}")
            world.records.open_case(one, replace(entry, case=id_))

    told = [case.id for case, _ in world.doing.begun_on(NORTH, row.service, row.started.date())]
    assert sorted(told) == sorted(ids)


def test_costs_stay_on_record_in_their_order(world: World) -> None:
    first = Cost(
        at=datetime(2026, 5, 1, tzinfo=UTC), by="staff:mia", year_pence=48_000_00, since=MAY, source="Out", because="B"
    )
    second = replace(first, year_pence=51_000_00)
    for cost in (first, second):
        with world.together():
            world.doing.enter_cost(NORTH, "permit", cost)

    assert list(world.doing.costs(NORTH, "permit")) == [first, second]
    assert list(world.doing.costs(SOUTH, "permit")) == []
