"""Mia plans for five years: what she aimed at before stays on record, and two people do not plan over one another."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from footpath.actions.audit import audit
from footpath.actions.plan_outcome import (
    NoSuchOutcome,
    enter_figure,
    give_up_outcome,
    keep_plan,
    plan_of,
    plan_outcome,
)
from footpath.plan.record import Plan, Planned, check_chain, former_aims
from footpath.ports import StalePlan
from footpath.values import Problem
from tests.people import NORTH, SOUTH
from tests.plan.test_outcome import WRITTEN
from tests.world import MemoryWorld


def plans(
    world: MemoryWorld, *, outcome: str | None = None, seen: int | None = None, because: str = "Council", **other: str
) -> Any:
    return plan_outcome(
        world,
        authority=NORTH,
        outcome=outcome,
        fields={**WRITTEN, **other},
        services=("permit",),
        owners=("mia",),
        because=because,
        by="staff:mia",
        seen=plan_of(world, NORTH).seq if seen is None else seen,
    )


def test_an_outcome_is_planned_with_its_reason(world: MemoryWorld) -> None:
    plan = plans(world)

    assert isinstance(plan, Plan)
    (outcome,) = plan.outcomes
    assert outcome.sentence == "People can park near home without visiting an office"
    assert plan_of(world, SOUTH) == Plan()
    assert check_chain(world.plans.entries(NORTH), authority=NORTH) is None


def test_planning_anew_keeps_the_former_aims(world: MemoryWorld) -> None:
    (before,) = plans(world).outcomes
    world.clock.move(days=365)
    (now,) = plans(world, outcome=before.id, because="Two people left the team", aim_1="62").outcomes

    ((decision, former),) = former_aims(world.plans.entries(NORTH), now)
    assert (former, decision.because) == (before, "Council")
    last = world.plans.entries(NORTH)[-1].event
    assert isinstance(last, Planned)
    assert (last.by, last.because) == ("staff:mia", "Two people left the team")


def test_nothing_is_planned_without_a_reason_or_with_a_means_in_it(world: MemoryWorld) -> None:
    before = world.stored()

    assert [problem.at for problem in plans(world, because=" ")] == ["because"]
    assert [problem.at for problem in plans(world, sentence="People use our new app")] == ["sentence"]
    assert world.stored() == before


def test_the_same_outcome_is_not_planned_twice(world: MemoryWorld) -> None:
    plans(world)

    assert plans(world) == (Problem("sentence", "This outcome is planned already. Change that one"),)


def test_an_outcome_is_given_up_with_a_reason_and_stays_on_record(world: MemoryWorld) -> None:
    plan = plans(world)
    (outcome,) = plan.outcomes
    gone = give_up_outcome(
        world, authority=NORTH, outcome=outcome.id, because="The law changed", by="staff:mia", seen=plan.seq
    )

    assert isinstance(gone, Plan)
    assert gone.outcomes == ()
    assert len(world.plans.entries(NORTH)) == 2
    with pytest.raises(NoSuchOutcome):
        plans(world, outcome=outcome.id)


def test_the_yearly_look_may_come_to_the_same_plan_and_is_a_decision_too(world: MemoryWorld) -> None:
    plan = plans(world)
    world.clock.move(days=366)
    assert plan.due(world.clock.today()) <= world.clock.today()

    same = keep_plan(world, authority=NORTH, because="All of it stands", by="staff:mia", seen=plan.seq)

    assert isinstance(same, Plan)
    assert same.outcomes == plan.outcomes
    due = same.due(world.clock.today())
    assert due is not None
    assert due > world.clock.today() + timedelta(days=300)


def test_two_people_do_not_plan_over_one_another(world: MemoryWorld) -> None:
    plans(world)

    with pytest.raises(StalePlan):
        plans(world, seen=0, sentence="Nobody waits more than three days for an answer")


def enters(world: MemoryWorld, outcome: str, **other: str) -> Any:
    said = {"year": "2026", "value": "70", "source": "Our survey of May 2026", **other}
    return enter_figure(world, authority=NORTH, outcome=outcome, by="staff:mia", seen=plan_of(world, NORTH).seq, **said)


def test_a_figure_is_entered_with_where_it_comes_from(world: MemoryWorld) -> None:
    (outcome,) = plans(world, measure="satisfaction").outcomes

    (figure,) = enters(world, outcome.id).figures
    assert (figure.year, str(figure.value), figure.source) == (2026, "70", "Our survey of May 2026")


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"year": "2027"}, "year"),
        ({"year": "1999"}, "year"),
        ({"year": "now"}, "year"),
        ({"value": "lots"}, "value"),
        ({"value": "101"}, "value"),
        ({"source": ""}, "source"),
    ],
)
def test_a_figure_that_cannot_be_is_sent_back(world: MemoryWorld, other: dict[str, str], field: str) -> None:
    (outcome,) = plans(world, measure="satisfaction").outcomes

    assert [problem.at for problem in enters(world, outcome.id, **other)] == [field]


def test_the_audit_sees_a_plan_that_was_altered(world: MemoryWorld) -> None:
    plans(world)
    assert audit(world).faults == ()

    (entry,) = world.plans.entries(NORTH)
    assert isinstance(entry.event, Planned)
    altered = replace(entry, event=replace(entry.event, because="I never said this"))
    with world.together():
        world.tables.put("plans", (NORTH, 1), altered, new=False)

    (fault,) = audit(world).faults
    assert (fault.authority, fault.case, fault.what) == (NORTH, "plan", "chain")
    assert audit(world, authority=SOUTH).faults == ()
