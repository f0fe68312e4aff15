"""How easy people say it was, when it is decided."""

from decimal import Decimal

from footpath.steps.asked import EASE
from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, of_100_points, on_scale


def of(facts: CaseFacts) -> Decimal | None:
    return on_scale(facts.after_decision.ease, EASE) if facts.after_decision else None


MEASURE = Measure(
    id="ease_after_decision",
    name="Easy, after the decision",
    says="people say after the decision that it was easier",
    worse="people say after the decision that it was harder",
    kind="score",
    from_="residents",
    of=of,
    shows=of_100_points,
)
