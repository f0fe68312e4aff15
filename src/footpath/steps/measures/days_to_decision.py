"""How soon it was decided, of those who sent it: on a scale of days that ends with the window."""

from decimal import Decimal

from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, of_100_points

DAY_SECONDS = 86_400


def of(facts: CaseFacts) -> Decimal | None:
    if facts.submitted is None:
        return None
    if facts.decided is None:
        return Decimal(0)
    window = (facts.until - facts.exposed).total_seconds()
    waited = (facts.decided - facts.submitted).total_seconds()
    return round(Decimal(1 - min(max(waited / window, 0), 1)), 6)


MEASURE = Measure(
    id="days_to_decision",
    name="Quick decision",
    says="people have a decision sooner",
    worse="people wait longer for a decision",
    kind="score",
    from_="journal",
    of=of,
    shows=of_100_points,
)
