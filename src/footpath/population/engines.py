"""The engines that find rules for many at once, and what each does in its own way."""

from collections.abc import Mapping
from typing import Any, Protocol

import ibis
import pyarrow as pa

from footpath.population.cell import Engine
from footpath.population.spark import Spark
from footpath.population.steps import Run, Step, written


class Runner(Engine, Protocol):
    """An engine that can be run: tables in, the columns of the last step out."""

    @property
    def name(self) -> str: ...

    def prepare(self, steps: tuple[Step, ...]) -> Run: ...


@ibis.udf.scalar.builtin(name="divide", signature=(("int64", "int64"), "int64"))  # type: ignore[untyped-decorator]
def _divide(one: int, two: int) -> int: ...  # type: ignore[empty-body]


@ibis.udf.scalar.builtin(name="divide_wide", signature=(("decimal(38, 0)", "decimal(38, 0)"), "decimal(38, 0)"))  # type: ignore[untyped-decorator]
def _divide_wide(one: int, two: int) -> int: ...  # type: ignore[empty-body]


@ibis.udf.scalar.builtin(name="whole", signature=(("int64",), "int64"))  # type: ignore[untyped-decorator]
def _whole(value: int) -> int: ...  # type: ignore[empty-body]


class DuckDB:
    """64 bits where they do, 38 digits where they must."""

    name = "duckdb"
    digits = 38

    def __init__(self) -> None:
        self._database: Any = None

    def whole(self, made: Any) -> Any:
        return _whole(made)

    def divide(self, one: Any, two: Any, *, wide: bool) -> Any:
        # DuckDB's / takes decimals to DOUBLE in silence, and Ibis' // on whole numbers is a floor of one.
        return _divide_wide(one, two) if wide else _divide(one, two)

    def summed(self, column: Any, *, wide: bool) -> Any:
        # Its sum of 64 bits takes 128.
        return column.sum() if wide else _whole(column.sum())

    def prepare(self, steps: tuple[Step, ...]) -> Run:
        import duckdb

        query = written(steps, "duckdb")
        # A database of its own for each plan would take longer to open and to close than 100,000 people take.
        if self._database is None:
            self._database = duckdb.connect()
            for macro in _MACROS:
                self._database.execute(macro)
        database = self._database

        def run(tables: Mapping[str, pa.Table]) -> pa.Table:
            with database.cursor() as connection:
                for name, table in tables.items():
                    connection.register(name, table)
                return connection.sql(query).to_arrow_table()

        return run


_MACROS = (
    "CREATE MACRO whole(a) AS CAST(a AS BIGINT)",
    "CREATE MACRO divide_wide(a, b) AS CAST(CAST(a AS HUGEINT) // CAST(b AS HUGEINT) AS DECIMAL(38, 0))",
)


class Polars:
    """64 bits only: its decimals divide to a scale of their own."""

    name = "polars"
    digits = 18

    def whole(self, made: Any) -> Any:
        return made

    def divide(self, one: Any, two: Any, *, wide: bool) -> Any:
        assert not wide
        return one // two

    def summed(self, column: Any, *, wide: bool) -> Any:
        assert not wide
        return column.sum()

    def prepare(self, steps: tuple[Step, ...]) -> Run:
        import polars

        def run(tables: Mapping[str, pa.Table]) -> pa.Table:
            frames = {name: polars.DataFrame(table).lazy() for name, table in tables.items()}
            for step in steps:
                here = {name: frames[name] for name in step.over}
                frames[step.name] = ibis.polars.connect(here).compile(step.made)
            return frames[steps[-1].name].collect().to_arrow()

        return run


# Those that run in the same process, the quickest first: one of them is chosen where none is named.
EMBEDDED: dict[str, Runner] = {
    "polars": Polars(),
    "duckdb": DuckDB(),
}
ENGINES: dict[str, Runner] = {**EMBEDDED, "spark": Spark()}
