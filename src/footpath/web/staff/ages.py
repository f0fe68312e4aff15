"""How long a case has waited, and whether it is late: in working days, because that is what is promised."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from footpath.casework.days import UNITED_KINGDOM, uk_day
from footpath.rules import DATE, Expression, compile_expression
from footpath.web.figures import day as written


def working_days(since: date, until: date) -> int:
    """Working days after the first day, up to and with the last; 0 where the last is not later.

    Beyond the years whose bank holidays are announced only weekends are left out, as in the day a case is due.
    """
    if until <= since:
        return 0
    found = _counting().value({"since": since, "until": until}, on=until)
    if isinstance(found, Decimal):
        return int(found)
    return sum((since + timedelta(days=each)).weekday() < 5 for each in range(1, (until - since).days + 1))


@cache
def _counting() -> Expression:
    # The same count as in the rules of a service and in the day a case is due, so that none differs by a day.
    compiled = compile_expression("working days between(since, until)", {"since": DATE, "until": DATE})
    assert isinstance(compiled, Expression), compiled
    return compiled


def working(count: int) -> str:
    """1 working day, 2 working days."""
    return f"{count} working day{'' if count == 1 else 's'}"


def late(due: date | None, today: date) -> str:
    """Late 2 days; nothing where a case is not late. Working days, as everywhere."""
    count = working_days(due, today) if due else 0
    return f"Late {count} day{'' if count == 1 else 's'}" if count else ""


def moment(at: datetime) -> str:
    """4 May 2026, 10:12am: the hour in the United Kingdom, as its clocks show it."""
    here = at.astimezone(UNITED_KINGDOM)
    return f"{written(here.date(), 'en')}, {here.hour % 12 or 12}:{here.minute:02}{'am' if here.hour < 12 else 'pm'}"


def ago(at: datetime, now: datetime) -> str:
    """2 minutes ago; from the second day on, the moment itself."""
    seconds = int((now - at).total_seconds())
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        return _count(seconds // 60, "minute")
    if uk_day(at) == uk_day(now) or seconds < 6 * 3600:
        return _count(seconds // 3600, "hour")
    return f"on {moment(at)}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'} ago"
