"""Guessing is slow, and nobody is locked out for long."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from footpath.web.throttle import Counted, Limit, address, count, forget, too_often

FEW = Limit(name="few", tries=3, minutes=15)


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def test_the_fourth_try_is_one_too_many() -> None:
    ben = (Counted(FEW, ("ben",)),)
    for _ in range(3):
        assert not too_often(ben)
        count(ben)

    assert too_often(ben)


def test_one_persons_tries_are_not_anothers() -> None:
    for _ in range(9):
        count((Counted(FEW, ("ben", "here")),))

    assert not too_often((Counted(FEW, ("ben", "there")), Counted(FEW, ("cara", "here"))))


def test_who_gets_it_right_begins_anew() -> None:
    ben = (Counted(FEW, ("ben",)),)
    for _ in range(3):
        count(ben)
    forget(ben)

    assert not too_often(ben)


def test_what_was_typed_is_not_in_the_cache() -> None:
    """Somebody may have typed their password into the box for the name."""
    assert "correct horse" not in Counted(FEW, ("correct horse",)).key


def test_names_that_run_together_are_still_two() -> None:
    assert Counted(FEW, ("ab", "c")).key != Counted(FEW, ("a", "bc")).key


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2"),
        ("", ""),
    ],
)
def test_an_address_is_as_much_as_one_household_has(said: str, means: str) -> None:
    assert address(RequestFactory().get("/", REMOTE_ADDR=said)) == means
