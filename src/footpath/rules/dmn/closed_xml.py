"""Reads XML that brings nothing with it: no document type, so no entities and no files; bounded in size and depth."""

# expat of the standard library, closed by its own handlers, rather than defusedxml: refusing every document type is
# four lines, the positions of elements are needed for messages, and there is one dependency less to trust.
from collections.abc import Iterator, Mapping
from xml.parsers import expat  # every document type is refused below

import msgspec

SIZE_MOST = 8 * 1024 * 1024
DEPTH_MOST = 128


class BadXml(Exception):
    """The file is not XML that we read. The message says where and why."""


class Element(msgspec.Struct, frozen=True, kw_only=True):
    """One element: its namespace, its name without it, its attributes without theirs, text, and children."""

    space: str
    tag: str
    attributes: Mapping[str, str]
    children: "tuple[Element, ...]"
    text: str
    line: int

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def all(self, tag: str) -> "Iterator[Element]":
        return (child for child in self.children if child.tag == tag)

    def one(self, tag: str) -> "Element | None":
        return next(self.all(tag), None)

    def text_of(self, tag: str) -> str:
        child = self.one(tag)
        return child.text.strip() if child is not None else ""


class _Open:
    __slots__ = ("attributes", "children", "line", "name", "text")

    def __init__(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.line = line
        self.children: list[Element] = []
        self.text: list[str] = []


def read_xml(data: bytes) -> Element:
    """The root element. Raises BadXml."""
    if len(data) > SIZE_MOST:
        raise BadXml(f"The file is larger than {SIZE_MOST // 1024 // 1024} MiB.")
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    waiting: list[_Open] = [_Open("", {}, 0)]

    def refuse(*_given: object) -> int:
        raise BadXml("The file has a document type (DOCTYPE), which is refused: it could bring other files with it.")

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(waiting) > DEPTH_MOST:
            raise BadXml(f"Line {parser.CurrentLineNumber}: elements more than {DEPTH_MOST} deep.")
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        waiting.append(_Open(name, plain, parser.CurrentLineNumber))

    def end(_name: str) -> None:
        done = waiting.pop()
        space, _, tag = done.name.rpartition(" ")
        waiting[-1].children.append(
            Element(
                space=space,
                tag=tag,
                attributes=done.attributes,
                children=tuple(done.children),
                text="".join(done.text),
                line=done.line,
            )
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: waiting[-1].text.append(text)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as wrong:
        raise BadXml(f"The file is not well-formed XML: {wrong}.") from None
    return waiting[0].children[0]
