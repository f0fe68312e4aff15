"""What a service costs in a year, as somebody who answers for it entered it: with its source, and from when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

import msgspec

from footpath.casework.days import typed_day
from footpath.casework.words import own_words
from footpath.values import Problem

MOST_POUNDS: Final = Decimal(1_000_000_000)
LONGEST: Final = 500
DAYS_OF_YEAR: Final = 365


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """A later one takes its place from its own day on; both stay on record."""

    at: datetime
    by: str
    year_pence: int
    since: date
    source: str
    because: str


def read_cost(fields: Mapping[str, str], *, at: datetime, by: str) -> Cost | tuple[Problem, ...]:
    pounds = _pounds(fields.get("pounds", ""))
    since = typed_day(*(fields.get(f"since-{part}", "") for part in ("day", "month", "year")))
    source, because = own_words(fields.get("source", "")), own_words(fields.get("because", ""))
    problems = []
    if pounds is None:
        problems.append(Problem("pounds", "Enter what the service costs in a year, in pounds, like 48,000"))
    if since is None or since > at.date():
        problems.append(Problem("since-day", "Enter the day from which this holds, today or before, like 1 4 2026"))
    for field, text, says in (
        ("source", source, "Enter where the figure comes from, like “Revenue outturn 2025-26, line 14”"),
        ("because", because, "Enter why it is entered now: it goes on record"),
    ):
        if not text:
            problems.append(Problem(field, says))
        elif len(text) > LONGEST:
            problems.append(Problem(field, f"Say it in {LONGEST} characters or less"))
    if problems or pounds is None or since is None:
        return tuple(problems)
    return Cost(at=at, by=by, year_pence=int(pounds * 100), since=since, source=source, because=because)


def _pounds(text: str) -> Decimal | None:
    plain = text.strip().removeprefix("£").replace(",", "")
    whole, _, pence = plain.partition(".")
    if not (plain.isascii() and whole.isdecimal() and len(whole) <= 10 and len(pence) <= 2):
        return None
    if pence and not pence.isdecimal():
        return None
    pounds = Decimal(plain)
    return pounds if 0 < pounds <= MOST_POUNDS else None


def cost_on(costs: Sequence[Cost], day: date) -> Cost | None:
    """Of those that hold on that day the one from the latest day; of two from one day, the one entered last."""
    holding = [cost for cost in costs if cost.since <= day]
    return max(holding, key=lambda cost: (cost.since, cost.at), default=None)


def of_days(costs: Sequence[Cost], first: date, last: date) -> tuple[Decimal, date] | None:
    """Pence for these days, and from which of them on they are known; None where they are not known at all."""
    day = max(first, min((cost.since for cost in costs), default=last + timedelta(days=1)))
    if day > last:
        return None
    pence, known = Decimal(0), day
    while day <= last:
        cost = cost_on(costs, day)
        assert cost is not None, "from the first day of the first cost on there is one"
        pence += Decimal(cost.year_pence) / DAYS_OF_YEAR
        day += timedelta(days=1)
    return pence, known
