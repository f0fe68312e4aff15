"""Functions on working days, by the bank holidays of England and Wales, Scotland and Northern Ireland."""

import json
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from footpath.rules.functions.function import Example, Form, Function, Param
from footpath.rules.operations import whole
from footpath.rules.run import Run
from footpath.rules.times import Date, date_from_days, days_from_civil, read_date
from footpath.rules.types import BOOLEAN, DATE, NUMBER, TEXT, optional

_DIVISION = Param("division", TEXT, optional=True, null_too=True)
_DIVISIONS = ("england-and-wales", "scotland", "northern-ireland")
_DAYS_MOST = 10_000


class _Holidays(msgspec.Struct, frozen=True):
    days: frozenset[int]
    first: int
    last: int


@cache
def _holidays(division: str) -> _Holidays:
    """The bundled list of GOV.UK. It covers whole years: a day outside them can be a holiday nobody has announced."""
    listed = json.loads(files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text("utf-8"))
    dates = [read_date(event["date"]) for event in listed[division]["events"]]
    known = sorted(day for day in dates if day is not None)
    return _Holidays(
        frozenset(day.days for day in known),
        days_from_civil(known[0].year, 1, 1),
        days_from_civil(known[-1].year, 12, 31),
    )


def _known(run: Run, division: str | None) -> _Holidays | None:
    name = division or _DIVISIONS[0]
    if name not in _DIVISIONS:
        return run.null(f"the division is one of {', '.join(_DIVISIONS)}, not “{name[:40]}”")
    return _holidays(name)


def _covered(run: Run, holidays: _Holidays, *days: int) -> bool:
    if all(holidays.first <= day <= holidays.last for day in days):
        return True
    first, last = date_from_days(holidays.first), date_from_days(holidays.last)
    assert first is not None and last is not None
    run.null(f"bank holidays are known from {first.year} to {last.year} only")
    return False


def _works(holidays: _Holidays, day: int) -> bool:
    return (day + 3) % 7 < 5 and day not in holidays.days


def _is_working_day(run: Run, day: Date, division: str | None) -> bool | None:
    holidays = _known(run, division)
    if holidays is None or not _covered(run, holidays, day.days):
        return None
    return _works(holidays, day.days)


def _between(run: Run, start: Date, end: Date, division: str | None) -> Decimal | None:
    holidays = _known(run, division)
    if holidays is None or not _covered(run, holidays, start.days, end.days):
        return None
    low, high = sorted((start.days, end.days))
    run.spend((high - low) // 7)
    # The first day is not counted and the last is, as in “within 5 working days of”.
    span = range(low + 1, high + 1) if start <= end else range(low, high)
    count = sum(1 for day in span if _works(holidays, day))
    return Decimal(count if start <= end else -count)


def _add(run: Run, start: Date, n: Decimal, division: str | None) -> Any:
    holidays = _known(run, division)
    count = whole(n)
    if holidays is None:
        return None
    if count is None or abs(count) > _DAYS_MOST:
        return run.null(f"the number of working days is a whole one of at most {_DAYS_MOST:,}")
    if not _covered(run, holidays, start.days):
        return None
    day = start.days
    step = 1 if count > 0 else -1
    left = abs(count)
    run.spend(left)
    while left:
        day += step
        if not _covered(run, holidays, day):
            return None
        left -= _works(holidays, day)
    return date_from_days(day)


FUNCTIONS = (
    Function(
        name="working days between",
        forms=(
            Form(params=(Param("from", DATE), Param("to", DATE), _DIVISION), does=_between, gives=optional(NUMBER)),
        ),
        says=(
            "How many working days come after the first day, up to and with the last; below zero where the last is "
            "earlier. Saturdays, Sundays and bank holidays are not working days."
        ),
        examples=(
            Example('working days between(@"2026-04-01", @"2026-04-08")', "3"),
            Example('working days between(@"2026-04-01", @"2026-04-08", "scotland")', "4"),
        ),
        beside_feel=True,
    ),
    Function(
        name="add working days",
        forms=(Form(params=(Param("date", DATE), Param("n", NUMBER), _DIVISION), does=_add, gives=optional(DATE)),),
        says="The day that is so many working days after a date, or before it where the number is below zero.",
        examples=(Example('add working days(@"2026-04-01", 3)', '@"2026-04-08"'),),
        beside_feel=True,
    ),
    Function(
        name="is working day",
        forms=(Form(params=(Param("date", DATE), _DIVISION), does=_is_working_day, gives=optional(BOOLEAN)),),
        says="Whether a date is neither a Saturday, a Sunday nor a bank holiday.",
        examples=(
            Example('is working day(@"2026-12-25")', "false"),
            Example('is working day(@"2026-11-30", "scotland")', "false"),
            Example('is working day(@"2040-01-02")', "null"),
        ),
        beside_feel=True,
    ),
)
