"""What a case can be found by is what people say on the phone, however it is typed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.adapters.records.words import LONGEST, MOST, as_one, case_words, plain, words_of
from tests.promises.rows import edition


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Asha Okafor", ["asha", "okafor"]),
        ("Siân Ŵyn-Jones", ["sian", "wyn", "jones"]),
        ("Siân O’Brien", ["sian", "brien", "obrien"]),
        ("N’Golo d'Arcy", ["golo", "arcy", "ngolo", "darcy"]),
        ("AB12 CDE", ["ab12", "cde", "ab12cde"]),
        ("AB12CDE", ["ab12cde"]),
        ("OX1 1AA", ["ox1", "1aa", "ox11aa"]),
        ("07700 900 982", ["07700", "900", "982", "07700900982"]),
        ("12 Long Street, Barset North", ["12", "long", "street", "barset", "north"]),
        ("Bo J", ["bo"]),
        ("名前", []),
        ("", []),
    ],
)
def test_words_are_plain_and_closed_up_where_there_is_a_digit(said: str, words: list[str]) -> None:
    assert words_of(said) == words


@pytest.mark.parametrize("typed", ["O’Brien", "O'Brien", "OBrien", "obrien", "brien", "O Brien"])
def test_a_name_is_found_whatever_sign_is_in_it(typed: str) -> None:
    kept = case_words(edition().service, {"full_name": "Siân O’Brien"})

    assert set(words_of(as_one(typed))) <= kept


def test_only_what_people_are_known_by_is_kept() -> None:
    data: dict[str, Any] = {"full_name": "Asha Okafor", "registration": "AB12 CDE", "need": "My sister is ill"}

    assert case_words(edition().service, data) == {"asha", "okafor", "ab12", "cde", "ab12cde"}


def test_what_is_not_answered_or_not_text_is_no_word() -> None:
    for odd in (None, True, 12, [], {"inside": [None, {"deep": "Asha"}]}):
        assert case_words(edition().service, {"full_name": odd}) <= {"asha"}


@given(st.text(max_size=300))
def test_whatever_is_typed_gives_short_plain_words(said: str) -> None:
    for word in words_of(said):
        assert word.isascii()
        assert word.isalnum()
        assert word == plain(word)
        assert 1 < len(word) <= LONGEST
    assert len(case_words(edition().service, {"full_name": said})) <= MOST
