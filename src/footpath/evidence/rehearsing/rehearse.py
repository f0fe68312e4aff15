"""What each policy comes to over many worlds, the same for all."""

from collections.abc import Callable

import msgspec
import numpy as np

from footpath.evidence.rehearsing.assumptions import Assumptions
from footpath.evidence.rehearsing.policies import POLICIES, WEEKS_A_YEAR, Happened
from footpath.evidence.rehearsing.world import World, new_world

_QUARTER = 13  # weeks


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """The mean over worlds, and what one world in ten is below and above."""

    mean: float
    p10: float
    p90: float


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """Of one policy. "Extra" is people who finish beyond doing nothing, of every thousand who come."""

    policy: str
    title: str
    extra: Spread  # over all years
    first_year: Spread
    last_year: Spread
    worst_quarter: Spread
    by_quarter: tuple[float, ...]  # means
    extra_by_world: tuple[float, ...]  # in the same order for every policy
    served_worse: Spread  # share of people
    worse_at_end: Spread  # share of authorities
    built: Spread
    tests: Spread
    cost: Spread


def rehearse(
    assumed: Assumptions,
    *,
    worlds: int = 12,
    seed: int = 1,
    policies: tuple[str, ...] = tuple(POLICIES),
    tell: Callable[[int], None] = lambda worlds: None,
) -> tuple[Result, ...]:
    """Every policy in the same worlds. `tell` is called when a world is done."""
    measured: dict[str, list[tuple[dict[str, float], np.ndarray]]] = {policy: [] for policy in policies}
    for at in range(worlds):
        world = new_world(assumed, seed * 1_000_003 + at)
        for policy in policies:
            happened = POLICIES[policy][1](world, assumed)
            measured[policy].append(_measured(world, happened, assumed))
        tell(1)
    return tuple(
        Result(
            policy=policy,
            title=POLICIES[policy][0],
            by_quarter=tuple(float(x) for x in np.mean([quarters for _, quarters in found], axis=0)),
            extra_by_world=tuple(one["extra"] for one, _ in found),
            **{name: _spread([one[name] for one, _ in found]) for name in found[0][0]},
        )
        for policy, found in measured.items()
    )


def too_close(one: Result, other: Result) -> bool:
    """Whether these worlds cannot tell which of two policies is better: twice the standard error of the difference.

    In the same worlds the policies share their luck, so differences are surer than either figure.
    """
    differences = np.array(one.extra_by_world) - np.array(other.extra_by_world)
    if len(differences) < 2:
        return True
    return bool(abs(differences.mean()) < 2 * differences.std(ddof=1) / len(differences) ** 0.5)


def _measured(world: World, happened: Happened, assumed: Assumptions) -> tuple[dict[str, float], np.ndarray]:
    volumes = world.volumes / world.volumes.sum()
    weekly = 1000 * happened.added @ volumes
    quarters = weekly.reshape(-1, _QUARTER).mean(axis=1)
    # A hair's breadth is not worse: what differs by less than one in a hundred thousand is the same.
    worse = happened.added < -1e-5
    return {
        "extra": float(weekly.mean()),
        "first_year": float(weekly[:WEEKS_A_YEAR].mean()),
        "last_year": float(weekly[-WEEKS_A_YEAR:].mean()),
        "worst_quarter": float(quarters.min()),
        "served_worse": float((worse @ volumes).mean()),
        "worse_at_end": float(worse[-1].mean()),
        "built": float(happened.built),
        "tests": float(happened.tests),
        "cost": happened.built * assumed.cost_per_design + happened.tests * assumed.cost_per_test,
    }, quarters


def _spread(values: list[float]) -> Spread:
    low, high = np.quantile(values, (0.1, 0.9))
    return Spread(mean=float(np.mean(values)), p10=float(low), p90=float(high))
