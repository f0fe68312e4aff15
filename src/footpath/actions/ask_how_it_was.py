"""A fortnight after its decision, whoever waited for a slow service is asked once, by email, how it was."""

from datetime import timedelta

from footpath.actions.grounds import Grounds
from footpath.actions.say_how_it_was import moment_of
from footpath.actions.turn import Turn
from footpath.casework import letters
from footpath.ports import CaseRow, World
from footpath.values.failpoints import failpoint

AFTER = timedelta(days=14)
TOO_LATE = timedelta(days=28)
"""Nobody remembers by then: after a month without a worker those who waited longest are let be."""

AT_ONCE = 500


def ask_how_it_was(world: World) -> int:
    """How many were asked. Each in a transaction of its own, which marks that they were: so nobody is asked twice."""
    now, asked = world.clock.now(), 0
    while due := world.records.due_for_asking(since=now - TOO_LATE, until=now - AFTER, most=AT_ONCE):
        for authority, case in due:
            with world.together():
                asked += _ask(world, authority, case)
            failpoint("ask.committed")
    return asked


def _ask(world: World, authority: str, case: str) -> bool:
    row = world.records.case(authority, case)
    if not world.records.mark_asked(authority, case, world.clock.now()) or not _wanted(world, row):
        return False
    failpoint("ask.marked")
    turn = Turn(world, row)
    email = Grounds(turn.edition, row, now=turn.now).email
    if email is None:
        return False
    turn.tell(letters.how_was_it(turn.edition, lang=row.lang), by="clock", email=email)
    turn.write()
    failpoint("ask.written")
    return True


def _wanted(world: World, row: CaseRow) -> bool:
    """Whether it stands decided, by more than a rule as it was sent, in a slow service; and they have not said yet."""
    if row.stage != "decided" or moment_of(row) != "decided" or not _is_slow(world, row):
        return False
    return world.steps.resident_said(row.authority, row.id, "decided") is None


def _is_slow(world: World, row: CaseRow) -> bool:
    """By how long the service as it is offered usually takes, and not by how long this case took: that a version of it
    is quicker must not change who is asked."""
    authority, offered = world.records.authority(row.authority), world.editions.offered(row.authority, row.service)
    if authority is None or authority.ask_from_days is None or offered is None:
        return False
    usual = offered.service.decide.working_days
    return (authority.working_days if usual is None else usual) >= authority.ask_from_days
