"""How large the effect may be: the interval is true at every look, which a peeked-at usual one is not."""

import random
from math import sqrt

import numpy as np
import pytest

from footpath.evidence import Ledger, interval, new_ledger, quick_interval, ratio
from tests.evidence.people import outcome, served

EMPTY = new_ledger("barset_north", "completed", "yes_no")


def test_with_nobody_it_says_nothing() -> None:
    found = interval([EMPTY])

    assert (found.low, found.high) == (-1.0, 1.0)


def test_three_thousand_people_and_six_in_a_hundred_more() -> None:
    found = interval([EMPTY.add_all(served(random.Random(1), 3_000, a=0.6, b=0.66))])

    assert found.low < found.estimate < found.high
    assert found.low < 0.06 < found.high
    assert found.high - found.low < 0.16


def test_the_estimate_is_always_inside() -> None:
    for seed in range(20):
        dice = random.Random(seed)
        found = interval([EMPTY.add_all(served(dice, dice.randrange(1, 60), a=0.1, b=0.9))])

        assert found.low <= found.estimate <= found.high


def test_ends_are_where_the_stakes_say_by_the_formula_written_out() -> None:
    people = served(random.Random(5), 200, a=0.5, b=0.7)
    found = interval([EMPTY.add_all(people)])

    def stake(d: float) -> float:
        # 2.4 as written: m to the nearest hundredth, P = 1/2, reach 0.99/0.5.
        total, won = 0.0, np.ones(10)
        bets = np.minimum(np.array([0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.2, 0.28, 0.4]), 0.95 / (1.98 + d))
        for at, one in enumerate(people):
            assert one.value is not None
            m = round((total + 1) / (at + 2) * 100) / 100
            won = won * (1 + bets * ((one.value - m) * (2 if one.arm == "B" else -2) - d))
            total += one.value
        return float(won.mean())

    assert stake(found.low - 1e-5) > 40 > stake(found.low + 1e-5)


def ever_missed(*, usual: bool, share: float, n: int, tries: int) -> float:
    """How often an interval, looked at after every 25 people, at some time misses that there is no difference."""
    missed = 0
    for seed in range(tries):
        people = served(random.Random(seed), n, a=share, b=share)
        ledger: Ledger = EMPTY
        for at in range(0, n, 25):
            ledger = ledger.add_all(people[at : at + 25])
            if usual:
                (a, b), (yes_a, yes_b) = ledger.by_arm, ledger.totals
                if min(yes_a, yes_b) < 5:
                    continue
                p, q = yes_a / a, yes_b / b
                half = 1.96 * sqrt(p * (1 - p) / a + q * (1 - q) / b)
                low, high = q - p - half, q - p + half
            else:
                found = interval([ledger])
                low, high = found.low, found.high
            if not low <= 0 <= high:
                missed += 1
                break
    return missed / tries


@pytest.mark.parametrize("share", [0.6, 0.05])
def test_looked_at_all_the_time_it_misses_at_most_as_often_as_promised(share: float) -> None:
    assert ever_missed(usual=False, share=share, n=1_000, tries=120) <= 0.05


def test_the_usual_interval_looked_at_all_the_time_misses_far_too_often() -> None:
    # The control: the test above can fail.
    assert ever_missed(usual=True, share=0.6, n=1_000, tries=120) > 0.15


def test_a_ramp_while_the_season_changes_does_not_bend_it() -> None:
    # Few are in B while things go badly, most while they go well: the plain difference of means is 0.3.
    dice = random.Random(2)
    people = []
    for at in range(4_000):
        chance, share = (0.1, 0.3) if at < 2_000 else (0.9, 0.8)
        arm = "B" if dice.random() < chance else "A"
        people.append(outcome(at, arm=arm, value=float(dice.random() < share), probability=chance))  # type: ignore[arg-type]
    found = interval([EMPTY.add_all(people)])

    assert found.low < 0 < found.high
    assert abs(found.estimate) < 0.08


def test_the_preview_is_hidden_while_there_are_few_and_near_the_exact_one_later() -> None:
    people = served(random.Random(4), 3_000, a=0.6, b=0.66)

    assert quick_interval([EMPTY.add_all(people[:40])]) is None
    quick, exact = quick_interval([EMPTY.add_all(people)]), interval([EMPTY.add_all(people)])
    assert quick is not None
    assert (exact.high - exact.low) / (quick.high - quick.low) < 1.3


def test_twice_as_many_errors_are_seen_as_a_ratio() -> None:
    dice = random.Random(6)
    events = [
        outcome(at, arm="B" if dice.random() < 2 / 3 else "A", measure="errors")  # type: ignore[arg-type]
        for at in range(600)
    ]
    found = ratio([new_ledger("barset_north", "errors", "rare_event").add_all(events)])

    assert 1.2 < found.low < 2 < found.high < 3
    assert ratio([new_ledger("barset_north", "errors", "rare_event")]).estimate == 1
