"""Texts for people as HTML: a small part of Markdown, and nothing an author could do harm with."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

# Every pattern is bounded and none can nest, so a text of any shape is read in time that grows with its length.
_INLINE = re.compile(
    r"\[(?P<text>[^\[\]\n]{1,300})\]\((?P<target>[^()\s]{1,500})\)"
    r"|\*\*(?P<strong>[^*\n]{1,500})\*\*"
)
_BULLET = re.compile(r"^[-*] +(.*)$")
_NUMBER = re.compile(r"^\d{1,3}[.)] +(.*)$")
_HEADING = re.compile(r"^(#{2,3}) +(.*)$")
_SAFE_TARGET = re.compile(r"^(?:https?://[^/\s]|mailto:|tel:|/(?!/)|/$|#)", re.IGNORECASE)


def prose(text: str) -> Markup:
    """Paragraphs, lists, headings of two levels, links and bold text. Anything else stands as it was typed.

    Links go to http, https, mailto, tel and places on this site; any other link is shown as its text.
    """
    return Markup("\n").join(_block(block) for block in _blocks(text))


def paragraph(text: str) -> Markup:
    """The links and bold text of one line, without a block around them."""
    return _inline(" ".join(text.split()))


def as_typed(text: str) -> Markup:
    """What somebody wrote, as paragraphs with their own line breaks, and no mark-up read into it."""
    blocks = [block for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    lines = (Markup("<br>").join(escape(line.strip()) for line in block.strip().splitlines()) for block in blocks)
    return Markup("\n").join(Markup('<p class="govuk-body">{}</p>').format(each) for each in lines)


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines that belong together: a heading stands alone, a list begins where its first mark does."""
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        line = line.strip()
        kind = _kind(line)
        if block and (not line or kind == "heading" or _kind(block[0]) == "heading" or _begins_list(block, kind)):
            yield block
            block = []
        if line:
            block.append(line)


def _kind(line: str) -> str:
    if _HEADING.match(line):
        return "heading"
    if _BULLET.match(line):
        return "bullets"
    return "numbers" if _NUMBER.match(line) else "words"


def _begins_list(block: list[str], kind: str) -> bool:
    return kind in ("bullets", "numbers") and _kind(block[0]) != kind


def _block(lines: list[str]) -> Markup:
    match _kind(lines[0]):
        case "heading":
            found = _HEADING.match(lines[0])
            assert found
            level, size = (2, "m") if found[1] == "##" else (3, "s")
            return Markup('<h{0} class="govuk-heading-{1}">{2}</h{0}>').format(level, size, _inline(found[2]))
        case "bullets":
            return _list("ul", "bullet", _BULLET, lines)
        case "numbers":
            return _list("ol", "number", _NUMBER, lines)
        case _:
            return Markup('<p class="govuk-body">{}</p>').format(_inline(" ".join(lines)))


def _list(tag: str, style: str, mark: re.Pattern[str], lines: list[str]) -> Markup:
    items: list[str] = []
    for line in lines:
        if found := mark.match(line):
            items.append(found[1])
        else:
            items[-1] += " " + line  # a long item that goes on in the next line
    inside = Markup("").join(Markup("<li>{}</li>").format(_inline(item)) for item in items)
    return Markup('<{0} class="govuk-list govuk-list--{1}">{2}</{0}>').format(tag, style, inside)


def _inline(text: str) -> Markup:
    parts: list[Markup] = []
    done = 0
    for found in _INLINE.finditer(text):
        parts.append(escape(text[done : found.start()]))
        if found["strong"] is not None:
            parts.append(Markup("<strong>{}</strong>").format(found["strong"]))
        elif _SAFE_TARGET.match(found["target"]):
            parts.append(Markup('<a class="govuk-link" href="{}">{}</a>').format(found["target"], found["text"]))
        else:
            parts.append(escape(found["text"]))
        done = found.end()
    parts.append(escape(text[done:]))
    return Markup("").join(parts)
