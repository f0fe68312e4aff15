"""Asha gets through a service, forwards, backwards and sideways, in English and in Welsh."""

import re

import pytest

from footpath.web.world import world
from tests.people import NORTH
from tests.web.resident.browsing import Browser
from tests.web.resident.ways import (
    BIN,
    PERMIT,
    bin_answers,
    case_of,
    checks,
    goes_on,
    permit_answers,
    place,
    starts,
)

WELSH_BUTTON = "Parhau"


def row(browser: Browser):  # type: ignore[no-untyped-def]
    return world().records.case(NORTH, case_of(browser))


# --- the whole way


@pytest.mark.parametrize(
    ("lang", "sent", "button", "paid"),
    [
        ("en", "Application sent", "Accept and send", "What you need to pay"),
        ("cy", "Cais wedi’i anfon", "Derbyn ac anfon", "Beth sydd angen i chi ei dalu"),
    ],
)
def test_asha_applies_for_a_permit(lang: str, sent: str, button: str, paid: str) -> None:
    browser = checks(PERMIT, lang=lang)

    assert browser.page.buttons == [button]
    assert paid in browser.page.text
    assert "£88.50" in browser.page.text
    assert f'<html lang="{lang}"' in browser.html

    browser.send()

    assert place(browser) == "sent"
    assert browser.page.h1 == [sent]
    held = row(browser)
    assert held.reference in browser.page.text
    assert (held.stage, held.charge_pence, held.lang) == ("to_pay", 8850, lang)
    assert held.data["full_name"] == "Asha Siân O’Brien-Łuczak"
    assert held.data["home"]["postcode"] == "OX1 1AA"


@pytest.mark.parametrize(
    ("lang", "sent", "send"),
    [("en", "Report sent", "Send your report"), ("cy", "Adroddiad wedi’i anfon", "Anfon eich adroddiad")],
)
def test_asha_reports_a_missed_bin_and_a_rule_decides(lang: str, sent: str, send: str) -> None:
    browser = checks(BIN, lang=lang)

    assert browser.page.buttons == [send]
    browser.send()

    assert browser.page.h1 == [sent]
    assert row(browser).stage == "decided"


@pytest.mark.parametrize("address", [PERMIT, BIN])
def test_every_page_in_welsh_is_welsh_throughout(address: str) -> None:
    browser = checks(address, lang="cy")
    browser.send()

    english = {
        "Continue",
        "Back",
        "Save and come back later",
        "Why we ask this",
        "Skip to main content",
        "Accessibility",
    }
    for response in browser.seen:
        if response.status_code == 200:
            html = response.content.decode()
            assert '<html lang="cy"' in html or "?lang=cy" in html
            if '<html lang="cy"' in html:
                assert not {text for text in english if f">{text}<" in html or f"\n  {text}\n" in html}


# --- back and forth


def test_back_goes_to_the_page_before_and_what_was_answered_is_still_there() -> None:
    browser = goes_on(starts(PERMIT), permit_answers(), until="time-here")

    browser.click("Back")
    assert place(browser) == "permits-held"
    assert browser.form()["permits_held"] == ["0"]

    browser.click("Back").click("Back")
    assert place(browser) == "home"
    assert browser.form()["home-postcode"] == ["OX1 1AA"]

    browser.click("Back")
    assert browser.address == PERMIT


def test_a_change_comes_back_to_the_check() -> None:
    browser = checks()

    browser.click("Change What is your full name?")
    assert place(browser) == "name"
    assert browser.form()["full_name"] == ["Asha Siân O’Brien-Łuczak"]
    assert browser.page.links["Back"].endswith("/check")
    browser.send({"full_name": "Asha Patel"})

    assert place(browser) == "check"
    assert "Asha Patel" in browser.page.text


def test_a_change_that_needs_more_asks_for_that_first_and_then_comes_back() -> None:
    browser = checks()

    browser.click("Change What does it run on?")
    browser.send({"fuel": "diesel"})
    assert place(browser) == "diesel"
    browser.send(permit_answers()["diesel"])

    assert place(browser) == "check"
    assert "31 December 2014" in browser.page.text
    assert "£138.50" in browser.page.text


def test_an_answer_no_longer_asked_for_is_kept_and_not_used() -> None:
    browser = checks(PERMIT, permit_answers(vehicle={"registration": "ab12cde", "fuel": "diesel", "co2": "120"}))
    assert "31 December 2014" in browser.page.text

    browser.click("Change What does it run on?").send({"fuel": "petrol"})

    assert place(browser) == "check"
    assert "31 December 2014" not in browser.page.text
    assert row(browser).data["first_registered"] == "2014-12-31"


def test_somebody_the_service_is_not_for_is_told_why_and_what_they_can_do() -> None:
    browser = starts(PERMIT)
    browser.send({**permit_answers()["home"], "home-postcode": "SW1A 1AA"})

    assert place(browser) == "not-for-you/not-in-zone"
    assert browser.page.h1 == ["You cannot get a permit for this address"]
    assert "call us and ask about visitor parking" in browser.page.text
    assert not browser.page.errors

    # They mistyped: back, put right, and the exit is behind them.
    browser.click("Back")
    assert place(browser) == "home"
    browser.send(permit_answers()["home"])
    assert place(browser) == "main-home"
    case = case_of(browser)
    browser.go(f"{PERMIT}{case}/not-for-you/not-in-zone")
    assert place(browser) == "main-home"


# --- a list


def test_bins_are_added_changed_and_taken_away() -> None:
    browser = goes_on(starts(BIN), bin_answers(), until="bins")
    assert "Added so far: 1." in browser.page.text

    browser.send({"bins-another": "yes"})
    assert place(browser) == "bins/1"
    assert browser.page.h1 == ["Bin 2"]
    browser.send({"stream": "food", "left_at": "edge"})
    assert "Added so far: 2." in browser.page.text

    browser.click("Change Bin 2")
    assert browser.form()["stream"] == ["food"]
    browser.send({"stream": "garden", "left_at": "edge"})
    assert "Garden waste" in browser.page.text
    assert "Food waste" not in browser.page.text

    browser.send({"remove": "yes"}, form=0)
    assert place(browser) == "bins"
    assert "Added so far: 1." in browser.page.text
    assert [item["stream"] for item in row(browser).data["bins"]] == ["garden"]


def test_a_list_that_needs_one_begins_with_its_first() -> None:
    browser = goes_on(starts(BIN), bin_answers(), until="bins/0")

    assert browser.page.h1 == ["Bin 1"]
    browser.go(browser.address.removesuffix("/0"))
    assert place(browser) == "bins/0"


def test_nothing_chosen_on_the_page_of_a_list_is_a_problem_there() -> None:
    browser = goes_on(starts(BIN), bin_answers(), until="bins")

    browser.send({})

    assert browser.page.title.startswith("Error: ")
    assert browser.page.errors == ["Error: Select yes if you need to add another bin"]
    assert "Added so far: 1." in browser.page.text


def test_the_check_page_shows_each_of_a_list_under_its_name() -> None:
    browser = checks(BIN)

    assert "Bin 1" in browser.page.text
    assert any(link.startswith("Change Which bin is it? (Bin 1)") for link in browser.page.links)
    browser.go(next(to for link, to in browser.page.links.items() if link.startswith("Add or take away")))
    assert place(browser) == "bins"
    browser.send({"bins-another": "no"})
    assert place(browser) == "check"


# --- languages


def test_the_switch_keeps_the_place_and_loses_nothing() -> None:
    browser = checks()
    browser.click("Change What is your full name?")
    there = browser.address

    browser.click("Cymraeg")

    assert browser.address == there
    assert browser.page.h1 == ["Beth yw eich enw llawn?"]
    assert browser.form()["full_name"] == ["Asha Siân O’Brien-Łuczak"]
    browser.send()
    assert place(browser) == "check"
    browser.click("English")
    assert browser.page.h1 == ["Check your answers before you send them"]


def test_an_unknown_language_changes_nothing() -> None:
    browser = Browser().go(f"{PERMIT}?lang=fr")

    assert browser.address == PERMIT
    assert '<html lang="en"' in browser.html


# --- two windows


def test_the_same_answer_from_an_old_window_goes_on_quietly() -> None:
    browser = goes_on(starts(PERMIT), permit_answers(), until="permits-held")
    old = browser.form()
    browser.send({"permits_held": "0"})
    browser.go(browser.address.replace("time-here", "permits-held"))

    browser.send({**old, "permits_held": "0"})

    assert place(browser) == "time-here"


def test_another_answer_from_an_old_window_is_shown_beside_the_saved_one() -> None:
    browser = goes_on(starts(PERMIT), permit_answers(), until="permits-held")
    old = browser.form()["seen"]
    browser.send({"permits_held": "0"})
    browser.click("Back")

    browser.send({"seen": old, "permits_held": "1"})

    assert browser.status == 409
    assert browser.page.h1 == ["You answered this in another window"]
    assert row(browser).data["permits_held"] == "0"
    crossed = browser.html

    browser.send(form=0)  # keep what I typed just now
    assert place(browser) == "time-here"
    assert row(browser).data["permits_held"] == "1"
    assert "Keep what is saved" in crossed


def test_the_saved_answer_can_be_kept_instead() -> None:
    browser = goes_on(starts(PERMIT), permit_answers(), until="permits-held")
    old = browser.form()["seen"]
    browser.send({"permits_held": "0"}).click("Back")
    browser.send({"seen": old, "permits_held": "1"})

    browser.click("Keep what is saved")

    assert place(browser) == "time-here"
    assert row(browser).data["permits_held"] == "0"


def test_pressing_send_twice_sends_once() -> None:
    browser = checks()
    form = browser.form()
    browser.send()
    reference = row(browser).reference
    seq = row(browser).seq

    again = browser.client.post(browser.address.replace("sent", "check"), form)

    assert again.status_code == 303
    assert again.headers["Location"].endswith("/sent")
    assert (row(browser).reference, row(browser).seq) == (reference, seq)


# --- where they cannot be


@pytest.mark.parametrize("ahead", ["name", "check", "sent", "declaration", "not-for-you/not-in-zone"])
def test_a_page_ahead_of_the_way_leads_back_to_where_they_are(ahead: str) -> None:
    browser = goes_on(starts(PERMIT), permit_answers(), until="permits-held")

    browser.go(f"{PERMIT}{case_of(browser)}/{ahead}")

    assert place(browser) == "permits-held"


def test_sending_too_early_sends_nothing() -> None:
    browser = goes_on(starts(PERMIT), permit_answers(), until="permits-held")
    form = {**browser.form(), "key": "a-key-of-a-proper-length"}

    response = browser.client.post(f"{PERMIT}{case_of(browser)}/check", form)

    assert response.status_code == 303
    assert response.headers["Location"].endswith("/permits-held")
    assert row(browser).stage == "answering"


@pytest.mark.parametrize("page", ["home", "check", "save", "", "vehicle"])
def test_after_it_is_sent_every_page_leads_to_the_confirmation(page: str) -> None:
    browser = checks().send()

    browser.go(f"{PERMIT}{case_of(browser)}/{page}")

    assert place(browser) == "sent"


def test_an_answer_after_it_was_sent_changes_nothing() -> None:
    browser = checks()
    form = browser.form()
    browser.send()
    before = row(browser)

    response = browser.client.post(browser.address.replace("sent", "name"), {**form, "full_name": "Another"})

    assert response.status_code == 303
    assert row(browser) == before


# --- save and come back


def test_asha_saves_and_comes_back_on_another_device() -> None:
    browser = goes_on(starts(PERMIT), permit_answers(), until="permits-held")

    browser.click("Save and come back later")
    assert browser.page.h1 == ["Your answers are saved"]
    browser.send({"email": "asha@example.com"})
    assert browser.page.h1 == ["We have emailed you the link"]
    assert "asha@example.com" in browser.page.text
    link = next(to for to in browser.page.links.values() if "/return/" in to)

    elsewhere = Browser().go(link)

    assert place(elsewhere) == "permits-held"
    assert elsewhere.form()["permits_held"] == [""]
    goes_on(elsewhere, permit_answers())


def test_an_address_that_is_none_is_a_problem_and_is_kept_as_typed() -> None:
    browser = starts(PERMIT).click("Save and come back later")

    browser.send({"email": "asha at example"})

    assert browser.page.title.startswith("Error: ")
    assert browser.page.errors == ["Error: Enter an email address in the correct format, like name@example.com"]
    assert browser.form()["email"] == ["asha at example"]


def test_a_link_still_opens_after_it_was_sent() -> None:
    browser = goes_on(starts(PERMIT), permit_answers(), until="permits-held")
    browser.click("Save and come back later").send({"email": "asha@example.com"})
    link = next(to for to in browser.page.links.values() if "/return/" in to)
    browser.go(f"{PERMIT}{case_of(browser)}/")
    goes_on(browser, permit_answers()).send()

    elsewhere = Browser().go(link)

    assert place(elsewhere) == "sent"
    elsewhere.click("See how your case is going")
    assert elsewhere.status == 200
    assert row(browser).reference in elsewhere.page.text


# --- coming in


def test_the_first_page_lists_the_councils_and_each_lists_its_services() -> None:
    browser = Browser().go("/").click("Barset North")

    assert {"Apply for a resident parking permit", "Report a missed bin collection"} <= set(browser.page.links)


def test_the_start_page_says_what_it_takes() -> None:
    text = Browser().go(PERMIT).page.text

    for said in (
        "It takes about 6 minutes",
        "your vehicle’s log book (V5C)",
        "The price depends on your answers",
        "We usually answer in 3 working days",
        "01632 960 100",
        "help@barset-north.example",
        "within 28 days",
    ):
        assert said in text
    assert "It is free" in Browser().go(BIN).page.text


def test_a_service_that_is_not_offered_here_says_so() -> None:
    assert Browser().go("/barset-north/passport/").status == 404
    browser = Browser().go("/barset-south/resident-parking-permit/")
    assert browser.status == 200


def test_a_file_is_asked_for_once() -> None:
    answers = permit_answers(**{"permits-held": {"permits_held": "1"}})
    browser = goes_on(starts(PERMIT), answers, until="proof")
    assert "It can be a PDF, JPG or PNG of up to 10 MB" in browser.page.text

    browser.send(answers["proof"])
    browser.click("Back")

    assert "We have your file bill.pdf." in browser.page.text
    browser.send()
    assert place(browser) == "name"
    goes_on(browser, answers)
    assert "bill.pdf" in browser.page.text


def test_a_receipt_that_a_browser_made_up_is_not_taken_for_a_file() -> None:
    answers = permit_answers(**{"permits-held": {"permits_held": "1"}})
    browser = goes_on(starts(PERMIT), answers, until="proof")

    browser.send({"address_proof": '{"id": "x", "name": "bill.pdf", "size": 3, "kind": "pdf"}'})

    assert browser.page.errors == ["Error: Select proof of your address"]
    assert "address_proof" not in row(browser).data


def test_every_reference_reads_like_one() -> None:
    browser = checks().send()

    assert re.search(r"FP-[2-9A-Z]{3}-[2-9A-Z]{3}", browser.page.text)
