"""Looks for rows of a table that never hold, inputs that no row holds for, and rows that hold together."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

import msgspec

from footpath.rules import tree as t
from footpath.rules.operations import compare, equal, in_range
from footpath.rules.run import Names, Run
from footpath.rules.show import feel_text
from footpath.rules.times import Date, DaysAndTime, YearsAndMonths, date_from_days
from footpath.rules.types import (
    BOOLEAN,
    DATE,
    DAYS_AND_TIME,
    NUMBER,
    YEARS_AND_MONTHS,
    NumberIn,
    OneOf,
    Type,
    base,
    limits,
)
from footpath.rules.values import Range

# More combinations than this are not looked at one by one: checking must stay quick.
_COMBINATIONS_MOST = 20_000


# One gap closed often closes the next, and three say what is the matter.
_GAPS_MOST = 3


class Gap(msgspec.Struct, frozen=True):
    """Inputs that no row holds for: one of them, and the row that comes nearest to holding."""

    near: int
    example: str


class Dead(msgspec.Struct, frozen=True):
    """A row that no input comes to. Where its tests hold for one, `before` is the row that takes it."""

    row: int
    before: int = 0
    example: str = ""


class Overlap(msgspec.Struct, frozen=True):
    """A row that holds together with one before it, where only one may."""

    row: int
    before: int
    example: str


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """What a table's rows leave and share; each with an example input, written out. Rows count from 1."""

    gaps: tuple[Gap, ...] = ()
    dead: tuple[Dead, ...] = ()
    overlaps: tuple[Overlap, ...] = ()


def look_at(node: t.TableNode, names: tuple[str, ...], types: tuple[Type, ...]) -> Cover | None:
    """The cover of a table; None where its cells are not all plain values, ranges and comparisons with them."""
    cells: list[list[tuple[t.Tests, list[Any]]]] = []
    for row in node.rows:
        read = [(tests, _ends(tests)) for tests in row.when]
        if any(ends is None for _tests, ends in read):
            return None
        cells.append([(tests, ends or []) for tests, ends in read])
    atoms: list[list[Any]] = []
    count = 1
    for column, of in enumerate(types):
        values = _atoms(of, [end for row in cells for end in row[column][1]])
        if values is None:
            return None
        count *= len(values)
        atoms.append(values)
    if count > _COMBINATIONS_MOST:
        return None
    run = Run(Names({}))
    holds = [
        [[_passes(run, tests, value) for value in atoms[column]] for column, (tests, _ends_) in enumerate(row)]
        for row in cells
    ]
    return _look(node, names, types, atoms, holds)


def _look(
    node: t.TableNode,
    names: tuple[str, ...],
    types: tuple[Type, ...],
    atoms: list[list[Any]],
    holds: list[list[list[bool]]],
) -> Cover:
    uncovered: dict[tuple[int, ...], None] = {}
    overlaps: dict[int, Overlap] = {}
    behind: dict[int, Dead] = {}
    used: set[int] = set()
    for places in product(*(range(len(values)) for values in atoms)):
        rows = [
            number
            for number, row in enumerate(holds)
            if all(column[place] for column, place in zip(row, places, strict=True))
        ]
        if not rows:
            uncovered[places] = None
            continue
        used.update(rows[:1] if node.hit == "first" else rows)
        for row in rows[1:]:
            if node.hit == "first":
                behind.setdefault(row, Dead(row + 1, rows[0] + 1, _example(names, atoms, places)))
            elif row not in overlaps:
                before = next((one for one in rows if one < row and _clash(node, one, row)), None)
                if before is not None:
                    overlaps[row] = Overlap(row + 1, before + 1, _example(names, atoms, places))
    gaps = [
        Gap(_nearest_row(node, holds, places), _example(names, atoms, places))
        for places in _one_of_each(uncovered, atoms, [_is_choice(of) for of in types])
    ]
    return Cover(
        gaps=tuple(gaps[:_GAPS_MOST]),
        dead=tuple(behind.get(row, Dead(row + 1)) for row in range(len(node.rows)) if row not in used),
        overlaps=tuple(overlaps[row] for row in sorted(overlaps)),
    )


def _clash(node: t.TableNode, one: int, two: int) -> bool:
    """Whether two rows may not hold together: never where only one may, and where all must plainly not agree."""
    if node.hit != "any":
        return node.hit == "unique"
    outs = [
        tuple(given.value if isinstance(given, t.Literal) else None for given in node.rows[row].then)
        for row in (one, two)
    ]
    return None not in (*outs[0], *outs[1]) and outs[0] != outs[1]


def _nearest_row(node: t.TableNode, holds: list[list[list[bool]]], places: tuple[int, ...]) -> int:
    """The row of which most tests hold, dashes apart; of several the last, where a row for all others would stand."""
    passed = [
        sum(column[place] and not tests.any for column, place, tests in zip(row, places, written.when, strict=True))
        for row, written in zip(holds, node.rows, strict=True)
    ]
    return max(range(len(holds)), key=lambda row: (passed[row], row)) + 1


def _one_of_each(
    uncovered: dict[tuple[int, ...], None], atoms: list[list[Any]], choices: list[bool]
) -> Iterator[tuple[int, ...]]:
    """One input of each gap: inputs side by side are one. Options of a choice lie all side by side, null apart."""
    left = dict(uncovered)
    while left:
        first = next(iter(left))
        del left[first]
        waiting = [first]
        yield first
        while waiting:
            places = waiting.pop()
            for column, (place, values, choice) in enumerate(zip(places, atoms, choices, strict=True)):
                if values[place] is None:
                    continue
                for other in range(len(values)) if choice else (place - 1, place + 1):
                    beside = (*places[:column], other, *places[column + 1 :])
                    if beside in left and values[other] is not None:
                        del left[beside]
                        waiting.append(beside)


def _is_choice(of: Type) -> bool:
    return isinstance(limits(of), OneOf) or base(of) not in _IN_ORDER


_IN_ORDER = (NUMBER, DATE, DAYS_AND_TIME, YEARS_AND_MONTHS)


def _example(names: tuple[str, ...], atoms: list[list[Any]], places: tuple[int, ...]) -> str:
    parts = zip(names, atoms, places, strict=True)
    return ", ".join(f"{name} = {feel_text(values[place], literal=True)}" for name, values, place in parts)


def literal(node: object) -> tuple[bool, Any]:
    """Whether a tree is a plain value, and the value."""
    match node:
        case t.Literal(value=value):
            return True, value
        case t.Negative(of=t.Literal(value=Decimal() as value)):
            return True, -value
        case _:
            return False, None


def _ends(tests: t.Tests) -> list[Any] | None:
    """The values at which tests change their mind, or None for tests that are more than plain ones."""
    ends: list[Any] = []
    for test in tests.tests:
        if isinstance(test.by, t.RangeNode) and not test.op:
            for end in (test.by.start, test.by.end_of):
                plain, value = literal(end)
                if end is not None and (not plain or value is None):
                    return None
                if end is not None:
                    ends.append(value)
            continue
        plain, value = literal(test.by)
        if not plain:
            return None
        ends.append(value)
    return ends


def _passes(run: Run, tests: t.Tests, value: Any) -> bool:
    if tests.any:
        return True
    found = [_one(run, test, value) for test in tests.tests]
    hit = any(one is True for one in found)
    if tests.negated:
        return all(one is False for one in found)
    return hit


def _one(run: Run, test: t.Test, value: Any) -> bool | None:
    if isinstance(test.by, t.RangeNode):
        start = literal(test.by.start)[1] if test.by.start is not None else None
        end = literal(test.by.end_of)[1] if test.by.end_of is not None else None
        return in_range(run, value, Range(start, end, test.by.start_included, test.by.end_included, test.by.form))
    end = literal(test.by)[1]
    return compare(run, test.op, value, end) if test.op else equal(run, value, end)


def _atoms(of: Type, ends: list[Any]) -> list[Any] | None:
    """One value of every part into which the ends cut a type: each end, something between each two, and beyond."""
    inner = limits(of)
    kind = base(of)
    out: list[Any] = [None] if of.nullable else []
    plain = [end for end in ends if end is not None]
    if isinstance(inner, OneOf):
        return [*out, *inner.values]
    if kind == BOOLEAN:
        return [*out, True, False]
    if not plain:
        return None if kind not in (NUMBER,) else [*out, *_numbers(inner, [])]
    first = type(plain[0])
    if any(type(end) is not first for end in plain):
        return None
    match plain[0]:
        case Decimal():
            return [*out, *_numbers(inner, plain)]
        case str():
            known = list(dict.fromkeys(plain))
            other = "another"
            while other in known:
                other += "!"
            return [*out, *known, other]
        case Date():
            days = sorted({day + step for day in (end.days for end in plain) for step in (-1, 0, 1)})
            return [*out, *[one for one in map(date_from_days, days) if one is not None]]
        case DaysAndTime():
            lengths = sorted({end.nanos + step for end in plain for step in (-1, 0, 1)})
            return [*out, *[DaysAndTime(one) for one in lengths]]
        case YearsAndMonths():
            spans = sorted({end.months + step for end in plain for step in (-1, 0, 1)})
            return [*out, *[YearsAndMonths(one) for one in spans]]
        case _:
            return None


def _numbers(of: Type, ends: list[Decimal]) -> list[Decimal]:
    low, high, whole = (of.low, of.high, of.whole) if isinstance(of, NumberIn) else (None, None, False)
    cuts = sorted({*ends, *(end for end in (low, high) if end is not None)})
    if not cuts:
        return [Decimal(0)]
    values = [cuts[0] - 1]
    for one, two in zip(cuts, [*cuts[1:], cuts[-1] + 2], strict=True):
        values.append(one)
        between = (one + two) / 2
        if whole:
            between = between.to_integral_value()
        if one < between < two:
            values.append(between)
    return [
        value
        for value in values
        if (low is None or value >= low)
        and (high is None or value <= high)
        and (not whole or value == value.to_integral_value())
    ]
