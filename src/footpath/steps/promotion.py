"""When what authorities tried becomes part of the standard that all of them share."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from footpath.evidence import Ledger, Odds, pooled, predicted
from footpath.steps.pack import Pack, points_said, shared_of
from footpath.steps.review import odds_said

KEEP_AT = 20.0
FEWEST_PLACES = 3
MARGIN: Mapping[str, float] = {"yes_no": 0.04, "score": 0.01}
"""How much worse a place may be without it being a harm: one point of 100, in log odds about six of ten."""


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody's evidence on one trial: each authority once."""

    ledgers: tuple[Ledger, ...]
    hoped: float

    @property
    def authorities(self) -> tuple[str, ...]:
        return tuple(ledger.authority for ledger in self.ledgers)

    @property
    def odds(self) -> Odds:
        return pooled(self.ledgers, hoped=self.hoped)


def pool(packs: Sequence[Pack], own: Iterable[Ledger] = (), *, hoped: Iterable[float] = ()) -> Pool | None:
    """Of packs about one trial, and of ledgers kept here, with the effects that were hoped for here. None: nothing.

    An authority counts once. Our own ledgers come first: packs may have come back to us. Then what an authority says
    of itself; then, of what others say of it, whichever has most people.
    """
    assert len({pack.trial for pack in packs}) <= 1, "only the same trial is pooled"
    found: dict[str, tuple[tuple[int, int], Ledger]] = {}
    for pack in packs:
        for ledger in pack.ledgers:
            rank = (int(ledger.authority == pack.home), ledger.cases)
            if ledger.authority not in found or rank > found[ledger.authority][0]:
                found[ledger.authority] = (rank, ledger)
    for ledger in own:
        found[ledger.authority] = ((2, ledger.cases), ledger)
    if not found:
        return None
    least = min((*(pack.hoped for pack in packs), *hoped), default=0.25)
    return Pool(ledgers=tuple(found[each][1] for each in sorted(found)), hoped=least)


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    says: str
    met: bool


class Promotion(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the standard takes a step in, and each condition by itself."""

    conditions: tuple[Condition, ...]

    @property
    def ready(self) -> bool:
        return all(each.met for each in self.conditions)


def promotion(known: Pool) -> Promotion:
    """Pooled odds of 20 to 1, three authorities, and four times in five no worse than a hair in the next one.

    The last is the place below which one authority in five is expected to lie: of the interval that leaves a fifth on
    either side, the lower end.
    """
    kind = known.ledgers[0].kind
    odds = known.odds.benefit
    shared = shared_of(known.ledgers)
    margin = MARGIN[kind]
    lowest = None if shared is None else predicted(shared, share=0.6)[0]
    expected = "nobody can say yet" if lowest is None else points_said(lowest, kind)
    places = len(known.ledgers)
    return Promotion(
        conditions=(
            Condition(
                says=f"The odds together are {odds_said(odds)}: {KEEP_AT:.0f} to 1 is wanted", met=odds >= KEEP_AT
            ),
            Condition(
                says=f"Authorities that tried it: {places}, of {FEWEST_PLACES} wanted", met=places >= FEWEST_PLACES
            ),
            Condition(
                says=f"Four of five further places are expected at or above: {expected}; "
                f"at worst {points_said(-margin, kind)} is allowed",
                met=lowest is not None and lowest > -margin,
            ),
        )
    )
