"""The measures, reckoned by hand: of whom, over which days, and when nothing is said."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.doing.cost import Cost, cost_on, of_days
from footpath.doing.days import Day, Mark
from footpath.doing.measures import SETTLED, Measured, by_month, lately, measured, since
from footpath.doing.tally import Cell, Tally

TODAY = date(2026, 11, 23)


def a_day(back: int, **counted: int) -> Day:
    tally = Tally(**counted)
    return Day(
        day=TODAY - timedelta(days=back),
        mark=Mark(cases=tally.cases),
        cells=(Cell(edition="one", lang="en", tally=tally),),
    )


def a_cost(pounds: int, from_: date, at: int = 1) -> Cost:
    when = datetime(2026, 1, at, tzinfo=UTC)
    return Cost(at=when, by="staff:mia", year_pence=pounds * 100, since=from_, source="Outturn", because="Yearly")


def test_who_began_lately_may_still_finish_and_is_not_counted_as_one_who_did_not() -> None:
    days = [a_day(40, cases=10, finished=7), a_day(5, cases=10, finished=1)]

    assert measured(days, (), today=TODAY)["finished"] == Measured(value=Decimal(70), of=10)


def test_the_last_four_weeks_say_who_finished_of_the_four_before() -> None:
    days = [
        a_day(70, cases=50, finished=50),
        a_day(50, cases=10, finished=7, told=4, satisfied=4),
        a_day(10, cases=20, finished=2, told=4, satisfied=1),
    ]

    held = lately(days, (), length=timedelta(days=28), today=TODAY)

    assert held["finished"] == Measured(value=Decimal(70), of=10)
    assert held["satisfied"] == Measured(value=Decimal(25), of=4)


def test_who_was_helped_to_use_it_online_used_it_online() -> None:
    held = measured([a_day(40, cases=8, sent=8, digital=7)], (), today=TODAY)

    assert held["online"] == Measured(value=Decimal(88), of=8)


def test_of_each_the_cost_is_that_of_the_days_by_the_figure_in_force() -> None:
    first = TODAY - timedelta(days=49)
    costs = [a_cost(3650, first), a_cost(7300, first + timedelta(days=5))]
    days = [a_day(49, cases=20, sent=10), a_day(40, cases=20, sent=15), a_day(3, cases=20, sent=9)]

    # Five days at £10 and five at £20, divided by the 25 sent of those who had the time.
    assert measured(days, costs, today=TODAY)["cost"] == Measured(value=Decimal("6.00"), of=25)


def test_before_the_first_figure_nothing_is_divided() -> None:
    days = [a_day(60, cases=20, sent=10), a_day(40, cases=20, sent=10)]

    held = measured(days, [a_cost(3650, TODAY - timedelta(days=40))], today=TODAY)

    assert held["cost"] == Measured(value=Decimal("1.00"), of=10)
    assert measured(days, [a_cost(3650, TODAY)], today=TODAY)["cost"].value is None
    assert measured(days, (), today=TODAY)["cost"].value is None


def test_a_later_figure_holds_from_its_own_day_and_of_two_the_one_entered_last() -> None:
    first, later = a_cost(100, date(2025, 4, 1)), a_cost(200, date(2026, 4, 1))
    mended = a_cost(150, date(2025, 4, 1), at=2)

    assert cost_on([later, first, mended], date(2026, 3, 31)) == mended
    assert cost_on([later, first, mended], date(2026, 4, 1)) == later
    assert cost_on([later], date(2026, 3, 31)) is None


@pytest.mark.parametrize("of", [0, 9, 10])
def test_of_fewer_than_ten_nothing_is_said_in_public(of: int) -> None:
    public = Measured(value=Decimal(50), of=of).public

    assert (public.value is None) == (of < 10)


def test_months_are_told_apart_and_in_order() -> None:
    days = [a_day(80, cases=3, finished=3), a_day(50, cases=4, finished=1)]

    months = by_month(days, (), today=TODAY)

    assert [month for month, _ in months] == ["2026-09", "2026-10"]
    assert [held["finished"].of for _, held in months] == [3, 4]


@given(st.integers(1, 400), st.integers(0, 800))
def test_the_cost_of_a_time_is_the_sum_of_that_of_its_parts(length: int, cut: int) -> None:
    first, last = TODAY - timedelta(days=length), TODAY
    costs = [a_cost(36_500, TODAY - timedelta(days=900)), a_cost(73_000, TODAY - timedelta(days=100))]
    middle = first + timedelta(days=cut % length)

    whole, one, other = (
        of_days(costs, *ends) for ends in ((first, last), (first, middle), (middle + timedelta(days=1), last))
    )

    assert whole is not None and one is not None and other is not None
    assert whole[0] == one[0] + other[0]


def test_a_time_that_ends_today_has_its_length() -> None:
    assert since(TODAY, timedelta(days=1)) == TODAY
    assert timedelta(days=29) == SETTLED
