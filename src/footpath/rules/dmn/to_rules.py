"""Turns the decisions of a DMN model into the rules of a service definition."""

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple
from unicodedata import normalize

import msgspec

from footpath.rules import tree as t
from footpath.rules.book import RuleBook, compile_rules
from footpath.rules.check import Known, check_rules
from footpath.rules.definitions import Row, Rule, Table
from footpath.rules.dmn.model import Decision, InputData, Key, Knowledge, Model, Service
from footpath.rules.evaluate import mentions
from footpath.rules.faults import RuleFault, Wrong
from footpath.rules.fit import UNFIT, fit
from footpath.rules.functions import FUNCTIONS
from footpath.rules.names import free_names
from footpath.rules.read import KEYWORDS, Names, fields_in, read_expression, read_tests
from footpath.rules.types import (
    ANY,
    DATE,
    DATE_AND_TIME,
    NUMBER,
    Anything,
    ContextOf,
    FunctionOf,
    ListOf,
    Type,
    bare,
    base,
    certain,
    conforms,
    join,
    optional,
)
from footpath.rules.write import write, write_tests

_LONGEST_ID = 50  # an id of a definition may have 60 characters; what tells two apart is put behind
_ONE_ROW = ("first", "unique", "any")


class LeftOut(NamedTuple):
    """What a rule can not say: a whole element, or a part of one that is otherwise there."""

    name: str
    reason: str


class Converted(NamedTuple):
    rules: Mapping[str, Rule]
    left_out: tuple[LeftOut, ...]


def rules_of(model: Model, *, taken: Collection[str] = ()) -> Converted:
    """The decisions and knowledge models as rules by id, and what has no counterpart, with the reason.

    Ids are the names in snake_case; `taken` are words that can not be ids.
    """
    return _Converter(model, taken).convert()


def questions_of(model: Model, *, taken: Collection[str] = ()) -> dict[str, Type]:
    """What the rules of a model ask for, by the ids that those rules use. Every answer may be null, as in DMN."""
    converter = _Converter(model, taken)
    return {converter.ids[key]: optional(converter.asked[key]) for key in converter.asked}


def faults_of(rules: Mapping[str, Rule], asked: Mapping[str, Type]) -> tuple[RuleFault, ...]:
    """What a service that asks for all of `asked` would be told of these rules: by rule, and by row of a table."""
    made = compile_rules(rules, {name: certain(of) for name, of in asked.items()})
    return made.warnings if isinstance(made, RuleBook) else tuple(made)


class _NoCounterpart(Exception):
    """Rules have nothing that does what stands here. The message is the reason, as part of a sentence."""


class _Place(msgspec.Struct, frozen=True):
    """Where in a tree we are: the names bound around it, and whether fields of an item can be meant by a name."""

    element: Decision | Knowledge
    bound: Mapping[str, Type] = {}
    filtered: bool = False

    def within(self, names: Mapping[str, Type]) -> "_Place":
        return _Place(self.element, {**self.bound, **names}, self.filtered)


class _Converter:
    def __init__(self, model: Model, taken: Collection[str]) -> None:
        self.model = model
        self.left_out: list[LeftOut] = []
        self.keys = _reachable(model)
        elements = [model.elements[key] for key in self.keys]
        self.asked = {
            one.key: one.type
            for one in elements
            if isinstance(one, InputData) or (isinstance(one, Decision) and one.logic is None)
        }
        self.fields = {field for one in elements for field in _fields_of(one)}
        bound = {name for one in elements for name in _bound_in(getattr(one, "logic", None))}
        self.ids = _ids(elements, {*taken, *KEYWORDS, *FUNCTIONS}, self.fields | bound)
        self.known: dict[str, Type] = {self.ids[key]: optional(of) for key, of in self.asked.items()}

    def convert(self) -> Converted:
        made: dict[Key, Rule] = {}
        gone: set[Key] = set()
        broken: dict[str, str] = {}
        for fault in self.model.faults:
            broken.setdefault(fault.rule, fault.says)
        for name in broken.keys() - {self.model.elements[key].name for key in self.keys}:
            self.left_out.append(LeftOut(name, broken[name]))
        order, circles = self.order()
        for key in order:
            element = self.model.elements[key]
            kept = len(self.left_out)
            try:
                if key in circles:
                    raise _NoCounterpart("it comes back to itself, and a rule may not")
                if element.name in broken:
                    raise _NoCounterpart(broken[element.name])
                match element:
                    case Service():
                        raise _NoCounterpart("it is a decision service, and rules are asked one by one")
                    case Decision(logic=None):
                        self.left_out.append(LeftOut(element.name, "it has no logic: ask it as a question"))
                    case Decision() | Knowledge():
                        made[key] = self.rule(element, gone)
            except _NoCounterpart as why:
                del self.left_out[kept:]  # parts of what is left out as a whole
                self.left_out.append(LeftOut(element.name, str(why)))
                gone.add(key)
        return Converted({self.ids[key]: made[key] for key in self.keys if key in made}, tuple(self.left_out))

    def order(self) -> tuple[list[Key], set[Key]]:
        """The elements so that each comes after those it requires, and those that require themselves."""
        order: list[Key] = []
        circles: set[Key] = set()
        state: dict[Key, int] = {}
        for start in self.keys:
            if start in state:
                continue
            state[start] = 1
            way = [(start, iter(_requires(self.model, start)))]
            while way:
                key, rest = way[-1]
                for needed in rest:
                    if needed == key and not self.reads_itself(key):
                        continue  # every knowledge model may call itself, and most do not
                    if state.get(needed) == 1:
                        keys = [one for one, _ in way]
                        circles.update(keys[keys.index(needed) :])
                    elif needed not in state:
                        state[needed] = 1
                        way.append((needed, iter(_requires(self.model, needed))))
                        break
                else:
                    state[key] = 2
                    order.append(key)
                    way.pop()
        return order, circles

    def reads_itself(self, key: Key) -> bool:
        element = self.model.elements[key]
        logic = element.logic if isinstance(element, Decision | Knowledge) else None
        return logic is not None and element.name in free_names(logic)

    # Rules

    def rule(self, element: Decision | Knowledge, gone: set[Key]) -> Rule:
        self.gone = gone
        place = _Place(element)
        assert element.logic is not None
        node, types = _uncoerced(element.logic)
        id_ = self.ids[element.key]
        tree: t.Tree
        if isinstance(node, t.TableNode):
            table = self.table(node, types, place)
            if isinstance(table, t.TableNode):
                rule = _table_rule(table)
                self.known[id_] = optional(_table_type(self, table))
                self.look_back(rule)
                return rule
            tree = table
        else:
            tree = self.tree(element.logic, place)
        text = write(tree)
        self.look_back(text)
        self.known[id_] = self.type_of(tree, {})
        return text

    def look_back(self, rule: Rule) -> None:
        """What was written must be read as what was meant, by those names that the rules of a service know."""
        fields = {field for of in self.asked.values() for field in fields_in(of)}
        names = Names([*self.ids.values(), *FUNCTIONS], fields)
        texts: list[str] = []
        cells: list[str] = []
        if isinstance(rule, str):
            texts.append(rule)
        else:
            texts.extend(rule.given)
            for row in rule.rows:
                texts.extend(row.then)
                cells.extend(cell for cell in row.when if cell is not None)
        try:
            same = all(write(read_expression(text, names)) == text for text in texts)
            same = same and all(write_tests(read_tests(cell, names)) == cell for cell in cells)
        except Wrong as wrong:
            raise _NoCounterpart(f"found {wrong.found}, which a rule’s text can not hold") from None
        if not same:
            raise _NoCounterpart("its text would be read as something else: a name in it holds spaces or signs")

    def part(self, place: _Place, reason: str) -> None:
        one = LeftOut(place.element.name, reason)
        if one not in self.left_out:
            self.left_out.append(one)

    def type_of(self, node: t.Tree, bound: Mapping[str, Type]) -> Type:
        known = Known(inputs={**self.known, **bound}, figures={}, rules=frozenset())
        checked = check_rules(("",), {"": ""}, {"": node}, known, must_not_be_null=frozenset(), must_be={})
        return checked.types[""]

    # Trees

    def tree(self, node: t.Tree, place: _Place) -> t.Tree:
        """The tree with the names of a service, and nothing in it that has no text."""
        match node:
            case t.Name(name=name):
                return self.name(node, name, place)
            case t.Path(of=t.Name(name=prefix), field=field) if prefix not in place.bound:
                target = place.element.needs.get(prefix)
                if isinstance(target, Mapping):
                    if field not in target:
                        raise _NoCounterpart(f"it uses {prefix}.{field}, which its requirements do not name")
                    return self.reference(target[field])
                return t.Path(0, 0, self.tree(node.of, place), field)
            case t.Filter(of=of, by=by):
                inner = _Place(place.element, {**place.bound, "item": ANY}, filtered=True)
                return t.Filter(0, 0, self.tree(of, place), self.tree(by, inner))
            case t.For(loops=loops, gives=gives):
                made, inner = self.loops(loops, place)
                return t.For(0, 0, made, self.tree(gives, inner.within({"partial": ListOf(ANY)})))
            case t.Quantified(every=every, loops=loops, test=test):
                made, inner = self.loops(loops, place)
                return t.Quantified(0, 0, every, made, self.tree(test, inner))
            case t.Context(entries=entries, result=result):
                return self.context(entries, result, place)
            case t.Function(params=params, body=body, gives=gives):
                if body is None:
                    raise _NoCounterpart("it calls code of another language, which is never run")
                for param in params:
                    if param.type is not None:
                        self.constrained(param.type, place, f"its parameter {param.name}")
                inner = place.within({param.name: optional(param.type or ANY) for param in params})
                inside = self.tree(body, inner)
                return t.Function(0, 0, params, inside if gives is None else self.fitted(inside, gives, inner))
            case t.Coerce(of=of, type=kind):
                inside, types = _uncoerced(node)
                if isinstance(inside, t.TableNode):
                    table = self.table(inside, types, place)
                    return self.expression_of(table, place) if isinstance(table, t.TableNode) else table
                return self.fitted(self.tree(of, place), kind, place)
            case t.TableNode():
                table = self.table(node, [], place)
                return self.expression_of(table, place) if isinstance(table, t.TableNode) else table
            case t.Tests(tests=tests):
                inner = place.within({"?": ANY})
                held = tuple(t.Test(0, 0, one.op, self.tree(one.by, inner)) for one in tests)
                return t.Tests(0, 0, held, node.negated, node.any)
            case _:
                changed = {field: self.inside(getattr(node, field), place) for field in node.__struct_fields__}
                return type(node)(**changed)

    def inside(self, value: Any, place: _Place) -> Any:
        match value:
            case t.Node():
                return self.tree(value, place)  # type: ignore[arg-type]
            case tuple():
                return tuple(self.inside(one, place) for one in value)
            case _:
                return value

    def name(self, node: t.Name, name: str, place: _Place) -> t.Tree:
        if name in place.bound:
            return node
        target = place.element.needs.get(name)
        if isinstance(target, Mapping):
            raise _NoCounterpart(f"it uses {name}, an imported model, as a value")
        if target is not None:
            if place.filtered and name in self.fields:
                raise _NoCounterpart(f"{name} is a field of what it filters too, and only one of them can be meant")
            return self.reference(target)
        if name not in FUNCTIONS and not place.filtered:
            raise _NoCounterpart(f"it uses {name}, which its requirements do not name")
        return node

    def reference(self, key: Key) -> t.Tree:
        if key in self.gone:
            raise _NoCounterpart(f"it uses {self.model.elements[key].name}, which is left out")
        return t.Name(0, 0, self.ids[key])

    def loops(self, loops: tuple[t.Loop, ...], place: _Place) -> tuple[tuple[t.Loop, ...], _Place]:
        made: list[t.Loop] = []
        for loop in loops:
            over = self.tree(loop.over, place)
            to = None if loop.to is None else self.tree(loop.to, place)
            made.append(t.Loop(loop.name, over, to))
            items = base(self.type_of(over, place.bound))
            place = place.within({loop.name: items.item if isinstance(items, ListOf) else ANY})
        return tuple(made), place

    def context(self, entries: tuple[t.Entry, ...], result: t.Tree | None, place: _Place) -> t.Tree:
        made: list[t.Entry] = []
        for one in entries:
            itself = place.within({one.name: ANY}) if isinstance(one.value, t.Function) else place
            value = self.tree(one.value, itself)
            if one.type is not None:
                value = self.fitted(value, one.type, place)
            made.append(t.Entry(one.name, value))
            place = place.within({one.name: self.type_of(value, place.bound)})
        return t.Context(0, 0, tuple(made), None if result is None else self.tree(result, place))

    # Kinds that a model declares

    def constrained(self, to: Type, place: _Place, what: str) -> None:
        if bare(to) != to:
            self.part(place, f"{what} is not held to {to.describe()}: a rule is not limited to certain values")

    def fitted(self, node: t.Tree, to: Type, place: _Place) -> t.Tree:
        """The value as that type or null, as DMN has it at the edge of a decision; nothing where it always fits."""
        if isinstance(node, t.Literal):
            value = fit(node.value, to)
            return t.Literal(0, 0, None if value is UNFIT else value)
        has = self.type_of(node, place.bound)
        if conforms(has, to):
            return node
        self.constrained(to, place, "its value")
        plain = bare(to)
        if plain == ANY or isinstance(plain, FunctionOf) or conforms(has, plain):
            return node
        value = t.Name(0, 0, "value")
        otherwise: t.Tree = t.Literal(0, 0, None)
        if not isinstance(plain, ListOf) and isinstance(base(has), ListOf | Anything):
            # A list of one item stands for the item (DMN 1.5, 10.3.2.9.4).
            first = t.Filter(0, 0, value, _number(1))
            one = t.And(0, 0, (t.Compare(0, 0, "=", _call("count", value), _number(1)), _is(first, plain)))
            listed = t.And(0, 0, (_is(value, ListOf(ANY)), *one.parts))
            otherwise = t.If(0, 0, listed, first, otherwise)
        if plain == DATE_AND_TIME and base(has) in (ANY, DATE):
            midnight = _call("date and time", t.Sum(0, 0, _call("string", value), (("+", _text("T00:00:00Z")),)))
            otherwise = t.If(0, 0, _is(value, DATE), midnight, otherwise)
        return _result((("value", node),), t.If(0, 0, _is(value, plain), value, otherwise))

    # Tables

    def table(self, node: t.TableNode, types: list[Type], place: _Place) -> t.Tree:
        """A table that a service can hold, or the expression that does the same."""
        # The value of a table of one output is that of a row: each row's is made to fit, and no more is needed.
        by_row = types if len(node.gives) == 1 and node.hit in (*_ONE_ROW, "priority") else []
        columns = tuple(
            t.Column(self.tree(one.of, place), None if one.allowed is None else self.tests(one.allowed, place))
            for one in node.columns
        )
        rows = tuple(
            t.TableRow(
                tuple(self.tests(test, place) for test in row.when),
                tuple(
                    self.given(self.tree(value, place), given, by_row, place)
                    for value, given in zip(row.then, node.gives, strict=True)
                ),
                " ".join(row.note.split()),
            )
            for row in node.rows
        )
        gives = tuple(
            t.Given(
                one.name,
                default=None if one.default is None else self.given(self.tree(one.default, place), one, by_row, place),
            )
            for one in node.gives
        )
        hit = node.hit
        if hit in ("priority", "output order"):
            rows = tuple(sorted(rows, key=lambda row: _ranks(row.then, node.gives)))
            hit = "first" if hit == "priority" else "rule order"
        made = t.TableNode(0, 0, hit, columns, gives, rows)
        rest = [] if by_row else [one for one in types if not conforms(_table_type(self, made, place), one)]
        as_it_is = not rest and rows and all(_ID.fullmatch(one.name) for one in gives if one.name)
        if as_it_is and all(one.allowed is None for one in columns):
            if all(one.default is None for one in gives):
                return made
            if hit == "first":
                anything = tuple(t.Tests(0, 0, (), any=True) for _ in columns)
                default = t.TableRow(anything, tuple(one.default or t.Literal(0, 0, None) for one in gives))
                return t.TableNode(0, 0, hit, columns, tuple(t.Given(one.name) for one in gives), (*rows, default))
        found = self.expression_of(made, place)
        for one in reversed(rest):
            found = self.fitted(found, one, place)
        return found

    def tests(self, tests: t.Tests, place: _Place) -> t.Tests:
        made = self.tree(tests, place)
        assert isinstance(made, t.Tests)
        return made

    def given(self, value: t.Tree, given: t.Given, types: list[Type], place: _Place) -> t.Tree:
        """What a row gives, as the types and the values that the table's output allows have it."""
        for to in ([given.type] if given.type is not None else []) + list(reversed(types)):
            value = self.fitted(value, to, place)
        if given.allowed is None or (isinstance(value, t.Literal) and value.value is None):
            return value
        listed = [test.by for test in given.allowed.tests if not test.op and not given.allowed.negated]
        literals = [one for one in listed if isinstance(one, t.Literal)]
        if isinstance(value, t.Literal) and len(literals) == len(given.allowed.tests):
            return value if any(_same(value, one) for one in literals) else t.Literal(0, 0, None)
        name = t.Name(0, 0, "value")
        allowed = _passes(name, self.tests(given.allowed, place))
        return _result((("value", value),), t.If(0, 0, allowed, name, t.Literal(0, 0, None)))

    def expression_of(self, table: t.TableNode, place: _Place) -> t.Tree:
        """A table as an expression, which can stand inside another: the rows that hold, and what comes of them."""
        used = {*free_names(table), *self.ids.values(), *place.bound, *FUNCTIONS, *self.fields}
        holds, gives, hits = (_unused(name, used) for name in ("holds", "gives", "hits"))
        columns = [_unused(f"given_{place}", used) for place in range(1, len(table.columns) + 1)]
        entries = [(name, one.of) for name, one in zip(columns, table.columns, strict=True)]
        nothing = t.Literal(0, 0, None)
        rows: list[t.Tree] = []
        for row in table.rows:
            cells = [
                _passes(t.Name(0, 0, name), tests)
                for name, tests in zip(columns, row.when, strict=True)
                if not tests.any
            ]
            value = _output(row.then, table.gives)
            held = t.If(0, 0, t.Name(0, 0, holds), value, nothing)
            rows.append(t.Context(0, 0, (t.Entry(holds, _all(cells)), t.Entry(gives, held))))
        that_hold = t.Filter(
            0, 0, t.ListOfNodes(0, 0, tuple(rows)), t.Compare(0, 0, "=", t.Name(0, 0, holds), t.Literal(0, 0, True))
        )
        entries.append((hits, t.Path(0, 0, that_hold, gives)))
        of = t.Name(0, 0, hits)
        count = _call("count", of)
        none = t.Compare(0, 0, "=", count, _number(0))
        first = t.Filter(0, 0, of, _number(1))
        found: t.Tree
        match table.hit:
            case "first":
                found = first
            case "unique":
                found = t.If(0, 0, t.Compare(0, 0, "=", count, _number(1)), first, nothing)
            case "any":
                agreed = t.Compare(0, 0, "=", _call("count", _call("distinct values", of)), _number(1))
                found = t.If(0, 0, agreed, first, nothing)
            case "collect" | "rule order":
                found = t.If(0, 0, none, nothing, of)
            case _:
                found = _call(table.hit.removeprefix("collect "), of)
        if any(one.default is not None for one in table.gives):
            default = _output(tuple(one.default or nothing for one in table.gives), table.gives)
            found = t.If(0, 0, none, default, found)
        guards: list[t.Tree] = []
        for name, one in zip(columns, table.columns, strict=True):
            if one.allowed is not None and not one.allowed.any:
                null = t.Compare(0, 0, "=", t.Name(0, 0, name), nothing)
                guards.append(t.Or(0, 0, (null, _passes(t.Name(0, 0, name), one.allowed))))
        if guards:
            found = t.If(0, 0, _all(guards), found, nothing)
        return _result(tuple(entries), found)


# Parts of trees


def _number(value: int) -> t.Tree:
    return t.Literal(0, 0, Decimal(value))


def _text(value: str) -> t.Tree:
    return t.Literal(0, 0, value)


def _call(name: str, *args: t.Tree) -> t.Tree:
    return t.Call(0, 0, t.Name(0, 0, name), args)


def _is(node: t.Tree, of: Type) -> t.Tree:
    return t.InstanceOf(0, 0, node, of)


def _all(parts: list[t.Tree]) -> t.Tree:
    if len(parts) < 2:
        return parts[0] if parts else t.Literal(0, 0, True)
    return t.And(0, 0, tuple(parts))


def _result(entries: tuple[tuple[str, t.Tree], ...], result: t.Tree) -> t.Tree:
    """A value worked out with the help of others: what a context with a result is."""
    return t.Context(0, 0, tuple(t.Entry(name, value) for name, value in entries), result)


def _output(values: tuple[t.Tree, ...], gives: tuple[t.Given, ...]) -> t.Tree:
    if len(gives) == 1 and not gives[0].name:
        return values[0]
    entries = tuple(t.Entry(one.name, value) for one, value in zip(gives, values, strict=True))
    return t.Context(0, 0, entries)


def _passes(of: t.Tree, tests: t.Tests) -> t.Tree:
    """The condition that unary tests put on a value."""
    if tests.any:
        return t.Literal(0, 0, True)
    asked: list[t.Tree] = []
    listed: list[t.Test] = []
    for test in tests.tests:
        if not test.op and mentions(test.by, "?"):
            asked.append(_asked_of(test.by, of))
        else:
            listed.append(test)
    if listed:
        asked.insert(0, t.In(0, 0, of, t.Tests(0, 0, tuple(listed))))
    found = asked[0] if len(asked) == 1 else t.Or(0, 0, tuple(asked))
    return _call("not", found) if tests.negated else found


def _asked_of(node: Any, of: t.Tree) -> Any:
    """A condition on ? as one on a value."""
    match node:
        case t.Name(name="?"):
            return of
        case tuple():
            return tuple(_asked_of(one, of) for one in node)
        case t.Node() | t.Loop() | t.Entry():
            return type(node)(**{field: _asked_of(getattr(node, field), of) for field in node.__struct_fields__})
        case _:
            return node


def _uncoerced(node: t.Tree) -> tuple[t.Tree, list[Type]]:
    """What is made to fit, and the types it is to fit, outermost first."""
    types: list[Type] = []
    while isinstance(node, t.Coerce):
        types.append(node.type)
        node = node.of
    return node, types


def _same(one: t.Literal, other: t.Literal) -> bool:
    return type(one.value) is type(other.value) and one.value == other.value


def _ranks(values: tuple[t.Tree, ...], gives: tuple[t.Given, ...]) -> tuple[int, ...]:
    """Where a row's outputs stand among the values that the table ranks."""
    ranks: list[int] = []
    for value, given in zip(values, gives, strict=True):
        order = [one for one in given.ranked if isinstance(one, t.Literal)]
        if not isinstance(value, t.Literal) or len(order) < len(given.ranked):
            raise _NoCounterpart("its rows are ranked by values that are only known when it is worked out")
        ranks.append(next((rank for rank, one in enumerate(order) if _same(value, one)), len(order)))
    return tuple(ranks)


def _table_type(converter: _Converter, table: t.TableNode, place: _Place | None = None) -> Type:
    bound = place.bound if place is not None else {}
    outputs: list[Type] = []
    for column in range(len(table.gives)):
        kinds = [converter.type_of(row.then[column], bound) for row in table.rows]
        default = table.gives[column].default
        kinds.extend([converter.type_of(default, bound)] if default is not None else [])
        found = kinds[0] if kinds else ANY
        for one in kinds[1:]:
            found = join(found, one)
        outputs.append(found)
    names = [one.name for one in table.gives]
    item = outputs[0] if names == [""] else ContextOf(dict(zip(names, outputs, strict=True)))
    if table.hit == "collect count":
        return NUMBER
    return ListOf(item) if table.hit in ("collect", "rule order") else item


def _table_rule(table: t.TableNode) -> Table:
    rows = tuple(
        Row(when=tuple(_cell(tests) for tests in row.when), then=tuple(write(one) for one in row.then), note=row.note)
        for row in table.rows
    )
    return Table(
        hit=table.hit,
        given=tuple(write(one.of) for one in table.columns),
        gives=tuple(one.name for one in table.gives if one.name),
        rows=rows,
    )


def _cell(tests: t.Tests) -> str | None:
    match tests.tests:
        case (t.Test(op="", by=t.Literal(value=None)),) if not tests.negated:
            return None
        case _:
            return write_tests(tests)


# Names


_ID = re.compile("[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
# Where a word ends in a name like isEligible, VATRate or permits-held.
_WORDS = re.compile("[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+")


def _snake(name: str) -> str:
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    if _ID.fullmatch(plain):
        return plain[:_LONGEST_ID].strip("_")
    return "_".join(_WORDS.findall(plain)).lower()[:_LONGEST_ID].strip("_")


def _ids(elements: list[Any], words: set[str], local: set[str]) -> dict[Key, str]:
    """An id for each element: its name in snake_case, with a word or number behind it where that is taken."""
    ids: dict[Key, str] = {}
    used: set[str] = set()
    for one in elements:
        kind = "answer" if isinstance(one, InputData) else "rule"
        id_ = _snake(one.name)
        if not _ID.fullmatch(id_):
            id_ = f"{kind}_{id_}".strip("_")
        # A name that only now equals a local one would be taken for it.
        if id_ in words or (id_ in local and id_ != one.name):
            id_ = f"{id_}_{kind}"
        number, plain = 2, id_
        while id_ in used or id_ in words or (id_ in local and id_ != one.name):
            id_, number = f"{plain}_{number}", number + 1
        used.add(id_)
        ids[one.key] = id_
    return ids


def _unused(name: str, used: set[str]) -> str:
    number, plain = 2, name
    while name in used:
        name, number = f"{plain}_{number}", number + 1
    return name


def _parts(node: Any) -> Iterator[Any]:
    """A tree and all that is in it."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting.extend(one)
        elif isinstance(one, t.Node | t.Loop | t.Entry | t.Parameter | t.Column | t.Given | t.TableRow):
            yield one
            waiting.extend(getattr(one, field) for field in one.__struct_fields__)


def _bound_in(tree: t.Tree | None) -> Iterator[str]:
    for one in _parts(tree):
        if isinstance(one, t.Loop | t.Entry | t.Parameter):
            yield one.name
    yield from ("item", "partial", "value")


def _fields_of(element: Any) -> Iterator[str]:
    """The names of entries that an element's value, or what its logic looks at, may hold."""
    if isinstance(element, InputData | Decision):
        yield from fields_in(element.type)
    for one in _parts(getattr(element, "logic", None)):
        match one:
            case t.Path(of=of, field=field):
                # prefix.name is an imported element, and not a field.
                if not (isinstance(of, t.Name) and isinstance(element.needs.get(of.name), Mapping)):
                    yield field
            case t.Given(name=name) if name:
                yield name
            case t.Entry(name=name):
                yield name


# What a model holds


def _requires(model: Model, key: Key) -> list[Key]:
    element = model.elements[key]
    found: list[Key] = []
    for target in getattr(element, "needs", {}).values():
        found.extend([target] if isinstance(target, tuple) else target.values())
    if isinstance(element, Service):
        found.extend(element.outputs)
    return [one for one in found if one in model.elements]


def _reachable(model: Model) -> list[Key]:
    """The elements of the file, and those of imported files that they require, in the files' order."""
    found = {key for key in model.elements if key[0] == model.namespace}
    waiting = list(found)
    while waiting:
        for key in _requires(model, waiting.pop()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return [key for key in model.elements if key in found]
