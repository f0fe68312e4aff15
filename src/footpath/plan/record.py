"""The record of a plan: each time it is planned anew is a decision, and what was aimed at before stays on it."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

import msgspec

from footpath.casework.journal import NOTHING_BEFORE, BrokenChain
from footpath.plan.outcome import Outcome
from footpath.values import Problem, canonical

LONGEST_REASON = 2000


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """How an outcome stood in a year, as somebody entered it: with where the figure comes from."""

    outcome: str
    year: int
    value: Decimal
    source: str


class Planned(msgspec.Struct, frozen=True, kw_only=True, tag="planned", tag_field="what"):
    """A decision: all outcomes as they are to be from now on, and why."""

    at: datetime
    by: str
    because: str
    outcomes: tuple[Outcome, ...]


class Measured(msgspec.Struct, frozen=True, kw_only=True, tag="measured", tag_field="what"):
    """A figure was entered. A later one for the same year takes its place, and this one stays on record."""

    at: datetime
    by: str
    figure: Figure


type PlanEvent = Planned | Measured


class PlanEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of an authority's plan. `hash` covers `before` and everything else here."""

    authority: str
    seq: int
    event: PlanEvent
    before: str
    hash: str


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What the record says the plan is now."""

    seq: int = 0
    head: str = NOTHING_BEFORE
    outcomes: tuple[Outcome, ...] = ()
    figures: tuple[Figure, ...] = ()
    planned: datetime | None = None  # last

    def outcome(self, id_: str) -> Outcome | None:
        return next((each for each in self.outcomes if each.id == id_), None)

    def due(self, today: date) -> date | None:
        """The day on which it is to be planned anew: a year after the last time. None while there is no plan."""
        if self.planned is None:
            return None
        day = self.planned.date()
        return date(day.year + 1, day.month, min(day.day, 28))


def entry_of(event: PlanEvent, *, authority: str, seq: int, before: str) -> PlanEntry:
    return PlanEntry(
        authority=authority, seq=seq, event=event, before=before, hash=_hash(event, authority, seq, before)
    )


def _hash(event: PlanEvent, authority: str, seq: int, before: str) -> str:
    return hashlib.sha256(before.encode() + canonical(["plan", authority, seq, event])).hexdigest()


def fold(entries: Iterable[PlanEntry]) -> Plan:
    outcomes: tuple[Outcome, ...] = ()
    figures: dict[tuple[str, int], Figure] = {}
    seq, head, planned = 0, NOTHING_BEFORE, None
    for entry in entries:
        seq, head = entry.seq, entry.hash
        match entry.event:
            case Planned(outcomes=now, at=at):
                outcomes, planned = now, at
            case Measured(figure=figure):
                figures[figure.outcome, figure.year] = figure
    return Plan(seq=seq, head=head, outcomes=outcomes, figures=tuple(figures.values()), planned=planned)


def check_chain(entries: Iterable[PlanEntry], *, authority: str) -> BrokenChain | None:
    """Whether these follow from one another, unaltered. A record cut off at its end still does."""
    last, before = 0, NOTHING_BEFORE
    for entry in entries:
        if (entry.authority, entry.seq) != (authority, last + 1):
            return BrokenChain(seq=last + 1, wrong=f"entry {last + 1} of this plan is missing")
        if entry.before != before:
            return BrokenChain(seq=entry.seq, wrong="it does not follow from the entry before it")
        if entry.hash != _hash(entry.event, authority, entry.seq, before):
            return BrokenChain(seq=entry.seq, wrong="its content was changed after it was written")
        last, before = entry.seq, entry.hash
    return None


def former_aims(entries: Iterable[PlanEntry], outcome: Outcome) -> tuple[tuple[Planned, Outcome], ...]:
    """What was aimed at before, the oldest first: each decision that said something else than the one after it."""
    found: list[tuple[Planned, Outcome]] = []
    for entry in entries:
        if isinstance(entry.event, Planned):
            held = next((each for each in entry.event.outcomes if each.id == outcome.id), None)
            if held is not None and (not found or found[-1][1] != held):
                found.append((entry.event, held))
    return tuple(each for each in found if each[1] != outcome)


def given_up(entries: Sequence[PlanEntry]) -> tuple[Outcome, ...]:
    """Outcomes that were planned once and are not now. They stay on record, with what was aimed at."""
    now = {each.id for each in fold(entries).outcomes}
    before: dict[str, Outcome] = {}
    for entry in entries:
        if isinstance(entry.event, Planned):
            before |= {each.id: each for each in entry.event.outcomes}
    return tuple(outcome for id_, outcome in before.items() if id_ not in now)


def wrong_reason(because: str) -> tuple[Problem, ...]:
    if not because.strip():
        return (Problem("because", "Enter why: this is a decision, and it stays on record"),)
    if len(because) > LONGEST_REASON:
        return (Problem("because", f"Write why in {LONGEST_REASON:,} characters or less"),)
    return ()
