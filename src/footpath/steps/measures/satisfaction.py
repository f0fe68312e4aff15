"""How people say they felt about the service, when they have sent it."""

from decimal import Decimal

from footpath.steps.asked import SATISFIED
from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, of_100_points, on_scale


def of(facts: CaseFacts) -> Decimal | None:
    return on_scale(facts.after_sending.satisfied, SATISFIED) if facts.after_sending else None


MEASURE = Measure(
    id="satisfaction",
    name="Satisfied",
    says="people are more satisfied",
    worse="people are less satisfied",
    kind="score",
    from_="residents",
    of=of,
    shows=of_100_points,
)
