"""The items of a list that each person has: in a table of their own, in numbered columns, or in a column of lists."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from footpath.population.cell import Build, Cell, Kind
from footpath.population.columns import NotPeople, take_column, whole_column
from footpath.rules import ContextOf, ListOf, Type
from footpath.rules.near import nearest
from footpath.rules.types import base

# The engine that decides refuses a rule that walks too far. A list this long is given to it, so that it can.
LONGEST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A row for each item, in the order of the people. `cells` are its fields; of one value, there is only “”."""

    question: str
    table: str  # the name that engines know them by
    columns: pa.Table
    cells: Mapping[str, Cell]
    place: Cell  # of an item in its list: 1 and so on
    starts: Any  # where each person's begin, and where the last one's end
    longest: int
    count: Cell  # of a person's items
    missing: Cell | None  # the people who have no list at all

    def of(self, first: int, count: int) -> pa.Table:
        """The items of some of the people."""
        start, end = int(self.starts[first]), int(self.starts[first + count])
        return self.columns.slice(start, end - start)


# --- lists, however they came -----------------------------------------------------------------------------------------


def from_table(
    question: str, items: pa.Table, of: ListOf, *, keys: Any, key: str, fields: frozenset[str] | None
) -> Any:
    """A column of lists from a table with a row for each item, which says whose it is. Raises NotPeople."""
    whose = whole_column(items.column(key))
    if whose.type != keys.type:
        whose, keys = _as_text(whose), _as_text(keys)
    rows = pc.index_in(whose, value_set=keys)
    lost = pc.index(pc.is_null(rows), True).as_py()
    if lost >= 0:
        said = whose[lost].as_py()
        raise NotPeople(
            f"Row {lost + 1} of the file of {question} is of nobody: its {key} is empty."
            if said is None
            else f"Row {lost + 1} of the file of {question} is of nobody: no {key} among the people is “{said}”."
        )
    owners = np.asarray(rows)
    # Items stay in the order that they have in their file.
    order = np.argsort(owners, kind="stable")
    named = {name: column for name, column in zip(items.column_names, items.columns, strict=True) if name != key}
    # Read before they change their places, so that a row is named by where it stands in its file.
    read = {name: _read(f"{question}.{name}", column, of, name) for name, column in named.items()}
    values = _struct(question, {name: column.take(pa.array(order)) for name, column in read.items()}, of, fields)
    return _lists(np.bincount(owners, minlength=len(keys)), values)


def from_columns(question: str, table: pa.Table, of: ListOf, fields: frozenset[str] | None) -> Any | None:
    """A column of lists from columns like bins-0-stream, or None where there are none. All empty, there is no item."""
    pattern = re.compile(re.escape(question) + r"-([0-9]+)(?:-(.+))?")
    found: dict[int, dict[str, Any]] = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        match = pattern.fullmatch(name)
        if match is not None:
            field = match[2] or ""
            found.setdefault(int(match[1]), {})[field] = _read(name, column, of, field)
    if not found:
        return None
    numbers = sorted(found)
    names = list(dict.fromkeys(name for number in numbers for name in found[number]))
    wide = {name: [found[number].get(name, pa.nulls(table.num_rows)) for number in numbers] for name in names}
    there = np.zeros((table.num_rows, len(numbers)), bool)
    for columns in wide.values():
        for place, column in enumerate(columns):
            there[:, place] |= np.asarray(pc.is_valid(column))
    rows, places = np.nonzero(there)
    taken = pa.array(places * table.num_rows + rows)
    values = _struct(question, {name: _joined(columns).take(taken) for name, columns in wide.items()}, of, fields)
    return _lists(there.sum(axis=1), values)


def _read(said: str, column: Any, of: ListOf, field: str) -> Any:
    item = base(of.item)
    kind = item.fields.get(field) if isinstance(item, ContextOf) else of.item
    column = whole_column(column)
    return column if kind is None else take_column(said, "", column, kind)[0]


def _joined(columns: list[Any]) -> Any:
    """Columns of one field, of which each can have as many places after the point as it has."""
    kinds = {column.type for column in columns} - {pa.null()}
    kind = kinds.pop() if len(kinds) == 1 else pa.null()
    if kinds:
        kind = pa.decimal128(38, max(getattr(one, "scale", 0) for one in kinds))
    return pa.concat_arrays([column.cast(kind) for column in columns])


def _struct(question: str, columns: Mapping[str, Any], of: ListOf, fields: frozenset[str] | None) -> Any:
    """Items from their columns. Fields that no rule looks at may be left out."""
    item = base(of.item)
    if not isinstance(item, ContextOf):
        if len(columns) != 1:
            raise NotPeople(f"The items of {question} are one value each, so they are one column beside who has them.")
        return next(iter(columns.values()))
    for name in item.fields:
        if name not in columns and (fields is None or name in fields):
            there = ", ".join(list(columns)[:20])
            said = f"There must be one column {name} for the items of {question}. There are: {there}."
            raise NotPeople(f"{said} {nearest(name, columns)}".rstrip())
    rows = len(next(iter(columns.values()), ()))
    return pa.StructArray.from_arrays([columns.get(name, pa.nulls(rows)) for name in item.fields], list(item.fields))


def _lists(lengths: Any, values: Any) -> Any:
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), values)


def _as_text(column: Any) -> Any:
    try:
        return column.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise NotPeople(f"What says who is who is {column.type} in one file and something else in another.") from None


# --- what an engine takes ---------------------------------------------------------------------------------------------


def take_items(question: str, at: int, column: Any, of: ListOf) -> tuple[Any, pa.Table, Items | None]:
    """Lists as the exact engine takes them, the people's columns that say how many they are, and the items.

    No items where only the exact engine can take them. Raises NotPeople.
    """
    nothing = pa.table({})
    if not (pa.types.is_list(column.type) or pa.types.is_large_list(column.type)):
        raise NotPeople(f"The column {question} should hold lists, and holds {column.type}.")
    column = column.cast(pa.list_(column.type.value_type))
    values = column.flatten()
    item = base(of.item)
    plain = not isinstance(item, ContextOf)
    lengths = np.asarray(pc.fill_null(pc.list_value_length(column), 0)).astype(np.int64)
    longest = int(lengths.max(initial=0))
    odd = not plain and (not pa.types.is_struct(values.type) or values.null_count)
    if odd or longest > LONGEST:
        return column, nothing, None
    if plain:
        named: Iterable[tuple[str, Any, Type]] = [("", values, of.item)]
    else:
        assert isinstance(item, ContextOf)
        named = [
            (name, pc.struct_field(values, name), kind)
            for name, kind in item.fields.items()
            if values.type.get_field_index(name) >= 0
        ]
    answers: dict[str, Any] = {}
    columns: dict[str, Any] = {}
    cells: dict[str, Cell] = {}
    for place, (name, one, kind) in enumerate(named):
        said, column_at = f"{question}.{name}" if name else question, f"i{at}_{place}"
        answers[name], measured, cell = take_column(said, column_at, one, kind)
        if cell is not None:
            cells[name] = cell
        if measured is not None:
            columns[column_at] = measured
    starts = np.concatenate([[0], np.cumsum(lengths)])
    rows = np.repeat(np.arange(len(column), dtype=np.int64), lengths)
    places = np.arange(len(rows), dtype=np.int64) - np.repeat(starts[:-1], lengths) + 1
    null = column.null_count > 0
    mine = {f"n{at}": pa.array(lengths)} | ({f"m{at}": pc.is_null(column)} if null else {})
    made = answers[""] if plain else pa.StructArray.from_arrays(list(answers.values()), list(answers))
    kept = pa.ListArray.from_arrays(pa.array(starts.astype(np.int32)), made, mask=pc.is_null(column) if null else None)
    return (
        kept,
        pa.table(mine),
        Items(
            question=question,
            table=f"items{at}",
            columns=pa.table({"row": pa.array(rows), "place": pa.array(places), **columns}),
            cells=cells,
            place=_whole("place", 1, max(longest, 1)),
            starts=starts,
            longest=longest,
            count=_whole(f"n{at}", 0, longest),
            missing=_column(f"m{at}", Kind.BOOLEAN) if null else None,
        ),
    )


def _whole(name: str, low: int, high: int) -> Cell:
    made = _column(name, Kind.NUMBER)
    return Cell(kind=made.kind, build=made.build, nullable=False, reads=made.reads, column=True, low=low, high=high)


def _column(name: str, kind: Kind) -> Cell:
    build: Build = lambda work: work.table[name]  # noqa: E731
    return Cell(kind=kind, build=build, nullable=False, reads=frozenset((name,)), column=True)
