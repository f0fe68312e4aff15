"""Asha types a number with a point in it."""

from decimal import Decimal

import pytest

from footpath.questions import KINDS
from footpath.values import Problem
from tests.questions.asking import question, read, says, shown

WEIGHT = question("number")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.5", "1.5"),
        (" 1,234.50 ", "1234.50"),
        ("1 234", "1234"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-0", "0"),
        ("－３．５", "-3.5"),
        ("+7", "7"),
        ("٣", "3"),
        ("1.2500000000", "1.25"),
    ],
)
def test_a_number_is_read_to_the_last_digit(typed: str, number: str) -> None:
    assert read(WEIGHT, it=typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["1,5", "1e5", "1.2.3", "12,34", "one", "1/2", "--1", "∞", "NaN", "0x1F", "1_000"])
def test_what_could_be_read_in_two_ways_is_not_guessed_at(typed: str) -> None:
    assert says(WEIGHT, it=typed) == "Your vehicle’s registration number must be a number, like 30"


def test_numbers_have_bounds_even_where_the_author_gives_none() -> None:
    assert says(WEIGHT, it="1" * 16).endswith("must be 15 digits or fewer")
    assert says(WEIGHT, it="0.1234567").endswith("must have 6 numbers or fewer after the point")
    assert says(WEIGHT, it="9" * 100_000).endswith("must be 15 digits or fewer")


def test_one_end_is_said_alone_and_two_together() -> None:
    assert says(question("number", between=(Decimal("0.5"), None)), it="0.4").endswith("must be 0.5 or more")
    assert says(question("number", between=(None, Decimal(1000))), it="1000.1").endswith("must be 1,000 or less")
    assert says(question("number", between=(Decimal(1), Decimal(2))), it="3").endswith("must be between 1 and 2")
    assert read(question("number", between=(Decimal(1), Decimal(2))), it="2") == Decimal(2)


def test_an_end_may_be_an_expression() -> None:
    assert says(question("number", between=("2 * 3", None)), it="5").endswith("must be 6 or more")


def test_a_float_is_refused_because_it_has_lost_what_was_written() -> None:
    assert isinstance(KINDS["number"].from_data(WEIGHT, 0.1), Problem)
    assert isinstance(KINDS["number"].from_data(WEIGHT, True), Problem)
    assert isinstance(KINDS["number"].from_data(WEIGHT, Decimal("1e999999")), Problem)
    assert KINDS["number"].from_data(WEIGHT, Decimal("0.1")) == Decimal("0.1")


def test_thousands_are_parted_when_it_is_shown() -> None:
    assert shown(WEIGHT, Decimal("1234567.5")) == ("1,234,567.5",)
