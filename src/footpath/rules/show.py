"""Writes a value as FEEL writes it."""

from decimal import Decimal
from typing import Any

from footpath.rules.read import plain_key
from footpath.rules.run import Run
from footpath.rules.times import Date, DateAndTime, DaysAndTime, Time, YearsAndMonths
from footpath.rules.values import Range

_SHOW_STEPS = 4


def feel_number(value: Decimal) -> str:
    """A number in digits; with an exponent only where it would be longer than numbers are."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    if -40 <= exponent <= 34 and value.adjusted() <= 40:
        return f"{value:f}"
    return str(value)


def feel_text(value: Any, run: Run | None = None, *, literal: bool = False) -> str:
    """A value as text: bare as `string(…)` gives it, or as a literal that reads back to the same value."""
    if run is not None:
        # Each key is looked at too: whether it needs quotation marks.
        run.spend(_SHOW_STEPS * (1 + len(value)) if type(value) is dict else _SHOW_STEPS)
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return feel_number(value)
        case str():
            escaped = value.replace("\\", "\\\\").replace('"', '\\"') if literal else value.replace('"', '\\"')
            if literal:
                escaped = escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
            return f'"{escaped}"'
        case Date() | Time() | DateAndTime() | DaysAndTime() | YearsAndMonths():
            return f'@"{value}"' if literal else str(value)
        case list():
            return "[" + ", ".join(feel_text(one, run, literal=literal) for one in value) + "]"
        case dict():
            entries = (f"{plain_key(key)}: {feel_text(one, run, literal=literal)}" for key, one in value.items())
            return "{" + ", ".join(entries) + "}"
        case Range():
            start = "" if value.start is None else feel_text(value.start, run, literal=literal)
            end = "" if value.end is None else feel_text(value.end, run, literal=literal)
            if value.form:
                return f"({value.form} {start or end})"
            start, end = start or "null", end or "null"
            return f"{'[' if value.start_included else '('}{start}..{end}{']' if value.end_included else ')'}"
        case _:
            return repr(value)
