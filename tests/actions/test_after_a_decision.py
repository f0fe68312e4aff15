"""What comes after: looked at again, withdrawn, written about, erased."""

from datetime import date

import pytest

from footpath.actions.ask_again import ask_again
from footpath.actions.audit import audit
from footpath.actions.decide_case import DecidedNow, decide_case
from footpath.actions.doors import secret_of
from footpath.actions.erase_case import erase_case
from footpath.actions.finish_task import finish_task
from footpath.actions.keep_time import keep_time
from footpath.actions.reopen_case import reopen_case
from footpath.actions.withdraw_case import withdraw_case
from footpath.actions.write_message import write_message
from footpath.actions.write_to_resident import write_to_resident
from footpath.casework.events import Erased
from footpath.casework.refusals import (
    AlreadyDecided,
    AlreadyErased,
    AlreadyWithdrawn,
    NotDecided,
    NotFinished,
    NotSubmitted,
)
from footpath.ports import CaseRow, StaleCase
from footpath.values import Problem
from tests.crash import power_cut_at
from tests.people import ASHA, BEN, CARA, NORTH, answers, fills_in, form, reports, row_of, sends, starts
from tests.world import MemoryWorld


def decides(world: MemoryWorld, row: CaseRow, outcome: str, *, reason: str = "", key: str = "d") -> CaseRow:
    done = decide_case(
        world, authority=NORTH, case=row.id, outcome=outcome, reason=reason, by=BEN, seen=row.seq, key=key
    )
    assert isinstance(done, DecidedNow), done
    return done.row


def reopens(world: MemoryWorld, row: CaseRow, words: str = "They sent a photo", key: str = "r") -> object:
    return reopen_case(world, authority=NORTH, case=row.id, words=words, by=CARA, seen=row.seq, key=key)


# --- written about


def test_a_message_about_a_decided_case_is_a_task_for_somebody(world: MemoryWorld) -> None:
    row = decides(world, reports(world), "collected")

    for _ in range(2):  # the same press twice
        write_message(world, authority=NORTH, case=row.id, words="It is full again", lang="en", key="w")

    (task,) = world.records.tasks(NORTH)
    assert row.reference in task.says
    assert "full" not in task.says
    assert task.case == row.id


def test_a_message_about_a_case_in_a_queue_is_no_task(world: MemoryWorld) -> None:
    row = reports(world)

    write_message(world, authority=NORTH, case=row.id, words="It is full again", lang="en", key="w")

    assert world.records.tasks(NORTH) == []


def test_staff_write_to_the_resident_on_their_page_and_by_email(world: MemoryWorld) -> None:
    row = decides(world, reports(world), "collected")
    seen = row.seq

    for _ in range(2):
        write_to_resident(
            world, authority=NORTH, case=row.id, words="A crew comes on Friday.", by=BEN, seen=seen, key="w"
        )

    written = [each for each in world.records.messages(NORTH, row.id) if each.about == "staff"]
    assert [(each.body, each.by) for each in written] == [("A crew comes on Friday.", BEN)]
    assert written[0].email is None or "Friday" not in written[0].email.body
    assert not audit(world).faults


def test_a_colleague_who_answered_first_is_not_answered_over(world: MemoryWorld) -> None:
    row = decides(world, reports(world), "collected")
    write_to_resident(world, authority=NORTH, case=row.id, words="On Friday.", by=BEN, seen=row.seq, key="w")

    with pytest.raises(StaleCase):
        write_to_resident(world, authority=NORTH, case=row.id, words="On Monday.", by=CARA, seen=row.seq, key="x")


def test_nobody_writes_to_somebody_who_is_still_answering(world: MemoryWorld) -> None:
    row = row_of(world, fills_in(world))

    with pytest.raises(NotSubmitted):
        write_to_resident(world, authority=NORTH, case=row.id, words="Hello", by=BEN, seen=row.seq, key="w")


# --- looked at again


def test_a_reopened_case_is_the_teams_again_and_both_decisions_stay_on_record(world: MemoryWorld) -> None:
    refused = decides(world, reports(world), "refused", reason="it was not out")
    world.clock.move(days=7)

    again = reopens(world, refused)

    assert isinstance(again, CaseRow)
    assert (again.stage, again.outcome, again.due, again.keep_until) == ("checking", None, date(2026, 5, 22), None)
    assert world.records.notes(NORTH, refused.id)[-1].words == "They sent a photo"
    decides(world, again, "collected", key="d2")
    assert [d.outcome for d in world.records.decisions(NORTH, refused.id)] == ["refused", "collected"]
    assert not audit(world).faults


def test_only_what_is_decided_is_looked_at_again_and_only_with_a_reason(world: MemoryWorld) -> None:
    row = reports(world)
    with pytest.raises(NotDecided):
        reopens(world, row)

    assert reopens(world, decides(world, row, "collected"), " ") == (
        Problem("words", "Enter why the decision is looked at again"),
    )


def test_reopened_twice_by_one_press_is_once(world: MemoryWorld) -> None:
    row = decides(world, reports(world), "collected")

    assert reopens(world, row) == reopens(world, row)


# --- withdrawn, and written about


def test_asha_takes_it_back_and_it_is_kept_as_long_as_a_decided_one(world: MemoryWorld) -> None:
    row = reports(world)

    back = withdraw_case(world, authority=NORTH, case=row.id, lang="cy", key="w")

    assert (back.stage, back.due, back.keep_until) == ("withdrawn", None, date(2027, 5, 1))
    assert world.records.messages(NORTH, row.id)[-1].subject == "Rydych wedi tynnu hwn yn ôl"
    assert withdraw_case(world, authority=NORTH, case=row.id, lang="cy", key="w") == back
    with pytest.raises(AlreadyWithdrawn):
        withdraw_case(world, authority=NORTH, case=row.id, lang="cy", key="other")


def test_what_is_decided_is_not_taken_back(world: MemoryWorld) -> None:
    row = decides(world, reports(world), "collected")

    with pytest.raises(AlreadyDecided):
        withdraw_case(world, authority=NORTH, case=row.id, lang="en", key="w")


def test_she_writes_to_the_team_and_the_journal_names_it_only(world: MemoryWorld) -> None:
    row = reports(world)

    done = write_message(world, authority=NORTH, case=row.id, words=" The gate is open ", lang="en", key="m")

    assert isinstance(done, CaseRow)
    message = world.records.messages(NORTH, row.id)[-1]
    assert (message.way, message.body, message.by) == ("from_resident", "The gate is open", "resident")
    assert b"gate" not in b"".join(world.stored()["journal"].values())
    assert write_message(world, authority=NORTH, case=row.id, words="x", lang="en", key="m") == done


def test_an_empty_message_is_asked_for_again_in_her_language(world: MemoryWorld) -> None:
    row = reports(world)

    done = write_message(world, authority=NORTH, case=row.id, words="", lang="cy", key="m")

    assert done == (Problem("words", "Rhowch neges"),)


def test_asked_to_look_again_the_team_gets_what_she_wrote_and_a_task(world: MemoryWorld) -> None:
    row = reports(world)
    with pytest.raises(NotDecided):
        ask_again(world, authority=NORTH, case=row.id, words="Look", lang="en", key="a")
    decided = decides(world, row, "refused", reason="it was not out")

    done = ask_again(world, authority=NORTH, case=row.id, words="I have a photo", lang="en", key="a")

    assert isinstance(done, CaseRow)
    assert (done.stage, done.decision) == ("decided", decided.decision)
    assert world.records.messages(NORTH, row.id)[-1].body == "I have a photo"
    (task,) = world.records.tasks(NORTH)
    assert (task.case, task.done) == (row.id, None)
    assert done.reference in task.says
    assert ask_again(world, authority=NORTH, case=row.id, words=" ", lang="en", key="b") == (
        Problem("words", "Enter why we should look again"),
    )


def test_a_task_that_is_done_is_done(world: MemoryWorld) -> None:
    row = decides(world, reports(world), "collected")
    ask_again(world, authority=NORTH, case=row.id, words="Look", lang="en", key="a")
    (task,) = world.records.tasks(NORTH)
    then = world.clock.now()

    finish_task(world, authority=NORTH, task=task.id)
    world.clock.move(days=1)
    finish_task(world, authority=NORTH, task=task.id)

    assert world.records.tasks(NORTH)[0].done == then


# --- erased


def erases(world: MemoryWorld, row: CaseRow) -> CaseRow:
    return erase_case(world, authority=NORTH, case=row.id, because="asked for by the resident", by="staff:mia")


def test_of_an_erased_case_only_what_happened_and_when_is_left(world: MemoryWorld) -> None:
    asha = fills_in(world)
    withdraw_case(world, authority=NORTH, case=asha.case, lang="en", key="w")

    row = erases(world, row_of(world, asha))

    assert (row.stage, row.data, row.salt, row.door, row.keep_until) == ("erased", {}, "", "", None)
    assert not world.records.messages(NORTH, asha.case)
    assert secret_of(world, row) is None
    stored = b"".join(held for rows in world.stored().values() for held in rows.values())
    for personal in (b"asha@", b"AB12", b"OX1 1AA"):
        assert personal not in stored
    assert not audit(world).faults


def test_nobodys_answers_go_while_they_wait_for_a_decision(world: MemoryWorld) -> None:
    row = reports(world)

    with pytest.raises(NotFinished):
        erases(world, row)


def test_what_is_erased_is_erased_once(world: MemoryWorld) -> None:
    row = erases(world, decides(world, reports(world), "collected"))

    with pytest.raises(AlreadyErased):
        erases(world, row)


@pytest.mark.parametrize("point", ["erase.begun", "erase.written"])
def test_a_power_cut_in_the_middle_erases_nothing(world: MemoryWorld, point: str) -> None:
    row = decides(world, reports(world), "collected")
    before = world.stored()

    with power_cut_at(point):
        erases(world, row)

    assert world.stored() == before


def test_the_calendar_erases_what_was_kept_as_long_as_promised_and_nothing_else(world: MemoryWorld) -> None:
    decided = decides(world, reports(world), "collected")  # kept for a year
    open_case = reports(world)
    draft = starts(world)  # kept for 28 days

    world.clock.move(days=27)
    assert keep_time(world) == 0
    world.clock.move(days=1)
    assert keep_time(world) == 1
    assert row_of(world, draft).stage == "erased"
    world.clock.move(days=400)
    assert keep_time(world) == 1

    assert world.records.case(NORTH, decided.id).stage == "erased"
    assert world.records.case(NORTH, open_case.id).stage == "checking"
    erased = world.records.journal(NORTH, decided.id)[-1].event
    assert isinstance(erased, Erased)
    assert (erased.by, erased.because) == ("clock", "keep: 1 year after decision")
    assert not audit(world).faults


def test_a_draft_taken_up_again_while_the_calendar_works_is_not_erased(world: MemoryWorld) -> None:
    asha = starts(world)
    world.clock.move(days=28)
    listed = list(world.records.due_for_erasing(world.clock.today()))
    world.records.due_for_erasing = lambda today: listed  # type: ignore[method-assign]

    answers(world, asha, "where", ASHA["where"])

    assert keep_time(world) == 0
    assert row_of(world, asha).data == {"postcode": "OX1 1AA"}


def test_a_draft_that_was_withdrawn_is_kept_as_a_draft_is(world: MemoryWorld) -> None:
    asha = fills_in(world, {"where": form(postcode="OX1 1AA")})

    row = withdraw_case(world, authority=NORTH, case=asha.case, lang="en", key="w")

    assert row.keep_until == date(2026, 5, 29)


def test_a_case_that_was_sent_is_kept_until_it_is_decided_however_long_that_is(world: MemoryWorld) -> None:
    row = sends(world, fills_in(world)).row
    world.clock.move(days=5000)

    assert keep_time(world) == 0
    assert world.records.case(NORTH, row.id).data == row.data
