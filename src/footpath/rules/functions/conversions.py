"""Functions that turn one kind of value into another."""

import re
from decimal import Decimal, DecimalException
from typing import Any

from footpath.rules.functions.function import Example, Form, Function, Param
from footpath.rules.operations import whole
from footpath.rules.run import Run
from footpath.rules.show import feel_text
from footpath.rules.times import (
    OFFSET_MOST,
    SECOND_NANOS,
    Date,
    DateAndTime,
    DaysAndTime,
    Time,
    YearsAndMonths,
    make_date,
    read_date,
    read_date_and_time,
    read_duration,
    read_time,
    zone,
)
from footpath.rules.types import (
    ANY,
    DATE,
    DATE_AND_TIME,
    DAYS_AND_TIME,
    NUMBER,
    TEXT,
    TIME,
    YEARS_AND_MONTHS,
    optional,
)

_FROM_TEXT = Param("from", TEXT)
# As many digits as the longest exponent has room for, and a little.
_NUMBER_CHARACTERS_MOST = 6_200
_NUMBER_CHARACTERS_A_STEP = 50
_PLAIN_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)


def _string(run: Run, value: Any) -> str | None:
    if value is None:
        return None
    if type(value) is str:
        return value
    shown = feel_text(value, run)
    run.check_text(len(shown))
    return shown


def _number(run: Run, text: str, grouping: str | None, point: str | None) -> Decimal | None:
    if grouping not in (None, " ", ",", ".") or point not in (None, ",", "."):
        return run.null(
            "numbers are grouped by a space, a comma or a full stop, and have a comma or a full stop as point"
        )
    if grouping is not None and grouping == point:
        return run.null("grouping and decimal point are the same")
    run.spend(len(text) // _NUMBER_CHARACTERS_A_STEP)
    plain = text.replace(grouping, "") if grouping else text
    if len(plain) > _NUMBER_CHARACTERS_MOST:
        return run.null(f"“{text[:40]}” is not a number")
    if point == ",":
        if "." in plain:
            return run.null(f"“{text[:40]}” is not a number")
        plain = plain.replace(",", ".")
    if not _PLAIN_NUMBER.fullmatch(plain):
        return run.null(f"“{text[:40]}” is not a number")
    try:
        return +Decimal(plain)
    except DecimalException:
        return run.null("the number is too big")


_READ_STEPS = 4  # what a text that is a date, a time or a duration takes beyond the call


def _date_of_text(run: Run, text: str) -> Date | None:
    run.spend(_READ_STEPS)
    return read_date(text) or run.null(f"“{text[:40]}” is not a date; write one like 2026-04-01")


def _date_of(run: Run, moment: Any) -> Date:
    return moment.date if isinstance(moment, DateAndTime) else moment


def _date_of_parts(run: Run, year: Decimal, month: Decimal, day: Decimal) -> Date | None:
    y, m, d = whole(year), whole(month), whole(day)
    found = make_date(y, m, d) if y is not None and m is not None and d is not None else None
    return found or run.null("there is no such day in the calendar")


def _time_of_text(run: Run, text: str) -> Time | None:
    run.spend(_READ_STEPS)
    return read_time(text.removeprefix("T")) or run.null(f"“{text[:40]}” is not a time; write one like 09:30:00")


def _time_of(run: Run, moment: Any) -> Time:
    match moment:
        case DateAndTime():
            return moment.time
        case Date():
            return Time(0, 0)
        case _:
            assert isinstance(moment, Time)
            return moment


def _time_of_parts(
    run: Run, hour: Decimal, minute: Decimal, second: Decimal, offset: DaysAndTime | None
) -> Time | None:
    h, m = whole(hour), whole(minute)
    if h is None or m is None or not (0 <= h <= 23 and 0 <= m <= 59 and 0 <= second < 60):
        return run.null("there is no such time of day")
    nanos = (h * 3600 + m * 60) * SECOND_NANOS + int(second * SECOND_NANOS)
    if offset is None:
        return Time(nanos)
    seconds, rest = divmod(offset.nanos, SECOND_NANOS)
    if rest or abs(seconds) > OFFSET_MOST:
        return run.null("there is no such offset from UTC")
    return Time(nanos, seconds)


def _moment_of_text(run: Run, text: str) -> DateAndTime | None:
    run.spend(2 * _READ_STEPS)
    return read_date_and_time(text) or run.null(
        f"“{text[:40]}” is not a date and time; write one like 2026-04-01T09:30:00"
    )


def _moment_of(run: Run, day: Any, at: Time) -> DateAndTime:
    return DateAndTime(day.date if isinstance(day, DateAndTime) else day, at)


def _moment_in(run: Run, moment: DateAndTime, place: str) -> DateAndTime | None:
    if zone(place) is None:
        return run.null(f"there is no time zone {place[:40]}")
    return DateAndTime(moment.date, Time(moment.time.nanos, None, place))


def _duration(run: Run, text: str) -> DaysAndTime | YearsAndMonths | None:
    run.spend(_READ_STEPS)
    return read_duration(text) or run.null(f"“{text[:40]}” is not a duration; write one like P3D, PT2H or P1Y6M")


def _months_between(run: Run, start: Any, end: Any) -> YearsAndMonths:
    """Whole months by the calendar: a month counts when its day has come round. The time of day does not matter."""
    one, two = (moment.date if isinstance(moment, DateAndTime) else moment for moment in (start, end))
    months = (two.year - one.year) * 12 + two.month - one.month
    if months > 0 and two.day < one.day:
        months -= 1
    elif months < 0 and two.day > one.day:
        months += 1
    return YearsAndMonths(months)


FUNCTIONS = (
    Function(
        name="string",
        forms=(Form(params=(Param("from", ANY, null_too=True),), does=_string, gives=optional(TEXT)),),
        says="The value as text.",
        examples=(Example("string(1.10)", '"1.10"'), Example("string([1, 2])", '"[1, 2]"')),
    ),
    Function(
        name="number",
        forms=(
            Form(
                params=(_FROM_TEXT,),
                does=lambda run, text: _number(run, text, None, None),
                gives=optional(NUMBER),
            ),
            Form(
                params=(
                    _FROM_TEXT,
                    Param("grouping separator", TEXT, null_too=True),
                    Param("decimal separator", TEXT, null_too=True),
                ),
                does=_number,
                gives=optional(NUMBER),
            ),
            Form(params=(Param("from", NUMBER),), does=lambda run, n: n, gives=NUMBER),
        ),
        says="The number that a text holds, with a sign for groups of digits and a sign for the decimal point.",
        examples=(Example('number("1 000,50", " ", ",")', "1000.50"), Example('number("ten")', "null")),
    ),
    Function(
        name="date",
        forms=(
            Form(params=(_FROM_TEXT,), does=_date_of_text, gives=optional(DATE)),
            Form(params=(Param("from", DATE),), does=_date_of, gives=DATE),
            Form(params=(Param("from", DATE_AND_TIME),), does=_date_of, gives=DATE),
            Form(
                params=(Param("year", NUMBER), Param("month", NUMBER), Param("day", NUMBER)),
                does=_date_of_parts,
                gives=optional(DATE),
            ),
        ),
        says="A date from text, from year, month and day, or the date of a date and time.",
        examples=(Example('date("2026-04-01")', '@"2026-04-01"'), Example("date(2026, 4, 31)", "null")),
    ),
    Function(
        name="time",
        forms=(
            Form(params=(_FROM_TEXT,), does=_time_of_text, gives=optional(TIME)),
            Form(params=(Param("from", TIME),), does=_time_of, gives=TIME),
            Form(params=(Param("from", DATE),), does=_time_of, gives=TIME),
            Form(params=(Param("from", DATE_AND_TIME),), does=_time_of, gives=TIME),
            Form(
                params=(
                    Param("hour", NUMBER),
                    Param("minute", NUMBER),
                    Param("second", NUMBER),
                    Param("offset", DAYS_AND_TIME, optional=True, null_too=True),
                ),
                does=_time_of_parts,
                gives=optional(TIME),
            ),
        ),
        says="A time from text, from hour, minute and second, or the time of a date and time.",
        examples=(Example('time("09:30:00")', '@"09:30:00"'), Example("time(9, 30, 0)", '@"09:30:00"')),
    ),
    Function(
        name="date and time",
        forms=(
            Form(params=(_FROM_TEXT,), does=_moment_of_text, gives=optional(DATE_AND_TIME)),
            Form(params=(Param("date", DATE), Param("time", TIME)), does=_moment_of, gives=DATE_AND_TIME),
            Form(params=(Param("date", DATE_AND_TIME), Param("time", TIME)), does=_moment_of, gives=DATE_AND_TIME),
            Form(
                params=(Param("date", DATE_AND_TIME), Param("timezone", TEXT)),
                does=_moment_in,
                gives=optional(DATE_AND_TIME),
            ),
            Form(params=(Param("from", DATE_AND_TIME),), does=lambda run, moment: moment, gives=DATE_AND_TIME),
        ),
        says="A date and time from text, or from a date and a time.",
        examples=(
            Example('date and time("2026-04-01T09:30:00")', '@"2026-04-01T09:30:00"'),
            Example('date and time(@"2026-04-01", @"09:30:00")', '@"2026-04-01T09:30:00"'),
        ),
    ),
    Function(
        name="duration",
        forms=(
            Form(params=(_FROM_TEXT,), does=_duration, gives=ANY),
            Form(params=(Param("from", DAYS_AND_TIME),), does=lambda run, value: value, gives=DAYS_AND_TIME),
            Form(params=(Param("from", YEARS_AND_MONTHS),), does=lambda run, value: value, gives=YEARS_AND_MONTHS),
        ),
        says="A duration from text: days and time, or years and months.",
        examples=(Example('duration("P3D")', '@"P3D"'), Example('duration("P1Y6M")', '@"P1Y6M"')),
    ),
    Function(
        name="years and months duration",
        forms=tuple(
            Form(params=(Param("from", one), Param("to", two)), does=_months_between, gives=YEARS_AND_MONTHS)
            for one in (DATE, DATE_AND_TIME)
            for two in (DATE, DATE_AND_TIME)
        ),
        says="The whole months from one day to another.",
        examples=(Example('years and months duration(@"2024-12-20", @"2026-04-01")', '@"P1Y3M"'),),
    ),
)
