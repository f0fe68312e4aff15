"""Asha gives her National Insurance number."""

import pytest

from tests.questions.asking import question, read, says, shown

NUMBER = question("national_insurance_number")


@pytest.mark.parametrize("typed", ["AB123456C", "ab 12 34 56 c", "AB-12-34-56-C", "ＡＢ１２３４５６Ｃ", " a b123456c "])
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    assert read(NUMBER, it=typed) == "AB123456C"
    assert shown(NUMBER, "AB123456C") == ("AB 12 34 56 C",)


@pytest.mark.parametrize(
    "typed", ["AB12345C", "AB123456E", "AB1234567", "DA123456C", "AO123456C", "BG123456A", "QQ123456C", "123456"]
)
def test_what_was_never_given_to_anybody_is_put_right(typed: str) -> None:
    assert says(NUMBER, it=typed) == "Enter a National Insurance number in the correct format, like QQ 12 34 56 C"


def test_empty() -> None:
    assert says(NUMBER) == "Enter your National Insurance number"
    assert says(NUMBER, "cy") == "Nodwch eich rhif Yswiriant Gwladol"
