"""A service is changed in a real browser: every state without a barrier, by keyboard, without a script, to the end."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import REPO, Live
from tests.pages.stages import enter, tab_to
from tests.pages.stages import looking as looking
from tests.pages.stages import opened as opened
from tests.pages.test_resident import PERMIT_ANSWERS, fill, place, press_on

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]
type CheckAxe = Callable[..., None]

SERVICE = "/staff/barset-south/services/resident-parking-permit"
CHANGE = f"{SERVICE}/change"
CONFLICT = "/staff/barset/services/resident-parking-permit/upgrade"
HINT = "pages.vehicle.questions.registration.hint"


def at(address: str) -> Callable[[Page], None]:
    def reach(page: Page) -> None:
        page.goto(address)

    return reach


def edits(path: str, doing: str = "edit") -> Callable[[Page], None]:
    return at(f"{CHANGE}/{doing}?at={path}")


def change_hint(page: Page, says: str, *, because: str = "Callers did not know", change: str = CHANGE) -> None:
    page.goto(f"{change}/edit?at={HINT}")
    page.get_by_label("Hint in English").fill(says)
    page.get_by_label("Why are you changing it?").fill(because)
    page.get_by_role("button", name="Save").click()


def changed(below: str = "") -> Callable[[Page], None]:
    """With a change that is not published, and another question that examples stop at."""

    def reach(page: Page) -> None:
        page.goto(CHANGE)
        if page.get_by_text("What is your postcode now?").count() == 0:
            page.goto(f"{CHANGE}/add?at=pages")
            page.get_by_label("Title of the page in English").fill("Your postcode")
            page.get_by_label("Question in English").fill("What is your postcode now?")
            page.get_by_label("What kind of answer is it?").select_option("postcode")
            page.get_by_label("Why we ask in English").fill("We look for your street")
            page.get_by_label("What staff use the answer for").fill("Finding the street")
            page.get_by_label("Why are you changing it?").fill("It was missing")
            page.get_by_role("button", name="Add the page").click()
            page.wait_for_url("**/change?done=saved*")
        page.goto(f"{CHANGE}{below}")

    return reach


def nothing_typed(page: Page) -> None:
    edits(HINT)(page)
    page.get_by_label("Hint in English").fill("")
    page.get_by_role("button", name="Save").click()


def overtaken(page: Page) -> None:
    edits(HINT)(page)
    other = page.context.new_page()
    change_hint(other, f"From another window, {other.url[-4:]}", because="Another reason")
    change_hint(other, "From another window again", because="Another reason")
    other.close()
    page.get_by_label("Hint in English").fill("What I typed")
    page.get_by_label("Why are you changing it?").fill("My reason")
    page.get_by_role("button", name="Save").click()


def yaml_wrong(page: Page) -> None:
    page.goto(f"{CHANGE}/yaml")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("adapts: nothing\n")
    page.get_by_role("button", name="Save the changes").click()
    page.locator(".cm-content").wait_for()


def nothing_decided(page: Page) -> None:
    page.goto(f"{CONFLICT}/decide?at={HINT}")
    page.get_by_role("button", name="Go on").click()


def tried(page: Page) -> None:
    edits("rules.needs_proof")(page)
    page.get_by_label("Rule").fill("permits_held > 1 or not(settled)")
    page.get_by_role("button", name="Try it on the examples").click()


def terms(page: Page) -> None:
    page.goto(CHANGE)
    page.goto(page.locator("a[href*='/reason?of=']").first.get_attribute("href") or "")


LOST = "pages.phone.questions.phone.hint"
ELSEWHERE = "pages.email.questions.email.hint"

STATES: dict[str, tuple[Callable[[Page], None], str]] = {
    "the journey": (at(CHANGE), "Pages, in order"),
    "the journey, changed": (changed(), "Not published"),
    "a page": (at(f"{CHANGE}/pages/vehicle"), "As residents see it"),
    "a page in Welsh": (at(f"{CHANGE}/pages/vehicle?in=cy"), "Eich cerbyd"),
    "a page that is fixed": (at(f"{CHANGE}/pages/home"), "The standard does not let this be changed"),
    "a page with a file": (at(f"{CHANGE}/pages/proof"), "Kinds of file"),
    "a page that is new": (changed("/pages/postcode"), "What is your postcode now?"),
    "a declaration": (at(f"{CHANGE}/pages/declaration"), "As residents see it"),
    "a text": (edits(HINT), "Hint in Welsh"),
    "a text, nothing typed": (nothing_typed, "Enter the hint in English"),
    "a text, overtaken": (overtaken, "Cara Lloyd changed this service too"),
    "limits": (edits("pages.vehicle.questions.co2.between"), "The least"),
    "must be answered": (edits("pages.vehicle.questions.co2.optional"), "People may leave it blank"),
    "an option": (edits("pages.vehicle.questions.fuel.options.petrol"), "Remove this option"),
    "options in order": (edits("pages.vehicle.questions.fuel.options", "order"), "Options, in order"),
    "a figure": (edits("figures.yearly_price"), "A new value from a date"),
    "a list": (edits("lists.zone_a_postcodes"), "Each on a line of its own"),
    "a rule, tried": (tried, "Tried, not saved"),
    "a table": (at(f"{CHANGE}/table?at=rules.band"), "The first row that fits decides."),
    "a row": (at(f"{CHANGE}/table/row?at=rules.band&row=1&do=edit"), "If fuel is"),
    "the terms of a change": (terms, "The last day it applies"),
    "kinds of file": (edits("pages.proof.questions.address_proof.accept"), "Which files may be sent?"),
    "a new question": (edits("pages.vehicle.questions", "add"), "What kind of answer is it?"),
    "a new option": (edits("pages.vehicle.questions.fuel.options", "add"), "Add an option"),
    "a new way out": (edits("exits", "add"), "Who is it not for?"),
    "a new outcome": (edits("decide.outcomes", "add"), "Add an outcome"),
    "move": (edits("pages.vehicle.questions.co2", "move"), "Where should it go?"),
    "remove": (edits("pages.vehicle.questions.colour", "remove"), "This is a change of the kind"),
    "fixed": (edits("pages.home.questions.home.ask"), "The standard’s owner can change it"),
    "examples": (changed("/examples"), "Mend the examples"),
    "publish, not yet": (changed("/publish"), "This cannot be published yet"),
    "publish": (at("/staff/barset-north/services/resident-parking-permit/change/publish"), "Publish your changes"),
    "discard": (changed("/discard"), "Discard what is not published?"),
    "the YAML": (changed("/yaml"), "Press Tab to leave the text"),
    "the YAML, wrong": (yaml_wrong, "Line"),
    "upgrade": (at(CONFLICT), "Needs you (1)"),
    "upgrade, a text": (at(f"{CONFLICT}/decide?at={HINT}"), "which should it be?"),
    "upgrade, nothing chosen": (nothing_decided, "Select what it should be"),
    "upgrade, a place gone": (at(f"{CONFLICT}/decide?at=pages.phone.questions.phone.hint"), "its place is gone"),
    "upgrade, put elsewhere": (at(f"{CONFLICT}/decide?at={LOST}&place={ELSEWHERE}&do=go"), "put yours here?"),
    "upgrade, not now": (changed("/../upgrade"), "Publish or discard your changes first"),
    "adopt": (at("/staff/barset/services/missed-bin/adopt"), "Why are you adopting it?"),
    "standards to adopt": (at("/staff/barset/services"), "Standards you can adopt"),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_change_is_without_a_barrier(looking: Open, check_axe: CheckAxe, state: str) -> None:
    reach, says = STATES[state]
    page = looking("cara")
    blocked: list[str] = []
    page.on("console", lambda line: blocked.append(line.text) if "Content Security Policy" in line.text else None)

    reach(page)

    assert says in page.locator("body").inner_text()
    assert page.locator("h1").count() == 1
    check_axe(page)
    assert blocked == []


def test_by_keyboard_from_the_journey_to_a_change_and_out_again(opened: Open) -> None:
    page = opened("cara")
    page.goto(f"{CHANGE}/pages/proof")
    tab_to(page, "Change\n the question", most=60)  # the rest of it is heard, and not seen
    enter(page)
    tab_to(page, "Question in English")
    page.keyboard.press("Control+A")
    page.keyboard.type("Send us proof of your address")
    tab_to(page, "Why are you changing it?")
    page.keyboard.type("It is shorter")
    tab_to(page, "Save")
    enter(page)

    assert "Saved." in page.locator("[role=status]").first.inner_text()
    assert "Send us proof of your address" in page.locator(".app-preview").inner_text()
    tab_to(page, "Take out", most=200)
    enter(page)
    assert "is taken out" in page.locator("[role=status]").first.inner_text()


def test_the_yaml_is_completed_and_left_by_keyboard(opened: Open) -> None:
    page = opened("cara")
    page.goto(f"{CHANGE}/yaml")
    text = page.locator(".cm-content")
    text.click()
    expect(page.locator("textarea[data-yaml]")).to_be_hidden()  # it is written in one place, not in two
    page.keyboard.press("Control+End")
    page.keyboard.type("\n")
    page.keyboard.press("Home")
    page.keyboard.type("  - set: pages.veh")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("pages.vehicle.guidance")
    page.keyboard.press("Escape")
    expect(page.locator("#problems")).to_contain_text("to look at")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Save the changes"


def test_without_scripts_a_change_is_made_written_and_taken_out(opened: Open) -> None:
    page = opened("cara", java_script_enabled=False, viewport={"width": 320, "height": 640})
    change = "/staff/barset-north/services/resident-parking-permit/change"
    change_hint(page, "On the front of your V5C", change=change)
    assert "On the front of your V5C" in page.locator(".app-preview").inner_text()

    page.goto(f"{change}/yaml")
    text = page.get_by_label("Changes", exact=True)
    assert "On the front of your V5C" in text.input_value()
    text.fill(text.input_value().replace("On the front", "At the front"))
    page.get_by_role("button", name="Save the changes").click()
    page.goto(f"{change}/pages/vehicle")
    assert "At the front of your V5C" in page.locator(".app-preview").inner_text()

    page.goto(f"{change}/discard")
    page.get_by_role("button", name="Discard the changes").click()
    assert "Your changes are discarded" in page.locator("body").inner_text()


# --- the whole of it

LITTLE = "/staff/little-barset/services/resident-parking-permit"


MANAGER = """
import django
django.setup()
from footpath.adapters.records.people import save_staff
save_staff("cara", name="Cara Lloyd", authority="little_barset", role="manager", password=None)
"""


def manager_of_little_barset(live: Live) -> None:
    """Cara looks after the parish's services too. Her password stays, so that nobody is signed out."""
    done = subprocess.run(
        [sys.executable, "-c", MANAGER], env=live.env(), cwd=REPO, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def sets(page: Page, path: str, because: str = "It is ours", **fields: str) -> None:
    page.goto(f"{LITTLE}/change/edit?at={path}")
    for name, value in fields.items():
        page.locator(f"[name='{name.replace('__', '-')}']").fill(value)
    page.get_by_label("Why are you changing it?").fill(because)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**done=saved*")


def test_adopt_adapt_somebody_half_way_upgrade_and_they_finish(opened: Open, live: Live, tmp_path: Path) -> None:
    manager_of_little_barset(live)
    cara, asha = opened("cara"), opened()

    # Cara adopts version 3, sets what each authority must, changes a hint and publishes.
    cara.goto("/staff/little-barset/services")
    cara.get_by_role("link", name="Apply for a resident parking permit", exact=True).click()
    cara.get_by_role("link", name="version 3").click()
    cara.get_by_label("Why are you adopting it?").fill("We share it with the county")
    cara.get_by_role("button", name="Adopt version 3").click()
    sets(cara, "figures.yearly_price", value__1="88.50", source__1="Little Barset fees 2026")
    sets(cara, "lists.zone_a_postcodes", source="Little Barset order 2026")
    sets(cara, "lists.zone_b_postcodes", source="Little Barset order 2026")
    sets(cara, HINT, because="14 of 60 callers did not know", to__en="It is on the front of your V5C")
    cara.get_by_role("button", name="Publish").click()
    cara.get_by_label("Why are you publishing this now?").fill("The parish agreed")
    cara.get_by_role("button", name="Publish to residents").click()
    assert "Published." in cara.locator("[role=status]").first.inner_text()

    # Asha is half-way: she has answered about her vehicle, on version 3.
    asha.goto("/little-barset/resident-parking-permit/")
    press_on(asha)
    while place(asha) != "diesel":
        if place(asha) == "vehicle":
            assert "It is on the front of your V5C" in asha.locator("main").inner_text()
        fill(asha, PERMIT_ANSWERS[place(asha)], tmp_path)
        press_on(asha)

    # Version 4 says the hint otherwise too: Cara keeps hers, and publishes.
    cara.get_by_role("link", name="See what an upgrade would change").click()
    assert "1 of your" in cara.locator("main").inner_text()
    cara.get_by_role("button", name="Make the first decision").click()
    assert "It is on the number plate" in cara.locator(".app-sides").inner_text()
    cara.get_by_label("Keep ours").check()
    cara.get_by_label("Why?").fill("Our callers look at the log book")
    cara.get_by_role("button", name="Go on").click()
    cara.get_by_label("Why are you publishing this now?").fill("To stay with the county")
    cara.get_by_role("button", name="Publish version 4 to residents").click()
    assert "Upgraded and published." in cara.locator("[role=status]").first.inner_text()

    # Asha goes on. She is told what is new, is asked only that, and finishes.
    fill(asha, PERMIT_ANSWERS["diesel"], tmp_path)
    press_on(asha)
    met = []
    for _ in range(20):
        if asha.get_by_text("Application sent").count():
            break
        here = place(asha)
        met.append(here)
        if here == "vehicle":
            asha.locator("[name='keeper'][value='yes']").check()
        elif here in PERMIT_ANSWERS:
            fill(asha, PERMIT_ANSWERS[here], tmp_path)
        elif "Permits were given for vehicles whose keepers had not agreed" in asha.locator("main").inner_text():
            met.append("told why")
        press_on(asha)

    assert asha.get_by_text("Application sent").is_visible(), met
    assert "phone" not in met
    assert "told why" in met
