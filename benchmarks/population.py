"""What the means test costs for a million households, ours beside NumPy, SQL by hand and OpenFisca, and who is exact.

    .venv/bin/python benchmarks/population.py            100,000 and a million, into benchmarks/README.md
    .venv/bin/python benchmarks/population.py --quick    100,000 in few rounds, printed only

Each way has a process of its own, which keeps the households in memory and finds all 15 rules when asked.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet
from means_test import ON, RULES, book

from journey import REPO, SCRATCH, CannotRun, machine, say

HERE = Path(__file__).resolve().parent
PEERS = HERE / "peers" / "population"
FOLDER = SCRATCH / "population"
SIZES, ROUNDS = (100_000, 1_000_000), 9
OPENFISCA = "openfisca-core==46.0.1"
NAMES = tuple(RULES)
HALF_A_PENNY = 0.005


# --- the households ---------------------------------------------------------------------------------------------------


def households(count: int) -> pa.Table:
    """Made-up ones. Every tenth stands on a threshold or a penny beside it in every amount: those find the faults."""
    dice = np.random.default_rng(count)
    edgy = np.arange(count) % 10 == 0

    def money(most: int, *edges: int) -> pa.Array:
        plain = dice.integers(0, most * 100, count)
        edge = dice.choice(np.array(edges) * 100, count) + dice.choice(np.array([-1, 0, 1]), count)
        return pounds(np.where(edgy, np.abs(edge), plain))

    partner = dice.random(count) < 0.4
    columns = {
        "earnings": money(2_500, 0, 411, 684, 1_500),
        "partner_earnings": pc.if_else(pa.array(partner), money(1_800, 0, 1), pounds(np.zeros(count, np.int64))),
        "other_income": money(300, 0, 50),
        "rent": money(1_200, 0, 895),
        "savings": money(20_000, 0, 6_000, 6_250, 16_000),
        "children": pa.array(dice.choice(np.array([0, 0, 1, 1, 2, 3, 4]), count)),
        "age": pa.array(dice.integers(18, 90, count)),
        "disabled": pa.array(dice.random(count) < 0.2),
    }
    return pa.table(columns)


def pounds(pence: Any) -> pa.Array:
    from footpath.population.columns import as_decimals

    return as_decimals(pa.array(pence), 2, most=10**9).cast(pa.decimal128(12, 2))


# --- the ways, each in a process of its own ---------------------------------------------------------------------------


def ours(engine: str | None) -> Callable[[pa.Table], Callable[[], dict[str, Any]]]:
    def prepare(people: pa.Table) -> Callable[[], dict[str, Any]]:
        from footpath.population import find_population, needed_columns, plan_population, take_people

        rules = book()

        def find() -> dict[str, Any]:
            # All of it, from the columns of a file to columns of decimals: measuring them, planning, and finding.
            taken = take_people(people, rules.inputs, needed_columns(rules, NAMES))
            plan = plan_population(rules, taken, NAMES, on=ON, engine=engine)
            assert not plan.row_by_row
            found = find_population(plan)
            return {name: found.column(name) for name in NAMES}

        return find

    return prepare


def by_hand(name: str) -> Callable[[pa.Table], Callable[[], dict[str, Any]]]:
    def prepare(people: pa.Table) -> Callable[[], dict[str, Any]]:
        sys.path.insert(0, str(PEERS))
        module, _, function = name.partition(".")
        made: Callable[[pa.Table], Callable[[], dict[str, Any]]] = getattr(__import__(module), function)
        return made(people)

    return prepare


class Way(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    prepare: Callable[[pa.Table], Callable[[], dict[str, Any]]]
    note: str


WAYS = {
    "numpy": Way(
        name="NumPy, `float64`, by hand",
        prepare=by_hand("by_hand.numpy_floats"),
        note="from columns that are floats already",
    ),
    "sql": Way(name="DuckDB, exact SQL by hand", prepare=by_hand("by_hand.duckdb_exact"), note="decimals"),
    "ours": Way(
        name="**Footpath**",
        prepare=ours(None),
        note="measuring the columns, planning and choosing an engine is in its time; here it chooses Polars",
    ),
    "duckdb": Way(name="Footpath, DuckDB", prepare=ours("duckdb"), note="the same, with the engine named"),
    "openfisca": Way(name="OpenFisca", prepare=by_hand("openfisca.openfisca"), note=f"{OPENFISCA}; `float32`"),
}


def serve(key: str, file: Path) -> None:
    """What a way's process does: finds when asked, and says the time it took or what it found."""
    find = WAYS[key].prepare(pyarrow.parquet.read_table(file))
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        asked = line.strip()
        wall, cpu = time.perf_counter(), time.process_time()
        found = find()
        answer: dict[str, Any] = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        answer["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        if asked == "show":
            shown = pa.table({name: found[name] for name in NAMES})
            pyarrow.parquet.write_table(shown, FOLDER / f"{key}.parquet")
        del found
        print(json.dumps(answer), flush=True)


class Running:
    def __init__(self, key: str, file: Path) -> None:
        self.key = key
        self.log = FOLDER / f"{key}.log"
        environment = dict(os.environ)
        if key == "openfisca":
            environment["PYTHONPATH"] = str(install_openfisca())
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, __file__, "--serve", key, "--file", str(file)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=environment,
            )
        self.answer()

    def answer(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            said = self.log.read_text().strip().splitlines()
            raise CannotRun(said[-1][:160] if said else "it stopped without a word")
        return json.loads(line)

    def ask(self, word: str = "find") -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        return self.answer()

    def stop(self) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait(timeout=30)


def install_openfisca() -> Path:
    folder = FOLDER / "openfisca"
    stamp = folder / ".installed"
    if not stamp.exists() or stamp.read_text() != OPENFISCA:
        say(f"  installing {OPENFISCA} …")
        uv = next((str(p) for p in [shutil.which("uv"), REPO / ".run/uv/bin/uv"] if p and Path(p).exists()), None)
        tool = [uv, "pip", "install", "--python", sys.executable] if uv else [sys.executable, "-m", "pip", "install"]
        done = subprocess.run(
            [*tool, "--target", str(folder), OPENFISCA], capture_output=True, text=True, timeout=600, check=False
        )
        if done.returncode:
            raise CannotRun(f"it can not be installed: {done.stderr.strip().splitlines()[-1][:160]}")
        stamp.write_text(OPENFISCA)
    return folder


# --- who is exact -----------------------------------------------------------------------------------------------------


def different(people: pa.Table, keys: list[str]) -> dict[str, int]:
    """For each way, the households of which any value is not the exact engine's, every one of them asked for one alone.

    Decimals are compared to the last digit, floats to half a penny.
    """
    find = book().calculator(*NAMES, on=ON)
    found = {key: pyarrow.parquet.read_table(FOLDER / f"{key}.parquet") for key in keys}
    wrong = dict.fromkeys(keys, 0)
    step = 50_000
    for start in range(0, people.num_rows, step):
        rows = people.slice(start, step).to_pylist()
        exact = [find(row) for row in rows]
        columns = list(zip(*exact, strict=True))
        for key in keys:
            out = np.zeros(len(rows), bool)
            for name, values in zip(NAMES, columns, strict=True):
                column = found[key].column(name).slice(start, step).combine_chunks()
                if pa.types.is_floating(column.type):
                    gap = np.abs(np.asarray(column) - np.array([float(value) for value in values]))
                    out |= gap >= HALF_A_PENNY - 1e-9 * np.abs(np.asarray(column))
                elif pa.types.is_boolean(column.type):
                    out |= np.asarray(column) != np.array(values)
                else:
                    out |= np.array([a != b for a, b in zip(column.to_pylist(), values, strict=True)])
            wrong[key] += int(out.sum())
    return wrong


# --- the table --------------------------------------------------------------------------------------------------------


def measure(count: int, rounds: int) -> str:
    FOLDER.mkdir(parents=True, exist_ok=True)
    people = households(count)
    file = FOLDER / f"people-{count}.parquet"
    pyarrow.parquet.write_table(people, file)
    running: dict[str, Running] = {}
    missing: dict[str, str] = {}
    walls: dict[str, list[float]] = {}
    cpus: dict[str, list[float]] = {}
    peaks: dict[str, float] = {}
    try:
        for key in WAYS:
            say(f"{count:,} households: starting {key} …")
            try:
                running[key] = Running(key, file)
                running[key].ask()  # the first warms what a process keeps
            except (CannotRun, OSError, subprocess.TimeoutExpired) as why:
                missing[key] = str(why)
                running.pop(key, None)
        for number in range(rounds):
            say(f"{count:,} households: round {number + 1} of {rounds}")
            for key, one in running.items():
                told = one.ask()
                walls.setdefault(key, []).append(told["wall"])
                cpus.setdefault(key, []).append(told["cpu"])
                peaks[key] = told["peak_mb"]
        for one in running.values():
            one.ask("show")
    finally:
        for one in running.values():
            one.stop()
    say(f"{count:,} households: comparing each with the exact engine …")
    wrong = different(people, list(running))
    rows = [
        "| | seconds | lowest–highest | CPU s | × NumPy | × SQL by hand | peak MB | households not exact |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for key, way in WAYS.items():
        if key in missing:
            rows.append(f"| {way.name} | – | – | – | – | – | – | – |")
            continue
        ratios = [
            statistics.median(a / b for a, b in zip(walls[key], walls[other], strict=True))
            for other in ("numpy", "sql")
        ]
        rows.append(
            f"| {way.name} | **{statistics.median(walls[key]):.2f}** | {min(walls[key]):.2f}–{max(walls[key]):.2f} "
            f"| {statistics.median(cpus[key]):.2f} | {ratios[0]:.1f} | {ratios[1]:.2f} | {peaks[key]:.0f} "
            f"| {wrong[key]:,} |"
        )
    notes = [f"- {WAYS[key].name}: not measured: {why}." for key, why in missing.items()]
    return "\n".join([f"{count:,} households, 15 rules each:", "", *rows, *([""] if notes else []), *notes])


BEGIN, END = "<!-- population: begin -->", "<!-- population: end -->"


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--quick", action="store_true", help="100,000 households in few rounds, nothing written")
    words.add_argument("--rows", type=int, help="so many households, nothing written")
    words.add_argument("--serve", choices=sorted(WAYS), help=argparse.SUPPRESS)
    words.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.serve:
        serve(asked.serve, asked.file)
        return 0
    sizes = (asked.rows,) if asked.rows else SIZES[:1] if asked.quick else SIZES
    tables = [measure(count, 3 if asked.quick else ROUNDS) for count in sizes]
    notes = "\n".join(f"- {way.name}: {way.note}." for way in WAYS.values())
    text = f"Measured on: {machine()}.\n\n" + "\n\n".join(tables) + f"\n\n{notes}\n"
    print(text)
    if not asked.quick and not asked.rows:
        from rules import write_between

        write_between(text, BEGIN, END)
        say("written to benchmarks/README.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
