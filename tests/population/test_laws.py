"""One and many find the same, to the last digit, for every service and everybody in it."""

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from footpath.population import EMBEDDED, find_population, needed_columns, plan_population, take_people
from footpath.population.cell import Cell, Cells
from footpath.rules import BOOLEAN, NUMBER, RuleBook, compile_rules, optional
from tests.population.random_rules import ON, random_book, random_people

# 60 services, half with each engine, of seven rules and 200 people each: 12,000 pairs.
SERVICES, PEOPLE = 60, 200


def differences(book: RuleBook, rules: tuple[str, ...], table: pa.Table, engine: str) -> Iterator[str]:
    """Each value of many that is not the value of one. Numbers are compared as numbers: 2 and 2.00 are the same."""
    people = take_people(table, book.inputs, needed_columns(book, rules))
    plan = plan_population(book, people, rules, on=ON, engine=engine)
    found = find_population(plan, processes=1)
    calculate = book.calculator(*rules, on=ON)
    columns = [found.column(rule).to_pylist() for rule in rules]
    rows = people.answers.to_pylist() if people.answers.num_columns else [{}] * people.count
    for place, row in enumerate(rows):
        for rule, one, column in zip(rules, calculate(row), columns, strict=True):
            many: Any = column[place]
            if type(one) is Decimal and isinstance(many, str):
                many = Decimal(many)
            if type(one) is not type(many) or one != many:
                yield f"{rule} for row {place}: one finds {one!r}, many find {many!r} ({row})"


@pytest.mark.parametrize("engine", EMBEDDED)
def test_one_and_many_find_the_same_for_random_services(engine: str) -> None:
    dice = random.Random(f"services {engine}")
    at_once = row_by_row = 0
    for _ in range(SERVICES // len(EMBEDDED)):
        book = random_book(dice)
        rules = book.order
        table = random_people(dice, PEOPLE)

        assert list(differences(book, rules, table, engine)) == []

        people = take_people(table, book.inputs, needed_columns(book, rules))
        plan = plan_population(book, people, rules, on=ON, engine=engine)
        at_once += len(plan.at_once)
        row_by_row += len(plan.row_by_row)
    # A law that holds because nothing was translated says nothing.
    assert at_once > 2 * row_by_row


TIES = {
    "penny": "decimal(income * 0.5, 2)",
    "pound": "decimal(income, 0)",
    "ten": "decimal(income, -1)",
    "away": "round half up(income, 1)",
    "toward": "round half down(income, 1)",
    "week": "decimal(income * 12 / 52, 2)",
    "share": "decimal(income / rooms, 1)",
    "up": "ceiling((income - 60) / 2.5)",
    "down": "floor(income / rooms)",
    "band": "if income < 0 then 1 else if income <= 100.05 then 2 else 3",
    "within": "income in [-10..10)",
    "tapered": "max(0, decimal(100.05 - 0.55 * max(0, income - 16.5), 2))",
}


def ties(count: int) -> pa.Table:
    """Every half penny around nought: each row stands on a tie or a threshold, or next to one."""
    return pa.table(
        {
            "income": pa.array(
                [Decimal(place - count // 2) * 5 / 1000 for place in range(count)], pa.decimal128(12, 3)
            ),
            "rooms": pa.array([(-4, 1, 2, 4, 8, 0)[place // 7 % 6] for place in range(count)], pa.int16()),
        }
    )


def tie_book() -> RuleBook:
    book = compile_rules(TIES, {"income": NUMBER, "rooms": NUMBER})
    assert isinstance(book, RuleBook)
    return book


@pytest.mark.parametrize("engine", EMBEDDED)
def test_one_and_many_find_the_same_on_thresholds_and_ties(engine: str) -> None:
    assert list(differences(tie_book(), tuple(TIES), ties(50_000), engine)) == []


def test_rounding_half_up_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    true = Cells._one_up

    def half_up(self: Cells, floor: Cell, n: Cell, d: Cell, left: Cell, how: str) -> Cell:
        return true(self, floor, n, d, left, "round half up" if how == "decimal" else how)

    monkeypatch.setattr(Cells, "_one_up", half_up)

    seen = {line.split()[0] for line in differences(tie_book(), tuple(TIES), ties(2_000), "duckdb")}

    assert {"penny", "pound", "ten", "share"} <= seen


def test_an_equality_without_nulls_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    book = compile_rules({"same": "a = b"}, {"a": optional(NUMBER), "b": optional(NUMBER)})
    assert isinstance(book, RuleBook)
    table = pa.table({"a": pa.array([1, None, None]), "b": pa.array([1, None, 2])})
    assert list(differences(book, ("same",), table, "duckdb")) == []

    def sql_equal(self: Cells, a: Cell, b: Cell) -> Cell:
        return self.condition(lambda work: a.build(work) == b.build(work), a, b)

    monkeypatch.setattr(Cells, "equal", sql_equal)

    assert len(list(differences(book, ("same",), table, "duckdb"))) == 2


def test_the_least_of_a_null_is_null_in_every_engine() -> None:
    rules = {"least": "min(a, b)", "most": "max(a, b)", "all": "sum(a, b)", "both": "c and d", "either": "c or d"}
    book = compile_rules(rules, {"a": optional(NUMBER), "b": NUMBER, "c": optional(BOOLEAN), "d": BOOLEAN})
    assert isinstance(book, RuleBook)
    table = pa.table(
        {"a": pa.array([None, 1, 5]), "b": [2, 3, 4], "c": pa.array([None, True, None]), "d": [True, False, False]}
    )
    for engine in EMBEDDED:
        assert list(differences(book, tuple(rules), table, engine)) == []
