"""What radios, checkboxes and selects offer, as the GOV.UK macros read it."""

from collections.abc import Collection, Iterable
from typing import Any


def select_items(offered: Iterable[tuple[str, str]], chosen: str | None, *, first: str = "") -> list[dict[str, Any]]:
    """Of (value, text). `first`: what stands above them while none is chosen, such as "Choose"."""
    above = [("", first)] if first else []
    return [{"value": value, "text": text, "selected": value == chosen} for value, text in (*above, *offered)]


def check_items(offered: Iterable[tuple[str, str]], chosen: Collection[str | None]) -> list[dict[str, Any]]:
    """Of (value, text), for radios (at most one is chosen) and checkboxes."""
    return [{"value": value, "text": text, "checked": value in chosen} for value, text in offered]
