"""What can happen to a step, as its journal says it. It names staff by id, and nobody else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from footpath.evidence import Before
from footpath.steps.forecast import Forecast
from footpath.steps.registration import Registration

type Verdict = Literal["kept", "not_kept", "could_not_tell"]
type StepActor = str
"""`staff:ID`, `clock`, or `machine` where a rule of this program decided."""


class StepEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="what"):
    """Something that happened to a step, when, and who did it."""

    at: datetime
    by: StepActor


class Registered(StepEvent, frozen=True, kw_only=True, tag="registered"):
    """The promise, whole, with its fingerprint and the editions it was tried on, by authority: old, then new."""

    registration: Registration
    fingerprint: str
    editions: Mapping[str, tuple[str, str]]
    forecast: Forecast | UnsetType = UNSET  # what was expected of it; unset where nothing could be said


class Approved(StepEvent, frozen=True, kw_only=True, tag="approved"):
    """One of those who have to say yes did."""


class Begun(StepEvent, frozen=True, kw_only=True, tag="begun"):
    """From now on new cases are drawn. `before` holds, by measure and authority, what the last cases were like."""

    before: Mapping[str, Mapping[str, Before]]
    new_of_2000: Mapping[str, int]  # the self-test: how many of 2,000 made-up units at each share of 100


class Paused(StepEvent, frozen=True, kw_only=True, tag="paused"):
    because: str


class Resumed(StepEvent, frozen=True, kw_only=True, tag="resumed"):
    because: str


class StoppedForHarm(StepEvent, frozen=True, kw_only=True, tag="stopped_for_harm"):
    """`measure` crossed, at the case that was counted as the `case_number`-th."""

    because: str
    measure: str
    odds: float | None
    case_number: int


class Broke(StepEvent, frozen=True, kw_only=True, tag="broken"):
    because: str


class HarmConfirmed(StepEvent, frozen=True, kw_only=True, tag="harm_confirmed"):
    """The owner has seen that the machine stopped it, and says what becomes of it."""

    because: str


class StepDecided(StepEvent, frozen=True, kw_only=True, tag="decided"):
    """A decision record: what the rule proposed, what the owner did and why, and what both could see.

    `evidence` is the summary as it stood; `log_digest` the hash of all outcomes it rests on, so that anyone who holds
    them can recompute it.
    """

    decision: Verdict
    rule_said: str
    because: str
    departs: bool
    evidence: Mapping[str, Any]
    log_digest: str


class Settled(StepEvent, frozen=True, kw_only=True, tag="settled"):
    """Its changes are part of the service now: the edition by authority."""

    editions: Mapping[str, str]


class StepWithdrawn(StepEvent, frozen=True, kw_only=True, tag="withdrawn"):
    because: str


class Reviewed(StepEvent, frozen=True, kw_only=True, tag="reviewed"):
    """What happened after: due nine months later, and every year from then on."""

    because: str


type AnyStepEvent = (
    Registered
    | Approved
    | Begun
    | Paused
    | Resumed
    | StoppedForHarm
    | Broke
    | HarmConfirmed
    | StepDecided
    | Settled
    | StepWithdrawn
    | Reviewed
)
