"""What was kept as long as its service promised is erased. Run every day."""

from footpath.actions.erase_case import erase
from footpath.actions.note_observation import forget_observations
from footpath.actions.turn import Turn
from footpath.casework.keeping import said
from footpath.ports import World


def keep_time(world: World) -> int:
    """How many cases were erased. Each is a transaction of its own, so a crash leaves the rest for the next run."""
    today = world.clock.today()
    forget_observations(world)
    erased = 0
    for authority, case in list(world.records.due_for_erasing(today)):
        with world.together():
            turn = Turn(world, world.records.case(authority, case))
            # Asked again here, where nobody can write meanwhile: a draft that was taken up again is not erased.
            if turn.row.keep_until is not None and turn.row.keep_until <= today:
                erase(turn, because=said(turn.state, turn.service.keep), by="clock")
                erased += 1
    return erased
