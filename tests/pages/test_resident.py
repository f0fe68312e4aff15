"""Residents' pages in a real browser: every state without a barrier, by keyboard, without scripts, on a small phone."""

import http.client
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from footpath.site.clock import uk_today
from tests.pages.conftest import REPO, Live, violations

pytestmark = pytest.mark.browser

PERMIT = "/barset-north/resident-parking-permit/"
BIN = "/barset-south/missed-bin/"
YESTERDAY = uk_today() - timedelta(days=1)

type Fields = Mapping[str, str | list[str]]

PERMIT_ANSWERS: dict[str, Fields] = {
    "home": {"home-line-1": "1 Chantry Row", "home-town": "Barchester", "home-postcode": "ox1 1aa"},
    "main-home": {"main_home": "yes"},
    "permits-held": {"permits_held": "1"},
    "time-here": {"settled": "no"},
    "vehicle": {"registration": "ab12cde", "fuel": "diesel", "co2": "120"},
    "diesel": {"first_registered-day": "31", "first_registered-month": "12", "first_registered-year": "2014"},
    "proof": {"address_proof": "bill.pdf"},
    "name": {"full_name": "Asha Siân O’Brien-Łuczak of the Very Long Name"},
    "email": {"email": "asha.with.a.long.address@a-long-domain-name.example.com"},
    "phone": {"phone": "01632 960 001"},
    "declaration": {"promise": "yes"},
}
BIN_ANSWERS: dict[str, Fields] = {
    "collection-day": {
        "collection_day-day": str(YESTERDAY.day),
        "collection_day-month": str(YESTERDAY.month),
        "collection_day-year": str(YESTERDAY.year),
    },
    "assisted": {"assisted": "yes"},
    "tag": {"tagged": "no"},
    "bins/0": {"stream": "rubbish", "left_at": "elsewhere"},
    "bins": {"bins-another": "no"},
    "address": {"address-line-1": "1 Chantry Row", "address-town": "Barchester", "address-postcode": "OX1 1AA"},
    "directions": {"directions": "By the blue gate, " * 20},
    "email": {"email": "asha@example.com"},
}
WAYS = {PERMIT: PERMIT_ANSWERS, BIN: BIN_ANSWERS}


def fill(page: Page, fields: Fields, folder: Path) -> None:
    for name, value in fields.items():
        for each in [value] if isinstance(value, str) else value:
            box = page.locator(f"[name='{name}']").first
            match box.get_attribute("type"):
                case "radio" | "checkbox":
                    page.locator(f"[name='{name}'][value='{each}']").check()
                case "file":
                    (folder / each).write_bytes(b"%PDF-1.7 a page")
                    box.set_input_files(folder / each)
                case _:
                    box.fill(each)


def place(page: Page) -> str:
    return "/".join(page.url.partition("?")[0].split("/")[6:])


def press_on(page: Page) -> None:
    """The one green button."""
    page.locator("main button.govuk-button:not(.govuk-button--secondary)").last.click()


def start(page: Page, live: Live, address: str, lang: str = "en") -> None:
    page.goto(f"{live.url}{address}?lang={lang}")
    press_on(page)


def states(page: Page, live: Live, address: str, lang: str, folder: Path) -> Iterator[str]:
    """Every page on the way: empty, with its errors, and filled; then the check and the confirmation."""
    start(page, live, address, lang)
    for _ in range(40):
        here = place(page)
        if here == "check":
            break
        yield f"{here}, empty"
        address_here = page.url
        press_on(page)
        if place(page) == here:
            yield f"{here}, with errors"
        else:
            page.goto(address_here)
        fill(page, WAYS[address][here], folder)
        yield f"{here}, filled"
        press_on(page)
    yield "check"
    press_on(page)
    yield "sent"


@pytest.mark.parametrize("address", [PERMIT, BIN])
def test_no_page_on_the_way_has_a_barrier(
    page: Page, live: Live, check_axe: Callable[..., None], tmp_path: Path, address: str
) -> None:
    seen = []
    for state in states(page, live, address, "en", tmp_path):
        # What is filled in changes no width: the smallest screen is enough.
        check_axe(page, widths=(320,) if "filled" in state else (1280, 320, 640))
        seen.append(state)

    assert seen[-2:] == ["check", "sent"]
    assert len(seen) > 20


@pytest.mark.parametrize("address", [PERMIT, BIN])
def test_no_page_on_the_way_has_a_barrier_in_welsh(
    page: Page, live: Live, check_axe: Callable[..., None], tmp_path: Path, address: str
) -> None:
    for state in states(page, live, address, "cy", tmp_path):
        # Welsh runs longer, so the smallest screen is the one that shows it.
        if "filled" not in state:
            check_axe(page, widths=(320,))
        assert page.locator("html").get_attribute("lang") == "cy", state


# --- states off the way


def save(page: Page, live: Live) -> None:
    start(page, live, PERMIT)
    page.get_by_role("link", name="Save and come back later").click()


def save_wrong(page: Page, live: Live) -> None:
    save(page, live)
    page.get_by_role("button", name="Email me the link").click()


def saved(page: Page, live: Live) -> None:
    save(page, live)
    page.get_by_label("Where should we email the link?").fill("asha@example.com")
    page.get_by_role("button", name="Email me the link").click()


def outside(page: Page, live: Live) -> None:
    start(page, live, PERMIT)
    fill(page, {**PERMIT_ANSWERS["home"], "home-postcode": "SW1A 1AA"}, Path())
    press_on(page)
    assert place(page).startswith("not-for-you/")


def two_windows(page: Page, live: Live) -> None:
    start(page, live, PERMIT)
    fill(page, PERMIT_ANSWERS["home"], Path())
    old, here = page.locator("[name=seen]").input_value(), page.url
    press_on(page)
    page.goto(here)
    fill(page, {"home-line-1": "2 Chantry Row"}, Path())
    page.evaluate("seen => document.querySelector('[name=seen]').value = seen", old)
    press_on(page)
    assert page.get_by_role("heading", level=1).inner_text() == "You answered this in another window"


def two_bins(page: Page, live: Live) -> None:
    start(page, live, BIN)
    for _ in range(20):
        here = place(page)
        if here == "bins":
            break
        fill(page, BIN_ANSWERS[here], Path())
        press_on(page)
    fill(page, {"bins-another": "yes"}, Path())
    press_on(page)
    fill(page, {"stream": "food", "left_at": "edge"}, Path())
    press_on(page)
    assert page.get_by_text("Added so far: 2.").is_visible()


def nothing_chosen(page: Page, live: Live) -> None:
    two_bins(page, live)
    press_on(page)
    assert page.title().startswith("Error: ")


def expired(page: Page, live: Live) -> None:
    start(page, live, PERMIT)
    page.context.clear_cookies(name="csrftoken")
    press_on(page)
    assert page.get_by_role("heading", level=1).inner_text() == "This page was open too long"


def too_big(page: Page, live: Live) -> None:
    start(page, live, PERMIT)
    fill(page, {**PERMIT_ANSWERS["home"], "home-line-1": "x" * 300_000}, Path())
    press_on(page)
    assert page.get_by_role("heading", level=1).inner_text() == "That was too much to send at once"


def reasons_open(page: Page, live: Live) -> None:
    start(page, live, PERMIT)
    page.get_by_text("Why we ask this").click()
    assert page.locator("details[open]").count() == 1


def at(address: str) -> Callable[[Page, Live], None]:
    def go(page: Page, live: Live) -> None:
        page.goto(live.url + address)

    return go


OFF_THE_WAY = {
    "councils": at("/"),
    "services": at("/barset-north/"),
    "start, a charge": at(PERMIT),
    "start, free": at(BIN),
    "start, Welsh": at(f"{PERMIT}?lang=cy"),
    "a council without services": at("/little-barset/"),
    "not offered here": at("/little-barset/missed-bin/"),
    "not found": at("/barset-north/nothing/at-all"),
    "accessibility": at("/help/accessibility"),
    "privacy": at("/help/privacy"),
    "cookies": at("/help/cookies"),
    "accessibility, Welsh": at("/help/accessibility?lang=cy"),
    "privacy, Welsh": at("/help/privacy?lang=cy"),
    "why we ask, open": reasons_open,
    "save": save,
    "save, with an error": save_wrong,
    "saved": saved,
    "exit": outside,
    "two windows": two_windows,
    "a list": two_bins,
    "a list, with an error": nothing_chosen,
    "expired": expired,
    "too big": too_big,
}


@pytest.mark.parametrize("state", OFF_THE_WAY)
def test_no_page_off_the_way_has_a_barrier(page: Page, live: Live, check_axe: Callable[..., None], state: str) -> None:
    OFF_THE_WAY[state](page, live)

    check_axe(page)


# --- ways of using it


FOCUSED = """() => {
    const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e)
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20))
    const beside = getComputedStyle(e.nextElementSibling || e, '::before')
    const yellow = style.backgroundColor === 'rgb(255, 221, 0)'
    return {
        tag: e.tagName.toLowerCase(), name: e.name || '', type: e.type || '', value: e.value || '',
        text: e.innerText || '',
        shown: String(top === null || e.contains(top) || top.contains(e) || top.tagName === 'LABEL'),
        ring: String(yellow || [style, beside].some(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none')),
    }
}"""


def focused(page: Page) -> dict[str, str]:
    """What has the focus, whether it can be seen there, and whether it looks focused."""
    found: dict[str, str] = page.evaluate(FOCUSED)
    return found


def tab(page: Page, until: Callable[[dict[str, str]], bool]) -> dict[str, str]:
    """Tab on to the thing looked for. On the way, the focus can always be seen and is never covered."""
    for _ in range(80):
        page.keyboard.press("Tab")
        here = focused(page)
        if here["tag"] == "body":
            continue
        assert here["shown"] == "true", here
        assert here["ring"] == "true", here
        if until(here):
            return here
    raise AssertionError("the keyboard never came to it")


def type_in(page: Page, fields: Fields) -> None:
    for name, value in fields.items():
        assert isinstance(value, str)
        here = tab(page, lambda at, name=name: at["name"] == name)  # type: ignore[misc]
        if here["type"] == "radio":
            for _ in range(10):
                page.keyboard.press("Space")
                if focused(page)["value"] == value:
                    break
                page.keyboard.press("ArrowDown")
            assert focused(page)["value"] == value
        elif here["type"] == "checkbox":
            page.keyboard.press("Space")
        else:
            page.keyboard.press("Control+A")
            page.keyboard.type(value)


def press_by_keyboard(page: Page, button: str) -> None:
    tab(page, lambda at: at["text"].strip() == button)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_whole_way_by_keyboard_through_an_error_and_back(page: Page, live: Live) -> None:
    answers: dict[str, Fields] = {
        **PERMIT_ANSWERS,
        "permits-held": {"permits_held": "0"},
        "time-here": {"settled": "yes"},
        "vehicle": {"registration": "ab12cde", "fuel": "petrol", "co2": "120"},
    }
    page.goto(live.url + PERMIT)
    press_by_keyboard(page, "Start now")

    # Sent empty: the summary has the focus, and its first link leads into the first box.
    press_by_keyboard(page, "Continue")
    page.wait_for_function("document.activeElement.classList.contains('govuk-error-summary')")
    tab(page, lambda at: at["text"].startswith("Enter address line 1"))
    page.keyboard.press("Enter")
    assert focused(page)["name"] == "home-line-1"
    page.evaluate("document.activeElement.blur()")

    for _ in range(20):
        here = place(page)
        if here == "check":
            break
        type_in(page, answers[here])
        press_by_keyboard(page, "Continue")
        assert place(page) != here
    press_by_keyboard(page, "Accept and send")

    assert place(page) == "sent"
    assert page.get_by_text("Application sent").is_visible()


def test_the_keyboard_can_skip_to_the_content(page: Page, live: Live) -> None:
    page.goto(live.url + PERMIT)
    page.keyboard.press("Tab")

    assert focused(page)["text"] == "Skip to main content"
    page.keyboard.press("Enter")
    tab(page, lambda at: True)
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


class Forbidding(BaseHTTPRequestHandler):
    """Passes everything on to the live server, and forbids every script in what comes back.

    With scripts switched off in the browser, axe itself would hang.
    """

    live = ""

    def do_GET(self) -> None:
        sent = self.rfile.read(int(self.headers.get("content-length") or 0))
        to = http.client.HTTPConnection(self.live, timeout=30)
        to.request(self.command, self.path, sent or None, dict(self.headers.items()))
        came = to.getresponse()
        body = came.read()
        self.send_response(came.status)
        for name, value in came.getheaders():
            if name.lower() == "content-security-policy":
                value = value.replace("script-src 'self'", "script-src 'none'")
            if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *said: object) -> None:
        return


@pytest.fixture(scope="module")
def scriptless(live: Live) -> Iterator[Live]:
    """The live server, as it would be if it sent `script-src 'none'`."""
    handler = type("Forbids", (Forbidding,), {"live": live.url.removeprefix("http://")})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Live(url=f"http://127.0.0.1:{server.server_port}", home=live.home)
    server.shutdown()


@pytest.mark.parametrize("address", [PERMIT, BIN])
def test_the_whole_way_without_scripts(
    page: Page, scriptless: Live, check_axe: Callable[..., None], tmp_path: Path, address: str
) -> None:
    for state in states(page, scriptless, address, "en", tmp_path):
        assert page.locator("body.js-enabled").count() == 0, state
        if "errors" in state or state in ("check", "sent"):
            check_axe(page, widths=(320,))


def test_with_scripts_the_same_page_is_helped_by_them(page: Page, live: Live) -> None:
    start(page, live, PERMIT)

    page.wait_for_selector("body.js-enabled")


def test_with_scripts_switched_off_in_the_browser_a_permit_is_applied_for(
    browser: Browser, live: Live, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    start(page, live, PERMIT)
    for _ in range(20):
        if place(page) == "check":
            break
        fill(page, PERMIT_ANSWERS[place(page)], tmp_path)
        press_on(page)
    press_on(page)

    assert page.get_by_text("Application sent").is_visible()
    context.close()


def test_choosing_none_of_these_and_counting_letters_are_helped_by_scripts(page: Page, live: Live) -> None:
    start(page, live, BIN)
    for _ in range(20):
        here = place(page)
        if here == "directions":
            break
        fill(page, BIN_ANSWERS[here], Path())
        press_on(page)
    page.wait_for_selector("body.js-enabled")
    page.locator("#directions").fill("x" * 495)

    page.get_by_text("You have 5 characters left").first.wait_for()


# --- how it looks for everybody

SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    "p { margin-bottom: 2em !important }"
)


@pytest.mark.parametrize(
    "state", ["start, a charge", "a list", "save, with an error", "privacy", "exit", "two windows"]
)
def test_text_can_be_spread_out_without_anything_being_cut_off(page: Page, live: Live, state: str) -> None:
    OFF_THE_WAY[state](page, live)

    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }",
        SPACING,
    )

    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    cut = page.evaluate(
        """() => [...document.querySelectorAll('main *, header *, footer *')].filter(e =>
            getComputedStyle(e).overflow === 'hidden' && e.clientWidth > 1 && e.clientHeight > 1
            && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)).map(e => e.outerHTML)"""
    )
    assert cut == []


@pytest.mark.parametrize("state", ["start, a charge", "a list", "save, with an error", "exit", "councils"])
def test_where_colours_are_forced_every_control_can_still_be_seen(browser: Browser, live: Live, state: str) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 320, "height": 640})
    page = context.new_page()
    OFF_THE_WAY[state](page, live)

    unseen = page.evaluate(
        """() => [...document.querySelectorAll('main button, main input')]
            .filter(e => !['hidden', 'radio', 'checkbox'].includes(e.type))
            .filter(e => { const s = getComputedStyle(e); return s.borderStyle === 'none'
                && s.textDecorationLine === 'none' && s.outlineStyle === 'none' }).map(e => e.outerHTML)"""
    )
    assert unseen == []
    context.close()


def test_everything_to_press_is_big_enough_for_a_thumb(page: Page, live: Live) -> None:
    for state in ("start, a charge", "a list", "save", "exit", "services"):
        OFF_THE_WAY[state](page, live)
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, input, summary, nav a, .app-actions a, .app-list a')]
                .filter(e => e.type !== 'hidden').map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
                .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24)).map(([html]) => html)"""
        )
        assert small == [], state


def test_a_page_weighs_little(page: Page, live: Live) -> None:
    weights: list[int] = []
    page.on("response", lambda response: weights.append(int(response.headers.get("content-length", "0") or 0)))

    page.goto(live.url + PERMIT)
    page.wait_for_selector("body.js-enabled")

    assert 0 < sum(weights) < 200_000


def test_the_page_can_be_printed_without_what_only_a_screen_needs(page: Page, live: Live) -> None:
    start(page, live, PERMIT)
    page.emulate_media(media="print")

    assert not page.get_by_role("link", name="Cymraeg").is_visible()
    assert not page.get_by_role("link", name="Save and come back later").is_visible()


# --- what authors write does nothing

PUBLISH = """
import os, sys
import django
django.setup()
from footpath.actions.publish_edition import publish_edition
from footpath.web.world import world
from tests.web.resident.test_safety import PAYLOADS, SOURCE, poisoned
for number, payload in enumerate(PAYLOADS):
    source = SOURCE.replace("id: every_kind", f"id: poisoned_{number}")
    edition = poisoned(source, payload)
    publish_edition(world(), authority="barset_north", edition=edition, by="staff:mia", because="A trap")
print(len(PAYLOADS))
"""


def test_nothing_that_an_author_writes_runs_in_a_browser(page: Page, live: Live, tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-c", PUBLISH], env=live.env(), cwd=REPO, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    trapped: list[str] = []
    page.on("dialog", lambda dialog: (trapped.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: trapped.append(request.url) if not request.url.startswith(live.url) else None)
    page.on("console", lambda said: trapped.append(said.text) if "Content Security Policy" in said.text else None)

    # What has just been published elsewhere may take a few seconds to be seen by the server.
    for _ in range(20):
        page.goto(f"{live.url}/barset-north/")
        if page.locator("a[href*='poisoned']").count() >= int(made.stdout):
            break
        page.wait_for_timeout(500)
    for number in range(int(made.stdout)):
        start(page, live, f"/barset-north/poisoned-{number}/")
        press_on(page)
        assert page.title().startswith("Error: ")
        for link in page.locator("main a").all():
            address = link.get_attribute("href") or ""
            assert not address.lower().startswith(("javascript:", "data:")), address

    assert trapped == []


def test_the_traps_catch_what_they_are_for(page: Page, live: Live) -> None:
    trapped: list[str] = []
    page.on("dialog", lambda dialog: (trapped.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda said: trapped.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(live.url)

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
    page.wait_for_timeout(300)
    page.evaluate("alert('caught')")

    assert any("caught" in said for said in trapped)
    assert any("Content Security Policy" in said for said in trapped)


def test_axe_sees_a_barrier_on_these_pages_too(page: Page, live: Live, axe_source: str) -> None:
    start(page, live, PERMIT)
    page.evaluate("document.querySelector('label').remove()")

    assert any(found.startswith("label") for found in violations(page, axe_source))
