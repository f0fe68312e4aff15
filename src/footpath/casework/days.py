"""Days as people in the United Kingdom count them, from moments held in UTC."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from footpath.rules import DATE, NUMBER, Expression, compile_expression

UNITED_KINGDOM = ZoneInfo("Europe/London")


def uk_day(at: datetime) -> date:
    """The day a moment falls on here. In summer an hour past midnight is still yesterday in UTC."""
    return at.astimezone(UNITED_KINGDOM).date()


def typed_day(day: str, month: str, year: str) -> date | None:
    """The day that was typed in three boxes, its year in full; None where it is not a day."""
    parts = [part.strip() for part in (year, month, day)]
    if not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts) or len(parts[0]) != 4:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def working_days_after(day: date, count: int) -> date:
    """The day that is so many working days later, or earlier below zero, by the calendar of England and Wales.

    Beyond the years whose bank holidays are announced, only weekends are left out: a day that is a little early is
    better than none.
    """
    found = _counting().value({"day": day, "count": Decimal(count)}, on=day)
    if isinstance(found, date):
        return found
    step, left = (1, count) if count > 0 else (-1, -count)
    while left:
        day += timedelta(days=step)
        left -= day.weekday() < 5
    return day


@cache
def _counting() -> Expression:
    # The same count as in the rules of a service, so that a letter and a queue never differ by a day.
    compiled = compile_expression("add working days(day, count)", {"day": DATE, "count": NUMBER})
    assert isinstance(compiled, Expression), compiled
    return compiled
