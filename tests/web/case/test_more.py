"""Asha answers what Ben asked, on pages like those she knows."""

import pytest

from footpath.actions.ask_for_more import AskedNow, ask_for_more
from footpath.ports import CaseRow
from footpath.web.world import world
from tests.web.county import asked, checking, decided, link, now, page_of, resident, taken
from tests.web.resident.browsing import Browser


def at(row: CaseRow) -> Browser:
    return Browser().go(link(row))


def asks_for(row: CaseRow, *questions: str, reply: bool = False) -> CaseRow:
    done = ask_for_more(
        world(),
        authority=row.authority,
        case=row.id,
        questions=questions,
        words="Please tell us again",
        reply=reply,
        by="staff:ben",
        seen=row.seq,
        key=f"ask-{row.seq:012}-0123456789",
    )
    assert isinstance(done, AskedNow), done
    return done.row


def test_she_answers_looks_once_more_and_sends() -> None:
    row = asked(taken(checking()))
    browser = at(row).click("Answer what we asked")
    assert browser.page.h1 == ["What is your vehicle’s registration number?"]
    assert browser.form()["registration"] == ["AB12 CDE"]

    browser.send({"registration": "ef56 ghj"})
    assert browser.page.h1 == ["Check what you are sending"]
    assert "EF56 GHJ" in browser.page.text
    assert now(row).stage == "waiting"

    browser.send({"reply": "I mistyped it"})
    assert "We have what you sent." in browser.page.text
    assert (now(row).stage, now(row).data["registration"]) == ("checking", "EF56 GHJ")
    assert "I mistyped it" in browser.page.text


def test_only_what_was_asked_is_asked() -> None:
    row = asks_for(taken(checking()), "registration")
    browser = at(row).click("Answer what we asked")

    assert set(browser.form()) == {"csrfmiddlewaretoken", "seen", "registration"}
    assert browser.go(f"{page_of(row)}more/{row.seq - 1}/where").status == 409


def test_an_answer_that_cannot_be_taken_is_shown_with_what_was_typed() -> None:
    row = asks_for(taken(checking()), "registration")
    browser = at(row).click("Answer what we asked")

    browser.send({"registration": "no such number!"})

    assert browser.page.title.startswith("Error: ")
    assert browser.form()["registration"] == ["no such number!"]
    assert now(row).stage == "waiting"


def test_she_can_leave_and_return_and_what_she_answered_is_kept() -> None:
    row = asks_for(taken(checking()), "registration", "permits_held")
    browser = at(row).click("Answer what we asked")
    browser.send({"registration": "ef56ghj"})
    assert browser.page.h1 == ["How many permits does your household hold now?"]

    browser.click("Save and come back later")
    assert "What you answered so far is kept." in browser.page.text

    again = at(row).click("Answer what we asked")
    assert again.page.h1 == ["How many permits does your household hold now?"]


def test_she_changes_an_answer_before_it_is_sent() -> None:
    row = asks_for(taken(checking()), "registration")
    browser = at(row).click("Answer what we asked").send({"registration": "ef56ghj"})

    browser.click("Change What is your vehicle’s registration number?")
    browser.send({"registration": "jk12lmn"})

    assert browser.page.h1 == ["Check what you are sending"]
    assert "JK12 LMN" in browser.page.text


def test_back_from_the_first_page_is_the_page_of_the_case() -> None:
    row = asks_for(taken(checking()), "registration")
    browser = at(row).click("Answer what we asked")

    browser.click("Back")

    assert browser.address == page_of(row)


def test_a_list_is_added_to_and_taken_from() -> None:
    row = asks_for(taken(checking()), "drivers")
    browser = at(row).click("Answer what we asked")

    browser.send({"drivers-another": "yes"})
    browser.send({"driver_name": "Bob Patel"})
    assert "Bob Patel" in browser.page.text
    number = next(n for n, form in enumerate(browser.page.forms) if "remove" in form["names"])
    browser.send({"remove": "yes"}, form=number)
    assert "Bob Patel" not in browser.page.text
    browser.send({"drivers-another": "yes"}, form=len(browser.page.forms) - 1)
    browser.send({"driver_name": "Cat Patel"})
    browser.send({"drivers-another": "no"}, form=len(browser.page.forms) - 1)
    assert browser.page.h1 == ["Check what you are sending"]
    browser.send()

    assert now(row).data["drivers"] == [{"driver_name": "Cat Patel"}]


def test_a_reply_alone_is_enough_where_nothing_else_is_asked() -> None:
    row = asks_for(taken(checking()), reply=True)
    browser = at(row).click("Answer what we asked")
    assert browser.page.h1 == ["Check what you are sending"]

    browser.send({"reply": " "})
    assert browser.status == 422
    assert browser.page.links["Enter a reply"] == "#reply"

    browser.send({"reply": "The number is right"})
    assert now(row).stage == "checking"


def test_an_answer_that_makes_another_page_necessary_has_it_asked_too() -> None:
    row = asks_for(taken(checking()), "co2")
    browser = at(row).click("Answer what we asked")

    browser.send({"co2": "300"})

    assert browser.page.h1 == ["Has it got a particle filter?"]
    browser.send({"filter_fitted": "yes"})
    browser.send()
    assert now(row).stage == "checking"
    assert now(row).data["filter_fitted"] is True


def test_nothing_is_sent_before_all_of_it_is_answered() -> None:
    row = asks_for(taken(checking()), "registration", "permits_held")
    number = str(row.asking).rpartition(".")[2]

    browser = at(row).go(f"{page_of(row)}more/{number}/check").send()

    assert browser.page.h1 == ["What is your vehicle’s registration number?"]
    assert now(row).stage == "waiting"


def test_what_was_decided_meanwhile_is_not_answered_and_her_words_are_shown() -> None:
    row = asks_for(taken(checking()), reply=True)
    browser = at(row).click("Answer what we asked")
    decided(row)

    browser.send({"reply": "Here is all I know"})

    assert browser.status == 409
    assert "Here is all I know" in browser.page.text


def test_the_same_answers_sent_twice_are_sent_once() -> None:
    row = asks_for(taken(checking()), reply=True)
    number = str(row.asking).rpartition(".")[2]
    client, sent = resident(row), {"reply": "Here", "key": "more-0123456789abcdef"}

    statuses = [client.post(f"{page_of(row)}more/{number}/check", sent).status_code for _ in range(3)]

    assert statuses == [303, 303, 303]
    assert [m.body for m in world().records.messages(row.authority, row.id) if m.way == "from_resident"] == ["Here"]


@pytest.mark.parametrize("below", ["", "/check", "/vehicle", "/others/0", "/nothing"])
def test_a_request_that_is_not_open_is_a_clear_page(below: str) -> None:
    row = checking()

    for number in (1, 5, 99999):
        response = resident(row).get(f"{page_of(row)}more/{number}{below}")
        assert response.status_code == 409, (number, below)


def test_nothing_is_answered_without_the_token_of_the_form() -> None:
    row = asks_for(taken(checking()), "registration")
    number = str(row.asking).rpartition(".")[2]
    client = resident(row, enforce_csrf_checks=True)

    for below in ("vehicle", "check"):
        assert client.post(f"{page_of(row)}more/{number}/{below}", {"registration": "x"}).status_code == 403


def test_in_welsh_the_pages_are_welsh() -> None:
    row = asks_for(taken(checking()), reply=True)
    browser = at(row)
    browser.client.cookies["lang"] = "cy"

    assert browser.go(page_of(row)).page.h1 == ["Mae angen rhywbeth arnom gennych chi"]
    assert browser.click("Ateb yr hyn a ofynnwyd").page.h1 == ["Gwiriwch yr hyn rydych yn ei anfon"]
