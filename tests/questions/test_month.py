"""Asha gives a month."""

from datetime import date

import pytest

from footpath.questions import KINDS
from footpath.values import Words
from tests.questions.asking import question, read, says, shown

MOVED = question("month", ask=Words("What month did you move in?", "Pa fis y symudoch i mewn?"))


@pytest.mark.parametrize(
    ("month", "year"),
    [("3", "2026"), ("March", "2026"), ("mar", "2026"), ("Mawrth", "2026"), ("03/2026", ""), ("2026-03", "")],
)
def test_a_month_is_read_however_it_is_typed(month: str, year: str) -> None:
    assert read(MOVED, month=month, year=year) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("month", "year", "message"),
    [
        ("", "", "Enter what month you moved in"),
        ("", "2026", "The month you moved in must include a month"),
        ("3", "", "The month you moved in must include a year"),
        ("13", "2026", "The month you moved in must be a real month"),
        ("?", "", "The month you moved in must be a real month"),
        ("3", "26", "The month you moved in must include a year with 4 numbers, like 2026"),
    ],
)
def test_each_slip_has_its_own_message(month: str, year: str, message: str) -> None:
    assert says(MOVED, month=month, year=year) == message


def test_any_day_of_a_month_makes_it_allowed() -> None:
    coming = question("month", between=("today()", date(2027, 1, 31)))

    assert read(coming, month="5", year="2026") == date(2026, 5, 1)
    assert says(coming, month="4", year="2026").endswith("must be this month or in the future")
    assert read(coming, month="1", year="2027") == date(2027, 1, 1)
    assert says(coming, month="2", year="2027").endswith("must be the same as or before January 2027")


def test_rules_see_its_first_day_and_people_its_name() -> None:
    assert KINDS["month"].from_data(MOVED, "2026-03") == date(2026, 3, 1)
    assert KINDS["month"].to_data(MOVED, date(2026, 3, 1)) == "2026-03"
    assert shown(MOVED, date(2026, 3, 1)) == ("March 2026",)
    assert shown(MOVED, date(2026, 3, 1), "cy") == ("Mawrth 2026",)
