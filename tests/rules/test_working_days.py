"""Working days are found without walking through the days, and are those that a walk finds."""

import json
import time
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.rules.feel import evaluate
from tests.rules.fuzz import slowness

from footpath.rules.times import read_date

DIVISIONS = ("england-and-wales", "scotland", "northern-ireland")
DAY = timedelta(days=1)
FIRST, LAST = date(2012, 1, 1), date(2027, 12, 31)
days = st.dates(FIRST, LAST)


@cache
def holidays(division: str) -> frozenset[str]:
    listed = json.loads(files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text("utf-8"))
    return frozenset(event["date"] for event in listed[division]["events"])


def works(day: date, division: str) -> bool:
    return day.weekday() < 5 and day.isoformat() not in holidays(division)


def found(text: str, **days: date) -> object:
    return evaluate(text, **{name: read_date(day.isoformat()) for name, day in days.items()})[0]


@given(days, days, st.sampled_from(DIVISIONS))
def test_between_two_days_are_as_many_as_a_walk_counts(a: date, b: date, division: str) -> None:
    low, high = min(a, b), max(a, b)
    span = [low + DAY * number for number in range((high - low).days + 1)]
    count = sum(works(day, division) for day in (span[1:] if a <= b else span[:-1]))

    assert found(f'working days between(a, b, "{division}")', a=a, b=b) == (count if a <= b else -count)


@given(st.dates(date(2016, 1, 1), date(2023, 12, 31)), st.integers(-900, 900), st.sampled_from(DIVISIONS))
@example(date(2022, 6, 2), 0, "scotland")  # a holiday: no day on is that day itself
def test_so_many_days_on_or_back_is_where_a_walk_ends(start: date, count: int, division: str) -> None:
    day, left = start, abs(count)
    while left:
        day += DAY if count > 0 else -DAY
        left -= works(day, division)

    text = f'add working days(a, {count}, "{division}")'
    assert found(f"{text} = b", a=start, b=day) is True
    assert found(f'is working day(a, "{division}")', a=start) is works(start, division)


@pytest.mark.parametrize("count", ["9000", "-9000"])
def test_beyond_the_known_years_is_nothing_with_the_years(count: str) -> None:
    value, reasons = evaluate(f'add working days(@"2020-01-01", {count})')

    assert value is None
    assert "bank holidays are known from" in reasons[-1]


def test_a_rule_asks_it_of_each_of_a_thousand_people() -> None:
    text = 'count(for n in 1..1000 return working days between(@"2020-01-01", @"2026-01-01") + n)'
    taken = []
    for _ in range(5):
        start = time.process_time()
        value = evaluate(text)[0]
        taken.append(time.process_time() - start)

    assert value == Decimal(1_000)
    assert min(taken) < 0.05 * slowness()
