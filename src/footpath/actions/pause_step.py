"""The stop cord: anybody who works with the cases can hold a step, and from then on new cases get the old version."""

from collections.abc import Callable

from footpath.actions.decide_step import check_reason
from footpath.actions.step_turn import check_owner, check_seen, happens
from footpath.casework.words import own_words
from footpath.ports import World
from footpath.steps.events import HarmConfirmed, Paused, Resumed, Reviewed, StepWithdrawn
from footpath.steps.step import Step
from footpath.values import Problem


def pause_step(world: World, *, home: str, step: str, because: str, by: str) -> Step | tuple[Problem, ...]:
    """No `seen`: whoever sees harm does not have to read the page again first."""
    return _says(Paused, world, home=home, step=step, because=because, by=by, seen=None, may=_anybody)


def resume_step(
    world: World, *, home: str, step: str, because: str, by: str, seen: int | None = None
) -> Step | tuple[Problem, ...]:
    """By its owner."""
    return _says(Resumed, world, home=home, step=step, because=because, by=by, seen=seen, may=check_owner)


def withdraw_step(
    world: World, *, home: str, step: str, because: str, by: str, seen: int | None = None
) -> Step | tuple[Problem, ...]:
    """By its owner; or by its proposer, while nobody has approved it."""

    def may(held: Step, by: str) -> None:
        if not (held.state == "registered" and by == f"staff:{held.registration.proposer}"):
            check_owner(held, by)

    return _says(StepWithdrawn, world, home=home, step=step, because=because, by=by, seen=seen, may=may)


def confirm_harm(
    world: World, *, home: str, step: str, because: str, by: str, seen: int | None = None
) -> Step | tuple[Problem, ...]:
    """The owner has seen that the machine stopped it."""
    return _says(HarmConfirmed, world, home=home, step=step, because=because, by=by, seen=seen, may=check_owner)


def review_step(
    world: World, *, home: str, step: str, because: str, by: str, seen: int | None = None
) -> Step | tuple[Problem, ...]:
    """What happened after it was kept: the owner looks again, nine months later and then every year."""
    return _says(Reviewed, world, home=home, step=step, because=because, by=by, seen=seen, may=check_owner)


def _anybody(held: Step, by: str) -> None:
    """The cord hangs where everybody reaches it."""


def _says(
    what: type[Paused | Resumed | StepWithdrawn | HarmConfirmed | Reviewed],
    world: World,
    *,
    home: str,
    step: str,
    because: str,
    by: str,
    seen: int | None,
    may: Callable[[Step, str], None],
) -> Step | tuple[Problem, ...]:
    """Somebody who may says that this happens, and why."""
    because = own_words(because)
    if problems := check_reason(because):
        return problems
    with world.together():
        held = world.steps.step(home, step)
        check_seen(held, seen)
        may(held, by)
        return happens(world, held, what(at=world.clock.now(), by=by, because=because))
