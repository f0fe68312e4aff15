"""What is counted of a case, so that more is always better."""

from collections.abc import Callable
from decimal import Decimal
from typing import Literal

import msgspec

from footpath.steps.facts import CaseFacts


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """`of` gives a value between 0 and 1 where 1 is best, or None where the case says nothing about it.

    `says` completes "It is probably better: 17 to 1 that …", and `worse` "… that …" when it gets worse.
    """

    id: str
    name: str
    says: str
    worse: str
    kind: Literal["yes_no", "score"]
    from_: Literal["journal", "residents", "staff"]
    of: Callable[[CaseFacts], Decimal | None]
    shows: Callable[[Decimal], str]  # a mean of values, as people read it


def out_of_100(mean: Decimal) -> str:
    return f"{mean * 100:.0f} of 100"


def not_out_of_100(mean: Decimal) -> str:
    """For a measure that counts what did not happen: how often it did."""
    return f"{(1 - mean) * 100:.0f} of 100"


def of_100_points(mean: Decimal) -> str:
    return f"{mean * 100:.0f} of 100 points"


def on_scale(chosen: str | None, scale: tuple[str, ...]) -> Decimal | None:
    """Where an answer stands on a scale whose first word is the best: 1 for it, 0 for the last."""
    if chosen is None:
        return None
    return 1 - Decimal(scale.index(chosen)) / (len(scale) - 1)


def yes(happened: bool) -> Decimal:
    return Decimal(1) if happened else Decimal(0)
