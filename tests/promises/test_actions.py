"""What Footpath promises to residents and staff, in memory, on SQLite and on PostgreSQL."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connections

from footpath.actions.add_note import add_note
from footpath.actions.ask_again import ask_again
from footpath.actions.ask_for_more import AskedNow, ask_for_more
from footpath.actions.audit import audit
from footpath.actions.decide_case import DecidedNow, decide_case
from footpath.actions.erase_case import erase_case
from footpath.actions.find_case import find_case
from footpath.actions.give_more import GaveNow, give_more
from footpath.actions.give_more_page import give_more_page
from footpath.actions.keep_time import keep_time
from footpath.actions.mark_paid import mark_paid
from footpath.actions.reopen_case import reopen_case
from footpath.actions.results import Crossed, Went
from footpath.actions.save_and_return import Saved, save_and_return
from footpath.actions.start_case import Opened
from footpath.actions.submit_case import Sent, submit_case
from footpath.actions.take_case import take_case
from footpath.actions.withdraw_case import withdraw_case
from footpath.actions.write_message import write_message
from footpath.casework.events import Decided
from footpath.casework.refusals import AlreadyDecided, CaseSaysNo, NotFinished
from footpath.ports import CaseRow, NoSuchCase, StaleCase, World
from footpath.site.world import SiteWorld
from tests.crash import PowerCut, power_cut_at
from tests.people import (
    ASHA,
    BEN,
    BIN,
    CARA,
    FIRST,
    NORTH,
    SOUTH,
    answers,
    fills_in,
    form,
    reports,
    row_of,
    sends,
    settle,
    starts,
)
from tests.world import MemoryWorld


@pytest.fixture
def world(world: World) -> World:
    """With permits and reports offered too."""
    settle(world)
    return world


@pytest.fixture
def database_world(stored: SiteWorld) -> SiteWorld:
    settle(stored)
    return stored


def sound(world: World) -> None:
    """Every case is what its journal says, every chain is whole, every decision can be computed again."""
    assert audit(world).faults == ()


def emails(world: World) -> list[tuple[str, str]]:
    """The kind and key of all that is to be sent."""
    if isinstance(world, MemoryWorld):
        return sorted((intent.kind, intent.key) for intent in world.outbox.intents)
    assert isinstance(world, SiteWorld)
    with world.together(), connections[world.database.alias].cursor() as cursor:
        if cursor.db.vendor == "postgresql":
            cursor.execute("SELECT set_config('footpath.authority', '*', true)")
        cursor.execute('SELECT kind, "key" FROM records_outbox')
        return sorted(cursor.fetchall())


def decides(world: World, row: CaseRow, outcome: str = "collected", *, by: str = BEN, **others: Any) -> CaseRow:
    asked = {"reason": "", "seen": row.seq, "key": f"decide-{row.seq}"} | others
    done = decide_case(world, authority=NORTH, case=row.id, outcome=outcome, by=by, **asked)
    assert isinstance(done, DecidedNow), done
    return done.row


# --- Asha


def test_an_answer_that_was_taken_is_there(world: World) -> None:
    asha = starts(world)

    went = answers(world, asha, "where", ASHA["where"])

    assert isinstance(went, Went)
    assert row_of(world, asha) == went.row
    assert went.row.data == {"postcode": "OX1 1AA"}
    sound(world)


def test_a_permit_from_the_first_page_to_the_decision(world: World) -> None:
    asha = fills_in(world)
    sent = sends(world, asha)
    paid = mark_paid(world, authority=NORTH, case=asha.case, by=BEN, seen=sent.row.seq, key="paid")
    his = take_case(world, authority=NORTH, case=asha.case, by=BEN, seen=paid.seq, key="take")

    granted = decides(world, his, "granted")

    assert (granted.stage, granted.outcome, granted.taken_by) == ("decided", "granted", None)
    told = [message.about for message in world.records.messages(NORTH, asha.case)]
    assert told == ["submitted", "paid", "decided"]
    assert len(emails(world)) == 2  # the service emails when it is sent and when it is decided
    sound(world)


def test_a_rule_decides_when_it_is_paid(world: World) -> None:
    asha = fills_in(world, FIRST)
    sent = sends(world, asha)

    row = mark_paid(world, authority=NORTH, case=asha.case, by=BEN, seen=sent.row.seq, key="p", receipt="2026-17")

    assert (row.stage, row.outcome) == ("decided", "granted")
    assert world.records.decisions(NORTH, asha.case)[0].automatic
    assert [note.words for note in world.records.notes(NORTH, asha.case)] == ["Receipt number 2026-17"]
    sound(world)


def test_two_windows_that_disagree_write_nothing(world: World) -> None:
    asha = fills_in(world, BIN, "report")
    shown = row_of(world, asha).seq
    answers(world, asha, "bin", form(colour="black"), seen=shown)
    before = row_of(world, asha)

    assert isinstance(answers(world, asha, "bin", form(colour="green"), seen=shown - 2), Crossed)
    assert row_of(world, asha) == before
    sound(world)


def test_whoever_saves_gets_one_link_however_often_the_button_is_pressed(world: World) -> None:
    asha = starts(world)

    for _ in range(3):
        saved = save_and_return(
            world, authority=NORTH, case=asha.case, email="asha@example.org", lang="en", key="save-1"
        )
        assert isinstance(saved, Saved)

    assert len(emails(world)) == 1
    sound(world)


def test_who_lost_the_link_is_sent_it_and_who_guesses_learns_nothing(world: World) -> None:
    asha = fills_in(world)
    reference = sends(world, asha).reference

    find_case(world, authority=NORTH, reference=reference)
    find_case(world, authority=SOUTH, reference=reference)
    find_case(world, authority=NORTH, reference="FP-222-222")

    assert len(emails(world)) == 2
    sound(world)


def test_asha_withdraws_and_it_is_over(world: World) -> None:
    row = reports(world)

    withdraw_case(world, authority=NORTH, case=row.id, lang="en", key="w")

    with pytest.raises(CaseSaysNo):
        take_case(world, authority=NORTH, case=row.id, by=BEN, seen=world.records.case(NORTH, row.id).seq, key="t")
    sound(world)


def test_what_she_is_asked_she_gives_at_once_or_not_at_all(world: World) -> None:
    row = reports(world)
    asked = ask_for_more(
        world,
        authority=NORTH,
        case=row.id,
        questions=("colour",),
        words="Which?",
        reply=True,
        by=BEN,
        seen=row.seq,
        key="a",
    )
    assert isinstance(asked, AskedNow)
    more = {"authority": NORTH, "case": row.id, "asking": asked.asking, "lang": "en"}
    give_more_page(world, **more, page="bin", form=form(colour="black"))
    assert world.records.case(NORTH, row.id).data["colour"] == "green"

    for _ in range(2):
        assert isinstance(give_more(world, **more, reply="The black one", key="m"), GaveNow)

    row = world.records.case(NORTH, row.id)
    assert (row.stage, row.data["colour"]) == ("checking", "black")
    assert [m.body for m in world.records.messages(NORTH, row.id) if m.way == "from_resident"] == ["The black one"]
    sound(world)


def test_asked_to_look_again_the_team_has_a_task_and_the_decision_stands(world: World) -> None:
    row = decides(world, reports(world), "refused", reason="it was not out")

    for _ in range(2):
        ask_again(world, authority=NORTH, case=row.id, words="I have a photo", lang="en", key="again")

    (task,) = world.records.tasks(NORTH)
    assert task.case == row.id
    assert world.records.case(NORTH, row.id).stage == "decided"
    sound(world)


def test_both_decisions_of_a_reopened_case_are_on_record(world: World) -> None:
    refused = decides(world, reports(world), "refused", reason="it was not out")
    again = reopen_case(
        world, authority=NORTH, case=refused.id, words="A photo", by=CARA, seen=refused.seq, key="reopen"
    )
    assert isinstance(again, CaseRow)

    decides(world, again, "collected", by=CARA)

    assert [made.outcome for made in world.records.decisions(NORTH, refused.id)] == ["refused", "collected"]
    sound(world)


# --- Ben and Cara


def test_the_second_of_two_who_decide_is_told_what_the_first_did(world: World) -> None:
    row = reports(world)
    decides(world, row, "collected", by=BEN)

    with pytest.raises(StaleCase) as stale:
        decides(world, row, "refused", by=CARA, reason="late", key="cara")

    assert isinstance(stale.value.since[0].event, Decided)
    assert world.records.case(NORTH, row.id).outcome == "collected"
    assert len(world.records.decisions(NORTH, row.id)) == 1
    with pytest.raises(AlreadyDecided):
        decides(world, world.records.case(NORTH, row.id), "refused", by=CARA, reason="late", key="cara-2")
    sound(world)


def test_another_authority_can_do_nothing_to_it(world: World) -> None:
    row = reports(world)
    there: dict[str, Any] = {"authority": SOUTH, "case": row.id}
    staff = {"by": CARA, "seen": row.seq, "key": "k"}

    attempts: Sequence[Callable[[], object]] = [
        lambda: take_case(world, **there, **staff),
        lambda: add_note(world, **there, words="x", by=CARA, key="k"),
        lambda: decide_case(world, **there, outcome="collected", reason="", **staff),
        lambda: ask_for_more(world, **there, questions=("colour",), words="x", reply=False, **staff),
        lambda: withdraw_case(world, **there, lang="en", key="k"),
        lambda: write_message(world, **there, words="x", lang="en", key="k"),
        lambda: erase_case(world, **there, because="x", by=CARA),
        lambda: submit_case(world, **there, key="k", lang="en"),
    ]
    for attempt in attempts:
        with pytest.raises(NoSuchCase):
            attempt()

    assert world.records.case(NORTH, row.id) == row


# --- erasing


def test_what_was_kept_as_long_as_promised_is_erased_and_what_happened_stays(world: World) -> None:
    row = decides(world, reports(world), "refused", reason="it was not out")
    waiting = reports(world)
    with pytest.raises(NotFinished):
        erase_case(world, authority=NORTH, case=waiting.id, because="asked for", by="staff:mia")
    assert keep_time(world) == 0

    world.clock.move(days=365)  # type: ignore[attr-defined]
    assert keep_time(world) == 1
    assert keep_time(world) == 0

    erased = world.records.case(NORTH, row.id)
    assert (erased.stage, erased.data, erased.salt, erased.door) == ("erased", {}, "", "")
    assert not world.records.messages(NORTH, row.id)
    assert len(world.records.journal(NORTH, row.id)) == erased.seq == row.seq + 1
    assert world.records.case(NORTH, waiting.id) == waiting
    sound(world)


# --- when the power goes


def _start(world: World) -> Callable[[], object]:
    return lambda: starts(world)


def _answer(world: World) -> Callable[[], object]:
    asha = starts(world)
    return lambda: answers(world, asha, "where", ASHA["where"], seen=1)


def _submit(world: World) -> Callable[[], object]:
    asha = fills_in(world)
    return lambda: sends(world, asha)


def _decide(world: World) -> Callable[[], object]:
    asha = fills_in(world)
    sent = sends(world, asha)
    paid = mark_paid(world, authority=NORTH, case=asha.case, by=BEN, seen=sent.row.seq, key="paid")
    return lambda: decides(world, paid, "granted")


def _erase(world: World) -> Callable[[], object]:
    row = withdraw_case(world, authority=NORTH, case=reports(world).id, lang="en", key="w")
    return lambda: erase_case(world, authority=NORTH, case=row.id, because="asked for", by="staff:mia")


HALF_WAY = [
    (_start, "start.begun"),
    (_start, "start.written"),
    (_answer, "answer.read"),
    (_submit, "submit.read"),
    (_submit, "submit.row_written"),
    (_submit, "submit.message_written"),
    (_submit, "submit.intent_put"),
    (_decide, "decide.read"),
    (_decide, "decide.row_written"),
    (_decide, "decide.message_written"),
    (_decide, "decide.intent_put"),
    (_erase, "erase.begun"),
    (_erase, "erase.written"),
]
DONE = [
    (_start, "start.committed"),
    (_answer, "answer.committed"),
    (_submit, "submit.committed"),
    (_decide, "decide.committed"),
]


def everything(world: World) -> object:
    """All that is stored of every case, and what is to be sent."""
    records = world.records
    keys = sorted(records.every_case())
    return emails(world), [
        (records.case(*key), records.journal(*key), records.messages(*key), records.decisions(*key)) for key in keys
    ]


@pytest.mark.parametrize(("begin", "point"), HALF_WAY, ids=[point for _, point in HALF_WAY])
def test_a_power_cut_half_way_leaves_nothing_of_it(
    world: World, begin: Callable[[World], Callable[[], object]], point: str
) -> None:
    act = begin(world)
    before = everything(world)

    with power_cut_at(point):
        act()

    assert everything(world) == before
    sound(world)


@pytest.mark.parametrize(("begin", "point"), DONE, ids=[point for _, point in DONE])
def test_a_power_cut_before_anybody_hears_of_it_leaves_all_of_it_and_once(
    world: World, begin: Callable[[World], Callable[[], object]], point: str
) -> None:
    act = begin(world)
    before = everything(world)

    with power_cut_at(point):
        act()

    after = everything(world)
    assert after != before
    if point != "start.committed":  # a start that was not heard of is another draft: nothing is lost by it
        act()
        assert everything(world) == after
    sound(world)


def test_without_a_transaction_a_power_cut_would_be_seen() -> None:
    """The control: the same cut in a world whose `together` holds nothing together leaves half a submission."""
    from contextlib import nullcontext

    world = MemoryWorld()
    settle(world)
    asha = fills_in(world)
    world.tables.depth = 1  # as if one were open
    world.together = nullcontext  # type: ignore[assignment]
    before = everything(world)

    with power_cut_at("submit.row_written"):
        sends(world, asha)

    assert everything(world) != before


def test_a_power_cut_is_no_error_that_somebody_handles() -> None:
    assert not issubclass(PowerCut, Exception)


# --- the same everywhere


def test_the_same_story_is_the_same_to_the_last_hash_in_memory_and_on_each_database(world: World) -> None:
    def story(there: World) -> list[Opened]:
        asha = fills_in(there)
        sent = sends(there, asha)
        paid = mark_paid(there, authority=NORTH, case=asha.case, by=BEN, seen=sent.row.seq, key="paid")
        add_note(there, authority=NORTH, case=asha.case, words="Zoë phoned", by=CARA, key="note")
        decides(there, there.records.case(NORTH, paid.id), "refused", reason="no “proof”\nof address")
        return [asha, starts(there, "report")]

    memory = MemoryWorld()
    settle(memory)
    # What is left of the chance that the other world's making took.
    opened, expected = story(world), story(memory)

    for one, other in zip(opened, expected, strict=True):
        assert row_of(world, one) == row_of(memory, other)
        assert list(world.records.journal(NORTH, one.case)) == list(memory.records.journal(NORTH, other.case))
        for read in ("messages", "notes", "decisions"):
            assert list(getattr(world.records, read)(NORTH, one.case)) == list(
                getattr(memory.records, read)(NORTH, other.case)
            )


# --- really at once


def at_once(world: SiteWorld, *acts: Callable[[], object]) -> list[object]:
    """Each in a thread and a connection of its own, let go at the same moment; what each returned or raised."""
    gate = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int) -> None:
        gate.wait()
        try:
            results[place] = acts[place]()
        except (CaseSaysNo, StaleCase) as said:
            results[place] = said
        finally:
            connections[world.database.alias].close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return results


@pytest.mark.parametrize("time", range(3))
def test_of_eight_who_decide_at_once_one_does_and_seven_are_told(database_world: SiteWorld, time: int) -> None:
    row = reports(database_world)

    results = at_once(
        database_world,
        *(
            lambda n=n: decides(database_world, row, "collected", by=f"staff:{n}", key=f"form-{n}")  # type: ignore[misc]
            for n in range(8)
        ),
    )

    assert sum(isinstance(result, CaseRow) for result in results) == 1
    assert sum(isinstance(result, StaleCase) for result in results) == 7
    assert len(database_world.records.decisions(NORTH, row.id)) == 1
    sound(database_world)


@pytest.mark.parametrize("time", range(3))
def test_eight_presses_of_one_button_at_once_are_one_application(database_world: SiteWorld, time: int) -> None:
    asha = fills_in(database_world)

    results = at_once(database_world, *(lambda: sends(database_world, asha, key="one-form") for _ in range(8)))

    assert all(isinstance(result, Sent) for result in results), results
    assert len({result.row.seq for result in results if isinstance(result, Sent)}) == 1
    assert len(emails(database_world)) == 1
    assert len(database_world.records.messages(NORTH, asha.case)) == 1
    sound(database_world)


def test_eight_notes_at_once_are_eight_notes(database_world: SiteWorld) -> None:
    row = reports(database_world)

    at_once(
        database_world,
        *(
            lambda n=n: add_note(database_world, authority=NORTH, case=row.id, words=str(n), by=BEN, key=f"n{n}")  # type: ignore[misc]
            for n in range(8)
        ),
    )

    assert {note.words for note in database_world.records.notes(NORTH, row.id)} == set("01234567")
    sound(database_world)


def test_two_windows_at_once_on_different_pages_both_keep_their_answers(database_world: SiteWorld) -> None:
    asha = fills_in(database_world)
    seen = row_of(database_world, asha).seq

    at_once(
        database_world,
        lambda: answers(database_world, asha, "where", form(postcode="OX1 1AB"), seen=seen),
        lambda: answers(database_world, asha, "household", form(permits_held="3"), seen=seen),
    )

    data = row_of(database_world, asha).data
    assert (data["postcode"], data["permits_held"]) == ("OX1 1AB", "3")
    sound(database_world)
