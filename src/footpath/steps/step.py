"""A small change to a live service: what its journal says it is now."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import assert_never

import msgspec
from msgspec.structs import replace

from footpath.casework.days import uk_day
from footpath.evidence import Before
from footpath.steps.events import (
    AnyStepEvent,
    Approved,
    Begun,
    Broke,
    HarmConfirmed,
    Paused,
    Registered,
    Resumed,
    Reviewed,
    Settled,
    StepDecided,
    StepWithdrawn,
    StoppedForHarm,
)
from footpath.steps.forecast import Forecast
from footpath.steps.registration import Registration
from footpath.steps.states import LIVE, State, StepSaysNo, permit

CONFIRM_WORKING_DAYS = 2
"""The owner of a step that the machine stopped says so within these."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Folded from the step's journal, but for `salt`: the secret that its chance is made of."""

    authority: str  # whose step it is: its home
    registration: Registration
    fingerprint: str
    editions: Mapping[str, tuple[str, str]]
    state: State
    seq: int
    head: str
    registered: datetime
    forecast: Forecast | None = None
    approved_by: tuple[str, ...] = ()
    begun: datetime | None = None
    before: Mapping[str, Mapping[str, Before]] = {}
    ended: datetime | None = None
    because: str = ""  # of what happened last
    confirmed: bool = False
    salt: str = ""

    @property
    def id(self) -> str:
        return self.registration.id

    @property
    def live(self) -> bool:
        return self.state in LIVE

    def week(self, at: datetime) -> int:
        """Which week it is in, from 1."""
        assert self.begun is not None, "a step that has not begun is in no week"
        return (at - self.begun).days // 7 + 1

    @property
    def last_day(self) -> date | None:
        """The day on which it has run as long as it may."""
        if self.begun is None:
            return None
        return uk_day(self.begun + timedelta(weeks=self.registration.longest_weeks))


def begin(event: Registered, *, authority: str, head: str, salt: str = "") -> Step:
    """The step that its first entry makes."""
    return Step(
        authority=authority,
        registration=event.registration,
        fingerprint=event.fingerprint,
        editions=event.editions,
        state="registered",
        seq=1,
        head=head,
        registered=event.at,
        forecast=event.forecast or None,
        salt=salt,
    )


def after(step: Step, event: AnyStepEvent, *, head: str) -> Step:
    """The step once this has happened. Raises StepSaysNo where it cannot."""
    return replace(_after(step, event), seq=step.seq + 1, head=head)


def _after(step: Step, event: AnyStepEvent) -> Step:
    match event:
        case Registered():
            raise StepSaysNo("This step is registered already. What is changed now is another step.")
        case Approved():
            return _approved(step, event)
        case Begun():
            permit(step.state, "running")
            return replace(step, state="running", begun=event.at, before=event.before)
        case Paused():
            permit(step.state, "paused")
            return replace(step, state="paused", because=event.because)
        case Resumed():
            permit(step.state, "running")
            return replace(step, state="running", because=event.because)
        case StoppedForHarm():
            permit(step.state, "stopped_for_harm")
            return replace(step, state="stopped_for_harm", ended=event.at, because=event.because)
        case Broke():
            permit(step.state, "broken")
            return replace(step, state="broken", ended=event.at, because=event.because)
        case HarmConfirmed():
            if step.state not in ("stopped_for_harm", "broken") or step.confirmed:
                raise StepSaysNo("There is no stop to confirm: the machine did not stop this step, or it is confirmed.")
            return replace(step, confirmed=True, because=event.because)
        case StepDecided():
            permit(step.state, event.decision)
            return replace(step, state=event.decision, ended=event.at, because=event.because)
        case Settled():
            permit(step.state, "settled")
            return replace(step, state="settled")
        case StepWithdrawn():
            permit(step.state, "withdrawn")
            return replace(step, state="withdrawn", ended=event.at, because=event.because)
        case Reviewed():
            permit(step.state, "reviewed")
            return replace(step, state="reviewed", because=event.because)
        case _:
            assert_never(event)


def _approved(step: Step, event: Approved) -> Step:
    permit(step.state, "approved")
    who = event.by.removeprefix("staff:")
    if who == step.registration.proposer:
        raise StepSaysNo("You proposed this step, so somebody else has to approve it.")
    if who not in step.registration.approvers:
        named = " and ".join(step.registration.approvers)
        raise StepSaysNo(f"This step is approved by those its registration names: {named}.")
    if who in step.approved_by:
        raise StepSaysNo("You have approved this step already.")
    by = (*step.approved_by, who)
    return replace(
        step, approved_by=by, state="approved" if set(by) >= set(step.registration.approvers) else step.state
    )


def fold(events: Iterable[tuple[AnyStepEvent, str]], *, authority: str, salt: str = "") -> Step:
    """The step of these events, each with its entry's hash. What is stored must agree with it."""
    step: Step | None = None
    for event, head in events:
        if step is None:
            assert isinstance(event, Registered), "a step's journal begins with its registration"
            step = begin(event, authority=authority, head=head, salt=salt)
        else:
            step = after(step, event, head=head)
    assert step is not None, "a step has at least one entry"
    return step
