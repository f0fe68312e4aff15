"""Whoever has a case puts it back for anyone to take."""

from footpath.actions.turn import Turn
from footpath.casework import handling
from footpath.casework.events import Actor, Taken
from footpath.ports import CaseRow, World


def give_back(world: World, *, authority: str, case: str, by: Actor, seen: int, key: str) -> CaseRow:
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        if turn.happened_before(key, Taken):
            return turn.row
        turn.check_seen(seen)
        turn.happens(handling.give_back(turn.state, by=by, at=turn.now))
        return turn.write(key=key)
