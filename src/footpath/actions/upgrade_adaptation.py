"""An authority goes to a newer version of the standard, with its own changes."""

from collections.abc import Sequence

import msgspec

from footpath.actions.drafts import kept_adaptation, open_draft, standard_edition
from footpath.actions.fitness import Unfit
from footpath.actions.publish_adaptation import Published, publish_within
from footpath.casework.events import Actor
from footpath.definition.changes import Decision, Kept, Upgrade, upgrade
from footpath.definition.service import Edition
from footpath.journey import ExampleResult, run_examples
from footpath.ports import StaleDraft, World


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """What an upgrade would come to, with the examples run on the edition it makes. Nothing is written."""

    kept: Kept
    base: Edition
    new: Edition
    upgrade: Upgrade
    examples: tuple[ExampleResult, ...]


class Unsettled(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing was published: something still needs a decision, or has lost its place."""

    upgrade: Upgrade


def plan_upgrade(world: World, *, authority: str, service: str, to: int, decisions: Sequence[Decision] = ()) -> Planned:
    """What becomes of each local change on the way to version `to`. Raises NotAdopted, NoSuchStandard."""
    kept = kept_adaptation(world, authority=authority, service=service)
    return _planned(world, kept, to, decisions)


def _planned(world: World, kept: Kept, to: int, decisions: Sequence[Decision]) -> Planned:
    base = standard_edition(world, service=kept.service, version=kept.version)
    new = standard_edition(world, service=kept.service, version=to)
    made = upgrade(
        base,
        new,
        kept.changes,
        decisions=decisions,
        on=world.clock.today(),
        file=f"{kept.service}@{to} for {kept.authority}",
    )
    examples = () if isinstance(made.edition, tuple) else run_examples(made.edition)
    return Planned(kept=kept, base=base, new=new, upgrade=made, examples=examples)


def upgrade_adaptation(
    world: World,
    *,
    authority: str,
    service: str,
    to: int,
    decisions: Sequence[Decision] = (),
    seen: int | None = None,
    by: Actor,
    because: str,
) -> Published | Unsettled | Unfit:
    """Carries the changes over and publishes what comes of it. `seen` is the adaptation's `seq`; None: what stands.

    A draft of this upgrade is finished by it; any other draft stands in its way. Raises StaleDraft, NotAdopted,
    NoSuchStandard.
    """
    assert by and because, "publishing needs an owner and a reason"
    with world.together():
        kept = kept_adaptation(world, authority=authority, service=service)
        if seen is not None and kept.seq != seen:
            raise StaleDraft(kept)
        draft = open_draft(world, authority=authority, service=service)
        if draft.seq and draft.to is None:
            raise StaleDraft(draft)
        planned = _planned(world, kept, to, decisions or draft.decisions)
        if planned.upgrade.open:
            return Unsettled(upgrade=planned.upgrade)
        published = publish_within(
            world,
            kept=kept,
            changes=planned.upgrade.changes,
            version=to,
            seen=None,
            by=by,
            because=because,
        )
        if isinstance(published, Published) and draft.seq:
            world.standards.discard_draft(authority, service, seen=draft.seq)
    return published
