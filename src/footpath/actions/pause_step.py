"""The stop cord: anybody who works with the cases can hold a step, and from then on new cases get the old version."""

from footpath.actions.decide_step import check_reason
from footpath.actions.step_turn import check_owner, check_seen, happens
from footpath.casework.words import own_words
from footpath.ports import World
from footpath.steps.events import HarmConfirmed, Paused, Resumed, Reviewed, StepWithdrawn
from footpath.steps.step import Step
from footpath.values import Problem


def pause_step(world: World, *, home: str, step: str, because: str, by: str) -> Step | tuple[Problem, ...]:
    """No `seen`: whoever sees harm does not have to read the page again first."""
    because = own_words(because)
    if problems := check_reason(because):
        return problems
    with world.together():
        return happens(world, world.steps.step(home, step), Paused(at=world.clock.now(), by=by, because=because))


def resume_step(
    world: World, *, home: str, step: str, because: str, by: str, seen: int | None = None
) -> Step | tuple[Problem, ...]:
    """By its owner."""
    because = own_words(because)
    if problems := check_reason(because):
        return problems
    with world.together():
        held = world.steps.step(home, step)
        check_seen(held, seen)
        check_owner(held, by)
        return happens(world, held, Resumed(at=world.clock.now(), by=by, because=because))


def withdraw_step(
    world: World, *, home: str, step: str, because: str, by: str, seen: int | None = None
) -> Step | tuple[Problem, ...]:
    """By its owner; or by its proposer, while nobody has approved it."""
    because = own_words(because)
    if problems := check_reason(because):
        return problems
    with world.together():
        held = world.steps.step(home, step)
        check_seen(held, seen)
        if not (held.state == "registered" and by == f"staff:{held.registration.proposer}"):
            check_owner(held, by)
        return happens(world, held, StepWithdrawn(at=world.clock.now(), by=by, because=because))


def confirm_harm(
    world: World, *, home: str, step: str, because: str, by: str, seen: int | None = None
) -> Step | tuple[Problem, ...]:
    """The owner has seen that the machine stopped it."""
    because = own_words(because)
    if problems := check_reason(because):
        return problems
    with world.together():
        held = world.steps.step(home, step)
        check_seen(held, seen)
        check_owner(held, by)
        return happens(world, held, HarmConfirmed(at=world.clock.now(), by=by, because=because))


def review_step(
    world: World, *, home: str, step: str, because: str, by: str, seen: int | None = None
) -> Step | tuple[Problem, ...]:
    """What happened after it was kept: the owner looks again, nine months later and then every year."""
    because = own_words(because)
    if problems := check_reason(because):
        return problems
    with world.together():
        held = world.steps.step(home, step)
        check_seen(held, seen)
        check_owner(held, by)
        return happens(world, held, Reviewed(at=world.clock.now(), by=by, because=because))
