"""Somebody of the team takes a case, so that no two work on it."""

from footpath.actions.turn import Turn
from footpath.casework.events import Actor, Taken
from footpath.casework.handling import take
from footpath.ports import CaseRow, World


def take_case(world: World, *, authority: str, case: str, by: Actor, seen: int, key: str) -> CaseRow:
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        if turn.happened_before(key, Taken):
            return turn.row
        turn.check_seen(seen)
        event = take(turn.state, by=by, at=turn.now)
        if event is None:
            return turn.row
        turn.happens(event)
        return turn.write(key=key)
