"""The engines that find rules for many at once, and what each does in its own way."""

from collections.abc import Callable
from typing import Any, Protocol

import ibis
import pyarrow as pa

from footpath.population.cell import Engine

STEP = "step"  # tables are named by the step that is taken from them; step0 is the people


class Runner(Engine, Protocol):
    """An engine that can be run: batches in, columns out."""

    @property
    def name(self) -> str: ...

    def prepare(self, steps: tuple[Any, ...]) -> Callable[[pa.Table], pa.Table]: ...


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

    def whole(self, value: int) -> Any:
        # A number that is written out takes 32 bits where it fits, and so does what is made of such numbers alone.
        return _whole(ibis.literal(value, type="int64"))

    def divide(self, one: Any, two: Any, *, wide: bool) -> Any:
        # DuckDB's / takes decimals to DOUBLE in silence, and Ibis' // on whole numbers is a floor of one.
        return _divide_wide(one, two) if wide else _divide(one, two)

    def prepare(self, steps: tuple[Any, ...]) -> Callable[[pa.Table], pa.Table]:
        import duckdb

        # Each step keeps a name of its own: written into one another, a value used twice would be worked out twice.
        queries = [str(ibis.to_sql(step, dialect="duckdb")) for step in steps]
        named = [f"{STEP}{place} AS ({query})" for place, query in enumerate(queries[:-1], 1)]
        query = (f"WITH {', '.join(named)} " if named else "") + queries[-1]
        connection = duckdb.connect()
        connection.execute("CREATE MACRO whole(a) AS CAST(a AS BIGINT)")
        connection.execute(
            "CREATE MACRO divide_wide(a, b) AS CAST(CAST(a AS HUGEINT) // CAST(b AS HUGEINT) AS DECIMAL(38, 0))"
        )

        def run(people: pa.Table) -> pa.Table:
            connection.register(f"{STEP}0", people)
            return connection.sql(query).to_arrow_table()

        return run


class Polars:
    """64 bits only: its decimals divide to a scale of their own."""

    name = "polars"
    digits = 18

    def whole(self, value: int) -> Any:
        return ibis.literal(value, type="int64")

    def divide(self, one: Any, two: Any, *, wide: bool) -> Any:
        assert not wide
        return one // two

    def prepare(self, steps: tuple[Any, ...]) -> Callable[[pa.Table], pa.Table]:
        import polars

        def run(people: pa.Table) -> pa.Table:
            frame = polars.DataFrame(people).lazy()
            for place, step in enumerate(steps):
                frame = ibis.polars.connect({f"{STEP}{place}": frame}).compile(step)
            return frame.collect().to_arrow()

        return run


# The quickest first.
ENGINES: dict[str, Runner] = {
    "polars": Polars(),
    "duckdb": DuckDB(),
}
