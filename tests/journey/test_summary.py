"""Asha checks her answers."""

from decimal import Decimal

from footpath.journey import CheckRow, Section, check_sections, walk
from footpath.questions import Answer
from tests.journey.services import FIRST_OF_MAY, permit

EDITION = permit()
ANSWERS: dict[str, Answer] = {
    "home": "OX1 1AA",
    "diesel": False,
    "made": None,
    "co2": None,
    "others": [{"plate": "AB12 CDE", "keeper": None}],
}


def test_each_page_on_the_way_has_its_answers_and_a_blank_says_so() -> None:
    sections = check_sections(EDITION, walk(EDITION, ANSWERS, on=FIRST_OF_MAY), "en")

    assert sections == (
        Section(
            page="home",
            title="Where you live",
            rows=(CheckRow(question="home", label="What is your postcode?", lines=("OX1 1AA",), page="home"),),
        ),
        Section(
            page="vehicle",
            title="Your vehicle",
            rows=(CheckRow(question="diesel", label="Is it a diesel?", lines=("No",), page="vehicle"),),
        ),
        Section(
            page="co2",
            title="Its emissions",
            rows=(CheckRow(question="co2", label="What are its CO2 emissions?", lines=("Not provided",), page="co2"),),
        ),
        Section(
            page="others",
            title="Other vehicles",
            rows=(
                CheckRow(
                    question="plate",
                    label="What is its registration number?",
                    lines=("AB12 CDE",),
                    page="others",
                    item=0,
                    card="Vehicle 1",
                ),
                CheckRow(
                    question="keeper",
                    label="Who keeps it?",
                    lines=("Not provided",),
                    page="others",
                    item=0,
                    card="Vehicle 1",
                ),
            ),
        ),
    )


def test_in_welsh() -> None:
    way = walk(EDITION, {**ANSWERS, "others": []}, on=FIRST_OF_MAY)

    home, _, co2, others = check_sections(EDITION, way, "cy")

    assert (home.title, home.rows[0].label) == ("Ble rydych chi’n byw", "Beth yw eich cod post?")
    assert co2.rows[0].lines == ("Heb ei ddarparu",)
    assert others.rows[0].lines == ("Dim wedi’u hychwanegu",)


def test_what_is_not_answered_yet_is_not_there() -> None:
    way = walk(EDITION, {"home": "OX1 1AA"}, on=FIRST_OF_MAY)

    assert [section.page for section in check_sections(EDITION, way, "en")] == ["home"]
    assert Decimal(0) == 0
