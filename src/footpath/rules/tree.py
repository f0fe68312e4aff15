"""The syntax tree of a rule: what was written, as values, each with its place in the text."""

from typing import Any

import msgspec

from footpath.rules.types import Type


class Node(msgspec.Struct, frozen=True):
    """`at` and `end` are offsets into the rule's text."""

    at: int
    end: int


class Literal(Node, frozen=True):
    """A value that was written out: a number, text, true, false, null, or an @"…" literal."""

    value: Any


class Name(Node, frozen=True):
    name: str


class Path(Node, frozen=True):
    """`of.field`."""

    of: "Tree"
    field: str


class Filter(Node, frozen=True):
    """`of[by]`: an index, or a condition for each item."""

    of: "Tree"
    by: "Tree"


class Call(Node, frozen=True):
    """`function(args)`; with `names`, the arguments are named."""

    function: "Tree"
    args: tuple["Tree", ...]
    names: tuple[str, ...] | None = None


class Sum(Node, frozen=True):
    """A chain of + and -, kept flat so that a long one is not deep."""

    first: "Tree"
    rest: tuple[tuple[str, "Tree"], ...]


class Product(Node, frozen=True):
    first: "Tree"
    rest: tuple[tuple[str, "Tree"], ...]


class Power(Node, frozen=True):
    first: "Tree"
    rest: tuple["Tree", ...]


class Negative(Node, frozen=True):
    of: "Tree"


class Compare(Node, frozen=True):
    op: str
    left: "Tree"
    right: "Tree"


class Between(Node, frozen=True):
    of: "Tree"
    low: "Tree"
    high: "Tree"


class In(Node, frozen=True):
    of: "Tree"
    tests: "Tests"


class And(Node, frozen=True):
    parts: tuple["Tree", ...]


class Or(Node, frozen=True):
    parts: tuple["Tree", ...]


class If(Node, frozen=True):
    test: "Tree"
    then: "Tree"
    other: "Tree"


class Loop(msgspec.Struct, frozen=True):
    """`name in over`, or `name in over..to`."""

    name: str
    over: "Tree"
    to: "Tree | None"


class For(Node, frozen=True):
    loops: tuple[Loop, ...]
    gives: "Tree"


class Quantified(Node, frozen=True):
    """`some … satisfies` and `every … satisfies`."""

    every: bool
    loops: tuple[Loop, ...]
    test: "Tree"


class InstanceOf(Node, frozen=True):
    of: "Tree"
    type: Type


class ListOfNodes(Node, frozen=True):
    items: tuple["Tree", ...]


class Entry(msgspec.Struct, frozen=True):
    """One entry of a context. Boxed contexts may have a type to coerce to."""

    name: str
    value: "Tree"
    type: Type | None = None


class Context(Node, frozen=True):
    """`{a: 1, b: a + 1}`; `result` is the unnamed last entry of a boxed context."""

    entries: tuple[Entry, ...]
    result: "Tree | None" = None


class Parameter(msgspec.Struct, frozen=True):
    name: str
    type: Type | None = None


class Function(Node, frozen=True):
    """`function(a: number) a + 1`. An external one has no body: it is refused when called."""

    params: tuple[Parameter, ...]
    body: "Tree | None"
    gives: Type | None = None


class RangeNode(Node, frozen=True):
    start: "Tree | None"
    end_of: "Tree | None"
    start_included: bool
    end_included: bool
    form: str = ""


class Test(Node, frozen=True):
    """One unary test: an operator and its end point, or a bare expression (operator "")."""

    op: str
    by: "Tree"


class Tests(Node, frozen=True):
    """Tests joined by commas. `any` is the dash, which all values pass."""

    tests: tuple[Test, ...]
    negated: bool = False
    any: bool = False


class Coerce(Node, frozen=True):
    """A value made to fit a type at the edge of a decision, or null (DMN 1.5, 10.3.2.9.4)."""

    of: "Tree"
    type: Type
    what: str = ""


class Column(msgspec.Struct, frozen=True):
    """What a table looks at."""

    of: "Tree"
    allowed: "Tests | None" = None


class Given(msgspec.Struct, frozen=True):
    """What a table gives: the name is empty where there is only one."""

    name: str
    allowed: "Tests | None" = None
    ranked: tuple["Tree", ...] = ()  # the allowed values in their order, for priority and output order
    default: "Tree | None" = None
    type: Type | None = None


class TableRow(msgspec.Struct, frozen=True):
    when: tuple[Tests, ...]
    then: tuple["Tree", ...]
    note: str = ""


class TableNode(Node, frozen=True):
    hit: str
    columns: tuple[Column, ...]
    gives: tuple[Given, ...]
    rows: tuple[TableRow, ...]


Tree = (
    Literal
    | Name
    | Path
    | Filter
    | Call
    | Sum
    | Product
    | Power
    | Negative
    | Compare
    | Between
    | In
    | And
    | Or
    | If
    | For
    | Quantified
    | InstanceOf
    | ListOfNodes
    | Context
    | Function
    | RangeNode
    | Tests
    | Coerce
    | TableNode
)
