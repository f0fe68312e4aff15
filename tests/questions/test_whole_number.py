"""Asha says how many."""

from decimal import Decimal

import pytest

from footpath.questions import KINDS
from footpath.values import Words
from tests.questions.asking import question, read, says

PERMITS = question(
    "whole_number",
    ask=Words("How many permits does your household hold now?", "Faint o drwyddedau sydd gan eich cartref nawr?"),
    between=(Decimal(0), Decimal(10)),
)


@pytest.mark.parametrize("typed", ["3", " 3 ", "3.0", "３", "+3", "03"])
def test_a_count_is_read_however_it_is_typed(typed: str) -> None:
    assert read(PERMITS, it=typed) == Decimal(3)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Enter how many permits your household holds now"),
        ("three", "The number of permits your household holds now must be a number, like 5"),
        ("2.5", "The number of permits your household holds now must be a whole number, like 5"),
        ("11", "The number of permits your household holds now must be between 0 and 10"),
        ("-1", "The number of permits your household holds now must be between 0 and 10"),
        ("1" * 30, "The number of permits your household holds now must be 15 digits or fewer"),
    ],
)
def test_each_slip_has_its_own_message(typed: str, message: str) -> None:
    assert says(PERMITS, it=typed) == message


def test_in_welsh_too() -> None:
    assert says(PERMITS, "cy", it="") == "Nodwch faint o drwyddedau sydd gan eich cartref nawr"


def test_a_phone_shows_digits_unless_a_minus_may_be_needed() -> None:
    (box,) = KINDS["whole_number"].inputs(PERMITS)
    assert (box.type, box.inputmode) == ("text", "numeric")
    (box,) = KINDS["whole_number"].inputs(question("whole_number", between=(Decimal(-10), None)))
    assert box.inputmode is None
