"""Checks rules before anybody meets them: names that are not known, kinds that do not go together, nulls, tables."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, assert_never

import msgspec

from footpath.rules import tree as t
from footpath.rules.cover import literal, look_at
from footpath.rules.definitions import Rule, Table
from footpath.rules.faults import InTable, MayBeNull, RuleFault, fault_at
from footpath.rules.functions import BUILTINS, FUNCTIONS
from footpath.rules.functions.function import Form, Function, call_builtin
from footpath.rules.near import Suggestions
from footpath.rules.run import Names, Run
from footpath.rules.show import feel_text
from footpath.rules.times import DateAndTime, Time
from footpath.rules.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_AND_TIME,
    DAYS_AND_TIME,
    NOTHING,
    NUMBER,
    TEXT,
    TIME,
    YEARS_AND_MONTHS,
    ContextOf,
    FunctionOf,
    ListOf,
    Nothing,
    NumberIn,
    OneOf,
    RangeOf,
    Simple,
    Type,
    base,
    certain,
    conforms,
    join,
    limits,
    optional,
    type_of,
)


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What rules can refer to, beside the functions."""

    inputs: Mapping[str, Type]
    figures: Mapping[str, Type]
    rules: frozenset[str]


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    types: Mapping[str, Type]
    kinds: Mapping[int, Type]  # by the identity of a part of a tree
    nulls: Mapping[str, tuple[MayBeNull, ...]]  # by rule, in the order in which they are worked out
    faults: tuple[RuleFault, ...]


def check_rules(
    order: tuple[str, ...],
    rules: Mapping[str, Rule],
    trees: Mapping[str, t.Tree],
    known: Known,
    *,
    must_not_be_null: frozenset[str],
    must_be: Mapping[str, Type],
) -> Checked:
    """The type of every rule, and every fault. Rules come in an order in which each knows those it uses."""
    types: dict[str, Type] = {}
    kinds: dict[int, Type] = {}
    nulls: dict[str, tuple[MayBeNull, ...]] = {}
    faults: list[RuleFault] = []
    broken = known.rules - trees.keys()
    suggestions = Suggestions((*known.inputs, *known.figures, *known.rules, *FUNCTIONS))
    for key in order:
        names = {**known.inputs, **known.figures, **types}
        names.update(dict.fromkeys(broken | (known.rules - names.keys()), ANY))
        rule = rules[key]
        checker = _Checker(key, rule if isinstance(rule, str) else "", names, suggestions)
        tree = trees[key]
        of = (
            checker.table(tree, rule)
            if isinstance(rule, Table) and isinstance(tree, t.TableNode)
            else checker.infer(tree)
        )
        types[key] = of
        kinds.update(checker.kinds)
        nulls[key] = tuple(dict.fromkeys(checker.nulls))
        faults.extend(checker.faults)
        if any(fault.severity == "error" for fault in checker.faults):
            continue
        wanted = must_be.get(key)
        if wanted is not None and not _could_be(of, wanted):
            faults.append(
                fault_at(key, checker.text, 0, base(of).describe(), wanted.describe(), _kind_hint(of, wanted))
            )
        if key in must_not_be_null and of.nullable:
            why = checker.why_null or "it has no value for some answers"
            hint = "Say what holds then, like: if x = null then 0 else x."
            faults.append(
                fault_at(key, checker.text, 0, f"a rule that can be null ({why})", "a value for all answers", hint)
            )
    return Checked(types=types, kinds=kinds, nulls=nulls, faults=tuple(faults))


def _could_be(has: Type, wants: Type) -> bool:
    return (
        base(has) == ANY
        or isinstance(has, Nothing)
        or conforms(certain(has), wants)
        or conforms(base(has), base(wants))
    )


def _kind_hint(has: Type, wants: Type) -> str:
    if base(wants) == BOOLEAN:
        return "Write a condition, such as x = 5 or x > 5."
    if base(wants) == NUMBER and base(has) == TEXT:
        return "Take the quotation marks away, or use number(…)."
    return ""


_DAY_FIELDS: dict[str, Type] = {"year": NUMBER, "month": NUMBER, "day": NUMBER, "weekday": NUMBER}
_TIME_FIELDS: dict[str, Type] = {
    "hour": NUMBER,
    "minute": NUMBER,
    "second": NUMBER,
    "time offset": optional(DAYS_AND_TIME),
    "timezone": optional(TEXT),
}
_FIELDS: dict[Type, dict[str, Type]] = {
    DATE: _DAY_FIELDS,
    TIME: _TIME_FIELDS,
    DATE_AND_TIME: {**_DAY_FIELDS, **_TIME_FIELDS},
    DAYS_AND_TIME: {"days": NUMBER, "hours": NUMBER, "minutes": NUMBER, "seconds": NUMBER},
    YEARS_AND_MONTHS: {"years": NUMBER, "months": NUMBER},
}
_SUMS: dict[tuple[str, Type, Type], Type] = {
    ("+", NUMBER, NUMBER): NUMBER,
    ("-", NUMBER, NUMBER): NUMBER,
    ("+", TEXT, TEXT): TEXT,
    ("-", DATE, DATE): DAYS_AND_TIME,
    ("-", TIME, TIME): DAYS_AND_TIME,
    ("-", DATE_AND_TIME, DATE_AND_TIME): DAYS_AND_TIME,
    ("-", DATE_AND_TIME, DATE): DAYS_AND_TIME,
    ("-", DATE, DATE_AND_TIME): DAYS_AND_TIME,
    ("*", NUMBER, NUMBER): NUMBER,
    ("/", NUMBER, NUMBER): NUMBER,
    ("**", NUMBER, NUMBER): NUMBER,
    ("/", DAYS_AND_TIME, DAYS_AND_TIME): NUMBER,
    ("/", YEARS_AND_MONTHS, YEARS_AND_MONTHS): NUMBER,
}
for _span in (DAYS_AND_TIME, YEARS_AND_MONTHS):
    _SUMS.update({("+", _span, _span): _span, ("-", _span, _span): _span})
    _SUMS.update({("*", _span, NUMBER): _span, ("*", NUMBER, _span): _span, ("/", _span, NUMBER): _span})
    for _moment in (DATE, DATE_AND_TIME):
        _SUMS.update({("+", _moment, _span): _moment, ("+", _span, _moment): _moment, ("-", _moment, _span): _moment})
_SUMS.update({("+", TIME, DAYS_AND_TIME): TIME, ("+", DAYS_AND_TIME, TIME): TIME, ("-", TIME, DAYS_AND_TIME): TIME})
_ORDERED = (NUMBER, TEXT, DATE, TIME, DATE_AND_TIME, DAYS_AND_TIME, YEARS_AND_MONTHS)
_SAYS = {"+": "added", "-": "subtracted", "*": "multiplied", "/": "divided", "**": "raised to a power"}
_SAME_LIST = frozenset(("sublist", "remove", "reverse", "distinct values"))
_JOINED_LISTS = frozenset(("concatenate", "union"))
_LOOKED_FOR = frozenset(("list contains", "index of"))
# Hit policies that look for one value. The others gather whatever holds, and that may be nothing.
_WITH_ONE_VALUE = frozenset(("first", "unique", "any", "priority", "collect min", "collect max"))
# Functions whose value is known when their arguments are written out: the checker works them out.
_FOLDED = frozenset(("date", "time", "date and time", "duration", "number", "years and months duration"))


class _Checker:
    def __init__(self, key: str, text: str, names: Mapping[str, Type], suggestions: Suggestions) -> None:
        self.key = key
        self.text = text
        self.names = dict(names)
        self.suggestions = suggestions
        self.bound: list[tuple[str, Type]] = []
        self.items: list[Type] = []
        self.certain: list[str] = []  # what a condition around has shown not to be null
        self.faults: list[RuleFault] = []
        self.place = InTable()
        self.why_null = ""
        self.nulls: list[MayBeNull] = []
        self.kinds: dict[int, Type] = {}  # the type of each part of the tree, for the generator of code

    def wrong(
        self,
        at: int,
        found: str,
        expected: str,
        hint: str = "",
        severity: Literal["error", "warning"] = "error",
        *,
        locally_fine: bool = False,
        place: InTable | None = None,
    ) -> Type:
        place = place or self.place
        self.faults.append(
            fault_at(self.key, self.text, at, found, expected, hint, severity, locally_fine=locally_fine, place=place)
        )
        return ANY

    def maybe(self, of: Type, *, null: bool, why: str = "") -> Type:
        if null and why and not self.why_null:
            self.why_null = why
        return optional(of) if null else of

    def null_when(self, when: str, why: str, *, row: int = 0, mend: str = "") -> None:
        """Notes a part that can come to null by itself, and not only because something it looks at is null."""
        self.nulls.append(MayBeNull(why=why, when=when, row=row, mend=mend))

    # Expressions

    def infer(self, node: t.Tree) -> Type:
        found = self.kinds[id(node)] = self._infer(node)
        return found

    def _infer(self, node: t.Tree) -> Type:
        match node:
            case t.Literal(value=value):
                return NOTHING if value is None else type_of(value)
            case t.Name():
                return self._name(node)
            case t.Path():
                return self._path(node)
            case t.Filter():
                return self._filter(node)
            case t.Call():
                return self._call(node)
            case t.Sum() | t.Product():
                of = self.infer(node.first)
                for op, part in node.rest:
                    of = self._arithmetic(node.at, op, of, self.infer(part), part)
                return of
            case t.Power():
                of = self.infer(node.first)
                for part in node.rest:
                    of = self._arithmetic(node.at, "**", of, self.infer(part), part)
                return of
            case t.Negative(of=inner):
                of = self.infer(inner)
                if base(of) not in (NUMBER, DAYS_AND_TIME, YEARS_AND_MONTHS, ANY, NOTHING):
                    return self.wrong(
                        node.at, f"a minus sign before {base(of).describe()}", "a number or duration after it"
                    )
                return optional(base(of)) if of.nullable else base(of)
            case t.Compare():
                return self._compare(node)
            case t.Between():
                of, low, high = (self.infer(part) for part in (node.of, node.low, node.high))
                self._orderable(node.at, of, low)
                self._orderable(node.at, of, high)
                return self.maybe(BOOLEAN, null=of.nullable or low.nullable or high.nullable)
            case t.In():
                return self._in(node)
            case t.Tests():
                return self.wrong(
                    node.at, "several tests in a bracket", "one value", "Tests stand after in: x in (< 5, > 9)."
                )
            case t.And() | t.Or():
                return self._junction(node)
            case t.If():
                return self._if(node)
            case t.For():
                return self._for(node)
            case t.Quantified():
                return self._quantified(node)
            case t.InstanceOf():
                self.infer(node.of)
                return BOOLEAN
            case t.ListOfNodes(items=items):
                return self._list(items)
            case t.Context():
                return self._context(node)
            case t.Function():
                return self._function(node)
            case t.RangeNode():
                return self._range(node)
            case t.Coerce():
                self.infer(node.of)
                return optional(node.type)
            case t.TableNode():
                return ANY
            case _:
                assert_never(node)

    def _name(self, node: t.Name) -> Type:
        for name, of in reversed(self.bound):
            if name == node.name:
                return self._sure(node, of)
            if name == "":
                item = base(of)
                if isinstance(item, ContextOf) and node.name in item.fields:
                    return item.fields[node.name]
                if item == ANY and node.name not in self.names and node.name not in FUNCTIONS:
                    return ANY
        if node.name in self.names:
            return self._sure(node, self.names[node.name])
        builtin = BUILTINS.get(node.name)
        if builtin is not None:
            return builtin.function_type()
        here = [name for name, _ in self.bound if name]
        for item in (base(of) for name, of in self.bound if name == ""):
            here.extend(item.fields if isinstance(item, ContextOf) else ())
        hint = _OTHER_WORDS.get(node.name.lower()) or self.suggestions.near(node.name, tuple(here))
        hint = hint or "A text stands in double quotes."
        return self.wrong(node.at, f"“{node.name}”", "the name of a question, figure, list or rule", hint)

    def _sure(self, node: t.Tree, of: Type) -> Type:
        return certain(of) if of.nullable and _path_of(node) in self.certain else of

    def _path(self, node: t.Path) -> Type:
        of = self.infer(node.of)
        found = self._field(node, base(of))
        if base(found) != ANY or found.nullable:
            found = self.maybe(found, null=of.nullable and base(of) != ANY, why=f"{self._said(node.of)} can be null")
        return self._sure(node, found)

    def _said(self, node: t.Tree) -> str:
        return self.text[node.at : node.end].strip() if self.text else _path_of(node)

    def _field(self, node: t.Path, of: Type) -> Type:
        name = node.field
        match of:
            case ContextOf():
                if name in of.fields:
                    return of.fields[name]
                if not of.fields:
                    return ANY
                hint = self.suggestions.among(name, tuple(of.fields)) or f"There are: {', '.join(of.fields)}."
                return self.wrong(node.end - len(name), f"“.{name}”", "one of its entries", hint)
            case ListOf():
                return ListOf(self._field(node, base(of.item)))
            case RangeOf():
                fields: dict[str, Type] = {"start": optional(of.item), "end": optional(of.item)}
                fields.update({"start included": BOOLEAN, "end included": BOOLEAN})
                return fields.get(name) or self.wrong(node.at, f"“.{name}” of a range", "start or end")
            case Simple():
                fields = _FIELDS.get(of, {})
                if name in fields:
                    return fields[name]
                if not fields:
                    return self.wrong(node.end - len(name), f"“.{name}” of {of.describe()}", "something that has parts")
                hint = self.suggestions.among(name, tuple(fields)) or f"There are: {', '.join(fields)}."
                return self.wrong(node.end - len(name), f"“.{name}” of {of.describe()}", "one of its parts", hint)
            case _:
                return ANY

    def _filter(self, node: t.Filter) -> Type:
        of = self.infer(node.of)
        inner = base(of)
        item = inner.item if isinstance(inner, ListOf) else inner
        self.bound.extend((("item", item), ("", item)))
        by = self.infer(node.by)
        del self.bound[-2:]
        match base(by):
            case kind if kind == NUMBER:
                if self._index_holds(node):
                    return item
                why = "the list can have no item of that number"
                self.null_when(f"{self._said(node)} = null", why)
                return self.maybe(item, null=True, why=why)
            case kind if kind == BOOLEAN:
                return ListOf(item)
            case kind if kind in (ANY, NOTHING):
                return ANY
            case kind:
                return self.wrong(
                    node.by.at,
                    f"{kind.describe()} in square brackets",
                    "a position or a condition",
                    "Write list[1], or list[item > 5].",
                )

    def _index_holds(self, node: t.Filter) -> bool:
        """Whether a list that is written out has an item for every value that the index can have."""
        if not isinstance(node.of, t.ListOfNodes):
            return False
        values = self._values(node.by)
        size = len(node.of.items)
        return values is not None and all(
            type(value) is Decimal and value == value.to_integral_value() and 1 <= abs(value) <= size
            for value in values
        )

    def _values(self, node: t.Tree) -> tuple[Any, ...] | None:
        plain, value = literal(node)
        if plain:
            return (value,)
        of = limits(self.infer(node)) if isinstance(node, t.Name) else None
        if isinstance(of, OneOf):
            return of.values
        if isinstance(of, NumberIn) and of.whole and of.low is not None and of.high is not None:
            return (of.low, of.high) if of.low > 0 or of.high < 0 else None
        return None

    def _arithmetic(self, at: int, op: str, a: Type, b: Type, second: t.Tree) -> Type:
        one, two = base(a), base(b)
        null = a.nullable or b.nullable
        if ANY in (one, two):
            return ANY
        if NOTHING in (one, two):
            return self.wrong(at, "null in arithmetic", "a value", "The result would always be null.")
        found = _SUMS.get((op, one, two))
        if found is None:
            hint = ""
            if op == "+" and TEXT in (one, two):
                hint = "To join texts, turn the other value into text: string(x)."
            elif op == "*" and TEXT in (one, two):
                hint = "Use number(…) to read a number from a text."
            elif isinstance(one, ListOf) or isinstance(two, ListOf):
                hint = "Use sum(…), or pick an item like list[1]."
            return self.wrong(at, f"{one.describe()} and {two.describe()}", f"kinds that can be {_SAYS[op]}", hint)
        if op == "/" and two == NUMBER:
            plain, value = literal(second)
            if plain and value == 0:
                return self.wrong(second.at, "a division by zero", "another divisor")
            if not plain and not _never_zero(b):
                why, null = "what is divided by can be zero", True
                self.null_when(f"{self._said(second)} = 0", why)
                return self.maybe(found, null=True, why=why)
        return self.maybe(found, null=null, why="a part of the calculation can be null")

    def _compare(self, node: t.Compare) -> Type:
        a, b = self.infer(node.left), self.infer(node.right)
        one, two = base(a), base(b)
        if node.op in ("=", "!="):
            if ANY in (one, two) or NOTHING in (one, two):
                return BOOLEAN
            if _comparable(one, two):
                self._option(a, node.right)
                self._option(b, node.left)
                self._in_common(node, limits(a), limits(b))
                return BOOLEAN
            return self.wrong(
                node.at,
                f"{one.describe()} and {two.describe()}",
                "two values of one kind to compare",
                _unlike_hint(one, two),
            )
        self._orderable(node.at, a, b)
        return self.maybe(BOOLEAN, null=a.nullable or b.nullable)

    def _option(self, of: Type, other: t.Tree) -> None:
        """A comparison with a text that is no option of the question can never hold.

        A place may take an option out of a service that it shares, so of a question it can be fine there. What a rule
        or a table gives is in the same hands everywhere.
        """
        options = limits(of)
        if isinstance(options, ListOf) or isinstance(other, t.ListOfNodes):
            item = options.item if isinstance(options, ListOf) else options
            for each in other.items if isinstance(other, t.ListOfNodes) else (other,):
                self._option(item, each)
            return
        plain, value = literal(other)
        if not isinstance(options, OneOf) or not plain or value is None or value in options.values:
            return
        texts = tuple(one for one in options.values if isinstance(one, str))
        hint = self.suggestions.among(value, texts) if isinstance(value, str) else ""
        found = feel_text(value, literal=True)
        if options.asked:
            hint = hint or "As it is, nobody ever answers that."
            found = f"{found}, no option of {options.asked}"
            self.wrong(other.at, found, f"one of {_listed(options)}", hint, "warning", locally_fine=True)
        else:
            self.wrong(other.at, found, f"one of {_listed(options)}", hint)

    def _in_common(self, node: t.Compare, a: Type, b: Type) -> None:
        """Two choices that have no option in common are never the same. That both are blank is no reason to ask."""
        if isinstance(a, OneOf) and isinstance(b, OneOf) and not set(a.values) & set(b.values):
            one, two = self._said(node.left), self._said(node.right)
            self.wrong(
                node.at,
                f"{one} and {two}, which have no option in common",
                "two choices that can be the same",
                f"{one} is {_listed(a)}; {two} is {_listed(b)}.",
                "warning",
            )

    def _orderable(self, at: int, a: Type, b: Type) -> None:
        one, two = base(a), base(b)
        if ANY in (one, two):
            return
        if NOTHING in (one, two):
            self.wrong(
                at, "null in a comparison with < or >", "a value", "To ask whether there is a value, write x = null."
            )
        elif not _comparable(one, two):
            self.wrong(
                at,
                f"{one.describe()} and {two.describe()}",
                "two values of one kind to compare",
                _unlike_hint(one, two),
            )
        elif one not in _ORDERED:
            self.wrong(at, f"{one.describe()} in a comparison with < or >", "values that have an order")

    def _in(self, node: t.In) -> Type:
        of = self.infer(node.of)
        self.bound.append(("?", of))
        self._tests(node.tests, of, node.of)
        self.bound.pop()
        return self.maybe(BOOLEAN, null=of.nullable)

    def _tests(self, tests: t.Tests, of: Type, what: t.Tree) -> None:
        for test in tests.tests:
            by = self.infer(test.by)
            if test.op in ("<", "<=", ">", ">="):
                self._orderable(test.at, of, by)
                continue
            one, two = base(of), base(by)
            if ANY in (one, two) or NOTHING in (one, two) or (two == BOOLEAN and not test.op):
                continue
            if isinstance(two, ListOf | RangeOf) and not _comparable(one, two):
                two = base(two.item)
                if isinstance(two, RangeOf):
                    two = base(two.item)
            if ANY in (one, two):
                continue
            if not _comparable(one, two):
                self.wrong(
                    test.at,
                    two.describe(),
                    f"{one.describe()}, like {self._said(what) or 'the column'}",
                    _unlike_hint(one, two),
                )
            else:
                self._option(of, test.by)
                self._option(by, what)

    def _junction(self, node: t.And | t.Or) -> Type:
        null = False
        marks = len(self.certain)
        for part in node.parts:
            of = self.infer(part)
            if base(of) not in (BOOLEAN, ANY, NOTHING):
                word = "and" if isinstance(node, t.And) else "or"
                self.wrong(
                    part.at,
                    base(of).describe(),
                    f"something true or false beside {word}",
                    "Write a whole condition on each side: x > 5 and x < 9.",
                )
            null = null or of.nullable
            self.certain.extend(_shown(part, holds=isinstance(node, t.And)))
        del self.certain[marks:]
        return self.maybe(BOOLEAN, null=null)

    def _if(self, node: t.If) -> Type:
        of = self.infer(node.test)
        if base(of) not in (BOOLEAN, ANY, NOTHING):
            self.wrong(
                node.test.at, f"{base(of).describe()} after if", "a condition", "Write a comparison, such as x = 5."
            )
        marks = len(self.certain)
        self.certain.extend(_shown(node.test, holds=True))
        then = self.infer(node.then)
        del self.certain[marks:]
        self.certain.extend(_shown(node.test, holds=False))
        other = self.infer(node.other)
        del self.certain[marks:]
        if isinstance(then, Nothing) or isinstance(other, Nothing):
            self.why_null = self.why_null or "a branch of if gives null"
            why = "a branch of if gives null"
            self.null_when(f"({self._said(node)}) = null", why, mend="Write a value in place of null.")
        return _options_joined(then, other, node.then, node.other)

    def _loops(self, loops: tuple[t.Loop, ...]) -> None:
        for loop in loops:
            of = self.infer(loop.over)
            if loop.to is not None:
                to = self.infer(loop.to)
                for end, kind in ((loop.over, of), (loop.to, to)):
                    if base(kind) not in (NUMBER, DATE, ANY):
                        self.wrong(end.at, base(kind).describe(), "a whole number or a date at each end")
                self.bound.append((loop.name, base(of)))
                continue
            match base(of):
                case ListOf(item=item) | RangeOf(item=item):
                    self.bound.append((loop.name, item))
                case kind:
                    if kind not in (ANY, NOTHING):
                        self.wrong(loop.over.at, kind.describe(), "a list to walk over", "Write a list: [1, 2, 3].")
                    self.bound.append((loop.name, ANY))

    def _for(self, node: t.For) -> Type:
        self._loops(node.loops)
        self.bound.append(("partial", ListOf(ANY)))
        gives = self.infer(node.gives)
        del self.bound[-len(node.loops) - 1 :]
        return ListOf(gives)

    def _quantified(self, node: t.Quantified) -> Type:
        self._loops(node.loops)
        of = self.infer(node.test)
        if base(of) not in (BOOLEAN, ANY, NOTHING):
            self.wrong(node.test.at, f"{base(of).describe()} after satisfies", "a condition")
        del self.bound[-len(node.loops) :]
        return self.maybe(BOOLEAN, null=of.nullable)

    def _list(self, items: tuple[t.Tree, ...]) -> Type:
        if not items:
            return ListOf(ANY)
        of = self.infer(items[0])
        for item in items[1:]:
            of = join(of, self.infer(item))
        return ListOf(of)

    def _context(self, node: t.Context) -> Type:
        fields: dict[str, Type] = {}
        for entry in node.entries:
            if isinstance(entry.value, t.Function):
                self.bound.append((entry.name, FunctionOf(None, ANY)))
                of = self.infer(entry.value)
                self.bound.pop()
            else:
                of = self.infer(entry.value)
            fields[entry.name] = of
            self.bound.append((entry.name, of))
        result = self.infer(node.result) if node.result is not None else None
        if node.entries:
            del self.bound[-len(node.entries) :]
        return result if result is not None else ContextOf(fields)

    def _function(self, node: t.Function) -> Type:
        params = tuple(param.type or ANY for param in node.params)
        self.bound.extend((param.name, of) for param, of in zip(node.params, params, strict=True))
        gives = self.infer(node.body) if node.body is not None else ANY
        if node.params:
            del self.bound[-len(node.params) :]
        return FunctionOf(params, gives)

    def _range(self, node: t.RangeNode) -> Type:
        kinds = [self.infer(end) for end in (node.start, node.end_of) if end is not None]
        if len(kinds) == 2:
            self._orderable(node.at, kinds[0], kinds[1])
            low, high = literal(node.start), literal(node.end_of)
            # Times have no order without their zones, so ranges of them are left to the evaluation.
            ordered = type(low[1]) is type(high[1]) and not isinstance(low[1], Time | DateAndTime | None)
            if low[0] and high[0] and ordered and low[1] > high[1]:
                self.wrong(
                    node.at, f"a range from {feel_text(low[1])} to {feel_text(high[1])}", "the smaller end first"
                )
        return RangeOf(base(kinds[0]) if kinds else ANY)

    # Calls

    def _call(self, node: t.Call) -> Type:
        args = [self.infer(arg) for arg in node.args]
        if isinstance(node.function, t.Name) and self._is_builtin(node.function.name):
            return self._builtin(node, FUNCTIONS[node.function.name], args)
        of = base(self.infer(node.function))
        match of:
            case FunctionOf():
                if of.params is not None and node.names is None and len(of.params) != len(args):
                    self.wrong(node.at, f"{len(args)} arguments", f"{len(of.params)}, as the function has")
                return optional(of.gives)
            case kind if kind in (ANY, NOTHING):
                return ANY
            case kind:
                return self.wrong(
                    node.at,
                    f"{kind.describe()} with a bracket after it",
                    "a function",
                    "Put an operator such as * before the bracket.",
                )

    def _is_builtin(self, name: str) -> bool:
        return name in FUNCTIONS and name not in self.names and all(name != bound for bound, _ in self.bound)

    def _builtin(self, node: t.Call, function: Function, args: list[Type]) -> Type:
        reason: tuple[int, str, str] | None = None
        for form in function.forms:
            given = _arranged(form, args, node.names)
            if given is None:
                continue
            bad = _misfit(form, given)
            if bad is None:
                return self._gives(node, function, form, args, given)
            place, found, wanted = bad
            at = node.args[place].at if 0 <= place < len(node.args) and node.names is None else node.at
            reason = reason or (at, found, wanted)
        name = function.name
        if reason is None:
            ways = " or ".join(_shape(form) for form in function.forms[:4])
            return self.wrong(node.at, f"{name} with {len(args)} value{'' if len(args) == 1 else 's'}", ways)
        at, found, wanted = reason
        return self.wrong(at, f"{found} for {name}", wanted, _argument_hint(name, found))

    def _gives(self, node: t.Call, function: Function, form: Form, args: list[Type], given: list[Type | None]) -> Type:
        name = function.name
        if name in _FOLDED and node.names is None and node.args and all(literal(arg)[0] for arg in node.args):
            run = Run(Names({}), on=date(2000, 1, 1))
            value = call_builtin(run, function, tuple(literal(arg)[1] for arg in node.args), None)
            if value is None:
                return self.wrong(
                    node.at,
                    self._said(node) or name,
                    f"a {name} that exists",
                    (run.reasons[0] if run.reasons else "").removeprefix(f"{name}: ").capitalize() + ".",
                )
            return type_of(value)
        if name in _LOOKED_FOR and len(node.args) == len(args) == 2 and node.names is None:
            self._option(args[0], node.args[1])
        null = any(
            of is not None and of.nullable and not param.null_too and base(of) != ANY
            for of, param in zip(given, form.params, strict=True)
        )
        of = self._refined(name, form, given, args, node)
        # Working days are known for some years only: what comes after is nobody's fault.
        if of.nullable and not function.beside_feel:
            self.null_when(f"{self._said(node)} = null", f"{name} can give null")
        return self.maybe(of, null=null or of.nullable, why=f"{name} can give null")

    def _refined(self, name: str, form: Form, given: list[Type | None], args: list[Type], node: t.Call) -> Type:
        first = base(given[0]) if given and given[0] is not None else ANY
        wants = form.params[0].type if form.params else ANY
        if not isinstance(first, ListOf) and not (isinstance(wants, ListOf) and first != ANY):
            return form.gives
        # A single value where a list is wanted is a list of one.
        item = first.item if isinstance(first, ListOf) else first
        first = first if isinstance(first, ListOf) else ListOf(first)
        kind = base(item)
        numbers = (NUMBER, DAYS_AND_TIME, YEARS_AND_MONTHS)
        if name in ("sum", "mean", "product", "median", "stddev") and kind not in (*numbers, ANY):
            return self.wrong(
                node.at, f"{first.describe()} for {name}", "numbers", "Use number(…) to read a number from a text."
            )
        mixed = form.many and kind == ANY and all(base(of) != ANY for of in args)
        if name in ("min", "max") and (mixed or (kind not in _ORDERED and kind != ANY)):
            shown = " and ".join(base(of).describe() for of in args[:2]) if mixed else first.describe()
            return self.wrong(node.at, f"{shown} for {name}", "values of one kind that have an order")
        filled = isinstance(node.args[0], t.ListOfNodes) and bool(node.args[0].items)
        if name in ("min", "max"):
            return item if filled and not item.nullable else optional(base(item))
        if name in ("sum", "mean", "median", "product"):
            kind = kind if kind in (DAYS_AND_TIME, YEARS_AND_MONTHS) else NUMBER
            return kind if filled and not item.nullable and base(item) != ANY else optional(kind)
        if name in _SAME_LIST or name == "sort":
            return first if name in ("reverse", "distinct values") else optional(first)
        if name in _JOINED_LISTS and form.many:
            return optional(item if isinstance(item, ListOf) else ListOf(item))
        return form.gives

    # Tables

    def table(self, node: t.TableNode, table: Table) -> Type:
        """The type of a table, and what its rows leave out or share."""
        types: list[Type] = []
        for at, (text, column) in enumerate(zip(table.given, node.columns, strict=True)):
            self.text, self.place = text, InTable.in_column(at, text)
            types.append(self.infer(column.of))
        outs: list[Type | None] = [None] * len(node.gives)
        literals: list[list[Any] | None] = [[] for _ in node.gives]
        odd: set[int] = set()
        for number, (row, source) in enumerate(zip(node.rows, table.rows, strict=True), 1):
            marks, told = len(self.certain), len(self.faults)
            for at, (name, of, tests, cell, column) in enumerate(
                zip(table.given, types, row.when, source.when, node.columns, strict=True)
            ):
                self.text, self.place = cell or "", InTable.in_cell(number, at, name)
                self.bound.append(("?", of))
                self._tests(tests, of, column.of)
                self.bound.pop()
                if (
                    not tests.any
                    and not tests.negated
                    and not any(literal(one.by) == (True, None) for one in tests.tests)
                ):
                    self.certain.append(_path_of(column.of))
            for place, (value, text) in enumerate(zip(row.then, source.then, strict=True)):
                self.text, self.place = text, InTable.in_value(number, len(types) + place)
                of = self.infer(value)
                if isinstance(of, Nothing):
                    mend = f"Give a value in row {number} of the table."
                    self.null_when("", f"row {number} of the table gives null", row=number, mend=mend)
                held = outs[place]
                if held is not None and ANY not in (base(held), base(of)) and join(base(held), base(of)) == ANY:
                    self.wrong(0, of.describe(), f"{base(held).describe()}, as in the rows before")
                outs[place] = of if held is None else join(held, of)
                plain, known = literal(value)
                kept = literals[place]
                literals[place] = [*kept, known] if plain and kept is not None else None
            del self.certain[marks:]
            if len(self.faults) > told:
                odd.add(number)
        self.text, self.place = "", InTable()
        sound = all(fault.severity != "error" for fault in self.faults)
        gap = self._cover(node, table, tuple(types), odd) if sound else True
        return self._table_type(node, outs, literals, gap=gap)

    def _table_type(
        self, node: t.TableNode, outs: list[Type | None], literals: list[list[Any] | None], *, gap: bool
    ) -> Type:
        kinds = [of or ANY for of in outs]
        if len(node.gives) > 1 or node.gives[0].name:
            one: Type = ContextOf({given.name: of for given, of in zip(node.gives, kinds, strict=True)})
        else:
            one = kinds[0]
            values = literals[0]
            if (
                values
                and len(values) <= 50
                and all(value is not None for value in values)
                and base(one) in (NUMBER, TEXT)
            ):
                one = OneOf(base(one), tuple(dict.fromkeys(values)))
        match node.hit:
            case "collect" | "rule order" | "output order":
                return self.maybe(ListOf(one), null=gap)
            case "collect count":
                return NUMBER
            case "collect sum":
                return self.maybe(base(one), null=gap or one.nullable)
            case _:
                return self.maybe(one, null=gap or one.nullable, why="no row of the table holds for some answers")

    def _cover(self, node: t.TableNode, table: Table, types: tuple[Type, ...], odd: set[int]) -> bool:
        """Warns of gaps, dead rows and overlaps. True where some input may have no row.

        A row that is odd never holds because of what was said of it: saying so again would hide which to mend.
        """
        cover = look_at(node, table.given, types)
        if cover is None:
            catches_all = any(all(tests.any for tests in row.when) for row in node.rows)
            return False if catches_all else self._gap()
        for dead in (one for one in cover.dead if one.row not in odd):
            found, hint = f"row {dead.row}, whose tests hold for no answer", "Change a test, or take the row out."
            if dead.before:
                found = f"row {dead.row}, which never holds: row {dead.before} takes {dead.example} before it"
                hint = f"Put it before row {dead.before}, or take it out."
            self.wrong(0, found, "rows that can hold for some answer", hint, "warning", place=InTable(dead.row))
        for overlap in cover.overlaps:
            self.wrong(
                0,
                f"row {overlap.row}, which holds together with row {overlap.before} for {overlap.example}",
                "the same from both (hit: any)" if node.hit == "any" else f"one row only (hit: {node.hit})",
                "Change a test, or use hit: first.",
                place=InTable(overlap.row),
            )
        for gap in cover.gaps if node.hit in _WITH_ONE_VALUE else ():
            hint = f"Widen a test of row {gap.near}, which comes nearest, or add a row with - for all others."
            near = InTable(gap.near)
            self.wrong(0, f"no row for {gap.example}", "a row for every answer", hint, "warning", place=near)
        return self._gap() if cover.gaps else False

    def _gap(self) -> bool:
        mend = "Add a row with - for all others to the table, which says what holds then."
        self.null_when("", "no row of the table holds", mend=mend)
        return True


def _never_zero(of: Type) -> bool:
    match limits(of):
        case NumberIn(low=low, high=high):
            return (low is not None and low > 0) or (high is not None and high < 0)
        case OneOf(values=values):
            return 0 not in values
        case _:
            return False


def _arranged(form: Form, args: list[Type], names: tuple[str, ...] | None) -> list[Type | None] | None:
    params = form.params
    if names is not None:
        known = {param.name: place for place, param in enumerate(params)}
        if len(set(names)) != len(names) or any(name not in known for name in names):
            return None
        given: list[Type | None] = [None] * len(params)
        for name, of in zip(names, args, strict=True):
            given[known[name]] = of
        return (
            None if any(of is None and not param.optional for of, param in zip(given, params, strict=True)) else given
        )
    if form.many:
        if not args:
            return None
        item = args[0]
        for of in args[1:]:
            item = join(item, of)
        return [ListOf(item)]
    if len(args) > len(params) or any(not param.optional for param in params[len(args) :]):
        return None
    return [*args, *[None] * (len(params) - len(args))]


def _misfit(form: Form, given: list[Type | None]) -> tuple[int, str, str] | None:
    """The first argument that can not be what its parameter wants."""
    for place, (of, param) in enumerate(zip(given, form.params, strict=True)):
        if of is None or base(of) == ANY:
            continue
        if isinstance(of, Nothing):
            if not param.null_too:
                return place, "null", param.type.describe()
            continue
        has, wants = base(of), param.type
        if isinstance(has, ListOf) and not isinstance(wants, ListOf) and conforms(base(has.item), wants):
            continue
        if isinstance(wants, ListOf) and not isinstance(has, ListOf) and not form.many and conforms(has, wants.item):
            continue
        if has == DATE and wants == DATE_AND_TIME:
            continue
        if isinstance(has, FunctionOf) and isinstance(wants, FunctionOf):
            continue
        if not conforms(has, wants):
            return place, has.describe(), wants.describe()
    return None


def _shape(form: Form) -> str:
    if form.many:
        return "any number of values"
    names = [f"{param.name}?" if param.optional else param.name for param in form.params]
    return f"({', '.join(names)})"


def _argument_hint(name: str, found: str) -> str:
    if found == "a text" and name not in ("date", "time"):
        return "Use number(…) or date(…) to read a value from a text."
    if found == "a number" and name in (
        "string length",
        "contains",
        "starts with",
        "upper case",
        "lower case",
        "string join",
    ):
        return "Use string(…) to turn it into text."
    if found == "null":
        return "The result would always be null."
    return ""


# What people write who know spreadsheets or another language.
_OTHER_WORDS = {
    "len": "Write count(…) for a list, string length(…) for a text.",
    "length": "Write count(…) for a list, string length(…) for a text.",
    "average": "Write mean(…).",
    "avg": "Write mean(…).",
    "round": "Write round half up(x, 2), or decimal(x, 2).",
    "int": "Write floor(x).",
    "str": "Write string(x).",
    "concat": "Join texts by +, lists by concatenate(…).",
    "isnull": "Write x = null.",
    "datediff": "Subtract the dates, or use years and months duration(…).",
    "elif": "Write else if … then … else ….",
    "xor": "Write a != b.",
}


def _comparable(one: Type, two: Type) -> bool:
    if one == two:
        return True
    match one, two:
        case ListOf(), ListOf():
            return ANY in (base(one.item), base(two.item)) or _comparable(base(one.item), base(two.item))
        case (ContextOf(), ContextOf()) | (RangeOf(), RangeOf()) | (FunctionOf(), FunctionOf()):
            return True
        case _:
            return False


def _unlike_hint(one: Type, two: Type) -> str:
    kinds = {one, two}
    if kinds == {NUMBER, TEXT}:
        return "A number stands without quotation marks."
    if kinds == {DATE, TEXT}:
        return 'Write a date as @"2026-04-01".'
    if kinds == {DATE, DATE_AND_TIME}:
        return "Use date(…) to take the date of a date and time."
    if BOOLEAN in kinds and TEXT in kinds:
        return "Write true or false without quotation marks."
    if DAYS_AND_TIME in kinds and NUMBER in kinds:
        return 'Write a duration as @"P28D", or ask for its days: (b - a).days.'
    if any(isinstance(kind, ListOf) for kind in kinds):
        return "To ask whether a list holds a value, write x in list."
    return ""


def _path_of(node: object) -> str:
    """A name or path as text, for what conditions show about it; empty for all else."""
    match node:
        case t.Name(name=name):
            return name
        case t.Path(of=of, field=field):
            before = _path_of(of)
            return f"{before}.{field}" if before else ""
        case _:
            return ""


def _shown(node: t.Tree, *, holds: bool) -> list[str]:
    """The names and paths that are not null where a condition holds, or where it does not."""
    match node:
        case t.Compare(op=op, left=left, right=right):
            for one, two in ((left, right), (right, left)):
                if literal(two) == (True, None):
                    return [_path_of(one)] if (op == "!=") == holds and op in ("=", "!=") and _path_of(one) else []
            if not holds or op == "!=":
                return []
            return (
                [path for path in (_path_of(left), _path_of(right)) if path and op not in ("!=",)]
                if op != "="
                else [_path_of(one) for one, two in ((left, right), (right, left)) if _path_of(one) and literal(two)[0]]
            )
        case t.And(parts=parts):
            return [path for part in parts for path in _shown(part, holds=True)] if holds else []
        case t.Or(parts=parts):
            return [path for part in parts for path in _shown(part, holds=False)] if not holds else []
        case t.Between(of=of):
            return [_path_of(of)] if holds and _path_of(of) else []
        case t.InstanceOf(of=of):
            return [_path_of(of)] if holds and _path_of(of) else []
        case t.Call(function=t.Name(name="not"), args=(arg,)):
            # not(x = null) holds where x = null does not; the other way round a null condition would be in between.
            return _shown(arg, holds=False) if holds else []
        case _:
            return []


def _listed(options: OneOf) -> str:
    return ", ".join(feel_text(one, literal=True) for one in options.values[:8])


def _options_joined(one: Type, two: Type, first: t.Tree, second: t.Tree) -> Type:
    """Two branches that are written out give one of two values, which an index can rely on."""
    values: list[Any] = []
    for of, node in ((one, first), (two, second)):
        plain, value = literal(node)
        if isinstance(of, OneOf):
            values.extend(of.values)
        elif plain and value is not None and base(of) in (NUMBER, TEXT):
            values.append(value)
        else:
            return join(one, two)
    if base(one) != base(two):
        return join(one, two)
    return OneOf(base(one), tuple(dict.fromkeys(values)))
