"""A service manager publishes an adaptation: from now on new cases run on the edition it makes."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from footpath.actions.drafts import kept_adaptation, open_draft, standard_edition
from footpath.actions.fitness import Unfit, unfit
from footpath.casework.events import Actor
from footpath.definition.changes import Change, Kept, adapted
from footpath.definition.service import Edition
from footpath.ports import StaleDraft, World


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """`new` is false where the very same stood already, and nothing was done."""

    kept: Kept
    edition: Edition
    new: bool


def publish_adaptation(
    world: World,
    *,
    authority: str,
    service: str,
    changes: Sequence[Change],
    version: int | None = None,
    seen: int | None = None,
    by: Actor,
    because: str,
) -> Published | Unfit:
    """All changes, in place of those that are kept. `version` is that of the standard they are made to.

    `seen` is the adaptation's `seq` when whoever publishes looked at it; None: whatever stands. It needs a check
    without an error, examples that pass, and nothing left that each authority must set.
    Raises StaleDraft, NotAdopted, NoSuchStandard.
    """
    assert by and because, "publishing needs an owner and a reason"
    with world.together():
        return publish_within(
            world,
            kept=kept_adaptation(world, authority=authority, service=service),
            changes=changes,
            version=version,
            seen=seen,
            by=by,
            because=because,
        )


def publish_draft(
    world: World, *, authority: str, service: str, seen: int, by: Actor, because: str
) -> Published | Unfit:
    """The draft as it is saved, if its `seq` still is `seen`; then there is no draft any more.

    A draft of an upgrade is published by `upgrade_adaptation`. Raises StaleDraft, NotAdopted.
    """
    assert by and because, "publishing needs an owner and a reason"
    with world.together():
        draft = open_draft(world, authority=authority, service=service)
        if draft.seq != seen:
            raise StaleDraft(draft)
        assert draft.to is None, "an upgrade is published as one"
        published = publish_within(
            world,
            kept=kept_adaptation(world, authority=authority, service=service),
            changes=draft.changes,
            version=draft.version,
            seen=draft.published,
            by=by,
            because=because,
        )
        if isinstance(published, Published) and seen:
            world.standards.discard_draft(authority, service, seen=seen)
    return published


def publish_within(
    world: World,
    *,
    kept: Kept,
    changes: Sequence[Change],
    version: int | None,
    seen: int | None,
    by: Actor,
    because: str,
) -> Published | Unfit:
    """The same in a transaction that is open."""
    if seen is not None and kept.seq != seen:
        raise StaleDraft(kept)
    of = version or kept.version
    standard = standard_edition(world, service=kept.service, version=of)
    edition = adapted(standard, changes, on=world.clock.today(), file=f"{kept.service}@{of} for {kept.authority}")
    if isinstance(edition, tuple):
        return Unfit(faults=edition)
    wrong = unfit(edition, standard=standard, changes=changes)
    if wrong is not None:
        return wrong
    offered = world.editions.offered(kept.authority, kept.service)
    same = kept.edition == edition.hash and kept.version == of and kept.changes == tuple(changes)
    if same and offered is not None and offered.hash == edition.hash:
        return Published(kept=kept, edition=edition, new=False)
    now = replace(
        kept,
        version=of,
        changes=tuple(changes),
        seq=kept.seq + 1,
        edition=edition.hash,
        by=by,
        because=because,
        at=world.clock.now(),
    )
    world.standards.keep(now, seen=kept.seq)
    world.editions.publish(kept.authority, edition, by=by, because=because, at=now.at)
    return Published(kept=now, edition=edition, new=True)
