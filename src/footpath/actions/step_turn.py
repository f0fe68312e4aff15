"""One transaction on one step: what happens to it is tried on its state, then all of it is written at once."""

from collections.abc import Sequence

from footpath.ports import StaleStep, World
from footpath.steps.events import AnyStepEvent
from footpath.steps.journal import chain
from footpath.steps.states import StepSaysNo
from footpath.steps.step import Step, after


def happens(world: World, step: Step, *events: AnyStepEvent) -> Step:
    """In the transaction that is open. Raises StepSaysNo where one of them cannot be: then nothing is written."""
    now = step
    entries = chain(events, authority=step.authority, step=step.id, seq=step.seq, head=step.head)
    for entry in entries:
        now = after(now, entry.event, head=entry.hash)
    world.steps.write(now, entries, seen=step.seq)
    return now


def check_seen(step: Step, seen: int | None) -> None:
    """Raises StaleStep when the page that somebody acted on shows an older step than this."""
    if seen is not None and seen != step.seq:
        raise StaleStep


def check_owner(step: Step, by: str) -> None:
    """Raises StepSaysNo for everybody but the owner."""
    if by != f"staff:{step.registration.owner}":
        raise StepSaysNo(f"Only its owner may do this: {step.registration.owner}. They answer for it.")


def others_on(world: World, authorities: Sequence[str], service: str) -> list[Step]:
    """Steps on the same service in any of these authorities, each once."""
    found = {
        (step.authority, step.id): step
        for authority in authorities
        for step in world.steps.steps(authority)
        if step.registration.service == service
    }
    return list(found.values())
