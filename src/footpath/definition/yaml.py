"""Strict YAML: one document of plain values in which every value knows where it stands."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal, assert_never

import msgspec
from yaml import YAMLError
from yaml._yaml import CParser
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from footpath.values import Fault

MOST_BYTES = 256 * 1024
MOST_LEVELS = 32
MOST_DIGITS = 34  # what a decimal of the rule language holds (IEEE 754 decimal128)
MOST_EXPONENT = 99
MOST_FAULTS = 50  # nobody reads more at a time

type Plain = str | int | Decimal | bool | None
type Style = Literal["plain", "single", "double", "literal", "folded"]
type Node = Scalar | Items | Entries


class Scalar(msgspec.Struct, frozen=True):
    """A text, number, true, false or null. `written` is its text before it was taken for one of these."""

    value: Plain
    written: str
    style: Style
    line: int
    column: int


class Items(msgspec.Struct, frozen=True):
    """A list."""

    items: "tuple[Node, ...]"
    line: int
    column: int


class Entry(msgspec.Struct, frozen=True):
    """A key with its value; the position is the key's."""

    key: str
    value: "Node"
    line: int
    column: int


class Entries(msgspec.Struct, frozen=True):
    """A mapping, in the file's order."""

    entries: tuple[Entry, ...]
    line: int
    column: int

    def entry(self, key: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.key == key), None)


def read(text: str, *, file: str) -> Node | tuple[Fault, ...]:
    """The document's root, or everything that is wrong with it. Takes the core schema of YAML 1.2, and less:

    no anchors, aliases, tags, directives, second documents or keys that come twice; numbers are exact.
    """
    text = text.removeprefix("\ufeff")
    faults = _before_reading(text, file)
    return faults or _Reader(text, file).read()


def read_plain(text: str, *, file: str) -> Any:
    """The document as dictionaries, lists, texts, ints, Decimals, booleans and None; a tuple is its faults."""
    root = read(text, file=file)
    return root if isinstance(root, tuple) else plain(root)


def plain(node: Node) -> Any:
    """The node's values without their places."""
    match node:
        case Scalar():
            return node.value
        case Items():
            return [plain(item) for item in node.items]
        case Entries():
            return {entry.key: plain(entry.value) for entry in node.entries}
        case _:
            assert_never(node)


def place_in(text: str, scalar: Scalar, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a character of a scalar's value: `text` is the file, `offset` counts from 0.

    Folding and indentation take white space away, and quotes add characters; all else is there in order.
    """
    text = text.removeprefix("\ufeff")
    at = _index(text, scalar.line, scalar.column)
    if scalar.style in ("single", "double"):
        at += 1
    elif scalar.style in ("literal", "folded"):
        header = _LINE_END.search(text, at)
        at = header.end() if header else len(text)
    value = scalar.written
    for place in range(min(offset, len(value))):
        at = _along(text, at, value[place], scalar.style)
        at += _length(text, at, scalar.style)
    if offset < len(value):
        at = _along(text, at, value[offset], scalar.style)
    before = [found.end() for found in _LINE_END.finditer(text, 0, min(at, len(text)))]
    return len(before) + 1, at - (before[-1] if before else 0) + 1


def _index(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        found = _LINE_END.search(text, start)
        assert found is not None, "a value stands on a line that the file has"
        start = found.end()
    return start + column - 1


def _along(text: str, at: int, letter: str, style: Style) -> int:
    """Past what stands in the file before this letter of the value."""
    if letter.isspace():
        return at
    while at < len(text):
        if style == "double" and text[at] == "\\" and text[at + 1 : at + 2] in ("\n", "\r"):
            at += 2  # a line continued
        elif text[at].isspace():
            at += 1
        else:
            break
    return at


_ESCAPES = {"x": 4, "u": 6, "U": 10}


def _length(text: str, at: int, style: Style) -> int:
    """How many characters of the file make one of the value."""
    if style == "double" and text[at : at + 1] == "\\":
        return _ESCAPES.get(text[at + 1 : at + 2], 2)
    if style == "single" and text[at : at + 2] == "''":
        return 2
    return 1


# Characters that no editor shows, that end a line in YAML 1.1 but not in 1.2, or that make a text read differently
# from how it is stored (bidirectional overrides: CVE-2021-42574).
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINE_END = re.compile(r"\r\n|\r|\n")


def too_large(file: str) -> Fault:
    return Fault(
        file=file,
        line=1,
        column=1,
        path="",
        wrong=f"The file is larger than {MOST_BYTES // 1024} KiB.",
        mend="A service is far smaller. Take out what is not part of it.",
        check="yaml",
    )


def _before_reading(text: str, file: str) -> tuple[Fault, ...]:
    """What can be told without parsing: too much, or characters that have no place in a text file."""
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return (too_large(file),)
    unseen = _UNSEEN.search(text)
    if unseen is None:
        return ()
    before = text[: unseen.start()]
    breaks = [found.end() for found in _LINE_END.finditer(before)]
    return (
        Fault(
            file=file,
            line=len(breaks) + 1,
            column=len(before) - (breaks[-1] if breaks else 0) + 1,
            path="",
            wrong=f"There is a character here that cannot be seen, U+{ord(unseen[0]):04X}.",
            mend="Take it out. If you cannot find it, delete the line and type it again.",
            check="yaml",
        ),
    )


class _Refused(Exception):
    """Reading cannot go on; the faults so far say why."""


class _Open:
    """A collection that is being read."""

    __slots__ = ("column", "entries", "first", "items", "key", "line", "mapping")

    def __init__(self, line: int, column: int, *, mapping: bool) -> None:
        self.line = line
        self.column = column
        self.mapping = mapping
        self.items: list[Node] = []
        self.entries: list[Entry] = []
        self.first: dict[str, int] = {}  # the line of each key
        self.key: tuple[str, int, int] | None = None  # a key that waits for its value


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.open: list[_Open] = []
        self.last_line = len(_LINE_END.findall(text)) + (0 if text.endswith(("\n", "\r")) else 1)
        self.parser = CParser(text)

    def read(self) -> Node | tuple[Fault, ...]:
        root: Node | None = None
        documents = 0
        try:
            for event in self.events():
                if isinstance(event, DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self.refuse(
                            event,
                            "A second document begins here.",
                            "A file holds one definition: take out the line ---, or make two files.",
                        )
                        break
                    if event.version or event.tags:
                        self.refuse(event, "The file begins with a % directive.", "Take it out: nothing needs it.")
                elif isinstance(event, NodeEvent):
                    self.look(event)
                    node = self.begin(event)
                    if node is not None:
                        root = self.put(node, root)
                elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                    root = self.put(self.end(), root)
        except _Refused:
            pass
        if not self.faults and root is None:
            self.fault(1, 1, "The file is empty.", "Run `footpath new` to begin with a small good service.")
        if self.faults or root is None:
            return tuple(self.faults)
        return root

    def events(self) -> Iterator[Event]:
        try:
            while self.parser.check_event():
                event = self.parser.get_event()
                assert event is not None, "there was one when we looked"
                yield event
        except MarkedYAMLError as wrong:
            self.not_yaml(wrong)
        except YAMLError as wrong:
            self.fault(1, 1, f"This is not YAML: {wrong}.", "Write it again as plain text in UTF-8.")

    def look(self, event: NodeEvent) -> None:
        """Refuses what plain data has no need of."""
        if isinstance(event, AliasEvent):
            self.refuse(
                event, f"*{event.anchor} repeats something by its anchor.", "Write the text again where it is needed."
            )
        elif event.anchor is not None:
            self.refuse(
                event,
                f"&{event.anchor} is an anchor, and these are not taken.",
                "Take it out, and write the text again where it is needed.",
            )
        elif isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            self.refuse(
                event,
                f"{_tag_as_written(event.tag)} is a tag, and these are not taken.",
                "Take it out. If the text begins with !, put it in quotes.",
            )

    def begin(self, event: NodeEvent) -> Node | None:
        """A finished value, or None when a collection begins."""
        line, column = _place(event)
        if isinstance(event, ScalarEvent):
            return self.scalar(event, line, column)
        if isinstance(event, AliasEvent):  # refused already; read on for what else is wrong
            return Scalar(None, "", "plain", line, column)
        if self.expects_key():
            self.refuse(event, "A list or mapping stands where a key should be.", "A key is one word, like title.")
            raise _Refused
        if len(self.open) == MOST_LEVELS:
            self.refuse(
                event, f"This is nested more than {MOST_LEVELS} levels deep.", "Nothing in a definition is so deep."
            )
            raise _Refused
        self.open.append(_Open(line, column, mapping=isinstance(event, MappingStartEvent)))
        assert isinstance(event, MappingStartEvent | SequenceStartEvent)
        return None

    def end(self) -> Node:
        done = self.open.pop()
        if done.mapping:
            return Entries(tuple(done.entries), done.line, done.column)
        return Items(tuple(done.items), done.line, done.column)

    def put(self, node: Node, root: Node | None) -> Node | None:
        """Puts a value where it belongs; gives the root, if that is what it is."""
        if not self.open:
            return node
        into = self.open[-1]
        if not into.mapping:
            into.items.append(node)
        elif into.key is None:
            self.key(into, node)
        else:
            key, line, column = into.key
            into.key = None
            into.entries.append(Entry(key, node, line, column))
        return root

    def key(self, into: _Open, node: Node) -> None:
        assert isinstance(node, Scalar), "begin() refuses any other key"
        if not isinstance(node.value, str):
            said = node.written or "nothing"
            self.fault(
                node.line, node.column, f"{said} stands where a key should be.", "A key is a word. Put it in quotes."
            )
        elif node.written == "<<" and node.style == "plain":
            self.fault(
                node.line,
                node.column,
                "<< merges mappings, and this is not taken.",
                "Write the keys where they belong.",
            )
        elif node.written in into.first:
            self.fault(
                node.line,
                node.column,
                f"{node.written} is here twice: it is on line {into.first[node.written]} too.",
                "Keep one of them, or call the other something else.",
            )
        into.first.setdefault(node.written, node.line)
        into.key = (node.written, node.line, node.column)

    def expects_key(self) -> bool:
        return bool(self.open) and self.open[-1].mapping and self.open[-1].key is None

    def scalar(self, event: ScalarEvent, line: int, column: int) -> Scalar:
        written = event.value
        style = _STYLES[event.style or ""]
        unseen = _UNSEEN.search(written)
        if unseen is not None:  # by an escape like "\0"
            self.fault(
                line,
                column,
                f"This text holds a character that cannot be seen, U+{ord(unseen[0]):04X}.",
                "Take it out.",
            )
        if style != "plain" or event.tag is not None:
            return Scalar(written, written, style, line, column)
        value = _core(written)
        if isinstance(value, _NoNumber):
            self.fault(line, column, value.wrong, value.mend)
            value = written
        return Scalar(value, written, style, line, column)

    def refuse(self, event: Event, wrong: str, mend: str) -> None:
        self.fault(*_place(event), wrong, mend)

    def fault(self, line: int, column: int, wrong: str, mend: str) -> None:
        self.faults.append(
            Fault(file=self.file, line=line, column=column, path=self.path(), wrong=wrong, mend=mend, check="yaml")
        )
        if len(self.faults) >= MOST_FAULTS:
            raise _Refused

    def path(self) -> str:
        """The way to where we are: keys and, in lists, places from 0."""
        steps = []
        for into in self.open:
            if not into.mapping:
                steps.append(str(len(into.items)))
            elif into.key is not None:
                steps.append(into.key[0])
        return ".".join(steps)

    def not_yaml(self, wrong: MarkedYAMLError) -> None:
        """libyaml's message in the words of somebody who writes services."""
        problem, context = str(wrong.problem or ""), str(wrong.context or "")
        mark = wrong.problem_mark or wrong.context_mark
        if problem == "found unexpected end of stream":
            mark = wrong.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        if line > self.last_line and self.open:
            # What was opened and not closed is where to look, not the end of the file.
            line, column = self.open[-1].line, self.open[-1].column
        for in_problem, in_context, says, mend in _SYNTAX:
            if in_problem in problem and in_context in context:
                self.fault(line, column, says, mend)
                return
        self.fault(line, column, f"This is not YAML: {problem}.", "Look at the quotes, brackets and spaces before it.")


_STYLES: dict[str, Style] = {"": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}

# What libyaml says (a part of the problem, a part of the context), and what we say.
_SYNTAX = (
    (
        "mapping values are not allowed",
        "",
        "There is a colon here that begins a second value.",
        "Put the whole text in quotes, or move the key to its own line under the others.",
    ),
    ("unexpected end of stream", "quoted", "The quotes that open here are never closed.", "Close them."),
    (
        "unexpected document indicator",
        "quoted",
        "The quotes that open before this are never closed.",
        "Close them.",
    ),
    (
        "unknown escape",
        "",
        "In double quotes, a backslash begins an escape, and this is none.",
        "Use single quotes, or write the backslash twice.",
    ),
    (
        "tab character",
        "",
        "There is a tab at the beginning of this line.",
        "Use spaces: two for each level.",
    ),
    (
        "cannot start any token",
        "",
        "This text begins with a character that means something else in YAML, or with a tab.",
        "Put the text in quotes; use spaces, not tabs, before it.",
    ),
    (
        "expected '-' indicator",
        "",
        "This line is neither part of the list above nor under another key.",
        "Begin it with a hyphen, move it to the left, or put the text above in quotes.",
    ),
    (
        "did not find expected key",
        "",
        "This does not fit under the keys above.",
        "Give it as many spaces as its neighbours, and a word and a colon; put text with quotes in it in quotes.",
    ),
    ("',' or ']'", "", "A list in square brackets is not closed, or a comma is missing.", "Add ] or a comma."),
    ("',' or '}'", "", "A mapping in braces is not closed, or a comma is missing.", "Add } or a comma."),
    (
        "expected node content",
        "flow",
        "A bracket or brace is opened and not closed, or holds an empty place.",
        "Close it, and look for a comma too many.",
    ),
    (
        "expected node content",
        "",
        "There is no value here that can be read.",
        "If the text begins with a bracket, brace or comma, put it in quotes.",
    ),
    (
        "could not find expected ':'",
        "",
        "This line has no colon, so it is neither a key nor a value.",
        "Write it as a key, a colon and a value, or give it more spaces to make it part of the text above.",
    ),
    (
        "expected alphabetic or numeric",
        "alias",
        "* begins an alias, and these are not taken.",
        "Put the text in quotes.",
    ),
    (
        "expected alphabetic or numeric",
        "anchor",
        "& begins an anchor, and these are not taken.",
        "Put the text in quotes.",
    ),
    ("", "directive", "A line here begins with %.", "Put the text in quotes, or take the line out."),
    (
        "expected <document start>",
        "",
        "The document ends before this.",
        "Look at how many spaces this line has, and at the quotes and brackets before it.",
    ),
    (
        "indentation",
        "block scalar",
        "The text of this block does not have one indentation.",
        "Give each of its lines at least as many spaces as the first.",
    ),
)


def _place(event: Event) -> tuple[int, int]:
    assert event.start_mark is not None, "the C parser marks every event"
    return event.start_mark.line + 1, event.start_mark.column + 1


def _tag_as_written(tag: str) -> str:
    return "!!" + tag.removeprefix("tag:yaml.org,2002:") if tag.startswith("tag:yaml.org,2002:") else tag


class _NoNumber(msgspec.Struct, frozen=True):
    wrong: str
    mend: str


# The core schema of YAML 1.2.2, section 10.3.2, to the letter.
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+", re.ASCII)
_OCTAL = re.compile(r"0o[0-7]+", re.ASCII)
_HEX = re.compile(r"0x[0-9a-fA-F]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE]([-+]?[0-9]+))?", re.ASCII)
_NO_FLOAT = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def _core(written: str) -> Plain | _NoNumber:
    """What a plain scalar is. Its length is looked at before it is taken for a number."""
    if written in _NULL:
        return None
    if written in _TRUTH:
        return _TRUTH[written]
    first = written[0]
    if not (first in "+-." or "0" <= first <= "9"):
        return written
    if _NO_FLOAT.fullmatch(written):
        return _NoNumber(f"{written} is not a number that anybody can count with.", "Put it in quotes if it is a text.")
    for pattern, base in ((_OCTAL, 8), (_HEX, 16), (_INT, 10)):
        if pattern.fullmatch(written):
            return _too_long(written) or int(written[2:] if base != 10 else written, base)
    found = _FLOAT.fullmatch(written)
    if found is None:
        return written
    exponent = found[1] or ""
    return _too_long(written.removesuffix(exponent)) or _too_big(exponent) or Decimal(written)


def _too_long(written: str) -> _NoNumber | None:
    digits = sum(1 for letter in written[:200] if letter not in "+-.eE")
    if digits <= MOST_DIGITS:
        return None
    return _NoNumber(
        f"This number has more than {MOST_DIGITS} digits.", "If it is a code and not a number, put it in quotes."
    )


def _too_big(exponent: str) -> _NoNumber | None:
    if len(exponent) <= 4 and abs(int(exponent or 0)) <= MOST_EXPONENT:
        return None
    return _NoNumber(
        f"This number’s exponent is beyond {MOST_EXPONENT}.", "Write the number out; if it is a code, put it in quotes."
    )
