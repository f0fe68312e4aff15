"""The operations of FEEL on values; what has no answer is null, with a reason."""

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal, DecimalException
from itertools import islice
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from footpath.rules.run import Run
from footpath.rules.times import (
    DAY_NANOS,
    SECOND_NANOS,
    Date,
    DateAndTime,
    DaysAndTime,
    Time,
    YearsAndMonths,
    add_months,
    add_nanos,
    date_from_days,
    instant,
    seconds_of,
)
from footpath.rules.types import type_of
from footpath.rules.values import Callable as Called
from footpath.rules.values import Range

_ONE = Decimal(1)
_TOO_BIG = "the number is too big"
_CALENDAR_STEPS = 6  # three microseconds: days counted from a date and back, or a refusal in words
# A power of a whole number is two microseconds of work, one with a fraction as its exponent is up to eighty.
_POWER_STEPS, _FRACTION_POWER_STEPS = 8, 160
_WHOLE_POWER_MOST = 9_999
_NANOS_MOST = 10**28  # more than all of the calendar; beyond it a duration is a mistake


def said(value: object) -> str:
    """The kind of a value, for a reason: what a first look says, however long it is."""
    return type_of(_glimpse(value, 1)).describe()


def _glimpse(value: Any, depth: int) -> Any:
    match value:
        case list():
            return [_glimpse(one, depth - 1) for one in value[:4]] if depth else []
        case dict():
            return {name: _glimpse(value[name], depth - 1) for name in islice(value, 4)} if depth else {}
        case _:
            return value


def unfit[T](run: Run, reason: str, *values: Any) -> T | None:
    """Null, because of the kinds of the values. Saying what they are takes longer than finding that they do not fit."""
    return None if run.heard_enough else run.null(reason.format(*map(said, values)))


# Arithmetic


def add(run: Run, a: Any, b: Any) -> Any:
    kind = type(a)
    if kind is Decimal and type(b) is Decimal:
        try:
            return a + b
        except DecimalException:
            return run.null(_TOO_BIG)
    if a is None or b is None:
        return run.null("a part of the sum is null")
    if kind is str and type(b) is str:
        run.check_text(len(a) + len(b))
        run.make(len(a) + len(b))
        return a + b
    run.spend(_CALENDAR_STEPS)
    match a, b:
        case Date(), DaysAndTime():
            moment = add_nanos(DateAndTime(a, Time(0)), b.nanos)
            return moment.date if moment is not None else run.null("the date is beyond the calendar")
        case DaysAndTime(), Date():
            return add(run, b, a)
        case Date(), YearsAndMonths():
            return add_months(a, b.months) or run.null("the date is beyond the calendar")
        case YearsAndMonths(), Date():
            return add(run, b, a)
        case DateAndTime(), DaysAndTime():
            _spend_on_zones(run, a, a)
            return add_nanos(a, b.nanos) or run.null("the date is beyond the calendar")
        case DaysAndTime(), DateAndTime():
            return add(run, b, a)
        case DateAndTime(), YearsAndMonths():
            day = add_months(a.date, b.months)
            return DateAndTime(day, a.time) if day is not None else run.null("the date is beyond the calendar")
        case YearsAndMonths(), DateAndTime():
            return add(run, b, a)
        case Time(), DaysAndTime():
            return Time((a.nanos + b.nanos) % DAY_NANOS, a.offset, a.zone)
        case DaysAndTime(), Time():
            return add(run, b, a)
        case DaysAndTime(), DaysAndTime():
            return _days(run, a.nanos + b.nanos)
        case YearsAndMonths(), YearsAndMonths():
            return _months(run, a.months + b.months)
        case _:
            return unfit(run, "{} and {} can not be added", a, b)


def subtract(run: Run, a: Any, b: Any) -> Any:
    if type(a) is Decimal and type(b) is Decimal:
        try:
            return a - b
        except DecimalException:
            return run.null(_TOO_BIG)
    if a is None or b is None:
        return run.null("a part of the subtraction is null")
    run.spend(_CALENDAR_STEPS)
    match a, b:
        case Date(), Date():
            return _days(run, (a.days - b.days) * DAY_NANOS)
        case ((DateAndTime() | Date()), (DateAndTime() | Date())):
            # A date beside a date and time means its midnight in UTC (DMN 1.5, 10.3.2.3.6).
            left, right = (one if isinstance(one, DateAndTime) else midnight(one) for one in (a, b))
            _spend_on_zones(run, left, right)
            (one_zoned, one), (two_zoned, two) = instant(left), instant(right)
            if one_zoned != two_zoned:
                return run.null("one of the moments has a time zone and the other has none")
            return _days(run, one - two)
        case Time(), Time():
            if (a.offset is None and a.zone is None) != (b.offset is None and b.zone is None):
                return run.null("one of the times has a time zone and the other has none")
            return DaysAndTime(_time_nanos(a) - _time_nanos(b))
        case _, DaysAndTime() if not isinstance(a, YearsAndMonths | Decimal | str):
            return add(run, a, DaysAndTime(-b.nanos))
        case _, YearsAndMonths() if not isinstance(a, DaysAndTime | Decimal | str):
            return add(run, a, YearsAndMonths(-b.months))
        case _:
            return unfit(run, "{} can not be taken from {}", b, a)


def multiply(run: Run, a: Any, b: Any) -> Any:
    if type(a) is Decimal and type(b) is Decimal:
        try:
            return a * b
        except DecimalException:
            return run.null(_TOO_BIG)
    if a is None or b is None:
        return run.null("a part of the multiplication is null")
    run.spend(_CALENDAR_STEPS)
    match a, b:
        case Decimal(), (DaysAndTime() | YearsAndMonths()):
            return multiply(run, b, a)
        case DaysAndTime(), Decimal():
            return _days_of(run, Decimal(a.nanos), b, "*")
        case YearsAndMonths(), Decimal():
            return _months_of(run, Decimal(a.months), b, "*")
        case _:
            return unfit(run, "{} and {} can not be multiplied", a, b)


def divide(run: Run, a: Any, b: Any) -> Any:
    if type(a) is Decimal and type(b) is Decimal:
        return number(run, a, b, "/")
    if a is None or b is None:
        return run.null("a part of the division is null")
    run.spend(_CALENDAR_STEPS)
    match a, b:
        case DaysAndTime(), Decimal():
            return _days_of(run, Decimal(a.nanos), b, "/")
        case YearsAndMonths(), Decimal():
            return _months_of(run, Decimal(a.months), b, "/")
        case DaysAndTime(), DaysAndTime():
            return number(run, Decimal(a.nanos), Decimal(b.nanos), "/")
        case YearsAndMonths(), YearsAndMonths():
            return number(run, Decimal(a.months), Decimal(b.months), "/")
        case _:
            return unfit(run, "{} can not be divided by {}", a, b)


def power(run: Run, a: Any, b: Any) -> Any:
    if type(a) is Decimal and type(b) is Decimal:
        return number(run, a, b, "**")
    if a is None or b is None:
        return run.null("a part of the power is null")
    return unfit(run, "{} can not be raised to {}", a, b)


def negative(run: Run, a: Any) -> Any:
    match a:
        case Decimal():
            try:
                return -a if a else a
            except DecimalException:
                return run.null(_TOO_BIG)
        case DaysAndTime():
            return DaysAndTime(-a.nanos)
        case YearsAndMonths():
            return YearsAndMonths(-a.months)
        case None:
            return run.null("what the minus sign stands before is null")
        case _:
            return unfit(run, "a minus sign can not stand before {}", a)


def number(run: Run, a: Decimal, b: Decimal, op: str) -> Decimal | None:
    """One arithmetic step in the context of the evaluation; what decimal refuses is null with its reason."""
    try:
        match op:
            case "+":
                return a + b
            case "-":
                return a - b
            case "*":
                return a * b
            case "/":
                if not b:
                    return run.null("a number was divided by zero")
                return a / b
            case _:
                return _power(run, a, b)
    except DecimalException:
        return run.null(_TOO_BIG)


def _power(run: Run, a: Decimal, b: Decimal) -> Decimal | None:
    if not a and not b:
        return _ONE
    if not a and b < 0:
        return run.null("a number was divided by zero")
    if a < 0 and b != b.to_integral_value():
        return run.null("a negative number has no root of that kind")
    run.spend(_POWER_STEPS if whole(b, _WHOLE_POWER_MOST) is not None else _FRACTION_POWER_STEPS)
    return a**b


def _days(run: Run, nanos: int) -> DaysAndTime | None:
    return DaysAndTime(nanos) if abs(nanos) < _NANOS_MOST else run.null("the duration is too long")


def _months(run: Run, months: int) -> YearsAndMonths | None:
    return YearsAndMonths(months) if abs(months) < _NANOS_MOST else run.null("the duration is too long")


def _days_of(run: Run, nanos: Decimal, by: Decimal, op: str) -> DaysAndTime | None:
    found = number(run, nanos, by, op)
    if found is None:
        return None
    # The size is looked at before the integer is made: int of a huge exponent is minutes of work.
    if found.adjusted() > 28:
        return run.null("the duration is too long")
    return _days(run, int(found.to_integral_value(rounding=ROUND_HALF_EVEN)))


def _months_of(run: Run, months: Decimal, by: Decimal, op: str) -> YearsAndMonths | None:
    found = number(run, months, by, op)
    if found is None:
        return None
    if found.adjusted() > 28:
        return run.null("the duration is too long")
    return _months(run, int(found))


_ZONE_STEPS = 12  # what a clock shows in a named place at a moment: six microseconds


def _spend_on_zones(run: Run, one: DateAndTime, two: DateAndTime) -> None:
    run.spend(_ZONE_STEPS * ((one.time.zone is not None) + (two.time.zone is not None)))


def midnight(day: Date, *, zoned: bool = True) -> DateAndTime:
    return DateAndTime(day, Time(0, 0 if zoned else None))


def _time_nanos(at: Time) -> int:
    return at.nanos - (at.offset or 0) * SECOND_NANOS


# Comparison


_COMPARED_A_STEP = 1_000  # characters of two texts; nothing where they are short


def spend_on_texts(run: Run, one: str, two: str) -> None:
    run.spend(min(len(one), len(two)) // _COMPARED_A_STEP)


def equal(run: Run, a: Any, b: Any) -> bool | None:
    """FEEL's = : null equals null alone; unlike things do not compare, which is null."""
    if a is None or b is None:
        return a is b
    kind = type(a)
    if kind is not type(b):
        return unfit(run, "{} and {} can not be compared", a, b)
    if kind is str and len(a) == len(b):
        spend_on_texts(run, a, b)
    if kind is Decimal or kind is str or kind is bool or kind is Date:
        return bool(a == b)
    match a:
        case list():
            run.spend(len(a))
            if len(a) != len(b):
                return False
            return all_of(equal(run, one, two) for one, two in zip(a, b, strict=True))
        case dict():
            run.spend(len(a))
            if a.keys() != b.keys():
                return False
            return all_of(equal(run, one, b[name]) for name, one in a.items())
        case Range():
            if (a.form, a.start_included, a.end_included) != (b.form, b.start_included, b.end_included):
                return False
            return all_of((equal(run, a.start, b.start), equal(run, a.end, b.end)))
        case Time():
            if has_zone(a) != has_zone(b):
                return False
            # Equality looks at hour, minute, second and offset (DMN 1.5, 10.3.2.2.4), so parts of a second do not.
            if a.zone is not None or b.zone is not None:
                return bool(a.zone == b.zone) and a.nanos // SECOND_NANOS == b.nanos // SECOND_NANOS
            return _time_nanos(a) // SECOND_NANOS == _time_nanos(b) // SECOND_NANOS
        case DateAndTime():
            _spend_on_zones(run, a, b)
            (one_zoned, one), (two_zoned, two) = instant(a), instant(b)
            return one_zoned == two_zoned and one // SECOND_NANOS == two // SECOND_NANOS
        case Called():
            return a is b
        case _:
            return bool(a == b)


def has_zone(at: Time) -> bool:
    return at.offset is not None or at.zone is not None


def all_of(truths: Any) -> bool | None:
    """The conjunction of three-valued truths."""
    unsure = False
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            unsure = True
    return None if unsure else True


def not_equal(run: Run, a: Any, b: Any) -> bool | None:
    found = equal(run, a, b)
    return None if found is None else not found


# Kinds whose order in FEEL is Python's own.
PLAINLY_ORDERED = (Decimal, str, Date, DaysAndTime, YearsAndMonths)


def order(run: Run, a: Any, b: Any) -> int | None:
    """Below zero, zero or above, or null for what has no order."""
    kind = type(a)
    if kind is type(b):
        if kind in PLAINLY_ORDERED:
            if kind is str:
                spend_on_texts(run, a, b)
            return int(a > b) - int(a < b)
        if kind is Time:
            if has_zone(a) != has_zone(b):
                return run.null("one of the times has a time zone and the other has none")
            one, two = _time_nanos(a), _time_nanos(b)
            return (one > two) - (one < two)
        if kind is DateAndTime:
            _spend_on_zones(run, a, b)
            (one_zoned, one), (two_zoned, two) = instant(a), instant(b)
            if one_zoned != two_zoned:
                return run.null("one of the moments has a time zone and the other has none")
            return (one > two) - (one < two)
    if a is None or b is None:
        return run.null("what is compared is null")
    return unfit(run, "{} and {} can not be put in order", a, b)


def compare(run: Run, op: str, a: Any, b: Any) -> bool | None:
    match op:
        case "=":
            return equal(run, a, b)
        case "!=":
            return not_equal(run, a, b)
    found = order(run, a, b)
    if found is None:
        return None
    match op:
        case "<":
            return found < 0
        case "<=":
            return found <= 0
        case ">":
            return found > 0
        case _:
            return found >= 0


# The same for numbers, which are what is mostly compared, in one step each.
NUMBER_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


def between(run: Run, value: Any, low: Any, high: Any) -> bool | None:
    return all_of((compare(run, ">=", value, low), compare(run, "<=", value, high)))


def in_range(run: Run, value: Any, within: Range) -> bool | None:
    truths: list[bool | None] = []
    if within.half_null:
        return run.null("an end of the range is null")
    if within.start is not None:
        truths.append(compare(run, ">=" if within.start_included else ">", value, within.start))
    if within.end is not None:
        truths.append(compare(run, "<=" if within.end_included else "<", value, within.end))
    return all_of(truths)


def in_value(run: Run, value: Any, by: Any) -> bool | None:
    """A test that is a value: the same, within a range, or one of a list's."""
    match by:
        case Range():
            if type(value) is Range:
                return equal(run, value, by)
            return in_range(run, value, by)
        case list():
            run.spend(len(by))
            if type(value) is list and equal(run, value, by) is True:
                return True
            unsure = False
            for one in by:
                truth = (
                    in_range(run, value, one)
                    if type(one) is Range and type(value) is not Range
                    else equal(run, value, one)
                )
                if truth is True:
                    return True
                if truth is None and value is not None:
                    unsure = unsure or type(one) is Range
            return None if unsure else False
        case _:
            return equal(run, value, by)


# Paths


_FIELD_STEPS = 4


def field(run: Run, of: Any, name: str) -> Any:
    match of:
        case dict():
            if name in of:
                return of[name]
            return run.null(f"there is no {name} in it")
        case list():
            run.spend(_FIELD_STEPS * len(of))
            return [field(run, one, name) for one in of]
        case None:
            return run.null(f"what {name} is asked of is null")
        case Range():
            match name:
                case "start":
                    return of.start
                case "end":
                    return of.end
                case "start included":
                    return of.start_included
                case "end included":
                    return of.end_included
        case Date() | Time() | DateAndTime() | DaysAndTime() | YearsAndMonths():
            found = _property(of, name)
            if found is not _MISSING:
                return found
    return None if run.heard_enough else run.null(f"{said(of)} has no {name}")


_MISSING = object()


def _property(of: Any, name: str) -> Any:
    match of:
        case DateAndTime():
            if name in ("year", "month", "day", "weekday"):
                return _property(of.date, name)
            if name == "time offset":
                offset = of.offset
                return None if offset is None else DaysAndTime(offset * SECOND_NANOS)
            return _property(of.time, name)
        case Date():
            match name:
                case "year":
                    return Decimal(of.year)
                case "month":
                    return Decimal(of.month)
                case "day":
                    return Decimal(of.day)
                case "weekday":
                    return Decimal(weekday(of))
                case "hour" | "minute" | "second":
                    return Decimal(0)
                case "time offset":
                    return DaysAndTime(0)
                case "timezone":
                    return "UTC"
        case Time():
            match name:
                case "hour":
                    return Decimal(of.hour)
                case "minute":
                    return Decimal(of.minute)
                case "second":
                    return Decimal(of.second)
                case "time offset":
                    return None if of.offset is None else DaysAndTime(of.offset * SECOND_NANOS)
                case "timezone":
                    return of.zone
        case DaysAndTime():
            size = abs(of.nanos)
            sign = -1 if of.nanos < 0 else 1
            match name:
                case "days":
                    return Decimal(sign * (size // DAY_NANOS))
                case "hours":
                    return Decimal(sign * (size // 3_600_000_000_000 % 24))
                case "minutes":
                    return Decimal(sign * (size // 60_000_000_000 % 60))
                case "seconds":
                    return sign * seconds_of(size % 60_000_000_000)
        case YearsAndMonths():
            sign = -1 if of.months < 0 else 1
            match name:
                case "years":
                    return Decimal(sign * (abs(of.months) // 12))
                case "months":
                    return Decimal(sign * (abs(of.months) % 12))
    return _MISSING


def weekday(day: Date) -> int:
    """1 for Monday to 7 for Sunday (ISO 8601). 1970-01-01 was a Thursday."""
    return (day.days + 3) % 7 + 1


def as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if type(value) is list else [value]


def truncated(value: Any) -> int | None:
    """A number given as a position or scale: what stands after its point is dropped."""
    if type(value) is not Decimal or value.adjusted() > 10:
        return None
    return int(value)


def whole(value: Any, most: int = 1_000_000_000) -> int | None:
    """A number as an integer where it is a whole one of a size that can be one; else None."""
    if type(value) is not Decimal or not value.is_finite() or value.adjusted() > 10:
        return None
    found = int(value)
    return found if found == value and abs(found) <= most else None


def range_items(run: Run, start: Any, end: Any) -> list[Any] | None:
    """The items of `a..b` in a for: numbers up or down by one, or days."""
    if type(start) is Date and type(end) is Date:
        first, last = start.days, end.days
        step = 1 if first <= last else -1
        run.spend(abs(last - first))
        run.check_items(abs(last - first) + 1)
        return [date_from_days(day) for day in range(first, last + step, step)]
    low, high = whole(start, 10**10), whole(end, 10**10)
    if low is None or high is None:
        return run.null("a for walks from a whole number to a whole number, or from a date to a date")
    step = 1 if low <= high else -1
    run.spend(abs(high - low))
    run.check_items(abs(high - low) + 1)
    return [Decimal(one) for one in range(low, high + step, step)]


def items_of(run: Run, value: Any) -> list[Any] | None:
    """What a for, some or every walks over."""
    match value:
        case list():
            return value
        case None:
            return run.null("what is to be walked over is null")
        case Range():
            if value.start is None or value.end is None:
                return run.null("a range without an end can not be walked over")
            if (order(run, value.start, value.end) or 0) > 0:
                return run.null("the range ends before it starts")
            found = range_items(run, value.start, value.end)
            if found is None:
                return None
            if not value.start_included:
                found = found[1:]
            return found if value.end_included else found[:-1]
        case _:
            return [value]
