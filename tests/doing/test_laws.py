"""Whatever people do: each is counted once at each page and at one end, and counting again comes to the same."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings

from footpath import journey
from footpath.actions.count_doing import count_again, count_service
from footpath.actions.keep_time import keep_time
from footpath.casework.events import Answered, Removed
from footpath.doing.days import Day
from footpath.doing.funnel import funnel
from footpath.doing.measures import measured, whole
from footpath.doing.tally import Tally, cells_of, together
from footpath.doing.walked import CHECK, left_at, walked
from tests.doing.living import SERVICE, Move, Person, lives
from tests.people import NORTH, PERMIT, edition, settle
from tests.world import MemoryWorld

PAGES = [page.id for page in edition(PERMIT).service.pages]
ASKED_OF_ALL = [page.id for page in edition(PERMIT).service.pages if page.when is None]
few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def lived(said: list[tuple[int, Move]]) -> tuple[MemoryWorld, list[Person]]:
    world = MemoryWorld()
    settle(world)
    people: dict[int, Person] = {}
    for number, move in said:
        world.clock.move(seconds=7 * (move.pick + 1))
        person = people.get(number)
        if person is None:
            person = people[number] = Person(world, number)
        if move.does == "away":
            world.clock.move(days=move.pick)
        elif move.does == "count":
            count_service(world, authority=NORTH, service=SERVICE)
        elif move.does == "keep":
            keep_time(world)
        else:
            person.does(move)
    return world, list(people.values())


def all_days(world: MemoryWorld) -> list[Day]:
    count_service(world, authority=NORTH, service=SERVICE)
    return list(world.doing.days(NORTH, SERVICE, first=date.min, last=date.max))


def stands(person: Person) -> str | None:
    """Where they are, by their answers; None when it is sent, or their answers are gone."""
    row = person.row
    if row.submitted is not None or row.stage == "erased":
        return None
    way = person.way
    return way.pages[-1] if way.exit else way.here or CHECK


@given(lives)
@few
def test_who_came_to_a_page_went_on_or_is_at_one_of_three_ends_there(said: list[tuple[int, Move]]) -> None:
    world, people = lived(said)

    tally = whole(all_days(world))

    came: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for person in people:
        events = [entry.event for entry in world.records.journal(NORTH, person.case)]
        pages = {event.page for event in events if isinstance(event, Answered | Removed)}
        stood = stands(person)
        if stood is None and person.row.submitted is None:
            (left,) = [event.left for event in events if hasattr(event, "left")]
            stood = left.page
        came.update(pages | {stood or CHECK})
        ends.update([stood] if stood else [])
    for row in funnel(tally, PAGES):
        assert row.came == came[row.page]
        assert row.stopped + row.here + row.left_by_exit == ends[row.page]
        assert row.went_on == came[row.page] - ends[row.page] >= 0
    assert tally.cases == len(people) == tally.sent + sum(ends.values()) + tally.unknown
    assert tally.unknown == 0


@given(lives)
@few
def test_nobody_comes_to_a_page_who_did_not_come_to_those_before_it_that_all_are_asked(
    said: list[tuple[int, Move]],
) -> None:
    world, people = lived(said)

    rows = {row.page: row for row in funnel(whole(all_days(world)), PAGES)}

    assert rows[PAGES[0]].came == len(people)
    for place, page in enumerate([*PAGES, CHECK]):
        for before in [each for each in PAGES[:place] if each in ASKED_OF_ALL]:
            assert rows[page].came <= rows[before].came


@given(lives)
@few
def test_counting_now_and_then_and_counting_again_from_nothing_come_to_the_same(said: list[tuple[int, Move]]) -> None:
    world, people = lived(said)
    days = all_days(world)

    assert count_again(world, authority=NORTH, service=SERVICE) == (len(people), True)
    assert all_days(world) == days
    assert sum(day.mark.cases for day in days) == len(people)


@given(lives)
@few
def test_erasing_a_draft_moves_it_from_still_there_to_stopped_and_nothing_else(said: list[tuple[int, Move]]) -> None:
    world, _ = lived(said)
    before = {row.page: row for row in funnel(whole(all_days(world)), PAGES)}

    world.clock.move(days=40)
    keep_time(world)

    for row in funnel(whole(all_days(world)), PAGES):
        was = before[row.page]
        assert (row.came, row.went_on, row.exits, row.changed) == (was.came, was.went_on, was.exits, was.changed)
        assert (row.stopped, row.here) == (was.stopped + was.here, 0)


@given(lives)
@few
def test_days_editions_and_languages_add_up_to_all(said: list[tuple[int, Move]]) -> None:
    world, people = lived(said)
    days = all_days(world)
    cases = [
        walked(
            [entry.event for entry in world.records.journal(NORTH, person.case)],
            lang=person.lang,
            left=None,
        )
        for person in people
    ]

    apart = together(cell.tally for cell in cells_of(cases))
    at_once = Tally()
    for case in reversed(cases):
        at_once.add(case)
    assert apart == at_once
    assert together(reversed([cell.tally for day in days for cell in day.cells])) == whole(days)


@given(lives)
@few
def test_no_share_is_over_a_hundred_and_nobody_finished_who_did_not_send_it(said: list[tuple[int, Move]]) -> None:
    world, _ = lived(said)
    days = all_days(world)
    tally = whole(days)

    held = measured(days, (), today=world.clock.today() + timedelta(days=60))

    assert tally.finished <= tally.sent <= tally.cases and tally.digital <= tally.sent and tally.exits <= tally.cases
    assert all(each.value is None or 0 <= each.value <= 100 for name, each in held.items() if name != "days")
    assert held["cost"].value is None


def test_a_case_that_is_counted_twice_breaks_a_law() -> None:
    """So that these laws are no play of words."""
    world, (asha,) = lived([(0, Move("on", 0)), (0, Move("on", 0))])
    (day,) = all_days(world)
    (cell,) = day.cells
    events = [entry.event for entry in world.records.journal(NORTH, asha.case)]
    left = left_at(edition(PERMIT), journey.decode(edition(PERMIT).service, asha.row.data), on=world.clock.today())

    cell.tally.add(walked(events, lang="en", left=left))

    assert funnel(cell.tally, PAGES)[0].came == 2 != day.mark.cases == 1
