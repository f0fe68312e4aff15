"""Laws of ledgers that hold for every outcome: fair by the coin, one-sided, the same wherever and whenever counted."""

import math
import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.evidence import (
    KINDS,
    Before,
    Ledger,
    OpenLedger,
    Outcome,
    assignment_odds,
    benefit_weights,
    counted,
    mixed,
    new_ledger,
    pooled,
    rebuilt,
)
from tests.evidence.people import every_throw, outcome

CHANCES = (0.5, 0.5, 0.1, 0.1, 0.9, 0.3, 0.5, 0.62, 0.5, 0.25)
VALUES = {
    "yes_no": (1, 0, 1, 1, 0, 0, 1, 0, 1, 1),
    "score": (0.25, 1, 0.5, 0, 0.75, 0.31, 1, 1, 0, 0.6),
    "rank": (0.25, 1, 0.5, 0, 0.75, 0.31, 1, 1, 0, 0.6),
    "rare_event": (1,) * 10,
}
PLACES = ("barset_north", "barset_south")


def ledgers(kind: str, people: list[Outcome]) -> tuple[Ledger, ...]:
    before = Before(cases=50, total=31.0, squares=27.0)
    return tuple(
        new_ledger(place, "completed", kind, before).add_all([one for one in people if one.authority == place])
        for place in PLACES
    )


def people_given(kind: str, arms: tuple[str, ...]) -> list[Outcome]:
    return [
        outcome(at, arm=arm, value=float(value), probability=chance, authority=PLACES[at % 2])  # type: ignore[arg-type]
        for at, (arm, value, chance) in enumerate(zip(arms, VALUES[kind], CHANCES, strict=True))
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_over_every_way_the_coins_can_fall_each_odds_have_mean_one(kind: str) -> None:
    benefit, harm, differ, assigned = [], [], [], []
    for arms, likely in every_throw(CHANCES):
        people = people_given(kind, arms)
        odds = pooled(ledgers(kind, people), hoped=0.25)
        benefit.append(likely * odds.benefit)
        harm.append(likely * odds.harm)
        differ.append(likely * odds.places_differ)
        assigned.append(likely * assignment_odds(counted((one.arm, one.probability) for one in people)))

    assert math.fsum(benefit) == pytest.approx(1, abs=1e-12)
    assert math.fsum(harm) == pytest.approx(1, abs=1e-12)
    assert math.fsum(differ) == pytest.approx(1, abs=1e-12)
    assert math.fsum(assigned) == pytest.approx(1, abs=1e-12)


def test_the_mean_is_not_one_when_the_recorded_chance_is_wrong() -> None:
    # The control: the law above can fail.
    total = math.fsum(
        likely * pooled(ledgers("yes_no", people_given("yes_no", arms))).benefit
        for arms, likely in every_throw((0.8,) * 10)
    )

    assert abs(total - 1) > 1e-3


@pytest.mark.parametrize("kind", ["yes_no", "score", "rank"])
def test_when_b_is_no_better_for_anybody_the_odds_for_benefit_have_mean_at_most_one(kind: str) -> None:
    # In A everybody has the value of the law above; in B some have less.
    worse = {0: 0.0, 3: 0.0, 6: 0.2 if kind != "yes_no" else 0.0}
    totals = [0.0, 0.0]
    for arms, likely in every_throw(CHANCES):
        people = [
            msgspec.structs.replace(one, value=worse.get(at, one.value)) if one.arm == "B" else one
            for at, one in enumerate(people_given(kind, arms))
        ]
        odds = pooled(ledgers(kind, people))
        totals[0] += likely * odds.benefit
        totals[1] += likely * odds.harm

    assert totals[0] <= 1 + 1e-12
    assert totals[1] > 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_ledger_recomputed_is_the_same_bit_for_bit(kind: str) -> None:
    dice = random.Random(7)
    people = [
        outcome(
            at,
            arm=dice.choice("AB"),  # type: ignore[arg-type]
            value=float(dice.random() < 0.6) if kind in ("yes_no", "rare_event") else dice.random(),
            probability=dice.choice((0.5, 0.1, 0.37)),
        )
        for at in range(5_000)
    ]
    empty = new_ledger("barset_north", "completed", kind, Before(cases=3, total=2.0, squares=2.0))

    at_once = empty.add_all(people)
    one_by_one = empty
    for one in people[:700]:
        one_by_one = one_by_one.add(one)
        one_by_one = msgspec.json.decode(msgspec.json.encode(one_by_one), type=Ledger)
    in_parts = one_by_one.add_all(people[700:1_111]).add_all(people[1_111:])

    assert in_parts == at_once == rebuilt(at_once, people)


@pytest.mark.parametrize("kind", ["yes_no", "score", "rare_event"])
def test_a_ledger_kept_open_comes_to_the_same_bits(kind: str) -> None:
    dice = random.Random(8)
    people = [
        outcome(
            at,
            arm=dice.choice("AB"),  # type: ignore[arg-type]
            value=float(dice.random() < 0.6) if kind != "score" else dice.random(),
            probability=dice.choice((0.5, 0.1, 0.37)),
        )
        for at in range(3_000)
    ]
    empty = new_ledger("barset_north", "completed", kind, Before(cases=3, total=2.0, squares=2.0))

    ledger = OpenLedger(empty)
    for at, one in enumerate(people):
        if at % 1_000 == 0:  # it may be frozen, kept, and opened again
            ledger = OpenLedger(msgspec.json.decode(msgspec.json.encode(ledger.shut()), type=Ledger))
        assert one.value is not None
        ledger.enter(one.arm == "B", one.probability, one.value)

    assert ledger.shut() == empty.add_all(people)
    assert ledger.expected == ledger.shut().expected


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_changing_the_names_of_the_versions_turns_benefit_into_harm(kind: str, data: st.DataObject) -> None:
    drawn = data.draw(
        st.lists(st.tuples(st.booleans(), st.sampled_from((0.0, 0.25, 1.0)), st.sampled_from((0.5, 0.25, 0.125)))),
    )
    here, mirrored = [], []
    for at, (b, drawn_value, chance) in enumerate(drawn):
        value = drawn_value if kind in ("score", "rank") else float(drawn_value > 0.5)
        here.append(outcome(at, arm="B" if b else "A", value=value, probability=chance))
        mirrored.append(outcome(at, arm="A" if b else "B", value=value, probability=1 - chance))
    empty = new_ledger("barset_north", "completed", kind)

    one, other = empty.add_all(here), empty.add_all(mirrored)

    assert one.benefit == pytest.approx(other.harm[: len(one.benefit)], abs=1e-9)
    assert other.benefit == pytest.approx(one.harm[: len(one.benefit)], abs=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_pooling_sealed_ledgers_is_the_same_as_one_ledger_book_in_the_middle(kind: str) -> None:
    # Each authority counts alone; the centre counts everybody, in the order they matured.
    dice = random.Random(3)
    people = [
        outcome(
            at,
            arm=dice.choice("AB"),  # type: ignore[arg-type]
            value=float(dice.random() < 0.6) if kind in ("yes_no", "rare_event") else dice.random(),
            authority=dice.choice(PLACES),
        )
        for at in range(400)
    ]
    centre = {place: new_ledger(place, "completed", kind) for place in PLACES}
    for one in people:
        centre[one.authority] = centre[one.authority].add(one)
    sent = [msgspec.json.encode(ledger) for ledger in ledgers_from_empty(kind, people)]

    federated = [msgspec.json.decode(ledger, type=Ledger) for ledger in reversed(sent)]

    assert pooled(federated) == pooled(centre.values())


def ledgers_from_empty(kind: str, people: list[Outcome]) -> list[Ledger]:
    return [
        new_ledger(place, "completed", kind).add_all([one for one in people if one.authority == place])
        for place in PLACES
    ]


def test_a_ledger_is_at_most_sixteen_numbers_in_each_direction() -> None:
    for kind in ("yes_no", "score", "rare_event"):
        ledger = new_ledger("barset_north", "completed", kind)

        # The three sums serve both directions.
        assert len(ledger.benefit) + 2 <= 16
        assert len(ledger.harm) <= 16


def ever_alarmed(*, usual: bool) -> float:
    """How often a step that does nothing looks good at some time, looked at after every person, of 400 people."""
    alarms = 0
    for seed in range(200):
        dice = random.Random(seed)
        ledger = new_ledger("barset_north", "completed", "yes_no")
        n, yes = [0, 0], [0, 0]
        for at in range(400):
            b, value = dice.random() < 0.5, dice.random() < 0.6
            n[b] += 1
            yes[b] += value
            if usual:
                p = sum(yes) / sum(n)
                if min(n) < 20 or not 0 < p < 1:
                    continue
                z = (yes[1] / n[1] - yes[0] / n[0]) / math.sqrt(p * (1 - p) * (1 / n[0] + 1 / n[1]))
                alarmed = z > 1.645
            else:
                ledger = ledger.add(outcome(at, arm="B" if b else "A", value=float(value)))
                alarmed = mixed(ledger.benefit, benefit_weights(0.25)) >= 20
            if alarmed:
                alarms += 1
                break
    return alarms / 200


def test_looked_at_after_every_person_luck_reaches_twenty_to_one_at_most_one_time_in_twenty() -> None:
    assert ever_alarmed(usual=False) <= 0.05


def test_the_usual_test_looked_at_after_every_person_is_wrong_far_more_often() -> None:
    # The control: the promise above can be broken.
    assert ever_alarmed(usual=True) > 0.15
