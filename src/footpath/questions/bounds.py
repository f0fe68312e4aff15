"""The ends of `between`: numbers and dates as they stand, or FEEL such as today()."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

import msgspec

from footpath.questions.question import CHECKING_DAY, Question
from footpath.rules import DATE, NUMBER, Expression, Type, compile_expression, say_value

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


class Bounds(msgspec.Struct, frozen=True):
    """Both ends on one day, each allowed; None is no end. `moving` says that an end is another on another day."""

    low: Decimal | date | None
    high: Decimal | date | None
    moving: bool = False


def bounds_on(question: Question, on: date) -> Bounds:
    """The ends as they are on that day."""
    if question.between is None:
        return Bounds(None, None)
    low, high = question.between
    return Bounds(_end(low, on), _end(high, on), moving=_moves(low) or _moves(high))


def wrong_bounds(question: Question, *, dates: bool) -> tuple[str, ...]:
    """What is wrong with `between`, in sentences for its author. A definition that has any is not loaded."""
    if question.between is None:
        return ()
    found: list[str] = []
    for end in question.between:
        if isinstance(end, str):
            found.extend(_wrong_text(end, DATE if dates else NUMBER))
        elif end is not None and isinstance(end, date) is not dates:
            found.append(f"{end} is not {'a date, like 2026-05-01' if dates else 'a number'}.")
    if found:
        return tuple(found)
    ends = bounds_on(question, CHECKING_DAY)
    if ends.low is not None and ends.high is not None and ends.low > ends.high:  # type: ignore[operator]
        return (f"Nothing is between {ends.low} and {ends.high}. Put the lower one first.",)
    return ()


def _end(end: Decimal | date | str | None, on: date) -> Decimal | date | None:
    if not isinstance(end, str):
        return end
    if end == "today()":
        return on
    value = _day(end) or _compiled(end).value({}, on=on)
    assert isinstance(value, Decimal | date), f"{end} is checked when the definition is loaded"
    return value


def _moves(end: Decimal | date | str | None) -> bool:
    return isinstance(end, str) and _day(end) is None


@lru_cache(maxsize=1024)
def _day(text: str) -> date | None:
    if not _ISO.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _compiled(text: str) -> Expression:
    made = compile_expression(text, {})
    assert isinstance(made, Expression), f"{text} is checked when the definition is loaded"
    return made


def _wrong_text(text: str, wants: Type) -> tuple[str, ...]:
    if wants == DATE and _day(text):
        return ()
    made = compile_expression(text, {})
    if not isinstance(made, Expression):
        return tuple(fault.says for fault in made)
    value = made.value({}, on=CHECKING_DAY)
    right = isinstance(value, Decimal) if wants == NUMBER else type(value) is date
    return () if right else (f"{text} gives {say_value(value) or 'nothing'}, not {wants.describe()}.",)
