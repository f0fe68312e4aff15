"""What the kept steps came to, what nothing explains, and which steps serve which outcome."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from footpath.plan.reckoning import Effect, add_up, effect_of, fate, serves, standing, unexplained
from footpath.steps.events import StepDecided
from footpath.steps.states import State
from footpath.steps.step import Step
from tests.plan.test_outcome import an_outcome
from tests.steps.promised import MONDAY, NORTH, promised

PARK = an_outcome()
LOOK = {
    "interval": {"low": 0.01, "high": 0.11, "estimate": 0.06},
    "old": 812,
    "new": 798,
    "old_mean": 0.61,
    "new_mean": 0.67,
}


def a_step(state: State = "settled", **other: object) -> Step:
    return Step(
        authority=NORTH,
        registration=promised(**other),
        fingerprint="f",
        editions={NORTH: ("aa", "bb")},
        state=state,
        seq=5,
        head="h",
        registered=MONDAY,
    )


def decided(**look: object) -> StepDecided:
    return StepDecided(
        at=MONDAY,
        by="staff:mia",
        decision="kept",
        rule_said="keep it",
        because="It helps",
        departs=False,
        evidence={"measures": {"completed": {**LOOK, **look}}},
        log_digest="0" * 64,
    )


def effect(points: str, low: str, high: str, service: str = "permit") -> Effect:
    return Effect(step="s", service=service, estimate=Decimal(points), low=Decimal(low), high=Decimal(high))


def test_a_step_hangs_under_the_outcome_that_its_registration_names() -> None:
    assert serves(a_step(), PARK)
    assert serves(a_step(outcome="  people can park near home  without visiting an office. "), PARK)
    assert serves(a_step(outcome="park"), PARK)
    assert not serves(a_step(outcome="People are warm at home"), PARK)


@pytest.mark.parametrize(
    ("state", "said"),
    [("settled", "kept"), ("could_not_tell", "put back"), ("stopped_for_harm", "put back"), ("paused", "running")],
)
def test_the_fate_of_a_step_is_said_in_four_ways(state: State, said: str) -> None:
    assert fate(a_step(state)) == said


def test_the_effect_of_a_kept_step_is_what_its_decision_rested_on() -> None:
    assert effect_of(a_step(), decided(), PARK) == replace(effect("6.0", "1.0", "11.0"), step="log_book_hint")


def test_what_cannot_be_added_is_left_out() -> None:
    assert effect_of(a_step("not_kept"), decided(), PARK) is None
    assert effect_of(a_step(), None, PARK) is None
    assert effect_of(a_step(measure="ease"), decided(), PARK) is None
    assert effect_of(a_step(service="report"), decided(), PARK) is None
    assert effect_of(a_step(), decided(old=0), PARK) is None
    assert effect_of(a_step(), decided(), an_outcome(measure="days_to_decision", baseline="90", aim_5="80")) is None


def test_effects_count_by_the_share_of_people_they_reach() -> None:
    total = add_up([effect("6", "1", "11"), effect("2", "-1", "5", "report")], {"permit": 3000, "report": 1000})

    assert total is not None
    assert (total.points, total.low, total.high) == (Decimal("5.0"), Decimal("0.5"), Decimal("9.5"))
    assert (total.people, total.people_low, total.people_high) == (Decimal(200), Decimal(20), Decimal(380))


def test_without_anybody_or_anything_kept_there_is_no_sum() -> None:
    assert add_up([], {"permit": 10}) is None
    assert add_up([effect("6", "1", "11")], {}) is None


def test_what_the_kept_steps_do_not_explain_is_said_with_its_ends() -> None:
    total = add_up([effect("6", "1", "11")], {"permit": 3000})
    rest = unexplained(PARK, Decimal("65.5"), total)

    assert rest is not None
    assert (rest.moved, rest.points, rest.low, rest.high) == (
        Decimal("4.0"),
        Decimal("-2.0"),
        Decimal("-7.0"),
        Decimal("3.0"),
    )
    assert unexplained(PARK, None, total) is None


numbers = st.decimals(min_value=-20, max_value=20, places=1)


@given(st.lists(st.tuples(numbers, numbers, numbers).map(sorted), max_size=6), st.integers(1, 10_000))
def test_the_explained_and_the_unexplained_are_all_that_moved(ends: list[list[Decimal]], people: int) -> None:
    total = add_up([effect(str(e), str(low), str(high)) for low, e, high in ends], {"permit": people})
    rest = unexplained(PARK, Decimal(70), total)

    assert rest is not None
    assert rest.low <= rest.points <= rest.high
    assert rest.points + (total.points if total else 0) == rest.moved


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "not measured yet"),
        ({2025: "61.5"}, "not measured yet"),
        ({2026: "64"}, "as good as aimed for"),
        ({2026: "63"}, "better, behind its aim"),
        ({2026: "61.5"}, "the same as before"),
        ({2026: "66", 2027: "60"}, "worse than before"),
    ],
)
def test_the_last_year_says_how_an_outcome_stands(values: dict[int, str], said: str) -> None:
    assert standing(PARK, {year: Decimal(value) for year, value in values.items()}) == said


def test_of_days_less_is_better() -> None:
    quick = an_outcome(measure="days_to_decision", baseline="12", aim_1="10", aim_5="5")

    assert standing(quick, {2026: Decimal(9)}) == "as good as aimed for"
    assert standing(quick, {2026: Decimal(13)}) == "worse than before"
