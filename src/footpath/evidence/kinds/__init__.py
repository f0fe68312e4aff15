"""Kinds of measure, by the word a measure names its kind with."""

from footpath.evidence.kinds.kind import Kind
from footpath.evidence.kinds.rank import Rank
from footpath.evidence.kinds.rare_event import RareEvent
from footpath.evidence.kinds.score import Score
from footpath.evidence.kinds.yes_no import YesNo

KINDS: dict[str, Kind] = {
    "yes_no": YesNo(),
    "score": Score(),
    "rank": Rank(),
    "rare_event": RareEvent(),
}

__all__ = ["KINDS", "Kind"]
