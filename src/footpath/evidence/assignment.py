"""Whether chance really gave people their versions as it was told to."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from math import exp, lgamma, log1p

import msgspec
import numpy as np
from numpy.typing import NDArray

from footpath.evidence.outcome import Arm
from footpath.evidence.pooled import mixed

# Odds at which a step is broken: whatever sends people the wrong way may also choose who.
BROKEN = 1000.0

# Beta(c/2, c/2) beliefs about B's share, were it meant to be one half: from badly wrong to wrong by a hair.
_CONCENTRATIONS = (20.0, 200.0, 2_000.0, 20_000.0)


class Assigned(msgspec.Struct, frozen=True):
    """How many people were given each version at one probability of B."""

    a: int = 0
    b: int = 0


def counted(draws: Iterable[tuple[Arm, float]]) -> dict[float, Assigned]:
    """(arm, probability of B) of every person assigned, once each, with or without an outcome."""
    cells: dict[float, list[int]] = {}
    for arm, probability in draws:
        cells.setdefault(probability, [0, 0])[arm == "B"] += 1
    return {probability: Assigned(*cells[probability]) for probability in sorted(cells)}


def assignment_odds(assigned: Mapping[float, Assigned]) -> float:
    """Odds that the share of B is not what was recorded; their mean is 1 when it is, at any time anybody looks.

    A person in B multiplies the stake by e^t / (P e^t + 1 - P), one in A by 1 / (P e^t + 1 - P), with P the recorded
    probability and t how far, in log odds, the real share is off. Mixed over t by Beta beliefs, as one would for a
    constant share (Lindon & Malek 2022); in log odds, so that it also holds when P changes from week to week.
    """
    shifts, weights = _beliefs()
    logs = np.zeros(len(shifts))
    for probability, given in assigned.items():
        logs += given.b * shifts - (given.a + given.b) * np.log1p(probability * np.expm1(shifts))
    return mixed(logs.tolist(), weights)


@lru_cache(maxsize=1)
def _beliefs() -> tuple[NDArray[np.float64], tuple[float, ...]]:
    sizes = np.geomspace(0.0005, 5, 160)
    shifts = np.concatenate((-sizes[::-1], [0.0], sizes))
    ends = [float(shifts[0]), *((low + high) / 2 for low, high in pairwise(shifts.tolist())), float(shifts[-1])]
    weights = np.zeros(len(shifts))
    for c in _CONCENTRATIONS:
        # The density of log odds t when the share is Beta(c/2, c/2), times the cell's width.
        density = [exp(lgamma(c) - 2 * lgamma(c / 2) + c / 2 * (t - 2 * log1p(exp(t)))) for t in shifts.tolist()]
        cells = np.array([d * (high - low) for d, (low, high) in zip(density, pairwise(ends), strict=True)])
        weights += cells / cells.sum() / len(_CONCENTRATIONS)
    return shifts, tuple(weights.tolist())
