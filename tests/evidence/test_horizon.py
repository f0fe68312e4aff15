"""A part of the stake that plays for the planned end is as fair as the rest, and finds more there."""

import math

import numpy as np
import pytest

from footpath.evidence.horizon import Horizon, log_factors
from tests.evidence.people import every_throw

VALUES = (1, 0, 1, 1, 0, 0, 1, 0, 1, 1)
CHANCES = (0.5, 0.5, 0.1, 0.1, 0.9, 0.3, 0.5, 0.62, 0.5, 0.25)


def wealth(horizon: Horizon, arms: tuple[str, ...], values: tuple[float, ...], chances: tuple[float, ...]) -> float:
    """Looked at after every second person."""
    log = 0.0
    bet = 0.0
    for at, (arm, value, chance) in enumerate(zip(arms, values, chances, strict=True)):
        if at % 2 == 0:
            bet = horizon.bet(log, at)
        mean = (sum(values[:at]) + 1) / (at + 2)
        log += float(log_factors(bet, arm == "B", chance, value, mean))
    return log


def test_over_every_way_the_coins_can_fall_its_mean_is_one() -> None:
    horizon = Horizon(planned=8)
    total = math.fsum(
        likely * horizon.odds(1.0, wealth(horizon, arms, VALUES, CHANCES)) for arms, likely in every_throw(CHANCES)
    )

    assert total == pytest.approx(1, abs=1e-12)


def test_it_bets_nothing_when_the_planned_cases_are_in_or_the_goal_is_reached() -> None:
    horizon = Horizon(planned=100)

    assert horizon.bet(0.0, 0) > 0
    assert horizon.bet(0.0, 100) == 0
    assert horizon.bet(math.log(horizon.target), 10) == 0
    assert horizon.bet(-700.0, 10) > 0


def test_at_the_planned_end_it_has_enough_about_as_often_as_a_test_that_never_looked() -> None:
    # 800 people, 60 to 70 in a hundred. A test that never looked finds it 85 times in 100; forty looks cost some.
    horizon, dice, found = Horizon(planned=800), np.random.default_rng(1), 0
    for _ in range(200):
        b = dice.random(800) < 0.5
        y = (dice.random(800) < np.where(b, 0.7, 0.6)).astype(float)
        before = np.concatenate(((0.0,), np.cumsum(y)[:-1]))
        mean = (before + 30) / (np.arange(800) + 50)
        log, ever = 0.0, False
        for at in range(0, 800, 20):
            some = slice(at, at + 20)
            log += float(log_factors(horizon.bet(log, at), b[some], 0.5, y[some], mean[some]).sum())
            ever |= horizon.odds(0.0, log) >= 20
        found += ever
    assert found / 200 > 0.68
