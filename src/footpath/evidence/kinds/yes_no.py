"""A measure that is yes or no for each person: they finished, they had to contact us, they were told in time."""

from functools import lru_cache

import numpy as np

from footpath.evidence.effects import BENEFIT, HARM
from footpath.evidence.kinds.kind import Floats, Kind, Numbers, Truths

_EFFECTS = np.array([*BENEFIT, *(-effect for effect in HARM)])


class YesNo(Kind):
    """The ledger bets on which version a person saw, given their outcome.

    With m what this authority's earlier people make us expect (kept within 0.005 and 0.995), l = logit m, P the chance
    of B and d an effect in log odds: a = s(l - P d) and b = s(l + (1-P) d) are the shares if B differs by d, and
    z = (1-P) a + P b. A person in B multiplies the stake by b/z when it is yes and by (1-b)/(1-z) when it is no; a
    person in A likewise with a. Given the outcome, chance alone makes the mean of that factor 1; and it is linear in
    the outcome, so the mean is at most 1 whenever B is not better.

    Turner, Ly & Grünwald 2022 (safe tests for two by two tables); Waudby-Smith & Ramdas 2024 (betting);
    Ham, Bojinov, Lindon & Tingley, arXiv 2210.08639 (the coin as the only source of chance).
    """

    benefit = BENEFIT
    harm = HARM
    steps = 1  # a value is 0 or 1
    baselines = 100

    def log_factors(self, b: Truths, probability: Numbers, value: Numbers, mean: Numbers, spread: Numbers) -> Floats:
        odds = mean / (1.0 - mean)
        if isinstance(probability, float):
            tilt_a, tilt_b = _tilts(probability)
        else:
            tilt_a, tilt_b = np.exp(-probability * _EFFECTS), np.exp((1.0 - probability) * _EFFECTS)
        in_a, in_b = odds * tilt_a, odds * tilt_b
        # With odds o, yes has the share o/(1+o), and no 1/(1+o).
        if isinstance(value, float):
            top_a = (in_a if value > 0.5 else 1.0) / (1.0 + in_a)
            top_b = (in_b if value > 0.5 else 1.0) / (1.0 + in_b)
            found = top_b if b else top_a
        else:
            yes = value > 0.5
            top_a = np.where(yes, in_a, 1.0) / (1.0 + in_a)
            top_b = np.where(yes, in_b, 1.0) / (1.0 + in_b)
            found = np.where(b, top_b, top_a)
        return np.log(found / ((1.0 - probability) * top_a + probability * top_b))


@lru_cache(maxsize=1024)
def _tilts(probability: float) -> tuple[Floats, Floats]:
    """By how much each effect turns the odds in A and in B: a step has few probabilities, and many cases."""
    return np.exp(-probability * _EFFECTS), np.exp((1.0 - probability) * _EFFECTS)
