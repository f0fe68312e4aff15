"""Columns are read without a float, and a bad one is named."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from footpath.population import (
    EMBEDDED,
    NotPeople,
    RowRefused,
    find_population,
    needed_columns,
    plan_population,
    plan_text,
    read_people,
    take_people,
)
from footpath.population.parts import joined, part_of
from footpath.population.rows import pack_book, unpack_book
from footpath.rules import BOOLEAN, DATE, NUMBER, ContextOf, ListOf, RuleBook, compile_rules, optional
from tests.population.random_rules import ON

NAMES = {
    "income": NUMBER,
    "disabled": optional(BOOLEAN),
    "born": DATE,
    "children": ListOf(ContextOf({"age": NUMBER})),
    "home": ContextOf({"rooms": NUMBER}),
}


def book(**rules: str) -> RuleBook:
    found = compile_rules(rules, NAMES)
    assert isinstance(found, RuleBook)
    return found


def test_a_csv_file_is_read_to_the_last_digit(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("born,income,disabled\n1980-02-29,1234.005,true\n2001-01-31,0.1,\n", encoding="utf-8")
    made = book(tenth="income * 0.1", months='born + @"P1M"', both="disabled = true")

    people = take_people(read_people(file), NAMES, needed_columns(made, made.order))
    found = find_population(plan_population(made, people, made.order, on=ON))

    assert found.column("tenth").to_pylist() == [Decimal("123.4005"), Decimal("0.01")]
    assert [str(day) for day in found.column("months").to_pylist()] == ["1980-03-29", "2001-02-28"]
    assert found.column("both").to_pylist() == [True, False]


@pytest.mark.parametrize(
    ("column", "says"),
    [
        (pa.array([0.1]), "holds floats"),
        (pa.array(["12,50"]), "Row 1 has “12,50” as income"),
        (pa.array([True]), "should hold numbers"),
    ],
)
def test_a_column_that_is_no_number_is_refused(column: pa.Array, says: str) -> None:
    with pytest.raises(NotPeople, match=says):
        take_people(pa.table({"income": column}), NAMES, ["income"])


def test_a_missing_column_is_named() -> None:
    with pytest.raises(NotPeople, match="one column income"):
        take_people(pa.table({"born": pa.nulls(1)}), NAMES, ["income"])


def test_what_runs_row_by_row_is_said_before_it_runs() -> None:
    made = book(
        third="income / 3",
        week="decimal(income / 3, 2)",
        ages="count(distinct values(children.age))",
        rest="third + 1",
    )
    table = pa.table(
        {"income": pa.array([Decimal("10.00")]), "children": pa.array([[{"age": Decimal(3)}, {"age": Decimal(9)}]])}
    )
    people = take_people(table, NAMES, needed_columns(made, made.order))
    plan = plan_population(made, people, ("third", "week", "ages", "rest"), on=ON)

    assert list(plan_text(plan)) == [
        "third: row by row, because a division can have 34 digits; round what it gives at once, like decimal(a / b, 2)",
        "week: found for all at once",
        "ages: row by row, because count() is worked out for one person at a time",
        "rest: row by row, because it rests on third, which runs row by row",
    ]
    found = find_population(plan)
    assert str(found.column("third")[0].as_py()) == "3." + "3" * 33
    assert found.column("week").to_pylist() == [Decimal("3.33")]
    assert found.column("ages").to_pylist() == [Decimal(2)]


def test_numbers_too_long_for_an_engine_are_refused_and_still_exact() -> None:
    made = book(cube="income * income * income * income")
    table = pa.table({"income": pa.array([Decimal("99999999.99"), Decimal("-1.01")], pa.decimal128(10, 2))})
    people = take_people(table, NAMES, ["income"])

    for engine, digits in (("duckdb", 34), ("polars", 18)):
        plan = plan_population(made, people, made.order, on=ON, engine=engine)
        assert plan.row_by_row == {"cube": f"a number on the way could have more than {digits} digits"}
        calculate = made.calculator("cube", on=ON)
        one = [calculate(row)[0] for row in table.to_pylist()]
        assert [Decimal(str(many)) for many in find_population(plan).column("cube").to_pylist()] == one


def test_thirty_digits_are_exact_at_once() -> None:
    made = book(product="income * income * 12345678.9", rounded="decimal(income * income * 12345678.9, 1)")
    table = pa.table({"income": pa.array([Decimal("98765432.15"), Decimal("-5.05"), None], pa.decimal128(10, 2))})
    people = take_people(table, NAMES, ["income"])
    plan = plan_population(made, people, made.order, on=ON)

    assert not plan.row_by_row
    calculate = made.calculator(*made.order, on=ON)
    found = find_population(plan).select(list(made.order)).to_pylist()
    assert [tuple(row.values()) for row in found] == [calculate(row) for row in table.to_pylist()]


def test_numbers_that_are_only_written_out_do_not_stop_an_engine() -> None:
    """What is made of small numbers alone is small to an engine, and would be too large for it."""
    made = book(
        much="(if disabled = true then 2000000000 else 1) + (if disabled = true then 2000000000 else 1)",
        more="(if disabled = true then 70000 else 1) * (if disabled = true then 70000 else 1)",
    )
    people = take_people(pa.table({"disabled": pa.array([True, None])}), NAMES, ["disabled"])

    for engine in EMBEDDED:
        plan = plan_population(made, people, made.order, on=ON, engine=engine)
        assert not plan.row_by_row
        assert find_population(plan).to_pylist() == [
            {"much": Decimal(4_000_000_000), "more": Decimal(4_900_000_000)},
            {"much": Decimal(2), "more": Decimal(1)},
        ]


def test_the_quickest_engine_that_takes_all_is_chosen() -> None:
    made = book(square="income * income", cube="income * income * 12345678.9")
    table = pa.table({"income": pa.array([Decimal("9999.99")], pa.decimal128(10, 2))})
    people = take_people(table, NAMES, ["income"])

    assert plan_population(made, people, ("square",), on=ON).engine.name == "polars"
    assert plan_population(made, people, ("square", "cube"), on=ON).engine.name == "duckdb"


def test_a_row_that_is_no_value_is_named() -> None:
    made = book(many="home.rooms > 5")
    people = take_people(pa.table({"home": pa.array([{"rooms": 3.5}])}), NAMES, ["home"])

    with pytest.raises(RowRefused, match="Row 1"):
        find_population(plan_population(made, people, made.order, on=ON))


def test_a_book_goes_to_another_process_whole() -> None:
    made = book(a="if disabled = null then income else income * 2", b="decimal(a / 7, 3)")

    again = unpack_book(pack_book(made))

    row = {"income": Decimal("12.34"), "disabled": True}
    assert again.calculator("a", "b", on=ON)(row) == made.calculator("a", "b", on=ON)(row)
    # Kinds that were lost on the way would only be slow, so they are counted.
    assert len(again.kinds) == len([kind for kind in made.kinds.values() if kind is not None])


def test_many_rows_in_processes_come_back_in_order() -> None:
    made = book(third="income / 3")
    table = pa.table({"income": pa.array(range(20_001))})
    people = take_people(table, NAMES, ["income"])
    told: list[int] = []

    found = find_population(plan_population(made, people, made.order, on=ON), processes=2, tell=told.append)

    calculate = made.calculator("third", on=ON)
    assert [Decimal(str(one)) for one in found.column("third").to_pylist()] == [
        calculate({"income": Decimal(place)})[0] for place in range(20_001)
    ]
    assert sum(told) == 20_001


def test_parts_are_joined_whatever_each_holds() -> None:
    third = Decimal(1) / 3
    wide = Decimal("1" * 30)

    def values(*parts: list[object]) -> tuple[str, list[object]]:
        found = joined([part_of(part) for part in parts])
        return str(found.type), found.to_pylist()

    assert values([None], [Decimal("1.50"), None], [Decimal("200")]) == (
        "decimal128(5, 2)",
        [None, Decimal("1.5"), None, Decimal(200)],
    )
    assert values([wide], [third]) == ("string", [str(wide), str(third)])
    assert values([wide, third], [None, Decimal(2)]) == ("string", [str(wide), str(third), None, "2"])
    assert values([True, None], [None]) == ("bool", [True, None, None])
    assert values([True], ["petrol"], [[Decimal(1)]]) == ("string", ["true", '"petrol"', '[{"$number": "1"}]'])
    assert values([None], [None]) == ("null", [None, None])


def test_a_row_that_is_refused_in_another_process_is_named() -> None:
    made = book(many="home.rooms > 5")
    table = pa.table({"home": pa.array([{"rooms": 3.5 if place == 7_000 else None} for place in range(10_001)])})
    people = take_people(table, NAMES, ["home"])

    with pytest.raises(RowRefused, match="Row 7001"):
        find_population(plan_population(made, people, made.order, on=ON), processes=2)
