"""Cases and what belongs to them, in SQLite or PostgreSQL."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from threading import Lock
from typing import Any

import msgspec
from django.db.models import Model

from footpath.adapters.records import models, rows
from footpath.adapters.records.database import EVERY, Database
from footpath.adapters.records.receipts import remove_gone
from footpath.adapters.records.words import case_words
from footpath.casework.events import Answered, GaveMore, Moved, Removed, Submitted
from footpath.ports import (
    Asking,
    Authority,
    CaseRow,
    Decision,
    Editions,
    Entry,
    Message,
    NoSuchCase,
    Note,
    StaffTask,
    StaleCase,
)
from footpath.values.failpoints import failpoint

AUTHORITIES_KEPT_SECONDS = 5.0
"""How long a change that another process made to an authority's name or colour may go unseen."""

_BATCH = 1000


class DatabaseRecords:
    """ports.Records. What is written is written in the transaction that is open, and asserts that one is."""

    def __init__(
        self, database: Database, editions: Editions, *, remove_bytes: Callable[[str, str, str], None] | None = None
    ) -> None:
        """`remove_bytes` removes an upload, by authority, case and id. Without it they wait for `footpath keep`."""
        self._db = database
        self._editions = editions
        self._remove_bytes = remove_bytes
        self._lock = Lock()
        self._authorities: dict[str, Authority] = {}
        self._authorities_until = 0.0

    # --- authorities

    def authority(self, authority: str) -> Authority | None:
        with self._lock:
            if time.monotonic() < self._authorities_until:
                return self._authorities.get(authority)
        return next((found for found in self.authorities() if found.id == authority), None)

    def authorities(self) -> Sequence[Authority]:
        """Always asked of the database, so that whoever asks learns whether it is there."""
        found = {
            row.id: msgspec.json.decode(row.said, type=Authority)
            for row in models.Authority.objects.using(self._db.alias).order_by("id")
        }
        # What this transaction has written itself may yet be undone: it is shown here, and not remembered.
        if not self._db.in_transaction:
            with self._lock:
                self._authorities, self._authorities_until = found, time.monotonic() + AUTHORITIES_KEPT_SECONDS
        return list(found.values())

    def save_authority(self, authority: Authority) -> None:
        self._db.must_be_together()
        self._forget_authorities()
        models.Authority.objects.using(self._db.alias).update_or_create(
            id=authority.id, defaults={"said": rows.text(authority)}
        )
        self._db.after_commit(self._forget_authorities)

    def _forget_authorities(self) -> None:
        with self._lock:
            self._authorities_until = 0.0

    # --- cases

    def open_case(self, row: CaseRow, entry: Entry) -> None:
        self._db.must_be_together()
        assert (row.seq, row.head) == (entry.seq, entry.hash), "a new case and its first entry are one"
        self._db.run(row.authority, self._db.statements.open_case, rows.case_values(row, self._db))
        self._append(entry)

    def case(self, authority: str, case: str) -> CaseRow:
        statements = self._db.statements
        # Inside a transaction somebody is about to write: they wait for whoever writes to this case now.
        statement = statements.case_locked if self._db.in_transaction else statements.case
        found = self._db.run(authority, statement, (authority, case)).fetchone()
        if found is None:
            raise NoSuchCase
        return rows.case_row(found)

    def case_by_reference(self, authority: str, reference: str) -> CaseRow:
        known = self._db.run(authority, self._db.statements.case_of_reference, (authority, reference)).fetchone()
        if known is None:
            raise NoSuchCase
        return self.case(authority, known[0])

    def every_case(self, authority: str | None = None) -> Iterable[tuple[str, str]]:
        """Some at a time, each lot by itself: whoever goes through them may write meanwhile."""
        after: tuple[str, str] | None = None
        while True:
            with self._db.about(authority or EVERY) as alias:
                found = models.Case.objects.using(alias).order_by("pk")
                if authority is not None:
                    found = found.filter(authority=authority)
                if after is not None:
                    found = found.filter(pk__gt=after)
                keys = list(found.values_list("authority", "id")[:_BATCH])
            yield from keys
            if len(keys) < _BATCH:
                return
            after = keys[-1]

    def write(self, row: CaseRow, entries: Sequence[Entry], *, seen: int) -> None:
        self._db.must_be_together()
        # Corrupt code must not write to a journal.
        assert entries, "nothing is written to a case without an entry that says what happened"
        assert [entry.seq for entry in entries] == list(range(seen + 1, row.seq + 1)), "entries follow one another"
        assert row.head == entries[-1].hash, "the row's head is its last entry"
        statements = self._db.statements
        answered = all(isinstance(entry.event, Answered | Removed) for entry in entries)
        point = "answer" if answered else ""
        if isinstance(entries[0].event, Moved):
            point = "move"
            assert len(entries) == 1, "a move is written by itself"
            values = (row.edition, *rows.answer_values(row, seen, self._db))
            done = self._db.run(row.authority, statements.move, values)
        elif answered:
            done = self._db.run(row.authority, statements.answer, rows.answer_values(row, seen, self._db))
        else:
            done = self._db.run(row.authority, statements.write, rows.write_values(row, seen, self._db))
        if done.rowcount != 1:
            self.case(row.authority, row.id)
            raise StaleCase
        if point:
            failpoint(f"{point}.row_written")
        for entry in entries:
            self._append(entry)
        if point:
            failpoint(f"{point}.journal_written")
        if any(isinstance(entry.event, Submitted | GaveMore) for entry in entries):
            self._make_findable(row)

    def _append(self, entry: Entry) -> None:
        values = (
            entry.authority,
            entry.case,
            entry.seq,
            rows.text(entry.event),
            entry.key,
            entry.before,
            entry.hash,
        )
        self._db.run(entry.authority, self._db.statements.journal, values)

    def journal(self, authority: str, case: str) -> Sequence[Entry]:
        with self._db.about(authority) as alias:
            found = models.Journal.objects.using(alias).filter(authority=authority, case=case).order_by("seq")
            return [
                rows.entry(authority, case, row) for row in found.values_list("seq", "event", "key", "before", "hash")
            ]

    def entry_by_key(self, authority: str, case: str, key: str) -> Entry | None:
        found = self._db.run(authority, self._db.statements.entry_by_key, (authority, case, key)).fetchone()
        return None if found is None else rows.entry(authority, case, found)

    def _make_findable(self, row: CaseRow) -> None:
        words = sorted(case_words(self._editions.edition(row.edition).service, row.data))
        statements = self._db.statements
        self._db.run(row.authority, statements.no_words, (row.authority, row.id))
        if words:
            values = [value for word in words for value in (row.authority, word, row.id)]
            self._db.run(row.authority, statements.words(len(words)), values)

    # --- what belongs to a case

    def add_message(self, authority: str, case: str, message: Message) -> None:
        self._db.must_be_together()
        values = rows.message_values(message, authority, case, self._db)
        self._db.run(authority, self._db.statements.message, values)

    def messages(self, authority: str, case: str) -> Sequence[Message]:
        found = self._db.run(authority, self._db.statements.messages, (authority, case)).fetchall()
        return [rows.message(row) for row in found]

    def add_note(self, authority: str, case: str, note: Note) -> None:
        self._add(models.Note, authority, case, note)

    def notes(self, authority: str, case: str) -> Sequence[Note]:
        return self._read(models.Note, rows.note, authority, case)

    def save_asking(self, authority: str, case: str, asking: Asking) -> None:
        self._db.must_be_together()
        held = {"questions": rows.text(asking.questions), "data": rows.text(asking.data), "done": asking.done}
        with self._db.about(authority) as alias:
            known = models.Asking.objects.using(alias).filter(authority=authority, case=case, id=asking.id)
            if known.update(**held):
                return
        self._add(models.Asking, authority, case, asking, **held)

    def askings(self, authority: str, case: str) -> Sequence[Asking]:
        return self._read(models.Asking, rows.asking, authority, case)

    def add_decision(self, authority: str, case: str, decision: Decision) -> None:
        self._add(models.Decision, authority, case, decision, findings=rows.text(decision.findings))

    def decisions(self, authority: str, case: str) -> Sequence[Decision]:
        return self._read(models.Decision, rows.decision, authority, case)

    def _add(self, table: type[Model], authority: str, case: str, what: msgspec.Struct, **as_text: Any) -> None:
        self._db.must_be_together()
        fields = {name: getattr(what, name) for name in what.__struct_fields__} | as_text
        values = [self._db.time_in(value) if isinstance(value, datetime) else value for value in fields.values()]
        statement = _adding(table._meta.db_table, tuple(fields), self._db.vendor)
        self._db.run(authority, statement, [authority, case, authority, case, *values])

    def _read[M: Model, T](self, table: type[M], made: Callable[[M], T], authority: str, case: str) -> Sequence[T]:
        with self._db.about(authority) as alias:
            found = table._default_manager.using(alias).filter(authority=authority, case=case).order_by("number")
            return [made(row) for row in found]

    # --- tasks for staff

    def add_task(self, task: StaffTask) -> None:
        self._db.must_be_together()
        with self._db.about(task.authority) as alias:
            models.StaffTask.objects.using(alias).create(**msgspec.structs.asdict(task))

    def tasks(self, authority: str) -> Sequence[StaffTask]:
        with self._db.about(authority) as alias:
            found = models.StaffTask.objects.using(alias).filter(authority=authority).order_by("at", "id")
            return [rows.staff_task(row) for row in found]

    def finish_task(self, authority: str, task: str, at: datetime) -> None:
        self._db.must_be_together()
        with self._db.about(authority) as alias:
            models.StaffTask.objects.using(alias).filter(authority=authority, id=task, done=None).update(done=at)

    # --- erasing

    def erase(self, authority: str, case: str) -> None:
        self._db.must_be_together()
        for statement in self._db.statements.erase:
            self._db.run(authority, statement, (authority, case))
        # Their bytes go once this is on disk; until then the row says that they have to.
        files = self._db.run(authority, self._db.statements.erase_files, (True, authority, case)).rowcount
        remove = self._remove_bytes
        if files and remove is not None:
            self._db.after_commit(lambda: remove_gone(self._db, remove, authority=authority))

    def due_for_erasing(self, today: date) -> Iterable[tuple[str, str]]:
        with self._db.about(EVERY) as alias:
            due = models.Case.objects.using(alias).filter(keep_until__lte=today, erased__isnull=True)
            # Each by the index that holds only such cases.
            sent = due.filter(submitted__isnull=False).order_by("keep_until")
            drafts = due.filter(submitted__isnull=True).order_by("started")
            return [*sent.values_list("authority", "id"), *drafts.values_list("authority", "id")]

    def due_for_asking(self, *, since: datetime, until: datetime, most: int) -> Sequence[tuple[str, str]]:
        with self._db.about(EVERY) as alias:
            held = models.Case.objects.using(alias).filter(decided__gte=since, decided__lte=until, asked__isnull=True)
            return list(held.order_by("decided", "authority", "id").values_list("authority", "id")[:most])

    def mark_asked(self, authority: str, case: str, at: datetime) -> bool:
        self._db.must_be_together()
        with self._db.about(authority) as alias:
            held = models.Case.objects.using(alias).filter(authority=authority, id=case, asked__isnull=True)
            return bool(held.update(asked=at))


@cache
def _adding(table: str, fields: tuple[str, ...], vendor: str) -> str:
    """One more of what belongs to a case, with the next number: each decision by a rule is on a resident's way.

    Whoever writes to a case has it locked, so nobody else counts at the same time.
    """
    names, values = ", ".join(f'"{name}"' for name in fields), ", ".join(["%s"] * len(fields))
    statement = (
        f'INSERT INTO {table} (authority, "case", number, {names}) VALUES (%s, %s,'  # noqa: S608 — words of our own
        f' (SELECT coalesce(max(number), 0) + 1 FROM {table} WHERE authority = %s AND "case" = %s), {values})'
    )
    return statement.replace("%s", "?") if vendor == "sqlite" else statement
