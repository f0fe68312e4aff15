"""Staff pages in a real browser: every state without a barrier, by keyboard, and without a script."""

import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar

import pytest
from playwright.sync_api import Page

from footpath.site.county import PASSWORD
from tests.pages.conftest import Live, violations
from tests.pages.stages import Places, enter, sideways, tab_to
from tests.pages.stages import cases as cases
from tests.pages.stages import looking as looking
from tests.pages.stages import opened as opened

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]
type CheckAxe = Callable[..., None]

QUEUE = "/staff/barset-north/queue"


# --- states of pages: how each is reached, by whom


def go(address: str) -> Callable[[Page, Places], None]:
    return lambda page, cases: _go(page, address)


def _go(page: Page, address: str) -> None:
    page.goto(address)


def case(which: str, below: str = "") -> Callable[[Page, Places], None]:
    return lambda page, cases: _go(page, cases[which]["staff"] + below)


def searched(words: str) -> Callable[[Page, Places], None]:
    def reach(page: Page, cases: Places) -> None:
        page.goto(QUEUE)
        page.get_by_label("Reference, name, postcode or registration").fill(words)
        page.get_by_role("button", name="Search").click()

    return reach


def pressed(which: str, below: str, button: str, **fields: str) -> Callable[[Page, Places], None]:
    """A form of a case’s page, filled in and sent."""

    def reach(page: Page, cases: Places) -> None:
        page.goto(cases[which]["staff"] + below)
        for label, words in fields.items():
            page.get_by_label(label.replace("_", " ")).fill(words)
        page.get_by_role("button", name=button).click()

    return reach


def everything_opened(page: Page, cases: Places) -> None:
    page.goto(cases["granted"]["staff"])
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def ticked(button: str, *, then: str = "") -> Callable[[Page, Places], None]:
    def reach(page: Page, cases: Places) -> None:
        page.goto(f"{QUEUE}?tab=to_pay")
        for box in page.get_by_role("checkbox").all()[:3]:
            box.check()
        page.get_by_role("group", name="With the cases you ticked").get_by_role("button", name=button).click()
        if then:
            page.get_by_role("button", name=then).click()

    return reach


def overtaken(page: Page, cases: Places) -> None:
    """Somebody else acts while this page is open: here, the same person in another window."""
    page.goto(cases["for notes"]["staff"] + "/ask")
    other = page.context.new_page()
    other.goto(cases["for notes"]["staff"])
    other.get_by_label("Write a note").fill("Another window")
    other.get_by_role("button", name="Keep the note").click()
    other.close()
    page.get_by_label("Why do you need this?").fill("What I typed")
    page.get_by_role("button", name="Ask, and tell them").click()


def wrong_password(page: Page, cases: Places) -> None:
    page.goto("/staff/sign-in")
    page.get_by_label("Your staff name").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()


STATES: dict[str, tuple[str, Callable[[Page, Places], None], str]] = {
    # what it is: who looks, how it is reached, what must then be on the page
    "sign in": ("", go("/staff/sign-in"), "For staff."),
    "sign in, wrong": ("", wrong_password, "There is a problem"),
    "which authority": ("ben", go("/staff/"), "Where do you want to work?"),
    "queue, mine": ("ben", go(f"{QUEUE}?tab=you"), "Waiting for you"),
    "queue, anyone": ("ben", go(f"{QUEUE}?tab=anyone"), "Take the next case"),
    "queue, two pages": ("ben", go(f"{QUEUE}?tab=to_pay"), "showing 1 to 25"),
    "queue, all stages": ("ben", go(f"{QUEUE}?tab=all"), "Being checked"),
    "queue, decided": ("ben", go(f"{QUEUE}?tab=decided"), "Newest first"),
    "queue, late": ("ben", go(f"{QUEUE}?tab=all&late=yes"), "Most late first"),
    "queue, empty": (
        "dev",
        go("/staff/barset-south/queue?tab=others&service=missed_bin&late=yes"),
        "No case is like that",
    ),
    "queue of an auditor": ("dev", go(QUEUE), "For anyone"),
    "search, found": ("ben", searched("example"), "Cases found by"),
    "search, nothing": ("ben", searched("zzzzz"), "No case was found"),
    "several, before": ("ben", ticked("Take"), "Nothing has happened yet."),
    "several, to whom": ("ben", ticked("Pass on", then="Pass on 3 cases"), "Select who should have them"),
    "nothing to tick": ("ben", ticked("Give back"), "stay as they are"),
    "tasks": ("ben", go("/staff/barset-north/tasks"), "asks us to look at the decision again"),
    "no tasks": ("ben", go("/staff/barset-south/tasks"), "No message is stuck"),
    "case, to pay": ("ben", case("unpaid"), "as paid"),
    "case, nobody’s": ("ben", case("free"), "Nobody has this case."),
    "case, mine": ("ben", case("mine"), "You have this case."),
    "case, a colleague’s": ("ben", case("theirs"), "Asif Rahman has this case."),
    "case, waiting": ("ben", case("asked"), "It waits for the resident."),
    "case, granted": ("ben", everything_opened, "What the decision rests on"),
    "case, refused": ("cara", case("refused"), "Look at it again"),
    "case, asked again": ("ben", case("again"), "The resident wrote on"),
    "case, by a rule": ("ben", case("rule"), "No person did."),
    "case, withdrawn": ("ben", case("withdrawn"), "There is nothing left to decide."),
    "case, read only": ("dev", case("mine"), "Your role is to read."),
    "case, long words": ("ben", case("long"), "Llanfair"),
    "what people wrote": ("ben", go("/staff/barset-north/services/missed-bin/words"), "What nobody reads"),
    "note, empty": ("ben", pressed("mine", "", "Keep the note"), "Enter a note"),
    "decide": ("ben", case("mine", "/decide?outcome=refused"), "[your reason]"),
    "decide, no reason": ("ben", pressed("mine", "/decide?outcome=refused", "See the letter"), "Enter the reason"),
    "decide, the letter": (
        "ben",
        pressed("mine", "/decide?outcome=refused", "See the letter", Why="the bill is of another house"),
        "Check before you decide",
    ),
    "decide, in Welsh": ("ben", case("welsh", "/decide?outcome=refused"), "write it in Welsh if you can"),
    "ask": ("ben", case("mine", "/ask"), "Which questions should they answer again?"),
    "ask, nothing chosen": ("ben", pressed("mine", "/ask", "Ask, and tell them"), "Select at least one question"),
    "ask, overtaken": ("ben", overtaken, "You wrote a note just now."),
    "pass on": ("ben", case("mine", "/pass-on"), "Who should have it?"),
    "pass on, to nobody": ("ben", pressed("mine", "/pass-on", "Pass on"), "Select who should have it"),
    "paid": ("ben", case("unpaid", "/paid"), "Receipt number"),
    "paid, no number": ("ben", pressed("unpaid", "/paid", "Mark as paid"), "Enter the receipt number"),
    "write": ("ben", case("refused", "/write"), "It goes on the page of their case"),
    "write, no words": ("ben", pressed("refused", "/write", "Send the message"), "Enter a message"),
    "reopen": ("cara", case("refused", "/reopen"), "stays on record"),
    "reopen, no why": ("cara", pressed("refused", "/reopen", "Reopen the case"), "Enter why"),
    "services": ("cara", go("/staff/barset-north/services"), "offered to residents now"),
    "how a service is doing": (
        "cara",
        go("/staff/barset-north/services/resident-parking-permit/how-it-is-doing"),
        "Try it as a step",
    ),
    "a service": ("cara", go("/staff/barset-north/services/resident-parking-permit"), "Examples:"),
    "journal": ("dev", case("refused", "/journal"), "entries hold"),
    "not there": ("ben", go("/staff/barset-north/cases/FP-222-222"), "There is nothing here"),
    "not your role": ("ben", case("refused", "/reopen"), "Your role does not include this"),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_staff_page_is_without_a_barrier(
    looking: Open, cases: Places, check_axe: CheckAxe, state: str
) -> None:
    who, reach, says = STATES[state]
    page = looking(who)

    reach(page, cases)

    assert says in page.locator("body").inner_text()
    assert page.locator("h1").count() == 1
    assert page.title()
    check_axe(page)


def test_nothing_is_left_of_the_last_look_but_who_is_signed_in(looking: Open, live: Live) -> None:
    page = looking("ben")
    page.goto("/?lang=cy")
    page = looking("ben")
    page.goto("/staff/")

    assert page.locator("html").get_attribute("lang") == "en"
    assert "Where do you want to work?" in page.locator("body").inner_text()
    page = looking()
    page.goto("/staff/")
    assert page.url.startswith(f"{live.url}/staff/sign-in")


@pytest.mark.parametrize("state", ["queue, all stages", "case, granted", "decide, no reason"])
def test_with_forced_colours_and_wide_spacing_nothing_is_lost(
    opened: Open, cases: Places, axe_source: str, state: str
) -> None:
    """WCAG 1.4.12: lines, paragraphs, letters and words apart as far as it asks, at 320 pixels."""
    who, reach, _ = STATES[state]
    page = opened(who, forced_colors="active", viewport={"width": 320, "height": 640})
    reach(page, cases)
    # Through the object model: a style element would break the page's own security policy.
    page.evaluate(
        """() => { const sheet = new CSSStyleSheet();
            sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;'
                + ' word-spacing: .16em !important } p { margin-bottom: 2em !important }');
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }"""
    )

    assert violations(page, axe_source) == []
    assert sideways(page) <= 0


# --- by keyboard


def test_a_case_is_taken_and_decided_by_keyboard_alone(opened: Open, cases: Places) -> None:
    page = opened("asif")
    page.goto(cases["for deciding by keyboard"]["staff"])

    tab_to(page, "Take this case")
    enter(page)
    tab_to(page, "Refused")
    enter(page)
    tab_to(page, "Why?")
    page.keyboard.type("the bill is of another house")
    tab_to(page, "See the letter with your reason")
    enter(page)
    tab_to(page, "Decide, and send the letter")
    enter(page)

    assert "Asif Rahman decided this on" in page.locator("main").inner_text()


def test_the_first_key_press_leads_past_what_is_on_every_page(opened: Open, cases: Places) -> None:
    page = opened("ben")
    page.goto(cases["mine"]["staff"])

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_next_case_is_one_press_of_a_button_that_has_an_access_key(opened: Open, cases: Places) -> None:
    page = opened("cara")
    page.goto(f"{QUEUE}?tab=anyone")
    button = page.get_by_role("button", name="Take the next case")
    assert button.get_attribute("accesskey") == "n"

    tab_to(page, "Take the next case")
    enter(page)

    assert "You have this case now." in page.locator("main").inner_text()
    page.get_by_role("button", name="Give it back").click()


# --- without a script


def test_ben_works_a_case_from_queue_to_letter_without_a_script(opened: Open, cases: Places) -> None:
    page = opened("ben", viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page.goto(QUEUE)
    page.get_by_label("Reference, name, postcode or registration").fill(cases["for deciding"]["reference"])
    page.get_by_role("button", name="Search").click()
    assert cases["for deciding"]["reference"] in page.locator("h1").inner_text()
    page.locator("summary", has_text=re.compile(r"^Price:")).first.click()
    page.locator("summary", has_text="Yearly price:").locator("visible=true").first.click()
    assert page.get_by_text("Fees and charges").locator("visible=true").count()
    page.get_by_role("button", name="Granted").click()
    page.get_by_role("button", name="See the letter").click()
    page.get_by_role("button", name="Decide, and send the letter").click()

    assert "The case is decided, and the resident is told." in page.locator("main").inner_text()


def test_several_are_taken_at_once_without_a_script(opened: Open, cases: Places) -> None:
    page = opened("asif", java_script_enabled=False)
    ticked("Take", then="Take 3 cases")(page, cases)

    assert "You have taken the cases." in page.locator("main").inner_text()


def test_nothing_on_a_staff_page_breaks_the_security_policy(opened: Open, cases: Places) -> None:
    page = opened("ben")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    for address in (QUEUE, cases["mine"]["staff"], cases["mine"]["staff"] + "/ask"):
        page.goto(address)

    assert said == []


# --- many at once, on the real server


def test_of_twelve_who_take_a_case_at_the_same_moment_one_has_it(live: Live, cases: Places) -> None:
    address = live.url + cases["for many"]["staff"]
    people = [_signed_in(live, ("ben", "asif", "cara")[number % 3]) for number in range(12)]
    forms = [_form(person, address) for person in people]
    start = threading.Barrier(len(people))
    statuses: list[int] = []

    def take(person: urllib.request.OpenerDirector, form: dict[str, str]) -> None:
        start.wait()
        statuses.append(_post(person, f"{address}/take", form))

    threads = [threading.Thread(target=take, args=pair) for pair in zip(people, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # The page after it says 200 to whoever has it; every other one is told who was first.
    assert sorted(statuses) == [200] + [409] * 11
    shown = people[0].open(address).read().decode()
    assert shown.count("took it") == 1


def _signed_in(live: Live, staff: str) -> urllib.request.OpenerDirector:
    person = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    form = _form(person, f"{live.url}/staff/sign-in")
    assert _post(person, f"{live.url}/staff/sign-in", {**form, "username": staff, "password": PASSWORD}) == 200
    return person


def _form(person: urllib.request.OpenerDirector, address: str) -> dict[str, str]:
    html = person.open(address).read().decode()
    hidden = re.findall(r'<input type="hidden" name="(csrfmiddlewaretoken|seen|key)" value="([^"]*)"', html)
    return dict(hidden)


def _post(person: urllib.request.OpenerDirector, address: str, form: dict[str, str]) -> int:
    try:
        return int(person.open(address, urllib.parse.urlencode(form).encode()).status)
    except urllib.error.HTTPError as refused:
        return refused.code
