"""How texts for people are read by the checks: their words, their sentences, the examples they give."""

import re
import unicodedata

from footpath.values import Lang

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# Words that say nothing about what is asked.
_EMPTY_EN = """
a about all an and any are as at be been before by can could did do does for from get give given had has have how i if
in into is it its like many may me much must my need not now of on or our out please should some tell than that the
their them then there these they this those to up us use want was we were what when where which who whose why will with
would you your yours
"""
_EMPTY_CY = """
a ac am ar at beth ble ble'r chi chi'n dy ei eich ein eu faint gan gyda i i'r ichi mae mae'n neu o o'r oedd oes os pa
pam pan pryd pwy roi rydych sawl sut sydd sy'n un wedi y ydych ydy ydyw yn yr yw
"""
_EMPTY: dict[Lang, frozenset[str]] = {"en": frozenset(_EMPTY_EN.split()), "cy": frozenset(_EMPTY_CY.split())}


def words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, straight apostrophes, no accents lost."""
    return tuple(word.replace("’", "'") for word in _WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def content_words(text: str, lang: Lang) -> tuple[str, ...]:
    """The words that say what a text is about."""
    return tuple(
        plain for word in words(text) if (plain := word.removesuffix("'s")) not in _EMPTY[lang] and len(plain) > 1
    )


# A question says “did you find”, its message “how you found”.
_PAST = {
    "began": "begin", "bought": "buy", "broke": "break", "came": "come", "drove": "drive", "fell": "fall",
    "found": "find", "gave": "give", "got": "get", "heard": "hear", "held": "hold", "kept": "keep", "knew": "know",
    "left": "leave", "lost": "lose", "made": "make", "met": "meet", "paid": "pay", "saw": "see", "sent": "send",
    "sold": "sell", "spent": "spend", "stole": "steal", "told": "tell", "took": "take", "went": "go", "wrote": "write",
}  # fmt: skip

# Welsh changes the first sound of a word after another: cyfeiriad, gyfeiriad, nghyfeiriad, chyfeiriad.
_FIRST_SOUND = re.compile(r"^(?:ngh|ph|th|ch|dd|ng|nh|mh|ll|[bcdfgmpt])")


def alike(one: str, other: str, lang: Lang = "en") -> bool:
    """Whether two words are forms of the same: permit and permits, applied and apply, cyfeiriad and gyfeiriad."""
    one, other = _PAST.get(one, one), _PAST.get(other, other)
    if one == other:
        return True
    if lang == "cy":
        ends = {_FIRST_SOUND.sub("", one), _FIRST_SOUND.sub("", other)}
        if len(ends) == 1 and len(ends.pop()) >= 3:
            return True
    short, long = sorted((one, other), key=len)
    if len(short) >= 3 and long.startswith(short):
        return True
    return len(short) >= 5 and short[: len(short) - 1] == long[: len(short) - 1]


def squeezed(text: str) -> str:
    """A text as people compare headings: words alone."""
    return " ".join(words(text))


_SHORTENED = re.compile(r"\b(?:e\.g|i\.e|etc|no|st|dr|mr|mrs|ms|approx|tel)\.", re.IGNORECASE)
_STOP = re.compile(r"[.!?](?=\s+[^\W\d_]|\s*$)")


def sentences(text: str) -> int:
    """How many sentences a text has; one without a full stop counts."""
    rest = _SHORTENED.sub("", text).strip()
    if not rest:
        return 0
    return len([part for part in _STOP.split(rest) if part.strip()])


_EXAMPLE = {
    "en": re.compile(r"(?:\blike\b|\bfor example,?|\bsuch as\b|\be\.g\.,?)\s+(.+)$", re.IGNORECASE),
    "cy": re.compile(r"(?:\bfel\b|\ber enghraifft,?|\bmegis\b|\be\.e\.,?)\s+(.+)$", re.IGNORECASE),
}


def example_in(text: str, lang: Lang) -> str | None:
    """What a text gives as an example: "AB12 CDE" in "Like AB12 CDE". None where it gives none with a digit or an @.

    Plain words after "like" are seldom an example of an answer: "Things like a passport".
    """
    found = _EXAMPLE[lang].search(text.strip())
    if not found:
        return None
    example = re.split(r"\s*[,;(]\s*|\s+(?:or|and|neu|a|ac)\s+|\.(?:\s|$)", found[1].strip(), maxsplit=1)[0].strip(
        " .'\"‘’“”"
    )
    return example if re.search(r"[\d@]", example) else None


def mentions(text: str, pattern: re.Pattern[str]) -> str | None:
    """The words of a text that a pattern names, as they were written."""
    found = pattern.search(text.replace("’", "'"))
    return found[0] if found else None
