"""References people read out, and keys nobody can guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.values import REFERENCE_ALPHABET, new_key, new_reference, read_reference


@given(st.binary(min_size=8, max_size=32))
def test_a_reference_is_read_back_however_it_is_typed(chance: bytes) -> None:
    reference = new_reference(chance)

    for typed in (reference, reference.lower(), reference.replace("-", ""), f" {reference.replace('-', ' ')} "):
        assert read_reference(typed) == reference


def test_letters_that_look_like_another_are_forgiven() -> None:
    assert read_reference("FP-ZB4-UQM") == "FP-284-VQM"


@pytest.mark.parametrize("typed", ["", "FP", "FP-7K4-2Q", "FP-7K4-2QMM", "AB-7K4-2QM", "FP-7A4-2QM", "FP-7K4-2QM\x00X"])
def test_what_is_no_reference_is_not_taken_for_one(typed: str) -> None:
    assert read_reference(typed) is None


def test_no_word_can_be_spelt() -> None:
    assert not set("AEIOU") & set(REFERENCE_ALPHABET)


@given(st.binary(min_size=16, max_size=32))
def test_a_key_fits_in_an_address_as_it_is(chance: bytes) -> None:
    key = new_key(chance)

    assert set(key) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert len(key) >= 22


def test_too_little_chance_is_our_mistake() -> None:
    with pytest.raises(AssertionError):
        new_key(b"too short")
    with pytest.raises(AssertionError):
        new_reference(b"short")
