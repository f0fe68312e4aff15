"""Columns of people and of their items: read without a float, and measured."""

from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from footpath.population.calendar import FIRST_DAY, LAST_DAY
from footpath.population.cell import NULL, Build, Cell, Kind
from footpath.rules import BOOLEAN, DATE, NUMBER, TEXT, Type
from footpath.rules.types import base


class NotPeople(Exception):
    """A file or a column rules can not take. The message says which, and what to write instead."""


def take_column(name: str, at: str, column: Any, of: Type) -> tuple[Any, Any, Cell | None]:
    """A column as the exact engine takes it, as an engine does under a name of its own, and what is known of it.

    The last two are None where only the exact engine can take it. Raises NotPeople.
    """
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_null(column.type):
        return column, None, NULL
    reader = _READERS.get(base(of))
    if reader is None:
        return column, None, None
    column = reader(name, column)
    return column, *_measured(at, column)


def whole_column(column: Any) -> Any:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


_NUMBER = r"^[+-]?[0-9]{1,34}(\.[0-9]{0,34})?$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def _numbers(name: str, column: Any) -> Any:
    of = column.type
    if pa.types.is_string(of) or pa.types.is_large_string(of):
        _all_match(name, column, _NUMBER, "a number like 1234.50")
        places = pc.max(pc.if_else(pc.match_substring(column, "."), _places(column), 0)).as_py() or 0
        return _cast(name, column, pa.decimal128(38, places))
    if pa.types.is_floating(of):
        raise NotPeople(f"The column {name} holds floats. Write it as DECIMAL(12, 2) or alike.")
    if pa.types.is_integer(of):
        return column.cast(pa.int64()) if of != pa.uint64() else _cast(name, column, pa.decimal128(20, 0))
    if pa.types.is_decimal(of):
        if of.scale < 0 or of.precision > 38:
            return _cast(name, column, pa.decimal128(38, max(of.scale, 0)))
        return column.cast(pa.decimal128(of.precision, of.scale))
    raise NotPeople(f"The column {name} should hold numbers, and holds {of}.")


def _places(column: Any) -> Any:
    return pc.subtract(pc.subtract(pc.utf8_length(column), pc.find_substring(column, ".")), 1)


def _truths(name: str, column: Any) -> Any:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        _all_match(name, column, "^(true|false)$", "true or false")
        return pc.equal(column, "true")
    if pa.types.is_boolean(column.type):
        return column
    raise NotPeople(f"The column {name} should hold true or false, and holds {column.type}.")


def _texts(name: str, column: Any) -> Any:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return column.cast(pa.string())
    raise NotPeople(f"The column {name} should hold text, and holds {column.type}.")


def _dates(name: str, column: Any) -> Any:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        _all_match(name, column, _DATE, "a date like 2026-04-01")
        column = _cast(name, column, pa.date32())
    if not pa.types.is_date32(column.type):
        raise NotPeople(f"The column {name} should hold dates, and holds {column.type}.")
    return column


_READERS: dict[Type, Any] = {NUMBER: _numbers, BOOLEAN: _truths, TEXT: _texts, DATE: _dates}


def _all_match(name: str, column: Any, pattern: str, like: str) -> None:
    fits = pc.fill_null(pc.match_substring_regex(column, pattern), True)
    place = pc.index(fits, False).as_py()
    if place >= 0:
        said = str(column[place].as_py())[:40]
        raise NotPeople(f"Row {place + 1} has “{said}” as {name}. Write {like}, or leave it empty.")


def _cast(name: str, column: Any, to: Any) -> Any:
    try:
        return column.cast(to)
    except pa.ArrowInvalid as wrong:
        raise NotPeople(f"The column {name} can not be read exactly: {wrong}.") from None


def _measured(at: str, column: Any) -> tuple[Any, Cell]:
    """A column as an engine takes it, and what is known of its values."""
    nullable = column.null_count > 0
    build: Build = lambda work: work.table[at]  # noqa: E731
    reads = frozenset((at,))
    of = column.type
    if pa.types.is_boolean(of) or pa.types.is_string(of):
        kind = Kind.BOOLEAN if pa.types.is_boolean(of) else Kind.TEXT
        return column, Cell(kind=kind, build=build, nullable=nullable, reads=reads, column=True)
    scale = of.scale if pa.types.is_decimal(of) else 0
    kind = Kind.NUMBER
    if pa.types.is_date32(of):
        kind, column = Kind.DATE, column.cast(pa.int32()).cast(pa.int64())
    elif pa.types.is_decimal(of) and of.precision <= _DIGITS_NARROW:
        column = _low_words(column)
    ends = pc.min_max(column)
    low, high = (_whole(ends[end].as_py(), scale) for end in ("min", "max"))
    if kind == Kind.DATE and (low < FIRST_DAY or high > LAST_DAY):
        raise NotPeople("A date is before the year 1 or after 9999.")
    cell = Cell(kind=kind, build=build, nullable=nullable, scale=scale, low=low, high=high, reads=reads, column=True)
    if pa.types.is_decimal(column.type):
        column = _reread(column, 0) if cell.wide else _low_words(column)
    return column, cell


# So many digits fit into 64 bits whatever they are.
_DIGITS_NARROW = 18


def _whole(value: Any, scale: int) -> int:
    if value is None:
        return 0
    return int(Decimal(value).scaleb(scale)) if isinstance(value, Decimal) else int(value)


def _low_words(column: Any) -> Any:
    """The digits of decimals that fit into 64 bits, point left out: the lower half of each 128."""
    words = np.frombuffer(column.buffers()[1], dtype=np.int64).reshape(-1, 2)
    lower = np.ascontiguousarray(words[column.offset : column.offset + len(column), 0])
    return pa.array(lower, mask=np.asarray(pc.is_null(column)) if column.null_count else None)


def _reread(column: Any, scale: int) -> Any:
    """The same digits with the point at another place."""
    return pa.Array.from_buffers(pa.decimal128(38, scale), len(column), column.buffers(), offset=column.offset)


def as_decimals(column: Any, scale: int, *, most: int) -> Any:
    """Digits of an engine as decimals with their point. None is further from nought than `most`."""
    if pa.types.is_decimal(column.type):
        return _reread(column, scale)
    if most < 10**_DIGITS_NARROW and scale <= _DIGITS_NARROW:
        # The same 64 bits, read with a point.
        return pa.Array.from_buffers(
            pa.decimal64(_DIGITS_NARROW, scale), len(column), column.buffers(), offset=column.offset
        )
    filled = np.asarray(pc.fill_null(column, 0))
    words = np.empty((len(column), 2), dtype=np.int64)
    words[:, 0] = filled
    words[:, 1] = filled >> 63
    # A validity bitmap of its own: that of the column may begin within a byte.
    valid = pa.array(np.asarray(pc.is_valid(column))).buffers()[1] if column.null_count else None
    # Digits that fit into 64 bits are 19 at most, and a point can not stand further left than there are digits.
    return pa.Array.from_buffers(pa.decimal128(max(19, scale), scale), len(column), [valid, pa.py_buffer(words)])
