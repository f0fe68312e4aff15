"""A file of decisions for an upgrade: what somebody chose where the standard and a local change disagree."""

from typing import Any

from footpath.definition import format as f
from footpath.definition.changes.tree import plain_of
from footpath.definition.changes.upgrading import Decision
from footpath.definition.reading import Reading, TooMany
from footpath.definition.wording import found, listed, shortened
from footpath.definition.yaml import Entries, Items, Node, Scalar, read
from footpath.rules import nearest
from footpath.values import Fault

TAKES = ("ours", "standard", "other")
_KEYS = ("at", "take", "to", "place", "looked", "because")


def read_decisions(text: str, *, file: str = "decisions.yaml") -> tuple[Decision, ...] | tuple[Fault, ...]:
    """`decisions:` with a list of {at: PATH, take: ours | standard | other, place: PATH}, or what is wrong with it."""
    root = read(text, file=file)
    if isinstance(root, tuple):
        return root
    reading = Reading(file)
    made: list[Decision] = []
    try:
        entry = root.entry("decisions") if isinstance(root, Entries) else None
        items: Node = entry.value if entry is not None else root
        if not isinstance(items, Items):
            reading.unfit("", items, f"{found(items)} stands here, and a list is wanted", "Begin it with decisions:")
        else:
            for place, item in enumerate(items.items):
                decision = _decision(reading, item, f"decisions.{place}")
                if decision is not None:
                    made.append(decision)
    except TooMany:
        pass
    return tuple(reading.faults) if reading.faults else tuple(made)


def _decision(reading: Reading, node: Node, path: str) -> Decision | None:
    if not isinstance(node, Entries):
        mend = "Write it like {at: pages.vehicle.title, take: ours}"
        reading.unfit(path, node, f"{found(node)} stands here, and a decision is wanted", mend)
        return None
    said: dict[str, Any] = {}
    for entry in node.entries:
        at = f"{path}.{entry.key}"
        value = entry.value
        match entry.key:
            case "at" | "place" as key:
                if isinstance(value, Scalar) and value.written:
                    said["path" if key == "at" else "place"] = value.written
                else:
                    mend = "Write the path of the change" if key == "at" else "Write the path where it goes instead"
                    reading.unfit(at, value, f"{found(value)} is no path", mend)
            case "take":
                said["take"] = reading.read(value, f.OneOf(TAKES), at)
            case "to":
                said["to"] = plain_of(value)
            case "looked":
                said["looked"] = reading.read(value, f.TrueOrFalse(), at)
            case "because":
                said["because"] = reading.read(value, f.TEXT, at)
            case key:
                mend = nearest(key, _KEYS) or f"Take it out. What can stand here: {listed(_KEYS)}"
                reading.unfit(at, (entry.line, entry.column), f"{shortened(key)} is not a key of a decision", mend)
    for key, name in (("path", "at"), ("take", "take")):
        if key not in said:
            reading.unfit(path, node, f"This decision does not say {name}: what", f"Add {name}:")
    if said.get("take") == "other" and "to" not in said:
        reading.unfit(path, node, "This decision takes another value and does not say which", "Add to: with the value")
    if "place" in said and said.get("take") != "ours":
        mend = "Write take: ours, or leave place: out"
        reading.unfit(path, node, "This decision gives ours another place and does not take it", mend)
    return None if path in reading.broken else Decision(**said)
