"""A plain tree written as YAML: a text that reads as the same tree, and its nodes without reading it again."""

import json
import re
from decimal import Decimal
from typing import Any

from footpath.definition.changes.change import WrittenInt
from footpath.definition.changes.tree import Tree, text_of
from footpath.definition.yaml import Entries, Entry, Items, Node, Scalar, Style

WIDTH = 110
"""How long a list of short things may get before each has its own line."""


def written(tree: Tree) -> tuple[str, Node]:
    """The text, and the nodes that reading it would give."""
    writer = _Writer()
    root = writer.mapping(tree, 0)
    return "".join(writer.lines_done()), root


def write_yaml(tree: Tree) -> str:
    return written(tree)[0]


class _Writer:
    """Writes from top to bottom, and knows where it is."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line = ""

    def lines_done(self) -> list[str]:
        if self.line:
            self.end()
        return self.lines

    def place(self) -> tuple[int, int]:
        return len(self.lines) + 1, len(self.line) + 1

    def end(self) -> None:
        self.lines.append(self.line + "\n")
        self.line = ""

    def mapping(self, value: dict[str, Any], indent: int) -> Node:
        entries: list[Entry] = []
        start: tuple[int, int] | None = None
        for key, each in value.items():
            if not self.line:
                self.line = " " * indent
            line, column = self.place()
            start = start or (line, column)
            self.line += _plain_or_quoted(key, flow=False)[0] + ":"
            entries.append(Entry(key, self.below(each, indent), line, column))
        line, column = start or (1, 1)
        return Entries(tuple(entries), line, column)

    def below(self, value: Any, indent: int) -> Node:
        """What comes after `key:`."""
        if isinstance(value, dict) and value:
            self.end()
            return self.mapping(value, indent + 2)
        if isinstance(value, list) and value and not _is_short(value, WIDTH - len(self.line)):
            self.end()
            return self.items(value, indent + 2)
        self.line += " "
        return self.inline(value, indent + 2)

    def items(self, value: list[Any], indent: int) -> Node:
        items: list[Node] = []
        start: tuple[int, int] | None = None
        for each in value:
            if not self.line:
                self.line = " " * indent
            start = start or self.place()
            self.line += "- "
            if isinstance(each, dict) and each:
                items.append(self.mapping(each, indent + 2))
            elif isinstance(each, list) and each and not _is_short(each, WIDTH - len(self.line)):
                items.append(self.items(each, indent + 2))
            else:
                items.append(self.inline(each, indent + 2))
        line, column = start or (1, 1)
        return Items(tuple(items), line, column)

    def inline(self, value: Any, indent: int) -> Node:
        """A scalar, a short list, or empty brackets: the line is ended after it."""
        if isinstance(value, str) and _as_block(value):
            return self.block(value, indent)
        node = self.flow(value)
        self.end()
        return node

    def flow(self, value: Any, *, within: bool = False) -> Node:
        line, column = self.place()
        if isinstance(value, dict):
            assert not value, "only an empty mapping is written in one line"
            self.line += "{}"
            return Entries((), line, column)
        if isinstance(value, list):
            self.line += "["
            items: list[Node] = []
            for each in value:
                if items:
                    self.line += ", "
                items.append(self.flow(each, within=True))
            self.line += "]"
            return Items(tuple(items), line, column)
        text, style = _plain_or_quoted(value, flow=within)
        self.line += text
        return Scalar(value, value.written if isinstance(value, WrittenInt) else text_of(value), style, line, column)

    def block(self, value: str, indent: int) -> Node:
        line, column = self.place()
        self.line += "|" if value.endswith("\n") else "|-"
        self.end()
        for each in value.removesuffix("\n").split("\n"):
            self.lines.append(f"{' ' * indent if each else ''}{each}\n")
        return Scalar(value, value, "literal", line, column)


def _is_short(value: list[Any], room: int) -> bool:
    if any(isinstance(each, dict | list) or (isinstance(each, str) and "\n" in each) for each in value):
        return False
    return sum(len(_plain_or_quoted(each, flow=True)[0]) + 2 for each in value) < room


def _as_block(value: str) -> bool:
    """Whether a text reads better over several lines, and can be written so."""
    if "\n" not in value or value[0] in " \n\t" or value.endswith("\n\n") or "\t" in value:
        return False
    return all(line == line.rstrip(" ") and line.isprintable() for line in value.split("\n"))


# A text that can stand without quotes: it begins with a letter, holds nothing that YAML takes for its own, and is no
# word that means true, false or nothing.
_PLAIN = re.compile(r"[^\W\d_](?:[\w’“”£%/+()=;.?!* –—<>&@'\"|^~$€§°…·,-]|:(?=\S)|(?<=\S)#)*", re.UNICODE)
_FLOW_BREAKS = re.compile(r"[,\[\]{}?:#]")
_TAKEN = frozenset(("null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"))


def _plain_or_quoted(value: Any, *, flow: bool) -> tuple[str, Style]:
    if not isinstance(value, str):
        if isinstance(value, int | Decimal | bool) or value is None:
            return text_of(value), "plain"
        raise TypeError(f"{type(value).__name__} is nothing that a definition holds")
    if (
        value not in _TAKEN
        and _PLAIN.fullmatch(value)
        and not value.endswith((" ", ":"))
        and not (flow and _FLOW_BREAKS.search(value))
    ):
        return value, "plain"
    return _quoted(value), "double"


def _quoted(text: str) -> str:
    """In double quotes. JSON's escapes are YAML's too; what can be read is left as it is."""
    return "".join(_ESCAPED.get(letter, letter) for letter in json.dumps(text, ensure_ascii=False))


_ESCAPED = {"\x7f": "\\x7f", "\x85": "\\x85", "\u2028": "\\u2028", "\u2029": "\\u2029"}
