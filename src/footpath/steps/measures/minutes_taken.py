"""How long it took to fill in, of those who finished: on a scale of doublings, from 1 minute to 90."""

from decimal import Decimal
from math import log

from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure

LEAST, MOST = 1, 90


def of(facts: CaseFacts) -> Decimal | None:
    if facts.submitted is None:
        return None
    minutes = min(max((facts.submitted - facts.started).total_seconds() / 60, LEAST), MOST)
    # Six digits are more than a minute's tenth; rounded, so that no two machines disagree about a ledger.
    return round(Decimal(1 - log(minutes) / log(MOST)), 6)


def shows(mean: Decimal) -> str:
    """The minutes that a mean on the scale stands for: the typical time, which a few long ones do not move."""
    return f"{MOST ** (1 - float(mean)):.1f} minutes"


MEASURE = Measure(
    id="minutes_taken",
    name="Minutes taken",
    says="it takes people less time",
    worse="it takes people more time",
    kind="score",
    from_="journal",
    of=of,
    shows=shows,
)
