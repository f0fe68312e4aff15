"""Functions on texts."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec
import re2

from footpath.rules.functions.function import Example, Form, Function, Param
from footpath.rules.operations import truncated
from footpath.rules.run import Run
from footpath.rules.types import ANY, BOOLEAN, NUMBER, TEXT, ListOf, optional

_S = Param("string", TEXT)
_MATCH = Param("match", TEXT)
# A pattern longer than this is nobody's.
_PATTERN_MOST = 4_096
# What re2 may take for one pattern: states as it reads it, and what it learns as it looks.
_PATTERN_BYTES = 2 << 20
_REPEAT = re.compile(r"\{(\d*)(,?)(\d*)\}")


def _substring(run: Run, string: str, start: Decimal, length: Decimal | None) -> str | None:
    place = truncated(start)
    if place is None or place == 0:
        return run.null("a text's characters are numbered 1, 2, 3 … or from the end -1, -2, -3 …")
    if abs(place) > len(string):
        return run.null(f"the text has {len(string)} characters, and none of number {place}")
    first = place - 1 if place > 0 else len(string) + place
    if length is None:
        return string[first:]
    size = truncated(length)
    if size is None or size < 1:
        return run.null("the length of a part of a text is 1 or more")
    return string[first : first + size]


def _length(run: Run, string: str) -> Decimal:
    return Decimal(len(string))


def _upper(run: Run, string: str) -> str:
    return string.upper()


def _lower(run: Run, string: str) -> str:
    return string.lower()


def _look_for(run: Run, match: str, string: str) -> int:
    """Where it begins, or -1. Looking for a long text in another takes three nanoseconds a character."""
    run.spend((len(string) + len(match)) // _LOOKED_AT_A_STEP)
    return string.find(match)


_LOOKED_AT_A_STEP = 150


def _before(run: Run, string: str, match: str) -> str:
    place = _look_for(run, match, string)
    return string[:place] if place > 0 else ""


def _after(run: Run, string: str, match: str) -> str:
    place = _look_for(run, match, string)
    return string[place + len(match) :] if place >= 0 else ""


def _contains(run: Run, string: str, match: str) -> bool:
    return _look_for(run, match, string) >= 0


def _starts(run: Run, string: str, match: str) -> bool:
    return string.startswith(match)


def _ends(run: Run, string: str, match: str) -> bool:
    return string.endswith(match)


class _Pattern(msgspec.Struct, frozen=True):
    """What re2 made of a pattern, and what it takes. Both are what was measured at worst, in steps."""

    found: Any
    steps: int  # to make it
    hundred: int  # for a hundred characters to look through


# Compiled patterns. Compiling is the greater part of the work where a rule makes its patterns as it goes.
_PATTERNS: dict[tuple[str, str, bool], _Pattern | str] = {}
_PATTERNS_MOST = 64
_PATTERN_STEPS = 200
_REPLACE_STEPS = 20
_FOUND_STEPS = 12


def _pattern(run: Run, pattern: str, flags: str, *, parts: bool = False) -> Any:
    """The compiled pattern, or a sentence that says why there is none. `parts` are kept only for who asks for them.

    What it took to make is spent once in each evaluation, whether it was made by this one or by another before it.
    """
    key = (pattern, flags, parts)
    run.spend(len(pattern) // _LOOKED_AT_A_STEP)
    found = _PATTERNS.get(key)
    new = key not in run.patterns
    if new or found is None:
        run.patterns.add(key)
        run.spend(_PATTERN_STEPS + 8 * min(len(pattern), _PATTERN_MOST))
    if found is None:
        if len(_PATTERNS) >= _PATTERNS_MOST:
            _PATTERNS.clear()
        found = _compiled(pattern, flags, parts=parts)
        _PATTERNS[key] = found
        new = True
    if new and not isinstance(found, str):
        run.spend(found.steps)
    return found


def _spend_on_parts(run: Run, found: _Pattern, length: int) -> None:
    """To know where each part of a pattern was found, re2 walks every state for every character: 10 ns each."""
    run.spend(length * found.found.programsize // 50)


def _spend_on_looking(run: Run, found: _Pattern, length: int) -> None:
    run.spend(1 + length * found.hundred // 100)


def _made(found: Any, pattern: str) -> _Pattern:
    """With what re2 takes at worst.

    Of a small pattern, or one of plain words, it keeps every state it comes through, and a character is 10 ns. Where
    there are more it looks at all that are open at each character: 0.6 microseconds, and 7 ns for each state.
    """
    size = found.programsize
    few = size <= _FEW_STATES or not _NOT_WORDS.search(pattern)
    return _Pattern(found, size, 2 if few else min(120 + size * 10 // 7, _HUNDRED_MOST))


_FEW_STATES = 16
_HUNDRED_MOST = 6_000
_NOT_WORDS = re.compile(r"[^\w|()\- ]")


def _compiled(pattern: str, flags: str, *, parts: bool) -> _Pattern | str:
    if len(pattern) > _PATTERN_MOST:
        return f"the pattern is longer than {_PATTERN_MOST:,} characters"
    if set(flags) - set("smixq"):
        return "the flags of a pattern are s, m, i, x and q"
    options = re2.Options()
    options.max_mem = _PATTERN_BYTES
    options.log_errors = False
    options.never_nl = False
    options.dot_nl = "s" in flags
    options.case_sensitive = "i" not in flags
    if "q" in flags:
        pattern = re.escape(pattern)
    else:
        translated = _translated(pattern, free="x" in flags, dot_all="s" in flags, parts=parts)
        if translated is None:
            return "the pattern is not one that XML Schema and linear time allow"
        pattern = translated
    if "m" in flags:
        pattern = "(?m)" + pattern
    try:
        return _made(re2.compile(pattern, options), pattern)
    except re2.error:
        return "the pattern is not one that XML Schema and linear time allow"


# XML Schema's own classes in re2's words (XML 1.0 names).
_NAME_START = r"_:A-Za-z\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{2FF}\x{370}-\x{37D}\x{37F}-\x{1FFF}\x{200C}-\x{200D}"
_NAME_START += (
    r"\x{2070}-\x{218F}\x{2C00}-\x{2FEF}\x{3001}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFFD}\x{10000}-\x{EFFFF}"
)
_NAME_PART = _NAME_START + r"\-.0-9\x{B7}\x{300}-\x{36F}\x{203F}-\x{2040}"
_CLASSES = {
    "i": (f"[{_NAME_START}]", _NAME_START),
    "I": (f"[^{_NAME_START}]", ""),
    "c": (f"[{_NAME_PART}]", _NAME_PART),
    "C": (f"[^{_NAME_PART}]", ""),
    "d": (r"\p{Nd}", r"\p{Nd}"),
    "D": (r"\P{Nd}", r"\P{Nd}"),
    "s": (r"[ \t\n\r]", r" \t\n\r"),
    "S": (r"[^ \t\n\r]", ""),
    "w": (r"[^\p{P}\p{Z}\p{C}]", ""),
    "W": (r"[\p{P}\p{Z}\p{C}]", r"\p{P}\p{Z}\p{C}"),
}
_PLAIN_ESCAPES = frozenset("nrt\\|.?*+(){}-[]^$")
_CATEGORIES = frozenset(
    (
        *("L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe"),
        *("Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp", "S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn"),
    )
)
# The blocks of Unicode that patterns of the kit's family name.
_BLOCKS = {
    "BasicLatin": r"\x{0}-\x{7F}",
    "Latin-1Supplement": r"\x{80}-\x{FF}",
    "LatinExtended-A": r"\x{100}-\x{17F}",
    "LatinExtended-B": r"\x{180}-\x{24F}",
    "Greek": r"\x{370}-\x{3FF}",
    "GreekandCoptic": r"\x{370}-\x{3FF}",
    "Cyrillic": r"\x{400}-\x{4FF}",
    "Hebrew": r"\x{590}-\x{5FF}",
    "Arabic": r"\x{600}-\x{6FF}",
    "Hiragana": r"\x{3040}-\x{309F}",
    "Katakana": r"\x{30A0}-\x{30FF}",
    "CJKUnifiedIdeographs": r"\x{4E00}-\x{9FFF}",
    "GeneralPunctuation": r"\x{2000}-\x{206F}",
}


def _translated(pattern: str, *, free: bool, dot_all: bool, parts: bool) -> str | None:
    """XPath's regular expressions in re2's words; None for what re2 could read otherwise than XPath means it."""
    if free:
        pattern = _without_spaces(pattern)
    out: list[str] = []
    at, size = 0, len(pattern)
    while at < size:
        character = pattern[at]
        if character == "[":
            made = _class(pattern, at)
            if made is None:
                return None
            text, at = made
            out.append(text)
            continue
        if character == "\\":
            escaped = _escape(pattern, at, inside=False)
            if escaped is None:
                return None
            text, at = escaped
            out.append(text)
            continue
        if character == "(" and pattern[at + 1 : at + 2] == "?" and pattern[at + 2 : at + 3] != ":":
            return None
        if character == "{":
            found = _REPEAT.match(pattern, at)
            if found is None or not found[1]:
                return None
            out.append(found[0])
            at = found.end()
            continue
        if character in "]}":
            return None
        if character == "(" and not parts and pattern[at + 1 : at + 2] != "?":
            out.append("(?:")
            at += 1
            continue
        # XPath's dot leaves out the carriage return too.
        out.append("[^\\n\\r]" if character == "." and not dot_all else character)
        at += 1
    return "".join(out)


def _without_spaces(pattern: str) -> str:
    """What the flag x means: white space outside brackets is for the reader only."""
    out: list[str] = []
    level = 0
    for character in pattern:
        if level == 0 and character in " \t\n\r":
            continue
        escaped = bool(out) and out[-1] == "\\" and (len(out) < 2 or out[-2] != "\\")
        if not escaped:
            level += (character == "[") - (character == "]")
        out.append(character)
    return "".join(out)


def _escape(pattern: str, at: int, *, inside: bool) -> tuple[str, int] | None:
    """An escape in re2's words, and where it ends."""
    mark = pattern[at + 1 : at + 2]
    if mark and mark in "pP":
        end = pattern.find("}", at)
        if end < 0 or pattern[at + 2 : at + 3] != "{":
            return None
        name = pattern[at + 3 : end]
        if not name.startswith("Is"):
            return (pattern[at : end + 1], end + 1) if name in _CATEGORIES else None
        block = _BLOCKS.get(name[2:])
        if block is None or (inside and mark == "P"):
            return None
        return (block if inside else f"[{'^' if mark == 'P' else ''}{block}]"), end + 1
    if mark in _CLASSES:
        text = _CLASSES[mark][1 if inside else 0]
        return (text, at + 2) if text else None
    # Back-references are not here: they can not be matched in linear time.
    return ("\\" + mark, at + 2) if mark in _PLAIN_ESCAPES else None


def _class(pattern: str, at: int) -> tuple[str, int] | None:
    """A class in brackets, and where it ends; subtraction, [a-z-[aeiou]], is worked out over the code points."""
    start = at + 1
    negated = pattern[start : start + 1] == "^"
    at = start + negated
    parts: list[str] = []
    while at < len(pattern):
        character = pattern[at]
        if character == "]":
            if not parts:
                return None
            return f"[{'^' if negated else ''}{''.join(parts)}]", at + 1
        if character == "\\":
            escaped = _escape(pattern, at, inside=True)
            if escaped is None:
                return None
            text, at = escaped
            parts.append(text)
            continue
        if character == "[":
            return None
        if character == "-" and pattern[at + 1 : at + 2] == "[":
            taken = _class(pattern, at + 1)
            if taken is None or not parts or pattern[taken[1] : taken[1] + 1] != "]":
                return None
            made = _difference(f"[{'^' if negated else ''}{''.join(parts)}]", taken[0])
            return (made, taken[1] + 1) if made else None
        if character == "-" and parts and pattern[at + 1 : at + 2] != "]":
            # A hyphen is itself where no range can be meant: after a range, or at an end.
            if len(parts[-1]) == 1 and (len(parts) < 2 or parts[-2] != "-"):
                parts.append("-")
            else:
                parts.append("\\-")
            at += 1
            continue
        parts.append("\\-" if character == "-" else character)
        at += 1
    return None


@lru_cache(maxsize=64)
def _difference(one: str, two: str) -> str:
    """The class of the code points of one class that are not in another."""
    try:
        has, lacks = re2.compile(one), re2.compile(two)
    except re2.error:
        return ""
    text = _all_characters()
    lacking = [(hit.start(), hit.end()) for hit in re2.finditer(f"(?:{two})+", text)] if lacks else []
    kept: list[str] = []
    for hit in re2.finditer(f"(?:{one})+", text) if has else ():
        start, end = hit.start(), hit.end()
        for low, high in lacking:
            if high <= start or low >= end:
                continue
            if low > start:
                kept.append(_span(text, start, low))
            start = max(start, high)
        if start < end:
            kept.append(_span(text, start, end))
    return f"[{''.join(kept)}]" if kept else ""


@lru_cache(maxsize=1)
def _all_characters() -> str:
    """Every code point of the first two planes that can be written, in order."""
    return "".join(map(chr, (*range(0xD800), *range(0xE000, 0x20000))))


def _span(text: str, start: int, end: int) -> str:
    return f"\\x{{{ord(text[start]):X}}}-\\x{{{ord(text[end - 1]):X}}}"


def _matches(run: Run, string: str, pattern: str, flags: str | None) -> bool | None:
    found = _pattern(run, pattern, flags or "")
    if isinstance(found, str):
        return run.null(found)
    _spend_on_looking(run, found, len(string))
    return found.found.search(string) is not None


def _replace(run: Run, string: str, pattern: str, replacement: str, flags: str | None) -> str | None:
    found = _pattern(run, pattern, flags or "", parts=True)
    if isinstance(found, str):
        return run.null(found)
    if found.found.search("") is not None:
        return run.null("the pattern matches the empty text")
    run.spend(_REPLACE_STEPS)
    with_parts = [replacement] if "q" in (flags or "") else _replacement(run, replacement, found.found.groups)
    if with_parts is None:
        return run.null("in a replacement, $ stands before a number and \\ before $ or \\")
    if any(part for part in with_parts if not isinstance(part, str)):
        _spend_on_parts(run, found, len(string))
    else:
        found = _pattern(run, pattern, flags or "")
    _spend_on_looking(run, found, len(string))
    out: list[str] = []
    size = 0
    last = 0
    for hit in found.found.finditer(string):
        run.spend(_FOUND_STEPS + len(with_parts) // 2)
        made = string[last : hit.start()] + "".join(
            part if isinstance(part, str) else (hit.group(part) or "") for part in with_parts
        )
        size += len(made)
        run.check_text(size)
        out.append(made)
        last = hit.end()
    out.append(string[last:])
    run.check_text(size + len(string) - last)
    return "".join(out)


_MARK = re.compile(r"[\\$]")
# No pattern has a million groups.
_DIGITS = re.compile(r"\d{1,6}", re.ASCII)


def _replacement(run: Run, text: str, groups: int) -> list[str | int] | None:
    """The parts of a replacement: texts, and the numbers of groups."""
    run.spend(len(text) // _LOOKED_AT_A_STEP)
    out: list[str | int] = []
    at = 0
    while (mark := _MARK.search(text, at)) is not None:
        run.spend(2)
        out.append(text[at : mark.start()])
        at = mark.end()
        if mark[0] == "\\":
            if text[at : at + 1] not in ("\\", "$"):
                return None
            out.append(text[at])
            at += 1
            continue
        digits = _DIGITS.match(text, at)
        if digits is None:
            return None
        shown = digits[0]
        # $12 is group 12 where there are so many, otherwise group 1 and the letter 2 (XPath 3.1, fn:replace).
        while len(shown) > 1 and int(shown) > groups:
            shown = shown[:-1]
        out.append(int(shown) if int(shown) <= groups else "")
        at += len(shown)
    out.append(text[at:])
    return out


def _split(run: Run, string: str, delimiter: str) -> list[str] | None:
    found = _pattern(run, delimiter, "")
    if isinstance(found, str):
        return run.null(found)
    if found.found.search("") is not None:
        return run.null("the pattern matches the empty text")
    run.spend(_REPLACE_STEPS)
    _spend_on_looking(run, found, len(string))
    out: list[str] = []
    last = 0
    for hit in found.found.finditer(string):
        out.append(string[last : hit.start()])
        run.spend(_FOUND_STEPS)
        run.check_items(len(out))
        last = hit.end()
    return [*out, string[last:]]


def _join(run: Run, items: list[Any], delimiter: str | None, prefix: str | None, suffix: str | None) -> str | None:
    run.spend(len(items))
    if any(one is not None and type(one) is not str for one in items):
        return run.null("string join joins texts; turn other values into texts by string(…)")
    texts = [one for one in items if one is not None]
    run.check_text(sum(map(len, texts)) + len(delimiter or "") * len(texts))
    return (prefix or "") + (delimiter or "").join(texts) + (suffix or "")


FUNCTIONS = (
    Function(
        name="substring",
        forms=(
            Form(
                params=(_S, Param("start position", NUMBER), Param("length", NUMBER, optional=True, null_too=True)),
                does=_substring,
                gives=optional(TEXT),
            ),
        ),
        says="A part of a text, from a position (the first is 1, the last is -1), of a length or to the end.",
        examples=(Example('substring("OX1 1AA", 5)', '"1AA"'), Example('substring("foobar", 3, 3)', '"oba"')),
    ),
    Function(
        name="string length",
        forms=(Form(params=(_S,), does=_length, gives=NUMBER),),
        says="How many characters a text has.",
        examples=(Example('string length("foo")', "3"),),
    ),
    Function(
        name="upper case",
        forms=(Form(params=(_S,), does=_upper, gives=TEXT),),
        says="The text in capital letters.",
        examples=(Example('upper case("ab12 cde")', '"AB12 CDE"'),),
    ),
    Function(
        name="lower case",
        forms=(Form(params=(_S,), does=_lower, gives=TEXT),),
        says="The text in small letters.",
        examples=(Example('lower case("AbC")', '"abc"'),),
    ),
    Function(
        name="substring before",
        forms=(Form(params=(_S, _MATCH), does=_before, gives=TEXT),),
        says="What stands before the first place where another text is found; empty where it is not.",
        examples=(Example('substring before("OX1 1AA", " ")', '"OX1"'),),
    ),
    Function(
        name="substring after",
        forms=(Form(params=(_S, _MATCH), does=_after, gives=TEXT),),
        says="What stands after the first place where another text is found; empty where it is not.",
        examples=(Example('substring after("OX1 1AA", " ")', '"1AA"'),),
    ),
    Function(
        name="contains",
        forms=(Form(params=(_S, _MATCH), does=_contains, gives=BOOLEAN),),
        says="Whether one text stands somewhere in another.",
        examples=(Example('contains("resident permit", "permit")', "true"),),
    ),
    Function(
        name="starts with",
        forms=(Form(params=(_S, _MATCH), does=_starts, gives=BOOLEAN),),
        says="Whether a text begins with another.",
        examples=(Example('starts with("OX1 1AA", "OX")', "true"),),
    ),
    Function(
        name="ends with",
        forms=(Form(params=(_S, _MATCH), does=_ends, gives=BOOLEAN),),
        says="Whether a text ends with another.",
        examples=(Example('ends with("OX1 1AA", "AA")', "true"),),
    ),
    Function(
        name="matches",
        forms=(
            Form(
                params=(
                    Param("input", TEXT),
                    Param("pattern", TEXT),
                    Param("flags", TEXT, optional=True, null_too=True),
                ),
                does=_matches,
                gives=optional(BOOLEAN),
            ),
        ),
        says="Whether a pattern is found in a text. Matching takes time in proportion to the text: no back-references.",
        examples=(Example('matches("OX1 1AA", "^OX[0-9]+ ")', "true"), Example('matches("abc", "B", "i")', "true")),
    ),
    Function(
        name="replace",
        forms=(
            Form(
                params=(
                    Param("input", TEXT),
                    Param("pattern", TEXT),
                    Param("replacement", TEXT),
                    Param("flags", TEXT, optional=True, null_too=True),
                ),
                does=_replace,
                gives=optional(TEXT),
            ),
        ),
        says="The text with each place where a pattern is found replaced; $1 is what the first bracket found.",
        examples=(Example('replace("ab12cde", "([0-9]+)", "-$1-")', '"ab-12-cde"'),),
    ),
    Function(
        name="split",
        forms=(Form(params=(_S, Param("delimiter", TEXT)), does=_split, gives=optional(ListOf(TEXT))),),
        says="The parts of a text between the places where a pattern is found.",
        examples=(Example('split("a;b;;c", ";")', '["a", "b", "", "c"]'),),
    ),
    Function(
        name="string join",
        forms=(
            Form(
                params=(Param("list", ListOf(ANY)), Param("delimiter", TEXT, optional=True, null_too=True)),
                does=lambda run, items, delimiter: _join(run, items, delimiter, None, None),
                gives=optional(TEXT),
            ),
            Form(
                params=(
                    Param("list", ListOf(ANY)),
                    Param("delimiter", TEXT, null_too=True),
                    Param("prefix", TEXT, null_too=True),
                    Param("suffix", TEXT, null_too=True),
                ),
                does=_join,
                gives=optional(TEXT),
            ),
        ),
        says="The texts of a list as one, with a delimiter between them; nulls are left out.",
        examples=(Example('string join(["a", null, "c"], ", ")', '"a, c"'),),
    ),
)
