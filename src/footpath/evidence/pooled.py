"""Odds from the ledgers of many authorities together, without one outcome leaving the authority it came from."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from statistics import NormalDist

import msgspec
import numpy as np
from numpy.typing import NDArray

from footpath.evidence.effects import USUAL_HOPE, benefit_weights, harm_weights
from footpath.evidence.kinds import KINDS, Kind
from footpath.evidence.ledger import Ledger
from footpath.evidence.local import SharedEffect, borrowed_weights

# Larger odds than this are shown as this: a page, a file and a sum can all hold it.
LARGEST = 1e300
_LOG_LARGEST = math.log(LARGEST)

# "It matters somewhere": how large the effect is on average, either way, and how far places lie from one another.
_AVERAGES = (0.08, 0.16, 0.25, 0.4, 0.65, 1.0)
_APART = (0.15, 0.35)


class Odds(msgspec.Struct, frozen=True, kw_only=True):
    """What a stake of 1 has become: 24 is "24 to 1". Under no effect its mean is 1 at any time anybody looks.

    So the chance that it ever reaches X is at most 1/X, however often it is looked at (Ville's inequality).
    """

    benefit: float
    harm: float
    places_differ: float


def pooled(ledgers: Iterable[Ledger], *, hoped: float = USUAL_HOPE, borrowed: SharedEffect | None = None) -> Odds:
    """The odds of all these ledgers together: of one measure, one for each authority.

    `hoped` is the effect registered for the step, in log odds (`effects.log_odds_hoped`), for a score in standard
    deviations. Benefit is sum_j w_j exp(sum_k L_kj), over effects j and authorities k, and harm the same with its own
    weights. Never multiply odds that each authority has mixed for itself: each would learn alone, and twelve would
    need eleven times the cases.
    """
    held = tuple(ledgers)
    assert held, "there is at least one ledger"
    benefit, harm = pooled_vectors(held)
    kind = KINDS[held[0].kind]
    return Odds(
        benefit=mixed(benefit, stake_weights(kind, hoped=hoped, borrowed=borrowed)),
        harm=mixed(harm, harm_weights(kind.harm)),
        places_differ=_places_differ(held),
    )


def stake_weights(kind: Kind, *, hoped: float, borrowed: SharedEffect | None = None) -> tuple[float, ...]:
    """How the stake on benefit is spread over the effects before a step starts."""
    if borrowed is None:
        return benefit_weights(hoped, kind.benefit)
    unit = kind.per_unit
    in_unit = SharedEffect(
        effect=borrowed.effect * unit, variance=borrowed.variance * unit**2, between=borrowed.between * unit**2
    )
    return borrowed_weights(in_unit, kind.benefit)


def pooled_vectors(ledgers: Sequence[Ledger]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Sums over authorities of the logs for each effect. Rounded once, so the order of authorities does not matter."""
    assert len({(ledger.measure, ledger.kind) for ledger in ledgers}) == 1, "ledgers of one measure are pooled"
    return (
        tuple(math.fsum(column) for column in zip(*(ledger.benefit for ledger in ledgers), strict=True)),
        tuple(math.fsum(column) for column in zip(*(ledger.harm for ledger in ledgers), strict=True)),
    )


def mixed(logs: Sequence[float], weights: Sequence[float]) -> float:
    """Odds when each effect was given its weight of the stake: sum_j w_j exp(L_j)."""
    largest = max(logs)
    log = largest + math.log(
        math.fsum(weight * math.exp(one - largest) for one, weight in zip(logs, weights, strict=True))
    )
    return math.exp(min(log, _LOG_LARGEST))


def _places_differ(ledgers: Sequence[Ledger]) -> float:
    """sum_i u_i prod_k sum_j v_ij exp(L_kj): each authority may have an effect of its own about a common one.

    What it claims is "it matters somewhere", never "it works on average".
    """
    kind = KINDS[ledgers[0].kind]
    both = len(kind.benefit)
    beliefs = _place_beliefs(kind.benefit)
    log = np.zeros(len(beliefs))
    for ledger in ledgers:
        # Harms from the largest down, no effect, benefits: the order of the beliefs.
        logs = np.array([*ledger.harm[both - 1 :: -1], 0.0, *ledger.benefit])
        largest = logs.max()
        log += largest + np.log((beliefs * np.exp(logs - largest)).sum(axis=1))
    return mixed(log.tolist(), (1 / len(log),) * len(log))


@lru_cache(maxsize=4)
def _place_beliefs(effects: tuple[float, ...]) -> NDArray[np.float64]:
    """One row for each average and distance: how likely each effect, from the worst harm to the best benefit."""
    signed = [*(-effect for effect in reversed(effects)), 0.0, *effects]
    ends = [(low + high) / 2 for low, high in pairwise(signed)]
    rows = []
    for average in (sign * size for sign in (1, -1) for size in _AVERAGES):
        for apart in _APART:
            below = [NormalDist(average, apart).cdf(end) for end in ends]
            rows.append([high - low for low, high in pairwise([0.0, *below, 1.0])])
    return np.array(rows)
