"""Rules that compare a choice with an option it does not have, so that they are never true."""

from collections.abc import Iterator, Mapping

import msgspec

from footpath.rules import tree as t

type Options = Mapping[str, tuple[str, ...]]


class Unknown(msgspec.Struct, frozen=True):
    """A text that is no option of the question. `cell` is the part of a table it stands in, like rows.1.0."""

    question: str
    word: str
    at: int
    cell: str = ""


def unknown_options(tree: t.Tree, options: Options) -> Iterator[Unknown]:
    """Every text of a rule that is compared with the answer to a choice and is none of its options."""
    yield from _look(tree, options, "")


def _look(node: object, options: Options, cell: str) -> Iterator[Unknown]:
    match node:
        case t.Compare(op="=" | "!=", left=left, right=right):
            yield from _compared(left, (right,), options, cell)
            yield from _compared(right, (left,), options, cell)
        case t.In(of=of, tests=tests):
            yield from _compared(of, _tested(tests), options, cell)
            for test in tests.tests:  # "food" in streams
                yield from _compared(test.by, (of,), options, cell)
        case t.Call(function=t.Name(name="list contains"), args=(held, word)):
            yield from _compared(held, (word,), options, cell)
        case t.TableNode(columns=columns, rows=rows):
            for row_at, row in enumerate(rows):
                for column_at, (column, tests) in enumerate(zip(columns, row.when, strict=True)):
                    yield from _compared(column.of, _tested(tests), options, f"rows.{row_at}.{column_at}")
        case t.For(loops=loops) | t.Quantified(loops=loops):
            options = _without(options, (loop.name for loop in loops))
        case t.Function(params=params):
            options = _without(options, (param.name for param in params))
        case t.Context(entries=entries):
            options = _without(options, (entry.name for entry in entries))
        case _:
            pass
    for part, below in _parts(node, cell):
        yield from _look(part, options, below)


def _parts(node: object, cell: str) -> Iterator[tuple[object, str]]:
    match node:
        case t.TableNode(columns=columns, rows=rows):
            for at, column in enumerate(columns):
                yield column.of, f"given.{at}"
            for at, row in enumerate(rows):
                for place, part in enumerate((*row.when, *row.then)):
                    yield part, f"rows.{at}.{place}"
        case tuple():
            for part in node:
                yield part, cell
        case msgspec.Struct():
            for field in node.__struct_fields__:
                yield getattr(node, field), cell
        case _:
            pass


def _compared(asked: t.Tree, words: tuple[t.Tree, ...], options: Options, cell: str) -> Iterator[Unknown]:
    match asked:
        case t.Name(name=question) | t.Path(field=question) if question in options:
            pass
        case _:
            return
    for word in words:
        match word:
            case t.Literal(value=str() as text) if text not in options[question]:
                yield Unknown(question, text, word.at, cell)
            case t.ListOfNodes(items=items):
                yield from _compared(asked, items, options, cell)
            case _:
                pass


def _tested(tests: t.Tests) -> tuple[t.Tree, ...]:
    return tuple(test.by for test in tests.tests if test.op in ("", "=", "!="))


def _without(options: Options, names: Iterator[str]) -> Options:
    """Names that mean something else inside a loop, function or context."""
    bound = set(names)
    return {name: ids for name, ids in options.items() if name not in bound} if bound & options.keys() else options
