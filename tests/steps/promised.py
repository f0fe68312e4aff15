"""A step as tests use it: Ben proposes a hint for the permit, Mia answers for it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from footpath.casework.journal import NOTHING_BEFORE
from footpath.evidence import Before
from footpath.steps.events import AnyStepEvent, Approved, Begun, Registered
from footpath.steps.journal import StepEntry, chain
from footpath.steps.registration import Registration, fingerprint
from footpath.steps.step import Step, fold

NORTH = "barset_north"
MONDAY = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)

HINT = {
    "set": "pages.vehicle.questions.registration.hint",
    "to": "It is on the front of your V5C log book",
    "because": "14 of 60 callers in May did not know where to find it",
}


def promised(**other: Any) -> Registration:
    made = Registration(
        id="log_book_hint",
        name="New hint about the log book",
        service="permit",
        we_believe="a hint that shows where to look helps people finish",
        because="14 of 60 callers in May did not know where to find the number",
        we_will_know_when="more people finish",
        outcome="People can park near home without visiting an office",
        proposer="ben",
        owner="mia",
        authorities=(NORTH,),
        changes=(HINT,),
        measure="completed",
        hoped_points=Decimal(6),
        guardrails=("not_asked_for_more",),
        staff_measure="staff_contact",
        may_be_harmed="Nobody we know of: the old hint told people less",
    )
    return replace(made, **other)


def registered(**other: Any) -> Registered:
    said = promised(**other)
    return Registered(
        at=MONDAY,
        by=f"staff:{said.proposer}",
        registration=said,
        fingerprint=fingerprint(said),
        editions={NORTH: ("aa", "bb")},
    )


def entries_of(*events: AnyStepEvent, authority: str = NORTH) -> tuple[StepEntry, ...]:
    assert isinstance(events[0], Registered)
    return chain(events, authority=authority, step=events[0].registration.id, seq=0, head=NOTHING_BEFORE)


def step_of(*events: AnyStepEvent, authority: str = NORTH, salt: str = "5a" * 32) -> Step:
    entries = entries_of(*events, authority=authority)
    return fold([(entry.event, entry.hash) for entry in entries], authority=authority, salt=salt)


def a_running_step(**other: Any) -> Step:
    return step_of(registered(**other), Approved(at=MONDAY, by="staff:mia"), begun())


def begun(at: datetime = MONDAY) -> Begun:
    return Begun(
        at=at,
        by="clock",
        before={"completed": {NORTH: Before(cases=50, total=30.0, squares=30.0)}},
        new_of_2000={"50": 1004},
    )
