"""Staff decide a case: the outcome, the reason, and the findings it rests on are stored, and the resident is told."""

import msgspec

from footpath.actions.grounds import Grounds, a_decision, commit_decision
from footpath.actions.turn import Turn
from footpath.casework import letters
from footpath.casework.deciding import check_decision, decide
from footpath.casework.events import Actor, Decided
from footpath.casework.fold import permit
from footpath.casework.handling import free_for
from footpath.casework.words import own_words
from footpath.ports import CaseRow, World
from footpath.values import Problem
from footpath.values.failpoints import failpoint


class DecidedNow(msgspec.Struct, frozen=True, kw_only=True):
    """The decision stands, under this id."""

    decision: str
    outcome: str
    row: CaseRow


def decide_case(
    world: World, *, authority: str, case: str, outcome: str, reason: str, by: Actor, seen: int, key: str
) -> DecidedNow | tuple[Problem, ...]:
    """Raises StaleCase when the case moved on since `seen`, AlreadyDecided, NotYours and their like."""
    reason = own_words(reason)
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        failpoint("decide.read")
        before = turn.happened_before(key, Decided)
        if before is not None:
            return DecidedNow(decision=before.decision, outcome=before.outcome, row=turn.row)
        turn.check_seen(seen)
        permit(turn.state.stage, Decided)
        free_for(turn.state, by)
        problems = check_decision(turn.service, outcome=outcome, reason=reason)
        if problems:
            return problems
        grounds = Grounds(turn.edition, turn.row, now=turn.now)
        decision = a_decision(turn, grounds, outcome=outcome, reason=reason, by=by)
        findings = commit_decision(turn.row.salt, decision)
        event = decide(turn.state, outcome=outcome, decision=decision.id, findings=findings, by=by, at=turn.now)
        turn.close_request()
        turn.decided(decision, event)
        turn.tell(letters.decided(grounds.reader, outcome=outcome, reason=reason), by=by, email=grounds.email)
        row = turn.write(key=key, point="decide")
    failpoint("decide.committed")
    return DecidedNow(decision=decision.id, outcome=outcome, row=row)
