"""Generates Python from typed rules: the quick way, which steps aside for the careful one wherever null could come in.

What is generated computes plain cases only. Anything else raises (a null in arithmetic is a TypeError, an overflow a
DecimalException, the rest `Aside`), and the caller works the rules out again the careful way, which knows the reasons.
Rules are pure, so nothing is lost by starting again.
"""

from collections.abc import Callable, Mapping
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
    DecimalException,
)
from types import CodeType
from typing import Any

import msgspec

from footpath.rules import operations as o
from footpath.rules import tree as t
from footpath.rules.border import inward, shaped
from footpath.rules.cover import literal
from footpath.rules.evaluate import Scope, compile_tree
from footpath.rules.functions import BUILTINS, FUNCTIONS
from footpath.rules.functions.function import Function, call_builtin
from footpath.rules.names import free_names, turn_steps
from footpath.rules.run import Names, Run
from footpath.rules.types import (
    ANY,
    BOOLEAN,
    DATE,
    DAYS_AND_TIME,
    NUMBER,
    TEXT,
    YEARS_AND_MONTHS,
    ContextOf,
    ListOf,
    Type,
    base,
)
from footpath.values import content_hash


class Aside(Exception):
    """The quick way steps aside. It never leaves the engine."""


# What generated code may raise where the careful way has an answer.
STEPS_ASIDE = (Aside, TypeError, DecimalException, KeyError, IndexError, AttributeError, ValueError, RecursionError)

_ORDERED = (NUMBER, TEXT, DATE, DAYS_AND_TIME, YEARS_AND_MONTHS)
_EQUAL = (*_ORDERED, BOOLEAN)
_ROUNDINGS = {
    "decimal": ROUND_HALF_EVEN,
    "floor": ROUND_FLOOR,
    "ceiling": ROUND_CEILING,
    "round up": ROUND_UP,
    "round down": ROUND_DOWN,
    "round half up": ROUND_HALF_UP,
    "round half down": ROUND_HALF_DOWN,
}
_PLACES_MOST = 30
# Each operator of a chain is in brackets of its own, and Python reads no more than 200 inside one another.
_CHAIN_MOST = 60
# Going through a list of 10,000 is a millisecond.
_WALKS_MOST = 8
# Compiled code by the hash of its text: editions that share rules share it.
_CODES: dict[str, CodeType] = {}
_CODES_MOST = 4096


class Program(msgspec.Struct, frozen=True, kw_only=True):
    """Generated code for some rules and all they rest on.

    `run` is called with the answers, the figures' values and a Run; it gives the values of `rules` in order and,
    where traced, a mask of the names each has looked at and the row each table took.
    """

    rules: tuple[str, ...]
    figures: tuple[str, ...]
    looks: tuple[tuple[str, ...], ...]  # for each rule, the names behind the bits of its mask
    run: Callable[[Mapping[str, Any], tuple[Any, ...], Run | None], tuple[Any, ...]]
    masks: tuple[tuple[int, int], ...]  # for each rule, where its mask stands (-1: nowhere) and what it is if nowhere
    rows: tuple[int, ...]  # for each rule, where the number of its table's row stands; -1 for none
    places: Mapping[str, int]  # where the value of a rule stands in what the program gives
    source: str
    needs_run: bool


class _No(Exception):
    """A rule holds something that is not generated; it is called the careful way from within the program."""


def generate(
    rules: tuple[str, ...],
    trees: Mapping[str, t.Tree],
    kinds: Mapping[int, Type],
    inputs: Mapping[str, Type],
    figures: Mapping[str, Any],
    *,
    targets: tuple[str, ...] = (),
    traced: bool,
) -> Program:
    """A program for `rules`, which come in order; without `targets`, it gives the values of them all."""
    writer = _Writer(trees, kinds, inputs, figures, rules, traced=traced)
    for rule in rules:
        writer.rule(rule)
    try:
        return writer.program(rules, targets or rules)
    except (SyntaxError, RecursionError, MemoryError):
        # Python reads 200 brackets inside one another at most, and a rule as deep as it may be takes more.
        plain = _Writer(trees, kinds, inputs, figures, rules, traced=traced, careful=True)
        for rule in rules:
            plain.rule(rule)
        return plain.program(rules, targets or rules)


class _Writer:
    def __init__(
        self,
        trees: Mapping[str, t.Tree],
        kinds: Mapping[int, Type],
        inputs: Mapping[str, Type],
        figures: Mapping[str, Any],
        rules: tuple[str, ...],
        *,
        traced: bool,
        careful: bool = False,
    ) -> None:
        self.careful = careful  # no rule is generated
        self.trees = trees
        self.kinds = kinds
        self.inputs = inputs
        self.figures = figures
        self.traced = traced
        self.constants: dict[str, Any] = {}
        self.by_value: dict[tuple[type, str], str] = {}
        self.locals = {rule: f"r{place}" for place, rule in enumerate(rules)}
        self.used_inputs: dict[str, str] = {}
        self.used_figures: dict[str, str] = {}
        self.lines: list[str] = []
        self.looks: list[tuple[str, ...]] = []
        self.known: list[int] = []
        self.changing: set[int] = set()
        self.with_rows: set[int] = set()
        self.temporaries = 0
        self.bound: dict[str, str] = {}
        self.item: tuple[str, Type] | None = None
        # While a rule is written: its place, its names in order, and those that are read whatever happens.
        self.place = 0
        self.names: dict[str, int] = {}
        self.always = 0
        self.branch: list[int] = []
        self.looping = False
        self.walks = 0

    # A program

    def program(self, rules: tuple[str, ...], targets: tuple[str, ...]) -> Program:
        reads = []
        for name, local in self.used_inputs.items():
            reads.append(f"  {local} = answers.get({name!r})")
            reads.append(f"  if {self._is_as_declared(local, self.inputs[name])}: {local} = took({name!r}, {local})")
        figures = tuple(self.used_figures)
        if figures:
            reads.append(f"  {', '.join(self.used_figures.values())}, = figures")
        gives = [self.locals[target] for target in targets]
        masks: list[tuple[int, int]] = []
        rows: list[int] = []
        for place in range(len(rules) if self.traced else 0):
            # Most masks are known beforehand; only those that a branch can change are given with the values.
            masks.append((len(gives) if place in self.changing else -1, self.known[place]))
            gives += [f"m{place}"] if place in self.changing else []
            rows.append(len(gives) if place in self.with_rows else -1)
            gives += [f"w{place}"] if place in self.with_rows else []
        helpers = {**_HELPERS, **self.constants, "took": _taker(self.inputs)}
        body = "\n".join([*reads, *self.lines])
        kept = [name for name in helpers if name in body]
        head = "".join(f", {name}={name}" for name in kept)
        source = f"def program(answers, figures, run{head}):\n{body}\n  return ({', '.join(gives)},)\n"
        spaces: dict[str, Any] = {name: helpers[name] for name in kept}
        exec(_code(source), spaces)  # noqa: S102 -- the text is written above from a checked tree; names are quoted
        return Program(
            rules=targets,
            figures=figures,
            looks=tuple(self.looks),
            run=spaces["program"],
            source=source,
            needs_run="run" in body,
            places={rule: place for place, rule in enumerate(targets)},
            masks=tuple(masks),
            rows=tuple(rows),
        )

    @staticmethod
    def _is_as_declared(local: str, of: Type) -> str:
        """A test that holds where an answer is not yet the value that rules take."""
        null = f" and {local} is not None" if of.nullable else ""
        kind = base(of)
        if kind == NUMBER:
            # Not a number, and infinity, would pass through sums in silence.
            return f"(type({local}) is not D or not {local}.is_finite()){null}"
        if kind == BOOLEAN:
            return f"{local} is not True and {local} is not False{null}"
        if kind == TEXT:
            return f"type({local}) is not str{null}"
        if kind == ANY:
            return f"type({local}) is not str and (type({local}) is not D or not {local}.is_finite())"
        return "True"

    def rule(self, rule: str) -> None:
        self.place = len(self.looks)
        self.names, self.always, self.branch = {}, 0, []
        self.bound, self.item, self.looping, self.walks = {}, None, False, 0
        tree = self.trees[rule]
        local = self.locals[rule]
        before = len(self.lines)
        kept = (dict(self.used_inputs), dict(self.used_figures))
        try:
            if self.careful:
                raise _No
            if isinstance(tree, t.TableNode):
                self._table(tree, local)
            else:
                code = self.code(tree)
                self.lines.append(f"  {local} = {code}")
        except _No:
            del self.lines[before:]
            self.used_inputs, self.used_figures = kept
            self._careful(tree, local)
        written = self.lines[before:]
        if self.traced:
            self.known.append(self.always)
            if any(f"m{self.place} :=" in line for line in written):
                self.changing.add(self.place)
                self.lines.insert(before, f"  m{self.place} = {self.always}")
        self.looks.append(tuple(self.names))

    def _careful(self, tree: t.Tree, local: str) -> None:
        """A rule whose tree is not generated: its closures are called with the values it can read."""
        self.names, self.always, self.branch = {}, 0, []
        self.bound, self.item, self.looping = {}, None, False
        outside = [name for name in sorted(free_names(tree)) if self._is_outside(name)]
        parts = []
        for name in outside:
            self.names[name] = len(self.names)
            parts.append(f"{self._outside(name)}, ")
        slow = self.constant(_Slow(tree, tuple(outside), traced=self.traced))
        if self.traced:
            place = self.place
            self.changing.add(place)
            self.with_rows.add(place)
            self.lines.append(f"  {local}, m{place}, w{place} = {slow}(run, ({''.join(parts)}))")
        else:
            self.lines.append(f"  {local} = {slow}(run, ({''.join(parts)}))")

    # Names

    def _is_outside(self, name: str) -> bool:
        return name in self.locals or name in self.inputs or name in self.figures

    def _outside(self, name: str) -> str:
        if name in self.locals:
            return self.locals[name]
        if name in self.figures:
            return self.used_figures.setdefault(name, f"f{len(self.used_figures)}")
        return self.used_inputs.setdefault(name, f"a{len(self.used_inputs)}")

    def look(self, name: str) -> None:
        bit = self.names.setdefault(name, len(self.names))
        if self.branch:
            self.branch[-1] |= 1 << bit
        else:
            self.always |= 1 << bit

    def within(self, write: Callable[[], str]) -> str:
        """Code that only runs sometimes; when it does, the mask says so."""
        self.branch.append(0)
        code = write()
        bits = self.branch.pop()
        outer = self.always
        for one in self.branch:
            outer |= one
        bits &= ~outer
        if self.traced and bits:
            return f"((m{self.place} := m{self.place} | {bits}) and {code})"
        return code

    def constant(self, value: Any) -> str:
        key = (type(value), repr(value)) if type(value) in (Decimal, str) else None
        if key is not None and key in self.by_value:
            return self.by_value[key]
        name = f"k{len(self.constants)}_"
        self.constants[name] = value
        if key is not None:
            self.by_value[key] = name
        return name

    def temporary(self) -> str:
        self.temporaries += 1
        return f"t{self.temporaries}_"

    def kind(self, node: t.Tree) -> Type:
        return self.kinds.get(id(node), ANY)

    # Expressions

    def code(self, node: t.Tree) -> str:
        match node:
            case t.Literal(value=value):
                if value is None or value is True or value is False:
                    return repr(value)
                return self.constant(value)
            case t.Name(name=name):
                return self._name(name)
            case t.Path(of=of, field=field):
                inner = base(self.kind(of))
                if isinstance(inner, ContextOf) and field in inner.fields:
                    return f"{self.code(of)}[{field!r}]"
                return f"o_field(run, {self.code(of)}, {field!r})"
            case t.Sum(first=first, rest=rest) | t.Product(first=first, rest=rest):
                return self._chain(first, rest)
            case t.Power(first=first, rest=rest):
                out = self.code(first)
                for part in rest:
                    self.need(first, NUMBER)
                    self.need(part, NUMBER)
                    out = f"q_power(run, {out}, {self.code(part)})"
                return out
            case t.Negative(of=of):
                self.need(of, NUMBER)
                inner_code = self.code(of)
                return (
                    f"(-{inner_code} or {inner_code})"
                    if isinstance(of, t.Literal | t.Name)
                    else f"negated({inner_code})"
                )
            case t.Compare():
                return self._compare(node)
            case t.Between(of=of, low=low, high=high):
                self._same_order(of, low)
                self._same_order(of, high)
                least, value, most = self.code(low), self.code(of), self.code(high)
                if f"m{self.place} :=" in most:
                    raise _No  # Python leaves the upper end out where the lower one decides; what it looks at counts.
                return f"({least} <= {value} <= {most})"
            case t.In(of=of, tests=tests):
                return self._in(of, tests)
            case t.And(parts=parts):
                return self._junction(parts, "and")
            case t.Or(parts=parts):
                return self._junction(parts, "or")
            case t.If(test=test, then=then, other=other):
                condition = self.truth(test)
                yes, no = self.within(lambda: self.code(then)), self.within(lambda: self.code(other))
                return f"({yes} if {condition} else {no})"
            case t.ListOfNodes(items=items):
                return f"[{', '.join(self.code(item) for item in items)}]"
            case t.Call():
                return self._call(node)
            case t.Filter():
                return self._filter(node)
            case t.For(loops=(t.Loop(to=None) as loop,), gives=gives):
                return self._walk(loop, gives, "[{body} for {name} in {over}]", "[]")
            case t.Quantified(loops=(t.Loop(to=None) as loop,), test=test, every=every):
                word, empty = ("all", "True") if every else ("any", "False")
                return self._walk(loop, test, word + "([{body} for {name} in {over}])", empty, condition=True)
            case _:
                raise _No

    def need(self, node: t.Tree, kind: Type) -> None:
        if base(self.kind(node)) != kind:
            raise _No

    def _name(self, name: str) -> str:
        if name in self.bound:
            return self.bound[name]
        if self.item is not None:
            local, of = self.item
            fields = of.fields if isinstance(of, ContextOf) else {}
            if name in fields:
                return f"{local}[{name!r}]"
            if not isinstance(of, ContextOf) and base(of) not in _EQUAL:
                raise _No
        if not self._is_outside(name):
            raise _No
        self.look(name)
        return self._outside(name)

    def _chain(self, first: t.Tree, rest: tuple[tuple[str, t.Tree], ...]) -> str:
        if len(rest) > _CHAIN_MOST:
            raise _No
        kind = base(self.kind(first))
        out = self.code(first)
        for op, part in rest:
            other = base(self.kind(part))
            if kind == NUMBER and other == NUMBER:
                out = f"({out} {op} {self.code(part)})"
                continue
            if self.looping or ANY in (kind, other):
                raise _No
            out = f"{_OPERATIONS[op]}(run, {out}, {self.code(part)})"
            kind = ANY if len(rest) > 1 else kind
        return out

    def _compare(self, node: t.Compare) -> str:
        if node.op in ("=", "!="):
            for one, two in ((node.left, node.right), (node.right, node.left)):
                if literal(two) == (True, None):
                    return f"({self.code(one)} is {'' if node.op == '=' else 'not '}None)"
            one_kind, two_kind = base(self.kind(node.left)), base(self.kind(node.right))
            if one_kind != two_kind or one_kind not in _EQUAL:
                raise _No
            if self.looping and one_kind == TEXT and not (literal(node.left)[0] or literal(node.right)[0]):
                same = f"same_text(run, {self.code(node.left)}, {self.code(node.right)})"
                return same if node.op == "=" else f"(not {same})"
            op = "==" if node.op == "=" else "!="
            return f"({self.code(node.left)} {op} {self.code(node.right)})"
        self._same_order(node.left, node.right)
        return f"({self.code(node.left)} {node.op} {self.code(node.right)})"

    def _same_order(self, one: t.Tree, two: t.Tree) -> None:
        kind = base(self.kind(one))
        if kind not in _ORDERED or kind != base(self.kind(two)):
            raise _No

    def truth(self, node: t.Tree) -> str:
        """A condition where only true counts."""
        of = self.kind(node)
        code = self.code(node)
        return code if of == BOOLEAN else f"{code} is True"

    def _junction(self, parts: tuple[t.Tree, ...], word: str) -> str:
        out = [self._bool(parts[0])]
        for part in parts[1:]:
            out.append(self.within(lambda part=part: self._bool(part)))  # type: ignore[misc]
        return f"({f' {word} '.join(out)})"

    def _bool(self, node: t.Tree) -> str:
        """Code that gives true or false, or steps aside."""
        of = self.kind(node)
        code = self.code(node)
        # Comparisons of what can be null raise for an order and answer for equality: both are as they should be.
        if of == BOOLEAN or isinstance(node, t.Compare | t.Between):
            return code
        return f"sure({code})"

    def _in(self, of: t.Tree, tests: t.Tests) -> str:
        if tests.negated or tests.any or len(tests.tests) != 1 or tests.tests[0].op:
            kind = base(self.kind(of))
            value = self.code(of)
            if tests.any or kind not in _ORDERED or not isinstance(of, t.Name | t.Path):
                raise _No
            # Without a guard: a null in a comparison with an order raises, and the careful way says null.
            return self._tests(tests, value, kind)
        by = tests.tests[0].by
        kind, held = base(self.kind(of)), base(self.kind(by))
        if isinstance(by, t.RangeNode):
            return self._within_range(self.code(of), kind, by)
        if isinstance(held, ListOf) and base(held.item) == kind and kind in _EQUAL:
            return f"({self.code(of)} in {self._walked(by)})"
        raise _No

    def _within_range(self, value: str, kind: Type, by: t.RangeNode) -> str:
        out = []
        for end, op in ((by.start, ">=" if by.start_included else ">"), (by.end_of, "<=" if by.end_included else "<")):
            if end is None:
                continue
            if kind not in _ORDERED or base(self.kind(end)) != kind:
                raise _No
            out.append(f"{value} {op} {self.code(end)}")
        if by.start is not None and by.end_of is not None and not (literal(by.start)[0] and literal(by.end_of)[0]):
            raise _No
        return f"({' and '.join(out)})"

    def _tests(self, tests: t.Tests, value: str, of: Type) -> str:
        """A condition on a value in a local: whether it passes."""
        kind = base(of)
        guard = f"{value} is not None and " if of.nullable else ""
        out = []
        for test in tests.tests:
            by = test.by
            if not test.op and literal(by) == (True, None):
                out.append(f"{value} is None")
                continue
            if isinstance(by, t.RangeNode) and not test.op:
                out.append(guard + self._within_range(value, kind, by))
                continue
            held = base(self.kind(by))
            if isinstance(held, ListOf) and base(held.item) == kind and kind in _EQUAL and not test.op:
                out.append(f"{value} in {self._walked(by)}")
                continue
            if held != kind or kind not in (_ORDERED if test.op not in ("", "=", "!=") else _EQUAL):
                raise _No
            if kind == BOOLEAN and not literal(by)[0]:
                raise _No
            op = {"": "==", "=": "=="}.get(test.op, test.op)
            out.append(f"{guard}{value} {op} {self.code(by)}")
        joined = " or ".join(f"({one})" for one in out)
        if tests.negated:
            # A null is neither in nor out, and no row of a table holds for it.
            return f"({guard}not ({joined}))"
        return f"({joined})"

    def _call(self, node: t.Call) -> str:
        if not isinstance(node.function, t.Name) or node.names is not None:
            raise _No
        name = node.function.name
        if name not in FUNCTIONS or name in self.bound or self._is_outside(name):
            raise _No
        args = node.args
        kinds = [base(self.kind(arg)) for arg in args]
        if name in _ROUNDINGS and kinds and kinds[0] == NUMBER:
            places = Decimal(0) if len(args) == 1 else literal(args[1])[1]
            if type(places) is Decimal and places == int(places) and 0 <= places <= _PLACES_MOST:
                unit = self.constant(Decimal((0, (1,), -int(places))))
                return f"{self.code(args[0])}.quantize({unit}, {_ROUNDINGS[name]!r})"
        if name in ("min", "max") and len(args) == 2 and kinds == [NUMBER, NUMBER] and not self.looping:
            # Written out, for a call costs as much as the comparison. Of two equal ones the first is given.
            one, two = self.temporary(), self.temporary()
            op = "<" if name == "min" else ">"
            return f"({two} if ({two} := {self.code(args[1])}) {op} ({one} := {self.code(args[0])}) else {one})"
        if name in ("min", "max") and len(args) > 1 and all(kind == NUMBER for kind in kinds):
            return f"{name}({', '.join(self.code(arg) for arg in args)})"
        if name == "abs" and kinds == [NUMBER]:
            return f"abs({self.code(args[0])})"
        if name == "not" and kinds == [BOOLEAN]:
            return f"(not {self._bool(args[0])})"
        if len(args) == 1 and isinstance(kinds[0], ListOf):
            number = base(kinds[0].item) == NUMBER
            if name == "count":
                return f"D(len({self.code(args[0])}))"
            if name == "sum" and number:
                return f"q_sum({self._walked(args[0])})"
            if name in ("min", "max") and number:
                return f"{name}({self._walked(args[0])})"
        if self.looping:
            raise _No
        given = "".join(f"{self.code(arg)}, " for arg in args)
        call = "q_call" if self.kind(node).nullable else "q_sure"
        return f"{call}(run, {self.constant(FUNCTIONS[name])}, ({given}), None)"

    def _walked(self, node: t.Tree) -> str:
        """A list that is gone through; its length is spent in loops, and where a rule has had some for nothing."""
        self.walks += 1
        if self.walks <= _WALKS_MOST and not self.looping:
            return self.code(node)
        return f"spent(run, {self.code(node)}, 1)"

    def _filter(self, node: t.Filter) -> str:
        of = base(self.kind(node.of))
        if not isinstance(of, ListOf):
            raise _No
        by = base(self.kind(node.by))
        if by == NUMBER:
            if self.item is not None or self.looping:
                raise _No
            if isinstance(of.item, ContextOf) and any(name in of.item.fields for name in free_names(node.by)):
                raise _No
            return f"q_at({self.code(node.of)}, {self.code(node.by)})"
        if by != BOOLEAN:
            raise _No
        return self._each(node.of, "item", of.item, node.by, "[{name} for {name} in {over} if {body}]", "[]", item=True)

    def _walk(self, loop: t.Loop, body: t.Tree, shape: str, empty: str, *, condition: bool = False) -> str:
        of = base(self.kind(loop.over))
        if not isinstance(of, ListOf):
            raise _No
        return self._each(loop.over, loop.name, of.item, body, shape, empty, condition=condition)

    def _each(
        self,
        over: t.Tree,
        name: str,
        of: Type,
        body: t.Tree,
        shape: str,
        empty: str,
        *,
        condition: bool = True,
        item: bool = False,
    ) -> str:
        """One loop over a list, never inside another: its length is spent before it starts."""
        if self.looping or self.item is not None:
            raise _No
        items = self.code(over)
        local, walked = self.temporary(), self.temporary()
        self.looping = True
        held = self.bound.get(name)
        self.bound[name] = local
        self.item = (local, base(of)) if item else None
        inside: list[str] = []

        def write() -> str:
            inside.append(self._bool(body) if condition else self.code(body))
            return shape.format(body=inside[0], name=local, over=walked)

        code = self.within(write)
        self.looping, self.item = False, None
        if held is None:
            del self.bound[name]
        else:
            self.bound[name] = held
        if ":=" in inside[0]:
            raise _No
        return f"({code} if ({walked} := spent(run, {items}, {turn_steps(body)})) else {empty})"

    # Tables

    def _table(self, node: t.TableNode, local: str) -> None:
        if node.hit not in ("first", "unique") or len(node.gives) != 1 or node.gives[0].name:
            raise _No
        values: list[str] = []
        for place, column in enumerate(node.columns):
            code = self.code(column.of)
            if not code.isidentifier():
                value = f"c{self.place}_{place}"
                self.lines.append(f"  {value} = {code}")
                code = value
            values.append(code)
        first = node.hit == "first"
        if self.traced:
            self.with_rows.add(self.place)
        if not first:
            self.lines.append(f"  n{self.place} = 0")
        always = self.always
        for number, row in enumerate(node.rows, 1):
            self.branch.append(0)
            tests = [
                self._tests(tests, value, self.kind(column.of))
                for tests, value, column in zip(row.when, values, node.columns, strict=True)
                if not tests.any
            ]
            gives = self.code(row.then[0])
            bits = self.branch.pop()
            if bits & ~always and self.traced:
                raise _No  # Names in cells are looked at row by row: the careful way keeps that account.
            word = "if" if number == 1 or not first else "elif"
            trace = f"; w{self.place} = {number}" if self.traced else ""
            count = "" if first else f"; n{self.place} += 1"
            self.lines.append(f"  {word} {' and '.join(tests) or 'True'}: {local} = {gives}{trace}{count}")
        if first:
            self.lines.append("  else: raise Aside")
        else:
            self.lines.append(f"  if n{self.place} != 1: raise Aside")


class _Slow:
    """A rule the careful way, inside a program: gives its value, the mask of what it read, and the row it took."""

    __slots__ = ("code", "names", "rest", "traced")

    def __init__(self, tree: t.Tree, names: tuple[str, ...], *, traced: bool) -> None:
        # What it reads stands in the first slots of its frame.
        slots = {name: place for place, name in enumerate(names, 1)}
        read = _noted if traced else _slot

        def outside(name: str) -> Any:
            return read(name, slots[name]) if name in slots else _builtin(name)

        scope = Scope(outside, builtins=BUILTINS.keys() - slots.keys())
        scope.size += len(names)
        self.code = compile_tree(tree, scope)
        self.rest = (None,) * (scope.size - len(names) - 1)
        self.names = names
        self.traced = traced

    def __call__(self, run: Run, values: tuple[Any, ...]) -> Any:
        if not self.traced:
            value = self.code([run, *values, *self.rest])
            if value is None:
                raise Aside
            return value
        inner = Run(_NOWHERE, budget=run.budget, on=run.on, now=run.now)
        inner.steps = run.steps
        value = self.code([inner, *values, *self.rest])
        run.steps = inner.steps
        if value is None or len(inner.rows) > 1:
            raise Aside
        mask = 0
        for place, name in enumerate(self.names):
            if name in inner.seen:
                mask |= 1 << place
        return value, mask, inner.rows[0][0] if inner.rows else 0


_NOWHERE = Names({})


def _slot(_name: str, slot: int) -> Any:
    return lambda f: f[slot]


def _noted(name: str, slot: int) -> Any:
    def read(f: list[Any]) -> Any:
        f[0].seen[name] = None
        return f[slot]

    return read


def _builtin(name: str) -> Any:
    found = BUILTINS.get(name)
    return None if found is None else lambda f: found


def _taker(inputs: Mapping[str, Type]) -> Callable[[str, Any], Any]:
    def took(name: str, value: Any) -> Any:
        of = inputs[name]
        if value is None and not of.nullable:
            raise Aside
        return shaped(name, inward(value), of)

    return took


def _sure(value: Any) -> bool:
    if value is True or value is False:
        return bool(value)
    raise Aside


def _surely_called(run: Run, function: Function, args: tuple[Any, ...], names: None) -> Any:
    """A call whose type says that it has a value; it has none where an argument that could be anything was null."""
    value = call_builtin(run, function, args, names)
    if value is None:
        raise Aside
    return value


def _spent(run: Run, items: list[Any], steps: int) -> list[Any]:
    if type(items) is not list:
        raise Aside
    run.spend(len(items) * steps)
    return items


def _sum(items: list[Any]) -> Decimal:
    total = items[0]
    for one in items[1:]:
        total = total + one
    if type(total) is not Decimal:
        raise Aside
    return total


def _power(run: Run, a: Decimal, b: Decimal) -> Decimal:
    found = o.power(run, a, b)
    if found is None:
        raise Aside
    return found  # type: ignore[no-any-return]


def _same_text(run: Run, one: Any, two: Any) -> bool:
    if type(one) is str and type(two) is str:
        o.spend_on_texts(run, one, two)
    return bool(one == two)


def _at(items: list[Any], index: Decimal) -> Any:
    place = int(index) if index.adjusted() < 9 else 0
    if place < 1 or place != index:
        raise Aside
    return items[place - 1]


def _negated(value: Decimal) -> Decimal:
    return -value if value else value


_OPERATIONS = {"+": "o_add", "-": "o_subtract", "*": "o_multiply", "/": "o_divide"}
_HELPERS: dict[str, Any] = {
    "D": Decimal,
    "Aside": Aside,
    "sure": _sure,
    "spent": _spent,
    "q_sum": _sum,
    "q_at": _at,
    "q_power": _power,
    "same_text": _same_text,
    "q_call": call_builtin,
    "q_sure": _surely_called,
    "negated": _negated,
    "o_add": o.add,
    "o_subtract": o.subtract,
    "o_multiply": o.multiply,
    "o_divide": o.divide,
    "o_field": o.field,
}


def _code(source: str) -> CodeType:
    key = content_hash(source)
    found = _CODES.get(key)
    if found is None:
        if len(_CODES) >= _CODES_MOST:
            _CODES.clear()
        found = _CODES[key] = compile(source, "<rules>", "exec")
    return found
