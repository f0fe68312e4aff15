"""Ben’s queue: what waits and for whom, the next case, and one thing done to several."""

import re

import pytest
from django.test import Client

from tests.people import SOUTH
from tests.web.county import (
    age,
    asha,
    asked,
    checking,
    decided,
    drafts,
    now,
    signed_in,
    taken,
    to_pay,
    wants_another_look,
)
from tests.web.resident.browsing import Browser, PageReader

QUEUE = "/staff/barset-north/queue"


def page(client: Client, query: str = "") -> PageReader:
    response = client.get(f"{QUEUE}{query}")
    assert response.status_code == 200, response.status_code
    return PageReader(response.content.decode())


def listed(client: Client, query: str = "") -> list[str]:
    """The references on the page, in its order."""
    return references(client.get(f"{QUEUE}{query}").content.decode())


def references(html: str) -> list[str]:
    return re.findall(r'<th role="rowheader"[^>]*><a [^>]*>(FP-[^<]+)</a>', html)


def browser_of(staff: str) -> Browser:
    browser = Browser()
    browser.client.cookies = signed_in(staff).cookies
    return browser


# --- what is in it


def test_each_tab_holds_what_waits_for_it_and_says_how_many() -> None:
    mine, hers = taken(checking()), taken(checking(), "staff:cara")
    anyone, waiting, pays = checking(), asked(taken(checking())), to_pay()
    done = decided(taken(checking()))
    drafts()
    ben = signed_in("ben")

    assert listed(ben, "?tab=you") == [mine.reference]
    assert listed(ben, "?tab=anyone") == [anyone.reference]
    assert listed(ben, "?tab=others") == [hers.reference]
    assert listed(ben, "?tab=waiting") == [waiting.reference]
    assert listed(ben, "?tab=to_pay") == [pays.reference]
    assert listed(ben, "?tab=decided") == [done.reference]
    assert set(listed(ben, "?tab=all")) == {row.reference for row in (mine, hers, anyone, waiting, pays)}
    said = page(ben).links
    for words in (
        "Waiting for you 1",
        "For anyone 1",
        "With colleagues 1",
        "Waiting for the resident 1",
        "To pay 1",
        "All open 5",
        "Decided",
        "Stuck messages 0",
    ):
        assert words in said


def test_the_oldest_is_first_and_the_page_says_so() -> None:
    new, old, older = checking(), checking(), checking()
    age(old, 5)
    age(older, 9)

    ben = signed_in("ben")

    assert listed(ben, "?tab=anyone") == [older.reference, old.reference, new.reference]
    assert "Oldest first. 3 cases. Working days are counted since it was sent." in page(ben, "?tab=anyone").text


def test_lateness_is_counted_in_working_days() -> None:
    row = checking()
    age(row, 365)

    said = page(signed_in("ben"), "?tab=anyone").text

    assert "1 open, 1 late" in said
    assert re.search(r"2\d\d working days Late 2\d\d days", said)
    assert listed(signed_in("ben"), "?tab=all&late=yes") == [row.reference]


def test_a_draft_is_in_no_list_and_no_search() -> None:
    row = drafts(asha(name="Dora Draft"))
    ben = signed_in("ben")

    assert listed(ben, "?tab=all") == []
    found = ben.post(QUEUE, {"words": row.reference})
    assert found.status_code == 200
    assert references(found.content.decode()) == []
    assert references(ben.post(QUEUE, {"words": "dora"}).content.decode()) == []


def test_a_case_shows_who_it_is_about_and_who_has_it() -> None:
    taken(checking(asha(name="Mary O’Neill", registration="cd34efg")), "staff:cara")

    said = page(signed_in("ben"), "?tab=others").text

    assert "Mary O’Neill CD34 EFG" in said
    assert "Cara Ellis" in said


def test_a_message_that_waits_for_a_word_is_seen_in_the_list() -> None:
    from footpath.actions.write_message import write_message
    from footpath.web.world import world

    row = checking()
    assert "New message" not in page(signed_in("ben"), "?tab=anyone").text

    write_message(world(), authority=row.authority, case=row.id, words="Hello?", lang="en", key="hello-0123456789ab")

    assert "New message" in page(signed_in("ben"), "?tab=anyone").text


def test_twenty_five_to_a_page_with_a_way_to_the_next() -> None:
    for _ in range(26):
        to_pay()
    ben = signed_in("ben")

    first = page(ben, "?tab=to_pay")

    assert "26 cases, showing 1 to 25." in first.text
    assert len(listed(ben, "?tab=to_pay")) == 25
    assert listed(ben, first.links["Next page"].partition("queue")[2]) == listed(ben, "?tab=to_pay&page=2")
    assert len(listed(ben, "?tab=to_pay&page=2")) == 1


def test_filters_by_service_and_stage() -> None:
    from tests.web.county import BIN, sends

    permit, bin_ = to_pay(), sends(drafts(BIN, service="report"))
    ben = signed_in("ben")

    assert listed(ben, "?tab=all&service=report") == [bin_.reference]
    assert listed(ben, "?tab=all&stage=to_pay") == [permit.reference]
    assert listed(ben, "?tab=all&service=report&stage=to_pay") == []
    assert "No case is like that" in page(ben, "?tab=all&service=report&stage=to_pay").text


@pytest.mark.parametrize(
    "query",
    [
        "?page=0",
        "?page=-1",
        "?page=99999999999",
        "?page=²",
        "?stage=answering",
        "?service=%00",
        "?service=../x",
        "?service=%F0%9F%90%BE",
        "?late=no",
    ],
)
def test_an_odd_address_is_an_ordinary_queue(query: str) -> None:
    row = checking()

    assert signed_in("ben").get(f"{QUEUE}{query}").status_code == 200
    assert listed(signed_in("ben"), f"?tab=anyone&{query[1:]}") == [row.reference]


def test_a_tab_that_is_none_is_the_first_one() -> None:
    mine = taken(checking())

    assert listed(signed_in("ben"), "?tab=nothing") == [mine.reference]


def test_an_empty_queue_says_what_to_do_next() -> None:
    ben = signed_in("ben")
    assert "No case is waiting When a resident sends one, it comes here." in page(ben).text

    checking()

    assert "No case is waiting for you Take the next case, or look through those for anyone" in page(ben).text


# --- search


def test_a_reference_read_out_over_the_phone_opens_its_case() -> None:
    row = decided(taken(checking()))

    response = signed_in("ben").post(QUEUE, {"words": f" {row.reference.lower().replace('-', ' ')} "})

    assert response.status_code == 303
    assert response.headers["Location"] == f"/staff/barset-north/cases/{row.reference}"


@pytest.mark.parametrize("words", ["sian", "SIÂN", "o'brien", "sian bri", "ef56 ghj", "ef56ghj", "EF56"])
def test_a_name_or_a_registration_finds_the_case(words: str) -> None:
    row = checking(asha(name="Siân O’Brien", registration="ef56ghj"))
    checking(asha(name="Somebody Else", registration="zz99zzz"))

    found = signed_in("ben").post(QUEUE, {"words": words})

    assert references(found.content.decode()) == [row.reference]


def test_what_is_searched_for_is_in_no_address() -> None:
    for _ in range(26):
        to_pay(asha(name="Owain Rees"))
    browser = browser_of("ben").go(QUEUE)

    browser.send({"words": "owain"}, form=1)

    assert browser.address == QUEUE
    assert all("owain" not in href.lower() for href in browser.page.links.values())
    assert "26 cases, showing 1 to 25" in browser.page.text
    more = next(at for at, form in enumerate(browser.page.forms) if "page" in form["names"])
    browser.send({"page": "2"}, form=more)
    assert browser.address == QUEUE
    assert len(references(browser.html)) == 1


def test_a_search_that_finds_nothing_says_what_to_try() -> None:
    assert (
        "No case was found Search for a reference like"
        in PageReader(signed_in("ben").post(QUEUE, {"words": "zzz"}).content.decode()).text
    )


# --- taking the next


def test_take_the_next_case_takes_the_oldest_that_nobody_has() -> None:
    new, old = checking(), checking()
    age(old, 5)

    browser = browser_of("ben").go(QUEUE)
    at = next(at for at, form in enumerate(browser.page.forms) if form["action"] == f"{QUEUE}/next")
    browser.send(form=at)

    assert browser.address == f"/staff/barset-north/cases/{old.reference}?done=taken"
    assert now(old).taken_by == "ben"
    assert now(new).taken_by is None


def test_when_a_colleague_is_quicker_the_one_after_it_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    from footpath.web.staff import queue

    first, second = checking(), checking()
    age(first, 5)
    real, quick = queue.take_case, []

    def cara_is_quicker(world: object, **where: object) -> object:
        if not quick:
            quick.append(taken(first, "staff:cara"))
        return real(world, **where)

    monkeypatch.setattr(queue, "take_case", cara_is_quicker)
    response = signed_in("ben").post(f"{QUEUE}/next")

    assert response.headers["Location"].startswith(f"/staff/barset-north/cases/{second.reference}")
    assert (now(first).taken_by, now(second).taken_by) == ("cara", "ben")


def test_with_nothing_to_take_the_queue_says_so() -> None:
    response = signed_in("ben").post(f"{QUEUE}/next", follow=True)

    assert "there was no case to take" in response.content.decode()


def test_the_next_case_is_of_the_service_that_was_filtered_by() -> None:
    from tests.web.county import BIN, sends

    permit, bin_ = checking(), sends(drafts(BIN, service="report"))
    age(permit, 5)

    signed_in("ben").post(f"{QUEUE}/next", {"service": "report"})

    assert (now(permit).taken_by, now(bin_).taken_by) == (None, "ben")


# --- one thing to several


def test_nothing_is_taken_before_the_page_that_says_what_will_happen_is_sent() -> None:
    free, hers = checking(), taken(checking(), "staff:cara")
    browser = browser_of("ben").go(f"{QUEUE}?tab=all")
    at = next(at for at, form in enumerate(browser.page.forms) if form["action"] == f"{QUEUE}/several")

    browser.send({"case": [free.reference, hers.reference], "act": "take"}, form=at)

    assert browser.page.h1 == ["Take 1 case?"]
    assert "Nothing has happened yet." in browser.page.text
    assert f"{hers.reference}: Cara Ellis has it" in browser.page.text
    assert now(free).taken_by is None

    browser.send(form=1)

    assert browser.address.startswith(f"{QUEUE}?tab=all")
    assert "You have taken the cases." in browser.page.text
    assert (now(free).taken_by, now(hers).taken_by) == ("ben", "cara")


def test_several_are_passed_on_to_whoever_is_chosen() -> None:
    rows = [checking(), checking()]
    browser = browser_of("ben").go(f"{QUEUE}?tab=anyone")
    browser.send({"case": [row.reference for row in rows], "act": "pass-on"}, form=len(browser.page.forms) - 1)

    browser.send(form=1)
    assert browser.status == 422
    assert "Select who should have them" in browser.page.text

    browser.send({"to": "cara"}, form=1)
    assert {now(row).taken_by for row in rows} == {"cara"}


@pytest.mark.parametrize("to", ["sam", "ada", "nobody", "", "ben'--"])
def test_cases_cannot_be_passed_to_somebody_who_does_not_work_on_them_here(to: str) -> None:
    row = checking()

    response = signed_in("ben").post(
        f"{QUEUE}/several", {"act": "pass-on", "case": row.reference, "step": "confirm", "to": to}
    )

    assert response.status_code == 422
    assert now(row).taken_by is None


def test_one_that_changed_meanwhile_is_left_and_named_and_the_others_are_done() -> None:
    quick, slow = checking(), checking()
    sent = {
        "act": "take",
        "step": "confirm",
        "case": [quick.reference, slow.reference],
        f"seen-{quick.reference}": quick.seq,
        f"seen-{slow.reference}": slow.seq - 1,
    }

    response = signed_in("ben").post(f"{QUEUE}/several", sent)

    assert response.status_code == 409
    said = PageReader(response.content.decode()).text
    assert "1 case taken, 1 not" in said
    assert f"{slow.reference} was not taken: somebody did something with it meanwhile" in said
    assert (now(quick).taken_by, now(slow).taken_by) == ("ben", None)


@pytest.mark.parametrize("act", ["", "delete", "decide", "take; give-back"])
def test_an_act_that_is_none_does_nothing(act: str) -> None:
    row = checking()

    response = signed_in("ben").post(f"{QUEUE}/several", {"act": act, "case": row.reference, "step": "confirm"})

    assert response.status_code == 303
    assert now(row).seq == row.seq


def test_nothing_ticked_is_said() -> None:
    response = signed_in("ben").post(f"{QUEUE}/several", {"act": "take"}, follow=True)

    assert "no case was ticked" in response.content.decode()


def test_another_authoritys_case_cannot_be_ticked() -> None:
    theirs = checking(authority=SOUTH, by="staff:sam")

    response = signed_in("ben").post(
        f"{QUEUE}/several", {"act": "take", "case": theirs.reference, "step": "confirm"}, follow=True
    )

    assert "no case was ticked" in response.content.decode()
    assert now(theirs).taken_by is None


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "tab=all&next=//evil", "\r\nX: y", "tab=%0d%0a", "done=task"]
)
def test_the_way_back_from_several_is_the_queue_whatever_the_form_says(back: str) -> None:
    row = checking()

    response = signed_in("ben").post(
        f"{QUEUE}/several",
        {"act": "take", "case": row.reference, f"seen-{row.reference}": row.seq, "step": "confirm", "back": back},
    )

    assert response.headers["Location"].startswith(f"{QUEUE}?")
    assert "evil" not in response.headers["Location"]


# --- stuck messages and requests


def test_a_request_to_look_again_is_a_task_until_somebody_is_done_with_it() -> None:
    row = wants_another_look(decided(taken(checking())))
    browser = browser_of("ben").go(QUEUE)

    browser.click("Stuck messages 1")

    assert row.reference in browser.page.text
    assert "asks us to look at the decision again" in browser.page.text
    browser.send(form=1)
    assert "That is done." in browser.page.text
    assert "No message is stuck" in browser.page.text


def test_a_task_of_a_draft_leads_nowhere() -> None:
    """Its link could not be sent, and still nobody may look into it."""
    from footpath.ports import StaffTask
    from footpath.web.world import world

    row = drafts()
    with world().together():
        world().records.add_task(
            StaffTask(
                id="given-up:1",
                authority=row.authority,
                case=row.id,
                says="The email could not be sent.",
                at=row.started,
                done=None,
            )
        )

    html = signed_in("ben").get("/staff/barset-north/tasks").content.decode()

    assert "The email could not be sent." in html
    assert row.reference not in html


def test_a_task_that_is_not_there_is_not_done() -> None:
    assert signed_in("ben").post("/staff/barset-north/tasks/again:nothing").status_code == 404
