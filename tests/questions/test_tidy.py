"""What every keyboard sends is made plain, and tidying twice is tidying once."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.questions import tidy


def test_spaces_dashes_and_digits_of_every_keyboard() -> None:
    assert tidy.plain("\u00a0１２\u2009–\u3000٣\u200b４ ") == "12 - 34"
    assert tidy.code(" ox1‑1aa. ") == "OX11AA"
    assert tidy.line("Rose\u00a0 Lane\n") == "Rose Lane"
    assert tidy.lines(" a \r b\x85c\u2028d\n\n") == "a\nb\nc\nd"


def test_what_nobody_can_see_goes_and_what_belongs_to_a_spelling_stays() -> None:
    assert tidy.line("a\x00b\u202ec\ufeffd\ud800") == "abcd"
    assert tidy.line("علی‌رضا") == "علی‌رضا"


def test_a_letter_with_more_marks_than_any_language_writes_costs_no_time() -> None:
    piled = "a" + "\u0300\u0323" * 100_000

    began = time.thread_time()
    found = [way(piled) for way in (tidy.line, tidy.lines, tidy.plain)]

    # It took 76 seconds without the bound; this is about a twentieth of one.
    assert time.thread_time() - began < 2
    assert all(len(text) <= 31 for text in found)
    assert tidy.line("Việt Nam, a\u0300\u0323\u0301") == "Việt Nam, ạ\u0300\u0301"


@settings(max_examples=300)
@given(typed=st.text(max_size=30))
def test_tidying_twice_is_tidying_once(typed: str) -> None:
    for way in (tidy.line, tidy.lines, tidy.plain, tidy.code):
        assert way(way(typed)) == way(typed)
