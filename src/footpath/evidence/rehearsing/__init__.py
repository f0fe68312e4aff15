"""Ways of changing services, tried on made-up councils before anybody tries them on real ones."""

from footpath.evidence.rehearsing.assumptions import ASSUMED, Assumptions, assumptions_said
from footpath.evidence.rehearsing.flips import Flip, find_flips
from footpath.evidence.rehearsing.policies import POLICIES
from footpath.evidence.rehearsing.rehearse import Result, Spread, rehearse, too_close
from footpath.evidence.rehearsing.world import World, new_world

__all__ = [
    "ASSUMED",
    "POLICIES",
    "Assumptions",
    "Flip",
    "Result",
    "Spread",
    "World",
    "assumptions_said",
    "find_flips",
    "new_world",
    "rehearse",
    "too_close",
]
