"""Cases at every stage, and people who look at them in a real browser."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from footpath.site.county import PASSWORD
from tests.pages.conftest import REPO, Live

type Places = Mapping[str, Mapping[str, str]]
"""By what a case is for: its reference, and where it is for staff and for its resident."""


@pytest.fixture(scope="session")
def cases(live: Live) -> Places:
    made = subprocess.run(
        [sys.executable, "-m", "tests.pages.make_cases"], env=live.env(), cwd=REPO, capture_output=True, check=False
    )
    assert made.returncode == 0, made.stderr.decode()
    places: Places = json.loads(made.stdout)
    return places


# A sign-in is a slow hash on purpose: each of these people signs in once.
_kept: dict[tuple[str, str], StorageState] = {}


@pytest.fixture
def opened(browser: Browser, live: Live) -> Iterator[Callable[..., Page]]:
    """opened("ben") is a page of his, signed in; opened() is a stranger’s. Options are those of a browser context:
    with java_script_enabled=False no script runs."""
    contexts: list[BrowserContext] = []

    def signed_in(staff: str, context: BrowserContext) -> None:
        page = context.new_page()
        page.goto("/staff/sign-in")
        page.get_by_label("Your staff name").fill(staff)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/staff/")
        page.close()
        _kept[live.url, staff] = context.storage_state()

    def open_page(staff: str = "", **options: object) -> Page:
        settings = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", "reduced_motion": "reduce"}
        kept = _kept.get((live.url, staff))
        context = browser.new_context(**(settings | options), base_url=live.url, storage_state=kept)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        contexts.append(context)
        if staff and not kept:
            signed_in(staff, context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


# A page in a browser of its own takes as long as three looks at one.
_looked_at: dict[tuple[str, str, bool], Page] = {}


@pytest.fixture
def looking(browser: Browser, live: Live, opened: Callable[..., Page]) -> Callable[..., Page]:
    """looking("ben") is as opened("ben"), for tests that only look: one page for all of them, each time as if new.

    Nothing is left of the last look but who is signed in: no cookie, nothing typed. What a page stores in the browser
    in other ways would be left, so tests of such pages have theirs opened.
    """

    def look(staff: str = "", *, phone: bool = False) -> Page:
        size = {"width": 320, "height": 640} if phone else {"width": 1280, "height": 800}
        page = _looked_at.get((live.url, staff, phone))
        if page is None:
            if staff:
                opened(staff)  # signs in
            context = browser.new_context(locale="en-GB", reduced_motion="reduce", base_url=live.url)
            context.set_default_timeout(10_000)
            page = _looked_at[live.url, staff, phone] = context.new_page()
        page.goto("about:blank")
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.context.clear_cookies()
        if staff:
            page.context.add_cookies(_kept[live.url, staff]["cookies"])  # type: ignore[arg-type]
        return page

    return look


def sideways(page: Page) -> int:
    """By how many pixels the page has to be scrolled sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def tab_to(page: Page, name: str, *, most: int = 120) -> None:
    """By the Tab key alone, to what is called so. What has the focus is always to be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        said = page.evaluate(
            """() => { const e = document.activeElement; if (!e || e === document.body) return null;
                const box = e.getBoundingClientRect();
                const label = e.labels && e.labels.length ? e.labels[0].innerText : '';
                return {text: (e.innerText || e.value || '').trim(), label: label.trim(),
                        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight}; }"""
        )
        if said is None:
            continue
        assert said["seen"], f"the focus is on something that is not to be seen: {said}"
        if name in (said["text"], said["label"]) or said["text"].startswith(name):
            return
    raise AssertionError(f"{name} is not reached by the Tab key on {page.url}")


def enter(page: Page) -> None:
    """Presses what has the focus, and waits for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
