"""How much work staff say a case was. They could tell which version it had: never the only measure."""

from decimal import Decimal

from footpath.steps.asked import WORK
from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, of_100_points, on_scale


def of(facts: CaseFacts) -> Decimal | None:
    return on_scale(facts.staff.work, WORK) if facts.staff else None


MEASURE = Measure(
    id="staff_work",
    name="Little work for staff",
    says="cases are less work for staff",
    worse="cases are more work for staff",
    kind="score",
    from_="staff",
    of=of,
    shows=of_100_points,
)
