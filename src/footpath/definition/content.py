"""The name of a definition: a hash of what it says, whatever it looks like."""

from decimal import Decimal
from typing import Any, assert_never

from footpath.definition import format as f
from footpath.definition.yaml import Entries, Items, Node, Scalar
from footpath.values import content_hash


def hash_of(root: Node) -> str:
    """SHA-256, 64 hex digits, over the canonical JSON of everything the document says.

    Comments, quotes, indentation, line breaks and the order of a group's keys do not count. All texts, numbers to the
    digit, and the order of whatever stands by id (pages, questions, options…) do, and so does `version`. It is made
    from the document and not from our values of it, so that a newer Footpath gives an old definition the same name.
    """
    return content_hash(_content(root, f.SERVICE))


def _content(node: Node, shape: f.Shape | None) -> Any:
    if isinstance(shape, f.ByForm):
        shape = _form(node, shape)
    match node:
        case Scalar():
            return _value(node)
        case Items():
            item = shape.item if isinstance(shape, f.ListOf) else None
            return [_content(each, item) for each in node.items]
        case Entries() if isinstance(shape, f.ById):
            return [[entry.key, _content(entry.value, shape.value)] for entry in node.entries]
        case Entries():
            return {entry.key: _content(entry.value, _below(shape, entry.key)) for entry in node.entries}
        case _:
            assert_never(node)


def _form(node: Node, shape: f.ByForm) -> f.Shape | None:
    match node:
        case Scalar():
            return shape.value
        case Items():
            return shape.items
        case Entries():
            return shape.group
        case _:
            assert_never(node)


def _below(shape: f.Shape | None, name: str) -> f.Shape | None:
    key = shape.key(name) if isinstance(shape, f.Group) else None
    return key.takes if key is not None else None


def _value(scalar: Scalar) -> Any:
    match scalar.value:
        case bool() | str() | None:
            return scalar.value
        case int() | Decimal():
            return {"number": str(scalar.value)}  # 12 is not "12"
        case _:
            assert_never(scalar.value)
