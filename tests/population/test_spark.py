"""Spark finds the same, in local mode; and where it can not be, says what to install."""

import os
import random
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from footpath.population import NoSpark, needed_columns, plan_population, spark, take_people
from footpath.rules import NUMBER, RuleBook, compile_rules
from tests.population.random_rules import FIGURES, NAMES, ON, random_people
from tests.population.test_laws import TIES, differences, ties

# What Spark does in its own way: sizes of numbers, whole division, halves, nulls in GREATEST and sums, ends of months.
RULES = {rule: TIES[rule] for rule in ("penny", "ten", "away", "share", "within", "tapered")} | {
    "much": "(if disabled = true then 2000000000 else 1) + (if disabled = true then 2000000000 else 1)",
    "least": "min(savings, rent)",
    "denied": "not(disabled) = null",
    "later": 'born + @"P1M"',
    "number of bins": "count(bins)",
    "total": "sum(bins[paid > rent].paid)",
    "sizes": "sum(bins.size)",
    "average": "decimal(mean(bins.paid), 2)",
    "latest": "max(bins[size = max(bins.size)].due)",
    "some seen": "some b in bins satisfies b.seen",
    "first": "bins[1].kind",
}
ROWS = 3_000


@pytest.mark.slow
def test_spark_finds_the_same_as_the_engine_that_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    # The Java that comes with the extra: what somebody has who installed nothing by hand.
    last = list(spark._javas())[-1:]
    monkeypatch.setattr(spark, "_javas", lambda: last)
    # It is started for one question, in which compiling less is quicker.
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
    made = compile_rules(RULES, NAMES, constants=FIGURES)
    assert isinstance(made, RuleBook), made
    table = random_people(random.Random("spark"), ROWS)
    for name, column in zip(("income", "rooms"), ties(ROWS).columns, strict=True):
        table = table.set_column(table.column_names.index(name), name, column)

    try:
        found = differences(made, tuple(RULES), table, "spark")
    finally:
        spark.stop()

    assert found == []
    people = take_people(table, made.inputs, needed_columns(made, made.order))
    assert not plan_population(made, people, made.order, on=ON, engine="spark").row_by_row


def test_numbers_of_more_than_64_bits_run_row_by_row() -> None:
    made = compile_rules({"square": "income * income"}, {"income": NUMBER})
    assert isinstance(made, RuleBook)
    people = take_people(pa.table({"income": [Decimal("12345678901.23")]}), made.inputs, ["income"])

    plan = plan_population(made, people, ("square",), on=ON, engine="spark")

    assert plan.row_by_row == {"square": "a number on the way could have more than 18 digits"}


def test_without_a_java_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    old = tmp_path / "bin" / "java"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'java version \"1.8.0_402\"' >&2\n", encoding="utf-8")
    old.chmod(0o755)
    monkeypatch.setattr(spark, "_javas", lambda: [tmp_path, tmp_path / "nowhere"])
    monkeypatch.setenv("JAVA_HOME", os.environ.get("JAVA_HOME", ""))

    with pytest.raises(NoSpark, match="needs a Java, 17 or later") as said:
        spark.start()

    assert 'pip install "footpath[spark]"' in str(said.value)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    true = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.startswith("pyspark"):
            raise ModuleNotFoundError("No module named 'pyspark'", name="pyspark")
        return true(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)

    with pytest.raises(NoSpark, match=r'pip install "footpath\[spark\]"'):
        spark.start()
