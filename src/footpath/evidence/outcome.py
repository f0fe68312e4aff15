"""One outcome of one person: which version chance gave them, and how it went."""

from datetime import datetime
from typing import Literal

import msgspec

Arm = Literal["A", "B"]  # A is the service as it was, B the step


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """`unit` is the person where known, else the case; it means something within its authority only.

    `probability` is the chance, at entry, of getting B: whichever arm the draw then gave.
    `matured` is entry plus the measure's fixed window, the same for both versions, and None while it is still open.
    Counting an outcome when it happens, instead, rewards a version that is merely quicker
    (Lindon & Kallus 2026, arXiv 2603.25971). `value` is 0 or 1, or a score from 0 to 1; more is better.
    """

    unit: str
    authority: str
    arm: Arm
    probability: float
    entered: datetime
    matured: datetime | None
    measure: str
    value: float | None
