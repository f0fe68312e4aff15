"""Whether somebody who came to the page finished: sent it within the window."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from footpath.steps.facts import CaseFacts
from footpath.steps.measures.measure import Measure, out_of_100, yes

WINDOW: Final = timedelta(days=28)
"""How long somebody has to finish what they began, and how long a draft is usually kept; a step may say its own."""


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
