"""The sizes of effect that a ledger bets on, and how belief is spread over them before a step starts."""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

# Log odds for a yes/no measure and for events. Close together where councils' steps live (0.25 is 60 % to 66 %).
BENEFIT = (0.04, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 1.0, 1.3, 1.7)
# Something broken is broken badly: two more.
HARM = (*BENEFIT, 2.2, 3.0)
# For a score: the difference of means in standard deviations, either way.
STANDARDISED = (0.04, 0.06, 0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.32, 0.4, 0.5, 0.65, 0.8, 1.0)

USUAL_HOPE = 0.25  # log odds: what a step is taken to hope for when nobody has said
_HOPE_SPREAD = 0.5  # standard deviation of the log of the effect: "within a factor of 1.6, two times in three"
_HARM_SCALE = 0.8  # small harms are likelier than large ones, in log odds


def _normal(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2))


@lru_cache(maxsize=512)
def benefit_weights(hoped: float, effects: Sequence[float] = BENEFIT) -> tuple[float, ...]:
    """Log-normal around the effect registered beforehand, in the unit of `effects`; cells end half-way, in logs."""
    assert hoped > 0, "a step hopes for more than nothing"
    middles = [math.log(math.sqrt(low * high) / hoped) / _HOPE_SPREAD for low, high in pairwise(effects)]
    return _cells([_normal(x) for x in middles])


@lru_cache(maxsize=8)
def harm_weights(effects: Sequence[float] = HARM) -> tuple[float, ...]:
    """Exponential: harm has no registered size."""
    return _cells([-math.expm1(-(low + high) / 2 / _HARM_SCALE) for low, high in pairwise(effects)])


def _cells(below: list[float]) -> tuple[float, ...]:
    cells = [high - low for low, high in pairwise([0.0, *below, 1.0])]
    total = math.fsum(cells)
    return tuple(cell / total for cell in cells)


def logit(share: float) -> float:
    return math.log(share / (1 - share))


def log_odds_hoped(points: float, baseline: float) -> float:
    """The effect in log odds when a share is hoped to rise by `points` (0.06 is six in a hundred) from `baseline`.

    Shares nearer to nothing or everything than 1 in 200 are taken to be that.
    """
    assert 0 < points < 1
    high = min(max(baseline + points, 0.01), 0.995)
    low = min(max(high - points, 0.005), high - 0.004)
    return logit(high) - logit(low)
