"""Asha ticks what applies."""

from footpath.questions import KINDS
from footpath.values import Problem, Words
from tests.questions.asking import question, read, says, shown

FUELS = question("choose_many", ask=Words("Which fuels does it take?", "Pa danwydd mae’n ei gymryd?"))


def test_what_is_ticked_is_kept_in_the_order_of_the_page() -> None:
    assert read(FUELS, it=["diesel", "petrol", "diesel"]) == ["petrol", "diesel"]
    assert shown(FUELS, ["petrol", "diesel"]) == ("Petrol", "Diesel")


def test_none_of_these_rules_out_the_others() -> None:
    assert read(FUELS, it="none") == ["none"]
    assert says(FUELS, it=["petrol", "none"]).endswith(", or select “None of these”")
    assert says(FUELS, "cy", it=["petrol", "none"]).endswith(", neu dewiswch “Dim un o’r rhain”")


def test_nothing_ticked() -> None:
    assert says(FUELS).startswith("Select ")
    assert says(FUELS, it=["coal"]) == says(FUELS)
    assert read(question("choose_many", optional=True)) is None
    assert isinstance(KINDS["choose_many"].from_data(FUELS, ["coal"]), Problem)


def test_without_an_option_set_apart_there_is_no_message_about_it() -> None:
    plain = question("choose_many", options=FUELS.options[:2])

    assert [failure.state for failure in KINDS["choose_many"].failures(plain, "en")] == ["empty"]
