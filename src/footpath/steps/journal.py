"""A step's journal: every entry is chained to the one before, as a case's entries are."""

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from footpath.casework.journal import BrokenChain, check_links
from footpath.steps.events import AnyStepEvent
from footpath.values import canonical


class StepEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a step's journal. `hash` covers `before` and everything else here."""

    authority: str
    step: str
    seq: int
    event: AnyStepEvent
    before: str
    hash: str


def entry_hash(*, authority: str, step: str, seq: int, event: AnyStepEvent, before: str) -> str:
    """SHA-256 over the hash before and the whole of this entry."""
    return hashlib.sha256(before.encode() + canonical(["step", authority, step, seq, event])).hexdigest()


def chain(events: Sequence[AnyStepEvent], *, authority: str, step: str, seq: int, head: str) -> tuple[StepEntry, ...]:
    """New entries after the one numbered `seq` with the hash `head`."""
    entries = []
    for event in events:
        seq += 1
        hashed = entry_hash(authority=authority, step=step, seq=seq, event=event, before=head)
        entries.append(StepEntry(authority=authority, step=step, seq=seq, event=event, before=head, hash=hashed))
        head = hashed
    return tuple(entries)


def check_chain(entries: Iterable[StepEntry], *, authority: str, step: str, seq: int, head: str) -> BrokenChain | None:
    """Whether these are the entries of this step, all of them, in order, unaltered, up to `seq` and `head`."""

    def hashed(entry: StepEntry) -> str:
        return entry_hash(authority=authority, step=step, seq=entry.seq, event=entry.event, before=entry.before)

    def belongs(entry: StepEntry) -> bool:
        return (entry.authority, entry.step) == (authority, step)

    return check_links(entries, belongs=belongs, hashed=hashed, seq=seq, head=head, what="step")
