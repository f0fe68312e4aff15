"""A year begins in April, in London; a figure is counted from those who had the time to finish."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.casework.days import uk_day
from footpath.plan.years import Tally, counted, span, spans, year_of
from tests.plan.test_outcome import an_outcome

PARK = an_outcome("permit", "report")


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 4, 1), 2026), (date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027), (date(2026, 1, 1), 2025)],
)
def test_a_year_is_called_by_the_april_in_which_it_began(day: date, year: int) -> None:
    assert year_of(day) == year


@given(st.datetimes(min_value=datetime(2001, 1, 1), max_value=datetime(2099, 1, 1)))  # noqa: DTZ001
def test_every_moment_is_in_one_year(moment: datetime) -> None:
    at = moment.replace(tzinfo=UTC)
    year = year_of(uk_day(at))

    assert [each for each in (year - 1, year, year + 1) if span(each)[0] <= at < span(each)[1]] == [year]


def test_whoever_began_in_the_last_four_weeks_is_not_counted_yet() -> None:
    now = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
    found = spans(PARK, now)

    assert list(found) == [2025, 2026]
    assert found[2026] == (span(2026)[0], datetime(2026, 5, 4, 12, 0, tzinfo=UTC))
    assert list(spans(PARK, datetime(2026, 4, 20, 12, 0, tzinfo=UTC))) == [2025]


def test_all_services_of_an_outcome_count_together() -> None:
    tallies = {
        2026: {
            "permit": Tally(begun=300, finished=200),
            "report": Tally(begun=100, finished=90),
            "other": Tally(begun=9),
        }
    }

    assert counted(PARK, tallies) == {2026: Decimal("72.5")}


def test_a_year_in_which_nobody_came_has_no_figure() -> None:
    assert counted(PARK, {2026: {"permit": Tally()}}) == {}
    assert counted(an_outcome(measure="satisfaction"), {2026: {"permit": Tally(begun=5, finished=5)}}) == {}


def test_days_to_a_decision_are_the_mean_of_all_decided() -> None:
    quick = an_outcome("permit", "report", measure="days_to_decision", baseline="12", aim_5="5")
    tallies = {
        2026: {"permit": Tally(decided=3, days=Decimal(9)), "report": Tally(decided=1, days=Decimal(1))},
        2025: {"permit": Tally(begun=4)},
    }

    assert counted(quick, tallies) == {2026: Decimal("2.5")}
