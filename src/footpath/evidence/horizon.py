"""A part of the stake that plays for the planned end, where small effects are otherwise just missed."""

import math
from collections.abc import Sequence
from statistics import NormalDist

import msgspec
import numpy as np
from numpy.typing import NDArray

from footpath.evidence.ledger import Ledger
from footpath.evidence.outcome import Outcome

Floats = NDArray[np.float64]
_NORMAL = NormalDist()
_BOLDEST = 0.5  # of a bet that could lose everything
_BEYOND = 1.08  # aimed at a little beyond enough: a hedge creeps up to its goal, and would end just short of it


class Horizon(msgspec.Struct, frozen=True, kw_only=True):
    """Registered with the step: `planned` cases in all authorities together, and the `share` of the stake.

    A mixture of bets on fixed effects wins early and often, but near the end of a run that was planned for the effect
    a classical test is stronger. With `share` of the stake this plays for one goal: to have `enough` when the planned
    cases are in. Before each look the bet is the hedge of that goal: with wealth W, target T and n cases left,
    d = Phi^-1(W/T) and the bet on one standard deviation is phi(d) / (Phi(d) sqrt(n)). It depends on nothing but the
    wealth so far, so it is settled before the outcomes it bets on: the mean is 1 by the coin, like any other bet's.

    It is the same bet in every authority until the next look, so that the pool needs one number from each:
    the log of what the authority's outcomes multiplied it by.
    """

    planned: int
    share: float = 0.35  # more finds more at the end and stops clear steps later: 0.5 needs a tenth more cases
    enough: float = 20.0

    @property
    def target(self) -> float:
        return _BEYOND * self.enough / self.share

    def bet(self, log_wealth: float, cases: int) -> float:
        """How much to bet until the next look, in standard deviations of one case's surprise."""
        left = self.planned - cases
        if left <= 0 or log_wealth >= math.log(self.target):
            return 0.0
        reached = max(math.exp(log_wealth) / self.target, 1e-12)
        d = _NORMAL.inv_cdf(reached)
        return _NORMAL.pdf(d) / (reached * math.sqrt(left))

    def odds(self, mixed: float, log_wealth: float) -> float:
        """The odds of the whole stake: `mixed` is what `pooled` says for benefit."""
        return (1 - self.share) * mixed + self.share * math.exp(min(log_wealth, 690.0))


def played(bet: float, ledger: Ledger, outcomes: Sequence[Outcome]) -> float:
    """The log of what these outcomes of one authority, since the last look, multiplied the stake by.

    `ledger` is the authority's at that look: it says what was expected of them.
    """
    assert ledger.kind == "yes_no", "a horizon is for yes/no measures"
    b = np.array([one.arm == "B" for one in outcomes])
    chance = np.array([one.probability for one in outcomes])
    value = np.array([one.value for one in outcomes], dtype=np.float64)
    return float(np.add.accumulate(log_factors(bet, b, chance, value, ledger.expected))[-1]) if len(outcomes) else 0.0


def log_factors(bet: Floats | float, b: Floats | bool, probability: Floats | float, value: Floats | float,
                mean: Floats | float) -> Floats:  # fmt: skip
    """Log of 1 + L h (y - m): h as for scores, L the bet over the standard deviation of h (y - m), never too bold."""
    spread = np.sqrt(mean * (1 - mean) / (4 * probability * (1 - probability)))
    side = np.where(b, 0.5 / probability, -0.5 / (1 - probability))
    reach = 0.5 / np.minimum(probability, 1 - probability) * np.maximum(mean, 1 - mean)
    found: Floats = np.log1p(np.minimum(bet / spread, _BOLDEST / reach) * side * (value - mean))
    return found
