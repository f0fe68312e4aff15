"""Days as they were counted: what is kept of each, and whether anything has happened since."""

from datetime import date

import msgspec

from footpath.casework.events import AnyEvent
from footpath.doing.tally import Cell
from footpath.steps.asked import FromResident, FromStaff


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """How much had happened to the cases that began on a day. Nothing is taken back, so the same is nothing new."""

    cases: int = 0
    entries: int = 0  # of their journals
    said: int = 0  # how often somebody said how it was


class Day(msgspec.Struct, frozen=True, kw_only=True):
    day: date
    mark: Mark
    cells: tuple[Cell, ...]


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """What a case that began on a day has shown: its journal from the start, and what was said of it."""

    lang: str
    events: tuple[AnyEvent, ...]
    said: tuple[FromResident | FromStaff, ...] = ()
