"""How easy people say it was, when they have sent it."""

from decimal import Decimal

from footpath.steps.asked import EASE
from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, of_100_points, on_scale


def of(facts: CaseFacts) -> Decimal | None:
    return on_scale(facts.after_sending.ease, EASE) if facts.after_sending else None


MEASURE = Measure(
    id="ease",
    name="Easy",
    says="people say it is easier",
    worse="people say it is harder",
    kind="score",
    from_="residents",
    of=of,
    shows=of_100_points,
)
