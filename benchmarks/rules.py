"""What a means test of 15 expressions costs, ours beside hand-written Python and other rule engines.

    .venv/bin/python benchmarks/rules.py            the whole table, into benchmarks/README.md
    .venv/bin/python benchmarks/rules.py --quick    fewer rounds, printed only
    .venv/bin/python benchmarks/rules.py --only ours,zen

Peers are installed into .run/benchmark/rules, each into a folder of its own; those that can not be are named.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from means_test import FIGURES, ON, RULES, book, by_hand, households, tuned

from footpath.rules import RuleBook, quick
from journey import REPO, SCRATCH, CannotRun, machine, say

HERE = Path(__file__).resolve().parent
PEERS = HERE / "peers" / "rules"
FOLDER = SCRATCH / "rules"
HOUSEHOLDS, ROUNDS = 1_000, 11
# What is found of each household; a rule that an engine can not say is given to it.
LACKING = ("pySFeel", "bkflow-feel")
# The versions that were measured.
PYTHON_PEERS = {
    "zen": "zen-engine==2.1.3",
    "common-expression-language": "common-expression-language==0.10.0",
    "cel-expr-python": "cel-expr-python==0.1.3",
    "cel-python": "cel-python==0.5.0",
    "pySFeel": "pySFeel==1.4.2",
    "bkflow-feel": "bkflow-feel==1.2.0",
}
NAMES = tuple(RULES)


class Way(msgspec.Struct, kw_only=True):
    """One way to find the means test. `seconds` runs it once over all households, in processor time."""

    key: str
    name: str
    seconds: Callable[[], float]
    note: str = ""
    of: int = len(RULES)
    wrong: int = 0
    compiled: float | None = None
    found: list[float] = []


class CannotRunHere(msgspec.Struct, frozen=True, kw_only=True):
    """A peer that is not measured, and why."""

    name: str
    why: str


# --- ours, and by hand ------------------------------------------------------------------------------------------------


def timed(run: Callable[[], object]) -> Callable[[], float]:
    def seconds() -> float:
        started = time.process_time()
        run()
        return time.process_time() - started

    return seconds


def here(people: list[dict[str, Any]]) -> list[Way]:
    """Ours and those by hand, in this process. Each must find the same, or nothing is measured."""
    typed, untyped = book(), book(typed=False)
    by_tuned = tuned()
    off, closures = typed.calculator(*NAMES, on=ON), untyped.calculator(*NAMES, on=ON)
    exact = [tuple(by_hand(one).values()) for one in people]
    for find in (by_tuned, off, closures):
        assert [find(one) for one in people] == exact
    # The last rule rests on all the others, so one question finds them all; then each is read.
    assert [tuple(map(kept(typed, one).value, NAMES)) for one in people] == exact
    assert [kept(typed, one)["weekly"].value for one in people] == [one[-1] for one in exact]

    def each(does: Callable[[dict[str, Any]], object]) -> Callable[[], float]:
        def run() -> None:
            for one in people:
                does(one)

        return timed(run)

    def trees(one: dict[str, Any]) -> None:
        findings = kept(typed, one)
        for name in NAMES:
            findings[name]

    def all_kept(rules: RuleBook) -> Callable[[dict[str, Any]], object]:
        return lambda one: list(map(kept(rules, one).value, NAMES))

    return [
        Way(key="hand", name="By hand, plain `Decimal`", seconds=each(by_hand), note="what the others are measured by"),
        Way(key="tuned", name="By hand, tuned `Decimal`", seconds=each(by_tuned)),
        Way(key="ours", name="**Footpath, findings off**", seconds=each(off)),
        Way(
            key="ours",
            name="**Footpath, findings on**",
            seconds=each(all_kept(typed)),
            note="all 15 values read; what each looked at is kept, ready to be shown",
        ),
        Way(
            key="ours",
            name="Footpath, every finding shown",
            seconds=each(trees),
            note="the trees of all 15 made, as for a case page; a case needs this once, when somebody looks",
        ),
        Way(
            key="ours",
            name="Footpath, untyped, findings off",
            seconds=each(closures),
            note="no type of any question is known: closures",
        ),
        Way(key="ours", name="Footpath, untyped, findings on", seconds=each(all_kept(untyped))),
    ]


def kept(rules: RuleBook, one: dict[str, Any]) -> Any:
    findings = rules.find(one, on=ON)
    findings.value("weekly")
    return findings


def compile_ms() -> tuple[float, float]:
    """Milliseconds an expression: read and checked with its types, and that with code made for all of them."""
    read, made = [], []
    for _ in range(20):
        started = time.process_time()
        rules = book()
        read.append(time.process_time() - started)
        quick._CODES.clear()  # generated code is kept by the hash of its text, and would be found again
        rules.calculator(*NAMES, on=ON)
        rules.program(("weekly",), traced=True)
        made.append(time.process_time() - started)
    return tuple(statistics.median(one) * 1000 / len(RULES) for one in (read, made))  # type: ignore[return-value]


# --- peers, each in a process of its own ------------------------------------------------------------------------------


class Peer:
    """A process that finds all households when asked, and says what processor time it took."""

    def __init__(self, command: list[str], environment: dict[str, str], given: list[dict[str, Any]]) -> None:
        self.log = (FOLDER / "peer.log").open("w")
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            cwd=FOLDER,
            env={**os.environ, **environment},
        )
        figures = {name: float(value) for name, value in FIGURES.items()}
        self.compiled: float | None = self.ask(rules=RULES, figures=figures, households=given).get("compiled")

    def ask(self, **words: Any) -> Any:
        assert self.process.stdin is not None and self.process.stdout is not None
        try:
            self.process.stdin.write(json.dumps(words) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            lines = (FOLDER / "peer.log").read_text().strip().splitlines()
            raise CannotRun(lines[-1][:160] if lines else "it stopped without a word")
        return json.loads(answer)

    def seconds(self) -> float:
        return float(self.ask(show=False)["seconds"])

    def stop(self) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait(timeout=10)
        self.log.close()


def installed(key: str) -> dict[str, str]:
    """The environment in which a Python peer is found; it is installed when it is not there."""
    folder = FOLDER / key
    stamp = folder / ".installed"
    if not stamp.exists() or stamp.read_text() != PYTHON_PEERS[key]:
        say(f"  installing {PYTHON_PEERS[key]} …")
        uv = next((str(p) for p in [shutil.which("uv"), REPO / ".run/uv/bin/uv"] if p and Path(p).exists()), None)
        tool = [uv, "pip", "install", "--python", sys.executable] if uv else [sys.executable, "-m", "pip", "install"]
        done = subprocess.run(
            [*tool, "--target", str(folder), PYTHON_PEERS[key]],
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if done.returncode:
            raise CannotRun(f"it can not be installed: {done.stderr.strip().splitlines()[-1][:160]}")
        stamp.write_text(PYTHON_PEERS[key])
    return {"PYTHONPATH": str(folder)}


def feelin() -> list[str]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise CannotRun("there is no Node here")
    folder = FOLDER / "feelin"
    folder.mkdir(exist_ok=True)
    shutil.copy(PEERS / "package.json", folder)
    shutil.copy(PEERS / "feelin.mjs", folder)
    if not (folder / "node_modules/feelin").exists():
        say("  installing feelin …")
        done = subprocess.run(
            [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if done.returncode:
            raise CannotRun(f"it can not be installed: {done.stderr.strip().splitlines()[-1][:160]}")
    return [node, str(folder / "feelin.mjs")]


NOTES = {
    "feelin": "Node; reads the text each time, for it can not be compiled; binary floats",
    "zen": "Rust; its own language; decimals of 28 digits, whose rounding is half up",
    "common-expression-language": "CEL in Rust; binary floats",
    "cel-expr-python": "Google’s CEL in C++; binary floats",
    "cel-python": "CEL in Python; binary floats",
    "pySFeel": "has no `if`, so the rest are given to it; reads the text each time; binary floats",
    "bkflow-feel": "has no `min`, rounding, or `if` over a comparison, so the rest are given to it; binary floats",
}
SAID = {"zen": "zen-engine 2.1.3", "feelin": "feelin 8.2.0"}


def peer(key: str, people: list[dict[str, Any]], exact: list[dict[str, Any]]) -> tuple[Way, Peer]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    given = [plain({**values, **one} if key in LACKING else one) for one, values in zip(people, exact, strict=True)]
    if key == "feelin":
        figures = {name: float(value) for name, value in FIGURES.items()}
        running = Peer(feelin(), {}, [{**figures, **one} for one in given])
    else:
        running = Peer([sys.executable, str(PEERS / "engines.py"), key], installed(key), given)
    found = running.ask(show=True)["found"]
    named = [name for name in NAMES if name in found[0]]
    wrong = sum(
        any(differs(one[name], values[name]) for name in named) for one, values in zip(found, exact, strict=True)
    )
    way = Way(
        key=key,
        name=SAID.get(key) or PYTHON_PEERS[key].replace("==", " "),
        seconds=running.seconds,
        note=NOTES[key],
        of=len(named),
        wrong=wrong,
        compiled=running.compiled,
    )
    return way, running


def plain(one: dict[str, Any]) -> dict[str, Any]:
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in one.items()}


def differs(one: Any, exact: Any) -> bool:
    """Whether a value is another than the exact one, as people are shown it: to the penny."""
    if isinstance(exact, bool) or not isinstance(one, int | float):
        return bool(one is None) or one != exact
    return abs(Decimal(repr(one)) - exact) >= Decimal("0.005")


# --- the table --------------------------------------------------------------------------------------------------------


def measure(ways: list[Way], rounds: int) -> None:
    for way in ways:
        way.seconds()
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")
        for way in ways:  # in turn, so that a slow minute of the machine is everybody's
            way.found.append(way.seconds())


def table(ways: list[Way], missing: list[CannotRunHere], count: int) -> str:
    by = {way.name: way for way in ways}
    hand, best = by["By hand, plain `Decimal`"], by["By hand, tuned `Decimal`"]
    rows = [
        "| | µs a household | lowest–highest | of 15 | × by hand | × tuned | households a penny or more out |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]

    def micro(seconds: float) -> float:
        return seconds / count * 1e6

    for way in ways:
        # Rounds are paired: a ratio is the median of the ratios within each.
        ratios = [
            statistics.median(a / b * len(RULES) / way.of for a, b in zip(way.found, other.found, strict=True))
            for other in (hand, best)
        ]
        rows.append(
            f"| {way.name} | **{micro(statistics.median(way.found)):.1f}** "
            f"| {micro(min(way.found)):.1f}–{micro(max(way.found)):.1f} | {way.of} "
            f"| {ratios[0]:.2f} | {ratios[1]:.2f} | {way.wrong:,} of {count:,} |"
        )
    rows += [f"| {one.name} | – | – | – | – | – | – |" for one in missing]
    notes = [f"- {way.name}: {way.note}." for way in ways if way.note]
    notes += [f"- {one.name}: not measured: {one.why}." for one in missing]
    return "\n".join([*rows, "", *notes])


BEGIN, END = "<!-- rules: begin -->", "<!-- rules: end -->"


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--quick", action="store_true", help="few rounds, nothing written")
    words.add_argument("--only", default="", help="ours and keys of peers, with commas between")
    asked = words.parse_args()
    only = {key for key in asked.only.split(",") if key}
    people = households(200 if asked.quick else HOUSEHOLDS)
    exact = [by_hand(one) for one in people]
    ways, missing, peers = here(people), [], []
    for key in ("feelin", *PYTHON_PEERS):
        if only and key not in only:
            continue
        say(f"starting {key} …")
        try:
            way, running = peer(key, people, exact)
        except (CannotRun, OSError, subprocess.TimeoutExpired) as why:
            missing.append(CannotRunHere(name=key, why=str(why)))
            continue
        ways.append(way)
        peers.append(running)
    try:
        measure(ways, 3 if asked.quick else ROUNDS)
    finally:
        for running in peers:
            running.stop()
    read, made = compile_ms()
    compiled = (
        f"Compiling, milliseconds an expression: **{read:.2f}** to read and check it with its types, **{made:.2f}** "
        "with the code for values and that for findings. "
    )
    compiled += "Others: " + ", ".join(f"{way.name} {way.compiled * 1000 / way.of:.3f}" for way in ways if way.compiled)
    text = f"Measured on: {machine()}.\n\n{table(ways, missing, len(people))}\n\n{compiled}.\n"
    print(text)
    if not asked.quick and not only:
        write_between(text, BEGIN, END)
        say("written to benchmarks/README.md")
    return 0


def write_between(made: str, begin: str, end: str) -> None:
    """Puts what was measured between its marks in the page of figures."""
    page = HERE / "README.md"
    text = page.read_text(encoding="utf-8")
    before, after = text.index(begin) + len(begin), text.index(end)
    page.write_text(f"{text[:before]}\n{made}{text[after:]}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
