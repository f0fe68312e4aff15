"""Many people's answers, and those about their items, from files."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from footpath.population.cell import Cell
from footpath.population.columns import NotPeople, take_column, whole_column
from footpath.population.items import Items, from_columns, from_table, take_items
from footpath.rules import ListOf, Type
from footpath.rules.near import nearest
from footpath.rules.types import base


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Columns by the names of a service's questions. `answers` is what the exact engine takes, `columns` an engine."""

    answers: pa.Table
    columns: pa.Table
    cells: Mapping[str, Cell]
    items: Mapping[str, Items] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return int(self.answers.num_rows)


def read_people(path: Path) -> pa.Table:
    """The columns of a Parquet or CSV file. Those of a CSV file are texts as they were written."""
    try:
        match path.suffix.lower():
            case ".parquet":
                return pyarrow.parquet.read_table(path)
            case ".csv":
                with path.open("rb") as file:
                    header = file.readline().decode("utf-8-sig")
                names = next(csv.reader([header]), [])
                options = pyarrow.csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()),
                    strings_can_be_null=True,
                    quoted_strings_can_be_null=False,
                    null_values=[""],
                )
                return pyarrow.csv.read_csv(path, convert_options=options)
            case other:
                raise NotPeople(f"{path}: a file of people is .parquet or .csv, not “{other}”.")
    except FileNotFoundError:
        raise NotPeople(f"{path}: there is no such file.") from None
    except IsADirectoryError:
        raise NotPeople(f"{path}: this is a folder. Name a .parquet or .csv file.") from None
    except (OSError, pa.ArrowException, UnicodeDecodeError) as unreadable:
        why = str(unreadable).strip().splitlines()[0].rstrip(".")
        raise NotPeople(f"{path}: this cannot be read: {why}.") from None


def take_people(
    table: pa.Table,
    inputs: Mapping[str, Type],
    needed: Iterable[str],
    *,
    items: Mapping[str, pa.Table] | None = None,
    key: str | None = None,
    fields: frozenset[str] | None = None,
) -> People:
    """The needed columns as rules take them; `items` are tables of lists' items, in which `key` says whose they are.

    `fields` are those of items that rules look at; left out, all are. Raises NotPeople.
    """
    apart = dict(items or {})
    keys = _keys(table, key, apart) if apart else None
    answers: dict[str, Any] = {}
    columns: dict[str, Any] = {}
    cells: dict[str, Cell] = {}
    lists: dict[str, Items] = {}
    for place, name in enumerate(sorted(needed)):
        kind = inputs[name]
        column = None
        of = base(kind)
        if isinstance(of, ListOf):
            if name in apart:
                assert keys is not None
                column = from_table(name, apart[name], of, keys=keys[1], key=keys[0], fields=fields)
            else:
                column = from_columns(name, table, of, fields)
        column = _one(table, name) if column is None else column
        if isinstance(of, ListOf) and not pa.types.is_null(column.type):
            answers[name], counted, taken = take_items(name, place, column, of)
            columns |= dict(zip(counted.column_names, counted.columns, strict=True))
            if taken is not None:
                lists[name] = taken
            continue
        at = f"c{place}"
        answers[name], measured, cell = take_column(name, at, column, kind)
        if measured is not None:
            columns[at] = measured
        if cell is not None:
            cells[name] = cell
    rows = pa.array(np.arange(table.num_rows, dtype=np.int64))
    return People(
        answers=pa.table({"row": rows}).drop(["row"]) if not answers else pa.table(answers),
        columns=pa.table({"row": rows, **columns}),
        cells=cells,
        items=lists,
    )


def _one(table: pa.Table, name: str) -> Any:
    if table.column_names.count(name) != 1:
        there = ", ".join(table.column_names[:20])
        near = nearest(name, table.column_names)
        raise NotPeople(f"There must be one column {name}. There are: {there}. {near}".rstrip())
    return whole_column(table.column(name))


def _keys(table: pa.Table, key: str | None, items: Mapping[str, pa.Table]) -> tuple[str, Any]:
    """The column that says who is who in all files, and what it says of the people."""
    if key is None:
        shared = [name for name in table.column_names if all(name in one.column_names for one in items.values())]
        if len(shared) != 1:
            said = f"they share {', '.join(shared[:20])}" if shared else "they share none"
            raise NotPeople(f"Name the column that says who is who in all files with --key: {said}.")
        (key,) = shared
    for file, one in {"people": table, **items}.items():
        if one.column_names.count(key) != 1:
            there = ", ".join(one.column_names[:20])
            raise NotPeople(f"There must be one column {key} in the file of {file}. There are: {there}.")
    keys = whole_column(table.column(key))
    if keys.null_count:
        raise NotPeople(f"Row {pc.index(pc.is_null(keys), True).as_py() + 1} of the people has no {key}.")
    counts = pc.value_counts(keys)
    twice = pc.index(pc.greater(counts.field("counts"), 1), True).as_py()
    if twice >= 0:
        raise NotPeople(f"The {key} “{counts[twice]['values'].as_py()}” is there more than once among the people.")
    return key, keys


def write_found(found: pa.Table, path: Path) -> None:
    """Writes to a file beside it first, so that nobody reads half a file. Raises OSError."""
    half = path.with_name(path.name + ".part")
    try:
        # Without Arrow's own schema: it names types that older readers do not know, where Parquet's say the same.
        pyarrow.parquet.write_table(found, half, store_schema=False)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
