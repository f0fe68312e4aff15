"""A measure that is yes or no for each person: they finished, they had to contact us, they were told in time."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from footpath.evidence.effects import BENEFIT, HARM
from footpath.evidence.kinds.kind import Column, Floats, Kind, Numbers, Truths

_EFFECTS = np.array([*BENEFIT, *(-effect for effect in HARM)])
_CELLS = len(_EFFECTS)


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
    spreads = False

    def log_factors(self, b: Truths, probability: Numbers, value: Numbers, mean: Numbers, spread: Numbers) -> Floats:
        (high, high_odds), (low, low_odds) = _lines(b, np.asarray(value) > 0.5, probability)
        odds = mean / (1.0 - mean)
        found: Floats = np.log(odds * high_odds + high) - np.log(odds * low_odds + low)
        return found

    def one(self, b: bool, probability: float, value: float, mean: float, spread: float) -> Floats:
        fixed, per_odds = _both_lines(b, value > 0.5, probability)
        both = (mean / (1.0 - mean)) * per_odds
        both += fixed
        np.log(both, both)
        return both[:_CELLS] - both[_CELLS:]

    def many(self, arms: Sequence[bool], chances: Column, values: Column, means: Column, spreads: Column) -> Floats:
        sorts: dict[tuple[bool, bool, float], int] = {}
        at = [
            sorts.setdefault((b, value > 0.5, chance), len(sorts))
            for b, chance, value in zip(arms, chances, values, strict=True)
        ]
        lines = [_both_lines(*sort) for sort in sorts]
        mean = np.array(means)[:, None]
        both = np.array([per_odds for _, per_odds in lines])[at]
        both *= mean / (1.0 - mean)
        both += np.array([fixed for fixed, _ in lines])[at]
        np.log(both, both)
        found: Floats = both[:, :_CELLS] - both[:, _CELLS:]
        return found

    def into(self, logs: Floats) -> Callable[[bool, float, float, float, float], None]:
        # Half of the time of so small sums is making the arrays for them: here they are made once.
        both, added, odds = np.empty(2 * _CELLS), np.empty(_CELLS), np.empty(())
        high, low = both[:_CELLS], both[_CELLS:]
        multiply, add, log, subtract = np.multiply, np.add, np.log, np.subtract

        def enter(b: bool, probability: float, value: float, mean: float, spread: float) -> None:
            fixed, per_odds = _both_lines(b, value > 0.5, probability)
            odds[()] = mean / (1.0 - mean)
            multiply(per_odds, odds, both)
            add(both, fixed, both)
            log(both, both)
            subtract(high, low, added)
            add(logs, added, logs)

        return enter


type _Line = tuple[Floats, Floats]


def _lines(b: Truths, yes: Truths, probability: Numbers) -> tuple[_Line, _Line]:
    """The factor is one straight line in the odds o = m/(1-m) over another: what each has at 0, and gains with o.

    With u = e^(-P d) and v = e^((1-P) d), a = ou/(1+ou) and b = ov/(1+ov), so that for instance
    b/z = (v + ouv) / ((1-P) u + P v + ouv). Two logs, and no share that is rounded on the way.
    """
    in_a, in_b = np.exp(-probability * _EFFECTS), np.exp((1.0 - probability) * _EFFECTS)
    own, other, both = np.where(b, in_b, in_a), np.where(b, in_a, in_b), in_a * in_b
    mixed_yes = (1.0 - probability) * in_a + probability * in_b
    mixed_no = (1.0 - probability) * in_b + probability * in_a
    return (
        (np.where(yes, own, 1.0), np.where(yes, both, other)),
        (np.where(yes, mixed_yes, 1.0), np.where(yes, both, mixed_no)),
    )


@lru_cache(maxsize=1024)
def _both_lines(b: bool, yes: bool, probability: float) -> tuple[Floats, Floats]:
    """Both lines end to end, so that one call does for both: a step has few probabilities, and many cases."""
    (high, high_odds), (low, low_odds) = _lines(b, yes, probability)
    return np.concatenate((high, low)), np.concatenate((high_odds, low_odds))
