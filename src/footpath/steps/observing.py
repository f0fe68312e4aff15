"""What two people wrote down while they watched somebody use a page: what was done and said, and never who it was."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, Literal, cast

import msgspec
from msgspec.structs import replace

from footpath.steps.screening import IDENTIFIES, Identifying, screen
from footpath.values import MONTHS, Problem

type Version = Literal["", "old", "new"]
"""Which version of a step they had on the screen; empty where nobody could tell."""

CONSENT: Final = (
    "I work for the council. I’m watching how people use this page to improve it. I won’t write down your name. "
    "You can stop at any time. Is that all right?"
)
"""Read out before anything is written: these words and no others, so that everybody agreed to the same."""

KINDS_OF_PLACE: Mapping[str, str] = {
    "library": "Library",
    "market": "Market",
    "one_stop_shop": "One-stop shop",
    "street": "Street",
    "community_centre": "Community centre",
    "home": "At home",
    "elsewhere": "Somewhere else",
}
DEVICES: Mapping[str, str] = {
    "phone": "Phone",
    "tablet": "Tablet",
    "computer": "Computer",
    "paper": "Paper",
}
HELPED: Mapping[str, str] = {"alone": "Alone", "assisted": "Somebody helped them"}
VERSIONS: Mapping[str, str] = {"": "I do not know", "old": "Old", "new": "New"}

PLACES_ON_THE_WAY: Mapping[str, str] = {"start": "Start page", "check": "Check your answers", "sent": "Confirmation"}
"""Where somebody can be stuck besides the pages of the definition. None of these can be a page's id."""

KEPT_MONTHS: Final = 12
LONGEST: Final = 1200
LONGEST_TASK: Final = 200
LONGEST_THEME: Final = 100
MOST_SECONDS: Final = 4 * 60 * 60

SAW: Mapping[str, str] = {
    "did": "What they did",
    "said": "What they said",
    "stuck_at": "What they got stuck at",
    "worked_round_by": "How they worked round it",
}
TEXTS: Mapping[str, str] = {
    "task": "What they wanted to do",
    **SAW,
    "interpretation": "What you think it means",
    "theme": "What this note is about",
}
"""Every field of free text, by what the page calls it: each is looked through for what identifies somebody."""

MISSING: Mapping[str, str] = {
    "consent": "Read the words out, and tick that they said yes. Without a yes nothing is written down",
    "where": "Select the page you watched",
    "place": "Select where you are",
    "helped": "Select whether somebody helped them",
    "device": "Select what they used",
    "task": "Enter what they wanted to do, like “renew a permit”",
    "first": "Enter the first watcher’s initials, like AB",
    "second": "Enter the second watcher’s initials: two people watch, so that one can write",
}
NOTHING_SEEN: Final = "Enter what they did, said, got stuck at or worked round: at least one of the four"
WRONG_INITIALS: Final = "Enter initials only, like AB"
WRONG_SECONDS: Final = "Enter whole seconds, like 90, or leave it empty"
WRONG_MONTH: Final = "Enter a month within the last year, like 5 2026"

_INITIALS = re.compile(r"[^\W\d_]{1,4}")
_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """A note from the street. After twelve months only where it was and its theme are left.

    The month and never the day: where few were watched, the day would say who it was. It enters no ledger: nobody
    drew by chance whom to watch.
    """

    id: str
    service: str
    page: str
    edition: str  # the hash of the definition that was offered when the phone last had it
    month: str  # like 2026-05
    place: str
    device: str
    helped: str
    version: Version = ""
    task: str = ""
    did: str = ""
    said: str = ""
    stuck_at: str = ""
    worked_round_by: str = ""
    seconds: int | None = None
    interpretation: str = ""
    pair: tuple[str, ...] = ()
    by: str = ""  # the staff id that sent it
    theme: str = ""
    forgotten: bool = False

    @property
    def keep_until(self) -> date:
        """The first day on which its words are to be gone: twelve months after the month it is of."""
        year, month = map(int, self.month.split("-"))
        months = year * 12 + month + KEPT_MONTHS  # `month` counts from 1: this is the month after
        return date(months // 12, months % 12 + 1, 1)

    @property
    def month_said(self) -> str:
        year, month = self.month.split("-")
        return f"{MONTHS['en'][int(month) - 1]} {year}"

    @property
    def seen(self) -> tuple[tuple[str, str], ...]:
        """What was seen and heard, each with what it is called; what nobody wrote is left out."""
        return tuple((says, text) for field, says in SAW.items() if (text := str(getattr(self, field))))


def read_observation(
    fields: Mapping[str, str], *, pages: Iterable[str], today: date, by: str
) -> Observation | tuple[Problem, ...]:
    """The note as a page or a phone sent it. `pages` are what `where` may be, each `service/page`.

    `where` is `service/page/edition`. Every text that identifies somebody is refused by name and place, and nothing
    of the note is kept before it is mended.
    """
    problems = (
        *_missing(fields),
        *_unknown(fields, frozenset(pages)),
        *identifying(fields),
        *_too_long(fields),
        *_wrong_numbers(fields, today),
    )
    if problems:
        return tuple(sorted(problems, key=lambda problem: _order(problem.at)))
    service, page, edition = fields["where"].split("/")
    seconds = fields.get("seconds", "")
    return Observation(
        id=fields["key"],
        service=service,
        page=page,
        edition=edition,
        month=f"{int(fields['year'])}-{int(fields['month']):02}",
        place=fields["place"],
        device=fields["device"],
        helped=fields["helped"],
        version=cast("Version", fields.get("version", "")),
        seconds=int(seconds) if seconds else None,
        pair=(fields["first"].upper(), fields["second"].upper()),
        by=by,
        task=fields["task"],
        did=fields.get("did", ""),
        said=fields.get("said", ""),
        stuck_at=fields.get("stuck_at", ""),
        worked_round_by=fields.get("worked_round_by", ""),
        interpretation=fields.get("interpretation", ""),
        theme=fields.get("theme", ""),
    )


def identifying(fields: Mapping[str, str]) -> Iterator[Problem]:
    """Where one of these texts says who somebody is: what was found, and in which field."""
    for field, label in TEXTS.items():
        text = fields.get(field, "")
        for found in screen(text)[:1]:
            yield Problem(field, refused(label, found.kind, text[found.start : found.end]))


def refused(label: str, kind: Identifying, words: str) -> str:
    """The browser says the same: it is given this sentence with {} in the places of these three."""
    return REFUSED.format(label=label, kind=IDENTIFIES[kind], words=words.strip())


REFUSED: Final = "“{label}” holds {kind}: “{words}”. Take it out: a note never says who somebody is"


def _missing(fields: Mapping[str, str]) -> Iterator[Problem]:
    yield from (Problem(field, says) for field, says in MISSING.items() if not fields.get(field, "").strip())
    if not any(fields.get(field, "").strip() for field in SAW):
        yield Problem("did", NOTHING_SEEN)


def _unknown(fields: Mapping[str, str], pages: frozenset[str]) -> Iterator[Problem]:
    """What no page of ours offers: somebody made it up, or the phone held an older list."""
    where = fields.get("where", "")
    if where and (where.count("/") != 2 or where.rpartition("/")[0] not in pages):
        yield Problem("where", "Select the page again: it is not one of this authority’s pages now")
    known: tuple[tuple[str, Iterable[str]], ...] = (
        ("place", KINDS_OF_PLACE),
        ("device", DEVICES),
        ("helped", HELPED),
    )
    for field, values in known:
        if (value := fields.get(field, "")) and value not in values:
            yield Problem(field, MISSING[field])
    if fields.get("version", "") not in VERSIONS:
        yield Problem("version", "Select which version they had, or that you do not know")
    if not _ID.fullmatch(fields.get("key", "")):
        yield Problem("", "Open the page again before you save: this form has no number of its own")


def _too_long(fields: Mapping[str, str]) -> Iterator[Problem]:
    for field, label in TEXTS.items():
        most = longest(field)
        if len(fields.get(field, "")) > most:
            yield Problem(field, f"Write “{label}” in {most:,} characters or less")


def longest(field: str) -> int:
    return {"task": LONGEST_TASK, "theme": LONGEST_THEME}.get(field, LONGEST)


def _wrong_numbers(fields: Mapping[str, str], today: date) -> Iterator[Problem]:
    for field in ("first", "second"):
        initials = fields.get(field, "").strip()
        if initials and not _INITIALS.fullmatch(initials):
            yield Problem(field, WRONG_INITIALS)
    seconds = fields.get("seconds", "")
    if seconds and not (_number(seconds) and 1 <= int(seconds) <= MOST_SECONDS):
        yield Problem("seconds", WRONG_SECONDS)
    month, year = fields.get("month", ""), fields.get("year", "")
    if not (_number(month) and _number(year) and _in_last_year(int(month), int(year), today)):
        yield Problem("month", WRONG_MONTH)


def _in_last_year(month: int, year: int, today: date) -> bool:
    return 1 <= month <= 12 and 0 <= today.year * 12 + today.month - year * 12 - month < KEPT_MONTHS


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 6


ORDER = (
    "", "consent", "where", "version", "task", "did", "said", "stuck_at", "worked_round_by", "seconds", "helped",
    "device", "place", "month", "first", "second", "interpretation", "theme",
)  # fmt: skip
"""The fields as they stand on the page, so that what is wrong is said from the top down."""


def _order(field: str) -> int:
    return ORDER.index(field) if field in ORDER else len(ORDER)


def check_theme(theme: str) -> tuple[Problem, ...]:
    fields = {"theme": theme}
    return (*identifying(fields), *_too_long(fields))


def forget(note: Observation) -> Observation:
    """What is left after twelve months: where, when, and the theme."""
    return replace(
        note,
        **dict.fromkeys((*SAW, "task", "interpretation", "by"), ""),
        pair=(),
        seconds=None,
        forgotten=True,
    )
