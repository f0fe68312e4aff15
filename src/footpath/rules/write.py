"""Writes a syntax tree as FEEL again: reading what is written gives the same tree."""

from typing import assert_never

from footpath.rules import tree as t
from footpath.rules.read import plain_key
from footpath.rules.show import feel_text
from footpath.rules.types import (
    NAMED,
    Anything,
    Constrained,
    ContextOf,
    FunctionOf,
    ListOf,
    Maybe,
    Nothing,
    NumberIn,
    OneOf,
    RangeOf,
    Simple,
    Type,
)

# How tightly each kind of expression binds; a looser one inside a tighter one is put in brackets.
_LOOSE, _OR, _AND, _COMPARE, _SUM, _PRODUCT, _POWER, _INSTANCE, _NEGATIVE, _POSTFIX = range(10)


def write(node: t.Tree) -> str:
    """The expression as text."""
    return _at(node, _LOOSE)


def _at(node: t.Tree, level: int) -> str:
    own, text = _written(node)
    return text if own >= level else f"({text})"


def _written(node: t.Tree) -> tuple[int, str]:
    match node:
        case t.Literal(value=value):
            text = feel_text(value, literal=True)
            return (_NEGATIVE if text.startswith("-") else _POSTFIX), text
        case t.Name(name=name):
            return _POSTFIX, name
        case t.Path(of=of, field=field):
            return _POSTFIX, f"{_at(of, _POSTFIX)}.{field}"
        case t.Filter(of=of, by=by):
            return _POSTFIX, f"{_at(of, _POSTFIX)}[{write(by)}]"
        case t.Call(function=function, args=args, names=names):
            given = [write(arg) for arg in args]
            if names is not None:
                given = [f"{name}: {arg}" for name, arg in zip(names, given, strict=True)]
            return _POSTFIX, f"{_at(function, _POSTFIX)}({', '.join(given)})"
        case t.Sum(first=first, rest=rest):
            return _SUM, _at(first, _SUM) + "".join(f" {op} {_at(part, _PRODUCT)}" for op, part in rest)
        case t.Product(first=first, rest=rest):
            return _PRODUCT, _at(first, _PRODUCT) + "".join(f" {op} {_at(part, _POWER)}" for op, part in rest)
        case t.Power(first=first, rest=rest):
            return _POWER, " ** ".join([_at(first, _INSTANCE), *(_at(part, _INSTANCE) for part in rest)])
        case t.Negative(of=of):
            return _NEGATIVE, f"-{_at(of, _NEGATIVE)}"
        case t.Compare(op=op, left=left, right=right):
            return _COMPARE, f"{_at(left, _COMPARE)} {op} {_at(right, _SUM)}"
        case t.Between(of=of, low=low, high=high):
            return _COMPARE, f"{_at(of, _COMPARE)} between {_at(low, _SUM)} and {_at(high, _SUM)}"
        case t.In(of=of, tests=tests):
            return _COMPARE, f"{_at(of, _COMPARE)} in {_in_tests(tests)}"
        case t.And(parts=parts):
            return _AND, " and ".join(_at(part, _COMPARE) for part in parts)
        case t.Or(parts=parts):
            return _OR, " or ".join(_at(part, _AND) for part in parts)
        case t.If(test=test, then=then, other=other):
            return _LOOSE, f"if {write(test)} then {write(then)} else {write(other)}"
        case t.For(loops=loops, gives=gives):
            return _LOOSE, f"for {_loops(loops)} return {write(gives)}"
        case t.Quantified(every=every, loops=loops, test=test):
            return _LOOSE, f"{'every' if every else 'some'} {_loops(loops)} satisfies {write(test)}"
        case t.InstanceOf(of=of, type=kind):
            return _INSTANCE, f"{_at(of, _INSTANCE)} instance of {write_type(kind)}"
        case t.ListOfNodes(items=items):
            return _POSTFIX, f"[{', '.join(write(item) for item in items)}]"
        case t.Context(entries=entries, result=None):
            return _POSTFIX, "{" + ", ".join(f"{plain_key(one.name)}: {write(one.value)}" for one in entries) + "}"
        case t.Context(entries=entries, result=result):
            # A boxed context with a result is the context with the result as one more entry, and that entry's value.
            inner = t.Context(0, 0, (*entries, t.Entry("result", result)))  # type: ignore[arg-type]
            return _POSTFIX, f"{write(inner)}.result"
        case t.Function(params=params, body=body):
            takes = ", ".join(one.name + (f": {write_type(one.type)}" if one.type else "") for one in params)
            return _LOOSE, f"function({takes}) {write(body) if body is not None else 'external {}'}"
        case t.RangeNode():
            return _POSTFIX, _range(node)
        case t.Tests():
            return _POSTFIX, f"({write_tests(node)})"
        case t.Coerce(of=of):
            return _written(of)
        case t.TableNode():
            raise ValueError("A decision table has no text of its own in FEEL.")
        case _:
            assert_never(node)


def _range(node: t.RangeNode) -> str:
    if node.form:
        end = node.end_of if node.start is None else node.start
        assert end is not None
        return f"({node.form} {_at(end, _SUM)})"
    start = write(node.start) if node.start is not None else "null"
    end_text = write(node.end_of) if node.end_of is not None else "null"
    return f"{'[' if node.start_included else '('}{start}..{end_text}{']' if node.end_included else ')'}"


def _loops(loops: tuple[t.Loop, ...]) -> str:
    return ", ".join(
        f"{one.name} in {write(one.over)}" + (f"..{write(one.to)}" if one.to is not None else "") for one in loops
    )


def _in_tests(tests: t.Tests) -> str:
    if len(tests.tests) == 1:
        test = tests.tests[0]
        return f"{test.op} {_at(test.by, _SUM)}" if test.op else _at(test.by, _SUM)
    return f"({write_tests(tests)})"


def write_tests(tests: t.Tests) -> str:
    """Unary tests as a table's cell holds them."""
    if tests.any:
        return "-"
    joined = ", ".join(f"{one.op} {_at(one.by, _SUM)}" if one.op else write(one.by) for one in tests.tests)
    return f"not({joined})" if tests.negated else joined


def write_type(of: Type) -> str:
    """A type as `instance of` writes it."""
    match of:
        case Simple(name=name):
            return name
        case Anything():
            return "Any"
        case Nothing():
            return "Null"
        case Maybe() | OneOf() | Constrained():
            return write_type(of.of)
        case NumberIn():
            return "number"
        case ListOf(item=item):
            return f"list<{write_type(item)}>"
        case RangeOf(item=item):
            return f"range<{write_type(item)}>"
        case ContextOf(fields=fields):
            return "context<" + ", ".join(f"{plain_key(name)}: {write_type(one)}" for name, one in fields.items()) + ">"
        case FunctionOf(params=None):
            return "function"
        case FunctionOf(params=params, gives=gives):
            return f"function<{', '.join(write_type(one) for one in params or ())}> -> {write_type(gives)}"
        case _:
            return next(name for name, known in NAMED.items() if known == of)
