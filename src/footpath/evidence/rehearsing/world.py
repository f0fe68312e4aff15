"""Made-up councils, and designs of which nobody knows beforehand how good they are."""

import msgspec
import numpy as np
from numpy.typing import NDArray

from footpath.evidence.effects import logit
from footpath.evidence.rehearsing.assumptions import Assumptions

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


class World(msgspec.Struct, frozen=True, kw_only=True):
    """The same world meets every policy, so that what differs between them is the policy."""

    seed: int
    volumes: Whole  # cases a week
    base: Floats  # log odds of finishing, by authority
    effect: Floats  # log odds that a design adds, by authority, part and design
    belief: Floats  # what designers think of each, by part and design; above 0 they would build it

    @property
    def authorities(self) -> int:
        return len(self.volumes)


def new_world(assumed: Assumptions, seed: int) -> World:
    """Every kind of chance has its own source, so that changing one assumption leaves the rest of the world alone."""
    sources = [np.random.default_rng((seed, at)) for at in range(5)]
    shape = (assumed.parts, assumed.designs)
    if assumed.volumes:
        volumes = np.array(assumed.volumes)
    else:
        volumes = np.exp(sources[0].uniform(np.log(20), np.log(300), assumed.authorities))
    count = len(volumes)
    shared, noise = sources[1].standard_normal(shape), sources[2].standard_normal(shape)
    places = sources[3].standard_normal((count, *shape))
    return World(
        seed=seed,
        volumes=np.maximum(np.round(volumes), 1).astype(np.int64),
        base=logit(assumed.baseline) + assumed.baseline_apart * sources[4].standard_normal(count),
        effect=assumed.effect + assumed.effect_apart * shared + assumed.tau * places,
        belief=assumed.rho * shared + np.sqrt(1 - assumed.rho**2) * noise,
    )
