"""A new edition comes while somebody is half-way: at their next page they move to it, where they can.

What somebody has sent never moves. docs/reference/changes.md has the table of what moves when.
"""

from datetime import date
from threading import Lock
from weakref import WeakKeyDictionary

from footpath.actions.in_steps import edition_of_case
from footpath.actions.rows import row_after, state_of
from footpath.casework.events import Moved
from footpath.casework.fold import after
from footpath.casework.journal import chain, commitment
from footpath.definition.changes import Change
from footpath.definition.service import Edition
from footpath.journey.moving import TOLD, Passage, carried, passage
from footpath.ports import CaseRow, StaleCase, Standards, World
from footpath.values.failpoints import failpoint

# Cases whose edition is not the one that is offered and that stay as they are: a look here is all they cost. Forgotten
# each day, because a change that the law demands has a day.
_MOST = 10_000


class _Known:
    """What has been worked out about the editions of one world."""

    def __init__(self) -> None:
        self.settled: set[tuple[str, str, str, str, date]] = set()
        self.passages: dict[tuple[str, str, str, date], Passage] = {}


_known: WeakKeyDictionary[Standards, _Known] = WeakKeyDictionary()
_lock = Lock()


def _known_to(world: World) -> _Known:
    found = _known.get(world.standards)
    if found is None:
        with _lock:
            found = _known.setdefault(world.standards, _Known())
    return found


def move_case(world: World, row: CaseRow) -> CaseRow:
    """The case as it is now: on the edition that is offered, if it can be; the move is an entry of its journal.

    Nearly always one look at which edition is offered. Not to be called in a transaction.
    """
    found = _goes_to(world, row)
    if found is None:
        return row
    moved: CaseRow | None = None
    with world.together():
        try:
            now = world.records.case(row.authority, row.id)
            failpoint("move.read")
            moved = move_within(world, now, *found) if now.edition == row.edition else now
        except StaleCase:  # somebody is moving it in another window at this moment
            pass
    failpoint("move.committed")
    return moved or world.records.case(row.authority, row.id)


def move_at_sending(world: World, row: CaseRow) -> tuple[CaseRow, bool]:
    """The same in the transaction that sends it; and whether there is something to tell first."""
    found = _goes_to(world, row)
    if found is None:
        return row, False
    to, passage_ = found
    return move_within(world, row, to, passage_), passage_.class_ in TOLD


def move_within(world: World, row: CaseRow, to: Edition, found: Passage) -> CaseRow:
    """In a transaction that is open."""
    if row.stage != "answering" or row.edition == to.hash:
        return row
    before = world.editions.edition(row.edition)
    data = carried(before, to, row.data, found, on=world.clock.today())
    event = Moved(
        at=world.clock.now(),
        by="clock",
        edition=to.hash,
        kind=found.class_,
        answers=commitment(row.salt, data),
    )
    state = after(state_of(row), event)
    entries = chain([event], authority=row.authority, case=row.id, seq=row.seq, head=row.head, key=None)
    moved = row_after(row, state, head=entries[-1].hash, keep=to.service.keep, data=data)
    world.editions.keep(to)
    world.records.write(moved, entries, seen=row.seq)
    return moved


def _goes_to(world: World, row: CaseRow) -> tuple[Edition, Passage] | None:
    """The edition it moves to, and what that brings; None where it stays."""
    offered = world.editions.offered(row.authority, row.service)
    if offered is None or offered.hash == row.edition or row.stage != "answering":
        return None
    on = world.clock.today()
    key = (row.authority, row.edition, offered.hash, _steps(world, row), on)
    settled = _known_to(world).settled
    if key in settled:
        return None
    to = edition_of_case(world, row, offered)
    found = None if to.hash == row.edition else _passage(world, row, to, offered, on)
    if found is not None and not found.stays:
        return to, found
    with _lock:
        if len(settled) >= _MOST:
            settled.clear()
        settled.add(key)
    return None


def _steps(world: World, row: CaseRow) -> str:
    """The steps that have cases in this service now: what a case moves to depends on them."""
    return ",".join(f"{step.authority}/{step.id}/{step.state}" for step in world.steps.live(row.authority, row.service))


def _passage(world: World, row: CaseRow, to: Edition, offered: Edition, on: date) -> Passage:
    key = (row.authority, row.edition, to.hash, on)
    known = _known_to(world).passages
    found = known.get(key)
    if found is None:
        before = world.editions.edition(row.edition)
        made, because = _reasons(world, row, before, offered)
        found = passage(before, to, made=made, because=because, on=on)
        with _lock:
            if len(known) >= _MOST:
                known.clear()
            known[key] = found
    return found


def _reasons(world: World, row: CaseRow, before: Edition, offered: Edition) -> tuple[list[Change], str]:
    """The changes on record between what the case began on and what is offered, and the reason of the last offer."""
    versions = range(before.service.version + 1, offered.service.version + 1)
    standards = [world.standards.standard(row.service, version) for version in versions]
    made = [change for standard in standards if standard is not None for change in standard.changes]
    kept = world.standards.adaptation_of(row.authority, offered.hash)
    if kept is not None:
        made += kept.changes
    return made, world.editions.because(row.authority, row.service)
