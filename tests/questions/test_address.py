"""Asha gives her address."""

from footpath.questions import KINDS
from footpath.values import Problem
from tests.questions.asking import FIRST_OF_MAY, question, read, shown

HOME = question("address", id="home")
KIND = KINDS["address"]
FULL = {"line_1": "1 Rose Lane", "line_2": None, "town": "Oxford", "postcode": "OX1 1AA", "uprn": "100120786206"}


def test_an_address_is_kept_in_parts_with_its_reference() -> None:
    found = read(HOME, line_1=" 1 Rose  Lane ", line_2="", town="Oxford", postcode="ox11aa", uprn="000100120786206")

    assert found == FULL
    assert shown(HOME, found) == ("1 Rose Lane", "Oxford", "OX1 1AA")


def test_every_part_that_is_missing_is_named() -> None:
    found = KIND.read(HOME, {"home-line-2": ["Rose Lane"], "home-postcode": ["OX1"]}, "en", on=FIRST_OF_MAY)

    assert found == (
        Problem("home-line-1", "Enter address line 1, typically the building and street"),
        Problem("home-town", "Enter town or city"),
        Problem("home-postcode", "Enter a full UK postcode, like OX1 1AA"),
    )


def test_a_hidden_reference_that_makes_no_sense_is_left_out_without_a_word() -> None:
    found = read(HOME, line_1="1 Rose Lane", town="Oxford", postcode="OX1 1AA", uprn="'; drop table")

    assert found == {**FULL, "uprn": None}


def test_an_optional_address_is_blank_or_whole() -> None:
    other = question("address", optional=True)

    assert read(other) is None
    assert isinstance(read(other, town="Oxford"), tuple)


def test_an_example_may_give_only_a_postcode() -> None:
    found = KIND.from_data(HOME, {"postcode": "ox1 1aa"})

    assert found == {"line_1": None, "line_2": None, "town": None, "postcode": "OX1 1AA", "uprn": None}
    assert KIND.to_data(HOME, found) == {"postcode": "OX1 1AA"}


def test_digits_without_quotes_are_text_all_the_same() -> None:
    found = KIND.from_data(HOME, {"uprn": 100120786206})

    assert isinstance(found, dict)
    assert found["uprn"] == "100120786206"


def test_the_browser_may_fill_in_each_part() -> None:
    tokens = [box.autocomplete for box in KIND.inputs(HOME)]

    assert tokens == ["address-line1", "address-line2", "address-level2", "postal-code", None]
    assert KIND.inputs(HOME)[-1].type == "hidden"
