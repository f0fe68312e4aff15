"""Cases as the records see them: rows and entries, with nobody's action behind them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from msgspec.structs import replace

from footpath.casework.events import Answered, AnyEvent, Decided, GaveMore, Started, Submitted
from footpath.casework.journal import NOTHING_BEFORE, chain
from footpath.definition.load import load_service
from footpath.definition.service import Edition
from footpath.ports import Authority, CaseRow, Contact, Entry, World
from footpath.values import Words

NORTH, SOUTH = "barset_north", "barset_south"
AT = datetime(2026, 5, 1, 9, 30, 0, 123456, tzinfo=UTC)

VISITOR = """
footpath: 1
id: visitor_parking
version: 1
title: {en: Get visitor parking, cy: Cael parcio i ymwelwyr}
owner: parking manager
outcome: Visitors can park
law: Parking Order 2019
minutes: 2
pages:
  who:
    title: You
    questions:
      full_name: {ask: What is your name?, type: name, why: We write to you by it}
  car:
    title: The car
    questions:
      registration: {ask: What is its registration number?, type: vehicle_registration, why: Wardens check it}
  need:
    title: Why
    questions:
      need: {ask: Why do you need it?, type: long_text, optional: true, why: We decide by it}
decide:
  otherwise: parking_team
  outcomes:
    granted: {letter: You can park.}
    refused: {letter: You cannot park.}
keep: {answers: 1 year after decision, drafts: 28 days}
"""


@cache
def edition(source: str = VISITOR) -> Edition:
    loaded = load_service(source, file="visitor_parking.yaml")
    assert isinstance(loaded, Edition), loaded
    return loaded


def an_authority(id_: str = NORTH, name: str = "Barset North") -> Authority:
    return Authority(
        id=id_,
        name=Words(name, f"Cyngor {name}"),
        layer="district",
        parent="barset",
        contact=Contact(
            phone="01632 960 100",
            email="help@barset.example",
            hours=Words("Monday to Friday", "Dydd Llun i ddydd Gwener"),
            address=Words("The Council House, Barset"),
        ),
        sender="no-reply@barset.example",
        colour="#00703c",
        working_days=10,
    )


def settle(world: World) -> None:
    """Two authorities that both offer visitor parking."""
    with world.together():
        for authority in (an_authority(), an_authority(SOUTH, "Barset South")):
            world.records.save_authority(authority)
            world.editions.publish(authority.id, edition(), by="staff:mia", because="It is checked", at=AT)


def a_case(id_: str = "c-1", *, authority: str = NORTH, reference: str = "FP-7K4-2QM") -> tuple[CaseRow, Entry]:
    event = Started(at=AT, by="resident", service="visitor_parking", edition=edition().hash, reference=reference)
    (entry,) = chain([event], authority=authority, case=id_, seq=0, head=NOTHING_BEFORE, key=None)
    row = CaseRow(
        authority=authority,
        id=id_,
        reference=reference,
        service="visitor_parking",
        edition=edition().hash,
        lang="en",
        stage="answering",
        seq=1,
        head=entry.hash,
        data={},
        written={},
        salt="5a" * 32,
        door="d0" * 32,
        taken_by=None,
        outcome=None,
        started=AT,
        submitted=None,
        decided=None,
        due=None,
        keep_from=AT,
        keep_until=date(2026, 5, 29),
    )
    return row, entry


def opened(world: World, id_: str = "c-1", **others: str) -> CaseRow:
    row, entry = a_case(id_, **others)
    with world.together():
        world.records.open_case(row, entry)
    return row


def after(row: CaseRow, *events: AnyEvent, key: str | None = None, **changed: Any) -> tuple[CaseRow, tuple[Entry, ...]]:
    """The row and its new entries, without asking whether this may happen."""
    entries = chain(events, authority=row.authority, case=row.id, seq=row.seq, head=row.head, key=key)
    return replace(row, seq=entries[-1].seq, head=entries[-1].hash, **changed), entries


def written(world: World, row: CaseRow, *events: AnyEvent, key: str | None = None, **changed: Any) -> CaseRow:
    new, entries = after(row, *events, key=key, **changed)
    with world.together():
        world.records.write(new, entries, seen=row.seq)
    return new


def answered(page: str = "who") -> Answered:
    return Answered(at=AT, by="resident", page=page, questions=(page,), answers="c0" * 32)


def submitted(
    world: World, row: CaseRow, data: Mapping[str, Any], *, at: datetime = AT, due: date | None = None, **changed: Any
) -> CaseRow:
    event = Submitted(at=at, by="resident", answers="c1" * 32, due=due)
    changed = {"stage": "checking", "submitted": at, "due": due, "data": data, "keep_until": None, **changed}
    return written(world, row, event, **changed)


def gave_more() -> GaveMore:
    return GaveMore(at=AT, by="resident", asking="a-1", answers="c2" * 32)


def decided() -> Decided:
    return Decided(
        at=AT, by="staff:ben", decision="d-1", outcome="granted", edition="e", findings="f" * 64, automatic=False
    )
