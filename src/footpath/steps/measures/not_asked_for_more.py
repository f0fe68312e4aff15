"""Whether what was sent was enough, of those who sent it: nobody had to ask for more."""

from decimal import Decimal

from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, not_out_of_100, yes


def of(facts: CaseFacts) -> Decimal | None:
    return None if facts.submitted is None else yes(facts.asked_for_more == 0)


MEASURE = Measure(
    id="not_asked_for_more",
    name="Asked for more",
    says="staff have to ask for more less often",
    worse="staff have to ask for more more often",
    kind="yes_no",
    from_="journal",
    of=of,
    shows=not_out_of_100,
)
