"""What residents and staff are asked about a case, and what they said: never required, and never of more than this."""

import hashlib
from datetime import datetime
from typing import Literal

import msgspec

from footpath.steps.screening import screen
from footpath.values import Lang

type Moment = Literal["sent", "decided"]
"""When a resident is asked: when they have sent it, and when it is decided."""

EASE = ("very_easy", "easy", "neither", "difficult", "very_difficult")
SATISFIED = ("very_satisfied", "satisfied", "neither", "dissatisfied", "very_dissatisfied")
WORK = ("much_less", "less", "usual", "more", "much_more")
ABLE = ("yes", "no")

LONGEST_WORDS = 1200
ONE_IN = 5
FEWEST_STAFF = 5
"""What staff said is shown from this many people on: of fewer, each would be known by what they said."""


class FromResident(msgspec.Struct, frozen=True, kw_only=True):
    """What a resident said. Each question may be left out; `improve` goes when the case's answers go."""

    case: str
    moment: Moment
    at: datetime
    able: str | None = None
    ease: str | None = None
    satisfied: str | None = None
    improve: str = ""
    lang: Lang = "en"  # of the page they wrote it on


class FromStaff(msgspec.Struct, frozen=True, kw_only=True):
    """What a caseworker said of a closed case, in twenty seconds."""

    case: str
    by: str
    at: datetime
    contacted: str | None = None  # yes or no: had they to contact the resident for something that was missing?
    work: str | None = None
    words: str = ""


def staff_is_asked(case: str) -> bool:
    """One closed case in five, by its own key: nobody chooses which, and it is the same however often we look.

    The key is drawn when the resident begins, before anybody at work knows of the case, and no form can set it.
    """
    drawn = int.from_bytes(hashlib.sha256(b"footpath.staff-is-asked\0" + case.encode()).digest()[:8])
    return drawn * ONE_IN < 1 << 64


def check_said(said: FromResident | FromStaff) -> tuple[tuple[str, str], ...]:
    """What cannot be taken: (field, which word of ours says so). Free text is looked through for what names people."""
    wrong: list[tuple[str, str]] = []
    chosen: tuple[tuple[str, str | None, tuple[str, ...]], ...]
    match said:
        case FromResident():
            chosen = (("able", said.able, ABLE), ("ease", said.ease, EASE), ("satisfied", said.satisfied, SATISFIED))
            field, words = "improve", said.improve
        case FromStaff():
            chosen = (("contacted", said.contacted, ABLE), ("work", said.work, WORK))
            field, words = "words", said.words
    wrong += [(name, "choose") for name, value, known in chosen if value is not None and value not in known]
    if len(words) > LONGEST_WORDS:
        wrong.append((field, "too_long"))
    found = screen(words)
    if found:
        wrong.append((field, found[0].kind))
    return tuple(wrong)


def is_empty(said: FromResident | FromStaff) -> bool:
    match said:
        case FromResident():
            return not (said.able or said.ease or said.satisfied or said.improve)
        case FromStaff():
            return not (said.contacted or said.work or said.words)
