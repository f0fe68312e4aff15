"""The life of a step on each database: the same chance, the same count to the last bit, the same end."""

from typing import Any

import pytest

from footpath.actions.audit import audit
from footpath.actions.count_outcomes import count_again, count_outcomes, counted_of, trip
from footpath.actions.decide_step import decide_step
from footpath.actions.pause_step import pause_step
from footpath.ports import World
from footpath.steps.step import Step
from footpath.values import canonical
from tests.people import NORTH, settle, starts
from tests.steps.living import MIA, now, people_come, runs
from tests.world import MemoryWorld


@pytest.fixture
def barset(world: World) -> World:
    settle(world)
    return world


def lived(world: World, cases: int = 24) -> Step:
    step = runs(world)
    people_come(world, cases, finish=lambda arm: 0.4 if arm == "A" else 0.8)
    return step


def test_a_step_lives_and_is_kept(barset: World) -> None:
    step = lived(barset)
    clock: Any = barset.clock
    clock.move(days=29)

    assert count_outcomes(barset, home=NORTH, step=step.id) == 24
    assert count_again(barset, home=NORTH, step=step.id)
    done = decide_step(barset, home=NORTH, step=step.id, decision="kept", because="More people finish", by=MIA)

    assert isinstance(done, Step) and done.state == "settled"
    offered = barset.editions.offered(NORTH, "permit")
    assert offered is not None and offered.hash == step.editions[NORTH][1]
    assert audit(barset).faults == ()


def test_what_is_counted_is_the_same_on_each_database(barset: World) -> None:
    """The same people by the same chance: the ledgers in memory are those of the database, to the last bit."""
    beside: Any = MemoryWorld()
    settle(beside)
    steps = [lived(each) for each in (barset, beside)]
    for each in (barset, beside):
        clock: Any = each.clock
        clock.move(days=29)
        count_outcomes(each, home=NORTH, step=steps[0].id)

    here, there = (counted_of(each, now(each, step)) for each, step in zip((barset, beside), steps, strict=True))
    assert canonical(here.data()) == canonical(there.data())
    digests = {each.steps.counted(NORTH, steps[0].id).digest for each in (barset, beside)}
    assert len(digests) == 1


def test_a_stop_is_at_once_and_by_itself(barset: World) -> None:
    step = runs(barset)
    new = next(
        one for one in (starts(barset) for _ in range(20)) if barset.steps.assignments(NORTH, one.case)[0].arm == "B"
    )
    for _ in range(5):
        trip(barset, authority=NORTH, case=new.case)

    assert now(barset, step).state == "stopped_for_harm"
    assert list(barset.steps.assignments(NORTH, starts(barset).case)) == []
    assert len(barset.records.tasks(NORTH)) == 1


def test_a_pause_leaves_those_who_are_in_it_counted(barset: World) -> None:
    step = lived(barset, cases=6)
    pause_step(barset, home=NORTH, step=step.id, because="A look", by=MIA)
    clock: Any = barset.clock
    clock.move(days=29)

    assert count_outcomes(barset, home=NORTH, step=step.id) == 6
    assert list(barset.steps.assignments(NORTH, starts(barset).case)) == []
