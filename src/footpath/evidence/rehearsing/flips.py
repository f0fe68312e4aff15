"""Which assumption, changed by itself, changes which policy comes out best."""

from collections.abc import Callable

import msgspec

from footpath.evidence.rehearsing.assumptions import Assumptions
from footpath.evidence.rehearsing.rehearse import rehearse

# Tried outwards from what is assumed, in both directions, the nearest first.
TRIED: dict[str, tuple[float, ...]] = {
    "rho": (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0),
    "tau": (0.0, 0.08, 0.15, 0.22, 0.3, 0.45),
    "build_weeks": (0, 13, 26, 52, 104, 156),
    "adoption": (1.0, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0),
}


class Flip(msgspec.Struct, frozen=True, kw_only=True):
    """`at` is the nearest value tried at which another policy came out best; None when none did."""

    assumption: str
    value: float
    at: float | None
    best: str  # the policy that is best there, or still


def best_policy(assumed: Assumptions, *, worlds: int, seed: int, policies: tuple[str, ...]) -> str:
    results = rehearse(assumed, worlds=worlds, seed=seed, policies=policies)
    return max(results, key=lambda result: result.extra.mean).policy


def find_flips(
    assumed: Assumptions,
    *,
    best: str,
    policies: tuple[str, ...],
    worlds: int = 4,
    seed: int = 1,
    tell: Callable[[int], None] = lambda tries: None,
) -> tuple[Flip, ...]:
    """One assumption at a time; every other stays. `tell` is called with each value tried."""
    flips = []
    for name, values in TRIED.items():
        value = float(getattr(assumed, name))
        nearest: tuple[float, float, str] | None = None
        for side in (1, -1):
            for tried in sorted((one for one in values if (one - value) * side > 0), key=lambda one: abs(one - value)):
                if nearest is not None and abs(tried - value) >= nearest[0]:
                    break
                changed = msgspec.structs.replace(assumed, **{name: type(getattr(assumed, name))(tried)})
                found = best_policy(changed, worlds=worlds, seed=seed, policies=policies)
                tell(1)
                if found != best:
                    nearest = (abs(tried - value), tried, found)
                    break
        flips.append(
            Flip(assumption=name, value=value, at=nearest[1] if nearest else None, best=nearest[2] if nearest else best)
        )
    return tuple(flips)
