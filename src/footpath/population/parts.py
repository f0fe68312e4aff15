"""What the exact engine found for some of the rows, as a column that another process can be given."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pyarrow as pa

from footpath.rules import to_json

_DIGITS_MOST = 38


class Held(StrEnum):
    """What the values of a part are, so that parts can be joined."""

    NOTHING = "nothing"
    NUMBERS = "numbers"
    LONG_NUMBERS = "numbers written as text"  # together they need more digits than a column has
    PLAIN = "true or false, texts or dates"
    SAID = "values written as JSON"


@dataclass(frozen=True, slots=True)
class Part:
    held: Held
    column: Any


def part_of(values: list[Any]) -> Part:
    """Values of the exact engine; what no column holds exactly is written as text."""
    kinds = {type(value) for value in values if value is not None}
    if not kinds:
        return Part(Held.NOTHING, pa.nulls(len(values)))
    if kinds == {Decimal}:
        some = [value for value in values if value is not None]
        places = max(max(0, -_exponent(value)) for value in some)
        whole = max(max(0, value.adjusted() + 1) for value in some)
        if places + whole <= _DIGITS_MOST:
            return Part(Held.NUMBERS, pa.array(values, pa.decimal128(max(places + whole, 1), places)))
        return Part(Held.LONG_NUMBERS, _written(values, str))
    if kinds in ({bool}, {str}, {date}):
        return Part(Held.PLAIN, pa.array(values))
    return Part(Held.SAID, _written(values, _said))


def joined(parts: list[Part]) -> Any:
    """The parts as one column, however each was held."""
    some = [part for part in parts if part.held is not Held.NOTHING]
    kinds = {part.held for part in some}
    types = {part.column.type for part in some}
    if not some:
        return pa.chunked_array([part.column for part in parts], pa.null())
    if kinds == {Held.NUMBERS}:
        places = max(of.scale for of in types)
        whole = max(of.precision - of.scale for of in types)
        if places + whole <= _DIGITS_MOST:
            return _as(pa.decimal128(places + whole, places), parts)
    elif len(kinds) == 1 and len(types) == 1:
        return _as(types.pop(), parts)
    write = str if kinds <= {Held.NUMBERS, Held.LONG_NUMBERS} else _said
    return pa.chunked_array([_rewritten(part, write) for part in parts], pa.string())


def _as(of: Any, parts: list[Part]) -> Any:
    return pa.chunked_array([part.column.cast(of) for part in parts], of)


def _rewritten(part: Part, write: Any) -> Any:
    values = part.column.to_pylist()
    match part.held:
        case Held.SAID:
            return part.column
        case Held.LONG_NUMBERS:
            values = [None if value is None else Decimal(value) for value in values]
    return _written(values, write)


def _written(values: list[Any], write: Any) -> Any:
    return pa.array([None if value is None else write(value) for value in values], pa.string())


def _exponent(value: Decimal) -> int:
    found = value.as_tuple().exponent
    assert isinstance(found, int)
    return found


def _said(value: object) -> str:
    return json.dumps(to_json(value), ensure_ascii=False)
