"""The page of what others found, in a real browser: without a barrier at every width, and whole without a script."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.pages.conftest import REPO, Live
from tests.pages.stages import opened as opened
from tests.pages.stages import sideways

pytestmark = pytest.mark.browser

PACKS = "/staff/barset-north/steps/packs"


@pytest.fixture(scope="session")
def came_in(live: Live) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "tests.pages.make_packs"], env=live.env(), cwd=REPO, capture_output=True, check=False
    )
    assert made.returncode == 0, made.stderr.decode()


@pytest.mark.usefixtures("came_in")
def test_what_others_found_has_no_barrier(opened: Callable[..., Page], check_axe: Callable[..., None]) -> None:
    page = opened("ben")
    page.goto(PACKS)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    assert page.locator("h2").all_inner_texts()[:2] == ["New hint about the log book"] * 2
    assert sideways(page) == 0
    check_axe(page)
