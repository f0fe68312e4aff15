"""Whether people who sent it told us how it was: when one version silences them, the other answers mean nothing."""

from decimal import Decimal

from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, out_of_100, yes


def of(facts: CaseFacts) -> Decimal | None:
    return None if facts.submitted is None else yes(facts.after_sending is not None)


MEASURE = Measure(
    id="told_us",
    name="Told us how it was",
    says="more people tell us how it was",
    worse="fewer people tell us how it was",
    kind="yes_no",
    from_="journal",
    of=of,
    shows=out_of_100,
)
