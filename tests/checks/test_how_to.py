"""The page on adding a check shows a check that works."""

import re
from pathlib import Path
from typing import Any

from footpath.checks import Check, Found, Subject
from tests.checks.mending import BASE, changed, edition_of

PAGE = Path(__file__).resolve().parents[2] / "docs/how-to/add-a-check.md"


def shown() -> Check:
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    made: dict[str, Any] = {}
    exec(code, made)
    check = made["CHECK"]
    assert isinstance(check, Check)
    return check


def test_the_check_that_is_shown_passes_a_good_definition() -> None:
    assert list(shown().find(Subject(edition_of(BASE)))) == []


def test_the_check_that_is_shown_finds_what_it_says() -> None:
    text, places = changed(("ask: {en: How many bins do you want?", "ask: {en: ⌖How many bins do you want!"))
    edition = edition_of(text)

    (found,) = shown().find(Subject(edition))

    place = edition.position(found.path)
    assert [(place.line, place.column)] == places
    assert isinstance(found, Found) and "How many bins do you want!" in found.wrong
