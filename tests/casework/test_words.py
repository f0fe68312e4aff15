"""What people write in their own words."""

from footpath.casework.words import LONGEST_WORDS, own_words, wrong_words
from footpath.values import Problem

SAYS = {"at": "words", "empty": "Enter a note", "long": "Note must be {} characters or less"}


def test_lines_stay_lines_and_what_nobody_sees_goes() -> None:
    assert own_words("  Gate code:\r\n1234\x00\u202e  \n") == "Gate code:\n1234"


def test_words_say_something_and_have_an_end() -> None:
    assert wrong_words("", **SAYS) == (Problem("words", "Enter a note"),)
    assert wrong_words("x" * LONGEST_WORDS, **SAYS) == ()
    assert wrong_words("x" * (LONGEST_WORDS + 1), **SAYS) == (
        Problem("words", "Note must be 4,000 characters or less"),
    )
