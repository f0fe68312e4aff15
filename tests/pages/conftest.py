"""A real server, a real browser and axe, for tests of what people see."""

import functools
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

REPO = Path(__file__).resolve().parents[2]
AXE = REPO / "node_modules/axe-core/axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
CHROMIUM_WORDS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Live:
    """A running Footpath with the made-up county in it."""

    url: str
    home: Path

    def env(self) -> dict[str, str]:
        return {**os.environ, "FOOTPATH_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "footpath.site.settings"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The demonstration, served as `./run demo` serves it, with its own database."""
    home = tmp_path_factory.mktemp("live")
    port = _free_port()
    here = Live(url=f"http://127.0.0.1:{port}", home=home)
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "footpath.site.command", "demo", "--port", str(port), "--quiet", "--without-steps"],
            env=here.env(),
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=REPO,
        )
    try:
        for _ in range(3000):  # a busy machine may take minutes to make the county
            if server.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{here.url}/health", timeout=2).read()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        else:
            server.kill()
        if server.poll() is not None:
            pytest.fail(f"The demonstration did not start:\n{(home / 'server.log').read_text()}")
        yield here
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()


def _until_it_is_there(click: Callable[..., None]) -> Callable[..., None]:
    """A click that ends when the page it leads to can be read.

    Playwright's own ends as soon as that page begins to arrive, and a look at it then may find it half there.
    """

    @functools.wraps(click)
    def and_wait(self: Locator, **options: Any) -> None:
        click(self, **options)
        self.page.wait_for_load_state()

    return and_wait


Locator.click = _until_it_is_there(Locator.click)  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("FOOTPATH_CHROMIUM") or shutil.which("chromium") or None
    # Playwright keeps an event loop in this thread until the session ends, and Django then refuses every
    # test that uses a database after it in the same process, though nothing of it is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=path, args=CHROMIUM_WORDS)
        except Exception as reason:  # the message must say what to do, whatever the reason
            pytest.fail(f"No browser could be started. Install one: sudo apt-get install chromium\n{reason}")
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 320, "height": 640}, locale="en-GB", reduced_motion="reduce")
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="session")
def axe_source() -> str:
    if not AXE.exists():
        pytest.fail("axe-core is not there. Run ./run setup, which fetches it with the other assets.")
    return AXE.read_text()


# What depends on where things are on the page, and not only on what is on it.
BY_PLACE = ("target-size", "scrollable-region-focusable")

# What every sheet asks of the screen, and what the answer is. A sheet that cannot be read, or that asks by other means
# than the screen's width, answers differently each time.
_ANSWERS = """() => {
    const said = [];
    const ask = media => said.push(media + ': ' + matchMedia(media).matches);
    const look = rules => { for (const rule of rules) {
        if (rule instanceof CSSContainerRule) said.push(Math.random());
        if (rule.media && rule.media.mediaText) ask(rule.media.mediaText);
        if (rule.styleSheet) look(rule.styleSheet.cssRules);
        if (rule.cssRules) look(rule.cssRules);
    } };
    for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
        if (sheet.media.mediaText) ask(sheet.media.mediaText);
        try { look(sheet.cssRules); } catch { said.push(Math.random()); }
    }
    document.querySelectorAll('source[media]').forEach(each => ask(each.media));
    return said.join('; ');
}"""


def violations(page: Page, axe_source: str, *, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe finds on the page against WCAG 2.0, 2.1 and 2.2, A and AA, or against some rules; one line for each."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(axe_source)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}
    found = page.evaluate(
        # Of what axe would fetch once more, no rule of these needs the styles.
        "only => axe.run(document, {runOnly: only, reporter: 'no-passes', preload: {assets: ['media']}})"
        ".then(r => r.violations.map(v => v.id + ': ' + v.help + ' ' + v.nodes.map(n => n.html).join(' | ')))",
        only,
    )
    return list(found)


@pytest.fixture
def check_axe(axe_source: str) -> Callable[..., None]:
    """check_axe(page): no violation at 1280 px, at 320 px, and at 200 % zoom (640 CSS pixels at twice the density).

    Where every sheet says of a width what it said of another, the same things are shown in the same way: what was
    looked at there is not looked at again, but for what depends on where things are.
    """

    def check(page: Page, *, widths: tuple[int, ...] = (1280, 320, 640)) -> None:
        before = page.viewport_size
        looked_at: set[str] = set()
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            answers = page.evaluate(_ANSWERS)
            again = BY_PLACE if answers in looked_at else ()
            looked_at.add(answers)
            assert violations(page, axe_source, rules=again) == [], f"{page.url} at {width} px"
            sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert sideways <= 0, f"{page.url} scrolls sideways by {sideways} px at {width} px"
        if before:
            page.set_viewport_size(before)

    return check
