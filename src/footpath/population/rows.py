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

from footpath.population.parts import Part, part_of
from footpath.rules import NotAValue, OverBudget, RuleBook

# A process takes two seconds to start, and a part of a rule about a fifth of a microsecond: less than ten seconds of
# work is done sooner here.
_PARTS_WORTH_PROCESSES = 50_000_000
_CHUNK = 5_000


class RowRefused(Exception):
    """One row went over the budget of rules, or holds what is no value. Nothing was written; mend the row."""

    def __init__(self, row: int, why: str) -> None:
        # Both are kept as they came: an error goes from one process to another by its arguments.
        super().__init__(row, why)
        self.row = row
        self.why = why

    def __str__(self) -> str:
        return f"Row {self.row}: {self.why}"


def find_rows(
    book: RuleBook, rules: tuple[str, ...], answers: pa.Table, *, on: date, processes: int | None = None
) -> Iterator[tuple[int, list[Part]]]:
    """How many rows, and the values of each rule for them: chunk by chunk, in the order of the rows.

    `processes` left out, as many as are worth their start. Raises RowRefused.
    """
    chunks = [(start, answers.slice(start, _CHUNK)) for start in range(0, answers.num_rows, _CHUNK)]
    parts = sum(len(parts_of(book.trees[rule])) for rule in with_below(book, rules))
    worth = parts * answers.num_rows > _PARTS_WORTH_PROCESSES
    many = processes or (os.cpu_count() or 1 if worth else 1)
    if many == 1 or len(chunks) < 2:
        work = _Work(book, rules, on)
        for start, chunk in chunks:
            yield work.find(start, chunk)
        return
    # Spawned, not forked: engines have threads, and a fork copies their locks without them.
    with ProcessPoolExecutor(
        many, mp_context=get_context("spawn"), initializer=_begin, initargs=(pack_book(book), rules, on)
    ) as pool:
        yield from pool.map(_find, chunks)


def with_below(book: RuleBook, rules: tuple[str, ...]) -> frozenset[str]:
    """The rules, and those they rest on."""
    found: set[str] = set()
    left = list(rules)
    while left:
        rule = left.pop()
        if rule not in found and rule in book.trees:
            found.add(rule)
            left.extend(book.uses(rule))
    return frozenset(found)


class _Work:
    def __init__(self, book: RuleBook, rules: tuple[str, ...], on: date) -> None:
        self.calculate = book.calculator(*rules, on=on)

    def find(self, start: int, chunk: pa.Table) -> tuple[int, list[Part]]:
        found: list[tuple[Any, ...]] = []
        rows: list[Mapping[str, object]] = chunk.to_pylist() if chunk.num_columns else [{}] * chunk.num_rows
        for place, row in enumerate(rows):
            try:
                found.append(self.calculate(row))
            except (NotAValue, OverBudget) as why:
                raise RowRefused(start + place + 1, str(why)) from None
        # As columns, for numbers one by one take longer on their way between processes than they took to find.
        return len(found), [part_of(list(values)) for values in zip(*found, strict=True)]


_here: list[_Work] = []


def _begin(packed: bytes, rules: tuple[str, ...], on: date) -> None:
    _here[:] = [_Work(unpack_book(packed), rules, on)]


def _find(chunk: tuple[int, pa.Table]) -> tuple[int, list[Part]]:
    return _here[0].find(*chunk)


def pack_book(book: RuleBook) -> bytes:
    """A book for another process. Kinds are kept by the identity of a tree's parts, so they go along in their order."""
    return pickle.dumps(
        {
            "order": book.order,
            "trees": dict(book.trees),
            "kinds": [book.kinds.get(id(part)) for part in parts_of(tuple(book.trees.values()))],
            "types": dict(book.types),
            "inputs": dict(book.inputs),
            "figures": dict(book.figures),
            "uses": {rule: book.uses(rule) for rule in book.order},
            "budget": book.budget,
        }
    )


def unpack_book(packed: bytes) -> RuleBook:
    held = pickle.loads(packed)  # noqa: S301 -- our own bytes, from the process that started this one
    parts = parts_of(tuple(held["trees"].values()))
    held["kinds"] = {id(part): kind for part, kind in zip(parts, held["kinds"], strict=True) if kind is not None}
    return RuleBook(**held)


def parts_of(node: object) -> list[object]:
    """Every part of a tree, each before what it holds."""
    if isinstance(node, tuple):
        return [part for one in node for part in parts_of(one)]
    if not isinstance(node, msgspec.Struct):
        return []
    return [node, *(part for field in node.__struct_fields__ for part in parts_of(getattr(node, field)))]
