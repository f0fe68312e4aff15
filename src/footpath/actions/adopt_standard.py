"""An authority adopts a version of a standard, to make it its own."""

from footpath.casework.events import Actor
from footpath.definition.changes import Kept
from footpath.ports import World


class NoSuchStandard(Exception):
    """There is no such version of a standard here. `known` are the versions that there are."""

    def __init__(self, name: str, known: tuple[int, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


class AdoptedBefore(Exception):
    """The authority has another version of it: it is upgraded, not adopted again. `kept` is what it has."""

    def __init__(self, kept: Kept) -> None:
        super().__init__(kept.adapts)
        self.kept = kept


class NoSuchAuthority(Exception):
    """There is no such authority here."""


def adopt_standard(
    world: World, *, authority: str, service: str, version: int, by: Actor, because: str
) -> tuple[Kept, bool]:
    """The adaptation, with no changes yet and offered to nobody; and whether it is new. The same again does nothing.

    Raises NoSuchStandard, NoSuchAuthority and AdoptedBefore.
    """
    assert by and because, "adopting needs an owner and a reason"
    with world.together():
        if world.records.authority(authority) is None:
            raise NoSuchAuthority(authority)
        standard = world.standards.standard(service, version)
        if standard is None:
            known = tuple(each.version for each in world.standards.versions(service))
            raise NoSuchStandard(f"{service}@{version}", known)
        there = world.standards.adaptation(authority, service)
        if there is not None:
            if there.version != version:
                raise AdoptedBefore(there)
            return there, False
        kept = Kept(
            authority=authority,
            service=service,
            version=version,
            changes=(),
            seq=0,
            edition=None,
            by=by,
            because=because,
            at=world.clock.now(),
        )
        world.standards.keep(kept, seen=None)
    return kept, True
