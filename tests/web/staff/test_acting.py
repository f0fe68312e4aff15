"""What Ben does to a case, and what he is told when Cara was quicker."""

import secrets
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from footpath.ports import CaseRow
from footpath.web.staff.acting import check_receipt
from footpath.web.world import world
from tests.web.county import (
    asha,
    asked,
    carried,
    checking,
    decided,
    now,
    signed_in,
    staff_page_of,
    taken,
    to_pay,
)
from tests.web.resident.browsing import Browser, PageReader


def at(row: CaseRow, staff: str = "ben") -> Browser:
    """Somebody with the case open."""
    browser = Browser()
    browser.client.cookies = signed_in(staff).cookies
    return browser.go(staff_page_of(row))


def press(browser: Browser, ending: str, fields: Mapping[str, Any] | None = None) -> Browser:
    """The form of the page whose address ends so."""
    number = next(at for at, form in enumerate(browser.page.forms) if str(form["action"]).endswith(ending))
    return browser.send(fields, form=number)


def notes(row: CaseRow) -> list[str]:
    return [note.words for note in world().records.notes(row.authority, row.id)]


# --- the whole way


def test_ben_takes_a_case_asks_decides_and_the_resident_is_told() -> None:
    row = checking()
    ben = at(row)
    assert "Nobody has this case." in ben.page.text

    press(ben, "/take")
    assert "You have this case now." in ben.page.text
    assert now(row).taken_by == "ben"

    ben.click("Refused")
    assert ben.page.h1 == ["Decide: Refused"]
    assert "because [your reason]. You can" in ben.page.text

    press(ben, "/decide", {"reason": "the car is too wide", "step": "preview"})
    assert ben.page.h1 == ["Check before you decide: Refused"]
    assert "We refused your application because the car is too wide." in ben.page.text
    assert now(row).stage == "checking"

    press(ben, "/decide", {"step": "confirm"})
    assert "The case is decided, and the resident is told." in ben.page.text
    assert (now(row).stage, now(row).outcome) == ("decided", "refused")
    assert "Ben Okafor decided this on" in ben.page.text
    (letter,) = [m for m in world().records.messages(row.authority, row.id) if m.about == "decided"]
    assert letter.body == "We refused your application because the car is too wide. You can ask us to look again."


def test_the_reason_can_be_changed_after_the_letter_was_seen() -> None:
    ben = at(taken(checking()))
    ben.click("Refused")
    press(ben, "/decide", {"reason": "it is too wyde", "step": "preview"})

    press(ben, "/decide", {"step": "change"})

    assert ben.page.h1 == ["Decide: Refused"]
    assert ben.form(1)["reason"] == ["it is too wyde"]


def test_a_letter_that_gives_the_reason_cannot_go_without_one() -> None:
    row = taken(checking())
    ben = at(row)
    ben.click("Refused")

    press(ben, "/decide", {"reason": " ", "step": "preview"})

    assert ben.status == 422
    assert ben.page.title.startswith("Error: ")
    assert ben.page.errors == ["Error: Enter the reason, as the resident will read it in the letter"]
    assert now(row).seq == row.seq


def test_an_outcome_that_the_service_does_not_have_is_not_there() -> None:
    row = taken(checking())
    ben = signed_in("ben")

    assert ben.get(f"{staff_page_of(row)}/decide?outcome=pardoned").status_code == 404
    assert ben.get(f"{staff_page_of(row)}/decide").status_code == 404
    assert ben.post(f"{staff_page_of(row)}/decide", carried(row, outcome="pardoned", step="confirm")).status_code == 404
    assert now(row).seq == row.seq


def test_no_button_leans_towards_an_outcome() -> None:
    html = at(taken(checking())).html
    buttons = [
        attributes["class"]
        for tag, attributes in PageReader(html).tags
        if tag == "a" and "/decide?" in str(attributes.get("href"))
    ]

    assert len(buttons) == 2
    assert len(set(buttons)) == 1


def test_asking_for_more_sends_the_questions_and_the_words() -> None:
    row = taken(checking())
    ben = at(row)
    ben.click("Ask for more")
    assert "What is your vehicle’s registration number? Now: AB12 CDE" in ben.page.text

    press(ben, "/ask", {"words": "We cannot read it", "question": ["registration"], "reply": "yes"})

    assert "The resident is asked, and told." in ben.page.text
    assert now(row).stage == "waiting"
    (asking,) = world().records.askings(row.authority, row.id)
    assert (asking.questions, asking.words, asking.reply) == (("registration",), "We cannot read it", True)


def test_ben_writes_to_the_resident_whatever_was_decided() -> None:
    row = decided(taken(checking()))
    ben = at(row)
    ben.click("Write to the resident")
    press(ben, "/write", {"words": ""})
    assert "Enter a message" in ben.page.text

    press(ben, "/write", {"words": "Your sticker is not needed any more."})

    assert "Your message is on the resident’s page, and they are told." in ben.page.text
    last = world().records.messages(row.authority, row.id)[-1]
    assert (last.way, last.body, last.by) == ("to_resident", "Your sticker is not needed any more.", "staff:ben")
    assert now(row).stage == "decided"


def test_asking_needs_a_question_and_words_and_keeps_what_was_typed() -> None:
    ben = at(taken(checking()))
    ben.click("Ask for more")

    press(ben, "/ask", {"question": ["co2"]})
    assert ben.status == 422
    assert "Error: Enter what you need and why, as the resident will read it" in ben.page.errors
    assert ben.form(1)["question"] == ["co2"]

    press(ben, "/ask", {"words": "More, please", "question": ["no_such_question"]})
    assert "Error: Select questions from this list" in ben.page.errors
    assert ben.form(1)["words"] == ["More, please"]


def test_a_case_is_passed_on_to_a_colleague_and_given_back() -> None:
    row = taken(checking())
    ben = at(row)
    ben.click("Pass on")
    assert "Cara Ellis" in ben.page.text
    assert "Ben Okafor (you)" not in ben.page.text
    assert "Ada Novak" not in ben.page.text

    press(ben, "/pass-on")
    assert "Error: Select who should have it" in ben.page.errors
    press(ben, "/pass-on", {"to": "cara"})
    assert now(row).taken_by == "cara"

    cara = at(row, "cara")
    press(cara, "/give-back")
    assert now(row).taken_by is None
    assert cara.address == "/staff/barset-north/queue?done=given-back"


@pytest.mark.parametrize("to", ["sam", "ada", "none", "", "x" * 500])
def test_a_case_is_not_passed_to_somebody_who_does_not_work_on_cases_here(to: str) -> None:
    row = taken(checking())

    response = signed_in("ben").post(f"{staff_page_of(row)}/pass-on", carried(row, to=to))

    assert response.status_code == 422
    assert now(row).taken_by == "ben"


def test_a_colleagues_case_is_not_decided_over_their_head() -> None:
    row = taken(checking(), "staff:cara")
    ben = at(row)

    assert "Cara Ellis has this case." in ben.page.text
    assert "Refused" not in ben.page.links
    response = ben.client.post(
        f"{staff_page_of(row)}/decide",
        carried(
            row, outcome="refused", reason="No", step="confirm", csrfmiddlewaretoken=ben.form(0)["csrfmiddlewaretoken"]
        ),
    )
    assert response.status_code == 409
    assert "Somebody else has this case." in response.content.decode()
    assert now(row).stage == "checking"


def test_a_note_is_kept_and_shown_and_an_empty_one_is_refused() -> None:
    row = checking()
    ben = at(row)

    press(ben, "/note", {"words": "She called.\nThe car is new."})
    assert "Your note is kept." in ben.page.text
    assert "Ben Okafor wrote a note" in ben.page.text
    assert "She called.<br>The car is new." in ben.html

    press(ben, "/note", {"words": "  "})
    assert ben.status == 422
    assert ben.page.errors == ["Error: Enter a note"]


def test_marking_as_paid_keeps_the_receipt_as_a_note() -> None:
    row = to_pay()
    ben = at(row)
    ben.click("Mark £177 as paid")

    press(ben, "/paid", {"receipt": " 2026-004512 "})

    assert "marked as paid" in ben.page.text
    assert (now(row).stage, now(row).paid) == ("checking", True)
    assert notes(row) == ["Receipt number 2026-004512"]
    assert all("004512" not in str(entry.event) for entry in world().records.journal(row.authority, row.id))


def test_the_same_payment_sent_twice_is_marked_once() -> None:
    row = to_pay()
    sent = carried(row, receipt="2026-004512")
    ben = signed_in("ben")

    first = ben.post(f"{staff_page_of(row)}/paid", sent)
    second = ben.post(f"{staff_page_of(row)}/paid", sent)

    assert first.status_code == second.status_code == 303
    assert notes(row) == ["Receipt number 2026-004512"]


@pytest.mark.parametrize(
    ("receipt", "wrong"),
    [
        ("", "Enter the receipt number"),
        ("Asha Patel", "must have a number in it"),
        ("<script>1", "must be letters, numbers"),
        ("£12", "must be letters, numbers"),
        ("1" * 41, "40 characters or less"),
        ("4111 1111 1111 1111", "not the number of a card"),
        ("5500-0000-0000-0004", "not the number of a card"),
        ("2026-004512", ""),
        ("A/17", ""),
        ("4111111111111112", ""),  # not a card: its check digit is wrong
    ],
)
def test_a_receipt_number_is_no_name_and_no_card(receipt: str, wrong: str) -> None:
    said = " ".join(problem.says for problem in check_receipt(receipt))

    assert (wrong in said) if wrong else said == ""


def test_a_manager_has_a_decision_looked_at_again_and_a_caseworker_cannot() -> None:
    row = decided(taken(checking()))
    assert "A service manager can have it looked at again." in at(row).page.text
    assert signed_in("ben").post(f"{staff_page_of(row)}/reopen", carried(row, words="Hm")).status_code == 403

    mia = at(row, "mia")
    mia.click("Look at it again")
    assert "The decision so far (Refused) stays on record" in mia.page.text
    press(mia, "/reopen", {"words": "The zone was read wrongly"})

    assert "The case is open again, and the resident is told." in mia.page.text
    assert now(row).stage == "checking"
    assert notes(row) == ["The zone was read wrongly"]


def test_an_auditor_reads_and_is_offered_nothing_to_do() -> None:
    row = checking()
    ada = at(row, "ada")

    assert "Your role is to read." in ada.page.text
    assert [form["action"] for form in ada.page.forms] == ["/staff/sign-out"]
    for act in ("take", "give-back", "pass-on", "note", "ask", "write", "decide", "paid", "reopen"):
        assert ada.client.post(f"{staff_page_of(row)}/{act}", HTTP_X_TEST="1").status_code == 403
    assert now(row).seq == row.seq


# --- two at once


def test_ben_is_told_what_cara_did_and_keeps_what_he_typed() -> None:
    row = checking()
    ben = at(row)
    ben.click("Refused")
    taken(now(row), "staff:cara")
    asked(now(row), by="staff:cara")

    press(ben, "/decide", {"reason": "It is far too wide", "step": "preview"})

    assert ben.status == 409
    assert "Cara Ellis asked the resident for more about 1 question just now." in ben.page.text
    assert "Nothing you did was sent, and what you typed is still below" in ben.page.text
    assert "Cara Ellis took it" in ben.page.text
    assert ben.form(1)["reason"] == ["It is far too wide"]
    assert ben.form(1)["seen"] == [str(now(row).seq)]
    assert ben.page.links["See what changed"] == f"{staff_page_of(row)}#history"
    assert now(row).stage == "waiting"


def test_two_who_confirm_at_once_decide_once() -> None:
    row = checking()
    ben, cara = signed_in("ben"), signed_in("cara")
    sent = {"outcome": "granted", "reason": "", "step": "confirm", "seen": row.seq}

    first = ben.post(f"{staff_page_of(row)}/decide", {**sent, "key": secrets.token_urlsafe(16)})
    second = cara.post(
        f"{staff_page_of(row)}/decide", {**sent, "outcome": "refused", "reason": "No", "key": secrets.token_urlsafe(16)}
    )

    assert (first.status_code, second.status_code) == (303, 409)
    assert now(row).outcome == "granted"
    said = PageReader(second.content.decode()).text
    assert "Ben Okafor decided: Granted just now." in said
    assert len(world().records.decisions(row.authority, row.id)) == 1


def test_the_same_confirmation_sent_twice_decides_once() -> None:
    row = taken(checking())
    sent = carried(row, outcome="refused", reason="No", step="confirm")
    ben = signed_in("ben")

    statuses = [ben.post(f"{staff_page_of(row)}/decide", sent).status_code for _ in range(3)]

    assert statuses == [303, 303, 303]
    assert len(world().records.decisions(row.authority, row.id)) == 1


def test_without_what_was_seen_the_second_would_overwrite_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: it is the number that was seen which stops the second, and nothing else."""
    from footpath.actions.turn import Turn

    monkeypatch.setattr(Turn, "check_seen", lambda self, seen: None)
    row = taken(checking())
    stale = carried(row, to="cara")
    taken_over = signed_in("mia").post(f"{staff_page_of(row)}/pass-on", carried(row, to="mia"))
    assert taken_over.status_code == 303

    assert signed_in("ben").post(f"{staff_page_of(row)}/pass-on", stale).status_code == 303
    assert now(row).taken_by == "cara"


def test_a_case_taken_meanwhile_shows_its_page_and_who_has_it() -> None:
    row = checking()
    ben = at(row)
    taken(row, "staff:cara")

    press(ben, "/take")

    assert ben.status == 409
    assert "Cara Ellis took it just now." in ben.page.text
    assert "Cara Ellis has this case." in ben.page.text
    assert "New to you" in ben.page.text


def test_a_note_overwrites_nothing_so_it_is_kept_however_the_case_moved_on() -> None:
    row = checking()
    ben = at(row)
    taken(row, "staff:cara")

    press(ben, "/note", {"words": "She called again"})

    assert ben.status == 200
    assert notes(row) == ["She called again"]


@pytest.mark.parametrize("seen", ["", "-1", "0", "999999999", "9" * 30, "one", "²"])
def test_a_forged_number_of_what_was_seen_does_nothing(seen: str) -> None:
    row = checking()

    response = signed_in("ben").post(f"{staff_page_of(row)}/take", {**carried(row), "seen": seen})

    assert response.status_code == 409
    assert now(row).taken_by is None


def test_a_key_of_another_form_is_refused_in_words() -> None:
    row = checking()
    key = secrets.token_urlsafe(16)
    ben = signed_in("ben")
    ben.post(f"{staff_page_of(row)}/note", {"words": "A note", "key": key})

    response = ben.post(f"{staff_page_of(row)}/take", {**carried(row), "key": key})

    assert response.status_code == 409
    assert "This form was used for something else already." in response.content.decode()
    assert now(row).taken_by is None


# --- forgery and odd input

POSTS = ("take", "give-back", "pass-on", "note", "ask", "write", "decide", "paid", "reopen")


@pytest.mark.parametrize("act", POSTS)
def test_nothing_is_done_without_the_token_of_the_form(act: str) -> None:
    row = to_pay() if act == "paid" else decided(taken(checking())) if act == "reopen" else taken(checking())
    before = now(row).seq
    mia = signed_in("mia", enforce_csrf_checks=True)
    sent = carried(
        row, to="cara", words="x", question="co2", outcome="refused", reason="x", step="confirm", receipt="1"
    )

    response = mia.post(f"{staff_page_of(row)}/{act}", sent)

    assert response.status_code == 403
    assert now(row).seq == before


def test_nothing_elsewhere_below_staff_is_posted_without_the_token_either() -> None:
    client = signed_in("mia", enforce_csrf_checks=True)
    for address in ("/staff/barset-north/queue", "/staff/barset-north/queue/next", "/staff/barset-north/queue/several"):
        assert client.post(address).status_code == 403
    assert client.post("/staff/barset-north/tasks/x").status_code == 403
    assert client.post("/staff/sign-out").status_code == 403
    assert Client(enforce_csrf_checks=True).post("/staff/sign-in").status_code == 403


@pytest.mark.parametrize("words", ["x" * 4001, "\x00", "\ufffd", "\x1b[31m"])
@pytest.mark.parametrize("act", ["note", "ask", "write", "decide", "reopen"])
def test_too_much_or_what_is_no_text_is_a_clear_page_and_nothing_is_lost(act: str, words: str) -> None:
    row = decided(taken(checking())) if act == "reopen" else taken(checking())
    before = now(row).seq

    response = signed_in("mia" if act == "reopen" else "ben").post(
        f"{staff_page_of(row)}/{act}",
        carried(row, words=words, reason=words, outcome="refused", step="confirm", question="co2"),
    )

    assert response.status_code in (400, 422)
    assert now(row).seq == before


@pytest.mark.parametrize("reference", ["FP-222-222", "nothing", "FP-222-2222", "x" * 200, "FP-22%00-222"])
def test_a_case_that_is_not_there_is_not_there_whatever_is_done(reference: str) -> None:
    ben = signed_in("ben")

    assert ben.get(f"/staff/barset-north/cases/{reference}").status_code in (404, 400)
    assert ben.post(f"/staff/barset-north/cases/{reference}/take").status_code in (404, 400)


def test_what_a_page_says_was_done_cannot_be_worded_by_an_address() -> None:
    row = checking()

    html = signed_in("ben").get(f"{staff_page_of(row)}?done=<b>You won</b>").content.decode()

    assert "You won" not in html


EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'`{{7*7}}{% raw %}"


def test_nothing_that_anybody_wrote_is_read_as_markup() -> None:
    from footpath.actions.write_message import write_message

    row = taken(checking(asha(name="Asha <b>Patel</b> {{7*7}}", registration="ab12cde")))
    ben = signed_in("ben")
    ben.post(f"{staff_page_of(row)}/note", carried(row, words=EVIL))
    write_message(world(), authority=row.authority, case=row.id, words=EVIL, lang="en", key="evil-0123456789abc")
    ask = ben.post(f"{staff_page_of(row)}/ask", carried(row, words=EVIL, question=EVIL))
    decide = ben.post(f"{staff_page_of(row)}/decide", carried(row, outcome="refused", reason=EVIL, step="preview"))
    search = ben.post("/staff/barset-north/queue", {"words": EVIL})
    ben.post(f"{staff_page_of(row)}/decide", carried(row, outcome="refused", reason=EVIL, step="confirm"))
    after = ben.get(staff_page_of(row))
    journal = signed_in("mia").get(f"{staff_page_of(row)}/journal")

    for response in (ask, decide, search, after, journal, ben.get("/staff/barset-north/queue?tab=decided")):
        html = response.content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "49" not in PageReader(html).title
    assert "&lt;script&gt;alert(1)" in after.content.decode()
