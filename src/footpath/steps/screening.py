"""Free text that names somebody is sent back before it is stored: nobody should read, by accident, who said what."""

import re
from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

type Identifying = Literal["national_insurance", "nhs", "email", "phone", "postcode", "card", "birth", "name"]

IDENTIFIES: Mapping[Identifying, str] = {
    "national_insurance": "a National Insurance number",
    "nhs": "an NHS number",
    "email": "an email address",
    "phone": "a phone number",
    "postcode": "a full postcode",
    "card": "a card number",
    "birth": "a date, which may be when they were born",
    "name": "a name",
}
"""What each is called, in a sentence about what was found."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Something that identifies a person, and where in the text it stands."""

    kind: Identifying
    start: int
    end: int


_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ion|chwe|maw|ebr|mai|meh|gor|aws|med|hyd|tach|rhag"
# A letter of English or Welsh, in words that both Python and a browser know.
_LETTER = r"[a-z\u00c0-\u024f]"
# What may follow "my name is" without being one: it is wrong on the letter, it is not on the list.
_NO_NAME = (
    "not|wrong|on|in|at|too|very|never|still|also|already|different|missing|spelt|spelled|misspelt|misspelled|a|an|the"
    "|there|here|shown|written|no|yn|ddim|ar|wedi|rhy|o|anghywir"
)


def _nhs(digits: str) -> bool:
    """The check digit of an NHS number: the ten digits weighted 10 to 1 come to a multiple of 11."""
    return sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11 == 0


def _luhn(digits: str) -> bool:
    doubled = [int(each) * 2 for each in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(each - 9 if each > 9 else each for each in doubled)) % 10 == 0


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())


def _is_nhs(text: str) -> bool:
    return len(_digits(text)) == 10 and _nhs(_digits(text))


def _is_card(text: str) -> bool:
    return _luhn(_digits(text))


def _always(text: str) -> bool:
    return True


# In the order in which they are told: the more telling first. Each is a search in linear time: no part of a pattern
# can match the same text in two ways.
_PATTERNS: tuple[tuple[Identifying, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("email", re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,200}\.[a-z]{2,}", re.I), _always),
    (
        "national_insurance",
        re.compile(r"(?<![a-z0-9])[a-ceghj-prstw-z][ -]?[a-ceghj-nprstw-z](?:[ -]?\d){6}[ -]?[a-d](?![a-z0-9])", re.I),
        _always,
    ),
    ("card", re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)"), _is_card),
    ("nhs", re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)"), _is_nhs),
    # Two signs between digits, since the area code is often in brackets: (020) 7946 0000 and +44 (0)20 7946 0000.
    ("phone", re.compile(r"(?<![\d.])\(?(?:\+44|0044|0)(?:[ ().-]{0,2}\d){9,11}(?!\d)"), _always),
    (
        "postcode",
        re.compile(r"(?<![a-z0-9])[a-z]{1,2}\d[a-z0-9]? ?\d[abd-hjlnp-uw-z]{2}(?![a-z0-9])", re.I),
        _always,
    ),
    (
        "birth",
        re.compile(
            r"(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
            r"|\d{1,2}/\d{1,2}/\d\d"
            rf"|\d{{1,2}}(?:st|nd|rd|th|ain|af|il|ydd|fed|eg)? +(?:{_MONTH})[a-z]* +(?:19|20)\d\d)(?!\d)",
            re.I,
        ),
        _always,
    ),
    (
        "name",
        re.compile(
            rf"\b(?:my (?:full |first |last )?name(?: is|['’]s)|i(?: a|['’])m (?:called|named)"
            rf"|fy enw(?: i| llawn)?(?: yw| ydy| ydi)) (?!(?:{_NO_NAME})\b){_LETTER}+"
            rf"|\b(?!beth |hwn |dyma ){_LETTER}{{1,40}} (?:yw|ydy|ydi) fy enw\b",
            re.I,
        ),
        _always,
    ),
)


def screen(text: str) -> tuple[Found, ...]:
    """Everything in the text that identifies somebody: numbers of people, addresses, days of birth, names as given."""
    found = [
        Found(kind=kind, start=match.start(), end=match.end())
        for kind, pattern, sure in _PATTERNS
        for match in pattern.finditer(text)
        if sure(match[0])
    ]
    return tuple(found)


_CHECKS: dict[Callable[[str], bool], Literal["", "nhs", "luhn"]] = {_always: "", _is_nhs: "nhs", _is_card: "luhn"}


def for_browsers() -> tuple[tuple[Identifying, str, Literal["", "nhs", "luhn"]], ...]:
    """The same search for a page's script: (kind, pattern, which check of digits), to be used without regard to case.

    Python and JavaScript read these patterns alike but for digits of other scripts, which only we find.
    """
    return tuple((kind, pattern.pattern, _CHECKS[sure]) for kind, pattern, sure in _PATTERNS)
