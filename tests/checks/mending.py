"""Definitions with one thing changed, and the place where it shows."""

from pathlib import Path

import msgspec

from footpath.checks import CHECKS, Subject
from footpath.definition.load import load_service
from footpath.definition.service import Edition
from footpath.values import Fault

BASE = (Path(__file__).parent / "garden_waste.yaml").read_text(encoding="utf-8")
PLACE = "⌖"  # stands before the place that a check must name


class Case(msgspec.Struct, frozen=True):
    """A change to the definition, as pairs of old and new text. Each ⌖ in a new text is a place to be named."""

    says: str
    edits: tuple[tuple[str, str], ...]


def changed(*edits: tuple[str, str]) -> tuple[str, list[tuple[int, int]]]:
    """The definition after the edits, and the places that were marked."""
    text = BASE
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} must stand in the definition once, not {text.count(old)} times"
        text = text.replace(old, new)
    places = []
    while PLACE in text:
        at = text.index(PLACE)
        text = text[:at] + text[at + 1 :]
        places.append((text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)))
    return text, sorted(places)


def edition_of(text: str) -> Edition:
    found = load_service(text, file="garden_waste.yaml")
    assert isinstance(found, Edition), "\n".join(map(str, found))
    return found


def found_by(number: str, text: str) -> list[Fault]:
    """What one check finds in a definition."""
    edition = edition_of(text)
    check = CHECKS[number]
    faults = []
    for found in check.find(Subject(edition)):
        place = edition.position(found.path)
        faults.append(
            Fault(
                file=edition.file,
                line=place.line,
                column=place.column,
                path=found.path,
                wrong=found.wrong,
                mend=found.mend or check.mend,
                check=number,
                level=found.level or check.level,
            )
        )
    return faults
