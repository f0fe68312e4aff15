"""What the evidence of many places says for Ryedale."""

import random

import pytest

from footpath.evidence import (
    KINDS,
    PlaceEffect,
    SharedEffect,
    borrowed_weights,
    fitted,
    fitted_anew,
    new_ledger,
    place_effect,
    pooled,
    predicted,
    shared_effect,
    stake_weights,
)
from tests.evidence.people import served


def test_a_place_that_differs_for_good_is_believed_and_an_unsure_one_leans_on_the_others() -> None:
    others = [PlaceEffect(authority=str(at), effect=0.3 + at / 20, variance=0.01) for at in range(-3, 4)]
    sure = PlaceEffect(authority="ryedale", effect=-0.5, variance=0.005)
    unsure = PlaceEffect(authority="thirsk", effect=-0.5, variance=4.0)
    shared = shared_effect([*others, sure])

    assert shared.between > 0
    assert fitted(sure, shared) < -0.3
    assert fitted(unsure, shared) == pytest.approx(shared.effect, abs=0.1)
    assert fitted(None, shared) == shared.effect


def test_a_place_that_borrows_is_never_outvoted_by_places_that_seemed_alike() -> None:
    # One place found it: how far places differ is not known, and the estimate of that is nothing.
    alike = SharedEffect(effect=0.2, variance=0.01, between=0.0)
    harmed = PlaceEffect(authority="ryedale", effect=-0.5, variance=0.01)

    assert fitted_anew(None, alike) == 0.2
    assert fitted_anew(harmed, alike) == pytest.approx(-0.15)
    assert fitted(harmed, alike) == 0.2  # the control: of a place that is among those the effect comes from
    apart = SharedEffect(effect=0.2, variance=0.01, between=10.0)
    assert fitted_anew(harmed, apart) == pytest.approx(-0.5, abs=0.01)


def test_what_is_borrowed_spreads_the_stake_in_the_unit_of_its_kind() -> None:
    found = SharedEffect(effect=0.05, variance=0.0004, between=0.0)  # of a score from 0 to 1: a fifth of its spread
    weights = stake_weights(KINDS["score"], hoped=0.8, borrowed=found)

    middle = sum(weight * effect for weight, effect in zip(weights, KINDS["score"].benefit, strict=True))
    assert middle == pytest.approx(0.2, abs=0.03)


def test_places_no_further_apart_than_chance_share_one_effect() -> None:
    shared = shared_effect([PlaceEffect(authority=str(at), effect=0.2, variance=0.04) for at in range(4)])

    assert shared == SharedEffect(effect=pytest.approx(0.2), variance=pytest.approx(0.01), between=0.0)
    low, high = predicted(shared)
    assert low < 0.2 - 0.12 and high > 0.2 + 0.12


def test_the_estimate_of_a_place_is_in_log_odds_and_knows_how_unsure_it_is() -> None:
    empty = new_ledger("barset_north", "completed", "yes_no")
    few, many = (place_effect(empty.add_all(served(random.Random(2), n, a=0.6, b=0.7))) for n in (60, 6_000))

    assert few is not None and many is not None
    assert many.effect == pytest.approx(0.44, abs=0.15)
    assert many.variance == pytest.approx(4 / (6_000 * 0.65 * 0.35), rel=0.1)
    assert few.variance > 50 * many.variance
    assert place_effect(empty) is None


def test_borrowed_belief_is_about_what_others_found() -> None:
    weights = borrowed_weights(SharedEffect(effect=0.3, variance=0.002, between=0.01))

    assert sum(weights) == pytest.approx(1)
    assert max(range(14), key=weights.__getitem__) in (6, 7)
    assert min(weights) > 0


def test_where_half_the_places_gain_and_half_lose_it_matters_somewhere_and_helps_nobody_on_average() -> None:
    ledgers = [
        new_ledger(str(place), "completed", "yes_no").add_all(
            served(random.Random(place), 700, a=0.5, b=0.65 if place % 2 else 0.35, authority=str(place))
        )
        for place in range(6)
    ]

    odds = pooled(ledgers)

    assert odds.places_differ > 1_000
    assert odds.benefit < 20
    assert odds.harm < 20


def test_where_nothing_differs_nowhere_it_does_not_matter_anywhere() -> None:
    ledgers = [
        new_ledger(str(place), "completed", "yes_no").add_all(
            served(random.Random(place), 700, a=0.5, b=0.5, authority=str(place))
        )
        for place in range(6)
    ]

    assert pooled(ledgers).places_differ < 1
