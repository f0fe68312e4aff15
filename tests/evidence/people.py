"""Made-up outcomes of people in Barset, for the laws of evidence."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product

from footpath.evidence import Arm, Outcome

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def outcome(
    at: int,
    *,
    arm: Arm = "B",
    value: float | None = 1.0,
    probability: float = 0.5,
    authority: str = "barset_north",
    unit: str = "",
    measure: str = "completed",
) -> Outcome:
    """The `at`-th person, an hour after the one before; matured after 28 days."""
    entered = START + timedelta(hours=at)
    return Outcome(
        unit=unit or f"person-{at}",
        authority=authority,
        arm=arm,
        probability=probability,
        entered=entered,
        matured=None if value is None else entered + timedelta(days=28),
        measure=measure,
        value=value,
    )


def served(dice: random.Random, n: int, *, a: float, b: float, kind: str = "yes_no", **more: object) -> list[Outcome]:
    """n people, half in each version, whose outcomes have these shares (or, for a score, these means)."""
    people = []
    for at in range(n):
        arm: Arm = "B" if dice.random() < 0.5 else "A"
        share = b if arm == "B" else a
        if kind in ("score", "rank"):
            value = min(max(dice.gauss(share, 0.2), 0.0), 1.0)
        else:
            value = float(dice.random() < share)
        people.append(outcome(at, arm=arm, value=value, **more))  # type: ignore[arg-type]
    return people


def every_throw(chances: Sequence[float]) -> Iterator[tuple[tuple[Arm, ...], float]]:
    """Every way the coins can fall, and how likely it is."""
    for arms in product(("A", "B"), repeat=len(chances)):
        likely = 1.0
        for arm, chance in zip(arms, chances, strict=True):
            likely *= chance if arm == "B" else 1 - chance
        yield arms, likely
