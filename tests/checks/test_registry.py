"""Every check is one file, listed, described, and seen to fail."""

import re
from pathlib import Path

import pytest

from footpath import checks
from footpath.checks import CHECKS
from tests.checks.test_checks import FAIL
from tests.checks.test_local_changes import LOCAL

FOLDER = Path(checks.__file__).parent
PAGE = Path(__file__).resolve().parents[2] / "docs/reference/checks.md"
PROMISED = "1 2 5 6 9 10 11 12 13 14 16 17 18 19 20 21 27 29 32 33 34 37 41 43 48 49 50"


def part_of(page: str, number: str) -> str:
    """What the page says about one check."""
    found = re.search(rf'<a id="check-{number}"></a>\n(.*?)(?=<a id=|\Z)', page, re.DOTALL)
    return found[1] if found else ""


def test_all_checks_that_we_promise_are_listed() -> None:
    assert list(CHECKS) == PROMISED.split()


@pytest.mark.parametrize("file", sorted(FOLDER.glob("c[0-9][0-9]_*.py")), ids=lambda path: path.name)
def test_a_file_holds_one_listed_check(file: Path) -> None:
    number = str(int(file.name[1:3]))

    assert CHECKS[number].number == number
    assert CHECKS[number].find.__module__ == f"footpath.checks.{file.stem}"
    assert (CHECKS[number].find.__globals__["__doc__"] or "").startswith(f"Check {number}: ")


@pytest.mark.parametrize("number", CHECKS)
def test_a_check_is_seen_to_fail_in_two_ways_at_least(number: str) -> None:
    assert len({**FAIL, "49": LOCAL}.get(number, ())) >= 2  # 49 needs a standard beside what is checked


@pytest.mark.parametrize("number", CHECKS)
def test_a_check_is_described_as_it_describes_itself(number: str) -> None:
    check = CHECKS[number]
    part = part_of(PAGE.read_text(encoding="utf-8"), number)

    for words in (check.says, check.mend, check.source, f"**{check.level}**"):
        assert words in part, f"docs/reference/checks.md, check {number}, does not say: {words}"


def test_a_check_that_is_not_described_is_noticed() -> None:
    page = PAGE.read_text(encoding="utf-8").replace('<a id="check-13"></a>', "")

    assert part_of(page, "13") == ""


def test_the_page_describes_no_check_that_is_not_there() -> None:
    described = re.findall(r'<a id="check-(\d+)"></a>', PAGE.read_text(encoding="utf-8"))

    assert described == list(CHECKS)
