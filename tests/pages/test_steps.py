"""Pages about steps in a real browser: without a barrier at every width, and whole without a script."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page

from tests.pages.conftest import REPO, Live
from tests.pages.stages import Places, enter, sideways, tab_to
from tests.pages.stages import cases as cases
from tests.pages.stages import looking as looking
from tests.pages.stages import opened as opened

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]
STEPS = "/staff/barset-north/steps"
DOING = "/barset-north/resident-parking-permit/how-this-is-doing"


@pytest.fixture(scope="session")
def steps(live: Live) -> Mapping[str, str]:
    made = subprocess.run(
        [sys.executable, "-m", "tests.pages.make_steps"], env=live.env(), cwd=REPO, capture_output=True, check=False
    )
    assert made.returncode == 0, made.stderr.decode()
    found: Mapping[str, str] = json.loads(made.stdout)
    return found


def opens_details(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


@pytest.mark.parametrize("which", ["running", "put_back", "harmed", "paused", "waiting"])
def test_a_step_has_no_barrier(
    steps: Mapping[str, str], looking: Open, check_axe: Callable[..., None], which: str
) -> None:
    page = looking("cara")
    page.goto(steps[which])
    opens_details(page)

    check_axe(page)


@pytest.mark.parametrize("where", [STEPS, f"{STEPS}/learned", f"{STEPS}/propose", f"{STEPS}/propose/lines"])
def test_pages_of_all_steps_have_no_barrier(
    steps: Mapping[str, str], looking: Open, check_axe: Callable[..., None], where: str
) -> None:
    page = looking("cara")
    page.goto(where)

    check_axe(page)


def test_what_is_wrong_with_a_proposal_has_no_barrier(
    steps: Mapping[str, str], looking: Open, check_axe: Callable[..., None]
) -> None:
    page = looking("ben")
    page.goto(f"{STEPS}/propose")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Register the step").click()

    assert page.title().startswith("Error: ")
    check_axe(page)


@pytest.mark.parametrize("lang", ["en", "cy"])
def test_the_public_page_has_no_barrier(
    steps: Mapping[str, str], looking: Open, check_axe: Callable[..., None], lang: str
) -> None:
    page = looking()
    page.goto(f"/?lang={lang}")
    page.goto(DOING)

    check_axe(page)


@pytest.mark.parametrize("lang", ["en", "cy"])
def test_asking_how_it_was_has_no_barrier(
    cases: Places, looking: Open, check_axe: Callable[..., None], lang: str
) -> None:
    page = looking()
    page.goto(f"/?lang={lang}")
    page.goto(cases["free"]["link"])
    page.goto(f"{cases['free']['case']}how-was-it")
    check_axe(page)

    page.locator("#improve").fill("Ring me on 07700 900123")
    page.locator("form button[type=submit]").last.click()
    assert page.locator(".govuk-error-summary").count() == 1
    check_axe(page)


def test_asking_staff_has_no_barrier(steps: Mapping[str, str], looking: Open, check_axe: Callable[..., None]) -> None:
    page = looking("ben")
    page.goto(steps["closed"])

    assert page.locator("h1").inner_text() == "How was this case?"
    check_axe(page)


def test_the_cord_is_pulled_by_keyboard_without_a_script(steps: Mapping[str, str], opened: Open) -> None:
    page = opened("ben", java_script_enabled=True)
    page.goto(steps["running"])
    tab_to(page, "What is going wrong?")
    page.keyboard.type("People ring us about it")
    tab_to(page, "Pull the cord")
    enter(page)

    assert "new cases get the old version" in page.locator("main").inner_text()
    assert sideways(page) == 0
