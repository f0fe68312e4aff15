"""Asha gives a day."""

from datetime import date

import pytest

from footpath.questions import KINDS
from footpath.values import Problem, Words
from tests.questions.asking import FIRST_OF_MAY, question, read, says, shown

BORN = question("date", id="born", between=("1900-01-01", "today()"))
THE_13TH = date(1985, 3, 13)


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("13", "3", "1985"),
        ("13", "03", "1985"),
        (" 13 ", "March", "1985"),
        ("13th", "mar", "1985"),
        ("13", "Mawrth", "1985"),
        ("13", "o Fawrth", "1985"),
        ("１３", "３", "１９８５"),
        ("13 March 1985", "", ""),
        ("13 March", "", "1985"),
        ("13/3/1985", "", ""),
        ("1985-03-13", "", ""),
        ("13th of March, 1985", "", ""),
        ("March 13", "", "1985"),
    ],
)
def test_a_day_is_read_however_it_is_typed(day: str, month: str, year: str) -> None:
    assert read(BORN, day=day, month=month, year=year) == THE_13TH


@pytest.mark.parametrize(
    ("day", "month", "year", "message"),
    [
        ("", "", "", "Enter your date of birth"),
        ("", "3", "1985", "Date of birth must include a day"),
        ("13", "", "1985", "Date of birth must include a month"),
        ("13", "3", "", "Date of birth must include a year"),
        ("13 March", "", "", "Date of birth must include a year"),
        ("", "", "1985", "Date of birth must include a day and month"),
        ("", "3", "", "Date of birth must include a day and year"),
        ("13", "", "", "Date of birth must include a month and year"),
        ("31", "2", "1985", "Date of birth must be a real date"),
        ("13", "13", "1985", "Date of birth must be a real date"),
        ("0", "3", "1985", "Date of birth must be a real date"),
        ("13", "3", "0000", "Date of birth must be a real date"),
        ("the", "th", "o", "Date of birth must be a real date"),
        ("x" * 5000, "3", "1985", "Date of birth must be a real date"),
        ("13", "3", "85", "Date of birth must include a year with 4 numbers, like 2026"),
        ("2", "5", "2026", "Date of birth must be today or in the past"),
        ("31", "12", "1899", "Date of birth must be the same as or after 1 January 1900"),
    ],
)
def test_each_slip_has_its_own_message(day: str, month: str, year: str, message: str) -> None:
    assert says(BORN, day=day, month=month, year=year) == message


def test_the_message_links_to_the_box_at_fault() -> None:
    kind = KINDS["date"]
    form = {"born-day": ["13"], "born-month": [""], "born-year": ["1985"]}

    found = kind.read(BORN, form, "en", on=FIRST_OF_MAY)

    assert found == (Problem("born-month", "Date of birth must include a month"),)


def test_in_welsh_too() -> None:
    assert says(BORN, "cy", day="13", month="", year="1985") == "Rhaid i’ch dyddiad geni gynnwys mis"
    assert shown(BORN, THE_13TH, "cy") == ("13 Mawrth 1985",)
    assert shown(BORN, THE_13TH) == ("13 March 1985",)


@pytest.mark.parametrize(
    ("between", "day", "message"),
    [
        (("today()", None), "30", "must be today or in the future"),
        (('today() + duration("P1D")', None), "30", "must be in the future"),
        ((None, 'today() - duration("P7D")'), "30", "must be the same as or before 24 April 2026"),
        ((None, 'today() - duration("P1D")'), "", "must be in the past"),
        ((date(2026, 5, 2), date(2026, 5, 9)), "30", "must be between 2 May 2026 and 9 May 2026"),
    ],
)
def test_ends_that_move_with_the_day_are_said_by_the_day(between: object, day: str, message: str) -> None:
    missed = question("date", ask=Words("When was your bin due to be collected?"), between=between)

    said = says(missed, day=day, month="4", year="2026") if day else says(missed, day="1", month="5", year="2026")

    assert said == f"The date your bin was due to be collected {message}"


def test_what_was_allowed_yesterday_is_judged_by_today() -> None:
    coming = question("date", between=("today()", None))

    assert read(coming, on=date(2026, 5, 1), day="1", month="5", year="2026") == date(2026, 5, 1)
    assert isinstance(read(coming, on=date(2026, 5, 2), day="1", month="5", year="2026"), tuple)


def test_only_a_date_of_birth_is_filled_in_by_the_browser() -> None:
    kind = KINDS["date"]

    assert [box.autocomplete for box in kind.inputs(BORN)] == ["bday-day", "bday-month", "bday-year"]
    assert [box.autocomplete for box in kind.inputs(question("date"))] == [None, None, None]
    assert [box.inputmode for box in kind.inputs(BORN)] == ["numeric", "numeric", "numeric"]
