"""Asha says yes or no."""

import pytest

from footpath.questions import KINDS
from footpath.values import Words
from tests.questions.asking import question, read, says, shown

LIVES = question("yes_no")


def test_yes_is_true_and_no_is_false() -> None:
    assert read(LIVES, it="yes") is True
    assert read(LIVES, it="no") is False
    assert shown(LIVES, True) == ("Yes",)
    assert shown(LIVES, False) == ("No",)


def test_nothing_chosen_says_what_yes_would_mean() -> None:
    assert says(LIVES) == "Select yes if you live in Barset"
    assert says(LIVES, it="perhaps") == "Select yes if you live in Barset"
    assert says(LIVES, "cy") == "Dewiswch “Ydw” os ydych chi’n byw yn Barset"
    assert read(question("yes_no", optional=True)) is None


@pytest.mark.parametrize(
    ("ask", "yes", "no"),
    [
        ("Ydych chi’n byw yma?", "Ydw", "Nac ydw"),
        ("Oes gennych gar?", "Oes", "Nac oes"),
        ("A yw’r bin yno o hyd?", "Ydy", "Nac ydy"),
        ("Wnaethoch chi ei roi allan?", "Do", "Naddo"),
        ("Ai chi yw’r perchennog?", "Ie", "Nage"),
    ],
)
def test_welsh_says_yes_with_the_verb_of_the_question(ask: str, yes: str, no: str) -> None:
    asked = question("yes_no", ask=Words("Is it so?", ask))

    assert [option.label.cy for option in KINDS["yes_no"].choices(asked)] == [yes, no]
    assert shown(asked, True, "cy") == (yes,)


def test_examples_may_write_true_or_yes() -> None:
    assert KINDS["yes_no"].from_data(LIVES, True) is True
    assert KINDS["yes_no"].from_data(LIVES, "no") is False
