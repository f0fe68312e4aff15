"""Asha saves and comes back, loses her link and finds it; emails go out, or somebody is told that they cannot."""

import hashlib
from datetime import date

import pytest

from footpath.actions.answer_page import answer_page
from footpath.actions.dead_letter import dead_letter
from footpath.actions.erase_case import erase_case
from footpath.actions.find_case import find_case
from footpath.actions.handlers import HANDLERS
from footpath.actions.save_and_return import MOST_LINKS_A_DAY, Saved, save_and_return
from footpath.actions.send_message import send_message
from footpath.actions.start_case import Opened
from footpath.casework.refusals import AlreadySubmitted
from footpath.ports import CannotSend, Intent, Letter
from footpath.values import Problem
from tests.people import ASHA, NORTH, SOUTH, fills_in, form, row_of, sends, starts
from tests.world import MemoryWorld


def saves(world: MemoryWorld, asha: Opened, *, email: str = "asha@example.org", key: str = "s") -> object:
    return save_and_return(world, authority=NORTH, case=asha.case, email=email, lang="en", key=key)


def post(world: MemoryWorld) -> list[Letter]:
    """What the outbox holds, sent; and all letters so far."""
    for intent in world.outbox.intents:
        HANDLERS[intent.kind](world, intent)
    return world.mailer.sent


# --- saving


def test_a_link_comes_by_email_that_opens_the_draft(world: MemoryWorld) -> None:
    asha = starts(world)

    saved = saves(world, asha)

    assert isinstance(saved, Saved)
    assert saved.until == date(2026, 5, 29)
    (letter,) = post(world)
    assert letter.to == "asha@example.org"
    assert letter.subject == "Your link: Apply for a permit"
    assert f"https://footpath.example/barset_north/permit/{asha.case}/return/{asha.secret}\n" in letter.body
    assert "We keep your answers until 29 May 2026." in letter.body
    assert hashlib.sha256(asha.secret.encode()).hexdigest() == row_of(world, asha).door


def test_the_address_is_no_answer_and_the_link_is_stored_nowhere(world: MemoryWorld) -> None:
    asha = starts(world)

    saves(world, asha)

    stored = world.stored()
    assert row_of(world, asha).data == {}
    for table in ("journal", "outbox", "cases"):
        assert b"asha@" not in b"".join(stored[table].values())
    assert asha.secret.encode() not in b"".join(held for rows in stored.values() for held in rows.values())


@pytest.mark.parametrize("email", ["", "asha", "asha@", "asha@example.org\r\nBcc: all@example.org"])
def test_an_address_that_is_none_is_asked_for_again(world: MemoryWorld, email: str) -> None:
    asha = starts(world)
    before = world.stored()

    problems = saves(world, asha, email=email)

    assert isinstance(problems, tuple)
    assert problems[0].at == "email"
    assert world.stored() == before


def test_one_press_that_comes_twice_is_one_email(world: MemoryWorld) -> None:
    asha = starts(world)

    assert saves(world, asha) == saves(world, asha)
    assert len(world.outbox.intents) == 1


def test_nobodys_inbox_is_filled(world: MemoryWorld) -> None:
    asha = starts(world)
    for number in range(MOST_LINKS_A_DAY):
        assert isinstance(saves(world, asha, key=f"s{number}"), Saved)

    refused = saves(world, asha, key="one too many")

    assert isinstance(refused, tuple)
    assert isinstance(refused[0], Problem)
    world.clock.move(days=1, minutes=1)
    assert isinstance(saves(world, asha, key="tomorrow"), Saved)


def test_what_was_sent_is_no_draft_to_save(world: MemoryWorld) -> None:
    asha = fills_in(world)
    sends(world, asha)

    with pytest.raises(AlreadySubmitted):
        saves(world, asha)


# --- finding


def test_by_its_reference_the_link_goes_to_the_address_on_the_case(world: MemoryWorld) -> None:
    asha = fills_in(world)
    reference = sends(world, asha).reference
    post(world).clear()
    world.clock.move(hours=1)

    find_case(world, authority=NORTH, reference=reference.lower().replace("-", " "))

    letter = post(world)[-1]
    assert letter.to == "asha@example.org"
    assert f"https://footpath.example/case/barset_north/{asha.case}/return/{asha.secret}\n" in letter.body


def test_a_draft_is_found_by_the_address_it_was_saved_to(world: MemoryWorld) -> None:
    asha = starts(world)
    saves(world, asha)
    world.clock.move(hours=2)

    find_case(world, authority=NORTH, reference=row_of(world, asha).reference)

    assert [letter.to for letter in post(world)] == ["asha@example.org"] * 2


@pytest.mark.parametrize("reference", ["", "FP-222-222", "nonsense", "x" * 10_000])
def test_nothing_happens_for_a_reference_that_is_none(world: MemoryWorld, reference: str) -> None:
    fills_in(world)
    before = world.stored()

    find_case(world, authority=NORTH, reference=reference)

    assert world.stored() == before


def test_another_authority_finds_nothing(world: MemoryWorld) -> None:
    reference = sends(world, fills_in(world)).reference
    before = world.stored()

    find_case(world, authority=SOUTH, reference=reference)

    assert world.stored() == before


def test_without_an_address_nothing_is_sent(world: MemoryWorld) -> None:
    reference = sends(world, fills_in(world, {**ASHA, "contact": form(email="")})).reference
    before = world.stored()

    find_case(world, authority=NORTH, reference=reference)

    assert world.stored() == before


def test_whoever_asks_again_and_again_sends_one_link_an_hour(world: MemoryWorld) -> None:
    reference = sends(world, fills_in(world)).reference
    for _ in range(10):
        find_case(world, authority=NORTH, reference=reference)

    assert len(world.outbox.intents) == 2  # that it arrived, and the link


# --- sending


def test_the_email_has_who_it_is_from_and_how_to_reach_them_and_nothing_of_the_answers(world: MemoryWorld) -> None:
    reference = sends(world, fills_in(world)).reference

    (letter,) = post(world)

    assert (letter.sender, letter.sender_name) == ("no-reply@barset-north.example", "Barset North")
    assert letter.reply_to == "help@barset-north.example"
    assert letter.body.startswith("We will write within 3 working days.\n\n")
    assert f"Reference: {reference}" in letter.body
    assert "01632 960 100" in letter.body
    assert "AB12" not in letter.body


def test_in_welsh_it_is_welsh(world: MemoryWorld) -> None:
    asha = fills_in(world)
    sends(world, asha, lang="cy")

    (letter,) = post(world)

    assert letter.sender_name == "Cyngor Barset North"
    assert "Cyfeirnod: " in letter.body


def test_the_same_message_sent_twice_is_the_same_letter(world: MemoryWorld) -> None:
    sends(world, fills_in(world))

    first, second = *post(world), *post(world)[1:]

    assert first == second


def test_when_the_key_has_changed_old_links_still_go_out(world: MemoryWorld) -> None:
    asha = fills_in(world)
    sends(world, asha)
    world.keys.names.insert(0, "two")

    (letter,) = post(world)

    assert asha.secret in letter.body


def test_when_the_key_is_lost_the_email_goes_without_a_link(world: MemoryWorld) -> None:
    sends(world, fills_in(world))
    world.keys.names[:] = ["two"]

    (letter,) = post(world)

    assert "https://" not in letter.body
    assert "We will write within 3 working days." in letter.body


def test_what_was_erased_meanwhile_is_not_sent(world: MemoryWorld) -> None:
    asha = starts(world)
    saves(world, asha)
    erase_case(world, authority=NORTH, case=asha.case, because="asked for by the resident", by="staff:mia")

    assert post(world) == []


def test_an_answer_in_a_subject_stays_one_line(world: MemoryWorld) -> None:
    asha = fills_in(world)
    row = sends(world, asha).row
    message = world.records.messages(NORTH, row.id)[0]
    assert message.email is not None
    from msgspec.structs import replace

    nasty = replace(message.email, subject="Hello\r\nBcc: all@example.org\x00\u2028x")
    world.tables.rows["messages"].clear()
    with world.together():
        world.records.add_message(NORTH, row.id, replace(message, email=nasty))

    (letter,) = post(world)

    assert letter.subject == "Hello Bcc: all@example.org x"


def test_when_the_post_is_down_the_outbox_hears_of_it(world: MemoryWorld) -> None:
    sends(world, fills_in(world))
    world.mailer.down = True

    with pytest.raises(ConnectionRefusedError):
        post(world)


def test_an_address_that_is_refused_is_told_apart_from_a_bad_moment(world: MemoryWorld) -> None:
    sends(world, fills_in(world))
    world.mailer.refuses.add("asha@example.org")

    with pytest.raises(CannotSend):
        post(world)


# --- given up


def test_what_could_not_be_sent_is_a_task_in_plain_words_once(world: MemoryWorld) -> None:
    row = sends(world, fills_in(world)).row
    (intent,) = world.outbox.intents

    for _ in range(2):
        dead_letter(world, intent, why="The address does not exist.")

    (task,) = world.records.tasks(NORTH)
    assert task.case == row.id
    assert task.says == (
        f"The email for {row.reference} that tells the resident that we have their application could not be sent. "
        "The address does not exist. Phone them or write to them. The message is on their page too."
    )


def test_a_task_says_something_even_of_what_is_gone_or_strange(world: MemoryWorld) -> None:
    gone = Intent(authority=NORTH, key="email:x", kind="email", args={"case": "x", "message": "x"})
    strange = Intent(authority=NORTH, key="y", kind="fax", args={})

    dead_letter(world, gone, why="It took too long.")
    dead_letter(world, strange, why="It took too long.")

    assert [task.says.split(" ")[0] for task in world.records.tasks(NORTH)] == ["The", "Something"]
    send_message(world, gone)
    assert world.mailer.sent == []


def test_a_case_of_another_authority_cannot_be_sent_for(world: MemoryWorld) -> None:
    sends(world, fills_in(world))
    (intent,) = world.outbox.intents

    send_message(world, Intent(authority=SOUTH, key="k", kind="email", args=intent.args))

    assert world.mailer.sent == []


def test_asha_comes_back_by_the_link_and_carries_on(world: MemoryWorld) -> None:
    asha = starts(world)
    saves(world, asha)

    answer_page(world, authority=NORTH, case=asha.case, page="where", form=ASHA["where"], lang="en", seen=1)

    assert row_of(world, asha).data == {"postcode": "OX1 1AA"}
