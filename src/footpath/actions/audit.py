"""Whether the records are what the journals say: each is folded, compared, checked, and its decision re-computed."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from footpath import journey
from footpath.actions.grounds import Grounds, commit_decision
from footpath.actions.rows import state_of
from footpath.casework.events import Decided
from footpath.casework.fold import fold
from footpath.casework.journal import check_chain, commitment
from footpath.casework.keeping import keep_until
from footpath.casework.refusals import CaseSaysNo
from footpath.plan.record import check_chain as check_plan_chain
from footpath.ports import CaseRow, Entry, World
from footpath.steps.events import Registered
from footpath.steps.journal import check_chain as check_step_chain
from footpath.steps.registration import fingerprint
from footpath.steps.states import StepSaysNo
from footpath.steps.step import Step
from footpath.steps.step import fold as fold_step
from footpath.values import canonical


class AuditFault(msgspec.Struct, frozen=True, kw_only=True):
    """One disagreement: where, of what kind, and what it is. Nobody's data is in it.

    Of a step, `case` is its id with "step " before it; of an authority's plan it is "plan".
    """

    authority: str
    case: str
    what: Literal["fold", "chain", "commitment", "key", "decision", "keeping"]
    says: str


class AuditReport(msgspec.Struct, frozen=True, kw_only=True):
    cases: int
    entries: int
    faults: tuple[AuditFault, ...]


def audit(world: World, *, authority: str | None = None, progress: Callable[[int], None] | None = None) -> AuditReport:
    """Of one authority, or of all. `progress` is told how many cases are done."""
    cases = entries = 0
    faults: list[AuditFault] = []
    for owner, case in world.records.every_case(authority):
        length, found = _look(world, authority=owner, case=case)
        cases += 1
        entries += length
        faults.extend(found)
        if progress is not None:
            progress(cases)
    for step in world.steps.every_step():
        if authority in (None, step.authority):
            length, found = _look_at_step(world, step)
            entries += length
            faults.extend(found)
    for each in world.records.authorities():
        if authority in (None, each.id):
            length, found = _look_at_plan(world, each.id)
            entries += length
            faults.extend(found)
    return AuditReport(cases=cases, entries=entries, faults=tuple(faults))


def _look_at_step(world: World, step: Step) -> tuple[int, tuple[AuditFault, ...]]:
    """A step is what its journal says, and promises what it promised."""
    with world.together():
        held = world.steps.step(step.authority, step.id)
        journal = world.steps.journal(step.authority, step.id)
    found: list[tuple[_What, str]] = []
    broken = check_step_chain(journal, authority=held.authority, step=held.id, seq=held.seq, head=held.head)
    if broken is not None:
        found.append(("chain", f"at entry {broken.seq}, {broken.wrong}"))
    if not journal or not isinstance(journal[0].event, Registered):
        found.append(("fold", "its journal does not begin with its registration"))
    else:
        try:
            folded = fold_step([(e.event, e.hash) for e in journal], authority=held.authority, salt=held.salt)
            if folded != held:
                found.append(("fold", "it is not what its journal says"))
        except StepSaysNo as no:
            found.append(("fold", f"the journal says what cannot have happened: {no}"))
        if fingerprint(held.registration) != journal[0].event.fingerprint:
            found.append(("commitment", "it does not promise any more what was registered"))
    where = f"step {held.id}"
    return len(journal), tuple(AuditFault(authority=held.authority, case=where, what=w, says=s) for w, s in found)


def _look_at_plan(world: World, authority: str) -> tuple[int, tuple[AuditFault, ...]]:
    """A plan is its record, so that only the chain can be wrong."""
    record = world.plans.entries(authority)
    broken = check_plan_chain(record, authority=authority)
    if broken is None:
        return len(record), ()
    says = f"at entry {broken.seq}, {broken.wrong}"
    return len(record), (AuditFault(authority=authority, case="plan", what="chain", says=says),)


def audit_case(world: World, *, authority: str, case: str) -> tuple[AuditFault, ...]:
    """Of one case. Raises NoSuchCase."""
    return _look(world, authority=authority, case=case)[1]


def _look(world: World, *, authority: str, case: str) -> tuple[int, tuple[AuditFault, ...]]:
    """How many entries there are, and what disagrees."""
    # Row and journal of one moment: without the transaction somebody could write between the two.
    with world.together():
        row = world.records.case(authority, case)
        journal = world.records.journal(authority, case)
        return len(journal), tuple(
            AuditFault(authority=authority, case=case, what=what, says=says)
            for what, says in _disagreements(world, row, journal)
        )


type _What = Literal["fold", "chain", "commitment", "key", "decision", "keeping"]
type _Found = Iterator[tuple[_What, str]]


def _disagreements(world: World, row: CaseRow, journal: Sequence[Entry]) -> _Found:
    broken = check_chain(journal, authority=row.authority, case=row.id, seq=row.seq, head=row.head)
    if broken is not None:
        yield "chain", f"at entry {broken.seq}, {broken.wrong}"
    yield from _folded(row, journal)
    keys = [entry.key for entry in journal if entry.key is not None]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield "key", f"{keys.count(key)} entries have the submission key {key}"
    service = world.editions.edition(row.edition).service
    if row.keep_until != keep_until(state_of(row), service.keep):
        yield "keeping", f"it says it is kept until {row.keep_until}, and the service says otherwise"
    if row.stage == "erased":
        if row.data or row.salt or row.door:
            yield "keeping", "it was erased, and answers, salt or door are still there"
        return
    if row.answers is not None and commitment(row.salt, row.data) != row.answers:
        yield "commitment", "the answers are not those that the journal was written for"
    yield from _decided(world, row, journal)


def _folded(row: CaseRow, journal: Sequence[Entry]) -> _Found:
    try:
        folded = fold(entry.event for entry in journal)
    except CaseSaysNo as no:
        yield "fold", f"the journal says what cannot have happened: {no}"
        return
    state = state_of(row)
    for name in state.__struct_fields__:
        said, found = getattr(folded, name), getattr(state, name)
        if said != found:
            yield "fold", f"{name} is {found} where the journal says {said}"


def _decided(world: World, row: CaseRow, journal: Sequence[Entry]) -> _Found:
    """The decisions there are, each as it was made; the one that stands, computed again from what is stored."""
    held = {decision.id: decision for decision in world.records.decisions(row.authority, row.id)}
    for entry in journal:
        event = entry.event
        if not isinstance(event, Decided):
            continue
        decision = held.get(event.decision)
        if decision is None:
            yield "decision", f"the decision of entry {entry.seq} is not there"
            continue
        if commit_decision(row.salt, decision) != event.findings or decision.outcome != event.outcome:
            yield "decision", f"the decision of entry {entry.seq} is not the one that was made"
        # Answers only change while a case is open, so those of the standing decision are the ones that are there.
        elif event.decision == row.decision:
            grounds = Grounds(world.editions.edition(event.edition), row, now=row.started)
            if canonical(grounds.findings) != canonical(decision.findings):
                yield "decision", f"the rules find something else now than at the decision of entry {entry.seq}"
            if event.automatic:
                again = journey.automatic_outcome(grounds.edition, grounds.way)
                if again is None or again.outcome != event.outcome:
                    yield "decision", f"the rule of entry {entry.seq} would not decide so again"
