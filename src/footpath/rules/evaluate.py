"""Turns a syntax tree into closures: the careful way, which knows null, reasons and the not yet known."""

from collections.abc import Callable as PythonCallable
from collections.abc import Collection
from decimal import Decimal
from functools import cmp_to_key
from typing import Any, assert_never

from footpath.rules import operations as o
from footpath.rules import tree as t
from footpath.rules.budget import OverBudget
from footpath.rules.fit import UNFIT, fit, weigh
from footpath.rules.functions.function import Builtin, call_builtin, prepare
from footpath.rules.names import turn_steps
from footpath.rules.run import Run
from footpath.rules.tables import run_table
from footpath.rules.types import ANY, FunctionOf, Type, bare
from footpath.rules.values import Callable, NotYet, Range

# Slot 0 of a frame holds the run; the others hold what loops, parameters and contexts bind.
Frame = list[Any]
Code = PythonCallable[[Frame], Any]


class Scope:
    """Which slot holds a name inside a rule, and which names come from outside."""

    def __init__(
        self, outside: PythonCallable[[str], "Code | None"], *, builtins: Collection[str] = frozenset()
    ) -> None:
        self.outside = outside
        self.builtins = builtins  # the functions that no name from outside shadows
        self.bound: list[tuple[str, int]] = []  # innermost last; the name "" marks the item of a filter
        self.read: set[int] = set()  # the slots that some name reads
        self.size = 1

    def bind(self, name: str) -> int:
        slot = self.size
        self.size += 1
        self.bound.append((name, slot))
        return slot

    def drop(self, count: int = 1) -> None:
        del self.bound[len(self.bound) - count :]

    def turn_steps(self, body: object) -> int:
        """The steps of one turn of a loop here; inside many filters a name is looked for in the item of each."""
        filters = sum(1 for name, _slot in self.bound if not name)
        return turn_steps(body) * (1 + filters // _FILTERS_A_PART)


_FILTERS_A_PART = 4  # a name's way through so many filters is a third of a microsecond


class Lambda(Callable):
    """A function written in a rule or a model, with the frame it was made in."""

    __slots__ = ("body", "frame", "gives", "params", "slots", "steps")

    def __init__(
        self,
        params: tuple[t.Parameter, ...],
        slots: tuple[int, ...],
        body: Code | None,
        frame: Frame,
        gives: Type | None,
        steps: int,
    ) -> None:
        self.params = params
        self.slots = slots
        self.body = body
        self.frame = frame
        self.gives = gives
        self.steps = steps

    def function_type(self) -> Type:
        return FunctionOf(tuple(param.type or ANY for param in self.params), self.gives or ANY)

    def __repr__(self) -> str:
        return f"function({', '.join(param.name for param in self.params)})"


_CALL_STEPS = 14  # seven microseconds: frame, parameters and result


def call(run: Run, function: Any, args: tuple[Any, ...], names: tuple[str, ...] | None = None) -> Any:
    match function:
        case Builtin():
            return call_builtin(run, function.function, args, names)
        case Lambda():
            return _call_lambda(run, function, args, names)
        case Callable():
            return function.call(run, args, names)  # type: ignore[attr-defined]
        case None:
            return run.null("there is no such function")
        case _:
            return o.unfit(run, "{} can not be called like a function", function)


def _call_lambda(run: Run, function: Lambda, args: tuple[Any, ...], names: tuple[str, ...] | None) -> Any:
    params = function.params
    run.spend(function.steps)
    if names is not None:
        if set(names) != {param.name for param in params} or len(names) != len(params):
            return run.null("the names of the arguments are not those of the function")
        by_name = dict(zip(names, args, strict=True))
        args = tuple(by_name[param.name] for param in params)
    if len(args) != len(params):
        return run.null(f"the function takes {len(params)} arguments and was given {len(args)}")
    if function.body is None:
        return run.null("functions outside FEEL, such as Java's, are refused on purpose")
    run.calls += 1
    if run.calls > run.budget.calls:
        raise OverBudget("functions inside one another", run.budget.calls)
    frame = function.frame.copy()
    frame[0] = run
    for slot, param, value in zip(function.slots, params, args, strict=True):
        if param.type is not None:
            weigh(run, value, param.type)
            value = fit(value, param.type)
            if value is UNFIT:
                run.calls -= 1
                return run.null(f"{param.name} is not {param.type.describe()}")
        frame[slot] = value
    found = function.body(frame)
    run.calls -= 1
    if function.gives is not None:
        weigh(run, found, function.gives)
        fitted = fit(found, function.gives)
        if fitted is UNFIT:
            return run.null(f"the function gave {o.said(found)}, not {function.gives.describe()}")
        return fitted
    return found


def compile_tree(node: t.Tree, scope: Scope) -> Code:
    match node:
        case t.Literal(value=value):
            return lambda f: value
        case t.Name():
            return _name(node.name, scope)
        case t.Path(of=of, field=name):
            inner = compile_tree(of, scope)
            return lambda f: o.field(f[0], inner(f), name)
        case t.Filter():
            return _filter(node, scope)
        case t.Call():
            return _call(node, scope)
        case t.Sum(first=first, rest=rest):
            return _chain(first, rest, scope, {"+": o.add, "-": o.subtract})
        case t.Product(first=first, rest=rest):
            return _chain(first, rest, scope, {"*": o.multiply, "/": o.divide})
        case t.Power(first=first, rest=rest):
            return _chain(first, tuple(("**", one) for one in rest), scope, {"**": o.power})
        case t.Negative(of=of):
            inner = compile_tree(of, scope)
            return lambda f: o.negative(f[0], inner(f))
        case t.Compare(op=op, left=left, right=right):
            one, two = compile_tree(left, scope), compile_tree(right, scope)
            quick = o.NUMBER_COMPARISONS[op]

            def compared(f: Frame) -> bool | None:
                a, b = one(f), two(f)
                return quick(a, b) if type(a) is Decimal and type(b) is Decimal else o.compare(f[0], op, a, b)

            return compared
        case t.Between(of=of, low=low, high=high):
            value, least, most = (compile_tree(part, scope) for part in (of, low, high))
            return lambda f: o.between(f[0], value(f), least(f), most(f))
        case t.In(of=of, tests=tests):
            value = compile_tree(of, scope)
            slot = scope.bind("?")
            passes = compile_tests(tests, scope, slot)
            scope.drop()

            def is_in(f: Frame) -> bool | None:
                f[slot] = value(f)
                return passes(f)

            return is_in
        case t.Tests():
            # Tests that stand where a value should: only reached through a bracket such as (< 5, > 9) alone.
            return lambda f: f[0].null("tests are not a value")
        case t.And(parts=parts):
            return _junction([compile_tree(part, scope) for part in parts], decides=False)
        case t.Or(parts=parts):
            return _junction([compile_tree(part, scope) for part in parts], decides=True)
        case t.If(test=test, then=then, other=other):
            condition, yes, no = (compile_tree(part, scope) for part in (test, then, other))

            def choose(f: Frame) -> Any:
                truth = condition(f)
                if truth is True:
                    return yes(f)
                if truth is not False and truth is not None:
                    f[0].null(f"the condition of if is {o.said(truth)}, not true or false")
                return no(f)

            return choose
        case t.For():
            return _for(node, scope)
        case t.Quantified():
            return _quantified(node, scope)
        case t.InstanceOf(of=of, type=declared):
            inner = compile_tree(of, scope)
            kind = bare(declared)

            def is_instance(f: Frame) -> bool:
                value = inner(f)
                weigh(f[0], value, kind)
                return (
                    value is not None and kind.accepts(value)
                    if not kind.accepts(None) or kind is ANY
                    else value is None
                )

            return is_instance
        case t.ListOfNodes(items=items):
            codes = tuple(compile_tree(item, scope) for item in items)
            return lambda f: [code(f) for code in codes]
        case t.Context():
            return _context(node, scope)
        case t.Function():
            return _function(node, scope)
        case t.RangeNode():
            return _range(node, scope)
        case t.Coerce(of=of, type=kind, what=what):
            inner = compile_tree(of, scope)

            def coerce(f: Frame) -> Any:
                value = inner(f)
                weigh(f[0], value, kind)
                found = fit(value, kind)
                if found is UNFIT:
                    return f[0].null(f"{what or 'the value'} is {o.said(value)}, not {kind.describe()}")
                return found

            return coerce
        case t.TableNode():
            return _table(node, scope)
        case _:
            assert_never(node)


def _name(name: str, scope: Scope) -> Code:
    """A name: bound here, a field of the item that is filtered, or from outside. Innermost first."""
    items: list[int] = []
    found: Code | None = None
    for bound, slot in reversed(scope.bound):
        if bound == name:
            found = _slot(slot)
            scope.read.add(slot)
            break
        if bound == "":
            items.append(slot)
    if found is None:
        found = scope.outside(name)
    if found is None:

        def missing(f: Frame) -> None:
            f[0].null(f"{name} is not known")

        found = missing
    return _field_or(tuple(items), name, found) if items else found


def _slot(slot: int) -> Code:
    return lambda f: f[slot]


def _field_or(slots: tuple[int, ...], name: str, outer: Code) -> Code:
    """A field of the item of a filter, the innermost that has it; else what the name is outside of them."""
    if len(slots) == 1:
        (only,) = slots

        def read_one(f: Frame) -> Any:
            item = f[only]
            if type(item) is dict and name in item:
                return item[name]
            return outer(f)

        return read_one

    def read(f: Frame) -> Any:
        for slot in slots:
            item = f[slot]
            if type(item) is dict and name in item:
                return item[name]
        return outer(f)

    return read


def _chain(first: t.Tree, rest: tuple[tuple[str, t.Tree], ...], scope: Scope, does: dict[str, Any]) -> Code:
    start = compile_tree(first, scope)
    parts = [(does[op], compile_tree(part, scope)) for op, part in rest]
    if len(parts) == 1:
        operation, last = parts[0]
        return lambda f: operation(f[0], start(f), last(f))

    def chain(f: Frame) -> Any:
        value = start(f)
        for operation, part in parts:
            value = operation(f[0], value, part(f))
        return value

    return chain


def _junction(parts: list[Code], *, decides: bool) -> Code:
    """Kleene's and (False decides) and or (True decides); what is not yet known only matters where nothing decides."""

    def junction(f: Frame) -> bool | None:
        unsure = False
        later: NotYet | None = None
        for part in parts:
            try:
                truth = part(f)
            except NotYet as not_yet:
                later = not_yet
                continue
            if truth is decides:
                return decides is True
            if type(truth) is not bool:
                if truth is not None:
                    f[0].null(f"{'or' if decides else 'and'} joins what is true or false, not {o.said(truth)}")
                unsure = True
        if later is not None:
            raise later
        return None if unsure else not decides

    return junction


def _filter(node: t.Filter, scope: Scope) -> Code:
    of = compile_tree(node.of, scope)
    item_slot = scope.bind("item")
    scope.bound.append(("", item_slot))
    by = compile_tree(node.by, scope)
    steps = scope.turn_steps(node.by)
    scope.drop(2)

    def keep(f: Frame) -> Any:
        run: Run = f[0]
        value = of(f)
        if isinstance(value, Range):
            return run.null("a range can not be filtered")
        items = o.as_list(value)
        outer = f[item_slot]
        kept: list[Any] = []
        if not items:
            f[item_slot] = None
            # Asked once without an item, only to learn whether it is an index; what it looked at then does not count.
            marks, seen = len(run.reasons), run.seen.copy()
            found = by(f)
            del run.reasons[marks:]
            f[item_slot] = outer
            if type(found) is not Decimal:
                run.seen = seen
            else:
                return run.null("there is no item of that number: the list is empty")
            return kept
        for position, item in enumerate(items):
            run.spend(steps)
            f[item_slot] = item
            found = by(f)
            if found is True:
                kept.append(item)
            elif type(found) is Decimal and position == 0:
                f[item_slot] = outer
                return _at(run, items, found)
            elif type(found) is not bool and found is not None:
                f[item_slot] = outer
                return o.unfit(run, "a filter is a number or a condition, not {}", found)
        f[item_slot] = outer
        return kept

    return keep


def _at(run: Run, items: list[Any], index: Decimal) -> Any:
    place = o.whole(index)
    if place is None:
        return run.null(f"{index} is not a place in a list")
    if 1 <= place <= len(items):
        return items[place - 1]
    if -len(items) <= place <= -1:
        return items[place]
    return run.null(f"the list has {len(items)} items, and none of number {place}")


def _call(node: t.Call, scope: Scope) -> Code:
    function = compile_tree(node.function, scope)
    args = tuple(compile_tree(arg, scope) for arg in node.args)
    names = node.names
    if isinstance(node.function, t.Name) and names is None:
        itself = function(_NO_FRAME) if _is_builtin(node.function.name, scope) else None
        if isinstance(itself, Builtin):
            prepared = prepare(itself.function, len(args))
            if len(args) == 1:
                (only,) = args
                return lambda f: prepared(f[0], (only(f),))
            return lambda f: prepared(f[0], tuple([arg(f) for arg in args]))
    return lambda f: call(f[0], function(f), tuple([arg(f) for arg in args]), names)


_NO_FRAME: Frame = [None]


def _is_builtin(name: str, scope: Scope) -> bool:
    """Whether a name can only mean the built-in function: nothing bound here, nor a field, can stand before it."""
    return name in scope.builtins and all(bound not in (name, "") for bound, _slot in scope.bound)


def _loops(loops: tuple[t.Loop, ...], scope: Scope) -> list[tuple[int, Code, Code | None]]:
    found: list[tuple[int, Code, Code | None]] = []
    for loop in loops:
        over = compile_tree(loop.over, scope)
        to = compile_tree(loop.to, scope) if loop.to is not None else None
        found.append((scope.bind(loop.name), over, to))
    return found


def _walk(f: Frame, over: Code, to: Code | None) -> list[Any] | None:
    run: Run = f[0]
    if to is not None:
        return o.range_items(run, over(f), to(f))
    return o.items_of(run, over(f))


def _for(node: t.For, scope: Scope) -> Code:
    loops = _loops(node.loops, scope)
    partial = scope.bind("partial")
    gives = compile_tree(node.gives, scope)
    scope.drop(len(loops) + 1)
    last = len(loops) - 1
    needs_partial = partial in scope.read
    steps = scope.turn_steps((node.loops, node.gives))

    def walk(f: Frame) -> list[Any] | None:
        run: Run = f[0]
        out: list[Any] = []
        outer = f[partial]

        def turn(level: int) -> bool:
            slot, over, to = loops[level]
            items = _walk(f, over, to)
            if items is None:
                return False
            for item in items:
                run.spend(steps)
                f[slot] = item
                if level < last:
                    if not turn(level + 1):
                        return False
                else:
                    if needs_partial:
                        run.spend(len(out))
                        f[partial] = out.copy()
                    out.append(gives(f))
                    run.check_items(len(out))
            return True

        done = turn(0)
        f[partial] = outer
        return out if done else None

    return walk


def _quantified(node: t.Quantified, scope: Scope) -> Code:
    loops = _loops(node.loops, scope)
    test = compile_tree(node.test, scope)
    scope.drop(len(loops))
    decides = not node.every
    steps = scope.turn_steps((node.loops, node.test))
    last = len(loops) - 1

    def walk(f: Frame) -> bool | None:
        run: Run = f[0]
        unsure = False
        later: NotYet | None = None

        def turn(level: int) -> bool | None:
            nonlocal unsure, later
            slot, over, to = loops[level]
            items = _walk(f, over, to)
            if items is None:
                unsure = True
                return None
            for item in items:
                run.spend(steps)
                f[slot] = item
                if level < last:
                    if turn(level + 1) is decides:
                        return decides
                    continue
                try:
                    truth = test(f)
                except NotYet as not_yet:
                    later = not_yet
                    continue
                if truth is decides:
                    return decides is True
                if type(truth) is not bool:
                    unsure = True
            return None

        if turn(0) is decides:
            return decides
        if later is not None:
            raise later
        return None if unsure else not decides

    return walk


def _context(node: t.Context, scope: Scope) -> Code:
    entries: list[tuple[str, int, Code, Type | None]] = []
    for entry in node.entries:
        # A function may call itself by its own name, so the name is bound before its value is read.
        itself = isinstance(entry.value, t.Function)
        slot = scope.bind(entry.name) if itself else -1
        code = compile_tree(entry.value, scope)
        if not itself:
            slot = scope.bind(entry.name)
        entries.append((entry.name, slot, code, entry.type))
    result = compile_tree(node.result, scope) if node.result is not None else None
    scope.drop(len(entries))

    def make(f: Frame) -> Any:
        out: dict[str, Any] = {}
        for name, slot, code, kind in entries:
            value = code(f)
            if kind is not None:
                weigh(f[0], value, kind)
                fitted = fit(value, kind)
                if fitted is UNFIT:
                    f[0].null(f"{name} is {o.said(value)}, not {kind.describe()}")
                    fitted = None
                value = fitted
            f[slot] = value
            if type(value) is Lambda:
                value.frame[slot] = value
            out[name] = value
        return result(f) if result is not None else out

    return make


def _function(node: t.Function, scope: Scope) -> Code:
    slots = tuple(scope.bind(param.name) for param in node.params)
    body = compile_tree(node.body, scope) if node.body is not None else None
    scope.drop(len(slots))
    params, gives, steps = node.params, node.gives, _CALL_STEPS + scope.turn_steps(node.body)
    return lambda f: Lambda(params, slots, body, f.copy(), gives, steps)


def _range(node: t.RangeNode, scope: Scope) -> Code:
    start = compile_tree(node.start, scope) if node.start is not None else None
    end = compile_tree(node.end_of, scope) if node.end_of is not None else None
    start_included, end_included, form = node.start_included, node.end_included, node.form

    def make(f: Frame) -> Range | None:
        run: Run = f[0]
        low = start(f) if start is not None else None
        high = end(f) if end is not None else None
        if low is not None and high is not None:
            if o.order(run, low, high) is None:
                return None
        elif form and low is None and high is None:
            return run.null("the end of a range is null")
        elif type(high if low is None else low) in (bool, list, dict):
            return run.null("the ends of a range can not be put in order")
        return Range(low, high, start_included, end_included, form)

    return make


def compile_tests(tests: t.Tests, scope: Scope, slot: int) -> PythonCallable[[Frame], bool | None]:
    """Whether the value in the slot passes the tests."""
    if tests.any:
        return lambda f: True
    codes = [_test(test, scope, slot) for test in tests.tests]
    negated = tests.negated

    def passes(f: Frame) -> bool | None:
        unsure = False
        later: NotYet | None = None
        for code in codes:
            try:
                truth = code(f)
            except NotYet as not_yet:
                later = not_yet
                continue
            if truth is True:
                return not negated
            if truth is None:
                unsure = True
        if later is not None:
            raise later
        return None if unsure else negated

    return passes


def _test(test: t.Test, scope: Scope, slot: int) -> PythonCallable[[Frame], bool | None]:
    by = compile_tree(test.by, scope)
    op = test.op
    if op:

        def compared(f: Frame) -> bool | None:
            run: Run = f[0]
            marks = len(run.reasons)
            end = by(f)
            found = o.compare(run, op, f[slot], end)
            if found is None and f[slot] is None:
                del run.reasons[marks:]
            return found

        return compared
    if mentions(test.by, "?"):

        def asked(f: Frame) -> bool | None:
            found = by(f)
            return found if type(found) is bool else None

        return asked

    def same(f: Frame) -> bool | None:
        run: Run = f[0]
        value = f[slot]
        other = by(f)
        if other is True and type(value) is not bool and value is not None:
            return True
        return o.in_value(run, value, other)

    return same


def mentions(node: object, name: str) -> bool:
    """Whether a name is read anywhere in a tree."""
    if type(node) is t.Literal:
        return False
    if type(node) is t.Name:
        return node.name == name
    if isinstance(node, tuple):
        return any(mentions(one, name) for one in node)
    if isinstance(node, t.Node | t.Entry | t.Loop | t.Column | t.Given | t.TableRow):
        return any(mentions(getattr(node, field), name) for field in node.__struct_fields__)
    return False


def _table(node: t.TableNode, scope: Scope) -> Code:
    columns: list[tuple[Code, int, Any]] = []
    for column in node.columns:
        code = compile_tree(column.of, scope)
        slot = scope.bind("?")
        allowed = compile_tests(column.allowed, scope, slot) if column.allowed is not None else None
        scope.drop()
        columns.append((code, slot, allowed))
    rows = []
    for row in node.rows:
        cells = []
        for tests, (_, slot, _allowed) in zip(row.when, columns, strict=True):
            scope.bound.append(("?", slot))
            cells.append(None if tests.any else compile_tests(tests, scope, slot))
            scope.drop()
        rows.append((cells, [compile_tree(value, scope) for value in row.then], row.note))
    outs = []
    for given in node.gives:
        slot = scope.bind("?")
        allowed = compile_tests(given.allowed, scope, slot) if given.allowed is not None else None
        scope.drop()
        ranked = [compile_tree(one, scope) for one in given.ranked]
        default = compile_tree(given.default, scope) if given.default is not None else None
        outs.append((given, slot, allowed, ranked, default))
    hit = node.hit
    return lambda f: run_table(f, hit, columns, rows, outs)


def sort_by(run: Run, items: list[Any], precedes: Any) -> list[Any] | None:
    """Sorts by a function that says whether one item comes before another."""
    odd = False

    def order(one: Any, two: Any) -> int:
        nonlocal odd
        run.spend()
        if call(run, precedes, (one, two)) is True:
            return -1
        back = call(run, precedes, (two, one))
        if type(back) is not bool:
            odd = True
        return 1 if back is True else 0

    done = sorted(items, key=cmp_to_key(order))
    return run.null("the function given to sort does not answer true or false") if odd else done
