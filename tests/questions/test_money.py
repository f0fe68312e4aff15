"""Asha types an amount of money."""

from decimal import Decimal

import pytest

from footpath.questions import KINDS
from footpath.values import Words
from tests.questions.asking import question, read, says, shown

EARNED = question("money", ask=Words("How much do you earn each week?", "Faint ydych chi’n ei ennill bob wythnos?"))


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [
        ("85", "85.00"),
        ("£85", "85.00"),
        ("£ 1,234.5", "1234.50"),
        ("85.50", "85.50"),
        ("50p", "0.50"),
        ("£85.", "85.00"),
        ("85 pounds", "85.00"),
        ("GBP 85", "85.00"),
        ("￡８５", "85.00"),
        ("85.500", "85.50"),
    ],
)
def test_money_is_read_with_or_without_its_sign(typed: str, pounds: str) -> None:
    assert read(EARNED, it=typed) == Decimal(pounds)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Enter how much you earn each week"),
        ("lots", "How much you earn each week must be an amount of money, like 85.50"),
        ("€85", "How much you earn each week must be an amount of money, like 85.50"),
        ("85.505", "How much you earn each week must be in pounds and pence, like 85.50"),
        ("-5", "How much you earn each week must be £0 or more"),
    ],
)
def test_each_slip_has_its_own_message(typed: str, message: str) -> None:
    assert says(EARNED, it=typed) == message


def test_bounds_are_said_as_money() -> None:
    assert says(question("money", between=(Decimal(10), Decimal(5000))), it="9.99").endswith(
        "must be between £10 and £5,000"
    )


def test_less_than_nothing_is_taken_where_the_author_allows_it() -> None:
    owed = question("money", between=(Decimal(-100), None))

    assert read(owed, it="-£5") == Decimal("-5.00")
    assert shown(owed, Decimal("-5.00")) == ("-£5",)


def test_it_is_shown_as_money_and_typed_without_the_sign_that_stands_before_the_box() -> None:
    assert shown(EARNED, Decimal("1234.50")) == ("£1,234.50",)
    assert shown(EARNED, Decimal("85.00")) == ("£85",)
    assert KINDS["money"].refill(EARNED, Decimal("85.00")) == {"asked": "85.00"}
    (box,) = KINDS["money"].inputs(EARNED)
    assert (box.prefix, box.inputmode) == ("£", "decimal")
