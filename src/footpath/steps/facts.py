"""What a case shows about the version it had: read from its journal and from what people said of it."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from footpath.casework.events import AnyEvent, AskedForMore, Decided, Submitted, Wrote
from footpath.steps.asked import FromResident, FromStaff


class CaseFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing that happened after `until`, the case's maturity, is in it: then it never changes again."""

    exposed: datetime
    until: datetime
    started: datetime
    submitted: datetime | None
    decided: datetime | None
    asked_for_more: int
    wrote: int  # messages from the resident: contact that a better page might have spared
    complained: int  # times they asked us to look at a decision again
    refused: int  # forms sent back with an error
    after_sending: FromResident | None
    after_decision: FromResident | None
    staff: FromStaff | None


def _first(events: Iterable[AnyEvent], what: type[AnyEvent]) -> datetime | None:
    return next((event.at for event in events if isinstance(event, what)), None)


def facts_of(
    events: Iterable[AnyEvent],
    *,
    exposed: datetime,
    until: datetime,
    refused: int,
    after_sending: FromResident | None = None,
    after_decision: FromResident | None = None,
    staff: FromStaff | None = None,
) -> CaseFacts:
    """`events` is the case's journal from its start."""
    known = [event for event in events if event.at <= until]
    assert known, "a case has started before it comes to the page that differs"

    def said(what: FromResident | None) -> FromResident | None:
        return what if what is not None and what.at <= until else None

    return CaseFacts(
        exposed=exposed,
        until=until,
        started=known[0].at,
        submitted=_first(known, Submitted),
        decided=_first(known, Decided),
        asked_for_more=sum(isinstance(event, AskedForMore) for event in known),
        wrote=sum(isinstance(event, Wrote) for event in known),
        complained=sum(isinstance(event, Wrote) and event.about == "again" for event in known),
        refused=refused,
        after_sending=said(after_sending),
        after_decision=said(after_decision),
        staff=staff if staff is not None and staff.at <= until else None,
    )
