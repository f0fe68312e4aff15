"""How services do is counted: each day on which somebody began, as often as anything has happened to its cases."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from footpath.actions.erase_case import where_left
from footpath.doing.days import Begun, Day
from footpath.doing.tally import cells_of
from footpath.doing.walked import Walked, walked
from footpath.ports import CaseRow, World

type Told = Callable[[int], object]

EVER: Final = date(2000, 1, 1)
LATELY: Final = timedelta(days=60)
"""Nearly all that happens to a case happens within so long: there it is looked for often, further back once a day."""


def count_doing(world: World, *, first: date = EVER) -> int:
    """Of every service that has cases anywhere, the days from this one on. How many cases were read."""
    return sum(
        count_service(world, authority=authority.id, service=service, first=first)
        for authority in world.records.authorities()
        for service in world.doing.services(authority.id)
    )


def count_service(
    world: World, *, authority: str, service: str, first: date = EVER, told: Told = lambda cases: None
) -> int:
    """The days to whose cases something has happened. A day is counted whole, so that nothing is counted twice.

    `told` hears of each day's cases.
    """
    counted, read = world.doing.counted(authority, service), 0
    for day, mark in world.doing.marks(authority, service, first=first).items():
        if counted.get(day) == mark:
            continue
        # Read outside of any transaction: on SQLite nobody else could write meanwhile. What happens while we read
        # makes the mark an older one than what was read, so that the day is counted again.
        cells = cells_of(_walked(world, *each) for each in world.doing.begun_on(authority, service, day))
        with world.together():
            world.doing.count(authority, service, Day(day=day, mark=mark, cells=cells))
        read += mark.cases
        told(mark.cases)
    return read


def count_again(world: World, *, authority: str, service: str, told: Told = lambda cases: None) -> tuple[int, bool]:
    """From nothing. How many cases were read, and whether what was counted of the days it knew came to the same."""
    before = {day.day: day for day in _all(world, authority, service)}
    marks = world.doing.marks(authority, service, first=EVER)
    with world.together():
        world.doing.forget_counts(authority, service)
    read = count_service(world, authority=authority, service=service, told=told)
    now = {day.day: day for day in _all(world, authority, service)}
    # A day to which something has happened since it was counted is not the same, and need not be.
    settled = [day for day, held in before.items() if held.mark == marks.get(day)]
    return read, all(now[day].cells == before[day].cells for day in settled)


class Looking:
    """How often: the whole past once a day, what is recent whenever it is asked."""

    def __init__(self) -> None:
        self._all_on: date | None = None

    def __call__(self, world: World) -> int:
        today = world.clock.today()
        read = count_doing(world, first=EVER if self._all_on != today else today - LATELY)
        self._all_on = today
        return read


def _all(world: World, authority: str, service: str) -> list[Day]:
    days = world.doing.counted(authority, service)
    return list(world.doing.days(authority, service, first=min(days), last=max(days))) if days else []


def _walked(world: World, row: CaseRow, begun: Begun) -> Walked:
    left = where_left(world.editions.edition(row.edition), row) if row.submitted is None else None
    return walked(begun.events, lang=begun.lang, left=left, said=begun.said)
