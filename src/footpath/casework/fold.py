"""What a journal says a case is now: one entry after the other."""

from collections.abc import Iterable, Mapping
from typing import Any, assert_never

from msgspec.structs import replace

from footpath.casework.events import (
    Answered,
    AnyEvent,
    AskedForMore,
    Decided,
    Erased,
    GaveMore,
    Moved,
    Noted,
    Paid,
    Removed,
    Reopened,
    Started,
    Submitted,
    Taken,
    Told,
    Withdrawn,
    Wrote,
)
from footpath.casework.refusals import (
    AlreadyAsked,
    AlreadyDecided,
    AlreadyErased,
    AlreadySubmitted,
    AlreadyWithdrawn,
    CaseSaysNo,
    NotDecided,
    NotFinished,
    NothingAsked,
    NothingToPay,
    NotPaid,
    NotSubmitted,
)
from footpath.casework.state import CaseState, Stage

HAPPENS_IN: Mapping[type[Any], frozenset[Stage]] = {
    Answered: frozenset({"answering"}),
    Removed: frozenset({"answering"}),
    # After it was sent nothing moves: what somebody sent is judged by what they were asked.
    Moved: frozenset({"answering"}),
    Submitted: frozenset({"answering"}),
    Paid: frozenset({"to_pay"}),
    Taken: frozenset({"to_pay", "checking", "waiting"}),
    Noted: frozenset({"to_pay", "checking", "waiting", "decided", "withdrawn"}),
    AskedForMore: frozenset({"checking"}),
    GaveMore: frozenset({"waiting"}),
    # Somebody who never answers must not keep a case open for ever: it can be decided while we wait.
    Decided: frozenset({"checking", "waiting"}),
    Told: frozenset({"answering", "to_pay", "checking", "waiting", "decided", "withdrawn"}),
    Wrote: frozenset({"to_pay", "checking", "waiting", "decided", "withdrawn"}),
    Withdrawn: frozenset({"answering", "to_pay", "checking", "waiting"}),
    Reopened: frozenset({"decided"}),
    # Nobody's answers go while they are waiting for a decision about them.
    Erased: frozenset({"answering", "decided", "withdrawn"}),
}
"""In which stages each thing can happen. Started is not here: it comes first and once."""


def permit(stage: Stage, what: type[Any]) -> None:
    """Nothing, if this can happen to a case in this stage; else raises the error named for what stands in the way."""
    if stage not in HAPPENS_IN[what]:
        raise _refusal(stage, what)


def _refusal(stage: Stage, what: type[Any]) -> CaseSaysNo:
    match stage:
        case "answering":
            return NotSubmitted()
        case "withdrawn":
            return AlreadyWithdrawn()
        case "erased":
            return AlreadyErased()
        case "to_pay" | "checking" | "waiting" | "decided":
            if what in (Answered, Removed, Moved, Submitted):
                return AlreadySubmitted()
            if what is Paid:
                return NothingToPay()
            if stage == "decided":
                return AlreadyDecided()
            if what is Reopened:
                return NotDecided()
            if what is Erased:
                return NotFinished()
            if what is GaveMore:
                return NothingAsked()
            return NotPaid() if stage == "to_pay" else AlreadyAsked()
        case _:
            assert_never(stage)


def fold(events: Iterable[AnyEvent]) -> CaseState:
    """The state after all of them. Raises CaseSaysNo where a journal says what cannot have happened."""
    state: CaseState | None = None
    for event in events:
        state = begin(event) if state is None else after(state, event)
    if state is None:
        raise NotSubmitted("This journal is empty.")
    return state


def begin(event: AnyEvent) -> CaseState:
    """The state of a case that was just started."""
    if not isinstance(event, Started):
        raise NotSubmitted("This journal does not begin with the start of a case.")
    return CaseState(
        service=event.service,
        edition=event.edition,
        reference=event.reference,
        channel=event.channel,
        stage="answering",
        seq=1,
        answers=None,
        written={},
        taken_by=None,
        charge_pence=None,
        paid=False,
        asking=None,
        decision=None,
        outcome=None,
        started=event.at,
        submitted=None,
        decided=None,
        due=None,
        keep_from=event.at,
        erased=None,
    )


def after(state: CaseState, event: AnyEvent) -> CaseState:
    """The state once this has happened too. Raises CaseSaysNo when it cannot."""
    if isinstance(event, Started):
        raise AlreadySubmitted("A case starts once.")
    permit(state.stage, type(event))
    seq = state.seq + 1
    match event:
        case Answered() | Removed():
            written = {**state.written, event.page: seq}
            return replace(state, seq=seq, answers=event.answers, written=written, keep_from=event.at)
        case Moved():
            return replace(state, seq=seq, edition=event.edition, answers=event.answers)
        case Submitted():
            return replace(
                state,
                seq=seq,
                stage="to_pay" if event.charge_pence else "checking",
                answers=event.answers,
                charge_pence=event.charge_pence,
                submitted=event.at,
                due=event.due,
                keep_from=None,
            )
        case Paid():
            return replace(state, seq=seq, stage="checking", paid=True, due=event.due)
        case Taken():
            return replace(state, seq=seq, taken_by=event.to)
        case Noted() | Told() | Wrote():
            return replace(state, seq=seq)
        case AskedForMore():
            # No decision is due while we wait for somebody's answer.
            return replace(state, seq=seq, stage="waiting", asking=event.asking, due=None)
        case GaveMore():
            if event.asking != state.asking:
                raise NothingAsked
            return replace(state, seq=seq, stage="checking", answers=event.answers, asking=None, due=event.due)
        case Decided():
            return replace(
                state,
                seq=seq,
                stage="decided",
                asking=None,
                taken_by=None,
                decision=event.decision,
                outcome=event.outcome,
                decided=event.at,
                keep_from=event.at,
            )
        case Withdrawn():
            return replace(state, seq=seq, stage="withdrawn", asking=None, taken_by=None, due=None, keep_from=event.at)
        case Reopened():
            return replace(
                state,
                seq=seq,
                stage="checking",
                decision=None,
                outcome=None,
                decided=None,
                due=event.due,
                keep_from=None,
            )
        case Erased():
            return replace(state, seq=seq, stage="erased", taken_by=None, due=None, keep_from=None, erased=event.due)
        case _:
            assert_never(event)
