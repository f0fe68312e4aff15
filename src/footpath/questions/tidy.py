"""What people type, made plain: the spaces, dashes and digits of every keyboard become one of each."""

import re
import unicodedata
from functools import lru_cache

# Control signs, halves of letters, and marks that only turn or hide text. A joiner (200C, 200D) is part of how
# Persian and several Indian names are written, so it stays.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
_SPACES = re.compile(r"\s+")
_SPACES_IN_LINE = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")

# Unicode's stream-safe format (UAX #15) allows 30 marks on one letter. Without a bound, putting marks in order takes
# time by the square of their number: 200,000 of them took 76 seconds.
_MARKS = 30


def line(text: str) -> str:
    """One line of somebody's own words: nothing lost but spare spaces and what nobody can see."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _seen(text))).strip()


def lines(text: str) -> str:
    """Several lines of somebody's own words: line breaks kept, spaces at their ends not."""
    broken = unicodedata.normalize("NFC", _seen(_BREAKS.sub("\n", text)))
    return "\n".join(_SPACES_IN_LINE.sub(" ", one).strip() for one in broken.split("\n")).strip()


def plain(text: str) -> str:
    """A number, code or date: full-width and other scripts' digits are digits, every dash is a hyphen."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    compatible = _DASHES.sub("-", unicodedata.normalize("NFKC", _DASHES.sub("-", _seen(text))))
    return _SPACES.sub(" ", "".join(map(_digit, compatible))).strip()


def code(text: str) -> str:
    """A code such as a postcode: capitals, without spaces, hyphens, stops and brackets."""
    return "".join(sign for sign in plain(text).upper() if sign.isalnum())


def _seen(text: str) -> str:
    """The text without what nobody can see, and with no more marks on one letter than any language writes."""
    text = _INVISIBLE.sub("", text)
    if text.isascii():
        return text
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MARKS:
            kept.append(sign)
    return "".join(kept)


@lru_cache(maxsize=1024)
def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
