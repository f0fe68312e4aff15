"""Asha picks one of several."""

from footpath.questions import KINDS
from footpath.values import Problem, Words
from tests.questions.asking import question, read, says, shown

FUEL = question("choose_one", ask=Words("What does it run on?", "Ar beth mae’n rhedeg?"))


def test_the_id_is_kept_and_the_words_are_shown() -> None:
    assert read(FUEL, it="diesel") == "diesel"
    assert shown(FUEL, "diesel") == ("Diesel",)
    assert shown(FUEL, "diesel", "cy") == ("Disel",)


def test_nothing_chosen_and_what_is_not_offered_are_the_same() -> None:
    assert says(FUEL) == "Select what it runs on"
    assert says(FUEL, it="coal") == "Select what it runs on"
    assert says(FUEL, "cy") == "Dewiswch ar beth mae’n rhedeg"
    assert read(question("choose_one", optional=True), it="coal") is None
    assert isinstance(KINDS["choose_one"].from_data(FUEL, "coal"), Problem)


def test_an_option_taken_away_since_is_asked_again_but_shown_to_nobody_as_chosen() -> None:
    assert shown(FUEL, "coal") == ()
