"""Ben asks Asha for more, and she gives it."""

from datetime import date
from typing import Any

import pytest

from footpath.actions.ask_for_more import AskedNow, ask_for_more
from footpath.actions.audit import audit
from footpath.actions.decide_case import DecidedNow, decide_case
from footpath.actions.give_more import GaveNow, NotAllGiven, give_more
from footpath.actions.give_more_page import give_more_page
from footpath.actions.mark_paid import mark_paid
from footpath.actions.remove_more import remove_more
from footpath.actions.results import NoSuchPage, Refused, Went
from footpath.actions.withdraw_case import withdraw_case
from footpath.casework.events import GaveMore
from footpath.casework.refusals import AlreadyAsked, AlreadyDecided, AlreadyWithdrawn, NothingAsked
from footpath.journey import AskAt, CheckAt
from footpath.ports import CaseRow
from footpath.questions.question import Form
from footpath.values import Problem
from tests.people import BEN, CARA, NORTH, fills_in, form, reports, sends
from tests.world import MemoryWorld


@pytest.fixture
def row(world: MemoryWorld) -> CaseRow:
    """Asha's second permit: paid, and with the team."""
    asha = fills_in(world)
    sent = sends(world, asha).row
    return mark_paid(world, authority=NORTH, case=sent.id, by=BEN, seen=sent.seq, key="paid")


def asks(world: MemoryWorld, row: CaseRow, *questions: str, **others: Any) -> AskedNow:
    asked = {"words": "Which vehicle is it?", "reply": False, "by": BEN, "key": "ask", "seen": row.seq} | others
    done = ask_for_more(world, authority=NORTH, case=row.id, questions=questions, **asked)
    assert isinstance(done, AskedNow), done
    return done


def gives(world: MemoryWorld, asked: AskedNow, page: str, sent: Form) -> Went | Refused:
    return give_more_page(
        world, authority=NORTH, case=asked.row.id, asking=asked.asking, page=page, form=sent, lang="en"
    )


def sends_more(
    world: MemoryWorld, asked: AskedNow, reply: str = "", key: str = "more"
) -> GaveNow | NotAllGiven | tuple[Problem, ...]:
    return give_more(world, authority=NORTH, case=asked.row.id, asking=asked.asking, reply=reply, lang="en", key=key)


def test_she_is_told_in_his_words_and_nothing_is_due_meanwhile(world: MemoryWorld, row: CaseRow) -> None:
    asked = asks(world, row, "registration")

    assert (asked.row.stage, asked.row.asking, asked.row.due) == ("waiting", asked.asking, None)
    message = world.records.messages(NORTH, row.id)[-1]
    assert (message.about, message.body) == ("asked", "Which vehicle is it?")
    assert message.email is not None
    assert message.email.body == "Follow the link to see what we need."


def test_she_answers_only_what_is_asked_on_the_same_page(world: MemoryWorld, row: CaseRow) -> None:
    asked = asks(world, row, "registration")

    went = gives(world, asked, "vehicle", form(registration="XY12 ABC"))

    assert isinstance(went, Went)
    assert went.where == CheckAt()
    assert world.records.case(NORTH, row.id).data["registration"] == "AB12 CDE"  # nothing joins until all is sent


def test_all_of_it_joins_her_answers_at_once_and_the_days_are_counted_anew(world: MemoryWorld, row: CaseRow) -> None:
    asked = asks(world, row, "registration", "permits_held")
    world.clock.move(days=10)
    went = gives(world, asked, "vehicle", form(registration="XY12 ABC"))
    assert isinstance(went, Went)
    assert went.where == AskAt(page="household", item=None, changing=False)
    gives(world, asked, "household", form(permits_held="2"))

    done = sends_more(world, asked)

    assert isinstance(done, GaveNow)
    assert (done.row.stage, done.row.asking, done.row.due) == ("checking", None, date(2026, 5, 14))
    assert (done.row.data["registration"], done.row.data["permits_held"]) == ("XY12 ABC", "2")
    assert done.row.data["postcode"] == "OX1 1AA"
    gave = [e for e in world.records.journal(NORTH, row.id) if isinstance(e.event, GaveMore)]
    assert len(gave) == 1
    (request,) = world.records.askings(NORTH, row.id)
    assert request.done == world.clock.now()
    assert not audit(world).faults


def test_until_all_is_there_nothing_is_sent_and_she_is_shown_what_is_missing(world: MemoryWorld, row: CaseRow) -> None:
    asked = asks(world, row, "registration", "permits_held")
    gives(world, asked, "vehicle", form(registration="XY12 ABC"))

    assert sends_more(world, asked) == NotAllGiven(where=AskAt(page="household", item=None, changing=False))


def test_what_can_be_put_right_is_said(world: MemoryWorld, row: CaseRow) -> None:
    asked = asks(world, row, "permits_held")

    refused = gives(world, asked, "household", form(permits_held="many"))

    assert isinstance(refused, Refused)
    assert refused.problems[0].at == "permits_held"


def test_a_page_that_the_new_answer_makes_necessary_is_asked_along(world: MemoryWorld, row: CaseRow) -> None:
    asked = asks(world, row, "co2")

    went = gives(world, asked, "vehicle", form(co2="200"))

    assert isinstance(went, Went)
    assert went.where == AskAt(page="diesel", item=None, changing=False)
    assert sends_more(world, asked) == NotAllGiven(where=went.where)
    then = gives(world, asked, "diesel", form(filter_fitted="yes"))
    assert isinstance(then, Went)
    assert then.where == CheckAt()
    done = sends_more(world, asked)
    assert isinstance(done, GaveNow)
    assert done.row.data["filter_fitted"] is True


def test_who_turns_out_to_live_elsewhere_is_decided_by_a_person_and_still_written_to(
    world: MemoryWorld, row: CaseRow
) -> None:
    asked = asks(world, row, "postcode")
    went = gives(world, asked, "where", form(postcode="SW1A 1AA"))
    assert isinstance(went, Went)
    assert went.where == CheckAt()
    done = sends_more(world, asked)
    assert isinstance(done, GaveNow)

    decided = decide_case(
        world,
        authority=NORTH,
        case=row.id,
        outcome="refused",
        reason="you live elsewhere",
        by=BEN,
        seen=done.row.seq,
        key="d",
    )

    assert isinstance(decided, DecidedNow)
    message = world.records.messages(NORTH, row.id)[-1]
    assert message.email is not None
    assert (message.email.to, message.email.subject) == ("asha@example.org", "We have decided about AB12 CDE")
    assert not audit(world).faults


def test_a_page_that_was_not_asked_is_none(world: MemoryWorld, row: CaseRow) -> None:
    asked = asks(world, row, "registration")

    with pytest.raises(NoSuchPage):
        gives(world, asked, "household", form(permits_held="0"))


def test_drivers_that_are_asked_for_are_added_one_after_the_other_and_taken_away(
    world: MemoryWorld, row: CaseRow
) -> None:
    asked = asks(world, row, "drivers")
    more: dict[str, Any] = {"authority": NORTH, "case": row.id, "asking": asked.asking, "page": "others"}

    for item, name in enumerate(["Ravi Patel", "Zoë O’Neil"]):
        went = give_more_page(world, **more, form=form(driver_name=name), lang="en", item=item)
        assert went == Went(where=AskAt(page="others"), row=asked.row)
    yes = give_more_page(world, **more, form=form(drivers__another="yes"), lang="en")
    assert yes == Went(where=AskAt(page="others", item=2), row=asked.row)

    for _ in range(2):  # the second press finds one, where its page showed two
        remove_more(world, **more, item=0, items=2)
    with pytest.raises(NoSuchPage):
        remove_more(world, **more, item=7, items=1)
    no = give_more_page(world, **more, form=form(drivers__another="no"), lang="en")
    assert no == Went(where=CheckAt(), row=asked.row)

    done = sends_more(world, asked)
    assert isinstance(done, GaveNow)
    assert [driver["driver_name"] for driver in done.row.data["drivers"]] == ["Zoë O’Neil"]


def test_she_may_write_a_reply_where_ben_lets_her(world: MemoryWorld, row: CaseRow) -> None:
    asked = asks(world, row, reply=True)

    assert sends_more(world, asked, " ") == (Problem("reply", "Enter a reply"),)
    done = sends_more(world, asked, "It is my sister’s.")

    assert isinstance(done, GaveNow)
    reply = world.records.messages(NORTH, row.id)[-1]
    assert (reply.way, reply.body) == ("from_resident", "It is my sister’s.")


def test_a_reply_nobody_asked_for_is_not_kept(world: MemoryWorld, row: CaseRow) -> None:
    asked = asks(world, row, "registration")
    gives(world, asked, "vehicle", form(registration="XY12 ABC"))

    sends_more(world, asked, "By the way")

    assert all(message.way == "to_resident" for message in world.records.messages(NORTH, row.id))


def test_sent_twice_it_is_given_once(world: MemoryWorld, row: CaseRow) -> None:
    asked = asks(world, row, reply=True)
    first = sends_more(world, asked, "Yes")
    before = world.stored()

    assert sends_more(world, asked, "Yes") == first
    assert world.stored() == before


def test_asked_twice_by_one_press_she_is_asked_once(world: MemoryWorld, row: CaseRow) -> None:
    first = asks(world, row, "registration")

    assert asks(world, row, "registration") == first
    assert len(world.records.askings(NORTH, row.id)) == 1


def test_one_request_at_a_time(world: MemoryWorld, row: CaseRow) -> None:
    asked = asks(world, row, "registration")

    with pytest.raises(AlreadyAsked):
        asks(world, asked.row, "co2", by=CARA, key="other")


def test_an_old_link_says_that_nothing_is_asked_now(world: MemoryWorld, row: CaseRow) -> None:
    asked = asks(world, row, reply=True)
    sends_more(world, asked, "Yes")

    with pytest.raises(NothingAsked):
        sends_more(world, asked, "Again", key="other")


def test_a_request_is_closed_when_the_case_is_decided_without_it(world: MemoryWorld, row: CaseRow) -> None:
    asked = asks(world, row, "registration")
    seen = asked.row.seq
    decide_case(world, authority=NORTH, case=row.id, outcome="refused", reason="no answer", by=BEN, seen=seen, key="d")

    with pytest.raises(AlreadyDecided):
        gives(world, asked, "vehicle", form(registration="XY12 ABC"))
    assert world.records.askings(NORTH, row.id)[0].done is not None


def test_a_request_is_closed_when_she_withdraws(world: MemoryWorld, row: CaseRow) -> None:
    asked = asks(world, row, "registration")
    withdraw_case(world, authority=NORTH, case=row.id, lang="en", key="w")

    with pytest.raises(AlreadyWithdrawn):
        sends_more(world, asked)


@pytest.mark.parametrize(
    ("questions", "words", "reply", "problems"),
    [
        ((), "Why?", False, ["questions"]),
        (("nothing",), "Why?", False, ["questions"]),
        (("registration",), " ", False, ["words"]),
        ((), "", False, ["questions", "words"]),
        (("registration",), "x" * 4001, True, ["words"]),
    ],
)
def test_ben_says_what_and_why(
    world: MemoryWorld, row: CaseRow, questions: tuple[str, ...], words: str, reply: bool, problems: list[str]
) -> None:
    before = world.stored()

    done = ask_for_more(
        world,
        authority=NORTH,
        case=row.id,
        questions=questions,
        words=words,
        reply=reply,
        by=BEN,
        seen=row.seq,
        key="ask",
    )

    assert isinstance(done, tuple)
    assert [problem.at for problem in done] == problems
    assert world.stored() == before


def test_a_service_that_tells_nobody_by_email_still_says_it_on_the_page(world: MemoryWorld) -> None:
    report = reports(world)

    asked = asks(world, report, "colour")

    assert world.records.messages(NORTH, report.id)[-1].email is None
    went = gives(world, asked, "bin", form(colour="black"))
    assert isinstance(went, Went)
