"""A part of the stake that plays for the planned end is as fair as the rest, and finds more there."""

import math
from datetime import date, timedelta
from itertools import pairwise

import msgspec
import numpy as np
import pytest

from footpath.evidence import Outcome, Promise, new_ledger
from footpath.evidence.horizon import Horizon, Stake, log_factor
from footpath.evidence.report import weigh_outcomes
from tests.evidence.people import every_throw, outcome

VALUES = (1, 0, 1, 1, 0, 0, 1, 0, 1, 1)
CHANCES = (0.5, 0.5, 0.1, 0.1, 0.9, 0.3, 0.5, 0.62, 0.5, 0.25)
PLACES = ("barset_north", "barset_south")
MONDAY = date(2026, 2, 2)


def stake_after(
    horizon: Horizon, arms: tuple[str, ...], values: tuple[float, ...] = VALUES, each_day: int = 3
) -> Stake:
    """Three people a day, in two places in turn."""
    stake = Stake()
    ledgers = {place: new_ledger(place, "completed", "yes_no") for place in PLACES}
    for at, (arm, value, chance) in enumerate(zip(arms, values, CHANCES, strict=True)):
        one = outcome(at, arm=arm, value=value, probability=chance, authority=PLACES[at % 2])  # type: ignore[arg-type]
        ledger = ledgers[one.authority]
        stake.enter_all(horizon, MONDAY + timedelta(days=at // each_day), ledger, [one])
        ledgers[one.authority] = ledger.add(one)
    return stake


def test_over_every_way_the_coins_can_fall_its_mean_is_one() -> None:
    horizon = Horizon(planned=8)
    total = math.fsum(
        likely * horizon.odds(1.0, stake_after(horizon, arms).log_wealth) for arms, likely in every_throw(CHANCES)
    )

    assert total == pytest.approx(1, abs=1e-12)


def test_its_mean_is_not_one_when_the_recorded_chance_is_wrong() -> None:
    # The control: the law above can fail.
    total = math.fsum(
        likely * math.exp(stake_after(Horizon(planned=8), arms).log_wealth) for arms, likely in every_throw((0.7,) * 10)
    )

    assert abs(total - 1) > 1e-3


def test_where_b_is_better_for_nobody_and_worse_for_some_its_mean_is_at_most_one() -> None:
    worse_in_b = (0, 0, 1, 0, 0, 0, 0, 0, 1, 1)
    total = math.fsum(
        likely
        * math.exp(
            stake_after(
                Horizon(planned=8),
                arms,
                tuple(b if arm == "B" else a for arm, a, b in zip(arms, VALUES, worse_in_b, strict=True)),
            ).log_wealth
        )
        for arms, likely in every_throw(CHANCES)
    )

    assert total < 1


def test_it_may_be_put_down_and_taken_up_after_any_outcome() -> None:
    horizon, arms = Horizon(planned=8), tuple("ABBAABABBA")
    whole, again = Stake(), Stake()
    for at, (arm, value) in enumerate(zip(arms, VALUES, strict=True)):
        for stake in (whole, again):
            stake.enter(
                horizon,
                MONDAY + timedelta(days=at // 3),
                PLACES[at % 2],
                0.6,
                b=arm == "B",
                probability=0.5,
                value=value,
            )
        again = msgspec.json.decode(msgspec.json.encode(again), type=Stake)

    assert again == whole
    assert again.log_wealth.hex() == whole.log_wealth.hex()


def test_places_that_count_for_themselves_come_to_what_one_count_of_all_comes_to() -> None:
    horizon, arms = Horizon(planned=500), tuple("ABBAABABBA") * 3
    values, days = VALUES * 3, [MONDAY + timedelta(days=at // 6) for at in range(30)]
    together, won = Stake(), 0.0
    for at, (arm, value) in enumerate(zip(arms, values, strict=True)):
        together.enter(horizon, days[at], PLACES[at % 2], 0.6, b=arm == "B", probability=0.5, value=value)
    for day in sorted(set(days)):
        # Each place is told the day's bet, and tells one number back.
        bet = horizon.bet(won, days.index(day))
        told = [
            sum(
                log_factor(bet, arms[at] == "B", 0.5, values[at], 0.6)
                for at in range(30)
                if days[at] == day and at % 2 == which
            )
            for which in (1, 0)
        ]
        won = math.fsum((won, *told))

    assert together.log_wealth.hex() == won.hex()


def test_it_bets_nothing_when_the_planned_cases_are_in_or_the_goal_is_reached() -> None:
    horizon = Horizon(planned=100)

    assert horizon.bet(0.0, 0) > 0
    assert horizon.bet(0.0, 100) == 0
    assert horizon.bet(math.log(horizon.target), 10) == 0
    assert horizon.bet(-700.0, 10) > 0


def test_the_bet_of_a_day_is_settled_before_its_outcomes() -> None:
    horizon = Horizon(planned=8)
    bets = set()
    for value in (0.0, 1.0):
        stake = Stake()
        for at in range(4):
            stake.enter(horizon, MONDAY, "barset_north", 0.6, b=at % 2 == 0, probability=0.5, value=value)
            bets.add(stake.bet)

    assert len(bets) == 1


def test_at_the_planned_end_it_has_enough_about_as_often_as_a_test_that_never_looked() -> None:
    # 800 people, 60 to 70 in a hundred. A test that never looked finds it 85 times in 100; forty looks cost some.
    horizon, dice, found = Horizon(planned=800), np.random.default_rng(1), 0
    for _ in range(200):
        b = dice.random(800) < 0.5
        y = (dice.random(800) < np.where(b, 0.7, 0.6)).astype(float)
        before = np.concatenate(((0.0,), np.cumsum(y)[:-1]))
        mean = (before + 30) / (np.arange(800) + 50)
        log, ever = 0.0, False
        for start, end in pairwise(range(0, 801, 20)):
            bet = horizon.bet(log, start)
            for at in range(start, end):
                log += log_factor(bet, bool(b[at]), 0.5, float(y[at]), float(mean[at]))
            ever |= horizon.odds(0.0, log) >= 20
        found += ever
    assert found / 200 > 0.68


def test_the_report_says_of_a_promise_what_a_count_one_by_one_comes_to() -> None:
    dice, people = np.random.default_rng(2), list[Outcome]()
    for at in range(300):
        b = bool(dice.random() < 0.5)
        value = float(dice.random() < (0.7 if b else 0.55))
        people.append(outcome(at, arm="B" if b else "A", value=value, authority=PLACES[at % 2]))
    promise = Promise(measure="completed", kind="yes_no", hoped=0.25, planned=250)
    stake, ledgers = Stake(), {place: new_ledger(place, "completed", "yes_no") for place in PLACES}
    starts: dict[tuple[date, str], float] = {}
    for one in people:
        assert one.matured is not None and one.value is not None
        day, place = one.matured.date(), one.authority
        expected = starts.setdefault((day, place), ledgers[place].expected)
        stake.enter(promise.horizon, day, place, expected, b=one.arm == "B", probability=0.5, value=one.value)  # type: ignore[arg-type]
        ledgers[place] = ledgers[place].add(one)

    weighed = weigh_outcomes(people, promise=promise)
    plain = weigh_outcomes(people, promise=msgspec.structs.replace(promise, planned=None))

    assert weighed.odds.benefit == Horizon(planned=250).odds(plain.odds.benefit, stake.log_wealth)
    assert weighed.odds.benefit != plain.odds.benefit
