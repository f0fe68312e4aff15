"""The owner decides a step: kept changes become the service; of what is put back nothing is left."""

from typing import Any

import msgspec

from footpath.actions.count_outcomes import assignment_check, count_outcomes, counted_of
from footpath.actions.drafts import standard_edition
from footpath.actions.fitness import Unfit
from footpath.actions.in_steps import with_changes
from footpath.actions.publish_adaptation import publish_within
from footpath.actions.step_turn import check_owner, check_seen, happens
from footpath.casework.words import own_words
from footpath.definition.changes import changes_from_data, tree_of_edition
from footpath.definition.changes.joining import join
from footpath.definition.service import Edition
from footpath.ports import World
from footpath.steps.counting import Counting
from footpath.steps.events import Settled, StepDecided, Verdict
from footpath.steps.groups import FEWEST_IN_GROUP, series_of
from footpath.steps.measures import MEASURES
from footpath.steps.review import departs, propose
from footpath.steps.screening import screen
from footpath.steps.step import Step
from footpath.values import Problem

DECISIONS: tuple[Verdict, ...] = ("kept", "not_kept", "could_not_tell")
LONGEST_REASON = 2000


def decide_step(
    world: World, *, home: str, step: str, decision: str, because: str, by: str, seen: int | None = None
) -> Step | tuple[Problem, ...]:
    """Raises StepSaysNo for whoever is not its owner and for a step that has ended, StaleStep when it moved on."""
    because = own_words(because)
    problems = check_reason(because)
    if decision not in DECISIONS:
        problems = (Problem("decision", "Select what becomes of it"), *problems)
    if problems:
        return problems
    count_outcomes(world, home=home, step=step)  # so that the decision rests on all there is
    with world.together():
        held = world.steps.step(home, step)
        check_seen(held, seen)
        check_owner(held, by)
        counting = counted_of(world, held)
        now = world.clock.now()
        days = (now - held.begun).days if held.begun else 0
        proposal = propose(held, counting, assignment=assignment_check(world, held), days=days)
        verdict: Verdict = decision  # type: ignore[assignment]
        decided = StepDecided(
            at=now,
            by=by,
            decision=verdict,
            rule_said=proposal.says,
            because=because,
            departs=departs(proposal, verdict),
            evidence=summary(held, counting),
            log_digest=world.steps.counted(home, step).digest,
        )
        after = happens(world, held, decided)
        return _settle(world, after, by=by) if decision == "kept" else after


def _settle(world: World, step: Step, *, by: str) -> Step:
    """Its changes join what each authority keeps, and the edition they make is offered from now on."""
    editions = {authority: _kept(world, step, authority, by=by).hash for authority in step.registration.authorities}
    return happens(world, step, Settled(at=world.clock.now(), by=by, editions=editions))


def _kept(world: World, step: Step, authority: str, *, by: str) -> Edition:
    said = step.registration
    because = f"The step “{said.name}” was kept: {step.because}"
    offered = world.editions.offered(authority, said.service)
    new = with_changes(offered, step) if offered else None
    if offered is None or new is None:
        raise DoesNotApply(DOES_NOT_FIT.format(authority=authority))
    kept = world.standards.adaptation(authority, said.service)
    if kept is None or kept.edition != offered.hash:
        # A definition of the authority's own: there is no list of changes that these could join.
        world.editions.publish(authority, new, by=by, because=because, at=world.clock.now())
        return new
    standard = standard_edition(world, service=said.service, version=kept.version)
    joined = join(tree_of_edition(standard), kept.changes, changes_from_data(said.changes))
    if isinstance(joined, tuple):
        raise DoesNotApply(DOES_NOT_FIT.format(authority=authority))
    done = publish_within(
        world, kept=kept, changes=joined.changes, version=kept.version, seen=None, by=by, because=because
    )
    if isinstance(done, Unfit):
        raise DoesNotApply(f"With its changes, the service of {authority} does not pass its checks any more.")
    return done.edition


DOES_NOT_FIT = "Its changes do not fit what {authority} offers now. Put it back, and register it anew for that."


class DoesNotApply(Exception):
    """The service has moved away under the step: what was tried cannot be kept as it is. Nothing was decided."""


def check_reason(because: str, field: str = "because") -> tuple[Problem, ...]:
    if not because.strip():
        return (Problem(field, "Enter why: it goes on the public record"),)
    if len(because) > LONGEST_REASON:
        return (Problem(field, f"Write why in {LONGEST_REASON:,} characters or less"),)
    if screen(because):
        return (Problem(field, "Take out what identifies somebody: this goes on the public record"),)
    return ()


def summary(step: Step, counting: Counting) -> dict[str, Any]:
    """What both the machine and the owner could see, as plain data: by measure, and of the main one by authority."""
    found: dict[str, Any] = {"measures": {}, "by_authority": {}}
    for id_ in MEASURES:
        look = counting.look(id_)
        if look is not None:
            found["measures"][id_] = msgspec.to_builtins(look)
    for authority, look in counting.by_authority(step.registration.measure).items():
        found["by_authority"][authority] = msgspec.to_builtins(look)
    # A group as it may be shown: this goes into a journal that is kept for ever.
    for series in series_of(step.registration.watched):
        look = counting.look(series)
        if look is not None and min(look.old, look.new) >= FEWEST_IN_GROUP:
            found["measures"][series] = msgspec.to_builtins(look)
    return found
