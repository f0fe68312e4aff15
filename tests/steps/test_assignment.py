"""Chance is fair, and the same wherever it is asked: a version, once given, stays."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.steps.assignment import SelfTest, arm_of, percent_on, self_test, unit_value
from tests.steps.promised import MONDAY, promised

SALTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
UNITS = st.text(min_size=1, max_size=30)


@given(salt=SALTS, unit=UNITS, percent=st.integers(1, 99))
def test_whoever_asks_again_has_the_same_version(salt: str, unit: str, percent: int) -> None:
    assert arm_of(salt, unit, percent) == arm_of(salt, unit, percent)


@given(salt=SALTS, unit=UNITS, low=st.integers(1, 99), high=st.integers(1, 99))
def test_a_larger_share_takes_nobody_back_to_the_old_version(salt: str, unit: str, low: int, high: int) -> None:
    low, high = sorted((low, high))

    assert not (arm_of(salt, unit, low) == "B" and arm_of(salt, unit, high) == "A")


@settings(max_examples=30, deadline=None)
@given(salt=SALTS, percent=st.sampled_from([5, 10, 50, 90]))
def test_of_many_people_as_many_as_promised_have_the_new_version(salt: str, percent: int) -> None:
    (tried,) = self_test(salt, [percent])

    assert tried.fair, tried


def test_two_steps_draw_apart() -> None:
    """Independent: of those with the new version of one step, half have that of the other."""
    units = [f"c-{number}" for number in range(4000)]
    both = sum(arm_of("aa" * 32, unit, 50) == arm_of("bb" * 32, unit, 50) == "B" for unit in units)

    assert 850 < both < 1150


def test_a_hash_that_favours_one_version_is_found() -> None:
    """The control: were the self-test blind, this would pass as fair."""
    assert not SelfTest(units=2000, new=1150, percent=50).fair
    assert SelfTest(units=2000, new=1040, percent=50).fair


def test_the_value_is_that_of_the_published_formula() -> None:
    """HMAC-SHA256 of the unit with the salt, first eight bytes, computed apart: anybody can check an assignment."""
    import hashlib
    import hmac

    mac = hmac.new(bytes.fromhex("5a" * 32), b"c-1", hashlib.sha256).hexdigest()

    assert unit_value("5a" * 32, "c-1") == int(mac[:16], 16)


def test_a_careful_first_week_lasts_a_week() -> None:
    careful = promised(first_week_percent=10)

    assert percent_on(careful, begun=MONDAY, at=MONDAY + timedelta(days=6, hours=23)) == 10
    assert percent_on(careful, begun=MONDAY, at=MONDAY + timedelta(days=7)) == 50
    assert percent_on(promised(), begun=MONDAY, at=MONDAY) == 50
