"""The means test for many households at once, as people write it by hand: floats in NumPy, exact SQL in DuckDB."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa


def numpy_floats(people: pa.Table) -> Callable[[], dict[str, Any]]:
    """Binary floats, as most models of taxes and benefits have them. The columns are made ready beforehand."""
    import numpy as np

    columns = {
        name: np.asarray(people.column(name).combine_chunks().cast(pa.float64()))
        for name in people.column_names
        if name != "disabled"
    }
    disabled = np.asarray(people.column("disabled").combine_chunks())
    earnings, partner, other = columns["earnings"], columns["partner_earnings"], columns["other_income"]
    rent, savings, children, age = columns["rent"], columns["savings"], columns["children"], columns["age"]

    def find() -> dict[str, Any]:
        couple = partner > 0
        standard = np.where(couple, 628.10, np.where(age < 25, 316.98, 400.14))
        for_children = np.minimum(children, 2) * 292.81
        for_disability = np.where(disabled, 423.27, 0.0)
        housing = np.minimum(rent, 895.00)
        most = standard + for_children + for_disability + housing
        earned = earnings + partner
        may_keep = (children > 0) | disabled
        kept = np.where(may_keep, np.where(rent > 0, 411.0, 684.0), 0.0)
        from_earnings = np.round(np.maximum(0, earned - kept) * 0.55, 2)
        too_much = savings > 16_000
        tariff = np.where(savings <= 6_000, 0.0, np.ceil((savings - 6_000) / 250) * 4.35)
        income = from_earnings + tariff + other
        award = np.where(too_much, 0.0, np.maximum(0, most - income))
        weekly = np.round(award * 12 / 52, 2)
        return {
            "couple": couple,
            "standard": standard,
            "for_children": for_children,
            "for_disability": for_disability,
            "housing": housing,
            "most": most,
            "earned": earned,
            "may_keep": may_keep,
            "kept": kept,
            "from_earnings": from_earnings,
            "too_much": too_much,
            "tariff": tariff,
            "income": income,
            "award": award,
            "weekly": weekly,
        }

    return find


# DuckDB's own / goes to DOUBLE and its round is half up, so whoever wants pennies right does both by hand. Nothing here
# is below zero, which whoever writes by hand knows.
SQL = """
WITH first AS (
  SELECT *,
    partner_earnings > 0 AS couple,
    CAST(least(children, 2) AS DECIMAL(4, 0)) * 292.81 AS for_children,
    CASE WHEN disabled THEN 423.27 ELSE 0.00 END AS for_disability,
    least(rent, 895.00) AS housing,
    earnings + partner_earnings AS earned,
    children > 0 OR disabled AS may_keep,
    savings > 16000 AS too_much,
    CASE WHEN savings <= 6000 THEN 0.00
      ELSE CAST((CAST((savings - 6000) * 100 AS BIGINT) + 24999) // 25000 AS DECIMAL(6, 0)) * 4.35 END AS tariff
  FROM people
), second AS (
  SELECT *,
    CASE WHEN couple THEN 628.10 WHEN age < 25 THEN 316.98 ELSE 400.14 END AS standard,
    CASE WHEN NOT may_keep THEN 0 WHEN rent > 0 THEN 411 ELSE 684 END AS kept
  FROM first
), third AS (
  SELECT *,
    standard + for_children + for_disability + housing AS most,
    pounds(half_even(CAST(greatest(earned - kept, 0) * 100 AS BIGINT) * 55, 100)) AS from_earnings
  FROM second
), fourth AS (
  SELECT *, from_earnings + tariff + other_income AS income FROM third
), fifth AS (
  SELECT *, CASE WHEN too_much THEN 0.00 ELSE greatest(most - income, 0) END AS award FROM fourth
)
SELECT couple, standard, for_children, for_disability, housing, most, earned, may_keep, kept, from_earnings, too_much,
  tariff, income, award, pounds(half_even(CAST(award * 100 AS BIGINT) * 12, 52)) AS weekly
FROM fifth
"""
MACROS = (
    "CREATE MACRO half_even(n, d) AS n // d + CASE WHEN 2 * (n % d) > d OR (2 * (n % d) = d AND (n // d) % 2 = 1) "
    "THEN 1 ELSE 0 END",
    "CREATE MACRO pounds(pence) AS CAST(CAST(pence AS DECIMAL(15, 0)) * CAST(0.01 AS DECIMAL(3, 2)) AS DECIMAL(14, 2))",
)


def duckdb_exact(people: pa.Table) -> Callable[[], dict[str, Any]]:
    import duckdb

    connection = duckdb.connect()
    for macro in MACROS:
        connection.execute(macro)
    connection.register("people", people)

    def find() -> dict[str, Any]:
        found = connection.sql(SQL).to_arrow_table()
        return {name: found.column(name) for name in found.column_names}

    return find
