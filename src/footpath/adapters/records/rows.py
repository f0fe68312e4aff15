"""Rows of tables as the values the core knows, and back."""

from datetime import datetime
from typing import Any

import msgspec

from footpath.adapters.records import models
from footpath.adapters.records.database import Database, time_out
from footpath.casework.events import AnyEvent
from footpath.ports import Asking, CaseRow, Decision, Email, Entry, Message, Note, StaffTask

_DATA = msgspec.json.Decoder(dict[str, Any])
_WRITTEN = msgspec.json.Decoder(dict[str, int])
_EVENT: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)
_EMAIL = msgspec.json.Decoder(Email)
_IDS = msgspec.json.Decoder(tuple[str, ...])
_ENCODER = msgspec.json.Encoder()


def text(value: Any) -> str:
    """As JSON. An event, a time and a Decimal come back as what they were through their type."""
    return _ENCODER.encode(value).decode()


def case_row(row: tuple[Any, ...]) -> CaseRow:
    """From the columns of sql.CASE_COLUMNS."""
    return CaseRow(
        authority=row[0],
        id=row[1],
        reference=row[2],
        service=row[3],
        edition=row[4],
        lang=row[5],
        stage=row[6],
        seq=row[7],
        head=row[8],
        data=_DATA.decode(row[9]),
        written=_WRITTEN.decode(row[10]),
        salt=row[11],
        door=row[12],
        taken_by=row[13],
        outcome=row[14],
        started=time_out(row[15]),
        submitted=time_out(row[16]),
        decided=time_out(row[17]),
        due=row[18],
        channel=row[19],
        answers=row[20],
        charge_pence=row[21],
        paid=bool(row[22]),
        asking=row[23],
        decision=row[24],
        keep_from=time_out(row[25]),
        keep_until=row[26],
        erased=row[27],
    )


def open_since(row: CaseRow) -> datetime | None:
    """When somebody began to wait for it, while they do."""
    return row.submitted if row.stage in models.OPEN else None


def case_values(row: CaseRow, on: Database) -> tuple[Any, ...]:
    """For sql.Statements.open_case."""
    return (
        row.authority,
        row.id,
        row.reference,
        row.service,
        row.edition,
        row.lang,
        row.stage,
        row.seq,
        row.head,
        text(row.data),
        text(row.written),
        row.salt,
        row.door,
        row.taken_by,
        row.outcome,
        on.time_in(row.started),
        on.time_in(row.submitted),
        on.time_in(row.decided),
        on.day_in(row.due),
        row.channel,
        row.answers,
        row.charge_pence,
        row.paid,
        row.asking,
        row.decision,
        on.time_in(row.keep_from),
        on.day_in(row.keep_until),
        on.day_in(row.erased),
        on.time_in(open_since(row)),
    )


def answer_values(row: CaseRow, seen: int, on: Database) -> tuple[Any, ...]:
    """For sql.Statements.answer."""
    return (
        row.seq,
        row.head,
        text(row.data),
        text(row.written),
        row.answers,
        row.lang,
        on.time_in(row.keep_from),
        on.day_in(row.keep_until),
        row.authority,
        row.id,
        seen,
    )


def write_values(row: CaseRow, seen: int, on: Database) -> tuple[Any, ...]:
    """For sql.Statements.write."""
    return (
        row.lang,
        row.stage,
        row.seq,
        row.head,
        text(row.data),
        text(row.written),
        row.salt,
        row.door,
        row.taken_by,
        row.outcome,
        on.time_in(row.submitted),
        on.time_in(row.decided),
        on.day_in(row.due),
        row.answers,
        row.charge_pence,
        row.paid,
        row.asking,
        row.decision,
        on.time_in(row.keep_from),
        on.day_in(row.keep_until),
        on.day_in(row.erased),
        on.time_in(open_since(row)),
        row.authority,
        row.id,
        seen,
    )


def entry(authority: str, case: str, row: tuple[Any, ...]) -> Entry:
    """From seq, event, key, before, hash."""
    seq, event, key, before, hashed = row
    return Entry(
        authority=authority, case=case, seq=seq, event=_EVENT.decode(event), key=key, before=before, hash=hashed
    )


def message_values(message: Message, authority: str, case: str, on: Database) -> tuple[Any, ...]:
    """For sql.Statements.message."""
    return (
        authority,
        case,
        message.id,
        message.about,
        message.way,
        message.subject,
        message.body,
        on.time_in(message.at),
        message.by,
        None if message.email is None else text(message.email),
        message.edition,
        authority,
        case,
    )


def message(row: tuple[Any, ...]) -> Message:
    """From sql.Statements.messages."""
    id_, about, way, subject, body, at, by, email, edition = row
    written = time_out(at)
    assert written is not None
    return Message(
        id=id_,
        about=about,
        way=way,
        subject=subject,
        body=body,
        at=written,
        by=by,
        email=_EMAIL.decode(email) if email else None,
        edition=edition,
    )


def note(row: models.Note) -> Note:
    return Note(id=row.id, words=row.words, at=row.at, by=row.by)


def asking(row: models.Asking) -> Asking:
    return Asking(
        id=row.id,
        questions=_IDS.decode(row.questions),
        words=row.words,
        reply=row.reply,
        at=row.at,
        by=row.by,
        data=_DATA.decode(row.data),
        done=row.done,
    )


def decision(row: models.Decision) -> Decision:
    return Decision(
        id=row.id,
        outcome=row.outcome,
        reason=row.reason,
        findings=_DATA.decode(row.findings),
        edition=row.edition,
        by=row.by,
        automatic=row.automatic,
        at=row.at,
    )


def staff_task(row: models.StaffTask) -> StaffTask:
    return StaffTask(id=row.id, authority=row.authority, case=row.case, says=row.says, at=row.at, done=row.done)
