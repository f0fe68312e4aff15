"""Check 14: a label is really there, in sentence case, without a colon."""

import re
from collections.abc import Iterator

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import in_each, labels
from footpath.checks.wording import mentions

_PLACEHOLDER = re.compile(
    r"\b(?:lorem ipsum|todo|tbc|tbd|fixme)\b|^(?:untitled|new) (?:question|page|field)\b"
    r"|^(?:click|type|enter)(?: your answer)? here\b"
    r"|^\W*(?:x{3,}|question \d+|page \d+|label|test)\W*$|^\W+$",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def in_title_case(text: str) -> bool:
    """Whether most words after the first begin with a capital, beyond what a name or two would explain."""
    rest = [word for word in _LETTERS.findall(text)[1:] if len(word) >= 3 and not word.isupper()]
    capitals = [word for word in rest if word[0].isupper()]
    return len(capitals) >= 3 and len(capitals) * 10 > len(rest) * 7


def in_capitals(text: str) -> bool:
    written = _LETTERS.findall(text)
    shouted = [word for word in written if len(word) >= 3 and word.isupper()]
    return len(shouted) >= 2 and len(shouted) * 2 > len(written)


def find(subject: Subject) -> Iterator[Found]:
    for path, label in labels(subject.service):
        for place, _, text in in_each(path, label):
            plain = text.strip()
            if said := mentions(plain, _PLACEHOLDER):
                yield Found(
                    path=place,
                    wrong=f"“{said}” stands where a text for people should be.",
                    mend="Write what people will read.",
                )
                continue
            if plain.endswith(":"):
                yield Found(path=place, wrong=f"“{plain}” ends with a colon.", mend="Take it off.")
            if in_capitals(plain):
                yield Found(
                    path=place,
                    wrong=f"“{plain}” is in capitals, which are hard to read and are spelt out by some screen readers.",
                    mend="Write it in sentence case, like: What is your address?",
                )
            elif in_title_case(plain):
                yield Found(
                    path=place,
                    wrong=f"“{plain}” has a capital on most words.",
                    mend="Write it in sentence case: a capital on the first word and on names.",
                )
            elif plain[:1].islower() and not plain[1:2].isupper():  # eBay and the like keep theirs
                yield Found(path=place, wrong=f"“{plain}” begins with a small letter.", mend="Begin with a capital.")


CHECK = Check(
    number="14",
    level="error",
    says="Every question and page has a label that people can read: no placeholder, sentence case, no colon at the "
    "end.",
    mend="Reword the label.",
    source="GOV.UK Design System, text input and textarea: labels; GOV.UK style: capitalisation",
    find=find,
)
