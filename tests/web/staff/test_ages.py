"""How long a case has waited, in the days that were promised."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.web.staff.ages import ago, late, moment, working, working_days

NOW = datetime(2026, 5, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [
        (date(2026, 5, 1), date(2026, 5, 1), 0),
        (date(2026, 5, 1), date(2026, 5, 3), 0),  # Friday to Sunday
        (date(2026, 5, 1), date(2026, 5, 4), 0),  # the Monday is a bank holiday
        (date(2026, 5, 1), date(2026, 5, 5), 1),
        (date(2026, 5, 1), date(2026, 5, 8), 4),
        (date(2026, 5, 8), date(2026, 5, 1), 0),
        (date(2071, 1, 2), date(2071, 1, 9), 5),  # nobody has announced its bank holidays: weekends alone
    ],
)
def test_weekends_and_bank_holidays_are_no_working_days(since: date, until: date, count: int) -> None:
    assert working_days(since, until) == count


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 400))
def test_waiting_a_day_longer_is_at_most_one_working_day_more(since: date, days: int) -> None:
    until = since + timedelta(days=days)
    one_more = working_days(since, until + timedelta(days=1))

    if until.year == (until + timedelta(days=1)).year:  # where the announced years end, the count may step
        assert one_more - working_days(since, until) in (0, 1)


def test_a_case_is_late_from_the_first_working_day_after_the_day_it_was_due() -> None:
    due = date(2026, 5, 1)

    assert late(due, date(2026, 5, 1)) == ""
    assert late(due, date(2026, 5, 4)) == ""
    assert late(due, date(2026, 5, 5)) == "Late 1 day"
    assert late(due, date(2026, 5, 6)) == "Late 2 days"
    assert late(None, date(2026, 5, 6)) == ""


def test_days_are_counted_in_words() -> None:
    assert [working(0), working(1), working(2)] == ["0 working days", "1 working day", "2 working days"]


@pytest.mark.parametrize(
    ("at", "says"),
    [
        (datetime(2026, 7, 1, 9, 5, tzinfo=UTC), "1 July 2026, 10:05am"),  # summer time
        (datetime(2026, 1, 1, 0, 0, tzinfo=UTC), "1 January 2026, 12:00am"),
        (datetime(2026, 1, 1, 12, 30, tzinfo=UTC), "1 January 2026, 12:30pm"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "1 July 2026, 12:30am"),
    ],
)
def test_a_moment_is_the_hour_that_clocks_here_show(at: datetime, says: str) -> None:
    assert moment(at) == says


@pytest.mark.parametrize(
    ("before", "says"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=2, seconds=59), "2 minutes ago"),
        (timedelta(hours=3), "3 hours ago"),
        (timedelta(days=1), "on 4 May 2026, 1:00pm"),
        (timedelta(seconds=-5), "just now"),  # the clock of another machine
    ],
)
def test_how_long_ago_something_was(before: timedelta, says: str) -> None:
    assert ago(NOW - before, NOW) == says
