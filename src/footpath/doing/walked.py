"""What one case shows of the way through a service: read from its journal, and from where its answers lead now."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final, Literal

import msgspec

from footpath import journey
from footpath.casework.days import uk_day
from footpath.casework.events import Answered, AnyEvent, Channel, Erased, Left, Moved, Removed, Started, Withdrawn
from footpath.definition.service import Edition
from footpath.questions import Answer
from footpath.steps.asked import SATISFIED, FromResident, FromStaff
from footpath.steps.facts import CaseFacts, facts_of
from footpath.steps.measures import MEASURES
from footpath.steps.measures.completed import WINDOW

CHECK: Final = "check"
"""The page where everything is checked and sent. No page of a definition can have this id."""

TOOK: Final = (5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1200, 1800, 3600)
"""Seconds up to which times are told apart; longer than the last is somebody who went away and came back."""

LATER: Final = len(TOOK)

type End = Literal["sent", "here", "stopped", "exit", "unknown"]
"""here: the draft is kept, and they may come back. unknown: it was erased before the place was recorded."""


class Walked(msgspec.Struct, frozen=True, kw_only=True):
    """`pages` are those somebody came to, each once: those they answered, and the one they were at last."""

    day: date
    edition: str
    lang: str
    channel: Channel
    pages: tuple[str, ...]
    end: End
    at: str = ""  # the page where it ended, unless it was sent
    exit: str = ""
    changed: tuple[str, ...] = ()  # answered a second time
    took: Mapping[str, int] = {}  # by page: the place in TOOK of the time to the first answer
    items: Mapping[str, int] = {}  # by page of a list: how many are on it
    finished: bool = False  # within WINDOW, by the same measure as steps
    waited_seconds: int | None = None  # from sending to the first decision
    satisfied: bool | None = None


def left_at(edition: Edition, answers: Mapping[str, Answer], *, on: date) -> Left:
    """Where somebody with these answers stands. `on` is the day of their last answer, so that it stays the same."""
    way = journey.walk(edition, answers, on=on)
    if way.exit is not None:
        return Left(page=way.pages[-1] if way.pages else edition.service.pages[0].id, exit=way.exit.id)
    return Left(page=way.here or CHECK)


def walked(
    events: Sequence[AnyEvent], *, lang: str, left: Left | None, said: Sequence[FromResident | FromStaff] = ()
) -> Walked:
    """`events` is the journal from its start; `left` where the answers lead now, while they are there and not sent."""
    started = events[0]
    assert isinstance(started, Started), "a journal begins with the start of a case"
    way = _Way(started.at)
    edition = started.edition
    for event in events:
        match event:
            case Answered():
                way.answers(event.page, event.item, event.at)
            case Removed():
                way.removes(event.page, event.at)
            case Moved():
                edition, way.since = event.edition, event.at
            case Erased() if isinstance(event.left, Left):
                left = event.left
            case _:
                pass
    facts, finished = _facts(events, said)
    end = _end(events, left, sent=facts.submitted is not None)
    if facts.submitted is not None:
        way.comes_to(CHECK)
    elif left is not None:
        way.comes_to(left.page)
    return Walked(
        day=uk_day(started.at),
        edition=edition,
        lang=lang,
        channel=started.channel,
        pages=tuple(way.pages),
        end=end,
        at=left.page if left is not None and end != "sent" else "",
        exit=(left.exit or "") if left is not None and end == "exit" else "",
        changed=tuple(way.changed),
        took=way.took,
        items=way.items,
        finished=finished,
        waited_seconds=_waited(facts),
        satisfied=_satisfied(facts),
    )


def _end(events: Sequence[AnyEvent], left: Left | None, *, sent: bool) -> End:
    if sent:
        return "sent"
    if left is None:
        return "unknown"
    if left.exit is not None:
        return "exit"
    return "stopped" if any(isinstance(event, Withdrawn | Erased) for event in events) else "here"


class _Way:
    """Page after page, while a journal is read."""

    def __init__(self, at: datetime) -> None:
        self.since = at  # when they came to the page they are at
        self.pages: dict[str, None] = {}
        self.changed: dict[str, None] = {}
        self.took: dict[str, int] = {}
        self.items: dict[str, int] = {}

    def comes_to(self, page: str) -> None:
        self.pages.setdefault(page)

    def answers(self, page: str, item: int | None, at: datetime) -> None:
        first = page not in self.pages
        self.comes_to(page)
        if first:
            self.took[page] = place_of((at - self.since).total_seconds())
        held = self.items.get(page, 0)
        if item is not None and item >= held:
            self.items[page] = held + 1
        elif not first:
            self.changed.setdefault(page)
        self.since = at

    def removes(self, page: str, at: datetime) -> None:
        self.comes_to(page)
        self.items[page] = max(self.items.get(page, 0) - 1, 0)
        self.changed.setdefault(page)
        self.since = at


def place_of(seconds: float) -> int:
    return next((place for place, most in enumerate(TOOK) if seconds <= most), LATER)


def _facts(events: Sequence[AnyEvent], said: Sequence[FromResident | FromStaff]) -> tuple[CaseFacts, bool]:
    """What steps read of a case too: all of it, and whether it was finished in time by their measure."""
    after_sending = next((one for one in said if isinstance(one, FromResident) and one.moment == "sent"), None)
    started = events[0].at
    last = max([events[-1].at, *([after_sending.at] if after_sending else [])])
    facts = facts_of(events, exposed=started, until=last, refused=0, after_sending=after_sending)
    in_time = facts_of(events, exposed=started, until=started + WINDOW, refused=0)
    return facts, MEASURES["completed"].of(in_time) == 1


def _waited(facts: CaseFacts) -> int | None:
    if facts.submitted is None or facts.decided is None:
        return None
    return int((facts.decided - facts.submitted).total_seconds())


def _satisfied(facts: CaseFacts) -> bool | None:
    """The national measure: satisfied or very satisfied, of those who said."""
    said = facts.after_sending
    return None if said is None or said.satisfied is None else said.satisfied in SATISFIED[:2]
