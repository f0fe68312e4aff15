"""The clock's turn at all steps: what is due begins, what fits no more is held, what has matured is counted."""

from collections.abc import Callable

from footpath.actions.approve_step import begin_if_due
from footpath.actions.count_outcomes import count_outcomes
from footpath.actions.in_steps import with_changes
from footpath.actions.step_turn import happens
from footpath.ports import World
from footpath.steps.events import Paused
from footpath.steps.step import Step


def tick_steps(world: World, *, told: Callable[[int], object] = lambda count: None) -> int:
    """How many cases were counted. Each step by itself: one that is stuck holds up no other."""
    counted = 0
    for step in world.steps.every_step():
        if step.state == "approved":
            with world.together():
                begin_if_due(world, world.steps.step(step.authority, step.id))
        elif step.live:
            _hold_if_unfit(world, step)
            counted += count_outcomes(world, home=step.authority, step=step.id, told=told)
    return counted


def _hold_if_unfit(world: World, step: Step) -> None:
    """Where an edition is offered that the changes do not fit, nobody is put into it: that is said, not hidden."""
    said = step.registration
    for authority in said.authorities:
        offered = world.editions.offered(authority, said.service)
        if step.state == "running" and (offered is None or with_changes(offered, step) is None):
            with world.together():
                held = world.steps.step(step.authority, step.id)
                if held.state == "running":
                    because = f"Its changes do not fit what {authority} offers now"
                    happens(world, held, Paused(at=world.clock.now(), by="machine", because=because))
            return
