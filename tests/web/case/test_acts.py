"""Asha writes, withdraws, and asks us to look again."""

import secrets

import pytest

from footpath.ports import CaseRow
from footpath.web.world import world
from tests.web.county import checking, decided, link, now, page_of, resident, taken, to_pay
from tests.web.resident.browsing import Browser


def at(row: CaseRow) -> Browser:
    return Browser().go(link(row))


def test_a_message_reaches_the_case_and_is_shown() -> None:
    row = checking()
    asha = at(row).click("Send us a message")
    assert asha.page.h1 == ["Send us a message"]

    asha.send({"words": "I have moved the car.\nIt is at the back."})

    assert asha.address == f"{page_of(row)}?done=message"
    assert "We have your message." in asha.page.text
    assert "I have moved the car.<br>It is at the back." in asha.html
    assert "From you" in asha.page.text


def test_an_empty_message_is_refused_as_gov_uk_says() -> None:
    asha = at(checking()).click("Send us a message")

    asha.send({"words": "  "})

    assert asha.status == 422
    assert asha.page.title.startswith("Error: ")
    assert asha.page.links["Enter a message"] == "#words"
    assert asha.page.errors == ["Error: Enter a message"]


def test_a_message_that_is_too_long_is_kept_for_shortening() -> None:
    asha = at(checking()).click("Send us a message")

    asha.send({"words": "x" * 4001})

    assert asha.status == 422
    assert asha.form()["words"] == ["x" * 4001]


def test_the_same_message_sent_twice_is_one() -> None:
    row = checking()
    asha, sent = resident(row), {"words": "Hello", "key": secrets.token_urlsafe(16)}

    for _ in range(3):
        assert asha.post(f"{page_of(row)}write", sent).status_code == 303

    assert [m.body for m in world().records.messages(row.authority, row.id) if m.way == "from_resident"] == ["Hello"]


def test_withdrawing_takes_a_second_press() -> None:
    row = checking()
    asha = at(row).click("Withdraw this")
    assert asha.page.h1 == ["Do you want to withdraw this?"]
    assert now(row).stage == "checking"

    asha.send()

    assert "You withdrew this." in asha.page.text
    assert now(row).stage == "withdrawn"


def test_who_keeps_it_is_back_where_they_were() -> None:
    row = to_pay()

    asha = at(row).click("Withdraw this").click("No, keep it")

    assert asha.address == page_of(row)
    assert now(row).stage == "to_pay"


def test_what_was_decided_meanwhile_is_not_withdrawn() -> None:
    row = taken(checking())
    asha = at(row).click("Withdraw this")
    decided(row)

    asha.send()

    assert asha.status == 409
    assert asha.page.h1 == ["This changed while you were reading"]
    assert now(row).stage == "decided"


def test_asking_to_look_again_leaves_the_decision_and_makes_a_task() -> None:
    row = decided(taken(checking()))
    asha = at(row).click("Ask us to look again")
    assert asha.page.h1 == ["Ask us to look again"]

    asha.send({"words": "The car is new"})

    assert "We have your request. A person will look again." in asha.page.text
    assert now(row).stage == "decided"
    (task,) = world().records.tasks(row.authority)
    assert (task.case, task.done) == (row.id, None)


def test_asking_to_look_again_needs_a_why() -> None:
    asha = at(decided(taken(checking()))).click("Ask us to look again")

    asha.send({"words": ""})

    assert asha.status == 422
    assert asha.page.errors == ["Error: Enter why we should look again"]


def test_nothing_is_looked_at_again_before_it_is_decided_and_what_was_typed_is_shown() -> None:
    row = checking()
    asha = resident(row)

    assert asha.get(f"{page_of(row)}look-again").status_code == 409
    response = asha.post(f"{page_of(row)}look-again", {"words": "My long reasons"})
    assert response.status_code == 409
    assert "My long reasons" in response.content.decode()


@pytest.mark.parametrize("act", ["write", "withdraw", "look-again"])
def test_nothing_is_done_without_the_token_of_the_form(act: str) -> None:
    row = decided(taken(checking())) if act == "look-again" else checking()
    before = now(row).seq

    response = resident(row, enforce_csrf_checks=True).post(page_of(row) + act, {"words": "x"})

    assert response.status_code == 403
    assert now(row).seq == before


@pytest.mark.parametrize("words", ["\x00", "\x1b[31m", "\ufffd"])
@pytest.mark.parametrize("act", ["write", "look-again"])
def test_what_is_no_text_is_a_clear_page(act: str, words: str) -> None:
    row = decided(taken(checking()))

    response = resident(row).post(page_of(row) + act, {"words": words})

    assert response.status_code == 400
    assert now(row).seq == row.seq


def test_in_welsh_every_page_of_it_is_welsh() -> None:
    row = decided(taken(checking()))
    asha = at(row)
    asha.client.cookies["lang"] = "cy"

    for below, heading in (
        ("write", "Anfon neges atom"),
        ("look-again", "Gofyn i ni edrych eto"),
        ("", "Rydym wedi penderfynu: refused"),
    ):
        assert asha.go(page_of(row) + below).page.h1 == [heading]
    asha.go(page_of(row) + "write").send({"words": ""})
    assert asha.page.errors == ["Gwall: Rhowch neges"]
