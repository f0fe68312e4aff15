"""A Welsh question turned into the words that an error message needs.

Welsh keeps the order of words when a question becomes part of a sentence; what changes is the first letter.
"""

import re

_SOFT = (
    ("ll", "l"), ("rh", "r"), ("p", "b"), ("t", "d"), ("c", "g"), ("b", "f"), ("d", "dd"), ("g", ""), ("m", "f"),
)  # fmt: skip
# Letters of their own in the alphabet, or never softened, though they begin like one above.
_FIRM = ("ph", "th", "ch", "dd", "ng", "ff")
# Words that a soft mutation does not touch: articles, possessives, question words, and words borrowed with a g.
_UNTOUCHED = {
    "y", "yr", "eich", "ei", "eu", "ein", "fy", "beth", "pa", "pwy", "ble", "pryd", "sut", "pam", "faint", "sawl", "ym",
    "gêm", "garej", "gwe-gamera", "tŷ-bach", "dvla", "pin", "pdf", "gp",
}  # fmt: skip
_ASKS = re.compile(
    r"(?:beth|pa|pwy|ble|pryd|sut|pam|faint|sawl|ym mha|ym mhle|o ble|i ble|i bwy|ers pryd|am faint|gan bwy|"
    r"(?:am|ar|at|o) ba|(?:am|ar|at|gyda|i|o) beth)\b",
    re.IGNORECASE,
)
_IS_WHAT = re.compile(r"beth (?:yw|ydy|oedd|fydd)(?:[’']r| (y|yr|eich|ei|eu|ein))? (.+)", re.IGNORECASE)
_IMPERATIVE = re.compile(
    r"(?:nodwch|rhowch|dewiswch|teipiwch|ychwanegwch|cadarnhewch|lanlwythwch|uwchlwythwch|llwythwch i fyny|llwythwch|"
    r"anfonwch|dywedwch wrthym am|dywedwch wrthym)\s+(.+)",
    re.IGNORECASE,
)
# How a question’s first verb reads after “os”, where nothing softens it, and the words for yes and no that answer it:
# Welsh has no one word for either, but says the verb again.
_OPENINGS = {
    "fydd": ("bydd", "Bydd", "Na fydd"),
    "fyddwch": ("byddwch", "Byddaf", "Na fyddaf"),
    "fu": ("bu", "Do", "Naddo"),
    "fuoch": ("buoch", "Do", "Naddo"),
    "gawsoch": ("cawsoch", "Do", "Naddo"),
    "allwch": ("gallwch", "Gallaf", "Na allaf"),
    "wnaethoch": ("gwnaethoch", "Do", "Naddo"),
    "wnewch": ("gwnewch", "Ie", "Na"),
    "ddylai": ("dylai", "Dylai", "Na ddylai"),
    "fyddai": ("byddai", "Byddai", "Na fyddai"),
    "fyddech": ("byddech", "Byddwn", "Na fyddwn"),
    "hoffech": ("hoffech", "Hoffwn", "Na hoffwn"),
    "ydych": ("ydych", "Ydw", "Nac ydw"),
    "ydy": ("ydy", "Ydy", "Nac ydy"),
    "yw": ("yw", "Ydy", "Nac ydy"),
    "oes": ("oes", "Oes", "Nac oes"),
    "oedd": ("oedd", "Oedd", "Nac oedd"),
    "oeddech": ("oeddech", "Oeddwn", "Nac oeddwn"),
    "ydw": ("ydw", "Ydw", "Nac ydw"),
    "dderbynioch": ("derbynioch", "Do", "Naddo"),
    "dalwch": ("talwch", "Ie", "Na"),
    "symudoch": ("symudoch", "Do", "Naddo"),
    "gafodd": ("cafodd", "Do", "Naddo"),
    "ddigwyddodd": ("digwyddodd", "Do", "Naddo"),
    "roesoch": ("rhoesoch", "Do", "Naddo"),
    "roddoch": ("rhoddoch", "Do", "Naddo"),
    "brynoch": ("prynoch", "Do", "Naddo"),
}


def thing(ask: str) -> str:
    """What stands after “Nodwch” or “Dewiswch”, softened as an object is: “eich dyddiad geni”, “rif cofrestru”."""
    return soft(_thing(ask))


def after_i(ask: str) -> str:
    """What stands after “Rhaid”: “i’ch dyddiad geni”, “i’r dyddiad”, “i rif cofrestru”."""
    what = _thing(ask)
    if _ASKS.match(what):
        what = _quoted(ask)
    joined = re.sub(
        r"^(eich|y|yr|ei|eu|ein)\s+", lambda found: _JOINED[found[1].lower()] + " ", what, flags=re.IGNORECASE
    )
    return joined if joined != what else f"i {soft(what)}"


_JOINED = {"eich": "i’ch", "y": "i’r", "yr": "i’r", "ei": "i’w", "eu": "i’w", "ein": "i’n"}


def clause(ask: str) -> str:
    """What stands after “os”: “ydych yn byw yma”."""
    opens, rest = _opening(ask)
    if opens not in _OPENINGS:
        return f"mai dyna eich ateb i “{' '.join(ask.split())}”"
    return f"{_OPENINGS[opens][0]}{rest}"


def yes_no(ask: str) -> tuple[str, str]:
    """The words for yes and no that answer this question."""
    opens, _rest = _opening(ask)
    if opens == "ai":
        return "Ie", "Nage"
    _after_os, yes, no = _OPENINGS.get(opens, ("", "Ie", "Na"))
    return yes, no


def soft(phrase: str) -> str:
    """The phrase with its first letter softened."""
    first = phrase.split(maxsplit=1)[0] if phrase.split() else ""
    lower = first.lower()
    # Capitals inside a word are a name or an acronym, which stay as they are.
    if (
        lower in _UNTOUCHED
        or lower.startswith(_FIRM)
        or any(sign.isupper() for sign in first[1:])
        or _ASKS.match(phrase)
    ):
        return phrase
    for hard, softened in _SOFT:
        if lower.startswith(hard):
            rest = phrase[len(hard) :]
            return (softened + rest) if first[0].islower() else upper_first(softened + rest)
    return phrase


def lower_first(text: str) -> str:
    words = text.split()
    if not words or any(sign.isupper() or sign.isdigit() for sign in words[0][1:]):
        return text
    named = len(words) > 1 and words[1][:1].isupper() and words[0].lower() not in {"y", "yr", "eich", "beth", "pa"}
    return text if named else text[:1].lower() + text[1:]


def _thing(ask: str) -> str:
    said = re.sub(r"\s*\(dewisol\)$", "", " ".join(ask.split()).rstrip("?.: "))
    is_what = _IS_WHAT.fullmatch(said)
    if is_what:
        article = is_what[1] or ("y" if re.match(r"beth \w+[’']r", said, re.IGNORECASE) else "")
        if article == "y" and is_what[2][:1].lower() in "aeiouwyâêîôûŵŷh":
            article = "yr"
        return f"{article} {is_what[2]}".strip()
    imperative = _IMPERATIVE.fullmatch(said)
    if imperative:
        return imperative[1]
    if _ASKS.match(said):
        return lower_first(said)
    if ask.rstrip().endswith("?") or re.match(r"(disgrifiwch|esboniwch|eglurwch)\b", said, re.IGNORECASE):
        return _quoted(ask)
    return lower_first(said)


def _opening(ask: str) -> tuple[str, str]:
    """The verb that opens a question, and what follows it. “A” before it only marks the question."""
    said = " ".join(ask.split()).rstrip("?.: ")
    said = re.sub(r"^a\s+(?=\w)", "", said, flags=re.IGNORECASE)
    found = re.match(r"(\w+)(.*)", said)
    return (found[1].lower(), found[2]) if found else ("", "")


def _quoted(ask: str) -> str:
    return f"eich ateb i “{' '.join(ask.split())}”"


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
