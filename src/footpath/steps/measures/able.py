"""Whether people say they were able to do what they needed to do."""

from decimal import Decimal

from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, out_of_100, yes


def of(facts: CaseFacts) -> Decimal | None:
    said = facts.after_sending
    return None if said is None or said.able is None else yes(said.able == "yes")


MEASURE = Measure(
    id="able",
    name="Able to do what they needed",
    says="more people say they could do what they needed",
    worse="fewer people say they could do what they needed",
    kind="yes_no",
    from_="residents",
    of=of,
    shows=out_of_100,
)
