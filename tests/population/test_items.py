"""A list that each person has is asked for all at once, however its items were written down."""

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from footpath.population import (
    EMBEDDED,
    NotPeople,
    RowRefused,
    find_population,
    mentioned_fields,
    needed_columns,
    plan_population,
    take_people,
)
from footpath.rules import DATE, NUMBER, TEXT, ContextOf, ListOf, RuleBook, compile_rules, optional
from tests.population.random_rules import ON
from tests.population.test_laws import differences

NAMES = {
    "bins": ListOf(ContextOf({"stream": TEXT, "litres": optional(NUMBER), "missed": optional(DATE)})),
    "fee": NUMBER,
    "needs": optional(ListOf(TEXT)),
}
PEOPLE = pa.table({"household": ["a", "b", "c"], "fee": pa.array([Decimal("2.50"), Decimal("1.00"), Decimal("0.35")])})
BINS = pa.table(
    {
        "litres": pa.array([Decimal("180.5"), None, Decimal("140.0")]),
        "household": ["c", "a", "c"],
        "stream": ["refuse", "refuse", "recycling"],
        "missed": pa.array([date(2026, 4, 7), None, date(2026, 4, 1)]),
    }
)
# Each person's list, as it is written for one person.
LISTS: list[list[dict[str, Any]]] = [
    [{"stream": "refuse", "litres": None, "missed": None}],
    [],
    [
        {"stream": "refuse", "litres": Decimal("180.5"), "missed": date(2026, 4, 7)},
        {"stream": "recycling", "litres": Decimal("140.0"), "missed": date(2026, 4, 1)},
    ],
]
RULES = {
    "many": "count(bins)",
    "litres": "sum(bins.litres)",
    "price": "sum(for b in bins[litres != null] return b.litres * fee)",
    "average": "decimal(mean(bins.litres), 1)",
    "first missed": "min(bins[missed != null].missed)",
    "recycles": 'some b in bins satisfies b.stream = "recycling"',
    "all known": "every b in bins satisfies b.litres > 0",
    "last": "bins[-1].stream",
}
FOUND = {
    "many": [Decimal(1), Decimal(0), Decimal(2)],
    "litres": [None, None, Decimal("320.5")],
    "price": [None, None, Decimal("112.175")],
    "average": [None, None, Decimal("160.2")],
    "first missed": [None, None, date(2026, 4, 1)],
    "recycles": [False, False, True],
    "all known": [None, True, True],
    "last": ["refuse", None, "recycling"],
}


def book(**rules: str) -> RuleBook:
    found = compile_rules(rules, NAMES)
    assert isinstance(found, RuleBook), found
    return found


def found_by(engine: str, table: pa.Table, **words: Any) -> dict[str, list[Any]]:
    made = book(**RULES)
    people = take_people(table, NAMES, needed_columns(made, made.order), **words)
    plan = plan_population(made, people, tuple(RULES), on=ON, engine=engine)
    assert not plan.row_by_row
    found: dict[str, list[Any]] = find_population(plan).to_pydict()
    return found


@pytest.mark.parametrize("engine", EMBEDDED)
def test_bins_in_a_file_of_their_own_are_those_of_their_household(engine: str) -> None:
    assert found_by(engine, PEOPLE, items={"bins": BINS}) == FOUND


@pytest.mark.parametrize("engine", EMBEDDED)
def test_bins_in_numbered_columns_are_a_list(engine: str) -> None:
    columns = {
        f"bins-{place}-{name}": pa.array([bins[place][name] if place < len(bins) else None for bins in LISTS])
        for place in range(3)
        for name in ("stream", "litres", "missed")
    }

    assert found_by(engine, PEOPLE.append_column("left", pa.nulls(3)), items={"bins": BINS}) == FOUND
    wide = PEOPLE
    for name, column in columns.items():
        wide = wide.append_column(name, column)
    assert found_by(engine, wide) == FOUND


def test_a_numbered_column_that_is_no_number_is_named() -> None:
    wide = PEOPLE.append_column("bins-0-litres", [["180", "a lot", None]])

    with pytest.raises(NotPeople, match="Row 2 has “a lot” as bins-0-litres"):
        take_people(wide, NAMES, ["bins"])


@pytest.mark.parametrize("engine", EMBEDDED)
def test_a_column_of_lists_is_the_same(engine: str) -> None:
    assert found_by(engine, PEOPLE.append_column("bins", pa.array(LISTS))) == FOUND


def test_one_household_alone_finds_the_same() -> None:
    """What stands above was not written by what it tests."""
    calculate = book(**RULES).calculator(*RULES, on=ON)

    rows = [{"fee": fee, "bins": bins} for fee, bins in zip(PEOPLE.column("fee").to_pylist(), LISTS, strict=True)]

    assert [calculate(row) for row in rows] == list(zip(*FOUND.values(), strict=True))


def test_no_list_at_all_is_not_an_empty_one() -> None:
    made = book(
        many="count(needs)",
        ramp='list contains(needs, "ramp")',
        some_='some n in needs satisfies n = "ramp"',
        lifts='count(needs[item = "lift"])',
    )
    table = pa.table({"needs": pa.array([None, [], ["ramp", None], ["lift", "lift"]], pa.list_(pa.string()))})

    for engine in EMBEDDED:
        assert differences(made, made.order, table, engine) == []


def test_a_rule_that_is_a_list_is_looked_into_where_it_is_used() -> None:
    made = book(known="bins[litres != null]", total="sum(known.litres)", dear="count(known[litres * fee > 100])")
    table = PEOPLE.append_column("bins", pa.array(LISTS))
    people = take_people(table, NAMES, needed_columns(made, made.order))

    plan = plan_population(made, people, made.order, on=ON)

    assert plan.row_by_row == {"known": "it gives a list"}
    assert differences(made, ("total", "dear"), table, "duckdb") == []


def test_a_sum_of_many_large_numbers_takes_all_its_digits() -> None:
    made = book(total="sum(bins.litres)")
    most = Decimal("99999999999999999.9")
    table = pa.table(
        {"bins": pa.array([[{"stream": "", "litres": most, "missed": None}] * 40, []], pa.list_(pa.struct(_FIELDS)))}
    )

    assert differences(made, made.order, table, "duckdb") == []
    # Polars has 64 bits, so there it runs row by row.
    assert differences(made, made.order, table, "polars") == []


def test_a_list_that_is_too_long_for_a_rule_is_refused_for_many_as_for_one() -> None:
    made = book(ramps='count(needs[item = "ramp"])')
    table = pa.table({"needs": pa.array([["ramp"], ["ramp"] * 40_000])})
    people = take_people(table, NAMES, ["needs"])
    plan = plan_population(made, people, made.order, on=ON)

    with pytest.raises(RowRefused, match="Row 2"):
        find_population(plan)


_FIELDS = [("stream", pa.string()), ("litres", pa.decimal128(18, 1)), ("missed", pa.date32())]


@pytest.mark.parametrize(
    ("people", "bins", "says"),
    [
        (PEOPLE, BINS.set_column(1, "household", [["c", "x", "c"]]), "Row 2 of the file of bins is of nobody: no"),
        (PEOPLE, BINS.set_column(1, "household", [["c", None, "c"]]), "Row 2 of the file of bins is of nobody: its"),
        (PEOPLE.set_column(0, "household", [["a", "b", "b"]]), BINS, "The household “b” is there more than once"),
        (PEOPLE.set_column(0, "household", [["a", None, "c"]]), BINS, "Row 2 of the people has no household"),
        (PEOPLE.drop_columns(["household"]), BINS, "Name the column that says who is who in all files with --key"),
        (PEOPLE, BINS.rename_columns(["size", "household", "stream", "missed"]), "There must be one column litres"),
    ],
)
def test_items_that_are_nobodys_are_refused(people: pa.Table, bins: pa.Table, says: str) -> None:
    with pytest.raises(NotPeople, match=says):
        take_people(people, NAMES, ["bins"], items={"bins": bins})


def test_households_are_told_apart_by_numbers_and_by_text() -> None:
    numbered = PEOPLE.set_column(0, "household", pa.array([1, 2, 3]))
    written = BINS.set_column(1, "household", [["3", "1", "3"]])

    assert found_by("duckdb", numbered, items={"bins": written}) == FOUND


def test_fields_that_no_rule_looks_at_may_be_left_out() -> None:
    made = book(many="count(bins)", refuse='count(bins[stream = "refuse"])')
    fields = mentioned_fields(made, made.order)

    people = take_people(PEOPLE, NAMES, ["bins"], items={"bins": BINS.select(["household", "stream"])}, fields=fields)

    found = find_population(plan_population(made, people, made.order, on=ON))
    assert found.column("refuse").to_pylist() == [Decimal(1), Decimal(0), Decimal(1)]
