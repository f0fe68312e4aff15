"""The four national measures and the wait for a decision: one reckoning for the public page and for the team's."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal

import msgspec

from footpath.doing.cost import Cost, of_days
from footpath.doing.days import Day
from footpath.doing.tally import Tally, together
from footpath.steps.measures.completed import WINDOW

FEWEST: Final = 10
"""Of fewer people nothing is said in public: a figure of five could be about the one you know."""

SETTLED: Final = WINDOW + timedelta(days=1)
"""Who began later than so long ago may still finish in time, so they are not counted yet."""

type Name = Literal["finished", "satisfied", "days", "cost", "online"]
NAMES: Final[tuple[Name, ...]] = ("finished", "satisfied", "days", "cost", "online")


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """A figure and of how many it is. `value` is None where there is nothing to say.

    Finished, satisfied and online are of 100; days are days; the cost is pounds.
    """

    value: Decimal | None
    of: int

    @property
    def public(self) -> "Measured":
        return self if self.of >= FEWEST else Measured(value=None, of=self.of)


def measured(days: Sequence[Day], costs: Sequence[Cost], *, today: date) -> Mapping[Name, Measured]:
    """Of people who began on these days, in order; where they must have had time to finish, of those who had."""
    return _measured(days, [day for day in days if day.day <= today - SETTLED], costs)


def lately(days: Sequence[Day], costs: Sequence[Cost], *, length: timedelta, today: date) -> Mapping[Name, Measured]:
    """Of people who began so long ago at most; where they must have had time to finish, of as long a time before."""
    first = since(today, length)
    now = [day for day in days if first <= day.day <= today]
    return _measured(now, [day for day in days if first - SETTLED <= day.day <= today - SETTLED], costs)


def since(today: date, length: timedelta) -> date:
    """The first day of a time of this length that ends today."""
    return today - length + timedelta(days=1)


def _measured(days: Sequence[Day], settled: Sequence[Day], costs: Sequence[Cost]) -> Mapping[Name, Measured]:
    tally, had_time = _numbers(days), _numbers(settled)
    waited = Decimal(tally.waited_seconds) / 86_400
    return {
        "finished": _of_100(had_time.finished, had_time.cases),
        "satisfied": _of_100(tally.satisfied, tally.told),
        "days": Measured(value=_each(waited, tally.decided, "0.1"), of=tally.decided),
        "cost": _cost(settled, costs),
        "online": _of_100(tally.digital, tally.sent),
    }


def whole(days: Sequence[Day]) -> Tally:
    return together(cell.tally for day in days for cell in day.cells)


def _numbers(days: Sequence[Day]) -> Tally:
    found = Tally()
    for day in days:
        for cell in day.cells:
            found.join_numbers(cell.tally)
    return found


def _of_100(part: int, of: int) -> Measured:
    return Measured(value=_each(Decimal(100 * part), of, "1"), of=of)


def _each(sum_: Decimal, of: int, to: str) -> Decimal | None:
    return (sum_ / of).quantize(Decimal(to)) if of else None


def _cost(settled: Sequence[Day], costs: Sequence[Cost]) -> Measured:
    """The cost of the days from the first to the last, for each that was sent by somebody who began on one of them.

    Who has just begun will send it later: so these are days of which everybody had time to.
    """
    known = of_days(costs, settled[0].day, settled[-1].day) if settled else None
    if known is None:
        return Measured(value=None, of=0)
    pence, from_ = known
    sent = _numbers([day for day in settled if day.day >= from_]).sent
    return Measured(value=_each(pence / 100, sent, "0.01"), of=sent)


type Months = Sequence[tuple[str, Mapping[Name, Measured]]]


def by_month(days: Sequence[Day], costs: Sequence[Cost], *, today: date) -> Months:
    """(month like 2026-05, its measures), the oldest first: the trend behind each figure."""
    months: dict[str, list[Day]] = {}
    for day in days:
        months.setdefault(f"{day.day:%Y-%m}", []).append(day)
    return tuple((month, measured(of, costs, today=today)) for month, of in sorted(months.items()))
