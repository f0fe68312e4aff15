"""Asha looks where her case is."""

import pytest
from django.test import Client

from footpath.ports import CaseRow
from footpath.web.world import world
from tests.web.county import (
    age,
    asha,
    asked,
    checking,
    decided,
    drafts,
    link,
    now,
    page_of,
    resident,
    taken,
    to_pay,
    wants_another_look,
)
from tests.web.resident.browsing import Browser, PageReader


def page(row: CaseRow, *, lang: str = "en", below: str = "") -> PageReader:
    asha_ = resident(row)
    asha_.cookies["lang"] = lang
    response = asha_.get(page_of(row) + below)
    assert response.status_code == 200, response.status_code
    return PageReader(response.content.decode())


def withdrawn(row: CaseRow) -> CaseRow:
    from footpath.actions.withdraw_case import withdraw_case

    return withdraw_case(world(), authority=row.authority, case=row.id, lang="en", key="withdraw-0123456789")


# --- where it is


def test_a_case_that_is_checked_says_so_and_by_when() -> None:
    shown = page(checking())

    assert shown.h1 == ["We are checking what you sent"]
    assert "✓ Sent Done, on" in shown.text
    assert "● Being checked Now, usually by" in shown.text
    assert "○ Decided Not yet" in shown.text
    assert "We usually decide by" in shown.text


def test_each_step_says_in_words_what_its_mark_shows() -> None:
    shown = page(checking())
    marks = [
        attributes for tag, attributes in shown.tags if tag == "span" and attributes.get("class") == "app-steps__mark"
    ]

    assert len(marks) == 3
    assert all(mark.get("aria-hidden") == "true" for mark in marks)
    assert [
        a.get("aria-current") for tag, a in shown.tags if tag == "li" and "app-steps__step" in str(a.get("class"))
    ] == [
        None,
        "step",
        None,
    ]


def test_a_case_that_is_late_is_not_said_to_be_on_time() -> None:
    row = checking()
    age(row, 60)

    shown = page(row)

    assert "We meant to decide by" in shown.text
    assert "Phone 01632 960 100 if you want to know why." in shown.text
    assert "usually by" not in shown.text


def test_a_case_to_pay_says_how_much_and_how() -> None:
    shown = page(to_pay())

    assert shown.h1 == ["You need to pay £177"]
    assert "Phone 01632 960 100 to pay, and tell us your reference." in shown.text
    assert "Being checked Not yet, starts when you have paid" in shown.text


def test_a_case_that_waits_for_her_has_one_thing_to_do() -> None:
    shown = page(asked(taken(checking()), words="We cannot read the number"))

    assert shown.h1 == ["We need something from you"]
    assert "What we ask you We cannot read the number" in shown.text
    assert "Answer what we asked" in shown.links


def test_a_decision_says_who_why_and_on_what() -> None:
    row = decided(taken(checking()), reason="the car is too old")

    shown = page(row)

    assert shown.h1 == ["We have decided: refused"]
    assert "A person in our team decided this on" in shown.text
    assert "The reason The car is too old" in shown.text
    assert "What is your postcode? OX1 1AA your answer" in shown.text
    assert "Yearly price 88.50 In force from 1 June 2026, from Fees and charges 2026-27" in shown.text
    assert f"We used version 3 of the service ({row.edition[:8]})." in shown.text
    assert "We refused your application because the car is too old." in shown.text
    assert "Ask us to look again" in shown.links


def test_nobody_who_works_there_is_named_to_a_resident() -> None:
    row = decided(taken(checking()))

    assert "Ben" not in page(row).text
    assert "ben" not in resident(row).get(page_of(row)).content.decode().replace("being", "")


def test_a_rules_decision_is_said_to_be_one_and_shows_what_that_rule_looked_at() -> None:
    shown = page(checking(asha(permits_held="0")))

    assert "A rule decided this on" in shown.text
    assert "No person looked at it. You can ask that a person does." in shown.text
    assert "Yours is the first permit of your household (article 7)" in shown.text
    assert "How many permits does your household hold now? 0 your answer" in shown.text
    assert "What is your postcode? OX1 1AA your answer" not in shown.text


def test_a_request_to_look_again_is_acknowledged() -> None:
    shown = page(wants_another_look(decided(taken(checking()))))

    assert "You asked us to look again. A person will, and will write to you here." in shown.text


def test_a_case_she_withdrew_offers_to_start_again() -> None:
    shown = page(withdrawn(checking()))

    assert shown.h1 == ["You withdrew this"]
    assert "Being checked Not yet, stopped, because you withdrew it" in shown.text
    assert shown.links["Start again"] == "/barset-north/permit/"
    assert "Withdraw this" not in shown.links


def test_every_message_is_there_newest_first() -> None:
    shown = page(decided(taken(checking())))

    assert "Messages (3)" in shown.text
    letter, paid, sent = (
        shown.text.index(words)
        for words in ("We refused your application", "got your payment of", "We look at it within")
    )
    assert letter < paid < sent


def test_what_she_told_us_is_there_and_all_open_on_the_page_to_print() -> None:
    row = checking()
    closed, whole = page(row), page(row, below="copy")

    assert "What is your name? Asha Patel" in closed.text
    assert any(tag == "details" for tag, _ in closed.tags)
    assert not [a for tag, a in whole.tags if tag == "details" and "open" not in a]
    assert "What is your name? Asha Patel" in whole.text


def test_in_welsh_it_is_welsh_and_the_switch_keeps_the_place() -> None:
    row = checking()
    browser = Browser().go(link(row))

    browser.click("Cymraeg")

    assert browser.address == page_of(row)
    assert browser.page.h1 == ["Rydym yn gwirio’r hyn a anfonwyd gennych"]
    assert "Wedi’i anfon Wedi’i wneud, ar" in browser.page.text
    # What was written in English is said to be English, for those who listen.
    assert any(a.get("lang") == "en" for tag, a in browser.page.tags if tag == "div")


def test_nobody_can_put_words_on_her_page() -> None:
    row = checking()

    html = resident(row).get(page_of(row) + "?done=<b>Pay here</b>").content.decode()

    assert "Pay here" not in html


def test_what_was_written_is_never_read_as_markup() -> None:
    evil = "<script>alert(1)</script>{{7*7}}"
    row = decided(taken(checking(asha(name="<b>Asha</b>"))), reason=evil)

    html = resident(row).get(page_of(row)).content.decode()

    assert "<script>alert" not in html
    assert "<b>Asha" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in html


# --- who may look


def test_the_address_alone_opens_nothing() -> None:
    row = checking()

    response = Client().get(page_of(row))

    assert response.status_code == 404
    said = PageReader(response.content.decode())
    assert said.h1 == ["Use the link we sent you"]
    assert row.reference not in said.text
    assert said.links["Ask for a new link"] == "/case/find"


def test_a_case_that_is_not_there_is_answered_like_one_that_is_not_hers() -> None:
    row = checking()
    nothing = Client().get(f"/case/barset-north/{'x' * 22}/")

    assert nothing.content == Client().get(page_of(row)).content
    assert nothing.status_code == 404


def test_the_link_opens_it_and_leaves_the_address() -> None:
    row = checking()

    response = Client().get(link(row))

    assert response.status_code == 303
    assert response.headers["Location"] == page_of(row)
    cookie = response.cookies[f"case-{row.id}"]
    assert cookie["path"] == page_of(row).rstrip("/")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("secret", ["x" * 22, "A" * 43, "-" * 22])
def test_a_made_up_secret_opens_nothing(secret: str) -> None:
    row = checking()
    stranger = Client()
    stranger.cookies[f"case-{row.id}"] = secret

    assert stranger.get(page_of(row)).status_code == 404
    assert stranger.get(f"{page_of(row)}return/{secret}").status_code == 404


def test_the_secret_of_another_case_opens_nothing() -> None:
    hers, theirs = checking(), checking(asha(name="Zoe"))
    secret = link(hers).rpartition("/")[2]
    asha_ = resident(hers)
    asha_.cookies[f"case-{theirs.id}"] = secret

    assert asha_.get(page_of(theirs)).status_code == 404
    assert asha_.get(f"{page_of(theirs)}return/{secret}").status_code == 404


def test_a_draft_is_not_here_but_where_it_is_filled_in() -> None:
    row = drafts()

    assert Client().get(link(row)).status_code == 404


def test_an_erased_case_opens_for_nobody() -> None:
    from footpath.actions.erase_case import erase_case

    row = decided(taken(checking()))
    asha_ = resident(row)
    erase_case(world(), authority=row.authority, case=row.id, because="keep: 6 years after decision", by="clock")

    assert asha_.get(page_of(row)).status_code == 404
    assert now(row).stage == "erased"


def test_her_page_is_kept_by_no_cache_and_no_index() -> None:
    response = resident(row := checking()).get(page_of(row))

    assert response.headers["Cache-Control"] == "no-store, private"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
