"""Whoever doubts can look; whoever tampers is found."""

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from footpath.actions.audit import AuditReport, audit
from footpath.actions.decide_case import DecidedNow, decide_case
from footpath.actions.mark_paid import mark_paid
from footpath.casework.events import Noted
from footpath.ports import CaseRow, Decision, Entry
from tests.people import BEN, FIRST, NORTH, SOUTH, fills_in, reports, sends, settle, starts
from tests.world import MemoryWorld


@pytest.fixture
def decided(world: MemoryWorld) -> CaseRow:
    row = reports(world)
    done = decide_case(
        world, authority=NORTH, case=row.id, outcome="refused", reason="not out", by=BEN, seen=row.seq, key="d"
    )
    assert isinstance(done, DecidedNow)
    return done.row


def tamper[T](world: MemoryWorld, table: str, kind: type[T], change: Callable[[T], T], *, at: int = 0) -> None:
    """As somebody who can write to the database would."""
    rows = world.tables.rows[table]
    key = list(rows)[at]
    rows[key] = msgspec.json.encode(change(msgspec.json.decode(rows[key], type=kind)))


def found(world: MemoryWorld) -> set[str]:
    return {fault.what for fault in audit(world).faults}


def test_where_nobody_tampered_it_counts_and_finds_nothing(world: MemoryWorld, decided: CaseRow) -> None:
    starts(world)
    seen: list[int] = []

    report = audit(world, progress=seen.append)

    assert report == AuditReport(cases=2, entries=decided.seq + 1, faults=())
    assert seen == [1, 2]


def test_one_authority_is_looked_at_alone(world: MemoryWorld, decided: CaseRow) -> None:
    assert audit(world, authority=SOUTH) == AuditReport(cases=0, entries=0, faults=())


def test_a_row_that_says_more_than_its_journal_is_found(world: MemoryWorld, decided: CaseRow) -> None:
    tamper(world, "cases", CaseRow, lambda row: replace(row, outcome="collected"))

    (fault,) = audit(world).faults
    assert (fault.what, fault.says) == ("fold", "outcome is collected where the journal says refused")


def test_an_answer_changed_behind_our_back_is_found(world: MemoryWorld, decided: CaseRow) -> None:
    tamper(world, "cases", CaseRow, lambda row: replace(row, data={**row.data, "colour": "black"}))

    assert found(world) == {"commitment"}


def test_an_entry_changed_behind_our_back_is_found(world: MemoryWorld, decided: CaseRow) -> None:
    tamper(world, "journal", Entry, lambda entry: replace(entry, event=replace(entry.event, by="staff:x")), at=1)

    assert found(world) == {"chain"}


def test_an_entry_taken_out_is_found(world: MemoryWorld, decided: CaseRow) -> None:
    del world.tables.rows["journal"][list(world.tables.rows["journal"])[-1]]

    assert "chain" in found(world)


def test_a_journal_that_says_what_cannot_happen_is_found(world: MemoryWorld) -> None:
    starts(world)
    note = Noted(at=world.clock.now(), by=BEN, note="n")
    tamper(world, "journal", Entry, lambda entry: replace(entry, event=note))

    assert "fold" in found(world)


def test_one_key_in_two_entries_is_found(world: MemoryWorld, decided: CaseRow) -> None:
    tamper(world, "journal", Entry, lambda entry: replace(entry, key="d"), at=1)

    assert "key" in found(world)


@pytest.mark.parametrize(
    "change",
    [
        lambda decision: replace(decision, reason="another"),
        lambda decision: replace(decision, by="staff:cara"),
        lambda decision: replace(decision, findings={"made": "up"}),
        lambda decision: replace(decision, outcome="collected"),
    ],
)
def test_a_decision_told_otherwise_afterwards_is_found(
    world: MemoryWorld, decided: CaseRow, change: Callable[[Decision], Decision]
) -> None:
    tamper(world, "decisions", Decision, change)

    assert found(world) == {"decision"}


def test_a_decision_that_is_gone_is_found(world: MemoryWorld, decided: CaseRow) -> None:
    world.tables.rows["decisions"].clear()

    assert found(world) == {"decision"}


def test_a_decision_is_computed_again_from_what_is_stored(world: MemoryWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    asha = fills_in(world, FIRST)
    sent = sends(world, asha).row
    mark_paid(world, authority=NORTH, case=sent.id, by=BEN, seen=sent.seq, key="p")
    world.clock.move(days=400)  # another price is in force by now
    assert not audit(world).faults

    from footpath.actions import grounds

    monkeypatch.setattr(grounds, "explain_json", lambda finding: {"name": finding.name, "value": "otherwise"})

    assert [fault.says.partition(" now")[0] for fault in audit(world).faults] == ["the rules find something else"]


def test_answers_left_behind_by_erasing_are_found(world: MemoryWorld, decided: CaseRow) -> None:
    from footpath.actions.erase_case import erase_case

    erase_case(world, authority=NORTH, case=decided.id, because="asked for", by="staff:mia")
    assert not audit(world).faults

    tamper(world, "cases", CaseRow, lambda row: replace(row, data={"colour": "green"}))

    assert found(world) == {"keeping"}


def test_a_case_kept_longer_than_promised_is_found(world: MemoryWorld, decided: CaseRow) -> None:
    tamper(world, "cases", CaseRow, lambda row: replace(row, keep_until=None))

    assert found(world) == {"keeping"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_no_flipped_byte_of_a_journal_goes_unseen(data: st.DataObject) -> None:
    world = MemoryWorld()
    settle(world)
    reports(world)
    rows = world.tables.rows["journal"]
    key = data.draw(st.sampled_from(sorted(rows)))
    held = bytearray(rows[key])
    # Flip a letter or digit into another, so that what is stored can still be read.
    places = [place for place, byte in enumerate(held) if chr(byte).isdigit()]
    place = data.draw(st.sampled_from(places))
    held[place] = ord("1") if held[place] != ord("1") else ord("2")
    rows[key] = bytes(held)

    try:
        report = audit(world)
    except msgspec.ValidationError:
        return  # it cannot even be read as an entry
    assert report.faults
