"""What was promised of a step before it started, as far as its odds rest on it: the rest are its outcomes."""

from collections.abc import Mapping

import msgspec

from footpath.evidence.horizon import Horizon
from footpath.evidence.ledger import Before
from footpath.evidence.local import SharedEffect
from footpath.evidence.verdict import USUAL_RULE, Rule


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """With a list of outcomes it is all that anybody needs to come to the odds of a step's page by themselves.

    `hoped` is in the unit of the ledgers, `before` the last cases of each authority, `planned` the cases of the
    horizon, `least_chance` the smallest that either version may have. `borrowed` is what others found, where a step
    was adopted: then the stake is spread as they lead us to expect, and not around what was hoped for.
    """

    measure: str
    kind: str
    hoped: float
    rule: Rule = USUAL_RULE
    before: Mapping[str, Before] = {}
    planned: int | None = None
    least_chance: float | None = None
    borrowed: SharedEffect | None = None

    @property
    def horizon(self) -> Horizon | None:
        return Horizon(planned=self.planned) if self.planned is not None else None
