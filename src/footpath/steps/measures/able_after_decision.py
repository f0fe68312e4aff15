"""Whether people say, when it is decided, that they were able to do what they needed to do."""

from decimal import Decimal

from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, out_of_100, yes


def of(facts: CaseFacts) -> Decimal | None:
    said = facts.after_decision
    return None if said is None or said.able is None else yes(said.able == "yes")


MEASURE = Measure(
    id="able_after_decision",
    name="Able to do what they needed, after the decision",
    says="more people say after the decision that they could do what they needed",
    worse="fewer people say after the decision that they could do what they needed",
    kind="yes_no",
    from_="residents",
    of=of,
    shows=out_of_100,
)
