"""Local changes whose time is over are not offered any more. Run every day."""

from footpath.actions.fitness import Unfit
from footpath.actions.publish_adaptation import publish_within
from footpath.definition.changes import Change, Kept, lapsed
from footpath.ports import StaffTask, World


def lapse_changes(world: World) -> int:
    """How many adaptations are now offered without what has lapsed. Each is a transaction of its own.

    The changes stay in the list, with the day on which they ended. Where the service would not do without them it is
    left as it is, and its people are told.
    """
    today = world.clock.today()
    published = 0
    for kept in world.standards.adaptations():
        over = [change for change in kept.changes if lapsed(change, today)]
        if kept.edition is None or not over:
            continue
        with world.together():
            # Read again: somebody may have published meanwhile.
            now = world.standards.adaptation(kept.authority, kept.service)
            if now is None or now.seq != kept.seq:
                continue
            done = publish_within(
                world,
                kept=now,
                changes=now.changes,
                version=None,
                seen=None,
                by=now.by,
                because=f"The time is over for: {', '.join(change.path for change in over)}",
            )
            if isinstance(done, Unfit):
                _tell(world, now, over)
            else:
                published += done.new
    return published


def _tell(world: World, kept: Kept, over: list[Change]) -> None:
    last = max(change.until for change in over if change.until is not None)
    task = StaffTask(
        id=f"lapsed:{kept.service}:{kept.seq}:{last.isoformat()}",
        authority=kept.authority,
        case=None,
        says=f"Changes to {kept.service} ended on {last.isoformat()}, and the service does not pass "
        "its checks without them. It is offered as before. Open its changes, mend them and publish.",
        at=world.clock.now(),
        done=None,
    )
    if any(held.id == task.id for held in world.records.tasks(kept.authority)):
        return
    world.records.add_task(task)
