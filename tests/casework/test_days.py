"""Days are those people here live by."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.casework.days import uk_day, working_days_after


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 1, 15, 23, 59, tzinfo=UTC), date(2026, 1, 15)),
        (datetime(2026, 7, 15, 22, 59, tzinfo=UTC), date(2026, 7, 15)),
        (datetime(2026, 7, 15, 23, 0, tzinfo=UTC), date(2026, 7, 16)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_the_day_is_the_one_on_the_clock_in_barset(at: datetime, day: date) -> None:
    assert uk_day(at) == day


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (date(2026, 5, 1), 1, date(2026, 5, 5)),  # Friday; Monday is a bank holiday
        (date(2026, 5, 2), 1, date(2026, 5, 5)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 5, 1), 0, date(2026, 5, 1)),
        (date(2026, 5, 5), -1, date(2026, 5, 1)),
        (date(2060, 5, 3), 1, date(2060, 5, 4)),  # nobody has announced the bank holidays of 2060
        (date(2060, 5, 3), -1, date(2060, 4, 30)),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(day: date, count: int, then: date) -> None:
    assert working_days_after(day, count) == then


@given(st.dates(date(2015, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_a_working_day_later_is_never_a_weekend_and_never_earlier(day: date, count: int) -> None:
    then = working_days_after(day, count)

    assert then >= day + timedelta(days=count)
    assert then.weekday() < 5
