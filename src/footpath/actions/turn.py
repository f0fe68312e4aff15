"""One transaction on one case: what happens, what is decided and told by it, then all of it written at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from footpath.actions.rows import row_after, state_of
from footpath.casework.events import Actor, AnyEvent, Noted, Told, Wrote
from footpath.casework.fold import after
from footpath.casework.journal import chain
from footpath.casework.letters import Said
from footpath.casework.refusals import KeyUsedBefore
from footpath.definition.service import Edition, Service
from footpath.ports import Asking, CaseRow, Decision, Email, Entry, Intent, Message, Note, StaleCase, World
from footpath.values import Lang
from footpath.values.failpoints import failpoint


class Turn:
    """Somebody's turn at a case. Each event is tried on the state when it is said: an impossible one writes nothing."""

    def __init__(self, world: World, row: CaseRow) -> None:
        self.world = world
        self.row = row
        self.state = state_of(row)
        self.now: datetime = world.clock.now()
        self.edition: Edition = world.editions.edition(row.edition)
        self.events: list[AnyEvent] = []
        self.messages: list[Message] = []
        self.decisions: list[Decision] = []
        self.askings: list[Asking] = []
        self.notes: list[Note] = []

    @property
    def service(self) -> Service:
        return self.edition.service

    def next_id(self, *, after: int = 0) -> str:
        """The id of what the next event brings, or the one `after` so many others: a message, a note, a decision.

        Made of the case and the entry's number, so that it is unique without chance and the same at every try.
        """
        return f"{self.row.id}.{self.state.seq + 1 + after}"

    def happens(self, event: AnyEvent) -> None:
        self.state = after(self.state, event)
        self.events.append(event)

    def decided(self, decision: Decision, event: AnyEvent) -> None:
        self.happens(event)
        self.decisions.append(decision)

    def tell(self, said: Said, *, by: Actor, email: str | None) -> None:
        """Onto the resident's page; by email too, where the service says so and they gave an address."""
        message = Message(
            id=self.next_id(),
            about=said.about,
            way="to_resident",
            subject=said.subject,
            body=said.body,
            at=self.now,
            by=by,
            email=Email(to=email, subject=said.email.subject, body=said.email.body) if email and said.email else None,
            edition=self.row.edition,
        )
        self.happens(Told(at=self.now, by=by, message=message.id, about=said.about))
        self.messages.append(message)

    def note(self, note: Note) -> None:
        self.happens(Noted(at=self.now, by=note.by, note=note.id))
        self.notes.append(note)

    def close_request(self) -> None:
        """What the resident was asked is not needed any more. To be said before the event that makes it so."""
        for asking in self.world.records.askings(self.row.authority, self.row.id):
            if asking.id == self.state.asking:
                self.askings.append(replace(asking, done=self.now))

    def hears(self, body: str, *, about: str, subject: str) -> Message:
        """What the resident writes, onto their page and to the team."""
        message = Message(
            id=self.next_id(),
            about=about,
            way="from_resident",
            subject=subject,
            body=body,
            at=self.now,
            by="resident",
            edition=self.row.edition,
        )
        of_decision: Literal["again"] | UnsetType = "again" if about == "again" else UNSET
        self.happens(Wrote(at=self.now, by="resident", message=message.id, about=of_decision))
        self.messages.append(message)
        return message

    def write(
        self,
        *,
        key: str | None = None,
        data: Mapping[str, Any] | None = None,
        lang: Lang | None = None,
        door: str | None = None,
        salt: str | None = None,
        point: str | None = None,
    ) -> CaseRow:
        """Row and journal, then decisions and messages, then what is to be sent. The first entry carries the key.

        `point` names the failpoints of the two transactions that are killed in every test run.
        """
        row, records = self.row, self.world.records
        entries = chain(self.events, authority=row.authority, case=row.id, seq=row.seq, head=row.head, key=key)
        given = {"data": data, "lang": lang, "door": door, "salt": salt}
        others = {name: value for name, value in given.items() if value is not None}
        written = row_after(row, self.state, head=entries[-1].hash, keep=self.service.keep, **others)
        records.write(written, entries, seen=row.seq)
        if point:
            failpoint(f"{point}.row_written")
        for decision in self.decisions:
            records.add_decision(row.authority, row.id, decision)
        for note in self.notes:
            records.add_note(row.authority, row.id, note)
        for asking in self.askings:
            records.save_asking(row.authority, row.id, asking)
        for message in self.messages:
            records.add_message(row.authority, row.id, message)
        if point:
            failpoint(f"{point}.message_written")
        for message in self.messages:
            # By ids alone: what an email says, and to whom, stays where it can be erased.
            if message.email is not None:
                self.world.outbox.put(
                    Intent(
                        authority=row.authority,
                        key=f"email:{message.id}",
                        kind="email",
                        args={"case": row.id, "message": message.id},
                    )
                )
        if point:
            failpoint(f"{point}.intent_put")
        self.row = written
        return written

    def happened_before[E](self, key: str, what: type[E]) -> E | None:
        """What this form did when it came the first time; None when this is the first time.

        Asked once the row is read: reading it waits for whoever writes to this case now, so that two presses of one
        button are a first and a second, never two firsts.
        """
        entry = self.world.records.entry_by_key(self.row.authority, self.row.id, key)
        if entry is None:
            return None
        if not isinstance(entry.event, what):
            raise KeyUsedBefore
        return entry.event

    def check_seen(self, seen: int) -> None:
        """Raises StaleCase when the page that somebody acted on shows an older case than this."""
        if seen != self.row.seq:
            raise StaleCase(since=happened_since(self.world, self.row, seen))


def happened_since(world: World, row: CaseRow, seen: int) -> tuple[Entry, ...]:
    """What the page that says a colleague was first has to tell."""
    return tuple(entry for entry in world.records.journal(row.authority, row.id) if entry.seq > seen)
