"""Steps that run in many authorities at once, week by week, judged by the real ledgers."""

import numpy as np
from numpy.typing import NDArray

from footpath.evidence.effects import benefit_weights, harm_weights
from footpath.evidence.kinds import KINDS

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_KIND = KINDS["yes_no"]
_EFFECTS = np.array([*_KIND.benefit, *(-effect for effect in _KIND.harm)])
_CUT = len(_KIND.benefit)
_IN_A, _IN_B = np.exp(-0.5 * _EFFECTS), np.exp(0.5 * _EFFECTS)
_BEFORE = 50  # cases, as in every ledger


def share(log_odds: Floats) -> Floats:
    return 1 / (1 + np.exp(-log_odds))


class Trials:
    """One row for each place a step may run in: half of its cases have version B, which adds some log odds."""

    def __init__(self, rows: int, hoped: float) -> None:
        self.benefit_weights = np.log(np.array(benefit_weights(hoped, _KIND.benefit)))
        self.harm_weights = np.log(np.array(harm_weights(_KIND.harm)))
        self.logs = np.zeros((rows, len(_EFFECTS)))
        self.counts = np.zeros((rows, 4))  # cases of A, of them yes, cases of B, of them yes
        self.before = np.zeros(rows)

    def begin(self, rows: Whole, before: Floats) -> None:
        """Steps start afresh; `before` is the share of people who finished until now."""
        self.logs[rows] = 0
        self.counts[rows] = 0
        self.before[rows] = before

    def week(self, rows: Whole, volumes: Whole, a: Floats, b: Floats, dice: np.random.Generator) -> None:
        """A week's outcomes, with shares a and b, entered in the ledgers."""
        held = self.counts[rows]
        cases, yes = held[:, 0] + held[:, 2], held[:, 1] + held[:, 3]
        mean = (yes + _BEFORE * self.before[rows] + 1) / (cases + _BEFORE + 2)
        odds = np.clip(mean, 0.005, 0.995)
        odds = (odds / (1 - odds))[:, None]
        in_b = dice.binomial(volumes, 0.5)
        yes_b, yes_a = dice.binomial(in_b, b), dice.binomial(volumes - in_b, a)
        low, high = odds * _IN_A, odds * _IN_B
        no_a, no_b = 1 / (1 + low), 1 / (1 + high)
        no = (no_a + no_b) / 2
        added = yes_a[:, None] * np.log(low * no_a / (1 - no))
        added += (volumes - in_b - yes_a)[:, None] * np.log(no_a / no)
        added += yes_b[:, None] * np.log(high * no_b / (1 - no))
        added += (in_b - yes_b)[:, None] * np.log(no_b / no)
        self.logs[rows] += added
        self.counts[rows] = held + np.stack((volumes - in_b, yes_a, in_b, yes_b), axis=1)

    def odds(self, rows: Whole) -> tuple[Floats, Floats]:
        """Log odds for benefit and for harm in each row by itself."""
        return self._mixed(self.logs[rows])

    def pooled(self, rows: Whole) -> tuple[float, float]:
        """Log odds of all these rows together."""
        benefit, harm = self._mixed(self.logs[rows].sum(axis=0, keepdims=True))
        return float(benefit[0]), float(harm[0])

    def estimates(self, rows: Whole) -> tuple[Floats, Floats]:
        """What B adds in each row, in log odds, and its variance; half a case is added to each cell."""
        n_a, yes_a, n_b, yes_b = (self.counts[rows, column] + 0.5 for column in range(4))
        no_a, no_b = n_a - yes_a + 0.5, n_b - yes_b + 0.5
        return np.log(yes_b / no_b) - np.log(yes_a / no_a), 1 / yes_a + 1 / no_a + 1 / yes_b + 1 / no_b

    def _mixed(self, logs: Floats) -> tuple[Floats, Floats]:
        benefit: Floats = np.logaddexp.reduce(logs[:, :_CUT] + self.benefit_weights, axis=1)
        harm: Floats = np.logaddexp.reduce(logs[:, _CUT:] + self.harm_weights, axis=1)
        return benefit, harm
