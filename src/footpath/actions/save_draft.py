"""A service manager saves what they have changed so far: nobody is served it yet."""

from collections.abc import Sequence

from msgspec.structs import replace

from footpath.actions.drafts import open_draft, standard_edition
from footpath.casework.events import Actor
from footpath.definition.changes import Change, Decision, Draft, apply, tree_of_edition
from footpath.ports import StaleDraft, World
from footpath.values import Fault


def save_draft(
    world: World,
    *,
    authority: str,
    service: str,
    changes: Sequence[Change],
    seen: int,
    by: Actor,
    to: int | None = None,
    decisions: Sequence[Decision] = (),
) -> Draft | tuple[Fault, ...]:
    """All changes, in place of those of the draft. `seen` is the draft's `seq` when the page was shown.

    Saved even where the service they make would not do yet (an example fails, a rule needs mending): only changes
    that cannot be made at all are refused. `to` and `decisions` belong to an upgrade that is being worked on.
    Raises StaleDraft, NotAdopted, NoSuchStandard.
    """
    with world.together():
        now = open_draft(world, authority=authority, service=service)
        if now.seq != seen:
            raise StaleDraft(now)
        standard = standard_edition(world, service=service, version=now.version)
        if to is not None:
            standard_edition(world, service=service, version=to)
        made = apply(tree_of_edition(standard), changes)
        if isinstance(made, tuple):
            return made
        saved = replace(
            now,
            changes=tuple(changes),
            seq=seen + 1,
            to=to,
            decisions=tuple(decisions),
            by=by,
            at=world.clock.now(),
        )
        world.standards.save_draft(saved, seen=seen)
    return saved
