"""What is sent is read only if it is text and not too much of it."""

import pytest
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from footpath.web.forms import Unreadable, one, read_form, seen, submission_key


def post(**fields: str | list[str]) -> object:
    return read_form(RequestFactory().post("/", fields))


def test_every_field_comes_with_all_its_values() -> None:
    assert post(csrfmiddlewaretoken="x", fuel=["petrol", "diesel"], name="Siân O’Brien\r\n\tx") == {
        "fuel": ["petrol", "diesel"],
        "name": ["Siân O’Brien\r\n\tx"],
    }


@pytest.mark.parametrize("odd", ["a\x00b", "\x01", "\x1b[31m", "\x7f", "\ufffd", "\uffff"])
def test_what_is_not_text_is_refused(odd: str) -> None:
    with pytest.raises(Unreadable):
        post(name=odd)
    with pytest.raises(Unreadable):
        post(**{odd: "name"})


@given(st.binary(min_size=1, max_size=200))
def test_bytes_are_text_or_refused_and_never_anything_else(sent: bytes) -> None:
    request = RequestFactory().post("/", sent, content_type="application/x-www-form-urlencoded")
    try:
        form = read_form(request)
    except Unreadable:
        return
    assert all("\x00" not in value for values in form.values() for value in values)


def test_too_many_fields_and_too_long_a_text_are_refused() -> None:
    with pytest.raises(TooManyFieldsSent):
        post(fuel=["petrol"] * 201)
    with pytest.raises(RequestDataTooBig):
        post(name="x" * 200_001)


@given(st.text())
def test_a_forged_sequence_number_is_a_small_one(said: str) -> None:
    assert 0 <= seen({"seen": [said]}) < 1_000_000_000


def test_hidden_fields_are_read_as_what_they_are() -> None:
    assert seen({"seen": ["12"]}) == 12
    assert seen({"seen": ["-1"]}) == seen({"seen": ["²"]}) == seen({}) == 0
    assert submission_key({"key": ["abcdefghijklmnop"]}) == "abcdefghijklmnop"
    assert submission_key({"key": ["short"]}) is None
    assert submission_key({"key": ["../../../../etc/passwd"]}) is None
    assert one({"a": ["first", "last"]}, "a") == "last"
