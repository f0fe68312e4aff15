"""How people say they felt about the service, when it is decided."""

from decimal import Decimal

from footpath.steps.asked import SATISFIED
from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, of_100_points, on_scale


def of(facts: CaseFacts) -> Decimal | None:
    return on_scale(facts.after_decision.satisfied, SATISFIED) if facts.after_decision else None


MEASURE = Measure(
    id="satisfaction_after_decision",
    name="Satisfied, after the decision",
    says="people are more satisfied after the decision",
    worse="people are less satisfied after the decision",
    kind="score",
    from_="residents",
    of=of,
    shows=of_100_points,
)
