"""In how many weeks a step would tell, found by trying it many times."""

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from footpath.evidence.effects import benefit_weights, log_odds_hoped
from footpath.evidence.kinds import KINDS
from footpath.evidence.verdict import USUAL_RULE, Rule

LONGEST_WEEKS = 104  # "alone, in 40": longer than a step may run, so that it can be said
_AT_ONCE = 100  # worlds: some megabytes


class Plans(msgspec.Struct, frozen=True, kw_only=True):
    """`weeks` of each try that ended; `tries` of them there were."""

    authorities: int
    tries: int
    longest: int
    median: int | None
    weeks: tuple[int, ...]

    def known_by(self, week: int) -> float:
        return sum(one <= week for one in self.weeks) / self.tries


def weeks_to_know(
    *,
    weekly: float,
    authorities: int,
    baseline: float,
    hoped: float,
    window_weeks: int = 0,
    worlds: int = 400,
    seed: int = 1,
    rule: Rule = USUAL_RULE,
    tell: Callable[[int], None] = lambda worlds: None,
) -> Plans:
    """How long until the odds for benefit are enough, if the effect is what was hoped.

    `weekly` cases in each authority, on average; `baseline` the share now, `hoped` what is added. The ledgers are the
    real ones, looked at every week; `window_weeks`, in which outcomes mature, come on top.
    """
    effect = log_odds_hoped(hoped, baseline)
    dice = np.random.default_rng(seed)
    found: list[int] = []
    for start in range(0, worlds, _AT_ONCE):
        some = min(_AT_ONCE, worlds - start)
        found += _tried(dice, some, weekly, authorities, baseline, hoped, effect, rule)
        tell(some)
    weeks = tuple(sorted(week + window_weeks for week in found if week <= LONGEST_WEEKS))
    return Plans(
        authorities=authorities,
        tries=worlds,
        longest=LONGEST_WEEKS,
        median=weeks[(worlds - 1) // 2] if len(weeks) > (worlds - 1) // 2 else None,
        weeks=weeks,
    )


def _tried(
    dice: np.random.Generator,
    worlds: int,
    weekly: float,
    authorities: int,
    baseline: float,
    hoped: float,
    effect: float,
    rule: Rule,
) -> list[int]:
    """The week in which each world knew; one more than the longest where it did not.

    Cases of one slice of a week are counted together, from what was expected at its start: that is predictable too,
    so these are ledgers like any other, and 10,000 cases take no longer than 100.
    """
    kind = KINDS["yes_no"]
    weights = np.log(np.array(benefit_weights(effect, kind.benefit)))
    logs = np.zeros((worlds, len(weights)))
    cases = np.zeros((worlds, authorities))
    yes = np.zeros((worlds, authorities))
    shares = (baseline, baseline + hoped)
    known = np.full(worlds, LONGEST_WEEKS + 1)
    slices = max(1, min(7, round(weekly / 10)))
    for week in range(1, LONGEST_WEEKS + 1):
        for _ in range(slices):
            expected = np.clip((yes + 51 * baseline) / (cases + 51), 0.005, 0.995)
            for b in (False, True):
                n = dice.poisson(weekly / 2 / slices, size=cases.shape)
                hits = dice.binomial(n, shares[b])
                logs += _together(kind.log_factors, b, hits, n - hits, expected, len(weights))
                cases += n
                yes += hits
        odds = np.logaddexp.reduce(logs + weights, axis=1)
        if week * 7 >= rule.shortest_days:
            known = np.where((known > LONGEST_WEEKS) & (odds >= np.log(rule.keep_at)), week, known)
            if (known <= LONGEST_WEEKS).all():
                break
    return [int(week) for week in known]


Floats = NDArray[np.float64]
Counts = NDArray[np.signedinteger[Any]]


def _together(factors: Callable[..., Floats], b: bool, yes: Counts, no: Counts, expected: Floats, cut: int) -> Floats:
    """What these outcomes of all authorities of each world add to the logs of each benefit."""
    added: Floats = np.zeros((expected.shape[0], cut))
    means = expected[:, :, None]
    for value, count in ((1.0, yes), (0.0, no)):
        added += (factors(b, 0.5, value, means, 0.0)[:, :, :cut] * count[:, :, None]).sum(axis=1)
    return added
