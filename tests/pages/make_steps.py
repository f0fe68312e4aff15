"""Steps at every stage in a running demonstration: run as a program with its environment, prints where they are."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from footpath.actions.approve_step import approve_step
from footpath.actions.count_doing import count_doing
from footpath.actions.count_outcomes import count_outcomes, trip
from footpath.actions.decide_step import decide_step
from footpath.actions.pause_step import pause_step
from footpath.actions.register_step import register_step
from footpath.actions.start_case import start_case
from footpath.casework.days import uk_day
from footpath.ports import CaseRow
from footpath.steps.asked import staff_is_asked
from footpath.steps.step import Step
from footpath.web.world import world
from tests.pages.make_cases import NORTH, PERMIT, checking, decided, taken
from tests.steps.promised import promised


class SetClock:
    """As if it were some days earlier."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return uk_day(self.at)


def a_step(id_: str, path: str, **other: Any) -> Step:
    change = {"set": path, "to": f"Tried by {id_}", "because": "A test of the pages, with a reason that is a sentence"}
    said = promised(
        id=id_, name=f"The step {id_.replace('_', ' ')}", service=PERMIT, owner="cara", changes=(change,), **other
    )
    step = register_step(world(), authority=NORTH, registration=said)
    assert isinstance(step, Step), step
    return step


def runs(step: Step) -> None:
    approve_step(world(), home=NORTH, step=step.id, by="staff:cara")


def begins(count: int) -> None:
    here: Any = world()
    for _ in range(count):
        here.clock.at += timedelta(hours=9)
        start_case(here, authority=NORTH, service=PERMIT, lang="en")


def a_closed_case() -> CaseRow:
    return decided(taken(checking()), "refused", "The car is not yours")


def make() -> dict[str, str]:
    here: Any = world()
    clock = here.clock
    here.clock = SetClock(datetime.now(UTC) - timedelta(days=60))
    running = a_step("running", "summary.en")
    runs(running)
    begins(40)
    kept = a_step("put_back", "pages.time_here.title.en")
    runs(kept)
    decide_step(here, home=NORTH, step=kept.id, decision="not_kept", because="Nobody saw it", by="staff:cara")
    harmed = a_step("harmed", "pages.main_home.title.en")
    runs(harmed)
    new = None
    while new is None:
        opened = start_case(here, authority=NORTH, service=PERMIT, lang="en")
        # New in this step alone: an error counts for every step in which a case has the new version.
        held = [each.step for each in here.steps.assignments(NORTH, opened.case) if each.arm == "B"]
        new = opened.case if held == [harmed.id] else None
    for _ in range(5):
        trip(here, authority=NORTH, case=new)
    here.clock = clock
    count_outcomes(here, home=NORTH, step=running.id)
    paused = a_step("paused", "pages.permits_held.title.en")
    runs(paused)
    pause_step(here, home=NORTH, step=paused.id, because="People ring us about it", by="staff:ben")
    waiting = a_step("waiting", "pages.email.title.en")
    closed = a_closed_case()
    while not staff_is_asked(closed.id):
        closed = a_closed_case()
    count_doing(world())
    steps = {"running": running, "put_back": kept, "harmed": harmed, "paused": paused, "waiting": waiting}
    where = {
        name: f"/staff/barset-north/steps/barset-north/{step.id.replace('_', '-')}" for name, step in steps.items()
    }
    return {**where, "closed": f"/staff/barset-north/cases/{closed.reference}/how-was-it"}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(make()))
