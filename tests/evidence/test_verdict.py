"""What the machine proposes, and which people count."""

import random
from datetime import timedelta

import pytest

from footpath.evidence import (
    BROKEN,
    Verdict,
    assignment_odds,
    counted,
    first_of_each_person,
    in_order,
    kept_together,
    verdict,
    verdict_of_adopted,
)
from tests.evidence.people import START, outcome


@pytest.mark.parametrize(
    ("benefit", "harm", "assignment", "days", "proposed"),
    [
        (24, 1, 1, 20, Verdict.KEEP),
        (24, 1, 1, 13, Verdict.NOT_YET),
        (24, 1, 1, 200, Verdict.KEEP),
        (19, 1, 1, 20, Verdict.NOT_YET),
        (19, 1, 1, 182, Verdict.PUT_BACK),
        (24, 20, 1, 20, Verdict.HARM),
        (1, 20, 1, 1, Verdict.HARM),
        (24, 20, 1_000, 20, Verdict.BROKEN),
    ],
)
def test_harm_does_not_wait_and_what_we_cannot_tell_is_put_back(
    benefit: float, harm: float, assignment: float, days: int, proposed: Verdict
) -> None:
    assert verdict(benefit=benefit, harms=[1.0, harm], assignment=assignment, days=days) is proposed


def test_ashas_second_case_is_not_a_second_throw_of_the_coin() -> None:
    asha = [outcome(at, unit="asha", value=value) for at, value in ((9, 0.0), (1, 1.0), (5, None))]
    namesake = outcome(3, unit="asha", authority="barset_south")

    ordered = in_order([*asha, namesake])

    assert [one.entered for one in ordered] == [START + timedelta(hours=at) for at in (1, 3, 9)]
    assert first_of_each_person(ordered) == (asha[1], namesake)


def test_what_matures_later_is_not_seen_yet() -> None:
    people = [outcome(0), outcome(48)]

    assert in_order(people, by=START + timedelta(days=29)) == (people[0],)


def test_a_coin_that_falls_seven_times_in_ten_is_broken_and_a_fair_one_is_not() -> None:
    assert assignment_odds(counted([("B", 0.5)] * 280 + [("A", 0.5)] * 120)) > BROKEN
    assert assignment_odds(counted([("B", 0.5)] * 205 + [("A", 0.5)] * 195)) < 1
    # A ramp: each week has its own chance, and together they are as recorded.
    assert assignment_odds(counted([("B", 0.1)] * 20 + [("A", 0.1)] * 180 + [("B", 0.9)] * 450 + [("A", 0.9)] * 50)) < 1
    # A hair off shows in a million.
    assert assignment_odds(counted([("B", 0.5)] * 504_000 + [("A", 0.5)] * 496_000)) > BROKEN


def test_of_many_steps_only_those_pass_that_pass_together() -> None:
    odds = {"hint": 900.0, "order": 90.0, "colour": 21.0, "shorter": 1.0}

    # 20 were registered: the best needs 200, two need 100 each, three 67 each.
    assert kept_together(odds, registered=20) == {"hint"}
    assert kept_together(odds, registered=4) == {"hint", "order", "colour"}
    assert kept_together({}, registered=3) == frozenset()


def test_luck_alone_passes_at_most_one_time_in_ten() -> None:
    # The worst that luck can do with a mean of 1: all or nothing, each with a chance of 1 in 30.
    dice = random.Random(1)
    false = 0.0
    for _ in range(4_000):
        odds = {str(step): 30.0 if dice.random() < 1 / 30 else 0.0 for step in range(5)}
        odds |= {"real": 1_000.0}
        kept = kept_together(odds, registered=6)
        false += (len(kept) - ("real" in kept)) / max(len(kept), 1)
    assert false / 4_000 <= 0.1


@pytest.mark.parametrize(
    ("expected", "harm", "assignment", "days", "proposed"),
    [
        (0.2, 1, 1, 55, Verdict.NOT_YET),
        (0.2, 1, 1, 56, Verdict.KEEP),
        (-0.01, 1, 1, 56, Verdict.PUT_BACK),
        (0.0, 1, 1, 56, Verdict.PUT_BACK),
        (None, 1, 1, 56, Verdict.NOT_YET),  # nobody counted here yet: others' word alone keeps nothing
        (None, 1, 1, 112, Verdict.PUT_BACK),
        (0.2, 20, 1, 3, Verdict.HARM),
        (0.2, 20, 1, 80, Verdict.HARM),
        (0.2, 1, BROKEN, 80, Verdict.BROKEN),
    ],
)
def test_what_was_adopted_is_kept_after_eight_weeks_where_it_is_expected_to_help(
    expected: float | None, harm: float, assignment: float, days: int, proposed: Verdict
) -> None:
    assert verdict_of_adopted(expected=expected, harms=[1.0, harm], assignment=assignment, days=days) is proposed
