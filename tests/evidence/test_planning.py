"""How long until Ryedale would know, found by trying."""

import random
from statistics import median

from footpath.evidence import Before, log_odds_hoped, new_ledger, pooled
from footpath.evidence.planning import LONGEST_WEEKS, weeks_to_know
from tests.evidence.people import served


def test_planning_says_what_the_real_ledgers_then_find() -> None:
    # 60 cases a week, from 50 to 65 in a hundred.
    hoped = log_odds_hoped(0.15, 0.5)
    real = []
    for seed in range(40):
        people = served(random.Random(seed), 60 * 40, a=0.5, b=0.65)
        ledger = new_ledger("barset_north", "completed", "yes_no", Before(cases=50, total=25, squares=25))
        for week in range(1, 41):
            ledger = ledger.add_all(people[60 * (week - 1) : 60 * week])
            if week >= 2 and pooled([ledger], hoped=hoped).benefit >= 20:
                break
        real.append(week)

    planned = weeks_to_know(weekly=60, authorities=1, baseline=0.5, hoped=0.15, worlds=200)

    assert planned.median is not None
    assert abs(planned.median - median(real)) <= 1.5


def test_twelve_places_of_twenty_a_week_know_in_two_months_and_one_of_them_does_not() -> None:
    together = weeks_to_know(weekly=20, authorities=12, baseline=0.6, hoped=0.06, worlds=200)
    alone = weeks_to_know(weekly=20, authorities=1, baseline=0.6, hoped=0.06, worlds=200)

    assert together.median is not None and 5 <= together.median <= 10
    assert alone.known_by(26) < 0.25
    assert all(2 <= week <= LONGEST_WEEKS for week in together.weeks)


def test_weeks_in_which_outcomes_mature_come_on_top_and_the_same_seed_says_the_same() -> None:
    at_once = weeks_to_know(weekly=100, authorities=4, baseline=0.6, hoped=0.1, worlds=40)
    later = weeks_to_know(weekly=100, authorities=4, baseline=0.6, hoped=0.1, worlds=40, window_weeks=4)

    assert [week + 4 for week in at_once.weeks] == list(later.weeks)


def test_progress_is_told() -> None:
    told: list[int] = []
    weeks_to_know(weekly=100, authorities=2, baseline=0.6, hoped=0.2, worlds=250, tell=told.append)

    assert sum(told) == 250
