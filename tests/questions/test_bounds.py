"""An author sets the ends of an answer."""

from datetime import date
from decimal import Decimal

import pytest

from footpath.questions import wrong_bounds
from footpath.questions.bounds import Bounds, bounds_on
from tests.questions.asking import question


def test_ends_are_values_or_expressions() -> None:
    on = date(2026, 5, 1)

    assert bounds_on(question("number"), on) == Bounds(None, None)
    assert bounds_on(question("number", between=(Decimal(1), "1 + 1")), on) == Bounds(
        Decimal(1), Decimal(2), moving=True
    )
    assert bounds_on(question("date", between=("2026-04-01", None)), on) == Bounds(date(2026, 4, 1), None)
    assert bounds_on(question("date", between=("today()", 'today() + duration("P1M")')), on) == Bounds(
        on, date(2026, 6, 1), moving=True
    )


@pytest.mark.parametrize(
    ("kind", "between", "wrong"),
    [
        ("date", (Decimal(1), None), "1 is not a date"),
        ("number", (date(2026, 1, 1), None), "2026-01-01 is not a number"),
        ("date", ("todya()", None), "todya"),
        ("date", ("1 + 1", None), "gives 2, not a date"),
        ("number", ("today()", None), "not a number"),
        ("number", (Decimal(3), Decimal(2)), "Nothing is between 3 and 2"),
        ("date", ("2026-02-30", None), "2026-02-30"),
    ],
)
def test_what_cannot_be_an_end_is_said(kind: str, between: object, wrong: str) -> None:
    said = wrong_bounds(question(kind, between=between), dates=kind == "date")

    assert wrong in " ".join(said)


def test_right_ends_have_nothing_wrong() -> None:
    assert wrong_bounds(question("date", between=("1900-01-01", "today()")), dates=True) == ()
    assert wrong_bounds(question("number", between=(Decimal(1), None)), dates=False) == ()
    assert wrong_bounds(question("number"), dates=False) == ()
