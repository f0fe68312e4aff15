"""Functions on days and the clock."""

from decimal import Decimal
from typing import Any

from footpath.rules.functions.function import Example, Form, Function, Param
from footpath.rules.operations import weekday
from footpath.rules.run import Run
from footpath.rules.times import Date, DateAndTime, Time, days_from_civil, days_in_month, from_python
from footpath.rules.types import DATE, DATE_AND_TIME, NUMBER, TEXT, Type, optional
from footpath.values import MONTHS

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _day(moment: Date | DateAndTime) -> Date:
    return moment.date if isinstance(moment, DateAndTime) else moment


def _today(run: Run) -> Any:
    return from_python(run.on) if run.on is not None else run.null("the day is not known here")


def _now(run: Run) -> Any:
    if run.now is not None:
        return from_python(run.now)
    if run.on is not None:
        return DateAndTime(Date(run.on.year, run.on.month, run.on.day), Time(0, 0))
    return run.null("the time is not known here")


def _of_year(run: Run, moment: Any) -> Decimal:
    day = _day(moment)
    return Decimal(day.days - days_from_civil(day.year, 1, 1) + 1)


def _of_week(run: Run, moment: Any) -> str:
    return _DAYS[weekday(_day(moment)) - 1]


def _month(run: Run, moment: Any) -> str:
    return MONTHS["en"][_day(moment).month - 1]


def _week(run: Run, moment: Any) -> Decimal:
    day = _day(moment)
    # ISO 8601: the week belongs to the year of its Thursday.
    thursday = day.days - weekday(day) + 4
    year = day.year
    if thursday < days_from_civil(year, 1, 1):
        year -= 1
    elif thursday >= days_from_civil(year + 1, 1, 1):
        year += 1
    return Decimal((thursday - days_from_civil(year, 1, 1)) // 7 + 1)


def _last(run: Run, moment: Any) -> Date:
    day = _day(moment)
    return Date(day.year, day.month, days_in_month(day.year, day.month))


def _of_day(name: str, does: Any, gives: Type, says: str, *examples: Example) -> Function:
    return Function(
        name=name,
        forms=(
            Form(params=(Param("date", DATE),), does=does, gives=gives),
            Form(params=(Param("date", DATE_AND_TIME),), does=does, gives=gives),
        ),
        says=says,
        examples=examples,
    )


FUNCTIONS = (
    Function(
        name="today",
        forms=(Form(params=(), does=_today, gives=optional(DATE)),),
        says="The day on which the rules are asked.",
        examples=(Example("today() = today()", "true"),),
    ),
    Function(
        name="now",
        forms=(Form(params=(), does=_now, gives=optional(DATE_AND_TIME)),),
        says="The moment at which the rules are asked.",
        examples=(Example("now() = now()", "true"),),
    ),
    _of_day(
        "day of year",
        _of_year,
        NUMBER,
        "The number of the day in its year.",
        Example('day of year(@"2026-02-01")', "32"),
    ),
    _of_day(
        "day of week",
        _of_week,
        TEXT,
        "The English name of the day.",
        Example('day of week(@"2026-04-01")', '"Wednesday"'),
    ),
    _of_day(
        "month of year",
        _month,
        TEXT,
        "The English name of the month.",
        Example('month of year(@"2026-04-01")', '"April"'),
    ),
    _of_day(
        "week of year",
        _week,
        NUMBER,
        "The number of the week (ISO 8601).",
        Example('week of year(@"2021-01-01")', "53"),
    ),
    _of_day(
        "last day of month",
        _last,
        DATE,
        "The last day of the month of a date.",
        Example('last day of month(@"2024-02-10")', '@"2024-02-29"'),
    ),
)
