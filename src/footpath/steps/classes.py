"""How far a step's changes go: wording, what is asked, or what somebody is entitled to. Computed, never declared."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

type ChangeClass = Literal[1, 2, 3]
"""1: wording and layout. 2: the flow, and what is asked. 3: who is entitled, what it costs, by when, what follows."""

FORMS = ("set", "add", "remove", "move")

# Parts of a service that say who gets what, for how much and by when. Chance may not decide these without a law.
_ENTITLEMENT = frozenset({"rules", "figures", "lists", "exits", "charge", "decide", "law"})

# What a page or a question says, and how: not whether it is asked, and not what may be answered.
_WORDING = frozenset(
    {"title", "guidance", "together", "ask", "hint", "why", "example", "errors", "otherwise", "one", "label", "basis"}
)

# Texts of the service itself.
_WORDS_OF_SERVICE = frozenset({"title", "summary", "needs", "minutes", "after", "tell", "owner", "outcome"})

CLASS_SAID: Mapping[ChangeClass, str] = {
    1: "wording and layout",
    2: "what is asked, and in which order",
    3: "who is entitled, what it costs, or by when",
}


def class_of_path(path: str, form: str) -> ChangeClass:
    """The class of one change, by where it is made and how."""
    parts = path.split(".")
    if parts[0] in _ENTITLEMENT:
        # The words of a letter are words; what is decided is not.
        letter = form == "set" and parts[:2] == ["decide", "outcomes"] and "letter" in parts[3:4]
        return 1 if letter else 3
    if parts[0] in _WORDS_OF_SERVICE:
        return 1
    if form == "set" and any(part in _WORDING for part in parts[2:3] + parts[4:5] + parts[6:7]):
        return 1
    if form == "set" and len(parts) == 6 and parts[4] == "options":  # an option's own words
        return 1
    if form == "move":
        return 1
    return 2


def class_of_changes(changes: Iterable[Mapping[str, Any]]) -> ChangeClass:
    """The heaviest of all. `changes` is the plain data of `definition.changes`."""
    classes = [class_of_path(str(each[form]), form) for each in changes for form in FORMS if form in each]
    return max(classes, default=1)
