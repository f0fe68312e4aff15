"""The resident's page of a case in a real browser: every state without a barrier, by keyboard, without a script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import violations
from tests.pages.stages import Places, enter, sideways, tab_to
from tests.pages.stages import cases as cases
from tests.pages.stages import looking as looking
from tests.pages.stages import opened as opened

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]
type CheckAxe = Callable[..., None]
type Reach = Callable[[Page, Places], None]

PHONE = {"width": 320, "height": 640}


def came(which: str, below: str = "") -> Reach:
    """By the link of the email, then on to a page below the case."""

    def reach(page: Page, cases: Places) -> None:
        page.goto(cases[which]["link"])
        if below:
            page.goto(cases[which]["case"] + below)

    return reach


def in_welsh(reach: Reach) -> Reach:
    def reach_it(page: Page, cases: Places) -> None:
        page.goto("/?lang=cy")
        reach(page, cases)

    return reach_it


def sent(reach: Reach, button: str, **fields: str) -> Reach:
    def reach_it(page: Page, cases: Places) -> None:
        reach(page, cases)
        for id_, words in fields.items():
            page.locator(f"#{id_}").fill(words)
        page.get_by_role("button", name=button).click()

    return reach_it


def all_open(reach: Reach) -> Reach:
    def reach_it(page: Page, cases: Places) -> None:
        reach(page, cases)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    return reach_it


def asked_for(which: str, below: str = "") -> Reach:
    def reach(page: Page, cases: Places) -> None:
        page.goto(cases[which]["link"])
        page.goto(f"{cases[which]['case']}more/{cases[which]['asking']}{below}")

    return reach


def find(reference: str) -> Reach:
    def reach(page: Page, cases: Places) -> None:
        page.goto("/case/find")
        page.locator("#reference").fill(reference)
        page.get_by_label("Barset North District Council").check()
        page.get_by_role("button", name="Send me the link").click()

    return reach


def address_alone(page: Page, cases: Places) -> None:
    page.goto(cases["free"]["case"])


STATES: dict[str, tuple[Reach, str]] = {
    "unpaid": (came("unpaid"), "You need to pay"),
    "being checked": (came("free"), "We are checking what you sent"),
    "being checked, all open": (all_open(came("mine")), "2 Chantry Row"),
    "asked": (came("asked"), "We cannot read the number."),
    "granted": (came("granted"), "A person in our team decided this"),
    "refused, all open": (all_open(came("refused")), "the bill you sent is of another house"),
    "by a rule": (all_open(came("rule")), "No person looked at it."),
    "asked to look again": (came("again"), "You asked us to look again."),
    "withdrawn": (came("withdrawn"), "Start again"),
    "long words": (came("long"), "Llanfair"),
    "to print": (came("refused", "copy"), "Back to your case"),
    "in Welsh": (in_welsh(came("welsh")), "Mae angen rhywbeth arnom gennych chi"),
    "in Welsh, decided": (in_welsh(all_open(came("refused"))), "Sut y penderfynwyd, a phwy"),
    "write": (came("mine", "write"), "Do not tell us card numbers"),
    "write, empty": (sent(came("mine", "write"), "Send the message"), "There is a problem"),
    "withdraw": (came("mine", "withdraw"), "You cannot undo this"),
    "look again": (came("refused", "look-again"), "Why do you think it is wrong?"),
    "look again, empty": (sent(came("refused", "look-again"), "Ask us to look again"), "There is a problem"),
    "look again, in Welsh": (in_welsh(came("refused", "look-again")), "Pam ydych chi’n meddwl"),
    "too late": (came("mine", "look-again"), "This changed while you were reading"),
    "more, a question": (asked_for("asked"), "Continue"),
    "more, an error": (sent(asked_for("for answering wrongly"), "Continue", registration="?"), "There is a problem"),
    "more, last look": (sent(asked_for("for a last look"), "Continue"), "Check what you are sending"),
    "more, in Welsh": (in_welsh(asked_for("welsh")), "Parhau"),
    "address alone": (address_alone, "Use the link we sent you"),
    "find": (lambda page, cases: page.goto("/case/find") and None, "Find your case"),
    "find, wrong": (find("FP 12"), "There is a problem"),
    "find, asked": (find("FP-222-222"), "Look at your email"),
    "find, in Welsh": (in_welsh(lambda page, cases: page.goto("/case/find") and None), "Dod o hyd i’ch achos"),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_cases_page_is_without_a_barrier(
    looking: Open, cases: Places, check_axe: CheckAxe, state: str
) -> None:
    reach, says = STATES[state]
    page = looking(phone=True)

    reach(page, cases)

    assert says in page.locator("body").inner_text()
    assert page.locator("h1").count() == 1
    assert page.title()
    check_axe(page)


@pytest.mark.parametrize("state", ["being checked", "asked", "refused, all open", "in Welsh"])
def test_with_forced_colours_and_wide_spacing_nothing_is_lost(
    opened: Open, cases: Places, axe_source: str, state: str
) -> None:
    """WCAG 1.4.12, at 320 pixels; and the steps say in words what their colours say."""
    page = opened(viewport=PHONE, forced_colors="active")
    STATES[state][0](page, cases)
    page.evaluate(
        """() => { const sheet = new CSSStyleSheet();
            sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;'
                + ' word-spacing: .16em !important } p { margin-bottom: 2em !important }');
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }"""
    )

    assert violations(page, axe_source) == []
    assert sideways(page) <= 0


def test_she_answers_what_was_asked_by_keyboard_alone(opened: Open, cases: Places) -> None:
    page = opened(viewport=PHONE)
    page.goto(cases["for answering"]["link"])

    tab_to(page, "Answer what we asked")
    enter(page)
    tab_to(page, "What is your vehicle’s registration number?")
    page.keyboard.press("Control+a")
    page.keyboard.type("no!")
    tab_to(page, "Continue")
    enter(page)
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the link of the summary leads to the field
    page.keyboard.press("Control+a")
    page.keyboard.type("ab12 cde")
    tab_to(page, "Continue")
    enter(page)
    if page.locator("#co2").count():  # the other question that was asked, where it has a page of its own
        tab_to(page, "Continue")
        enter(page)
    tab_to(page, "Send it")
    enter(page)

    assert "We have what you sent." in page.locator("main").inner_text()


def test_she_withdraws_without_a_script(opened: Open, cases: Places) -> None:
    page = opened(viewport=PHONE, java_script_enabled=False)
    page.goto(cases["for withdrawing"]["link"])

    page.get_by_role("link", name="Withdraw this").click()
    page.get_by_role("button", name="Yes, withdraw it").click()

    assert page.locator("h1").inner_text() == "You withdrew this"
    assert "You withdrew this." in page.locator("[role=status]").inner_text()


def test_she_reads_a_decision_writes_and_changes_the_language_without_a_script(opened: Open, cases: Places) -> None:
    page = opened(viewport=PHONE, java_script_enabled=False)
    page.goto(cases["for writing"]["link"])

    page.get_by_text("What we looked at").click()
    assert page.get_by_text("What is your address?").locator("visible=true").count() == 1
    page.get_by_role("link", name="Send us a message").click()
    page.get_by_label("Send us a message").fill("Thank you for telling me")
    page.get_by_role("button", name="Send the message").click()
    assert "Thank you for telling me" in page.locator("main").inner_text()
    page.get_by_role("link", name="Cymraeg").click()
    assert re.search(r"/case/barset-north/[^/]+/$", page.url)
    assert "Beth allwch chi ei wneud" in page.locator("main").inner_text()


def test_the_page_to_print_has_all_of_it_and_none_of_the_way_around(opened: Open, cases: Places) -> None:
    page = opened()
    page.goto(cases["refused"]["link"])
    page.get_by_role("link", name="See everything on one page").click()
    page.emulate_media(media="print")

    assert page.get_by_text("2 Chantry Row").first.is_visible()
    assert page.get_by_text("Fees and charges").first.is_visible()
    assert not page.get_by_role("link", name="Back to your case").is_visible()


def test_nothing_on_a_cases_page_breaks_the_security_policy(opened: Open, cases: Places) -> None:
    page = opened()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(cases["mine"]["link"])
    page.goto(cases["mine"]["case"] + "write")

    assert said == []
