"""The owner of a standard publishes a version of it, for every authority to adopt."""

from collections.abc import Sequence

from footpath.actions.fitness import Unfit, unfit
from footpath.casework.events import Actor
from footpath.definition.changes import Change, Standard, compare, overlap
from footpath.definition.service import Edition
from footpath.ports import World
from footpath.values import Fault


def publish_standard(
    world: World, *, edition: Edition, by: Actor, because: str, changes: Sequence[Change] = ()
) -> Standard | Unfit:
    """`changes` say why it is not the version before: their reasons are told to people half-way.

    The very same again does nothing. Raises DifferentStandard where the version is there with another content.
    """
    assert by and because, "publishing needs an owner and a reason"
    service = edition.service
    wrong = unfit(edition)
    if wrong is not None:
        return wrong
    with world.together():
        before = world.standards.standard(service.id, service.version - 1)
        if before is not None and changes:
            odd = _about_nothing(world.editions.edition(before.edition), edition, changes)
            if odd:
                return Unfit(faults=odd)
        standard = Standard(
            service=service.id,
            version=service.version,
            edition=edition.hash,
            changes=tuple(changes),
            by=by,
            because=because,
            at=world.clock.now(),
        )
        world.editions.keep(edition)
        if not world.standards.add(standard):
            there = world.standards.standard(service.id, service.version)
            assert there is not None, "it was there a moment ago"
            return there
    return standard


def _about_nothing(before: Edition, after: Edition, changes: Sequence[Change]) -> tuple[Fault, ...]:
    """Changes on record that neither version shows anything of: their reasons would be told to nobody."""
    made = [each.change for each in compare(before, after)]
    return tuple(
        Fault(
            file=after.file,
            line=1,
            column=1,
            path=change.path,
            wrong=f"{change.path} is said to have changed, and it is the same in both versions.",
            mend="Take the change out, or write the path of what has changed.",
            check="changes",
        )
        for change in changes
        if not any(overlap((change,), (each,)) for each in made)
    )
