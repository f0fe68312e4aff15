"""Compiles the rules of a definition into a book that finds their values."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, getcontext, setcontext
from typing import Any

import msgspec

from footpath.rules import tree as t
from footpath.rules.border import inward, outward, shaped
from footpath.rules.budget import DEFAULT_BUDGET, Budget, OverBudget
from footpath.rules.check import Known, check_rules
from footpath.rules.definitions import Constant, Dated, Rule, Table
from footpath.rules.evaluate import Code, Scope, compile_tree
from footpath.rules.faults import InTable, MayBeNull, RuleFault, Wrong, fault_at
from footpath.rules.findings import Answer, Figure, Finding, Looked, TableRow
from footpath.rules.functions import BUILTINS, FUNCTIONS
from footpath.rules.names import free_names
from footpath.rules.quick import STEPS_ASIDE, Program, generate
from footpath.rules.read import Names, fields_in, read_expression, read_tests
from footpath.rules.run import Run, Source, arithmetic
from footpath.rules.tables import HITS
from footpath.rules.types import ANY, BOOLEAN, NUMBER, TEXT, Type, base, join, type_of
from footpath.rules.values import UNKNOWN, NotYet

# What all rules may name, filed once.
_FUNCTION_NAMES = Names(FUNCTIONS)


def compile_rules(
    rules: Mapping[str, Rule],
    names: Mapping[str, Type],
    *,
    constants: Mapping[str, Constant | Dated] | None = None,
    must_not_be_null: Collection[str] = (),
    must_be: Mapping[str, Type] | None = None,
    budget: Budget = DEFAULT_BUDGET,
) -> "RuleBook | list[RuleFault]":
    """The rules as a book, or every error found. Warnings stand in the book: `RuleBook.warnings`.

    A key with a colon, such as page:vehicle, is compiled and checked like the others but no rule can refer to it.
    """
    figures = dict(constants or {})
    faults: list[RuleFault] = []
    for key in rules:
        twice = "a question" if key in names else "a figure or list" if key in figures else ""
        if twice:
            faults.append(fault_at(key, "", 0, f"the name {key} twice", f"another name than that of {twice}"))
    figure_types = {key: _constant_type(figure) for key, figure in figures.items()}
    public = [key for key in rules if ":" not in key]
    fields = {field for of in (*names.values(), *figure_types.values()) for field in fields_in(of)}
    fields.update(name for rule in rules.values() if isinstance(rule, Table) for name in rule.gives)
    known = _FUNCTION_NAMES.copy()
    for name in (*names, *figures, *public):
        known.add(name)
    for name in fields:
        known.add_field(name)
    trees: dict[str, t.Tree] = {}
    for key, rule in rules.items():
        read = _read(key, rule, known, budget)
        if isinstance(read, RuleFault):
            faults.append(read)
        else:
            trees[key] = read
    uses = {key: free_names(tree) for key, tree in trees.items()}
    order, circles = _in_order(rules, trees, uses)
    faults.extend(circles)
    checked = check_rules(
        order,
        rules,
        trees,
        Known(inputs=dict(names), figures=figure_types, rules=frozenset(public)),
        must_not_be_null=frozenset(must_not_be_null),
        must_be=dict(must_be or {}),
    )
    faults.extend(checked.faults)
    if any(fault.severity == "error" for fault in faults):
        return faults
    return RuleBook(
        order=order,
        trees=trees,
        types=checked.types,
        kinds=checked.kinds,
        nulls=checked.nulls,
        inputs=dict(names),
        figures=figures,
        uses={
            key: frozenset(name for name in uses[key] if name in names or name in figures or name in trees)
            for key in order
        },
        budget=budget,
        warnings=tuple(faults),
    )


def _constant_type(figure: Constant | Dated) -> Type:
    if figure.type is not None:
        return figure.type
    if isinstance(figure, Constant):
        return type_of(inward(figure.value))
    found: Type | None = None
    for _since, value, _source in figure.series:
        one = type_of(inward(value))
        found = one if found is None else join(found, one)
    return found or ANY


def _read(key: str, rule: Rule, names: Names, budget: Budget) -> t.Tree | RuleFault:
    if isinstance(rule, str):
        try:
            return read_expression(rule, names, budget)
        except Wrong as wrong:
            return fault_at(key, rule, wrong.at, wrong.found, wrong.expected, wrong.suggestion)
    return read_table(key, rule, names, budget)


def read_table(key: str, table: Table, names: Names, budget: Budget = DEFAULT_BUDGET) -> t.Tree | RuleFault:
    """The tree of a table; a fault names the row and the cell it is in."""
    if table.hit not in HITS:
        return fault_at(key, "", 0, f"the hit policy “{table.hit}”", "one of " + ", ".join(HITS))
    if not table.rows:
        return fault_at(key, "", 0, "a table without rows", "one row at least")
    outputs = len(table.gives) or 1
    place, text = InTable(), ""
    try:
        columns = []
        for at, text in enumerate(table.given):
            place = InTable.in_column(at, text)
            columns.append(t.Column(read_expression(text, names, budget)))
        rows = []
        for number, row in enumerate(table.rows, 1):
            if len(row.when) != len(columns) or len(row.then) != outputs:
                wants = f"{len(columns)} tests and {outputs} value{'s' if outputs > 1 else ''}"
                return fault_at(key, "", 0, f"row {number} with {len(row.when)} and {len(row.then)}", wants)
            tests = []
            for at, (column, cell) in enumerate(zip(table.given, row.when, strict=True)):
                place, text = InTable.in_cell(number, at, column), cell or ""
                tests.append(_cell(cell, names, budget))
            values = []
            for at, text in enumerate(row.then, len(columns)):
                place = InTable.in_value(number, at)
                values.append(read_expression(text, names, budget))
            rows.append(t.TableRow(tuple(tests), tuple(values), row.note))
    except Wrong as wrong:
        return fault_at(key, text, wrong.at, wrong.found, wrong.expected, wrong.suggestion, place=place)
    gives = tuple(t.Given(name) for name in table.gives) or (t.Given(""),)
    return t.TableNode(0, 0, table.hit, tuple(columns), gives, tuple(rows))


def _cell(cell: str | None, names: Names, budget: Budget) -> t.Tests:
    if cell is None:
        return t.Tests(0, 0, (t.Test(0, 0, "", t.Literal(0, 0, None)),))
    if not cell.strip():
        return t.Tests(0, 0, (), any=True)
    return read_tests(cell, names, budget)


def _in_order(
    rules: Mapping[str, Rule], trees: Mapping[str, t.Tree], uses: Mapping[str, frozenset[str]]
) -> tuple[tuple[str, ...], list[RuleFault]]:
    """The rules so that each comes after those it uses, and a fault for each circle."""
    order: list[str] = []
    state: dict[str, int] = {}
    faults: list[RuleFault] = []
    for start in trees:
        if start in state:
            continue
        way: list[tuple[str, Iterator[str]]] = [(start, iter(sorted(uses[start])))]
        state[start] = 1
        while way:
            key, rest = way[-1]
            for used in rest:
                if used not in trees or ":" in used:
                    continue
                if state.get(used) == 1:
                    names = [one for one, _ in way]
                    circle = " → ".join([*names[names.index(used) :], used])
                    rule = rules[key]
                    text = rule if isinstance(rule, str) else ""
                    at = max(text.find(used), 0)
                    faults.append(
                        fault_at(
                            key,
                            text,
                            at,
                            f"a circle: {circle}",
                            "rules that do not come back to themselves",
                            "Put what both need into a rule of its own.",
                        )
                    )
                elif used not in state:
                    state[used] = 1
                    way.append((used, iter(sorted(uses[used]))))
                    break
            else:
                state[key] = 2
                order.append(key)
                way.pop()
    return tuple(order), faults


class _Day:
    """The figures in force on a day, worked out once for all who ask on that day."""

    __slots__ = ("figures", "looked", "tuples", "values")

    def __init__(self, figures: Mapping[str, Constant | Dated], on: date) -> None:
        self.figures = {
            name: figure.on(on) if isinstance(figure, Dated) else figure for name, figure in figures.items()
        }
        self.values = {name: None if figure is None else inward(figure.value) for name, figure in self.figures.items()}
        self.looked = {name: self._seen(name) for name in figures}
        self.tuples: dict[tuple[str, ...], tuple[Any, ...]] = {}

    def _seen(self, name: str) -> Figure:
        """A figure as a finding shows it."""
        figure = self.figures[name]
        if figure is None:
            return Figure(name=name, value=None)
        return Figure(name=name, value=outward(self.values[name]), source=figure.source, since=figure.since)

    def given(self, names: tuple[str, ...]) -> tuple[Any, ...]:
        """The values of some figures, as a program takes them."""
        found = self.tuples.get(names)
        if found is None:
            found = self.tuples[names] = tuple([self.values[name] for name in names])
        return found


class RuleBook:
    """Compiled rules. It holds no answers, so one book serves everybody."""

    def __init__(
        self,
        *,
        order: tuple[str, ...],
        trees: Mapping[str, t.Tree],
        types: Mapping[str, Type],
        kinds: Mapping[int, Type],
        inputs: Mapping[str, Type],
        figures: Mapping[str, Constant | Dated],
        uses: Mapping[str, frozenset[str]],
        budget: Budget,
        nulls: Mapping[str, tuple[MayBeNull, ...]] | None = None,
        warnings: tuple[RuleFault, ...] = (),
    ) -> None:
        self.order = order
        self.trees = trees
        self.types = types
        self.kinds = kinds
        self.inputs = inputs
        self.figures = figures
        self.budget = budget
        self.nulls = nulls or {}  # by rule, the parts that can come to null though all they look at is there
        self.warnings = warnings
        self.context = arithmetic(budget)
        self._uses = uses
        self._needs: dict[str, frozenset[str]] = {}
        self._below: dict[str, frozenset[str]] = {}
        for rule in order:
            needed: set[str] = set()
            below = {rule}
            for name in uses[rule]:
                needed |= self._needs[name] if name in self._needs else {name} & inputs.keys()
                below |= self._below.get(name, frozenset())
            self._needs[rule] = frozenset(needed)
            self._below[rule] = frozenset(below)
        self._builtins = BUILTINS.keys() - inputs.keys() - figures.keys() - trees.keys()
        # Inputs whose answers need no conversion when they are of this type.
        self.plain = {name: _AS_IT_IS[base(of)] for name, of in inputs.items() if base(of) in _AS_IT_IS}
        self._codes: dict[str, tuple[Code, int]] = {}
        self.traced: dict[str, Program] = {}  # programs of single rules, by rule: what findings look for first
        self._programs: dict[tuple[tuple[str, ...], bool], Program] = {}
        self._days: dict[date, _Day] = {}

    def uses(self, rule: str) -> frozenset[str]:
        """The names that a rule's text refers to: questions, figures, lists and other rules."""
        return self._uses[rule]

    def needs(self, rule: str) -> frozenset[str]:
        """The questions that a rule can depend on, through other rules too."""
        return self._needs[rule]

    def find(
        self,
        inputs: Mapping[str, object],
        *,
        on: date,
        unknown: frozenset[str] = frozenset(),
        now: datetime | None = None,
    ) -> "Findings":
        """What the rules find for these answers on this day. Nothing is worked out until it is asked for.

        Inputs named in `unknown` are not answered yet; an input that is neither given nor unknown is null.
        """
        return Findings(self, inputs, on, unknown, now)

    def calculator(self, *rules: str, on: date) -> "Calculator":
        """The quickest way to these rules' values for many sets of answers on one day."""
        return Calculator(self, rules, on)

    # What findings are made with

    def day(self, on: date) -> _Day:
        found = self._days.get(on)
        if found is None:
            if len(self._days) >= _DAYS_KEPT:
                self._days.clear()
            found = self._days[on] = _Day(self.figures, on)
        return found

    def program(self, rules: tuple[str, ...], *, traced: bool) -> Program:
        """Generated code for rules and those they rest on, made on first use."""
        found = self._programs.get((rules, traced))
        if found is None:
            below = frozenset().union(*(self._below[rule] for rule in rules))
            found = self._programs[rules, traced] = generate(
                tuple(rule for rule in self.order if rule in below),
                self.trees,
                self.kinds,
                self.inputs,
                self.figures,
                targets=() if traced else rules,
                traced=traced,
            )
            if traced and len(rules) == 1:
                self.traced[rules[0]] = found
        return found

    def code(self, rule: str) -> tuple[Code, int]:
        """The closures of a rule and the size of their frame, made on first use."""
        found = self._codes.get(rule)
        if found is None:
            scope = Scope(self._outside, builtins=self._builtins)
            code = compile_tree(self.trees[rule], scope)
            found = self._codes[rule] = (code, scope.size)
        return found

    def _outside(self, name: str) -> Code | None:
        if name in self.trees and ":" not in name:
            return _reader_of_rule(name)
        if name in self.figures:
            return _reader_of_figure(name)
        if name in self.inputs:
            return _reader_of_answer(name)
        builtin = BUILTINS.get(name)
        return None if builtin is None else lambda f: builtin


_AS_IT_IS: dict[Type, type] = {NUMBER: Decimal, TEXT: str, BOOLEAN: bool}
# A service is asked about today and, in examples and back-dated claims, about a few other days.
_DAYS_KEPT = 400


class Findings(Source):
    """The values of a book's rules for one set of answers: each worked out once, when first asked for."""

    __slots__ = (
        "_built",
        "_inputs",
        "_now",
        "_ran",
        "_spent",
        "_traces",
        "_under_way",
        "_unknown",
        "answers",
        "book",
        "found",
        "on",
    )

    def __init__(
        self,
        book: RuleBook,
        inputs: Mapping[str, object],
        on: date,
        unknown: frozenset[str],
        now: datetime | None,
    ) -> None:
        self.book = book
        self._inputs = inputs
        self.on = on
        self._now = now
        self._unknown = unknown
        self._under_way = False
        self._spent = 0  # steps that the quick way took before it stepped aside: the careful one goes on from there
        self._ran: list[tuple[Program, tuple[Any, ...]]] = []  # what generated programs gave
        self.found: dict[str, Any] = {}  # what the careful way found
        self._traces: dict[str, Run] = {}
        self.answers: dict[str, Any] = {}  # answers as the engine has them
        self._built: dict[str, Finding] | None = None

    def value(self, rule: str) -> Any:
        """A rule's value, as Python has it; UNKNOWN where it depends on what is not answered. May raise OverBudget."""
        found = self._work_out(rule)
        return found if type(found) in _PLAIN else outward(found, self.book.budget)

    def __getitem__(self, rule: str) -> Finding:
        if self._built is None:
            self._built = {}
        built = self._built.get(rule)
        if built is None:
            built = self._built[rule] = self._build(rule)
        return built

    def looked_at(self, rule: str) -> tuple[Looked, ...]:
        """What a rule looked at on the way to its value."""
        return self[rule].looked_at

    def _build(self, rule: str) -> Finding:
        value = self._work_out(rule)
        if value is None and rule not in self._traces:
            # The quick way keeps no reasons; the careful way says why.
            self._careful(rule)
        trace = self._trace(rule)
        looked: list[Looked] = [self._looked(name) for name in _names_seen(trace)]
        looked.extend(self._rows(rule, trace))
        reason = None
        if value is None:
            reasons = trace.reasons if isinstance(trace, Run) else []
            reason = reasons[0] if reasons else _null_below(looked)
        return Finding(
            name=rule,
            value=value if type(value) in _PLAIN else outward(value, self.book.budget),
            looked_at=tuple(looked),
            reason=reason,
        )

    def _trace(self, rule: str) -> "_Trace":
        careful = self._traces.get(rule)
        if careful is not None:
            return careful
        program, out = next(one for one in self._ran if rule in one[0].places)
        return program, out, program.places[rule]

    def _rows(self, rule: str, trace: "_Trace") -> list[Looked]:
        if isinstance(trace, Run):
            return [TableRow(row=row, note=note) for row, note in trace.rows]
        program, out, place = trace
        row = out[program.rows[place]] if program.rows[place] >= 0 else 0
        tree = self.book.trees[rule]
        if not row:
            return []
        return [TableRow(row=row, note=tree.rows[row - 1].note if isinstance(tree, t.TableNode) else "")]

    def _looked(self, name: str) -> Looked:
        if name in self.book.trees:
            return self[name]
        if name in self.book.figures:
            return self.book.day(self.on).looked[name]
        if name in self._unknown:
            return Answer(name=name, value=UNKNOWN)
        value = self._answer(name)
        return Answer(name=name, value=value if type(value) in _PLAIN else outward(value))

    def _work_out(self, rule: str) -> Any:
        for program, out in self._ran:
            place = program.places.get(rule)
            if place is not None:
                return out[place]
        found = self.found.get(rule, _MISSING)
        if found is not _MISSING:
            return found
        if self._under_way:
            return self._careful(rule)
        book = self.book
        if not self._unknown or self._unknown.isdisjoint(book.needs(rule)):
            before = getcontext()
            setcontext(book.context)
            try:
                return self._quick(rule)
            except STEPS_ASIDE:
                pass
            finally:
                setcontext(before)
        return self._carefully(rule)

    def _quick(self, rule: str) -> Any:
        book = self.book
        program = book.traced.get(rule) or book.program((rule,), traced=True)
        run = Run(self, budget=book.budget, on=self.on, now=self._now) if program.needs_run else None
        try:
            out = program.run(self._inputs, book.day(self.on).given(program.figures), run)
        finally:
            self._spent = run.steps if run is not None else 0
        self._ran.append((program, out))
        return out[program.places[rule]]

    def after(self, spent: int, rule: str) -> Any:
        """A rule's value the careful way, where a program has already stepped aside. May raise OverBudget."""
        self._spent = spent
        found = self.found.get(rule, _MISSING)
        if found is _MISSING:
            found = self._carefully(rule)
        return found if type(found) in _PLAIN else outward(found, self.book.budget)

    def _carefully(self, rule: str) -> Any:
        before = getcontext()
        setcontext(self.book.context)
        self._under_way = True
        try:
            return self._careful(rule)
        except RecursionError:
            raise OverBudget("functions inside one another", self.book.budget.calls) from None
        finally:
            self._under_way = False
            setcontext(before)

    def _careful(self, rule: str) -> Any:
        if not self._under_way:
            return self._carefully(rule)
        code, size = self.book.code(rule)
        run = Run(self, budget=self.book.budget, on=self.on, now=self._now)
        run.steps = self._spent
        frame: list[Any] = [None] * size
        frame[0] = run
        try:
            value = code(frame)
        except NotYet:
            value = UNKNOWN
        self.found[rule] = value
        self._traces[rule] = run
        return value

    def read(self, name: str) -> Any:
        """The value of a name, as the engine has it. For rules under way only: raises NotYet."""
        if name in self.book.trees:
            value = self._work_out(name)
            if value is UNKNOWN:
                raise NotYet
            return value
        if name in self.book.figures:
            return self.book.day(self.on).values[name]
        if name in self._unknown:
            raise NotYet
        return self._answer(name)

    def _answer(self, name: str) -> Any:
        value = self._inputs.get(name)
        if type(value) is self.book.plain.get(name) and (type(value) is not Decimal or value.is_finite()):
            self.answers[name] = value
            return value
        if name not in self.answers:
            self.answers[name] = shaped(name, inward(self._inputs.get(name)), self.book.inputs[name])
        return self.answers[name]


# How a value came about: the run of the careful way, or the place of its rule in what a program gave.
type _Trace = Run | tuple[Program, tuple[Any, ...], int]
_MISSING = object()
_PLAIN = frozenset((Decimal, bool, str, type(None), type(UNKNOWN)))


def _names_seen(trace: "_Trace") -> list[str]:
    if isinstance(trace, Run):
        return list(trace.seen)
    program, out, place = trace
    at, mask = program.masks[place]
    if at >= 0:
        mask = out[at]
    return [name for bit, name in enumerate(program.looks[place]) if mask >> bit & 1]


def _null_below(looked: list[Looked]) -> str | None:
    for one in looked:
        if not isinstance(one, TableRow) and one.value is None:
            return f"{one.name} is null"
    return None


class Calculator:
    """Values of some rules on one day, for many sets of answers, without findings."""

    __slots__ = ("_book", "_figures", "_on", "_program", "_rules", "_run")

    def __init__(self, book: RuleBook, rules: tuple[str, ...], on: date) -> None:
        self._book = book
        self._rules = rules
        self._on = on
        program = self._program = book.program(rules, traced=False)
        self._figures = book.day(on).given(program.figures)
        self._run = program.run

    def __call__(self, answers: Mapping[str, object]) -> tuple[Any, ...]:
        """The rules' values in the order they were asked for. May raise OverBudget."""
        before = getcontext()
        setcontext(self._book.context)
        run = Run(_NOTHING, budget=self._book.budget, on=self._on) if self._program.needs_run else None
        try:
            out = self._run(answers, self._figures, run)
        except STEPS_ASIDE:
            return self._carefully(answers, run.steps if run is not None else 0)
        finally:
            setcontext(before)
        for value in out:
            if type(value) not in _PLAIN:
                return tuple([outward(one, self._book.budget) for one in out])
        return out

    def _carefully(self, answers: Mapping[str, object], spent: int) -> tuple[Any, ...]:
        findings = self._book.find(answers, on=self._on)
        return tuple([findings.after(spent, rule) for rule in self._rules])


class _Nothing(Source):
    __slots__ = ()

    def read(self, name: str) -> Any:
        raise AssertionError(name)


_NOTHING = _Nothing()


def _reader_of_rule(name: str) -> Code:
    def read(f: list[Any]) -> Any:
        run: Run = f[0]
        run.seen[name] = None
        source = run.source
        assert isinstance(source, Findings)
        value = source.found.get(name, _MISSING)
        if value is _MISSING:
            value = source.read(name)
        if value is UNKNOWN:
            raise NotYet
        return value

    return read


def _reader_of_figure(name: str) -> Code:
    def read(f: list[Any]) -> Any:
        run: Run = f[0]
        run.seen[name] = None
        source = run.source
        assert isinstance(source, Findings)
        return source.book.day(source.on).values[name]

    return read


def _reader_of_answer(name: str) -> Code:
    def read(f: list[Any]) -> Any:
        run: Run = f[0]
        run.seen[name] = None
        source = run.source
        assert isinstance(source, Findings)
        value = source.answers.get(name, _MISSING)
        return source.read(name) if value is _MISSING else value

    return read


class Expression:
    """One compiled expression on its own."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self.type = book.types[_ALONE]

    def value(
        self,
        inputs: Mapping[str, object],
        *,
        on: date,
        unknown: frozenset[str] = frozenset(),
        now: datetime | None = None,
    ) -> Any:
        return self._book.find(inputs, on=on, unknown=unknown, now=now).value(_ALONE)

    def finding(self, inputs: Mapping[str, object], *, on: date, now: datetime | None = None) -> Finding:
        return self._book.find(inputs, on=on, now=now)[_ALONE]

    @property
    def needs(self) -> frozenset[str]:
        return self._book.needs(_ALONE)


_ALONE = "the:expression"


def compile_expression(
    text: str,
    names: Mapping[str, Type],
    *,
    constants: Mapping[str, Constant | Dated] | None = None,
    budget: Budget = DEFAULT_BUDGET,
) -> Expression | list[RuleFault]:
    """One expression that is no rule of a definition."""
    found = compile_rules({_ALONE: text}, names, constants=constants, budget=budget)
    if isinstance(found, RuleBook):
        return Expression(found)
    return [msgspec.structs.replace(fault, rule="") for fault in found]
