"""Values on their way in and out: Python's own outside, FEEL's inside, JSON for keeping."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from footpath.rules.budget import DEFAULT_BUDGET, Budget, OverBudget
from footpath.rules.times import (
    Date,
    DateAndTime,
    DaysAndTime,
    Time,
    YearsAndMonths,
    from_python,
    read_date,
    read_date_and_time,
    read_days_and_time,
    read_time,
    read_years_and_months,
    to_python,
)
from footpath.rules.types import ANY, ContextOf, ListOf, Maybe, Simple, Type, base
from footpath.rules.values import UNKNOWN, Callable, Range, Unknown


class NotAValue(Exception):
    """Something was given to a rule that is no FEEL value, or not of the kind its name has. Give it as that kind."""


def inward(value: object, depth: int = 0) -> Any:
    """A value of Python as FEEL has it. Floats are refused: money would be a penny out."""
    if depth > 64:
        raise NotAValue("The value holds lists or contexts more than 64 deep.")
    # What most of a long list is, before the rest is looked through.
    if type(value) is str or (type(value) is Decimal and value.is_finite()):
        return value
    match value:
        case None | bool() | str() | Date() | Time() | DateAndTime() | DaysAndTime() | YearsAndMonths() | Callable():
            return value
        case int():
            return Decimal(value)
        case Decimal():
            if not value.is_finite():
                raise NotAValue("Not a number, or infinite.")
            return value
        case float():
            raise NotAValue("Rules take exact numbers: give a Decimal or an int, not a float.")
        case datetime() | date() | time() | timedelta():
            return from_python(value)
        case list() | tuple():
            return [inward(one, depth + 1) for one in value]
        case Range():
            return Range(inward(value.start), inward(value.end), value.start_included, value.end_included)
        case Mapping():
            return {str(key): inward(one, depth + 1) for key, one in value.items()}
        case _:
            raise NotAValue(f"Rules know no {type(value).__name__}.")


def shaped(name: str, value: Any, to: Type) -> Any:
    """An input as its declared type: entries that a context leaves out are null. Raises NotAValue."""
    if value is None or to is ANY:
        return value
    match to:
        case Maybe():
            return shaped(name, value, to.of)
        case ContextOf() if type(value) is dict:
            known = {key: shaped(f"{name}.{key}", value.get(key), of) for key, of in to.fields.items()}
            return {**known, **{key: one for key, one in value.items() if key not in known}}
        case ListOf() if type(value) is list:
            if isinstance(to.item, Simple) and to.accepts(value):
                return value
            return [shaped(f"{name}[{place}]", one, to.item) for place, one in enumerate(value, 1)]
    # Options and bounds are the form's to hold; a rule meets an older answer as it is.
    if not base(to).accepts(value):
        raise NotAValue(f"{name} should be {to.describe()}.")
    return value


def outward(value: Any, budget: Budget = DEFAULT_BUDGET) -> Any:
    """A value of FEEL as Python has it, where nothing is lost: dates within Python's years, and so on.

    Lists that rules made may hold one another many times over, which is little to keep and without end to write out.
    Raises OverBudget.
    """
    return _Outward(budget).of(value, 1) if type(value) in (list, dict) else to_python(value)


class _Outward:
    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.left = budget.steps // 2  # half of what the evaluation had: it comes after that

    def of(self, value: Any, depth: int) -> Any:
        self.left -= 1
        if self.left < 0:
            raise OverBudget("items of what a rule gives", self.budget.steps // 2)
        if depth > self.budget.depth:
            raise OverBudget("lists and contexts inside one another", self.budget.depth)
        kind = type(value)
        if kind is Decimal or kind is str:
            return value
        if kind is list:
            return [self.of(one, depth + 1) for one in value]
        if kind is dict:
            return {key: self.of(one, depth + 1) for key, one in value.items()}
        return to_python(value)


_READERS: dict[str, Any] = {
    "$number": Decimal,
    "$date": read_date,
    "$time": read_time,
    "$date and time": read_date_and_time,
    "$days and time": read_days_and_time,
    "$years and months": read_years_and_months,
}


def to_json(value: object) -> Any:
    """A value as JSON has it; what JSON has no word for is marked by a key that begins with $."""
    if isinstance(value, Unknown):
        return {"$unknown": True}
    match inward(value) if not isinstance(value, Callable) else value:
        case None | bool() | str() as plain:
            return plain
        case Decimal() as number:
            return {"$number": str(number)}
        case Date() as day:
            return {"$date": str(day)}
        case Time() as at:
            return {"$time": str(at)}
        case DateAndTime() as moment:
            return {"$date and time": str(moment)}
        case DaysAndTime() as length:
            return {"$days and time": str(length)}
        case YearsAndMonths() as length:
            return {"$years and months": str(length)}
        case list() as items:
            return [to_json(one) for one in items]
        case dict() as entries:
            return {("$" + key if key.startswith("$") else key): to_json(one) for key, one in entries.items()}
        case Range() as span:
            ends = {"start": to_json(span.start), "end": to_json(span.end)}
            return {"$range": {**ends, "start included": span.start_included, "end included": span.end_included}}
        case other:
            return {"$function": repr(other)}


def from_json(data: Any) -> Any:
    """The value again, as Python has it. Plain JSON numbers are taken too, as exact ones."""
    match data:
        case dict() if len(data) == 1:
            ((key, held),) = data.items()
            if key in _READERS:
                return outward(inward(_READERS[key](held)))
            if key == "$unknown":
                return UNKNOWN
            if key == "$range":
                ends = (inward(from_json(held["start"])), inward(from_json(held["end"])))
                return Range(*ends, held["start included"], held["end included"])
    match data:
        case list():
            return [from_json(one) for one in data]
        case dict():
            return {(key[1:] if key.startswith("$$") else key): from_json(one) for key, one in data.items()}
        case bool() | None | str() | Decimal():
            return data
        case int():
            return Decimal(data)
        case _:
            raise NotAValue("JSON for rules has no floats: keep numbers as {“$number”: “1.5”}.")
