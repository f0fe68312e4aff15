"""A step is planned for a number of cases before it starts, and a part of its stake plays for that end."""

import random
from collections.abc import Mapping
from datetime import timedelta

import msgspec
import pytest

from footpath.actions.count_outcomes import count_again, counted_of
from footpath.actions.register_step import register_step
from footpath.evidence import Outcome
from footpath.evidence.report import weigh_outcomes
from footpath.steps.checking import check_registration
from footpath.steps.counting import Counting, promise_of
from footpath.steps.forecast import Forecast, Volume, forecast, forecast_said
from footpath.steps.reading import Written, read_step
from footpath.steps.registration import Registration, fingerprint
from footpath.steps.step import Step
from footpath.values import canonical
from tests.people import NORTH, settle
from tests.steps.living import counted, now, people_come, their_time_is_over
from tests.steps.promised import MONDAY, a_running_step, promised
from tests.steps.test_reading import GOOD
from tests.world import MemoryWorld

SOUTH = "barset_south"
PLACES = (NORTH, SOUTH)


def made_up(cases: int, *, better: float = 0.12, seed: int = 3) -> list[Outcome]:
    """Some forty a day, in two places."""
    chance, found = random.Random(seed), []
    for number in range(cases):
        arm = chance.choice("AB")
        done = chance.random() < 0.55 + (better if arm == "B" else 0)
        entered = MONDAY + timedelta(minutes=36 * number)
        found.append(
            Outcome(
                unit=f"person-{number}",
                authority=PLACES[chance.random() < 0.4],
                arm=arm,  # type: ignore[arg-type]
                probability=0.5,
                entered=entered,
                matured=entered + timedelta(days=28),
                measure="completed",
                value=float(done),
            )
        )
    return found


def enter(counting: Counting, outcomes: list[Outcome], *, first: int = 0) -> None:
    for number, one in enumerate(outcomes, start=first + 1):
        assert one.value is not None
        counting.add(
            {"completed": f"{one.value:g}"},
            authority=one.authority,
            arm=one.arm,
            percent=50,
            entered=one.entered,
            number=number,
        )


def test_what_was_registered_before_there_was_a_horizon_keeps_its_fingerprint_and_its_ledger() -> None:
    said = promised()

    assert fingerprint(said) == "dd857fc274cfdfcbd9e5e4c5a1ae8a63a596fb3e1d5985d099ca14ca8ff4ca9f"
    assert b"planned" not in canonical(said) and b"borrowed" not in canonical(said)
    assert msgspec.convert(msgspec.to_builtins(said), Registration) == said
    counting = Counting(a_running_step())
    enter(counting, made_up(50))
    assert "stake" not in counting.data()


def test_the_horizon_is_part_of_the_promise() -> None:
    assert fingerprint(promised(planned_cases=500)) != fingerprint(promised())
    assert fingerprint(promised(planned_cases=500)) != fingerprint(promised(planned_cases=501))


def test_put_down_after_every_case_and_taken_up_again_it_comes_to_the_same_bits() -> None:
    step = a_running_step(planned_cases=300)
    people = made_up(200)
    whole, again = Counting(step), Counting(step)
    enter(whole, people)
    for number, one in enumerate(people):
        enter(again, [one], first=number)
        again = Counting(step, msgspec.json.decode(canonical(again.data())))

    assert canonical(again.data()) == canonical(whole.data())


def test_the_page_the_proposal_and_the_file_of_outcomes_say_the_same_odds() -> None:
    step = a_running_step(planned_cases=400, authorities=PLACES)
    people = made_up(300)
    counting = Counting(step)
    enter(counting, people)

    weighed = weigh_outcomes(people, promise=promise_of(step))

    look, odds = counting.look("completed"), counting.odds("completed")
    assert look is not None and odds is not None
    assert look.odds.benefit == odds[0] == pytest.approx(weighed.odds.benefit, rel=1e-12)
    assert look.odds.harm == odds[1] == pytest.approx(weighed.odds.harm, rel=1e-12)
    assert (look.interval.low, look.interval.high) == (weighed.interval.low, weighed.interval.high)
    assert look.highest_benefit >= max(each.benefit for each in weighed.looks) * (1 - 1e-9)
    # The control: without what was promised the odds are others.
    assert weigh_outcomes(people).odds.benefit != pytest.approx(odds[0], rel=1e-3)


def test_a_small_effect_is_found_more_often_by_the_end_it_was_planned_for() -> None:
    plain, planned = a_running_step(), a_running_step(planned_cases=600)
    found = {"plain": 0, "planned": 0}
    for seed in range(40):
        people = made_up(600, better=0.1, seed=seed)
        for name, step in (("plain", plain), ("planned", planned)):
            counting = Counting(step)
            enter(counting, people)
            found[name] += counting.highest_benefit >= 20

    assert found["planned"] >= found["plain"]
    assert found["planned"] > 15


# --- the forecast


def test_a_forecast_says_when_we_would_know_together_and_alone() -> None:
    known = forecast(
        promised(authorities=PLACES),
        {NORTH: Volume(weekly=60.0, share=0.6), SOUTH: Volume(weekly=40.0, share=0.5)},
    )

    assert known is not None and known.weeks is not None and known.planned is not None
    assert known.weekly == 100
    assert known.alone is None or known.alone > known.weeks
    # No further than the cases there will be, and no more than are needed.
    assert known.planned <= 100 * 22
    assert "About 100 cases a week" in forecast_said(known, 2) and "alone" in forecast_said(known, 2)


def test_with_many_cases_it_is_planned_for_as_many_as_are_needed() -> None:
    few, many = (forecast(promised(), {NORTH: Volume(weekly=weekly, share=0.6)}) for weekly in (20.0, 2_000.0))

    assert few is not None and many is not None
    assert few.planned == (20 * 22)
    assert many.planned is not None and many.planned < 2_000 * 22


@pytest.mark.parametrize(
    ("other", "volumes"),
    [
        ({}, {NORTH: Volume(weekly=0.0, share=None)}),
        ({}, {NORTH: Volume(weekly=5.0, share=None)}),
        ({"measure": "satisfaction"}, {NORTH: Volume(weekly=50.0, share=0.7)}),
    ],
)
def test_where_nothing_is_known_nothing_is_forecast(other: dict[str, str], volumes: Mapping[str, Volume]) -> None:
    assert forecast(promised(**other), volumes) is None
    assert forecast_said(None, 1) == ""


def test_a_share_that_cannot_rise_by_what_is_hoped_for_is_forecast_all_the_same() -> None:
    assert isinstance(forecast(promised(hoped_points=50), {NORTH: Volume(weekly=30.0, share=0.98)}), Forecast)


def test_what_is_hardly_ever_found_is_said_so() -> None:
    known = forecast(promised(), {NORTH: Volume(weekly=2.0, share=0.6)})

    assert known is not None and known.weeks is None and known.planned is None
    assert "we would hardly know" in forecast_said(known, 1)


def test_a_step_is_planned_for_what_its_service_has_seen() -> None:
    world = MemoryWorld()
    settle(world)
    people_come(world, 60, finish=lambda arm: 0.6, hours_apart=6)
    world.clock.move(days=29)

    made = register_step(world, authority=NORTH, registration=promised(hoped_points=20))
    (registered,) = [entry.event for entry in world.steps.journal(NORTH, "log_book_hint")]

    assert isinstance(made, Step)
    assert made.forecast is not None and 5 < made.forecast.weekly < 30
    assert made.registration.planned_cases == made.forecast.planned
    assert made.fingerprint == fingerprint(made.registration)
    assert registered.forecast == made.forecast  # type: ignore[union-attr]


def test_what_its_author_planned_for_stands() -> None:
    world = MemoryWorld()
    settle(world)
    people_come(world, 60, finish=lambda arm: 0.6, hours_apart=6)
    world.clock.move(days=29)

    made = register_step(world, authority=NORTH, registration=promised(planned_cases=777))

    assert isinstance(made, Step) and made.registration.planned_cases == 777


def test_a_planned_step_counted_again_from_nothing_is_the_same_to_the_last_bit() -> None:
    world = MemoryWorld()
    settle(world)
    made = register_step(world, authority=NORTH, registration=promised(planned_cases=50))
    assert isinstance(made, Step)
    from footpath.actions.approve_step import approve_step

    step = approve_step(world, home=NORTH, step=made.id, by="staff:mia")
    people_come(world, 40, finish=lambda arm: 0.4 if arm == "A" else 0.8)
    their_time_is_over(world)
    assert counted(world, step) == 40

    held = counted_of(world, now(world, step))
    plain = Counting(step)._pooled("completed", held.ledgers("completed")).benefit
    assert count_again(world, home=NORTH, step=step.id)
    assert counted_of(world, now(world, step)).odds("completed") == held.odds("completed")
    known = held.odds("completed")
    assert known is not None and known[0] != plain


# --- the file


def test_a_file_may_say_for_how_many_cases_it_is_planned() -> None:
    written = read_step(f"{GOOD}planned_cases: 900\n")

    assert isinstance(written, Written) and written.registration.planned_cases == 900


def test_a_file_that_plans_for_next_to_nobody_is_refused_with_its_line() -> None:
    faults = read_step(f"{GOOD}planned_cases: 5\n")

    assert isinstance(faults, tuple) and "50" in str(faults[0])


def test_only_a_yes_or_no_can_be_played_for() -> None:
    wrong = check_registration(promised(measure="satisfaction", planned_cases=500))

    assert [problem.at for problem in wrong] == ["planned_cases"]
    assert check_registration(promised(planned_cases=500)) == ()
