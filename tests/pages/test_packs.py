"""What others found, what was learned, a standard and a rehearsal in a real browser: no barrier at any width."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

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


REHEARSED = "f" * 64


@pytest.fixture(scope="session")
def worked_out(live: Live) -> None:
    """A small rehearsal, as it lies where the page finds it."""
    words = ("--authorities=4", "--parts=1", "--designs=1", "--years=1", "--worlds=2", "--json")
    said = subprocess.run(
        [sys.executable, "-m", "footpath.site.command", "rehearse", *words], cwd=REPO, capture_output=True, check=True
    )
    folder = Path(live.env()["FOOTPATH_HOME"]) / "rehearsals"
    folder.mkdir(exist_ok=True)
    (folder / f"{REHEARSED}.json").write_bytes(said.stdout)


@pytest.mark.usefixtures("came_in", "worked_out")
def test_pages_of_learning_and_rehearsing_have_no_barrier(
    opened: Callable[..., Page], check_axe: Callable[..., None]
) -> None:
    page = opened("cara")
    for path, heading in (
        ("steps/learned", "What we learned"),
        ("standards/resident-parking-permit", "Apply for a resident parking permit"),
        ("plan/rehearse", "Rehearse before you decide how to change"),
        (f"plan/rehearse/{REHEARSED}", "What the rehearsal says"),
    ):
        page.goto(f"/staff/barset-north/{path}")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

        assert page.locator("h1").inner_text() == heading
        assert sideways(page) == 0, path
        check_axe(page)
