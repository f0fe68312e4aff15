"""Asha gives a postcode."""

import pytest

from footpath.questions import KINDS
from tests.questions.asking import question, read, says

POSTCODE = question("postcode")


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [
        ("OX1 1AA", "OX1 1AA"),
        ("ox11aa", "OX1 1AA"),
        ("  ox1-1aa.", "OX1 1AA"),
        ("O X 1 1 A A", "OX1 1AA"),
        ("ＯＸ１\u30001ＡＡ", "OX1 1AA"),
        ("0X1 IAA", "OX1 1AA"),
        ("sw1a2aa", "SW1A 2AA"),
        ("m11ae", "M1 1AE"),
        ("B338TH", "B33 8TH"),
        ("DN551PT", "DN55 1PT"),
        ("W1A0AX", "W1A 0AX"),
        ("gir0aa", "GIR 0AA"),
        ("bf1 3aa", "BF1 3AA"),
    ],
)
def test_a_postcode_is_read_however_it_is_typed(typed: str, postcode: str) -> None:
    assert read(POSTCODE, it=typed) == postcode


@pytest.mark.parametrize(
    "typed", ["OX1", "OX1 1A", "OX1 1CA", "QX1 1AA", "OX111 1AA", "1AA OX1", "90210", "OX1 1AÄ", "x" * 9999]
)
def test_what_is_not_one_is_put_right(typed: str) -> None:
    assert says(POSTCODE, it=typed) == "Enter a full UK postcode, like OX1 1AA"


def test_the_authors_own_example_is_the_one_in_the_message() -> None:
    assert says(question("postcode", example="SW1A 2AA"), it="OX1") == "Enter a full UK postcode, like SW1A 2AA"


def test_the_box_helps() -> None:
    (box,) = KINDS["postcode"].inputs(POSTCODE)

    assert (box.autocomplete, box.spellcheck) == ("postal-code", False)
