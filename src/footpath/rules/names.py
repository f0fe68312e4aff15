"""Which names a tree reads from outside itself."""

from footpath.rules import tree as t


def free_names(node: t.Tree) -> frozenset[str]:
    """The names that a tree does not bind itself. A field of a filtered item that has such a name is counted too."""
    found: set[str] = set()
    _collect(node, frozenset(), found)
    return frozenset(found)


def _collect(node: object, bound: frozenset[str], found: set[str]) -> None:
    # What most of a tree is, before the rest is looked through.
    if type(node) is t.Literal:
        return
    if type(node) is t.Name:
        if node.name not in bound:
            found.add(node.name)
        return
    match node:
        case t.Filter(of=of, by=by):
            _collect(of, bound, found)
            _collect(by, bound | {"item"}, found)
        case t.For(loops=loops, gives=gives):
            inner = _loops(loops, bound, found)
            _collect(gives, inner | {"partial"}, found)
        case t.Quantified(loops=loops, test=test):
            _collect(test, _loops(loops, bound, found), found)
        case t.Context(entries=entries, result=result):
            inner = bound
            for entry in entries:
                itself = isinstance(entry.value, t.Function)
                _collect(entry.value, inner | {entry.name} if itself else inner, found)
                inner = inner | {entry.name}
            _collect(result, inner, found)
        case t.Function(params=params, body=body):
            _collect(body, bound | {param.name for param in params}, found)
        case t.Tests(tests=tests):
            for one in tests:
                _collect(one.by, bound | {"?"}, found)
        case tuple():
            for one in node:
                _collect(one, bound, found)
        case t.Node() | t.Column() | t.Given() | t.TableRow():
            for field in node.__struct_fields__:
                _collect(getattr(node, field), bound, found)
        case _:
            pass


def _loops(loops: tuple[t.Loop, ...], bound: frozenset[str], found: set[str]) -> frozenset[str]:
    for loop in loops:
        _collect(loop.over, bound, found)
        _collect(loop.to, bound, found)
        bound = bound | {loop.name}
    return bound


_FILTER_PARTS = 4  # a filter that finds nothing has put why into words


def size(node: object) -> int:
    """How many parts of a tree one evaluation passes; the turns of a loop within it are counted by that loop."""
    match node:
        case tuple():
            return sum(size(one) for one in node)
        case t.For(loops=loops) | t.Quantified(loops=loops):
            return 1 + size(loops[0].over) + size(loops[0].to)
        case t.Filter(of=of):
            return _FILTER_PARTS + size(of)
        case t.Function():
            return 1
    if isinstance(node, t.Node):
        return 1 + sum(size(getattr(node, field)) for field in node.__struct_fields__)
    if isinstance(node, t.Loop | t.Entry | t.Test | t.Column | t.Given | t.TableRow):
        return sum(size(getattr(node, field)) for field in node.__struct_fields__)
    return 0


def turn_steps(body: object) -> int:
    """The steps of one turn of a loop, or of one call: measured, a part is half a microsecond at most."""
    return 2 + size(body)
