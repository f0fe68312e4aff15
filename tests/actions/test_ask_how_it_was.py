"""A fortnight after the decision of a slow service Asha is asked once, by a link that opens the questions alone."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from footpath.actions.ask_how_it_was import AFTER, TOO_LATE, ask_how_it_was
from footpath.actions.audit import audit
from footpath.actions.dead_letter import dead_letter
from footpath.actions.decide_case import DecidedNow, decide_case
from footpath.actions.doors import asked_secret, door_of, may_say
from footpath.actions.erase_case import erase_case
from footpath.actions.mark_paid import mark_paid
from footpath.actions.reopen_case import reopen_case
from footpath.actions.say_how_it_was import say_how_it_was
from footpath.actions.send_message import send_message
from footpath.ports import CaseRow, Letter
from tests.people import ASHA, BEN, BIN, FIRST, NORTH, an_authority, fills_in, sends
from tests.world import MemoryWorld


def slow(world: MemoryWorld, days: int | None = 3) -> None:
    """The permit takes 3 working days: it is slow where that is said to be."""
    with world.together():
        world.records.save_authority(replace(an_authority(), ask_from_days=days))


def a_decision(world: MemoryWorld, pages: Any = ASHA, *, lang: Any = "en", key: str = "1") -> CaseRow:
    row = sends(world, fills_in(world, pages), lang=lang, key=f"send-{key}").row
    world.clock.move(hours=1)
    row = mark_paid(world, authority=NORTH, case=row.id, by=BEN, seen=row.seq, key=f"paid-{key}")
    world.clock.move(days=2)
    if row.stage == "decided":
        return row
    done = decide_case(
        world, authority=NORTH, case=row.id, outcome="granted", reason="", by=BEN, seen=row.seq, key=f"decide-{key}"
    )
    assert isinstance(done, DecidedNow), done
    return done.row


def posted(world: MemoryWorld, row: CaseRow) -> list[Letter]:
    """What went, of all that was ever put in the outbox: each as often as it was put."""
    world.mailer.sent.clear()
    for intent in world.outbox.intents:
        send_message(world, intent)
    return [letter for letter in world.mailer.sent if "How was it" in letter.subject or "Sut yr oedd" in letter.subject]


def test_she_is_asked_a_fortnight_after_the_decision_and_once(world: MemoryWorld) -> None:
    slow(world)
    row = a_decision(world)
    world.clock.move(days=13, hours=23)
    assert ask_how_it_was(world) == 0

    world.clock.move(hours=1)
    assert (ask_how_it_was(world), ask_how_it_was(world)) == (1, 0)
    world.clock.move(days=5)
    assert ask_how_it_was(world) == 0

    (letter,) = posted(world, row)
    assert (letter.to, letter.lang) == ("asha@example.org", "en")
    assert letter.subject == "How was it? Apply for a permit"
    assert "We ask you once." in letter.body and "/asked/" in letter.body and "/return/" not in letter.body
    told = [message.about for message in world.records.messages(NORTH, row.id)]
    assert told.count("how_was_it") == 1
    assert audit(world, authority=NORTH).faults == ()


def test_she_is_asked_in_the_language_of_her_case(world: MemoryWorld) -> None:
    slow(world)
    row = a_decision(world, lang="cy")
    world.clock.move(days=14)

    ask_how_it_was(world)

    (letter,) = posted(world, row)
    assert letter.lang == "cy" and letter.subject == "Sut yr oedd? Gwneud cais am drwydded"
    assert "Dim ond unwaith rydym yn gofyn." in letter.body and "Dywedwch wrthym sut yr oedd:" in letter.body


def test_the_link_says_nothing_of_her_and_opens_nothing_else(world: MemoryWorld) -> None:
    slow(world)
    row = a_decision(world)
    world.clock.move(days=14)
    ask_how_it_was(world)

    (letter,) = posted(world, row)
    (link,) = [line for line in letter.body.splitlines() if line.startswith("https://")]
    secret = link.rpartition("/")[2]
    assert link == f"https://footpath.example/case/{NORTH}/{row.id}/asked/{secret}"
    assert "asha" not in link and row.reference not in link and "AB12" not in link
    assert door_of(secret) != row.door, "the case stays shut"
    assert may_say(world, row, secret) and not may_say(world, row, secret[:-1] + "!")
    other = a_decision(world, key="2")
    assert not may_say(world, other, secret)


@pytest.mark.parametrize(("days", "asked"), [(3, 1), (4, 0), (5, 0), (0, 1), (None, 0)])
def test_only_slow_services_are_asked_about_and_an_authority_says_what_is_slow(
    world: MemoryWorld, days: int | None, asked: int
) -> None:
    slow(world, days)
    a_decision(world)
    world.clock.move(days=14)

    assert ask_how_it_was(world) == asked


def test_the_authority_s_own_days_count_where_a_service_does_not_say() -> None:
    assert an_authority().ask_from_days == 5 <= an_authority().working_days


def test_who_gave_no_address_or_was_answered_by_a_rule_at_once_is_not_asked(world: MemoryWorld) -> None:
    slow(world, 0)
    a_decision(world, {**ASHA, "contact": {"email": [""]}}, key="1")
    sends(world, fills_in(world, BIN, "report"), key="send-2")
    world.clock.move(days=14)

    assert ask_how_it_was(world) == 0


def test_what_a_rule_granted_when_it_was_paid_was_waited_for(world: MemoryWorld) -> None:
    """Sent, then paid, then decided by the rule: the decision is not what they had before them when they were asked."""
    slow(world)
    a_decision(world, FIRST)
    world.clock.move(days=14)

    assert ask_how_it_was(world) == 1


def test_who_has_said_it_already_is_not_asked(world: MemoryWorld) -> None:
    slow(world)
    row = a_decision(world)
    say_how_it_was(world, authority=NORTH, case=row.id, able="yes", ease=None, satisfied=None, improve="")
    world.clock.move(days=14)

    assert ask_how_it_was(world) == 0


def test_an_erased_case_asks_nobody_and_its_link_is_dead(world: MemoryWorld) -> None:
    slow(world)
    early, late = a_decision(world, key="1"), a_decision(world, key="2")
    erase_case(world, authority=NORTH, case=early.id, because="asked for by the resident", by=BEN)
    world.clock.move(days=14)

    assert ask_how_it_was(world) == 1
    secret = asked_secret(world, world.records.case(NORTH, late.id))
    assert secret is not None
    erase_case(world, authority=NORTH, case=late.id, because="asked for by the resident", by=BEN)
    assert posted(world, late) == [], "what was not sent yet is not sent any more"
    assert not may_say(world, world.records.case(NORTH, late.id), secret)


def test_a_case_that_is_open_again_asks_nobody_and_is_asked_about_once_in_all(world: MemoryWorld) -> None:
    slow(world)
    row = a_decision(world)
    world.clock.move(days=14)
    assert ask_how_it_was(world) == 1
    row = world.records.case(NORTH, row.id)
    row = reopen_case(
        world, authority=NORTH, case=row.id, words="The car is new", by="staff:mia", seen=row.seq, key="o"
    )
    decide_case(world, authority=NORTH, case=row.id, outcome="granted", reason="", by=BEN, seen=row.seq, key="decide-3")
    world.clock.move(days=15)

    assert ask_how_it_was(world) == 0


def test_a_worker_that_was_away_asks_late_and_after_a_month_no_more(world: MemoryWorld) -> None:
    slow(world)
    early, _ = a_decision(world, key="1"), world.clock.move(days=10)
    late = a_decision(world, key="2")
    assert late.decided is not None and early.decided is not None
    world.clock.set(late.decided + AFTER + timedelta(days=9))
    assert world.clock.now() - early.decided > TOO_LATE

    assert ask_how_it_was(world) == 1
    assert [m.about for m in world.records.messages(NORTH, early.id)].count("how_was_it") == 0


def test_no_colleague_is_sent_to_phone_because_nobody_could_be_asked(world: MemoryWorld) -> None:
    slow(world)
    a_decision(world)
    world.clock.move(days=14)
    ask_how_it_was(world)
    asking = world.outbox.intents[-1]

    dead_letter(world, asking, why="The address does not exist.")

    assert world.records.tasks(NORTH) == []
    dead_letter(world, world.outbox.intents[0], why="The address does not exist.")
    assert len(world.records.tasks(NORTH)) == 1, "the control: of any other email somebody is told"
