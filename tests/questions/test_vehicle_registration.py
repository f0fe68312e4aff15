"""Asha gives what is on her number plate."""

import pytest

from tests.questions.asking import question, read, says

PLATE = question("vehicle_registration")


@pytest.mark.parametrize(
    ("typed", "plate"),
    [
        ("AB12CDE", "AB12 CDE"),
        ("ab 12-cde", "AB12 CDE"),
        ("AB1O CDE", "AB10 CDE"),
        ("0X12 CDE", "OX12 CDE"),
        ("a1bcd", "A1 BCD"),
        ("a123 bcd", "A123 BCD"),
        ("q123abc", "Q123 ABC"),
        ("abc1d", "ABC 1D"),
        ("ABC 123D", "ABC 123D"),
        ("1234ab", "1234 AB"),
        ("1 A", "1 A"),
        ("a1", "A 1"),
        ("ABC 123", "ABC 123"),
        ("aiz 1234", "AIZ 1234"),
        ("IA1234", "IA 1234"),
        ("101 d 234", "101 D 234"),
        ("ＡＢ１２　ＣＤＥ", "AB12 CDE"),
    ],
)
def test_plates_of_every_age_are_read_and_written_one_way(typed: str, plate: str) -> None:
    assert read(PLATE, it=typed) == plate


@pytest.mark.parametrize("typed", ["AB123 CDE", "ABCDEFG", "1234567", "AB12 CD", "W-ÖK 123", "x" * 5000, "12345 A"])
def test_what_is_on_no_plate_here_is_put_right(typed: str) -> None:
    assert says(PLATE, it=typed) == "Your vehicle’s registration number must be a UK registration number, like AB12 CDE"


def test_empty() -> None:
    assert says(PLATE) == "Enter your vehicle’s registration number"
    assert says(PLATE, "cy") == "Nodwch rif cofrestru eich cerbyd"
