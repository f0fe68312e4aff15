"""A measure from 0 to 1 for each person: satisfaction, ease, how much work a case was, minutes on a log scale."""

import numpy as np

from footpath.evidence.effects import STANDARDISED
from footpath.evidence.kinds.kind import Floats, Kind, Numbers, Truths

_EFFECTS = np.array([*STANDARDISED, *(-effect for effect in STANDARDISED)])


class Score(Kind):
    """The stake is multiplied by 1 + L h (y - m): h is 1/(2P) for B and -1/(2(1-P)) for A, with P the chance of B.

    The mean of h is 0 by the coin, so that of the factor is 1, however unequally the versions spread. L bets on a
    difference of d standard deviations: min(d / (2 sd), 0.9 / (max |h| max(m, 1-m))), so that a stake is never lost.
    m and sd come from the authority's earlier outcomes only.
    """

    benefit = STANDARDISED
    harm = STANDARDISED
    steps = 100
    baselines = 20
    per_unit = 4.0  # effects are in standard deviations, of which a score from 0 to 1 usually has about 0.25

    def log_factors(self, b: Truths, probability: Numbers, value: Numbers, mean: Numbers, spread: Numbers) -> Floats:
        rest = 1.0 - probability
        side = np.where(b, 0.5 / probability, -0.5 / rest)
        largest = 0.9 / (0.5 / np.minimum(probability, rest) * np.maximum(mean, 1.0 - mean))
        bets = np.minimum(np.maximum(_EFFECTS / (2.0 * spread), -largest), largest)
        return np.log(1.0 + bets * (side * (value - mean)))

    def one(self, b: bool, probability: float, value: float, mean: float, spread: float) -> Floats:
        rest = 1.0 - probability
        side = 0.5 / probability if b else -0.5 / rest
        largest = 0.9 / (0.5 / min(probability, rest) * max(mean, 1.0 - mean))
        bets = _EFFECTS / (2.0 * spread)
        np.minimum(np.maximum(bets, -largest, out=bets), largest, out=bets)
        bets *= side * (value - mean)
        bets += 1.0
        return np.log(bets, out=bets)
