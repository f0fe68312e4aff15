"""What a rule's syntax tree compares a question with."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from footpath.rules import tree as t
from footpath.rules.border import outward

MOST_OF_A_LIST = 3  # a list's items do the same; the first ones stand for all


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """The values that stand beside a question in rules. `only`: it is used in no other way than compared with these."""

    numbers: tuple[Decimal, ...]
    dates: tuple[date, ...]
    texts: tuple[str, ...]
    only: bool


def compared_with(
    name: str, direct: Sequence[t.Tree], distant: Sequence[t.Tree], constants: Mapping[str, Any]
) -> Compared:
    """`direct` are the rules that name the question; `distant` those that use one of these."""
    values: list[Any] = []
    only = True
    for tree in direct:
        only = _gather(tree, name, constants, values) and only
    numbers, dates, texts = _sorted(values)
    if not only:
        # What the question goes into may be compared far away: every value written in those rules is tried.
        for tree in (*direct, *distant):
            values.extend(written_in(tree, constants))
        numbers, dates, texts = _sorted(values)
    return Compared(numbers=numbers, dates=dates, texts=texts, only=only)


def _sorted(values: Sequence[Any]) -> tuple[tuple[Decimal, ...], tuple[date, ...], tuple[str, ...]]:
    numbers: dict[Decimal, None] = {}
    dates: dict[date, None] = {}
    texts: dict[str, None] = {}
    for value in values:
        match value:
            case bool() | None:
                pass
            case Decimal():
                numbers[value] = None
            case int():
                numbers[Decimal(value)] = None
            case date():
                dates[value] = None
            case str():
                texts[value] = None
            case _:
                pass
    return tuple(numbers), tuple(dates), tuple(texts)


def _gather(node: object, name: str, constants: Mapping[str, Any], values: list[Any]) -> bool:
    """Collects what stands beside `name`; False where it is used in another way than beside a known value."""
    values.extend(_nothing_from(node, name, constants))
    match node:
        case t.Compare(left=left, right=right):
            if is_question(left, name) or is_question(right, name):
                other = right if is_question(left, name) else left
                found = known_values(other, constants)
                if found is None:
                    return False
                values.extend(found)
                return True
        case t.Between(of=of, low=low, high=high) if is_question(of, name):
            return _beside((low, high), constants, values)
        case t.In(of=of, tests=tests) if is_question(of, name):
            return _tests(tests, constants, values)
        case t.TableNode(columns=columns, rows=rows, gives=gives):
            fine = True
            for at, column in enumerate(columns):
                if is_question(column.of, name):
                    for row in rows:
                        fine = _tests(row.when[at], constants, values) and fine
                else:
                    fine = _gather(column.of, name, constants, values) and fine
                    for row in rows:
                        fine = _gather(row.when[at], name, constants, values) and fine
            for row in rows:
                fine = _gather(row.then, name, constants, values) and fine
            return _gather(gives, name, constants, values) and fine
        case t.Name():
            # A bare yes or no is used as it stands, and both its values are always tried.
            return node.name != name
        case _:
            pass
    fine = True
    for child in children(node):
        fine = _gather(child, name, constants, values) and fine
    return fine


def _nothing_from(node: object, name: str, constants: Mapping[str, Any]) -> Iterator[Any]:
    """Answers that a part of a rule has no value for: zero below a line, an item too far, a text that is no number."""
    match node:
        case t.Product(rest=rest) if any(op == "/" and is_question(part, name) for op, part in rest):
            yield Decimal(0)
        case t.Filter(of=of, by=by) if is_question(by, name):
            items = constants.get(of.name) if isinstance(of, t.Name) else getattr(of, "items", None)
            yield Decimal(len(items) + 1 if isinstance(items, list | tuple) else 0)
        case t.Call(function=t.Name(name=called), args=(arg, *_)) if called in _READS and is_question(arg, name):
            yield NO_VALUE
        case _:
            pass


_READS = frozenset(("number", "date", "time", "date and time", "duration"))
NO_VALUE = "Another answer"  # a text that is neither a number nor a date, nor anything that a rule names


def _beside(nodes: Sequence[object], constants: Mapping[str, Any], values: list[Any]) -> bool:
    for node in nodes:
        found = known_values(node, constants)
        if found is None:
            return False
        values.extend(found)
    return True


def _tests(tests: t.Tests, constants: Mapping[str, Any], values: list[Any]) -> bool:
    return _beside([test.by for test in tests.tests], constants, values)


def is_question(node: object, name: str) -> bool:
    """Whether a tree is the question itself, or a field of it."""
    return (isinstance(node, t.Name) and node.name == name) or (isinstance(node, t.Path) and is_question(node.of, name))


def known_values(node: object, constants: Mapping[str, Any]) -> list[Any] | None:
    """The values that a tree written without any answer has; None where it depends on something else."""
    match node:
        case t.Literal(value=value):
            return [outward(value)]
        case t.Negative(of=t.Literal(value=Decimal() as value)):
            return [-value]
        case t.Name(name=name) if name in constants:
            held = constants[name]
            return list(held[:MOST_OF_A_LIST]) if isinstance(held, list | tuple) else [held]
        case t.ListOfNodes(items=items):
            return _all(items, constants)
        case t.RangeNode(start=start, end_of=end):
            return _all([one for one in (start, end) if one is not None], constants)
        case t.Tests(tests=tests):
            return _all([test.by for test in tests], constants)
        case _:
            return None


def _all(nodes: Sequence[object], constants: Mapping[str, Any]) -> list[Any] | None:
    found: list[Any] = []
    for node in nodes:
        values = known_values(node, constants)
        if values is None:
            return None
        found.extend(values)
    return found


def written_in(node: object, constants: Mapping[str, Any]) -> Iterator[Any]:
    """Every value written in a tree, and those of the figures and lists that it names."""
    found = known_values(node, constants)
    if found is not None:
        yield from found
        return
    for child in children(node):
        yield from written_in(child, constants)


class Choice(msgspec.Struct, frozen=True):
    """An `if`, and those it stands in: each with the side, true for `then`."""

    node: t.If
    within: tuple[tuple[t.If, bool], ...] = ()


def choices(node: object, within: tuple[tuple[t.If, bool], ...] = ()) -> Iterator[Choice]:
    """Every `if` in a tree."""
    if isinstance(node, t.If):
        yield Choice(node, within)
        yield from choices(node.test, within)
        yield from choices(node.then, (*within, (node, True)))
        yield from choices(node.other, (*within, (node, False)))
    else:
        for child in children(node):
            yield from choices(child, within)


def children(node: object) -> Iterator[object]:
    if isinstance(node, tuple):
        yield from node
    elif isinstance(node, msgspec.Struct):
        for field in node.__struct_fields__:
            value = getattr(node, field)
            if isinstance(value, tuple | msgspec.Struct):
                yield value
