"""Financial years, and what the cases of one came to: the figures of an outcome that nobody has to enter."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec

from footpath.casework.days import UNITED_KINGDOM
from footpath.plan.outcome import Outcome
from footpath.steps.measures.completed import WINDOW


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Cases of one service that began in one year.

    Finished were those sent in time, as on the page of the service and in steps. `days` is the sum of days from sending
    to deciding.
    """

    begun: int = 0
    finished: int = 0
    decided: int = 0
    days: Decimal = Decimal(0)


def year_of(day: date) -> int:
    """The financial year of a day, by the year in which it began: 31 March 2027 is in 2026."""
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def span(year: int) -> tuple[datetime, datetime]:
    """From midnight in London on 1 April to midnight a year later, as times in UTC."""
    first, after = (datetime(each, 4, 1, tzinfo=UNITED_KINGDOM).astimezone(UTC) for each in (year, year + 1))
    return first, after


def spans(outcome: Outcome, now: datetime) -> Mapping[int, tuple[datetime, datetime]]:
    """The years of an outcome that have begun, the running one until four weeks ago."""
    settled = now - WINDOW  # who began since then may still finish in time
    found = {year: span(year) for year in outcome.years}
    return {year: (first, min(after, settled)) for year, (first, after) in found.items() if first < settled}


def counted(outcome: Outcome, tallies: Mapping[int, Mapping[str, Tally]]) -> dict[int, Decimal]:
    """The outcome's values, year by year, from the cases of all its services together."""
    found: dict[int, Decimal] = {}
    for year, by_service in tallies.items():
        all_ = [by_service[service] for service in outcome.services if service in by_service]
        if outcome.measure == "completed":
            begun = sum(tally.begun for tally in all_)
            if begun:
                found[year] = _rounded(Decimal(100 * sum(tally.finished for tally in all_)) / begun)
        elif outcome.measure == "days_to_decision":
            decided = sum(tally.decided for tally in all_)
            if decided:
                found[year] = _rounded(sum((tally.days for tally in all_), Decimal(0)) / decided)
    return found


def _rounded(figure: Decimal) -> Decimal:
    return figure.quantize(Decimal("0.1"))
