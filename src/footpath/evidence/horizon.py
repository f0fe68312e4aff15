"""A part of the stake that plays for the planned end, where small effects are otherwise just missed."""

import math
from collections.abc import Iterable
from datetime import date
from statistics import NormalDist

import msgspec

from footpath.evidence.ledger import Ledger
from footpath.evidence.outcome import Outcome

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


class Stake(msgspec.Struct, kw_only=True):
    """What the part that plays for the horizon has become: counted up outcome by outcome, and kept as JSON.

    A look is a day of maturity: within it the bet stands, and so does what each place is expected to show. So a place
    tells the pool one number a day, the log of what its outcomes multiplied the stake by, and where these are added
    makes no difference: they are rounded once.
    """

    won: float = 0.0  # log of the wealth when this look began
    cases: int = 0  # counted before it
    look: date | None = None
    bet: float = 0.0
    places: dict[str, tuple[float, float]] = {}  # in this look: what was expected there, and its log since
    entered: int = 0

    def enter(
        self,
        horizon: Horizon,
        day: date,
        authority: str,
        expected: float,
        *,
        b: bool,
        probability: float,
        value: float,
    ) -> None:
        """One more outcome, which matured on this day; `expected` is what its place's ledger expects before it."""
        if day != self.look:
            self.won, self.cases = self.log_wealth, self.cases + self.entered
            self.look, self.places, self.entered = day, {}, 0
            self.bet = horizon.bet(self.won, self.cases)
        mean, log = self.places.get(authority, (expected, 0.0))
        self.places[authority] = (mean, log + log_factor(self.bet, b, probability, value, mean))
        self.entered += 1

    def enter_all(self, horizon: Horizon, day: date, ledger: Ledger, outcomes: Iterable[Outcome]) -> None:
        """Of one place and one day; `ledger` is the place's before them."""
        expected = ledger.expected
        for one in outcomes:
            assert one.value is not None, "only matured outcomes are entered"
            self.enter(
                horizon,
                day,
                ledger.authority,
                expected,
                b=one.arm == "B",
                probability=one.probability,
                value=one.value,
            )

    @property
    def log_wealth(self) -> float:
        return math.fsum((self.won, *(log for _, log in self.places.values())))


def log_factor(bet: float, b: bool, probability: float, value: float, mean: float) -> float:
    """Log of 1 + L h (y - m): h as for scores, L the bet over the standard deviation of h (y - m), never too bold.

    For yes/no. It is linear in y and bets on B alone, so its mean is at most 1 whenever B is not better.
    """
    spread = math.sqrt(mean * (1 - mean) / (4 * probability * (1 - probability)))
    reach = 0.5 / min(probability, 1 - probability) * max(mean, 1 - mean)
    side = 0.5 / probability if b else -0.5 / (1 - probability)
    return math.log1p(min(bet / spread, _BOLDEST / reach) * side * (value - mean))
