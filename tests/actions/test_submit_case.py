"""Asha sends what she has answered."""

from datetime import UTC, date, datetime

import pytest

from footpath.actions.answer_page import answer_page
from footpath.actions.submit_case import NotReady, submit_case
from footpath.casework.events import Decided, Submitted, Told
from footpath.casework.refusals import AlreadySubmitted, KeyUsedBefore
from footpath.journey import AskAt, ExitAt
from tests.crash import power_cut_at
from tests.people import ASHA, BIN, NORTH, fills_in, form, row_of, sends, starts
from tests.world import MemoryWorld


def test_a_report_without_a_charge_is_the_teams_at_once(world: MemoryWorld) -> None:
    sent = sends(world, fills_in(world, BIN, "report"))

    assert (sent.stage, sent.reference) == ("checking", sent.row.reference)
    # Ten working days, the authority's own time: from Friday 1 May, over a bank holiday on the 4th.
    assert sent.row.due == date(2026, 5, 18)
    assert sent.row.keep_until is None


def test_with_a_charge_it_waits_for_the_payment(world: MemoryWorld) -> None:
    sent = sends(world, fills_in(world))

    assert (sent.stage, sent.row.charge_pence, sent.row.due) == ("to_pay", 17000, None)


def test_the_price_is_that_of_the_day_it_is_sent(world: MemoryWorld) -> None:
    asha = fills_in(world)
    world.clock.set(datetime(2026, 5, 31, 23, 30, tzinfo=UTC))  # half past midnight on 1 June here

    assert sends(world, asha).row.charge_pence == 17700


def test_what_is_not_complete_is_not_sent_and_she_is_shown_where(world: MemoryWorld) -> None:
    asha = fills_in(world, {page: ASHA[page] for page in ("where", "vehicle", "household")})
    before = world.stored()

    not_ready = submit_case(world, authority=NORTH, case=asha.case, key="k", lang="en")

    assert not_ready == NotReady(where=AskAt(page="others", item=None, changing=False))
    assert world.stored() == before


def test_somebody_at_an_exit_sends_nothing(world: MemoryWorld) -> None:
    asha = starts(world)
    answer_page(world, authority=NORTH, case=asha.case, page="where", form=form(postcode="SW1A 1AA"), lang="en", seen=1)

    not_ready = submit_case(world, authority=NORTH, case=asha.case, key="k", lang="en")

    assert isinstance(not_ready, NotReady)
    assert isinstance(not_ready.where, ExitAt)


def test_it_is_on_her_page_what_happens_next_and_an_email_says_that_it_is(world: MemoryWorld) -> None:
    sent = sends(world, fills_in(world))

    (message,) = world.records.messages(NORTH, sent.row.id)
    assert message.about == "submitted"
    assert message.body == (
        f"Your reference is {sent.reference}.\n\nWe look at it within 3 working days. Reference {sent.reference}."
    )
    assert message.email is not None
    assert (message.email.to, message.email.subject) == ("asha@example.org", "We have your application")
    (intent,) = world.outbox.intents
    assert intent.args == {"case": sent.row.id, "message": message.id}


def test_nobodys_data_is_in_the_outbox_or_the_journal(world: MemoryWorld) -> None:
    sends(world, fills_in(world))

    stored = world.stored()
    outside = b"".join([*stored["outbox"].values(), *stored["journal"].values()])
    for personal in (b"asha", b"AB12", b"OX1"):
        assert personal not in outside


def test_somebody_who_gave_no_address_has_the_message_on_their_page_only(world: MemoryWorld) -> None:
    asha = fills_in(world, {**ASHA, "contact": form(email="")})

    sends(world, asha)

    assert [message.email for message in world.records.messages(NORTH, asha.case)] == [None]
    assert not world.outbox.intents


def test_in_welsh_she_is_told_in_welsh(world: MemoryWorld) -> None:
    asha = fills_in(world)

    sends(world, asha, lang="cy")

    (message,) = world.records.messages(NORTH, asha.case)
    assert message.subject == "Mae eich atebion wedi ein cyrraedd"


def test_a_press_that_comes_twice_is_one_application(world: MemoryWorld) -> None:
    asha = fills_in(world)
    first = sends(world, asha, key="k")
    before = world.stored()

    assert sends(world, asha, key="k") == first
    assert world.stored() == before


def test_another_window_is_told_that_it_was_sent_already(world: MemoryWorld) -> None:
    asha = fills_in(world)
    sends(world, asha, key="k1")

    with pytest.raises(AlreadySubmitted):
        sends(world, asha, key="k2")


def test_the_key_of_another_form_is_not_taken(world: MemoryWorld) -> None:
    from footpath.actions.withdraw_case import withdraw_case

    asha = fills_in(world)
    withdraw_case(world, authority=NORTH, case=asha.case, lang="en", key="k")

    with pytest.raises(KeyUsedBefore):
        sends(world, asha, key="k")


def test_the_journal_says_sent_and_told(world: MemoryWorld) -> None:
    asha = fills_in(world)
    sends(world, asha)

    kinds = [type(entry.event) for entry in world.records.journal(NORTH, asha.case)][-2:]
    assert kinds == [Submitted, Told]


@pytest.mark.parametrize("point", ["submit.read", "submit.row_written", "submit.message_written", "submit.intent_put"])
def test_a_power_cut_in_the_middle_leaves_a_draft_and_no_message(world: MemoryWorld, point: str) -> None:
    asha = fills_in(world)
    before = world.stored()

    with power_cut_at(point):
        sends(world, asha)

    assert world.stored() == before


def test_a_power_cut_before_she_hears_of_it_makes_no_second_application(world: MemoryWorld) -> None:
    asha = fills_in(world)
    with power_cut_at("submit.committed"):
        sends(world, asha, key="k")

    assert sends(world, asha, key="k").stage == "to_pay"
    assert len(world.records.messages(NORTH, asha.case)) == 1


FREE_FIRST = {**ASHA, "household": form(permits_held="0")}


def test_nothing_is_decided_while_something_is_to_be_paid(world: MemoryWorld) -> None:
    asha = fills_in(world, FREE_FIRST)

    assert sends(world, asha).stage == "to_pay"
    assert not [e for e in world.records.journal(NORTH, asha.case) if isinstance(e.event, Decided)]
    assert row_of(world, asha).outcome is None
