"""A proposal to the owner of a standard: changes, their reasons, who else makes them, and what shows that they help."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from footpath.actions.recurring import same_change
from footpath.definition.changes import Change, Kept
from footpath.definition.changes.files import change_tree


def proposal(
    changes: Sequence[Change], *, proposes: str, from_: str | None, evidence: str | None, others: Sequence[Kept]
) -> dict[str, Any]:
    """As YAML has it. `proposes` is like resident_parking_permit@3; `others` are whose adaptations are looked at."""
    said: dict[str, Any] = {"proposes": proposes}
    if from_ is not None:
        said["from"] = from_
    if evidence:
        said["evidence"] = evidence
    said["changes"] = []
    for change in map(lasting, changes):
        same = sorted(each.authority for each in others if same_change(change) in map(same_change, each.changes))
        said["changes"].append(change_tree(change) | ({"also_in": same} if same else {}))
    return said


def lasting(change: Change) -> Change:
    """What is only for a time, or was kept against a newer text, is no part of what is proposed."""
    return replace(change, until=None, kept_over=None)
