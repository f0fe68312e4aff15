"""A case's journal: every entry is chained to the one before it, and committed to answers it does not hold."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import msgspec

from footpath.casework.events import AnyEvent
from footpath.values import canonical

NOTHING_BEFORE = "0" * 64
"""What the first entry of a journal is chained to."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a case's journal. `hash` covers `before` and everything else here."""

    authority: str
    case: str
    seq: int
    event: AnyEvent
    key: str | None  # the submission key of the form that caused it: a POST twice is one entry
    before: str
    hash: str


class BrokenChain(msgspec.Struct, frozen=True, kw_only=True):
    """Where a journal was tampered with or damaged: the first entry that does not fit, and what is wrong with it."""

    seq: int
    wrong: str


def entry_hash(*, authority: str, case: str, seq: int, event: AnyEvent, key: str | None, before: str) -> str:
    """SHA-256 over the hash before and the whole of this entry, so that a changed past changes every hash after it."""
    return hashlib.sha256(before.encode() + canonical([authority, case, seq, event, key])).hexdigest()


def chain(
    events: Sequence[AnyEvent], *, authority: str, case: str, seq: int, head: str, key: str | None
) -> tuple[Entry, ...]:
    """New entries after the one numbered `seq` with the hash `head`. The first carries the key: one form, one key."""
    entries = []
    for event in events:
        seq += 1
        hashed = entry_hash(authority=authority, case=case, seq=seq, event=event, key=key, before=head)
        entries.append(Entry(authority=authority, case=case, seq=seq, event=event, key=key, before=head, hash=hashed))
        head, key = hashed, None
    return tuple(entries)


def check_chain(entries: Iterable[Entry], *, authority: str, case: str, seq: int, head: str) -> BrokenChain | None:
    """Whether these are the entries of this case, all of them, in order, unaltered, up to the row's `seq` and `head`.

    The row's head is part of the question: without it, entries dropped from the end could not be missed.
    """

    def hashed(entry: Entry) -> str:
        return entry_hash(
            authority=entry.authority,
            case=entry.case,
            seq=entry.seq,
            event=entry.event,
            key=entry.key,
            before=entry.before,
        )

    def belongs(entry: Entry) -> bool:
        return (entry.authority, entry.case) == (authority, case)

    return check_links(entries, belongs=belongs, hashed=hashed, seq=seq, head=head, what="case")


class Link(Protocol):
    """An entry of any journal, as far as its chain goes."""

    @property
    def seq(self) -> int: ...
    @property
    def before(self) -> str: ...
    @property
    def hash(self) -> str: ...


def check_links[L: Link](
    entries: Iterable[L],
    *,
    belongs: Callable[[L], bool],
    hashed: Callable[[L], str],
    seq: int,
    head: str,
    what: str,
) -> BrokenChain | None:
    """The same question of any journal. `hashed` is what the entry's hash should be, `what` whose journal it is."""
    last, before = 0, NOTHING_BEFORE
    for entry in entries:
        if not belongs(entry):
            return BrokenChain(seq=last + 1, wrong=f"the entry belongs to another {what}")
        if entry.seq != last + 1:
            return BrokenChain(seq=last + 1, wrong=f"entry {last + 1} is missing; number {entry.seq} stands there")
        if entry.before != before:
            return BrokenChain(seq=entry.seq, wrong="it does not follow from the entry before it")
        if entry.hash != hashed(entry):
            return BrokenChain(seq=entry.seq, wrong="its content was changed after it was written")
        last, before = entry.seq, entry.hash
    if (last, before) != (seq, head):
        return BrokenChain(seq=last + 1, wrong=f"the journal ends at {last}, and the {what} says {seq}")
    return None


def commitment(salt: str, data: Any) -> str:
    """A promise about data that gives nothing away: nobody without the salt can try out what it stands for.

    The salt is the case's own and goes with the answers, so what is left after erasing says nothing about anybody
    and the chain still holds.
    """
    return hashlib.sha256(bytes.fromhex(salt) + canonical(data)).hexdigest()
