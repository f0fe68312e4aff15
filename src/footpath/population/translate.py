"""Translates the trees of a rule book for many people at once, or says of a rule why it runs row by row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from footpath.population.cell import NULL, Cell, Kind, NotTranslated, number, text, truth
from footpath.population.lists import LISTED, Lists
from footpath.population.people import People
from footpath.rules import FUNCTIONS, RuleBook
from footpath.rules import tree as t
from footpath.rules.cover import literal
from footpath.rules.evaluate import mentions
from footpath.rules.functions.function import call_builtin
from footpath.rules.run import Names, Run
from footpath.rules.times import DAY_NANOS, Date, DaysAndTime, YearsAndMonths, from_python

ROUNDINGS = ("decimal", "floor", "ceiling", "round up", "round down", "round half up", "round half down")
# Calls of these are worked out beforehand where their arguments are written out.
_FOLDED = ("date", "number", "duration")


@dataclass(frozen=True, slots=True)
class Translated:
    """The cells of the rules that can be translated, and the reasons of those that can not."""

    cells: Mapping[str, Cell]
    reasons: Mapping[str, str]
    rounds: tuple[Mapping[str, Cell], ...]


def translate(book: RuleBook, wanted: frozenset[str], people: People, *, on: date, digits: int) -> Translated:
    """The wanted rules of a book. Columns of the people that are no cells can not be used by an engine."""
    translator = _Translator(book, people, on, digits)
    for rule in book.order:
        if rule not in wanted:
            continue
        try:
            translator.found[rule] = translator.cells.keep(translator.rule(book.trees[rule]))
        except NotTranslated as why:
            translator.reasons[rule] = str(why)
    return Translated(
        {rule: cell for rule, cell in translator.found.items() if cell.kind not in (Kind.DAYS, Kind.MONTHS)},
        translator.reasons
        | {rule: f"it is a {cell.kind}" for rule, cell in translator.found.items() if cell.kind in _LENGTHS},
        tuple(translator.cells.rounds),
    )


_LENGTHS = (Kind.DAYS, Kind.MONTHS)


class _Translator(Lists):
    def __init__(self, book: RuleBook, people: People, on: date, digits: int) -> None:
        super().__init__(book, people, digits)
        self.figures = book.day(on).values
        self.on = on
        self.found: dict[str, Cell] = {}
        self.reasons: dict[str, str] = {}

    def rule(self, tree: t.Tree) -> Cell:
        if self.is_list(tree):
            raise NotTranslated("it gives a list")
        return self.table(tree) if isinstance(tree, t.TableNode) else self.cell(tree)

    def cell(self, node: t.Tree) -> Cell:
        match node:
            case t.Literal(value=value):
                return _constant(value)
            case t.Name(name=name):
                return self._name(name)
            case t.Sum(first=first, rest=rest):
                found = self.cell(first)
                for op, part in rest:
                    found = self._sum(op, found, self.cell(part))
                return found
            case t.Product(first=first, rest=rest):
                return self._product(first, rest)
            case t.Negative(of=of):
                inner = self.cell(of)
                if not inner.counted or inner.kind == Kind.DATE:
                    raise NotTranslated(f"a minus sign stands before a {inner.kind}")
                return self.cells.negative(inner)
            case t.Compare(op=op, left=left, right=right):
                return self._compare(op, self.cell(left), self.cell(right))
            case t.Between(of=of, low=low, high=high):
                value = self.cells.keep(self.cell(of))
                ends = [self._compare(">=", value, self.cell(low)), self._compare("<=", value, self.cell(high))]
                return self.cells.joined(ends, every=True)
            case t.In(of=of, tests=tests):
                return self._tests(self.cells.keep(self.cell(of)), tests)
            case t.And(parts=parts):
                return self.cells.joined([self.cell(part) for part in parts], every=True)
            case t.Or(parts=parts):
                return self.cells.joined([self.cell(part) for part in parts], every=False)
            case t.If(test=test, then=then, other=other):
                return self.cells.choose([(self.cell(test), self.cell(then))], self.cell(other))
            case t.Path(of=t.Filter(of=of, by=by), field=field) if self.is_list(of) and not self.is_list(node):
                return self.of_list(lambda: self.item(of, by, field))
            case t.Filter(of=of, by=by) if self.is_list(of) and not self.is_list(node):
                return self.of_list(lambda: self.item(of, by, None))
            case t.Path(of=of, field=field) if not self.is_list(of):
                return self._part(of, field)
            case t.Quantified(loops=(loop,)) if loop.to is None and self.is_list(loop.over):
                return self.of_list(lambda: self.quantified(node))
            case t.Call():
                return self._call(node)
            case _:
                raise NotTranslated(f"{_SAID.get(type(node), 'a part of it')} is worked out for one person at a time")

    def _name(self, name: str) -> Cell:
        if name == "?" and self.asked:
            scope, cell = self.asked[-1]
            return self.here(cell, scope)
        bound = self.bound(name)
        if isinstance(bound, Cell):
            return bound
        if bound is not None:
            raise NotTranslated("an item is asked for as a whole")
        if name in self.book.trees:
            if name in self.found:
                return self.here(self.found[name])
            raise NotTranslated(f"it rests on {name}, which runs row by row")
        if name in self.figures:
            return _constant(self.figures[name])
        if name in self.people.cells:
            return self.here(self.people.cells[name])
        raise NotTranslated(f"{name} is not one plain column")

    # Arithmetic

    def _sum(self, op: str, a: Cell, b: Cell) -> Cell:
        c = self.cells
        does = c.add if op == "+" else c.subtract
        match op, a.kind, b.kind:
            case _, Kind.NUMBER, Kind.NUMBER:
                return does(a, b)
            case "-", Kind.DATE, Kind.DATE:
                return c.subtract(a, b, kind=Kind.DAYS)
            case _, Kind.DATE, Kind.DAYS:
                return self.calendar.within(does(a, b, kind=Kind.DATE))
            case "+", Kind.DAYS, Kind.DATE:
                return self.calendar.within(c.add(a, b, kind=Kind.DATE))
            case "+", Kind.DATE, Kind.MONTHS:
                return self.calendar.within(self.calendar.add_months(a, b))
            case "-", Kind.DATE, Kind.MONTHS:
                return self.calendar.within(self.calendar.add_months(a, c.negative(b)))
            case "+", Kind.MONTHS, Kind.DATE:
                return self.calendar.within(self.calendar.add_months(b, a))
            case (_, Kind.DAYS, Kind.DAYS) | (_, Kind.MONTHS, Kind.MONTHS):
                return does(a, b, kind=a.kind)
        raise NotTranslated(f"{op} joins a {a.kind} and a {b.kind}")

    def _product(self, first: t.Tree, rest: tuple[tuple[str, t.Tree], ...]) -> Cell:
        found = self._number(first)
        for op, part in rest:
            by = self._number(part)
            if op == "*":
                found = self.cells.multiply(found, by)
                continue
            exact = self.cells.divide_exactly(found, by)
            if exact is None:
                raise NotTranslated(
                    "a division can have 34 digits; round what it gives at once, like decimal(a / b, 2)"
                )
            found = exact
        return found

    def _number(self, node: t.Tree) -> Cell:
        found = self.cell(node)
        if found.kind != Kind.NUMBER:
            raise NotTranslated(f"arithmetic is done on a {found.kind}")
        return found

    def _rounded(self, node: t.Tree, places: int, how: str) -> Cell:
        match node:
            case t.Call(function=t.Name(name="mean"), args=(of,), names=None) if (
                self.is_list(of) and not self.binds("mean") and "mean" not in self.book.trees
            ):
                return self.of_list(lambda: self.cells.rounded_quotient(*self.mean(of), places, how))
        if isinstance(node, t.Product) and node.rest[-1][0] == "/":
            before = node.rest[:-1]
            above = self._product(node.first, before) if before else self._number(node.first)
            below = self._number(node.rest[-1][1])
            exact = self.cells.divide_exactly(above, below)
            if exact is None:
                return self.cells.rounded_quotient(above, below, places, how)
            return self.cells.rounded(exact, places, how)
        return self.cells.rounded(self._number(node), places, how)

    # Conditions

    def _compare(self, op: str, a: Cell, b: Cell) -> Cell:
        match op:
            case "=":
                return self.cells.equal(a, b)
            case "!=":
                return self.cells.opposite(self.cells.equal(a, b))
        if Kind.BOOLEAN in (a.kind, b.kind):
            raise NotTranslated("true and false are put in order")
        return self.cells.compare(op, a, b)

    def _tests(self, value: Cell, tests: t.Tests) -> Cell:
        if tests.any:
            return truth(True)
        found = self.cells.joined([self._test(value, test) for test in tests.tests], every=False)
        return self.cells.opposite(found) if tests.negated else found

    def _test(self, value: Cell, test: t.Test) -> Cell:
        by = test.by
        if test.op:
            return self._compare(test.op, value, self.cell(by))
        if mentions(by, "?"):
            self.asked.append((self.scope, value))
            try:
                return self.cell(by)
            finally:
                self.asked.pop()
        return self._passes(value, by)

    def _passes(self, value: Cell, by: t.Tree) -> Cell:
        """A test that is a value: the same, within a range, or one of a list's."""
        if isinstance(by, t.RangeNode):
            return self._within(value, by)
        if isinstance(by, t.ListOfNodes):
            return self.cells.joined([self._passes(value, one) for one in by.items], every=False)
        held = self.figures.get(by.name) if isinstance(by, t.Name) else None
        if isinstance(held, list):
            return self.cells.joined([self.cells.equal(value, _constant(one)) for one in held], every=False)
        return self.cells.equal(value, self.cell(by))

    def _within(self, value: Cell, by: t.RangeNode) -> Cell:
        low = self.cell(by.start) if by.start is not None else None
        high = self.cell(by.end_of) if by.end_of is not None else None
        ends = [end for end in (low, high) if end is not None]
        if any(end.nullable for end in ends) or len({end.kind for end in ends}) != 1 or ends[0].kind == Kind.BOOLEAN:
            raise NotTranslated("an end of a range can be null")
        found = []
        if low is not None:
            found.append(self.cells.compare(">=" if by.start_included else ">", value, low))
        if high is not None:
            found.append(self.cells.compare("<=" if by.end_included else "<", value, high))
        return self.cells.joined(found, every=True)

    # Parts and functions

    def _part(self, of: t.Tree, field: str) -> Cell:
        held = self.bound(of.name) if isinstance(of, t.Name) else None
        if held is None or isinstance(held, Cell):
            return self.path(self.cell(of), field)
        return self.field(held, field)

    def path(self, of: Cell, field: str) -> Cell:
        match of.kind, field:
            case Kind.DATE, "year" | "month" | "day":
                return self.calendar.parts(of)[("year", "month", "day").index(field)]
            case Kind.DATE, "weekday":
                plain = replace(of, kind=Kind.NUMBER)
                since = self.cells.left_over(self.cells.keep(self.cells.add(plain, number(3))), number(7))
                return self.cells.add(since, number(1))
            case Kind.DAYS, "days":
                return replace(of, kind=Kind.NUMBER)
            case Kind.MONTHS, "years":
                return self.cells.rounded_quotient(replace(of, kind=Kind.NUMBER), number(12), 0, "round down")
        raise NotTranslated(f".{field} is asked of a {of.kind}")

    def _call(self, node: t.Call) -> Cell:
        name = node.function.name if isinstance(node.function, t.Name) else ""
        ours = name in self.book.inputs or name in self.book.figures or name in self.book.trees or self.binds(name)
        if name not in FUNCTIONS or ours or node.names is not None:
            raise NotTranslated("a function of the rule's own, or named arguments, are worked out one person at a time")
        args = node.args
        if name in LISTED and len(args) == LISTED[name] and self.is_list(args[0]):
            return self.of_list(lambda: self.list_call(name, args))
        if name in _FOLDED and all(isinstance(arg, t.Literal) for arg in args):
            values = tuple(arg.value for arg in args if isinstance(arg, t.Literal))
            return _constant(call_builtin(Run(Names({}), on=self.on), FUNCTIONS[name], values, None))
        if name in ROUNDINGS and args:
            return self._rounding(name, args)
        if name in ("min", "max", "sum") and len(args) == 1 and isinstance(args[0], t.ListOfNodes):
            args = args[0].items
        match name, len(args):
            case (("min" | "max" | "sum"), count) if count and not any(isinstance(arg, t.ListOfNodes) for arg in args):
                return self._of_all(name, [self.cell(arg) for arg in args])
            case "abs", 1:
                return self.cells.without_sign(self._number(args[0]))
            case "not", 1:
                return self.cells.opposite(self.cells.joined([self.cell(args[0])], every=True))
            case "today", 0:
                return _constant(from_python(self.on))
            case "years and months duration", 2:
                start, end = self.cell(args[0]), self.cell(args[1])
                if (start.kind, end.kind) == (Kind.DATE, Kind.DATE):
                    return self.calendar.months_between(start, end)
        raise NotTranslated(f"{name}() is worked out for one person at a time")

    def _rounding(self, name: str, args: tuple[t.Tree, ...]) -> Cell:
        places: Any = Decimal(0)
        if len(args) == 2:
            places = literal(args[1])[1]
        if type(places) is not Decimal or places != int(places) or not -12 <= places <= 30:
            raise NotTranslated(f"the places of {name}() are not written out")
        return self._rounded(args[0], int(places), name)

    def _of_all(self, name: str, values: list[Cell]) -> Cell:
        kinds = {value.kind for value in values}
        if len(kinds) != 1 or kinds.isdisjoint((Kind.NUMBER,) if name == "sum" else (Kind.NUMBER, Kind.DATE)):
            raise NotTranslated(f"{name}() is asked of what is not a number")
        found = values[0]
        for value in values[1:]:
            found = self.cells.add(found, value) if name == "sum" else self.cells.extreme(name == "min", found, value)
        return found

    # Tables

    def table(self, node: t.TableNode) -> Cell:
        if len(node.gives) != 1 or node.gives[0] != t.Given(""):
            raise NotTranslated("its table gives more than one value")
        if node.hit not in ("first", "unique", "collect count"):
            raise NotTranslated(f"its table has the hit policy “{node.hit}”")
        if any(column.allowed is not None for column in node.columns):
            raise NotTranslated("a column of its table allows only some values")
        c = self.cells
        values = [c.keep(self.cell(column.of)) for column in node.columns]
        holds = []
        for row in node.rows:
            if any(tests.negated and value.nullable for value, tests in zip(values, row.when, strict=True)):
                raise NotTranslated("a row of its table asks not(…) of what is null for some people")
            tests = [self._tests(value, test) for value, test in zip(values, row.when, strict=True) if not test.any]
            holds.append(c.joined(tests, every=True) if tests else truth(True))
        if node.hit == "first":
            return c.choose([(hold, self.cell(row.then[0])) for hold, row in zip(holds, node.rows, strict=True)], NULL)
        kept = [c.keep(hold) for hold in holds]
        count = number(0)
        for hold in kept:
            count = c.add(count, c.choose([(hold, number(1))], number(0)))
        if node.hit == "collect count":
            return count
        found = c.choose([(hold, self.cell(row.then[0])) for hold, row in zip(kept, node.rows, strict=True)], NULL)
        return c.choose([(c.equal(count, number(1)), found)], NULL)


def _constant(value: Any) -> Cell:
    match value:
        case None:
            return NULL
        case bool():
            return truth(value)
        case str():
            return text(value)
        case Decimal():
            sign, digits, exponent = value.as_tuple()
            assert isinstance(exponent, int)
            if value.adjusted() > 40 or exponent < -40:
                raise NotTranslated("a number that is written out has more than 34 digits")
            whole = int("".join(map(str, digits))) * (-1 if sign else 1)
            if exponent > 0:
                whole, exponent = whole * 10**exponent, 0
            while exponent < 0 and whole % 10 == 0:
                whole, exponent = whole // 10, exponent + 1
            if abs(whole) >= 10**34:
                raise NotTranslated("a number that is written out has more than 34 digits")
            return number(whole, -exponent)
        case Date():
            return number(value.days, kind=Kind.DATE)
        case YearsAndMonths():
            return number(value.months, kind=Kind.MONTHS)
        case DaysAndTime() if value.nanos % DAY_NANOS == 0:
            return number(value.nanos // DAY_NANOS, kind=Kind.DAYS)
        case _:
            raise NotTranslated(f"a value of it is a {type(value).__name__}")


_SAID: dict[type, str] = {
    t.Power: "a power",
    t.For: "for",
    t.Quantified: "some or every",
    t.Filter: "a filter",
    t.ListOfNodes: "a list",
    t.Context: "a context",
    t.Function: "a function",
    t.InstanceOf: "instance of",
    t.RangeNode: "a range",
}
