"""Functions on working days, by the bank holidays of England and Wales, Scotland and Northern Ireland."""

import json
from bisect import bisect_left, bisect_right
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
_SEARCH = 16  # steps: a day among the known ones is found by halves


class _Holidays(msgspec.Struct, frozen=True):
    """Days are counted as in `times`. Holidays on a Saturday or Sunday are left out: nobody works then anyway."""

    days: tuple[int, ...]
    first: int
    last: int

    def worked(self, day: int) -> int:
        """Working days from a day that is always the same up to and with this one: what lies between is a difference.

        Days are not walked through, so that a rule asks for one of each of a thousand people.
        """
        weeks, rest = divmod(day + 3, 7)  # day -3 was a Monday
        return 5 * weeks + min(rest + 1, 5) - bisect_right(self.days, day)


@cache
def _holidays(division: str) -> _Holidays:
    """The bundled list of GOV.UK. It covers whole years: a day outside them can be a holiday nobody has announced."""
    listed = json.loads(files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text("utf-8"))
    dates = [read_date(event["date"]) for event in listed[division]["events"]]
    known = sorted(day for day in dates if day is not None)
    return _Holidays(
        tuple(sorted({day.days for day in known if (day.days + 3) % 7 < 5})),
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


def _is_working_day(run: Run, day: Date, division: str | None) -> bool | None:
    holidays = _known(run, division)
    if holidays is None or not _covered(run, holidays, day.days):
        return None
    return holidays.worked(day.days) > holidays.worked(day.days - 1)


def _between(run: Run, start: Date, end: Date, division: str | None) -> Decimal | None:
    holidays = _known(run, division)
    if holidays is None or not _covered(run, holidays, start.days, end.days):
        return None
    # The first day is not counted and the last is, as in “within 5 working days of”.
    at = 0 if start <= end else -1
    return Decimal(holidays.worked(end.days + at) - holidays.worked(start.days + at))


def _add(run: Run, start: Date, n: Decimal, division: str | None) -> Any:
    holidays = _known(run, division)
    count = whole(n)
    if holidays is None:
        return None
    if count is None or abs(count) > _DAYS_MOST:
        return run.null(f"the number of working days is a whole one of at most {_DAYS_MOST:,}")
    if not _covered(run, holidays, start.days):
        return None
    run.spend(_SEARCH)
    day = _after(holidays, start.days, count) if count >= 0 else _before(holidays, start.days, -count)
    return date_from_days(day) if _covered(run, holidays, day) else None


def _after(holidays: _Holidays, start: int, count: int) -> int:
    """The first day by which so many were worked; the one behind the last where that many are not known."""
    later = range(start, holidays.last + 1)
    return start + bisect_left(later, holidays.worked(start) + count, key=holidays.worked)


def _before(holidays: _Holidays, start: int, count: int) -> int:
    """The last day from which so many were worked; the one before the first where that many are not known."""
    earlier = range(holidays.first - 1, start)
    return earlier[0] + bisect_right(earlier, holidays.worked(start - 1) - count, key=holidays.worked)


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
