"""Everything Footpath asks of the world: time, chance, keys, records, the outbox and the post."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any, Literal, Protocol

import msgspec

from footpath.casework.events import Channel
from footpath.casework.journal import Entry as Entry
from footpath.casework.state import Stage
from footpath.definition.service import Edition
from footpath.values import Lang, Words


class StaleCase(Exception):
    """Somebody else wrote to this case since it was read. Nothing was written; read it again and say what changed.

    `since` is what happened meanwhile, where whoever raises it has read it.
    """

    def __init__(self, *said: object, since: Sequence[Entry] = ()) -> None:
        super().__init__(*said)
        self.since = tuple(since)


class NoSuchCase(Exception):
    """There is no such case here, or it is not yours to see: the two are never told apart."""


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """How people reach an authority when the page will not do."""

    phone: str
    email: str
    hours: Words
    address: Words


class Authority(msgspec.Struct, frozen=True, kw_only=True):
    """A public body, with what is bound to it and never to a definition: its sender, its contact, its colours."""

    id: str
    name: Words
    layer: str
    parent: str | None
    contact: Contact
    sender: str  # the address its email comes from
    colour: str  # its brand colour, like #00703c; checked for contrast with white
    working_days: int  # a decision's usual time where the service does not say


class CaseRow(msgspec.Struct, frozen=True, kw_only=True):
    """A case as the records hold it. `data` and `salt` are what erasing takes away."""

    authority: str
    id: str  # the key in the address: unguessable, opens nothing by itself
    reference: str
    service: str
    edition: str
    lang: Lang
    stage: Stage
    seq: int  # of the last journal entry
    head: str  # its hash
    data: Mapping[str, Any]  # answers as data, by question id
    written: Mapping[str, int]  # by page id: the seq at which it was last answered
    salt: str
    door: str  # SHA-256 of the secret the resident's browser or link holds
    taken_by: str | None
    outcome: str | None
    started: datetime
    submitted: datetime | None
    decided: datetime | None
    due: date | None  # when a decision is usually there
    channel: Channel = "online"
    answers: str | None = None  # the commitment to `data` that the journal holds
    charge_pence: int | None = None
    paid: bool = False
    asking: str | None = None  # the open request to the resident
    decision: str | None = None  # the one that stands
    keep_from: datetime | None = None  # what the service's `keep` counts from
    keep_until: date | None = None  # the day from which its answers are to be erased
    erased: date | None = None


class Email(msgspec.Struct, frozen=True, kw_only=True):
    """What an email about a message says. The link, the reference and who it is from are added when it is sent."""

    to: str
    subject: str
    body: str


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """Something said between the authority and the resident: on the case's page, and perhaps by email. Erasable."""

    id: str
    about: str
    way: Literal["to_resident", "from_resident"]
    subject: str
    body: str
    at: datetime
    by: str
    email: Email | None = None  # how the resident is told that it is there, if they are


class Note(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    words: str
    at: datetime
    by: str


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """A request to the resident for more: which questions again, and a free reply if wanted."""

    id: str
    questions: tuple[str, ...]
    words: str
    reply: bool
    at: datetime
    by: str
    data: Mapping[str, Any]  # new answers so far: they join the case's when all are given
    done: datetime | None


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """An outcome with what it rested on: the edition, the findings, who, and why. Erasable but for its commitment."""

    id: str
    outcome: str
    reason: str
    findings: Mapping[str, Any]
    edition: str
    by: str
    automatic: bool
    at: datetime


class StaffTask(msgspec.Struct, frozen=True, kw_only=True):
    """Something only a person can mend, in plain words: a message that could not be sent, and what to do."""

    id: str
    authority: str
    case: str | None
    says: str
    at: datetime
    done: datetime | None


class Intent(msgspec.Struct, frozen=True, kw_only=True):
    """What must happen outside, put in the outbox with the case. `key` makes it happen once. It holds ids only."""

    authority: str
    key: str
    kind: str  # the word of its handler
    args: Mapping[str, Any]
    lane: Literal["interactive", "batch", "peers"] = "interactive"


class Clock(Protocol):
    def now(self) -> datetime: ...
    def today(self) -> date:
        """The day in the United Kingdom."""
        ...


class Chance(Protocol):
    def bytes(self, count: int) -> bytes: ...


class Editions(Protocol):
    """Published definitions, by hash for ever, and the one offered now."""

    def edition(self, edition_hash: str) -> Edition: ...
    def offered(self, authority: str, service: str) -> Edition | None: ...
    def offers(self, authority: str) -> Sequence[Edition]: ...
    def publish(self, authority: str, edition: Edition, *, by: str, because: str, at: datetime) -> None: ...


class Records(Protocol):
    """Cases and what belongs to them. Every call names its authority: nothing is found across that line."""

    def authority(self, authority: str) -> Authority | None: ...
    def authorities(self) -> Sequence[Authority]: ...
    def save_authority(self, authority: Authority) -> None:
        """Adds it, or replaces what was said of it before."""
        ...

    def open_case(self, row: CaseRow, entry: Entry) -> None: ...
    def case(self, authority: str, case: str) -> CaseRow:
        """Raises NoSuchCase."""
        ...

    def case_by_reference(self, authority: str, reference: str) -> CaseRow:
        """Raises NoSuchCase."""
        ...

    def every_case(self, authority: str | None = None) -> Iterable[tuple[str, str]]:
        """(authority, case) of all there are, for an audit: streamed, since there may be millions."""
        ...

    def write(self, row: CaseRow, entries: Sequence[Entry], *, seen: int) -> None:
        """The row and its new entries together, if the stored row still has seq `seen`; else StaleCase."""
        ...

    def journal(self, authority: str, case: str) -> Sequence[Entry]: ...
    def entry_by_key(self, authority: str, case: str, key: str) -> Entry | None: ...

    def add_message(self, authority: str, case: str, message: Message) -> None: ...
    def messages(self, authority: str, case: str) -> Sequence[Message]: ...
    def add_note(self, authority: str, case: str, note: Note) -> None: ...
    def notes(self, authority: str, case: str) -> Sequence[Note]: ...
    def save_asking(self, authority: str, case: str, asking: Asking) -> None: ...
    def askings(self, authority: str, case: str) -> Sequence[Asking]: ...
    def add_decision(self, authority: str, case: str, decision: Decision) -> None: ...
    def decisions(self, authority: str, case: str) -> Sequence[Decision]: ...
    def add_task(self, task: StaffTask) -> None: ...
    def tasks(self, authority: str) -> Sequence[StaffTask]: ...
    def finish_task(self, authority: str, task: str, at: datetime) -> None: ...
    def erase(self, authority: str, case: str) -> None:
        """Takes away answers, salt, messages, notes, requests and decisions' words, whatever their number."""
        ...

    def due_for_erasing(self, today: date) -> Iterable[tuple[str, str]]:
        """(authority, case) where `keep_until` has come and the answers are still there."""
        ...


class Outbox(Protocol):
    def put(self, intent: Intent) -> None:
        """In the transaction that is open. The same key twice is one intent."""
        ...


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """An email ready to go. `id` is the same at every try, so that whoever carries it can tell a second copy."""

    id: str
    sender: str
    sender_name: str
    reply_to: str
    to: str
    subject: str
    body: str  # plain text
    lang: Lang


class CannotSend(Exception):
    """The message will never go as it is: the address is refused, not just the moment. Says why, in plain words."""


class Mailer(Protocol):
    def send(self, letter: Letter) -> None:
        """Hands it over, or raises: CannotSend when trying again is no use, anything else when it may be."""
        ...


class Keys(Protocol):
    """The installation's own secret, which is not in the database."""

    def sealed(self, words: str) -> Sequence[str]:
        """128 bits that only this installation can make of `words`, as 22 letters that fit in an address.

        By the newest key first, then by older ones that are still known, so that a key can be changed.
        """
        ...


class Links(Protocol):
    """Whole addresses of pages, for emails."""

    def draft(self, *, authority: str, service: str, case: str, secret: str) -> str: ...
    def case(self, *, authority: str, case: str, secret: str) -> str: ...


class World(Protocol):
    """All of it, as an action is given it. `together` is one transaction: all of it, or nothing."""

    clock: Clock
    chance: Chance
    keys: Keys
    editions: Editions
    records: Records
    outbox: Outbox
    mailer: Mailer
    links: Links

    def together(self) -> AbstractContextManager[None]: ...
