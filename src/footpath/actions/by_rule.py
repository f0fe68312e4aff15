"""What a rule decides by itself, once a case is sent and nothing is left to pay."""

from footpath import journey
from footpath.actions.grounds import Grounds, a_decision, commit_decision
from footpath.actions.turn import Turn
from footpath.casework import letters
from footpath.casework.deciding import decide_by_rule


def decide_if_a_rule_does(turn: Turn, grounds: Grounds) -> None:
    """The decision and its letter join the turn; nothing happens where the service leaves it to the team.

    Its reason is the rule's own `because`, in the resident's language.
    """
    found = journey.automatic_outcome(turn.edition, grounds.way)
    if found is None:
        return
    reason = found.because.in_(turn.row.lang)
    decision = a_decision(turn, grounds, outcome=found.outcome, reason=reason, by="rule")
    event = decide_by_rule(
        turn.state,
        outcome=decision.outcome,
        decision=decision.id,
        findings=commit_decision(turn.row.salt, decision),
        at=turn.now,
    )
    turn.decided(decision, event)
    said = letters.decided(grounds.reader, outcome=decision.outcome, reason=decision.reason)
    turn.tell(said, by="rule", email=grounds.email)
