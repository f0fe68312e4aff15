"""Whether staff say that nothing was missing. They could tell which version a case had: never the only measure."""

from decimal import Decimal

from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, not_out_of_100, yes


def of(facts: CaseFacts) -> Decimal | None:
    said = facts.staff
    return None if said is None or said.contacted is None else yes(said.contacted == "no")


MEASURE = Measure(
    id="staff_contact",
    name="Staff had to contact them",
    says="staff have to contact people less often",
    worse="staff have to contact people more often",
    kind="yes_no",
    from_="staff",
    of=of,
    shows=not_out_of_100,
)
