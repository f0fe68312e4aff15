"""Check 50: the author's examples pass, see every page and exit, and stand on the edges of what decides."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject, rule_place
from footpath.checks.trees import children
from footpath.journey import Way, decode, walk
from footpath.journey.examples import day_of
from footpath.questions.bounds import bounds_on
from footpath.rules import Constant, Dated, NotAValue, OverBudget
from footpath.rules import tree as t
from footpath.rules.border import outward

MOST_SAID = 4  # edges named in one sentence


class Edge(msgspec.Struct, frozen=True):
    """Two sides that a rule compares by size; where they are equal, a mistake of one is seen."""

    left: object
    right: object


class Walked(msgspec.Struct, frozen=True):
    """An example on its day."""

    way: Way
    on: date


def find(subject: Subject) -> Iterator[Found]:
    service = subject.service
    if not service.examples:
        yield Found(
            path="examples",
            wrong="There are no examples: nobody would notice if a change broke a rule.",
            mend="Add `examples:`, the first one for the person who applies most often.",
        )
        return
    for at, result in enumerate(subject.examples):
        for wrong in result.wrong:
            key = wrong.partition(":")[0]
            place = f"examples.{at}.expect.{key}" if key in service.examples[at].expect else f"examples.{at}"
            yield Found(
                path=place,
                wrong=f"The example “{result.name}” fails. {wrong}",
                mend="Correct the rule, or what the example expects of it.",
                level="error",
            )
    pages = {page for result in subject.examples for page in result.pages}
    for page in service.pages:
        if page.id not in pages:
            yield Found(path=f"pages.{page.id}", wrong=f"No example comes to the page {page.id}.")
    exits = {result.exit for result in subject.examples}
    for exit_ in service.exits:
        if exit_.id not in exits:
            yield Found(path=f"exits.{exit_.id}", wrong=f"No example comes to the exit {exit_.id}.")
    yield from _edges_nobody_stands_on(subject)


def _edges_nobody_stands_on(subject: Subject) -> Iterator[Found]:
    book = subject.edition.rules
    walked = list(_walked(subject))
    for key in _deciding(subject):
        missing: list[str] = []
        for edge in edges(book.trees[key]):
            if _can_stand_on(subject, edge) and not any(_stands_on(subject, edge, one) for one in walked):
                said = f"{_said(edge.left)} = {_said(edge.right)}"
                if said not in missing:
                    missing.append(said)
        if missing:
            more = f" and {len(missing) - MOST_SAID} more" if len(missing) > MOST_SAID else ""
            yield Found(
                path=rule_place(key),
                wrong=f"No example stands on the edge where {', '.join(missing[:MOST_SAID])}{more}.",
                mend="Add an example with exactly that value: there, “less than” and “at most” part.",
            )


def _deciding(subject: Subject) -> Iterator[str]:
    """The rules that a charge or an automatic decision rests on."""
    book = subject.edition.rules
    todo = [key for key in book.order if key == "charge" or key.startswith("automatic:")]
    seen: set[str] = set()
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo += [name for name in book.uses(key) if name in book.trees]
    yield from (key for key in book.order if key in seen)


def edges(node: object) -> Iterator[Edge]:
    """What a tree compares by size."""
    match node:
        case t.Compare(op=op, left=left, right=right) if op in ("<", "<=", ">", ">="):
            yield Edge(left, right)
        case t.Between(of=of, low=low, high=high):
            yield Edge(of, low)
            yield Edge(of, high)
        case t.In(of=of, tests=tests):
            yield from _edges_of_tests(of, tests)
        case t.TableNode(columns=columns, rows=rows):
            for at, column in enumerate(columns):
                for row in rows:
                    yield from _edges_of_tests(column.of, row.when[at])
        case _:
            pass
    for child in children(node):
        yield from edges(child)


def _edges_of_tests(of: object, tests: object) -> Iterator[Edge]:
    for test in tests.tests if isinstance(tests, t.Tests) else ():
        if test.op in ("<", "<=", ">", ">="):
            yield Edge(of, test.by)
        elif isinstance(test.by, t.RangeNode):
            yield from (Edge(of, end) for end in (test.by.start, test.by.end_of) if end is not None)


def _walked(subject: Subject) -> Iterator[Walked]:
    for example in subject.service.examples:
        on = day_of(subject.edition, example)
        try:
            yield Walked(walk(subject.edition, decode(subject.service, example.answers), on=on), on)
        except (NotAValue, OverBudget):
            continue


def _stands_on(subject: Subject, edge: Edge, walked: Walked) -> bool:
    left, right = (_value(subject, side, walked) for side in (edge.left, edge.right))
    return isinstance(left, Decimal | date) and type(left) is type(right) and left == right


def _value(subject: Subject, node: object, walked: Walked) -> Any:
    book = subject.edition.rules
    match node:
        case t.Literal(value=value):
            return outward(value)
        case t.Negative(of=t.Literal(value=Decimal() as value)):
            return -value
        case t.Name(name=name) if name in book.figures:
            figure = book.figures[name]
            now: Constant | None = figure.on(walked.on) if isinstance(figure, Dated) else figure
            return None if now is None else now.value
        case t.Name(name=name) if name in book.trees:
            try:
                return walked.way.findings.value(name)
            except (NotAValue, OverBudget):
                return None
        case t.Name(name=name):
            return walked.way.in_use.get(name)
        case t.Path(of=of, field=field):
            held = _value(subject, of, walked)
            return held.get(field) if isinstance(held, Mapping) else None
        case _:
            return None


def _can_stand_on(subject: Subject, edge: Edge) -> bool:
    """Whether both sides can be read off an example, and an answer may have the value."""
    sides = (edge.left, edge.right)
    if not all(isinstance(side, t.Name | t.Path | t.Literal | t.Negative) for side in sides):
        return False
    if not any(isinstance(side, t.Name | t.Path) for side in sides):
        return False
    return not any(
        isinstance(side, t.Name) and isinstance(other, t.Literal) and _out_of_bounds(subject, side.name, other.value)
        for side, other in (sides, sides[::-1])
    )


def _out_of_bounds(subject: Subject, name: str, value: Any) -> bool:
    question = subject.service.question(name)
    if question is None:
        return False
    ends = bounds_on(question, subject.ways.on)
    low, high = ends.low, ends.high
    match outward(value):
        case Decimal() as number:
            return (isinstance(low, Decimal) and number < low) or (isinstance(high, Decimal) and number > high)
        case date() as day:
            return (isinstance(low, date) and day < low) or (isinstance(high, date) and day > high)
        case _:
            return False


def _said(node: object) -> str:
    match node:
        case t.Name(name=name):
            return name
        case t.Path(of=of, field=field):
            return f"{_said(of)}.{field}"
        case t.Literal(value=value):
            return str(outward(value))
        case t.Negative(of=of):
            return f"-{_said(of)}"
        case _:
            return "…"


CHECK = Check(
    number="50",
    level="warning",
    says="The examples pass; together they see every page and every exit, and stand on each edge of the rules that "
    "charge "
    "and decide.",
    mend="Add an example that goes there.",
    source="Tests that authors keep by hand are not kept: examples run on every check, adaptation and upgrade",
    find=find,
)
