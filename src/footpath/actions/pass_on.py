"""A case goes from whoever has it to a colleague."""

from footpath.actions.turn import Turn
from footpath.casework import handling
from footpath.casework.events import Actor, Taken
from footpath.ports import CaseRow, World


def pass_on(world: World, *, authority: str, case: str, to: str, by: Actor, seen: int, key: str) -> CaseRow:
    """`to` is a staff id. Whoever calls has checked that it is one of this authority's."""
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        if turn.happened_before(key, Taken):
            return turn.row
        turn.check_seen(seen)
        event = handling.pass_on(turn.state, to=to, by=by, at=turn.now)
        if event is None:
            return turn.row
        turn.happens(event)
        return turn.write(key=key)
