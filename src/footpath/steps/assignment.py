"""Which version a case has: by a keyed hash, so that it is chance to us, and the same wherever it is asked."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from footpath.steps.registration import Registration

type Arm = Literal["A", "B"]
"""A: the old version. B: the new one."""

FIRST_WEEK = timedelta(days=7)


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """One row for a case in a step, kept for ever: the arm it was given, and how likely that was.

    `exposed` is when the case first came to the page that differs, of the old version too: what it would have met.
    """

    authority: str  # of the case
    home: str  # of the step
    step: str
    case: str
    unit: str
    arm: Arm
    percent: int  # how likely the new version was, of 100
    at: datetime
    edition: str  # the hash of what the case runs on
    exposed: datetime | None = None
    place: str | None = None  # where it differs, as steps/places.py names it
    refused: int = 0  # forms that were sent back with an error
    groups: tuple[str, ...] = ()  # of those the step watches, as the case told when it was exposed

    @property
    def probability(self) -> float:
        return self.percent / 100


def unit_value(salt: str, unit: str) -> int:
    """A number below 2^64 that only the step's salt makes of this unit: HMAC-SHA256, first 8 bytes."""
    return int.from_bytes(hmac.new(bytes.fromhex(salt), unit.encode(), hashlib.sha256).digest()[:8])


def arm_of(salt: str, unit: str, percent: int) -> Arm:
    """B when the unit's share of 2^64 is below the probability. Compared as whole numbers, so exactly."""
    return "B" if unit_value(salt, unit) * 100 < percent << 64 else "A"


def percent_on(registration: Registration, *, begun: datetime, at: datetime) -> int:
    """How likely the new version is for a case that starts now: less in a careful first week, if there is one."""
    if registration.first_week_percent is not None and at < begun + FIRST_WEEK:
        return registration.first_week_percent
    return registration.share_percent


class SelfTest(msgspec.Struct, frozen=True, kw_only=True):
    """What a step's own hash gives for made-up units before anybody meets it."""

    units: int
    new: int
    percent: int

    @property
    def fair(self) -> bool:
        """Within five standard errors of what was promised: a fair hash fails once in 1.7 million steps."""
        share = self.percent / 100
        allowed: float = 5 * (self.units * share * (1 - share)) ** 0.5
        return abs(self.new - self.units * share) <= allowed


def self_test(salt: str, percents: Sequence[int], *, units: int = 2_000) -> tuple[SelfTest, ...]:
    """Tries the hash on made-up units at each share the step will have."""
    values = [unit_value(salt, f"self-test {number}") for number in range(units)]
    return tuple(
        SelfTest(units=units, new=sum(value * 100 < percent << 64 for value in values), percent=percent)
        for percent in percents
    )
