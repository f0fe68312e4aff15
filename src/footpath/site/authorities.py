"""Authorities from a YAML file: who they are, and what is bound to them and never to a definition."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from footpath.ports import Authority, Contact
from footpath.values import Words


class UnreadableAuthorities(Exception):
    """The file says something we cannot take. The message says what, and where."""


def load_authorities(file: Path) -> list[Authority]:
    """The authorities of a file with one mapping, `authorities:`, by id. Raises UnreadableAuthorities."""
    from footpath.definition.yaml import read_plain

    data = read_plain(file.read_text(encoding="utf-8"), file=str(file))
    if isinstance(data, tuple):
        raise UnreadableAuthorities("\n".join(str(fault) for fault in data))
    try:
        return [_authority(id_, said) for id_, said in data["authorities"].items()]
    except (KeyError, TypeError, AttributeError, msgspec.ValidationError) as reason:
        raise UnreadableAuthorities(
            f"{file}: {reason}. See docs/reference/settings.md for what it must say."
        ) from reason


def _authority(id_: str, said: Mapping[str, Any]) -> Authority:
    contact = said["contact"]
    return Authority(
        id=id_,
        name=_words(said["name"]),
        layer=str(said["layer"]),
        parent=said.get("parent"),
        contact=Contact(
            phone=str(contact["phone"]),
            email=str(contact["email"]),
            hours=_words(contact["hours"]),
            address=_words(contact["address"]),
        ),
        sender=str(said["sender"]),
        colour=str(said["colour"]),
        working_days=int(said["working_days"]),
        ask_from_days=_ask_from(said.get("ask_from_days", 5)),
    )


def _ask_from(said: Any) -> int | None:
    if said == "never":
        return None
    if isinstance(said, bool) or not isinstance(said, int) or said < 0:
        raise TypeError(f"ask_from_days is {said}. Write a number of working days, like 5, or never")
    return said


def _words(said: Any) -> Words:
    return Words(said) if isinstance(said, str) else Words(en=said["en"], cy=said.get("cy"))
