"""Cases added up: of one day, edition and language, or of many. Adding is all there is, so any order gives the same."""

from collections.abc import Iterable
from typing import Final

import msgspec

from footpath.casework.events import Channel
from footpath.doing.walked import Walked

DIGITAL: Final[tuple[Channel, ...]] = ("online", "assisted")
"""Who was helped to use it online used it online: so the national measure of digital take-up has it."""


class OnPage(msgspec.Struct, kw_only=True):
    """A page's cases. Who came to it went on, or is counted in one of the three ends."""

    came: int = 0
    stopped: int = 0
    here: int = 0
    exits: dict[str, int] = {}
    changed: int = 0
    took: dict[int, int] = {}  # by place in TOOK
    items: dict[int, int] = {}  # by how many there are on a list

    @property
    def left_by_exit(self) -> int:
        return sum(self.exits.values())

    @property
    def went_on(self) -> int:
        return self.came - self.stopped - self.here - self.left_by_exit


class Tally(msgspec.Struct, kw_only=True):
    """What some cases came to."""

    cases: int = 0
    sent: int = 0
    finished: int = 0
    exits: int = 0
    unknown: int = 0  # not sent, and nobody can say where they stopped
    digital: int = 0  # of those sent
    decided: int = 0
    waited_seconds: int = 0
    told: int = 0
    satisfied: int = 0
    pages: dict[str, OnPage] = {}

    def add(self, case: Walked) -> None:
        self.cases += 1
        self.sent += case.end == "sent"
        self.finished += case.finished
        self.exits += case.end == "exit"
        self.unknown += case.end == "unknown"
        self.digital += case.end == "sent" and case.channel in DIGITAL
        if case.waited_seconds is not None:
            self.decided += 1
            self.waited_seconds += case.waited_seconds
        if case.satisfied is not None:
            self.told += 1
            self.satisfied += case.satisfied
        for id_ in case.pages:
            self._on(id_).came += 1
        for id_ in case.changed:
            self._on(id_).changed += 1
        for id_, place in case.took.items():
            _more(self._on(id_).took, place)
        for id_, items in case.items.items():
            _more(self._on(id_).items, items)
        match case.end:
            case "stopped":
                self._on(case.at).stopped += 1
            case "here":
                self._on(case.at).here += 1
            case "exit":
                _more(self._on(case.at).exits, case.exit)
            case "sent" | "unknown":
                pass

    def _on(self, page: str) -> OnPage:
        return self.pages.setdefault(page, OnPage())

    def join(self, other: "Tally") -> None:
        self.join_numbers(other)
        for id_, theirs in other.pages.items():
            mine = self._on(id_)
            for name in _PAGE_NUMBERS:
                setattr(mine, name, getattr(mine, name) + getattr(theirs, name))
            for name in _PAGE_COUNTS:
                for key, count in getattr(theirs, name).items():
                    _more(getattr(mine, name), key, count)

    def join_numbers(self, other: "Tally") -> None:
        """All but the pages: what measures are made of, in a fifth of the time."""
        for name in _NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))


_NUMBERS = tuple(name for name in Tally.__struct_fields__ if name != "pages")
_PAGE_COUNTS = ("exits", "took", "items")
_PAGE_NUMBERS = tuple(name for name in OnPage.__struct_fields__ if name not in _PAGE_COUNTS)


def _more[K](counts: dict[K, int], key: K, by: int = 1) -> None:
    counts[key] = counts.get(key, 0) + by


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """The cases of one day that have one edition and one language."""

    edition: str
    lang: str
    tally: Tally


def cells_of(cases: Iterable[Walked]) -> tuple[Cell, ...]:
    found: dict[tuple[str, str], Tally] = {}
    for case in cases:
        found.setdefault((case.edition, case.lang), Tally()).add(case)
    return tuple(Cell(edition=edition, lang=lang, tally=found[edition, lang]) for edition, lang in sorted(found))


def together(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole.join(tally)
    return whole
