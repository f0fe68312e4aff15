"""Deciding a case: which outcome, why, and what it rested on."""

import re
from datetime import datetime

from footpath.casework.events import Actor, Decided
from footpath.casework.fold import permit
from footpath.casework.handling import free_for
from footpath.casework.state import CaseState
from footpath.casework.words import wrong_words
from footpath.definition.service import Outcome, Service
from footpath.values import Problem

_EMPTY = "Enter the reason, as the resident will read it in the letter"

_REASON = re.compile(r"\{\{(?:(?!\}\}).)*\breason\b", re.DOTALL)


def needs_reason(outcome: Outcome) -> bool:
    """An outcome whose letter gives the reason cannot go without one."""
    return any(_REASON.search(text) for text in (outcome.letter.en, outcome.letter.cy or ""))


def outcome_of(service: Service, outcome: str) -> Outcome | None:
    return next((found for found in service.decide.outcomes if found.id == outcome), None)


def check_decision(service: Service, *, outcome: str, reason: str) -> tuple[Problem, ...]:
    """What whoever decides can put right, worded for staff."""
    chosen = outcome_of(service, outcome)
    if chosen is None:
        return (Problem("outcome", "Select how you decide"),)
    if not reason and not needs_reason(chosen):
        return ()
    return wrong_words(reason, at="reason", empty=_EMPTY, long="Reason must be {} characters or less")


def decide(state: CaseState, *, outcome: str, decision: str, findings: str, by: Actor, at: datetime) -> Decided:
    """A person's decision. Raises AlreadyDecided, NotYours and their like; `findings` is the commitment to it."""
    permit(state.stage, Decided)
    free_for(state, by)
    return Decided(
        at=at, by=by, decision=decision, outcome=outcome, edition=state.edition, findings=findings, automatic=False
    )


def decide_by_rule(state: CaseState, *, outcome: str, decision: str, findings: str, at: datetime) -> Decided:
    """A rule's decision, shown as such: no person is named for it."""
    permit(state.stage, Decided)
    return Decided(
        at=at, by="rule", decision=decision, outcome=outcome, edition=state.edition, findings=findings, automatic=True
    )
