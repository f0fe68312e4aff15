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
    if not value and exponent > 0:
        return "0"  # what is left of a huge number by itself
    if -40 <= exponent <= 34 and value.adjusted() <= 40:
        return f"{value:f}"
    return str(value)


def feel_text(value: Any, run: Run | None = None, *, literal: bool = False) -> str:
    """A value as text: bare as `string(…)` gives it, or as a literal that reads back to the same value."""
    return _Shown(run, literal=literal).text(value)


class _Shown:
    """One value on its way to text. What is written is counted as it comes, for a list may hold a long text often."""

    def __init__(self, run: Run | None, *, literal: bool) -> None:
        self.run = run
        self.literal = literal
        self.size = 0

    def text(self, value: Any) -> str:
        run = self.run
        if run is not None:
            # Each key is looked at too: whether it needs quotation marks.
            run.spend(_SHOW_STEPS * (1 + len(value)) if type(value) is dict else _SHOW_STEPS)
        match value:
            case list():
                return "[" + ", ".join([self.text(one) for one in value]) + "]"
            case dict():
                entries = [f"{plain_key(key)}: {self.text(one)}" for key, one in value.items()]
                return "{" + ", ".join(entries) + "}"
            case Range():
                return self._range(value)
        if run is not None and type(value) is str:
            self._count(run, len(value))
        shown = self._plain(value)
        if run is not None and type(value) is not str:
            self._count(run, len(shown))
        return shown

    def _count(self, run: Run, size: int) -> None:
        self.size += size
        run.check_text(self.size)

    def _plain(self, value: Any) -> str:
        match value:
            case None:
                return "null"
            case bool():
                return "true" if value else "false"
            case Decimal():
                return feel_number(value)
            case str():
                escaped = value.replace("\\", "\\\\").replace('"', '\\"') if self.literal else value.replace('"', '\\"')
                if self.literal:
                    escaped = escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
                return f'"{escaped}"'
            case Date() | Time() | DateAndTime() | DaysAndTime() | YearsAndMonths():
                return f'@"{value}"' if self.literal else str(value)
            case _:
                return repr(value)

    def _range(self, value: Range) -> str:
        start = "" if value.start is None else self.text(value.start)
        end = "" if value.end is None else self.text(value.end)
        if value.form:
            return f"({value.form} {start or end})"
        start, end = start or "null", end or "null"
        return f"{'[' if value.start_included else '('}{start}..{end}{']' if value.end_included else ')'}"
