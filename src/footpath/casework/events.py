"""What can happen to a case, as the journal says it: ids, hashes, times and actors, never a person's words."""

from datetime import date, datetime
from typing import Literal

import msgspec

type Actor = str
"""Who did it: "resident", "rule", "clock", or "staff:ID". Never a name: the journal holds no personal data."""


type Channel = Literal["online", "assisted", "phone", "paper"]


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="what"):
    """Something that happened, when, and who did it."""

    at: datetime
    by: Actor


class Started(Event, frozen=True, kw_only=True, tag="started"):
    service: str
    edition: str  # the hash
    reference: str
    channel: Channel = "online"


class Answered(Event, frozen=True, kw_only=True, tag="answered"):
    """A page was answered. `answers` is a salted commitment to all the answers the case now holds."""

    page: str
    questions: tuple[str, ...]
    answers: str
    item: int | None = None  # which of a repeat, from 0


class Removed(Event, frozen=True, kw_only=True, tag="removed"):
    """One of a repeat was taken away."""

    page: str
    item: int
    answers: str


class Moved(Event, frozen=True, kw_only=True, tag="moved"):
    """A new edition came while somebody was half-way, and the case goes on with that one.

    `kind` is how heavy what changed is for them; `answers` commits to what they have, with what followed from it.
    """

    edition: str
    kind: Literal["wording", "relax", "tighten", "restructure", "law"]
    answers: str


class Submitted(Event, frozen=True, kw_only=True, tag="submitted"):
    """Sent. `due` is when a decision is usually there; there is none while a charge is not paid."""

    answers: str
    charge_pence: int | None = None
    due: date | None = None


class Paid(Event, frozen=True, kw_only=True, tag="paid"):
    pence: int
    how: Literal["card", "staff"]
    due: date | None = None


class Taken(Event, frozen=True, kw_only=True, tag="taken"):
    """Somebody has the case now: `to` is a staff id, or None when it goes back to anyone."""

    to: str | None


class Noted(Event, frozen=True, kw_only=True, tag="noted"):
    """Staff wrote a note. Its words are kept with the answers, and go when they go."""

    note: str  # the note's id


class AskedForMore(Event, frozen=True, kw_only=True, tag="asked"):
    """The resident is asked for more. `words` is the id of the message that says why."""

    asking: str  # the id of the request
    questions: tuple[str, ...]
    words: str


class GaveMore(Event, frozen=True, kw_only=True, tag="gave"):
    """What was asked for is there. The time to a decision starts again: it stood still while we waited."""

    asking: str
    answers: str
    words: str | None = None  # the id of what they wrote in reply
    due: date | None = None


class Decided(Event, frozen=True, kw_only=True, tag="decided"):
    """An outcome. The decision itself (reason, findings) is kept by id; `findings` is its salted commitment."""

    decision: str
    outcome: str
    edition: str
    findings: str
    automatic: bool


class Told(Event, frozen=True, kw_only=True, tag="told"):
    """A message was put on the resident's page and, where the service says so, in the outbox."""

    message: str
    about: str  # submitted, paid, asked, decided, reopened, withdrawn, link


class Wrote(Event, frozen=True, kw_only=True, tag="wrote"):
    """The resident wrote to the team. The words are kept with the answers.

    `about` is there only where they asked us to look at a decision again: that much is counted, whatever they wrote.
    """

    message: str
    about: Literal["again"] | msgspec.UnsetType = msgspec.UNSET


class Withdrawn(Event, frozen=True, kw_only=True, tag="withdrawn"):
    pass


class Reopened(Event, frozen=True, kw_only=True, tag="reopened"):
    """A decision is looked at again. Both stay on record. `words` is the id of the note that says why."""

    words: str
    due: date | None = None


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """Where somebody stands who has not sent it: a page's id, or `check`; at an exit, the last page before it."""

    page: str
    exit: str | None = None


class Erased(Event, frozen=True, kw_only=True, tag="erased"):
    """Answers, notes and messages are gone; what happened, and when, stays.

    `left` is where a draft stood: only answers can say it, and they are gone now. Entries from before it was kept do
    not have it, and their hashes stay what they were.
    """

    because: str  # "keep: 28 days", "asked for by the resident"
    due: date
    left: Left | msgspec.UnsetType = msgspec.UNSET


type AnyEvent = (
    Started
    | Answered
    | Removed
    | Moved
    | Submitted
    | Paid
    | Taken
    | Noted
    | AskedForMore
    | GaveMore
    | Decided
    | Told
    | Wrote
    | Withdrawn
    | Reopened
    | Erased
)
