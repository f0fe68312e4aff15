"""What an authority is changing: the draft as it is, and the editions it is made of."""

from footpath.actions.adopt_standard import NoSuchStandard
from footpath.definition.changes import Draft, Kept
from footpath.definition.service import Edition
from footpath.ports import World


class NotAdopted(Exception):
    """This authority has not adopted such a standard."""


def kept_adaptation(world: World, *, authority: str, service: str) -> Kept:
    """Raises NotAdopted."""
    kept = world.standards.adaptation(authority, service)
    if kept is None:
        raise NotAdopted(service)
    return kept


def standard_edition(world: World, *, service: str, version: int) -> Edition:
    """A version of a standard, compiled. Raises NoSuchStandard."""
    standard = world.standards.standard(service, version)
    if standard is None:
        known = tuple(each.version for each in world.standards.versions(service))
        raise NoSuchStandard(f"{service}@{version}", known)
    return world.editions.edition(standard.edition)


def open_draft(world: World, *, authority: str, service: str) -> Draft:
    """The draft that is stored; where there is none, one with `seq` 0 that holds what is kept. Raises NotAdopted."""
    stored = world.standards.draft(authority, service)
    if stored is not None:
        return stored
    kept = kept_adaptation(world, authority=authority, service=service)
    return Draft(
        authority=authority,
        service=service,
        version=kept.version,
        changes=kept.changes,
        seq=0,
        published=kept.seq,
    )
