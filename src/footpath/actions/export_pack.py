"""An authority tells others what came of a step of its own."""

from collections.abc import Sequence

from footpath.actions.count_outcomes import counted_of
from footpath.ports import World
from footpath.steps.pack import Base, Pack, make_pack
from footpath.steps.step import Step
from footpath.values import Problem


def export_pack(world: World, *, authority: str, step: str, themes: Sequence[str] = ()) -> Pack | tuple[Problem, ...]:
    """Only its home may: raises NoSuchStep for anybody else's. Nothing is written, and the same step gives the same."""
    held = world.steps.step(authority, step)
    said = held.registration
    return make_pack(
        held,
        counted_of(world, held),
        [entry.event for entry in world.steps.journal(authority, step)],
        base=_base(world, held),
        log_digest=world.steps.counted(authority, step).digest,
        staff=sum(world.steps.staff_who_said(each, said.service) for each in said.authorities),
        themes=themes,
    )


def _base(world: World, step: Step) -> Base:
    """The standard that its home had adapted when it was registered; without one, its own definition."""
    service = step.registration.service
    home = step.authority if step.authority in step.editions else min(step.editions)
    old, _ = step.editions[home]
    kept = world.standards.adaptation_of(home, old)
    standard = None if kept is None else world.standards.standard(service, kept.version)
    if standard is None:
        return Base(service=service, version=None, edition=old)
    return Base(service=service, version=standard.version, edition=standard.edition)
