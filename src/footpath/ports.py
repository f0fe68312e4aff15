"""Everything Footpath asks of the world: time, chance, keys, records, the outbox and the post."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any, Literal, Protocol

import msgspec

from footpath.casework.events import AnyEvent, Channel
from footpath.casework.journal import Entry as Entry
from footpath.casework.state import Stage
from footpath.definition.changes import Draft, Kept, Standard
from footpath.definition.service import Edition
from footpath.doing.cost import Cost
from footpath.doing.days import Begun, Day, Mark
from footpath.doing.refusals import Refusal
from footpath.plan.record import PlanEntry
from footpath.plan.years import Tally
from footpath.steps.asked import FromResident, FromStaff, Moment
from footpath.steps.assignment import Assignment
from footpath.steps.journal import StepEntry as StepEntry
from footpath.steps.observing import Observation
from footpath.steps.receiving import Received
from footpath.steps.step import Step
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


class StaleStep(Exception):
    """Somebody else wrote to this step since it was read. Nothing was written; read it again."""


class NoSuchStep(Exception):
    """There is no such step here, or it is another authority's alone."""


class StalePlan(Exception):
    """Somebody else wrote to this plan since it was read. Nothing was written; read it again."""


class StaleDraft(Exception):
    """Somebody else saved or published these changes since they were read. Nothing was written. `now` is theirs."""

    def __init__(self, now: Draft | Kept | None) -> None:
        super().__init__()
        self.now = now


class UntrueEdition(AssertionError):
    """What is stored under an edition's hash is not what was published: nothing may be decided or published by it."""


class DifferentStandard(Exception):
    """This version of the standard was published with another content. A version is published once and for ever."""


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
    # From how many usual working days on a service is slow, so that residents are asked by email how it was, 14 days
    # after the decision. None: nobody is.
    ask_from_days: int | None = 5


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
    edition: str = ""  # the hash of what the case ran on


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


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """How far the outcomes of a step have been counted, and what they came to.

    `digest` is chained over every outcome in the order of counting: whoever has them can say that these are all.
    `ledgers` is the plain data of `evidence`, by measure.
    """

    number: int = 0
    exposed: datetime | None = None  # of the case counted last; with the next two, its place in the order
    authority: str = ""
    case: str = ""
    digest: str = "0" * 64
    ledgers: Mapping[str, Any] = {}


class OutcomeRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a case in a step showed on the day it was counted: by measure, between 0 and 1. Made again from journals."""

    authority: str
    home: str
    step: str
    case: str
    number: int
    arm: Literal["A", "B"]
    percent: int
    exposed: datetime
    matured: datetime
    counts: bool  # whether it is the first of its unit: later ones are kept, and enter no ledger
    values: Mapping[str, str]


class Summed(msgspec.Struct, frozen=True, kw_only=True):
    """How many people a step had in each version before `until`: None is since it was registered.

    Of each authority, version and chance of the new one: cases, those that came to the page that differs, and those
    of a person who had one before.
    """

    until: datetime | None = None
    rows: tuple[tuple[str, Literal["A", "B"], int, int, int, int], ...] = ()


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """How a measure stood at the end of a day: what pictures over time are drawn from."""

    measure: str
    day: date
    benefit: float
    harm: float
    low: float | None
    high: float | None
    old: int  # how many of the old version had been counted
    new: int


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
    def titles(self, authority: str) -> Mapping[str, Words]:
        """Of the services it offers, by id, in the order in which it began to: what a list needs, with nothing
        compiled for it."""
        ...

    def because(self, authority: str, service: str) -> str:
        """Why what is offered now is offered; empty where nothing is."""
        ...

    def publish(self, authority: str, edition: Edition, *, by: str, because: str, at: datetime) -> None: ...
    def keep(self, edition: Edition) -> None:
        """So that `edition` finds it by its hash, without offering it to anybody: what a step's new version is."""
        ...


class Standards(Protocol):
    """Standards that many share, who has adapted which, and what is being changed. Sources are kept by `Editions`."""

    def add(self, standard: Standard) -> bool:
        """False when the very same is there already. Raises DifferentStandard."""
        ...

    def standard(self, service: str, version: int) -> Standard | None: ...
    def versions(self, service: str | None = None) -> Sequence[Standard]:
        """Of one standard or of all, the oldest first."""
        ...

    def adaptation(self, authority: str, service: str) -> Kept | None:
        """As it stands."""
        ...

    def adaptation_of(self, authority: str, edition: str) -> Kept | None:
        """The publication that made an edition, whatever came after it."""
        ...

    def adaptations(self, *, authority: str | None = None, service: str | None = None) -> Sequence[Kept]:
        """As they stand: those of one authority, or of one standard, or all."""
        ...

    def keep(self, kept: Kept, *, seen: int | None) -> None:
        """Another publication, if the last one still is `seen`; None: there is none yet. Else StaleDraft."""
        ...

    def draft(self, authority: str, service: str) -> Draft | None: ...
    def save_draft(self, draft: Draft, *, seen: int) -> None:
        """If the stored one still is `seen` (0: there is none), else StaleDraft. `draft.seq` is the next number."""
        ...

    def discard_draft(self, authority: str, service: str, *, seen: int) -> None:
        """The same, and nothing of it is left. Raises StaleDraft."""
        ...


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

    def due_for_asking(self, *, since: datetime, until: datetime, most: int) -> Sequence[tuple[str, str]]:
        """(authority, case), the oldest decision first: decided in this time, and not looked at yet for asking how it
        was."""
        ...

    def mark_asked(self, authority: str, case: str, at: datetime) -> bool:
        """That it was looked at, whether or not they are asked. False where it was before."""
        ...


class Steps(Protocol):
    """Small changes under test: what was promised, who is in which version, and what came of it.

    `home` is the authority whose step it is; `authority` that of a case, in which the step may be tried as well.
    """

    def add(self, step: Step, entry: StepEntry) -> None: ...
    def step(self, home: str, step: str) -> Step:
        """Raises NoSuchStep. In a transaction, others wait until it ends to read it so."""
        ...

    def steps(self, authority: str) -> Sequence[Step]:
        """Those that are tried there, its own and others', the newest first."""
        ...

    def every_step(self) -> Sequence[Step]:
        """Of all authorities: for the clock, and for whoever counts."""
        ...

    def write(self, step: Step, entries: Sequence[StepEntry], *, seen: int) -> None:
        """The step and its new entries together, if the stored one still has seq `seen`; else StaleStep."""
        ...

    def journal(self, home: str, step: str) -> Sequence[StepEntry]: ...
    def live(self, authority: str, service: str) -> Sequence[Step]:
        """Those with cases in them, running or paused, as they were a few seconds ago at most: this may be remembered.

        Whoever puts a case into a step asks `running` whether it still runs.
        """
        ...

    def running(self, step: Step) -> bool:
        """Whether it runs at this very moment, in this transaction."""
        ...

    def assign(self, assignment: Assignment) -> None: ...
    def assignment_of_unit(self, home: str, step: str, unit: str, *, authority: str) -> Assignment | None:
        """The first that this unit was given in this authority: it decides for all later ones."""
        ...

    def assignments(self, authority: str, case: str) -> Sequence[Assignment]: ...
    def expose(
        self, authority: str, case: str, *, home: str, step: str, at: datetime, place: str, groups: Sequence[str] = ()
    ) -> None:
        """That the case has come to the page that differs, and which of the step's groups it is in. The first time
        counts."""
        ...

    def refuse(self, authority: str, case: str) -> None:
        """One more form of this case was sent back with an error."""
        ...

    def fail(self, authority: str, case: str) -> None:
        """One more request of this case ended in an error of ours."""
        ...

    def failures(self, step: Step, *, first: int) -> int:
        """How many errors of ours the first so many cases with the new version met."""
        ...

    def matured(self, step: Step, *, after: Counted, until: datetime, most: int) -> Sequence[Assignment]:
        """Those exposed before `until`, in the order of exposure, that come after what was counted."""
        ...

    def drawn(self, step: Step) -> Sequence[tuple[Literal["A", "B"], int, int]]:
        """(arm, how likely B was of 100, how many units): everybody who was given a version, once each."""
        ...

    def sums(self, step: Step, *, until: datetime) -> Summed | None:
        """All that came before `until`, for `keep_sums`; None where nothing has since the last time.

        `until` is some time ago, so that no transaction is open any more that began before it.
        """
        ...

    def keep_sums(self, step: Step, summed: Summed) -> None:
        """So that `drawn` and `sizes` need count only what came since."""
        ...

    def last_cases(self, authority: str, service: str, *, until: datetime, most: int) -> Sequence[tuple[str, datetime]]:
        """(case, when it started) of the newest that started before `until`, the oldest of them first."""
        ...

    def journals(self, cases: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[AnyEvent]]:
        """What happened to each of these, by (authority, case): many at a time, for whoever counts."""
        ...

    def said(self, cases: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[FromResident | FromStaff]]:
        """What people chose about each of these, by (authority, case)."""
        ...

    def counted(self, home: str, step: str) -> Counted: ...
    def count(self, step: Step, outcomes: Sequence[OutcomeRow], counted: Counted, points: Sequence[Point]) -> None:
        """What was counted, and where it came to. A point takes the place of an earlier one of the same day."""
        ...

    def forget_counts(self, step: Step) -> None:
        """So that all of it is counted again, from the first case."""
        ...

    def outcomes(self, step: Step) -> Iterable[OutcomeRow]:
        """In the order of counting, streamed."""
        ...

    def points(self, home: str, step: str, *, measure: str | None = None) -> Sequence[Point]:
        """By measure and day; of one measure alone where one is named."""
        ...

    def sizes(self, step: Step) -> Mapping[str, Mapping[str, tuple[int, int]]]:
        """By authority and arm: how many cases were assigned, and how many came to the page that differs."""
        ...

    def save_said(self, authority: str, service: str, said: FromResident | FromStaff) -> None:
        """What somebody said of a case. A second time takes the place of the first."""
        ...

    def resident_said(self, authority: str, case: str, moment: Moment) -> FromResident | None: ...
    def staff_said(self, authority: str, case: str) -> FromStaff | None: ...
    def erase_words(self, authority: str, case: str) -> None:
        """What people wrote goes when the case's answers go. What they chose stays: it names nobody."""
        ...

    def staff_who_said(self, authority: str, service: str) -> int:
        """How many people at work have answered about this service: of fewer than five, nothing is shown."""
        ...

    def words_said(
        self, authority: str, service: str, *, most: int, since: datetime | None = None, until: datetime | None = None
    ) -> Sequence[FromResident | FromStaff]:
        """The newest answers with free text, of residents and staff: from one time until before another."""
        ...

    def send_back(self, authority: str, service: str, kind: str, day: date) -> None:
        """Once more on this day, words were sent back for what they held. The words themselves are stored nowhere."""
        ...

    def sent_back(self, authority: str, service: str, *, since: date, until: date) -> Mapping[str, int]:
        """How often, by what they held, from one day until before another."""
        ...


class Observations(Protocol):
    """Notes from the street, each its authority's own."""

    def add(self, authority: str, note: Observation) -> bool:
        """False where a note with this id is there already: a phone that heard no answer sends it again."""
        ...

    def observation(self, authority: str, note: str) -> Observation | None: ...
    def of_service(self, authority: str, service: str) -> Sequence[Observation]:
        """The newest month first."""
        ...

    def save(self, authority: str, note: Observation) -> None:
        """With its theme, or what is left of it, in the place of what was."""
        ...

    def due(self, today: date) -> Sequence[tuple[str, Observation]]:
        """Of all authorities: those whose words have been kept as long as was promised."""
        ...


class Plans(Protocol):
    """The record of each authority's plan: entries are added, and never changed."""

    def entries(self, authority: str) -> Sequence[PlanEntry]: ...
    def add(self, entry: PlanEntry) -> None:
        """If it comes next, else StalePlan."""
        ...

    def tallies(self, authority: str, service: str, spans: Mapping[int, tuple[datetime, datetime]]) -> dict[int, Tally]:
        """By year: the cases of a service that were begun from one time until before another."""
        ...


class Doing(Protocol):
    """How services do: days as they were counted, what forms were sent back for, and what it costs."""

    def refused(
        self, authority: str, service: str, refusals: Sequence[Refusal], *, edition: str, lang: str, day: date
    ) -> None:
        """Each once more, in the transaction that is open."""
        ...

    def refusals(
        self, authority: str, service: str, *, first: date, last: date, edition: str = "", lang: str = ""
    ) -> Sequence[Refusal]:
        """Added up, the most frequent first; of one edition or language where it is named."""
        ...

    def services(self, authority: str) -> Sequence[str]:
        """Those that anybody has ever begun a case of, whether or not they are offered still, in alphabetical order."""
        ...

    def marks(self, authority: str, service: str, *, first: date) -> Mapping[date, Mark]:
        """How much has happened by now to the cases that began on each day from this one on."""
        ...

    def begun_on(self, authority: str, service: str, day: date) -> Iterable[tuple[CaseRow, Begun]]:
        """The cases that began on a day, each with its journal and what was said of it."""
        ...

    def counted(self, authority: str, service: str) -> Mapping[date, Mark]:
        """The marks of the days as they were counted."""
        ...

    def count(self, authority: str, service: str, day: Day) -> None:
        """In the place of what was counted of that day."""
        ...

    def forget_counts(self, authority: str, service: str) -> None: ...
    def days(self, authority: str, service: str, *, first: date, last: date) -> Sequence[Day]:
        """As they were counted, in order; a day on which nobody began is left out."""
        ...

    def enter_cost(self, authority: str, service: str, cost: Cost) -> None: ...
    def costs(self, authority: str, service: str) -> Sequence[Cost]:
        """All that were ever entered, in the order in which they were."""
        ...


class Packs(Protocol):
    """Evidence that came from others, each its receiver's own: the file as it came, and what was done with it."""

    def add(self, received: Received) -> bool:
        """False where this authority has it already: imported twice is once, and the first time stands."""
        ...

    def pack(self, authority: str, pack: str) -> Received | None: ...
    def packs(self, authority: str) -> Sequence[Received]:
        """The newest first."""
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
    edition: str = ""  # the hash of what the case ran on


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
    def asked(self, *, authority: str, case: str, secret: str) -> str:
        """Of the questions how it was, and of nothing else of the case."""
        ...


class World(Protocol):
    """All of it, as an action is given it. `together` is one transaction: all of it, or nothing."""

    clock: Clock
    chance: Chance
    keys: Keys
    editions: Editions
    standards: Standards
    records: Records
    steps: Steps
    observations: Observations
    plans: Plans
    doing: Doing
    packs: Packs
    outbox: Outbox
    mailer: Mailer
    links: Links

    def together(self) -> AbstractContextManager[None]: ...
