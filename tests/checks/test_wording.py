"""Texts are read as people read them."""

import pytest

from footpath.checks.wording import alike, content_words, example_in, sentences
from footpath.values import Lang


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Like 2", 1),
        ("Like 2.", 1),
        ("Like 2. Each is paid for", 2),
        ("It is on St. Giles, e.g. number 2.5", 1),
        ("Where? There!", 2),
        ("See gov.uk for more", 1),
        ("Ask Mr. Patel or Dr. Jones", 1),
    ],
)
def test_sentences_are_counted(text: str, count: int) -> None:
    assert sentences(text) == count


@pytest.mark.parametrize(
    ("one", "other", "lang", "same"),
    [
        ("permit", "permits", "en", True),
        ("apply", "applied", "en", True),
        ("applying", "apply", "en", True),
        ("found", "find", "en", True),
        ("car", "care", "en", True),
        ("bin", "name", "en", False),
        ("cyfeiriad", "gyfeiriad", "cy", True),
        ("dyddiad", "ddyddiad", "cy", True),
        ("bin", "finiau", "cy", False),
        ("cyfeiriad", "gyfeiriad", "en", False),
    ],
)
def test_forms_of_a_word_are_the_same_word(one: str, other: str, lang: Lang, same: bool) -> None:
    assert alike(one, other, lang) is same
    assert alike(other, one, lang) is same


@pytest.mark.parametrize(
    ("text", "lang", "example"),
    [
        ("Like AB12 CDE", "en", "AB12 CDE"),
        ("It is on your log book, like AB12 CDE. Keep it", "en", "AB12 CDE"),
        ("For example, 27 3 2026 or 1 4 2026", "en", "27 3 2026"),
        ("Enter an email address, like name@example.com", "en", "name@example.com"),
        ("Things like a passport", "en", None),
        ("Fel 27 3 2026", "cy", "27 3 2026"),
        ("Nothing here", "en", None),
    ],
)
def test_an_example_is_found_in_a_text(text: str, lang: Lang, example: str | None) -> None:
    assert example_in(text, lang) == example


def test_words_that_say_nothing_are_left_out() -> None:
    assert content_words("What is your vehicle’s registration number?", "en") == ("vehicle", "registration", "number")
    assert content_words("Beth yw eich cyfeiriad?", "cy") == ("cyfeiriad",)
