"""The model of made-up people is read strictly: every fault with its line and column."""

from decimal import Decimal

import pytest

from footpath.site.made_up_steps import FOLDER, STEPS, read_model_and_step
from footpath.steps.simulation import Model, Versions, is_made_up, read_model
from footpath.values import new_key

GOOD = """simulate: 1
service: missed_bin
step: step.yaml
weeks: 8
a_week: 40
seed: 7
decide: kept
decide_because: More people finish
people:
  - share: 100
    answers: {assisted: false}
pages:
  collection_day: {stop: {old: 20, new: 7.5}, error: 10}
residents:
  tell_us: 40
  ease: {old: [20, 20, 20, 20, 20], new: [40, 30, 10, 10, 10]}
staff:
  who: [ben]
  outcome: recollect
  ask_for_more: 10
  words: Which bin?
"""


def test_a_model_says_what_each_version_does() -> None:
    model = read_model(GOOD)

    assert isinstance(model, Model)
    assert model.pages["collection_day"].stop == Versions(old=Decimal(20), new=Decimal("7.5"))
    assert model.pages["collection_day"].error == Versions(old=Decimal(10), new=Decimal(10))
    assert model.ease.of("B")[0] == 40
    assert model.weeks_before == 0
    assert model.staff is not None
    assert model.staff.who == ("ben",)


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "says"),
    [
        ("simulate: 1", "simulate: 2", 1, 11, "the number 1"),
        ("weeks: 8", "weeks: many", 4, 8, "a whole number"),
        ("a_week: 40", "a_week: 0", 5, 9, "0 stands here"),
        ("seed: 7\n", "", 1, 1, "seed"),
        ("weeks: 8", "week: 8", 4, 1, "not a key"),
        ("decide: kept", "decide: keep", 7, 9, "not known"),
        ("decide_because: More people finish\n", "", 7, 9, "without a reason"),
        ("step: step.yaml\n", "", 6, 9, "no step to decide"),
        ("stop: {old: 20, new: 7.5}", "stop: {old: 20, new: 107}", 13, 41, "no number of 100"),
        ("stop: {old: 20, new: 7.5}", "stop: -1", 13, 26, "no number of 100"),
        ("stop: {old: 20, new: 7.5}", "stop: {old: 20}", 13, 20, "new"),
        ("error: 10}", "error: true}", 13, 54, "no number of 100"),
        ("[40, 30, 10, 10, 10]", "[40, 30, 10, 10]", 16, 37, "5 shares"),
        ("[40, 30, 10, 10, 10]", "[40, 30, 10, 10, 11]", 16, 37, "make 100"),
        ("  words: Which bin?\n", "", 20, 17, "nothing is said of what"),
        ("  who: [ben]\n", "", 17, 1, "who"),
        ("seed: 7", "seed: &a 7", 6, 7, "anchor"),
    ],
)
def test_what_is_wrong_is_named_where_it_stands(old: str, new: str, line: int, column: int, says: str) -> None:
    assert old in GOOD

    faults = read_model(GOOD.replace(old, new), file="model.yaml")

    assert isinstance(faults, tuple)
    found = [(fault.line, fault.column, f"{fault.wrong} {fault.mend}".lower()) for fault in faults]
    assert any((line, column) == place[:2] and says.lower() in place[2] for place in found), found


def test_the_demonstration_has_five_models_that_can_be_read() -> None:
    for name, authorities in STEPS:
        model, step = read_model_and_step(FOLDER / f"{name}.yaml")
        assert step is not None
        assert step.service == model.service
        assert authorities[0] in step.authorities


def test_a_real_case_is_not_taken_for_a_made_up_one() -> None:
    assert is_made_up("made-up-0123456789abcd")
    assert not is_made_up(new_key(bytes(range(16))))
