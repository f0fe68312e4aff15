"""What a step's outcomes tell, exactly, at council-sized samples."""

from footpath.evidence.assignment import BROKEN, Assigned, assignment_odds, counted
from footpath.evidence.effects import USUAL_HOPE, benefit_weights, harm_weights, log_odds_hoped
from footpath.evidence.horizon import Horizon, played
from footpath.evidence.interval import Interval, interval, quick_interval, ratio, tallied
from footpath.evidence.kinds import KINDS
from footpath.evidence.ledger import Before, Ledger, new_ledger, rebuilt
from footpath.evidence.local import (
    PlaceEffect,
    SharedEffect,
    borrowed_weights,
    fitted,
    place_effect,
    predicted,
    shared_effect,
)
from footpath.evidence.many_steps import kept_together
from footpath.evidence.maturity import first_of_each_person, in_order
from footpath.evidence.outcome import Arm, Outcome
from footpath.evidence.pooled import Odds, mixed, pooled, pooled_vectors
from footpath.evidence.verdict import USUAL_RULE, Rule, Verdict, verdict

__all__ = [
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
    "Outcome",
    "PlaceEffect",
    "Rule",
    "SharedEffect",
    "Verdict",
    "assignment_odds",
    "benefit_weights",
    "borrowed_weights",
    "counted",
    "first_of_each_person",
    "fitted",
    "harm_weights",
    "in_order",
    "interval",
    "kept_together",
    "log_odds_hoped",
    "mixed",
    "new_ledger",
    "place_effect",
    "played",
    "pooled",
    "pooled_vectors",
    "predicted",
    "quick_interval",
    "ratio",
    "rebuilt",
    "shared_effect",
    "tallied",
    "verdict",
]
