"""Whether somebody who sent it did not have to write to us as well."""

from decimal import Decimal

from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, not_out_of_100, yes


def of(facts: CaseFacts) -> Decimal | None:
    return None if facts.submitted is None else yes(facts.wrote == 0)


MEASURE = Measure(
    id="no_contact",
    name="Had to contact us",
    says="fewer people have to contact us",
    worse="more people have to contact us",
    kind="yes_no",
    from_="journal",
    of=of,
    shows=not_out_of_100,
)
