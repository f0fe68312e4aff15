"""How large the effect may be: an interval that holds at every look."""

from collections.abc import Callable, Iterable, Mapping
from math import exp, log, sqrt

import msgspec
import numpy as np
from numpy.typing import NDArray

from footpath.evidence.kinds import KINDS
from footpath.evidence.ledger import Ledger, read_sort

# Fixed for ever and the same in every authority: with bets that depended on the place, an interval for the average
# over places whose effects differ would no longer hold.
_BETS = np.array((0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.2, 0.28, 0.4))
_CAP = 0.95  # of a bet that could lose everything
_CLOSE = 1e-7  # ends are found to this
_SHOWN_FROM = 20  # of the rarer outcome in each version: below, the quick interval misses far too often
_RATIO_REACH = 6.0  # logs: four hundred times as many, or as few
_RATIO_STEPS = np.array([sign * size for sign in (-1, 1) for size in (0.08, 0.16, 0.3, 0.5, 0.8, 1.3, 2.2)])
_TUNED = 1000  # cases at which the quick interval is narrowest

Floats = NDArray[np.float64]


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """From `low` to `high` in the measure's own unit, B less A: 0.06 is six in a hundred more.

    `estimate` always lies inside, and is shown after it: at the moment a step is stopped it is 1.2 to 1.3 times the
    truth, so it must never be read alone.
    """

    low: float
    high: float
    estimate: float


def tallied(ledgers: Iterable[Ledger]) -> dict[str, int]:
    """The tallies of many authorities, added."""
    together: dict[str, int] = {}
    for ledger in ledgers:
        for key, count in ledger.tally.items():
            together[key] = together.get(key, 0) + count
    return together


def interval(ledgers: Iterable[Ledger], *, miss: float = 0.05, least_chance: float | None = None) -> Interval:
    """The betting interval for the average effect in these authorities' cases. It ever misses with chance `miss`.

    Each case has f = (y - m)(1{B}/P - 1{A}/(1-P)), which by the coin is on average what B adds for that person.
    `low` is the least d at which sum_j w_j prod_i (1 + l_j (f_i - d)) is still below 2/miss: any smaller effect would
    have let a bettor against it multiply his stake so far. `high` mirrors it. Exact at any size and for rare
    outcomes (Waudby-Smith & Ramdas 2024, Howard et al. 2021), and computed from the stored tallies alone.

    `least_chance` is the smallest probability of either version that the step may ever use, as registered; left out,
    the smallest that it has used. Scores are counted to the nearest hundredth here. For rare events see `ratio`.
    """
    held = tuple(ledgers)
    kind = KINDS[held[0].kind]
    assert not kind.events_only, "events have a ratio, not a difference"
    effects, counts, least = _effects(tallied(held), kind.steps, kind.baselines)
    if not len(counts):
        return Interval(low=-1.0, high=1.0, estimate=0.0)
    reach = (1 - 1 / kind.baselines) / min(least_chance or least, least)
    estimate = float(effects @ counts / counts.sum())
    return Interval(
        low=-_highest(-effects, counts, reach, log(2 / miss)),
        high=_highest(effects, counts, reach, log(2 / miss)),
        estimate=min(max(estimate, -1.0), 1.0),
    )


def quick_interval(ledgers: Iterable[Ledger], *, miss: float = 0.05) -> Interval | None:
    """A preview that takes no search; None while there are too few of the rarer outcome in either version.

    Asymptotic (Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024): at 2 % outcomes it was seen to hold only 67 to
    74 % of the time when shown from the start. What is reported and decided on is `interval`.
    """
    held = tuple(ledgers)
    kind = KINDS[held[0].kind]
    tally = tallied(held)
    for b in (False, True):
        sorts = [(read_sort(key), count) for key, count in tally.items()]
        yes = sum(count * sort.value for sort, count in sorts if sort.b is b) / kind.steps
        cases = sum(count for sort, count in sorts if sort.b is b)
        if min(yes, cases - yes) < _SHOWN_FROM:
            return None
    effects, counts, _ = _effects(tally, kind.steps, kind.baselines)
    n = float(counts.sum())
    estimate = float(effects @ counts) / n
    variance = float((effects - estimate) ** 2 @ counts) / n
    p = (2 * log(1 / miss) + log(2 * log(1 / miss) + 1)) / _TUNED
    half = sqrt(variance * 2 * (n * p + 1) / (n * n * p) * log(sqrt(n * p + 1) / miss))
    return Interval(low=max(estimate - half, -1.0), high=min(estimate + half, 1.0), estimate=estimate)


def ratio(ledgers: Iterable[Ledger], *, miss: float = 0.05) -> Interval:
    """For rare events: how many times as many B has as A. 1 is no difference, 2 is twice as many.

    Holds every d, in log odds of an event being B's, against which a stake spread over larger and smaller ones has
    not yet become 1/miss.
    """
    cells: dict[float, list[int]] = {}
    for key, count in tallied(ledgers).items():
        sort = read_sort(key)
        cells.setdefault(sort.probability, [0, 0])[sort.b] += count
    odds = np.array([p / (1 - p) for p in sorted(cells)])
    in_b = np.array([cells[p][1] for p in sorted(cells)], dtype=np.float64)
    both = np.array([sum(cells[p]) for p in sorted(cells)], dtype=np.float64)

    def likelihood(d: Floats | float) -> Floats:
        at = np.atleast_1d(np.asarray(d, dtype=np.float64))[:, None]
        share: Floats = (in_b * at - both * np.log1p(odds * np.exp(at))).sum(axis=1)
        return share

    def won(d: float) -> float:
        gains = likelihood(d + _RATIO_STEPS) - likelihood(d)
        return float(gains.max() + np.log(np.mean(np.exp(gains - gains.max()))))

    if not len(odds):
        return Interval(low=exp(-_RATIO_REACH), high=exp(_RATIO_REACH), estimate=1.0)
    wide = np.linspace(-_RATIO_REACH, _RATIO_REACH, 2001)
    best = float(wide[int(np.argmax(likelihood(wide)))])
    low = -_crossing(lambda d: won(-d), log(1 / miss), -best, _RATIO_REACH)
    high = _crossing(won, log(1 / miss), best, _RATIO_REACH)
    return Interval(low=exp(low), high=exp(high), estimate=exp(best))


def _effects(tally: Mapping[str, int], steps: int, baselines: int) -> tuple[Floats, Floats, float]:
    """f of every sort of outcome, how many there were, and the least chance either version had."""
    effects, counts, least = [], [], 0.5
    for key in sorted(tally):
        sort = read_sort(key)
        surprise = sort.value / steps - sort.expected / baselines
        effects.append(surprise / sort.probability if sort.b else -surprise / (1 - sort.probability))
        counts.append(tally[key])
        least = min(least, sort.probability, 1 - sort.probability)
    return np.array(effects), np.array(counts, dtype=np.float64), least


def _highest(effects: Floats, counts: Floats, reach: float, enough: float) -> float:
    """The largest d that nobody has won enough against by betting that effects are smaller."""

    def won(d: float) -> float:
        # The worst that can come is f = reach: even then something of the stake must be left.
        bets = np.minimum(_BETS, _CAP / (reach - d))
        logs = np.log1p(bets[:, None] * (d - effects)) @ counts
        largest = logs.max()
        return float(largest + np.log(np.exp(logs - largest).sum() / len(_BETS)))

    return _crossing(won, enough, -1.0, 1.0)


def _crossing(won: Callable[[float], float], enough: float, low: float, high: float) -> float:
    """Where `won`, which grows, passes `enough`; `high` when it does not."""
    if won(high) < enough:
        return high
    while high - low > _CLOSE:
        middle = (low + high) / 2
        if won(middle) < enough:
            low = middle
        else:
            high = middle
    return high
