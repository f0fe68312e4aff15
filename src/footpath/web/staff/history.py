"""What happened to a case, in words: newest first, with what was written where that is still kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from footpath.adapters.records import reads
from footpath.casework.events import (
    Actor,
    Answered,
    AskedForMore,
    Decided,
    GaveMore,
    Noted,
    Removed,
    Reopened,
    Taken,
    Told,
    Wrote,
)
from footpath.casework.headline import Names, headline, plain_name
from footpath.ports import Decision, Entry, Message, Note
from footpath.web.staff.ages import ago, moment


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the history. `words` is what somebody wrote with it, `more` what the page has to add."""

    says: str
    exact: str
    when: str
    words: str = ""
    subject: str = ""
    more: str = ""
    new: bool = False


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """Everything people wrote about a case, by id. Empty when it was erased."""

    messages: Mapping[str, Message]
    notes: Mapping[str, Note]
    decisions: Mapping[str, Decision]


def written(messages: Iterable[Message], notes: Iterable[Note], decisions: Iterable[Decision]) -> Written:
    return Written(
        messages={each.id: each for each in messages},
        notes={each.id: each for each in notes},
        decisions={each.id: each for each in decisions},
    )


def names_in(entries: Iterable[Entry]) -> Names:
    """How the people of a journal are called: by their names, whether or not they still work here."""
    staff: set[str] = set()
    for entry in entries:
        staff.add(entry.event.by)
        if isinstance(entry.event, Taken) and entry.event.to:
            staff.add(f"staff:{entry.event.to}")
    return names_of(staff)


def names_of(actors: Iterable[Actor]) -> Names:
    ids = {actor.removeprefix("staff:") for actor in actors if actor.startswith("staff:")}
    known = reads.names_of(ids) if ids else {}

    def named(by: Actor) -> str:
        id_ = by.removeprefix("staff:")
        return plain_name(by) if id_ == by else known.get(id_, id_)

    return named


def happenings(
    entries: Sequence[Entry],
    *,
    names: Names,
    outcome: Callable[[str], str],
    kept: Written,
    seen: int | None = None,
) -> list[Happening]:
    """`seen` marks what came after it as new. A draft's answers are one line: twenty pages are not twenty events."""
    lines: list[Happening] = []
    answered: list[Entry] = []
    for entry in entries:
        if isinstance(entry.event, Answered | Removed):
            answered.append(entry)
            continue
        if answered:
            lines.append(_answered(answered, names))
            answered = []
        lines.append(_line(entry, names=names, outcome=outcome, kept=kept, new=seen is not None and entry.seq > seen))
    if answered:
        lines.append(_answered(answered, names))
    return lines[::-1]


def _answered(entries: Sequence[Entry], names: Names) -> Happening:
    last = entries[-1].event
    pages = {entry.event.page for entry in entries if isinstance(entry.event, Answered | Removed)}
    count = f"{len(pages)} page{'' if len(pages) == 1 else 's'}"
    return Happening(says=f"{names(last.by)} answered {count}", exact=last.at.isoformat(), when=moment(last.at))


def _line(entry: Entry, *, names: Names, outcome: Callable[[str], str], kept: Written, new: bool) -> Happening:
    event = entry.event
    subject = words = more = ""
    match event:
        case Noted():
            words = _note(kept, event.note)
        case Reopened():
            words = _note(kept, event.words)
        case Told() | Wrote():
            subject, words, more = _message(kept, event.message)
        case GaveMore() if event.words:
            _, words, more = _message(kept, event.words)
        case Decided():
            held = kept.decisions.get(event.decision)
            words = held.reason if held else ""
            more = "A rule decided this. No person did." if event.automatic else ""
        case AskedForMore():
            more = "The days to a decision stand still until they answer."
        case _:
            pass
    return Happening(
        says=headline(event, names, outcome=outcome),
        exact=event.at.isoformat(),
        when=moment(event.at),
        words=words,
        subject=subject,
        more=more,
        new=new,
    )


def _note(kept: Written, id_: str) -> str:
    note = kept.notes.get(id_)
    return note.words if note else ""


def _message(kept: Written, id_: str) -> tuple[str, str, str]:
    message = kept.messages.get(id_)
    if message is None:
        return "", "", ""
    return message.subject, message.body, "An email says that it is there." if message.email else ""


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody else did meanwhile, one line."""

    says: str
    exact: str
    ago: str


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """The case moved on while a page of it was open: who did what, and whether something typed is kept below."""

    says: str
    since: tuple[Since, ...]
    href: str
    kept: bool


def changed(
    entries: Sequence[Entry], *, me: Actor, now: datetime, outcome: Callable[[str], str], href: str, kept: bool
) -> Changed:
    """“Ben asked the resident for more 2 minutes ago.” The last thing done is the one that is named first."""
    known = names_in(entries)

    def names(by: Actor) -> str:
        return "You" if by == me else known(by)  # in another window

    lines = tuple(
        Since(
            says=headline(each.event, names, outcome=outcome),
            exact=each.event.at.isoformat(),
            ago=ago(each.event.at, now),
        )
        for each in reversed(entries)
    )
    # What a person did, rather than the message that went out with it.
    did = next(
        (line for line, each in zip(lines, reversed(entries), strict=True) if not isinstance(each.event, Told)), None
    )
    said = f"{did.says} {did.ago}." if did else "This case changed while you were reading it."
    return Changed(says=said, since=lines, href=href, kept=kept)
