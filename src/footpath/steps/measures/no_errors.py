"""Whether somebody went through without a form that came back with an error."""

from decimal import Decimal

from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, not_out_of_100, yes


def of(facts: CaseFacts) -> Decimal | None:
    return yes(facts.refused == 0)


MEASURE = Measure(
    id="no_errors",
    name="Met an error",
    says="fewer people meet an error",
    worse="more people meet an error",
    kind="yes_no",
    from_="journal",
    of=of,
    shows=not_out_of_100,
)
