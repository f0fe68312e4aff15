"""Whether somebody who came to the page finished: sent it within the window."""

from decimal import Decimal

from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, out_of_100, yes


def of(facts: CaseFacts) -> Decimal | None:
    return yes(facts.submitted is not None)


MEASURE = Measure(
    id="completed",
    name="Finished",
    says="more people finish",
    worse="fewer people finish",
    kind="yes_no",
    from_="journal",
    of=of,
    shows=out_of_100,
)
