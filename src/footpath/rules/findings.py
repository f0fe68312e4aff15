"""A rule's value together with everything it looked at, as a tree that explains itself."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, assert_never

import msgspec

from footpath.rules.border import to_json
from footpath.rules.say import say_value
from footpath.rules.values import UNKNOWN


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a person answered. `value` is UNKNOWN where the question is not answered yet."""

    name: str
    value: Any


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure or list of the definition, with its source and the day since which it is in force."""

    name: str
    value: Any
    source: str | None = None
    since: date | None = None


class TableRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a table that held; rows count from 1."""

    row: int
    note: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A rule's value and what it looked at, in order. `reason` says in plain words why the value is null."""

    name: str
    value: Any
    looked_at: "tuple[Looked, ...]" = ()
    reason: str | None = None


Looked = Finding | Answer | Figure | TableRow


def explain_text(finding: Finding, *, say: Callable[[str], str] = lambda name: name.replace("_", " ")) -> str:
    """The finding as lines of text, indented as the tree is. `say` turns a name into words a person reads."""
    lines: list[str] = []
    told: set[str] = set()

    def tell(node: Looked, depth: int) -> None:
        lead = "  " * depth + ("- " if depth else "")
        match node:
            case Finding():
                again = node.name in told and bool(node.looked_at)
                told.add(node.name)
                why = f", because {node.reason}" if node.reason and node.value is None else ""
                lines.append(f"{lead}{say(node.name)}: {shown(node.value)}{why}{' (as above)' if again else ''}")
                if not again:
                    for one in node.looked_at:
                        tell(one, depth + 1)
            case Answer():
                lines.append(f"{lead}{say(node.name)}: {shown(node.value)} (answer)")
            case Figure():
                since = f"in force since {say_value(node.since)}" if node.since else ""
                facts = ", ".join(part for part in (node.source or "", since) if part)
                lines.append(f"{lead}{say(node.name)}: {shown(node.value)}" + (f" ({facts})" if facts else ""))
            case TableRow():
                lines.append(f"{lead}row {node.row} of the table" + (f": {node.note}" if node.note else ""))
            case _:
                assert_never(node)

    tell(finding, 0)
    return "\n".join(lines)


def shown(value: object) -> str:
    """A value in a finding: like in a letter, and in words where there is none."""
    if value is UNKNOWN:
        return "not known yet"
    if value is None:
        return "nothing"
    if isinstance(value, list) and len(value) > 10:
        return f"a list of {len(value)}"
    if isinstance(value, Decimal | bool | str | list) or not isinstance(value, dict):
        return say_value(value) or "empty"
    return ", ".join(f"{key} {shown(one)}" for key, one in value.items() if one is not None)


def explain_json(finding: Finding) -> dict[str, Any]:
    """The finding as JSON has it: `kind` says what each part is."""
    return _json(finding)


def _json(node: Looked) -> dict[str, Any]:
    match node:
        case Finding():
            made: dict[str, Any] = {"kind": "finding", "name": node.name, "value": to_json(node.value)}
            if node.reason is not None:
                made["reason"] = node.reason
            return {**made, "looked_at": [_json(one) for one in node.looked_at]}
        case Answer():
            return {"kind": "answer", "name": node.name, "value": to_json(node.value)}
        case Figure():
            made = {"kind": "figure", "name": node.name, "value": to_json(node.value), "source": node.source}
            return {**made, "since": node.since.isoformat() if node.since else None}
        case TableRow():
            return {"kind": "row", "row": node.row, "note": node.note}
        case _:
            assert_never(node)
