"""Rules found row by row on the exact engine, in parallel processes."""

import os
import pickle
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from typing import Any

import msgspec
import pyarrow as pa

from footpath.rules import NotAValue, OverBudget, RuleBook

# A process takes about half a second to start, in which one process finds some ten thousand rows.
_ROWS_WORTH_A_PROCESS = 20_000
_CHUNK = 5_000


class RowRefused(Exception):
    """One row went over the budget of rules, or holds what is no value. Nothing was written; mend the row."""

    def __init__(self, row: int, why: str) -> None:
        super().__init__(f"Row {row}: {why}")
        self.row = row


def find_rows(
    book: RuleBook, rules: tuple[str, ...], answers: pa.Table, *, on: date, processes: int | None = None
) -> Iterator[list[tuple[Any, ...]]]:
    """The rules' values, chunk by chunk in the order of the rows. Raises RowRefused."""
    chunks = [(start, answers.slice(start, _CHUNK)) for start in range(0, answers.num_rows, _CHUNK)]
    many = processes or os.cpu_count() or 1
    if answers.num_rows < _ROWS_WORTH_A_PROCESS or many == 1:
        work = _Work(book, rules, on)
        for start, chunk in chunks:
            yield work.find(start, chunk)
        return
    # Spawned, not forked: engines have threads, and a fork copies their locks without them.
    with ProcessPoolExecutor(
        many, mp_context=get_context("spawn"), initializer=_begin, initargs=(pack_book(book), rules, on)
    ) as pool:
        yield from pool.map(_find, chunks)


class _Work:
    def __init__(self, book: RuleBook, rules: tuple[str, ...], on: date) -> None:
        self.calculate = book.calculator(*rules, on=on)

    def find(self, start: int, chunk: pa.Table) -> list[tuple[Any, ...]]:
        found = []
        rows: list[Mapping[str, object]] = chunk.to_pylist() if chunk.num_columns else [{}] * chunk.num_rows
        for place, row in enumerate(rows):
            try:
                found.append(self.calculate(row))
            except (NotAValue, OverBudget) as why:
                raise RowRefused(start + place + 1, str(why)) from None
        return found


_here: list[_Work] = []


def _begin(packed: bytes, rules: tuple[str, ...], on: date) -> None:
    _here[:] = [_Work(unpack_book(packed), rules, on)]


def _find(chunk: tuple[int, pa.Table]) -> list[tuple[Any, ...]]:
    return _here[0].find(*chunk)


def pack_book(book: RuleBook) -> bytes:
    """A book for another process. Kinds are kept by the identity of a tree's parts, so they go along in their order."""
    return pickle.dumps(
        {
            "order": book.order,
            "trees": dict(book.trees),
            "kinds": [book.kinds.get(id(part)) for part in _parts(tuple(book.trees.values()))],
            "types": dict(book.types),
            "inputs": dict(book.inputs),
            "figures": dict(book.figures),
            "uses": {rule: book.uses(rule) for rule in book.order},
            "budget": book.budget,
        }
    )


def unpack_book(packed: bytes) -> RuleBook:
    held = pickle.loads(packed)  # noqa: S301 -- our own bytes, from the process that started this one
    parts = _parts(tuple(held["trees"].values()))
    held["kinds"] = {id(part): kind for part, kind in zip(parts, held["kinds"], strict=True) if kind is not None}
    return RuleBook(**held)


def _parts(node: object) -> list[object]:
    """Every part of a tree, each before what it holds."""
    if isinstance(node, tuple):
        return [part for one in node for part in _parts(one)]
    if not isinstance(node, msgspec.Struct):
        return []
    return [node, *(part for field in node.__struct_fields__ for part in _parts(getattr(node, field)))]
