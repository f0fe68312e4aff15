"""What a step's outcomes tell, exactly, at council-sized samples."""

from footpath.evidence.assignment import BROKEN, Assigned, assignment_odds, counted
from footpath.evidence.effects import USUAL_HOPE, benefit_weights, harm_weights, log_odds_hoped
from footpath.evidence.horizon import Horizon, Stake
from footpath.evidence.interval import Interval, interval, quick_interval, ratio, tallied
from footpath.evidence.kinds import KINDS
from footpath.evidence.ledger import Before, Ledger, OpenLedger, new_ledger, rebuilt
from footpath.evidence.local import (
    PlaceEffect,
    SharedEffect,
    borrowed_weights,
    fitted,
    fitted_anew,
    place_effect,
    predicted,
    shared_effect,
)
from footpath.evidence.many_steps import kept_together
from footpath.evidence.maturity import first_of_each_person, in_order
from footpath.evidence.outcome import Arm, Outcome
from footpath.evidence.pooled import Odds, mixed, pooled, pooled_vectors, stake_weights
from footpath.evidence.promise import Promise
from footpath.evidence.verdict import ADOPTED_RULE, USUAL_RULE, Rule, Verdict, verdict, verdict_of_adopted

__all__ = [
    "ADOPTED_RULE",
    "BROKEN",
    "KINDS",
    "USUAL_HOPE",
    "USUAL_RULE",
    "Arm",
    "Assigned",
    "Before",
    "Horizon",
    "Interval",
    "Ledger",
    "Odds",
    "OpenLedger",
    "Outcome",
    "PlaceEffect",
    "Promise",
    "Rule",
    "SharedEffect",
    "Stake",
    "Verdict",
    "assignment_odds",
    "benefit_weights",
    "borrowed_weights",
    "counted",
    "first_of_each_person",
    "fitted",
    "fitted_anew",
    "harm_weights",
    "in_order",
    "interval",
    "kept_together",
    "log_odds_hoped",
    "mixed",
    "new_ledger",
    "place_effect",
    "pooled",
    "pooled_vectors",
    "predicted",
    "quick_interval",
    "ratio",
    "rebuilt",
    "shared_effect",
    "stake_weights",
    "tallied",
    "verdict",
    "verdict_of_adopted",
]
