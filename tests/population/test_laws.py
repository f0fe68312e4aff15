"""One and many find the same, to the last digit, for every service and everybody in it."""

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from footpath.population import EMBEDDED, Plan, find_population, needed_columns, plan_population, take_people
from footpath.population.cell import Cell, Cells
from footpath.rules import BOOLEAN, NUMBER, RuleBook, compile_rules, optional
from tests.population.random_rules import ON, random_book, random_people

# 40 services, half with each engine, of seven rules and 260 people each: 10,400 pairs. The rows are cheap.
SERVICES, PEOPLE = 40, 260


def alone(book: RuleBook, rules: tuple[str, ...], table: pa.Table) -> list[tuple[Any, ...]]:
    """What each person gets, asked for one at a time: a row of values for each rule."""
    rows = take_people(table, book.inputs, needed_columns(book, rules)).answers
    calculate = book.calculator(*rules, on=ON)
    found = [calculate(row) for row in (rows.to_pylist() if rows.num_columns else [{}] * table.num_rows)]
    return list(zip(*found, strict=True))


def plan_with(engine: str, book: RuleBook, rules: tuple[str, ...], table: pa.Table) -> Plan:
    people = take_people(table, book.inputs, needed_columns(book, rules))
    return plan_population(book, people, rules, on=ON, engine=engine)


def apart(plan: Plan, exact: list[tuple[Any, ...]]) -> Iterator[str]:
    """Each value of many that is not the value of one. Numbers are compared as numbers: 2 and 2.00 are the same."""
    found = find_population(plan, processes=1)
    for rule, ones in zip(plan.rules, exact, strict=True):
        manies = found.column(rule).to_pylist()
        if set(map(type, ones)) == set(map(type, manies)) and list(ones) == manies:
            continue
        for place, (one, many) in enumerate(zip(ones, manies, strict=True)):
            if type(one) is Decimal and isinstance(many, str):
                many = Decimal(many)
            if type(one) is not type(many) or one != many:
                row = plan.people.answers.slice(place, 1).to_pylist()
                yield f"{rule} for row {place}: one finds {one!r}, many find {many!r} ({row})"


def differences(book: RuleBook, rules: tuple[str, ...], table: pa.Table, engine: str) -> list[str]:
    return list(apart(plan_with(engine, book, rules, table), alone(book, rules, table)))


@pytest.mark.parametrize("engine", EMBEDDED)
def test_one_and_many_find_the_same_for_random_services(engine: str) -> None:
    dice = random.Random(f"services {engine}")
    at_once = row_by_row = lists = 0
    for _ in range(SERVICES // len(EMBEDDED)):
        book = random_book(dice)
        table = random_people(dice, PEOPLE)
        plan = plan_with(engine, book, book.order, table)

        assert list(apart(plan, alone(book, book.order, table))) == []

        at_once += len(plan.at_once)
        row_by_row += len(plan.row_by_row)
        lists += bool(plan.people.items)
    # A law that holds because nothing was translated says nothing.
    assert at_once > 4 * row_by_row
    assert lists > SERVICES // len(EMBEDDED) // 3


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


def test_one_and_many_find_the_same_on_thresholds_and_ties() -> None:
    book, rules, table = tie_book(), tuple(TIES), ties(100_000)
    exact = alone(book, rules, table)

    for engine in EMBEDDED:
        assert list(apart(plan_with(engine, book, rules, table), exact)) == []


def test_rounding_half_up_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    by_constant, one_up = Cells._by_constant, Cells._one_up

    def constant_half_up(self: Cells, n: Cell, d: Cell, how: str) -> Cell | None:
        return by_constant(self, n, d, "round half up" if how == "decimal" else how)

    def half_up(self: Cells, floor: Cell, n: Cell, d: Cell, left: Cell, how: str) -> Cell:
        return one_up(self, floor, n, d, left, "round half up" if how == "decimal" else how)

    monkeypatch.setattr(Cells, "_by_constant", constant_half_up)
    monkeypatch.setattr(Cells, "_one_up", half_up)

    seen = {line.split()[0] for line in differences(tie_book(), tuple(TIES), ties(2_000), "duckdb")}

    assert {"penny", "pound", "ten", "share"} <= seen


def test_an_equality_without_nulls_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    book = compile_rules({"same": "a = b"}, {"a": optional(NUMBER), "b": optional(NUMBER)})
    assert isinstance(book, RuleBook)
    table = pa.table({"a": pa.array([1, None, None]), "b": pa.array([1, None, 2])})
    assert differences(book, ("same",), table, "duckdb") == []

    def sql_equal(self: Cells, a: Cell, b: Cell) -> Cell:
        return self.condition(lambda work: a.build(work) == b.build(work), a, b)

    monkeypatch.setattr(Cells, "equal", sql_equal)

    assert len(differences(book, ("same",), table, "duckdb")) == 2


def test_what_is_denied_can_be_asked_for() -> None:
    """A denial with something asked of it: SQL that has no bracket around NOT asks it of what is denied."""
    book = compile_rules({"unsaid": "not(a) = null", "same": "not(a) = b"}, {"a": optional(BOOLEAN), "b": BOOLEAN})
    assert isinstance(book, RuleBook)
    table = pa.table({"a": pa.array([None, True, False]), "b": [True, True, False]})

    for engine in EMBEDDED:
        assert differences(book, book.order, table, engine) == []


def test_the_least_of_a_null_is_null_in_every_engine() -> None:
    rules = {"least": "min(a, b)", "most": "max(a, b)", "all": "sum(a, b)", "both": "c and d", "either": "c or d"}
    book = compile_rules(rules, {"a": optional(NUMBER), "b": NUMBER, "c": optional(BOOLEAN), "d": BOOLEAN})
    assert isinstance(book, RuleBook)
    table = pa.table(
        {"a": pa.array([None, 1, 5]), "b": [2, 3, 4], "c": pa.array([None, True, None]), "d": [True, False, False]}
    )
    for engine in EMBEDDED:
        assert differences(book, tuple(rules), table, engine) == []
