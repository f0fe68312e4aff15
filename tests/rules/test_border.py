"""Values on their way in and out of the rules."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from footpath.rules import (
    DATE,
    DAYS_AND_TIME,
    NUMBER,
    TEXT,
    ContextOf,
    ListOf,
    NotAValue,
    RuleBook,
    compile_expression,
    compile_rules,
    optional,
)
from footpath.rules.times import Date

MAY = date(2026, 5, 1)


@pytest.mark.parametrize("value", [1.5, float("nan"), Decimal("NaN"), Decimal("Infinity"), "1", [1], object()])
def test_a_number_is_taken_exact_or_not_at_all(value: object) -> None:
    book = compile_rules({"r": "n + 1"}, {"n": NUMBER})
    assert isinstance(book, RuleBook)

    with pytest.raises(NotAValue):
        book.find({"n": value}, on=MAY).value("r")


def test_an_int_is_a_number_and_what_an_address_leaves_out_is_null() -> None:
    book = compile_rules(
        {"r": "n + 1", "line": "home.line2 = null", "ages": "sum(children.age)"},
        {
            "n": NUMBER,
            "home": ContextOf({"postcode": TEXT, "line2": optional(TEXT)}),
            "children": ListOf(ContextOf({"age": NUMBER})),
        },
    )
    assert isinstance(book, RuleBook)
    found = book.find({"n": 1, "home": {"postcode": "OX1 1AA"}, "children": [{"age": 3}, {"age": 4}]}, on=MAY)

    assert (found.value("r"), found.value("line"), found.value("ages")) == (Decimal(2), True, Decimal(7))


def test_dates_come_out_as_pythons_own_where_python_has_them() -> None:
    later = compile_expression('day + @"P1D"', {"day": DATE})
    assert not isinstance(later, list)

    assert later.value({"day": date(2026, 4, 30)}, on=MAY) == date(2026, 5, 1)
    assert later.value({"day": date(9999, 12, 31)}, on=MAY) == Date(10000, 1, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('@"2026-04-01T09:30:00"', datetime(2026, 4, 1, 9, 30)),  # noqa: DTZ001 -- local on purpose
        ('@"09:30:00"', time(9, 30)),
        ("[1, null, true]", [Decimal(1), None, True]),
        ('{a: "x"}', {"a": "x"}),
    ],
)
def test_other_values_come_out_as_pythons_own(text: str, value: object) -> None:
    expression = compile_expression(text, {})
    assert not isinstance(expression, list)

    assert expression.value({}, on=MAY) == value


def test_a_length_of_time_goes_in_as_pythons_own() -> None:
    expression = compile_expression('@"2026-05-01" - wait', {"wait": DAYS_AND_TIME})
    assert not isinstance(expression, list)

    assert expression.value({"wait": timedelta(days=28)}, on=MAY) == date(2026, 4, 3)
