"""Whether people whose case was decided told us how it was: who is silent in one version alone is heard in neither."""

from decimal import Decimal

from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, out_of_100, yes


def of(facts: CaseFacts) -> Decimal | None:
    return None if facts.decided is None else yes(facts.after_decision is not None)


MEASURE = Measure(
    id="told_us_after_decision",
    name="Told us how it was, after the decision",
    says="more people tell us after the decision how it was",
    worse="fewer people tell us after the decision how it was",
    kind="yes_no",
    from_="journal",
    of=of,
    shows=out_of_100,
)
