"""What a step promises before it starts: frozen, and named by the hash of all of it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from footpath.evidence import SharedEffect
from footpath.steps.classes import ChangeClass
from footpath.steps.groups import Group
from footpath.values import content_hash

MOST_WEEKS = 26
"""Nothing runs for ever: after half a year without an answer the answer is that we could not tell."""

LEAST_DAYS = 14
"""A step is kept no sooner: a fortnight holds each day of the week twice, and what a first week's novelty hides."""


class Registration(msgspec.Struct, frozen=True, kw_only=True):
    """All of it counts towards the fingerprint: whoever alters a word after the start has another step.

    `changes` are kept as the plain data of `definition.changes`, so that the fingerprint rests on what was written.
    """

    id: str
    name: str
    service: str
    we_believe: str
    because: str
    we_will_know_when: str
    outcome: str  # the outcome it serves, in words without technology
    proposer: str  # a staff id, as all of these
    owner: str
    authorities: tuple[str, ...]
    changes: tuple[Mapping[str, Any], ...]
    measure: str
    hoped_points: Decimal  # of 100: how much better we hope it gets, on the measure's own scale
    guardrails: tuple[str, ...]
    staff_measure: str
    may_be_harmed: str
    share_percent: int = 50
    first_week_percent: int | None = None
    window_days: int = 28  # when an outcome is counted: so long after the page that differs, in both versions
    longest_weeks: int = MOST_WEEKS
    starts: date | None = None
    data_protection: str | None = None  # who looks at a step of class 2 besides its owner
    legal_basis: str | None = None  # what lets chance decide in a step of class 3
    class_: ChangeClass = 1
    # Left out where there is none, so that what was registered before groups were there keeps its fingerprint.
    groups: tuple[Group, ...] | msgspec.UnsetType = msgspec.UNSET
    # Unset in what was registered before there were such words, so that its fingerprint stays what it was.
    planned_cases: int | UnsetType = UNSET  # cases counted, in all places: a part of the stake plays for that end
    borrowed: SharedEffect | UnsetType = UNSET  # of an adopted step: what others found

    @property
    def hypothesis(self) -> str:
        """The one sentence that is put to the test."""
        believe, because = _inner(self.we_believe), _inner(self.because)
        return f"We believe {believe} because {because}. We will know when {_inner(self.we_will_know_when)}."

    @property
    def approvers(self) -> tuple[str, ...]:
        """Who has to say yes before it starts."""
        return (self.owner, self.data_protection) if self.looked_at and self.data_protection else (self.owner,)

    @property
    def watched(self) -> tuple[Group, ...]:
        """The groups whose guardrails are kept apart."""
        return () if self.groups is msgspec.UNSET else self.groups

    @property
    def looked_at(self) -> bool:
        """Whether somebody looks at it for data protection: it changes what is asked, or groups people by an answer."""
        return self.class_ == 2 or any(group.question for group in self.watched)


def fingerprint(registration: Registration) -> str:
    """SHA-256 of the canonical form: 64 hex digits that change with any word of it."""
    return content_hash(registration)


def _inner(text: str) -> str:
    """As it stands inside a sentence: without its full stop."""
    return text.strip().rstrip(".")
