"""A definition as a plain tree: dictionaries in the document's order, lists, texts, exact numbers, booleans, None."""

from typing import Any, assert_never

from footpath.definition.changes.change import WrittenInt
from footpath.definition.yaml import Entries, Items, Node, Scalar, read
from footpath.values import Fault

type Tree = dict[str, Any]


def tree_of(source: str, *, file: str = "service.yaml") -> Tree | tuple[Fault, ...]:
    """The tree of a definition's text, or what is wrong with it as YAML."""
    root = read(source, file=file)
    if isinstance(root, tuple):
        return root
    tree = plain_of(root)
    if not isinstance(tree, dict):
        wrong = "This file is not a mapping of keys and values."
        return (Fault(file=file, line=1, column=1, path="", wrong=wrong, mend="Begin it with footpath: 1."),)
    return tree


def plain_of(node: Node) -> Any:
    """Like `yaml.plain`, but a number keeps how it was written where that is not how we would write it."""
    match node:
        case Scalar():
            value = node.value
            if isinstance(value, int) and not isinstance(value, bool) and str(value) != node.written:
                return WrittenInt(value, node.written)
            return value
        case Items():
            return [plain_of(item) for item in node.items]
        case Entries():
            return {entry.key: plain_of(entry.value) for entry in node.entries}
        case _:
            assert_never(node)


def copied(value: Any) -> Any:
    """Containers anew, so that the copy can be altered; what they hold is immutable."""
    if isinstance(value, dict):
        return {key: copied(each) if isinstance(each, dict | list) else each for key, each in value.items()}
    if isinstance(value, list):
        return [copied(each) if isinstance(each, dict | list) else each for each in value]
    return value


def same(a: Any, b: Any, *, ordered: bool = True) -> bool:
    """Whether two parts say the same to the letter: 1 is neither 1.0 nor true, and order counts."""
    if isinstance(a, dict):
        if not isinstance(b, dict) or len(a) != len(b):
            return False
        if ordered and list(a) != list(b):
            return False
        return all(key in b and same(each, b[key], ordered=ordered) for key, each in a.items())
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, str):
        return isinstance(b, str) and a == b
    return text_of(a) == text_of(b) and isinstance(a, bool) == isinstance(b, bool) and not isinstance(b, str)


def text_of(value: Any) -> str:
    """A scalar as it is written: what a list's items are called by."""
    match value:
        case str():
            return value
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case WrittenInt():
            return value.written
        case _:
            return str(value)
