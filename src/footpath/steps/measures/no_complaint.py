"""Whether somebody whose case was decided let the decision stand: nobody asked us to look at it again."""

from decimal import Decimal

from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, not_out_of_100, yes


def of(facts: CaseFacts) -> Decimal | None:
    return None if facts.decided is None else yes(facts.complained == 0)


MEASURE = Measure(
    id="no_complaint",
    name="Asked us to look again",
    says="fewer people ask us to look at a decision again",
    worse="more people ask us to look at a decision again",
    kind="yes_no",
    from_="journal",
    of=of,
    shows=not_out_of_100,
)
