"""Ben records that Asha's payment arrived."""

from datetime import date

import pytest

from footpath.actions.audit import audit
from footpath.actions.mark_paid import mark_paid
from footpath.casework.events import Paid
from footpath.casework.refusals import NothingToPay
from footpath.ports import StaleCase
from tests.people import ASHA, BEN, BIN, FIRST, NORTH, fills_in, row_of, sends
from tests.world import MemoryWorld


def test_from_then_on_the_team_has_it_and_a_day_is_due(world: MemoryWorld) -> None:
    asha = fills_in(world)
    sent = sends(world, asha)

    row = mark_paid(world, authority=NORTH, case=asha.case, by=BEN, seen=sent.row.seq, key="p")

    assert (row.stage, row.paid, row.due) == ("checking", True, date(2026, 5, 7))
    paid = [e.event for e in world.records.journal(NORTH, asha.case) if isinstance(e.event, Paid)]
    assert [(event.pence, event.how, event.by) for event in paid] == [(17000, "staff", BEN)]
    assert world.records.messages(NORTH, asha.case)[-1].body == "We have got your payment of £170.00."


def test_a_first_permit_is_granted_by_the_rule_once_it_is_paid(world: MemoryWorld) -> None:
    asha = fills_in(world, FIRST)
    sent = sends(world, asha)

    row = mark_paid(world, authority=NORTH, case=asha.case, by=BEN, seen=sent.row.seq, key="p")

    assert (row.stage, row.outcome) == ("decided", "granted")
    (decision,) = world.records.decisions(NORTH, asha.case)
    assert (decision.automatic, decision.by) == (True, "rule")
    assert decision.reason == "Yours is the first permit of your household (article 7)"
    assert "automatic:0" in decision.findings
    letter = world.records.messages(NORTH, asha.case)[-1]
    assert letter.body == f"Your permit {row.reference} for AB12 CDE starts today."
    assert not audit(world).faults


def test_marked_twice_is_paid_once(world: MemoryWorld) -> None:
    asha = fills_in(world)
    sent = sends(world, asha)
    first = mark_paid(world, authority=NORTH, case=asha.case, by=BEN, seen=sent.row.seq, key="p")

    assert mark_paid(world, authority=NORTH, case=asha.case, by=BEN, seen=sent.row.seq, key="p") == first


def test_where_nothing_is_to_pay_nothing_is_paid(world: MemoryWorld) -> None:
    report = sends(world, fills_in(world, BIN, "report")).row

    with pytest.raises(NothingToPay):
        mark_paid(world, authority=NORTH, case=report.id, by=BEN, seen=report.seq, key="p")


def test_ben_acts_on_what_he_saw(world: MemoryWorld) -> None:
    asha = fills_in(world, ASHA)
    sends(world, asha)

    with pytest.raises(StaleCase):
        mark_paid(world, authority=NORTH, case=asha.case, by=BEN, seen=1, key="p")

    assert row_of(world, asha).stage == "to_pay"


def test_the_receipts_number_is_a_note_that_goes_when_the_answers_go(world: MemoryWorld) -> None:
    asha = fills_in(world)
    sent = sends(world, asha)

    mark_paid(world, authority=NORTH, case=asha.case, by=BEN, seen=sent.row.seq, key="p", receipt="2026-004512")

    assert [note.words for note in world.records.notes(NORTH, asha.case)] == ["Receipt number 2026-004512"]
    assert b"004512" not in b"".join(world.stored()["journal"].values())
    assert not audit(world).faults
