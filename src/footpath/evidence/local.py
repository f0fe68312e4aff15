"""What the evidence of many places says for one of them."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from statistics import NormalDist

import msgspec

from footpath.evidence.effects import BENEFIT
from footpath.evidence.interval import tallied
from footpath.evidence.kinds import KINDS
from footpath.evidence.ledger import Ledger, read_sort


class PlaceEffect(msgspec.Struct, frozen=True, kw_only=True):
    """What B does in one authority, in log odds for yes/no (for a score, in its own unit), and how unsure that is."""

    authority: str
    effect: float
    variance: float


class SharedEffect(msgspec.Struct, frozen=True, kw_only=True):
    """The average over places, the variance of that average, and the variance between places."""

    effect: float
    variance: float
    between: float


def place_effect(ledger: Ledger) -> PlaceEffect | None:
    """The estimate from an authority's tally; None while either version has fewer than two cases.

    By the coin alone, so a ramp over a changing season does not bend it: the mean of
    (y - m)(1{B}/P - 1{A}/(1-P)), for yes/no divided by p(1-p) to be in log odds.
    """
    kind = KINDS[ledger.kind]
    if min(ledger.by_arm) < 2 or kind.events_only:
        return None
    total = squares = 0.0
    for key, count in tallied((ledger,)).items():
        sort = read_sort(key)
        surprise = sort.value / kind.steps - sort.expected / kind.baselines
        effect = surprise / sort.probability if sort.b else -surprise / (1 - sort.probability)
        total += count * effect
        squares += count * effect * effect
    n = ledger.cases
    share = (sum(ledger.totals) + 1) / (n + 2)
    scale = share * (1 - share) if ledger.kind == "yes_no" else 1.0
    # A handful of equal outcomes is not certainty: never less than half of what shares like these must vary.
    variance = max(squares / n - (total / n) ** 2, 2 * share * (1 - share) * (ledger.kind == "yes_no"), 1e-6) / n
    return PlaceEffect(authority=ledger.authority, effect=total / n / scale, variance=variance / scale**2)


def shared_effect(places: Sequence[PlaceEffect]) -> SharedEffect:
    """DerSimonian & Laird 1986: weights 1/(v + between), `between` from how much more places differ than by chance."""
    assert places, "there is at least one place"
    weights = [1 / place.variance for place in places]
    total = sum(weights)
    common = sum(w * place.effect for w, place in zip(weights, places, strict=True)) / total
    differ = sum(w * (place.effect - common) ** 2 for w, place in zip(weights, places, strict=True))
    scale = total - sum(w * w for w in weights) / total
    between = max(0.0, (differ - (len(places) - 1)) / scale) if scale > 0 else 0.0
    shrunk = [1 / (place.variance + between) for place in places]
    return SharedEffect(
        effect=sum(w * place.effect for w, place in zip(shrunk, places, strict=True)) / sum(shrunk),
        variance=1 / sum(shrunk),
        between=between,
    )


def fitted(place: PlaceEffect | None, shared: SharedEffect) -> float:
    """The best guess for one place: (d/v + D/t2) / (1/v + 1/t2). Adopt where it is above 0.

    A place that has not tried it, or places that do not differ, have the shared effect.
    """
    if place is None or shared.between == 0:
        return shared.effect
    own, others = 1 / place.variance, 1 / shared.between
    return (place.effect * own + shared.effect * others) / (own + others)


def fitted_anew(place: PlaceEffect | None, shared: SharedEffect) -> float:
    """The same for a place that is not among those the shared effect comes from: its own outcomes and what it borrows.

    The prior is N(D, t2 + se2), what is expected of one more place; so where places do not differ, what was found here
    counts as much as anybody's, and is never outvoted by a variance of nothing.
    """
    if place is None:
        return shared.effect
    own, others = 1 / place.variance, 1 / (shared.between + shared.variance)
    return (place.effect * own + shared.effect * others) / (own + others)


def predicted(shared: SharedEffect, *, share: float = 0.8) -> tuple[float, float]:
    """Where the effect in the next place is expected to lie, `share` of the time."""
    z = NormalDist().inv_cdf((1 + share) / 2)
    half = z * sqrt(shared.between + shared.variance)
    return shared.effect - half, shared.effect + half


def borrowed_weights(shared: SharedEffect, effects: tuple[float, ...] = BENEFIT) -> tuple[float, ...]:
    """Weights for the ledger of a place that adopts what others learned: Normal(D, t2 + se2), its positive part.

    They replace `benefit_weights` for that place alone; its own outcomes must not be among those they come from.
    """
    belief = NormalDist(shared.effect, sqrt(shared.between + shared.variance) or 1e-9)
    below = [belief.cdf((low + high) / 2) for low, high in pairwise(effects)]
    # A thousandth is spread evenly, so that no effect is thought impossible.
    cells = [high - low + 1e-3 / len(effects) for low, high in pairwise([belief.cdf(0), *below, 1.0])]
    return tuple(cell / sum(cells) for cell in cells)
