"""A step in the county, and people who meet it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from footpath.actions.adopt_standard import adopt_standard
from footpath.actions.approve_step import approve_step
from footpath.actions.publish_standard import publish_standard
from footpath.actions.register_step import register_step
from footpath.actions.save_draft import save_draft
from footpath.definition.changes import Draft, Set
from footpath.steps.step import Step
from footpath.web.world import world
from tests.people import NORTH, edition
from tests.steps.promised import promised
from tests.web.county import NAMED, asha, drafts, sends
from tests.world import SetClock


def proposed(**other: Any) -> Step:
    step = register_step(world(), authority=NORTH, registration=promised(**other))
    assert isinstance(step, Step), step
    return step


def running(**other: Any) -> Step:
    step = proposed(**other)
    return approve_step(world(), home=NORTH, step=step.id, by="staff:mia")


def changed_in_the_editor() -> None:
    """The title of a page, in a draft that nobody has published."""
    change = Set(path="pages.household.title", to="Who you live with", because="Household is a long word")
    source = NAMED.replace("when: co2 > 185", "when: co2 != null and co2 > 185")
    publish_standard(world(), edition=edition(source), by="staff:mia", because="It is checked")
    adopt_standard(world(), authority=NORTH, service="permit", version=3, by="staff:mia", because="We want it")
    draft = save_draft(world(), authority=NORTH, service="permit", changes=(change,), seen=0, by="staff:mia")
    assert isinstance(draft, Draft), draft


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    """As if it were so many days earlier."""
    here: Any = world()
    clock = here.clock
    here.clock = SetClock(datetime.now(UTC) - timedelta(days=days))
    try:
        yield
    finally:
        here.clock = clock


def people_met_it(count: int) -> None:
    """So many cases came to the page; every other one was sent."""
    for number in range(count):
        here: Any = world()
        if isinstance(here.clock, SetClock):
            here.clock.move(hours=1)
        row = drafts({"who": asha()["who"], "where": asha()["where"]} if number % 2 else asha())
        if not number % 2:
            sends(row)


def now(step: Step) -> Step:
    return world().steps.step(step.authority, step.id)


def path(step: Step, who: str = "barset-north") -> str:
    return f"/staff/{who}/steps/{step.authority.replace('_', '-')}/{step.id.replace('_', '-')}"
