"""Where somebody first meets what a step changes: a page, the start, or the confirmation."""

from collections.abc import Iterable, Mapping
from typing import Any

from footpath.steps.classes import FORMS

START = ":start"
SENT = ":sent"


def places_of(changes: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Page ids, START or SENT. `changes` is the plain data of `definition.changes`.

    The place must come to people of both versions alike, or the comparison is of different people: so what alters
    the way itself (a page added, moved, hidden, or a rule) is met at the start, by everybody.
    """
    return frozenset(_place(str(each[form]), form) for each in changes for form in FORMS if form in each)


def _place(path: str, form: str) -> str:
    parts = path.split(".")
    if parts[0] in ("after", "tell"):
        return SENT
    if parts[:2] == ["decide", "outcomes"]:
        return SENT
    if parts[0] == "pages" and len(parts) > 2 and parts[2] != "when":
        return parts[1]
    return START
