"""What was kept as long as its service promised is erased. Run every day."""

from footpath.actions.erase_case import erase
from footpath.actions.note_observation import forget_observations
from footpath.actions.turn import Turn
from footpath.casework.keeping import said
from footpath.ports import World


def keep_time(world: World) -> int:
    """How many cases were erased. Each is a transaction of its own, so a crash leaves the rest for the next run."""
    forget_observations(world)
    due = list(world.records.due_for_erasing(world.clock.today()))
    return sum(erase_if_due(world, authority=authority, case=case) for authority, case in due)


def erase_if_due(world: World, *, authority: str, case: str) -> bool:
    """Asked where nobody can write meanwhile: a draft that was taken up again is not erased."""
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        due = turn.row.keep_until is not None and turn.row.keep_until <= world.clock.today()
        if due:
            erase(turn, because=said(turn.state, turn.service.keep), by="clock")
    return due
