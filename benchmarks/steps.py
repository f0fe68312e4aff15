"""What steps cost: a journey while one runs, a million journal entries read again, and pages of a million outcomes.

    .venv/bin/python benchmarks/steps.py            the tables, into benchmarks/README.md: about half an hour
    .venv/bin/python benchmarks/steps.py --quick    a fiftieth of everything, printed only
    .venv/bin/python benchmarks/steps.py --only pages,replay,journey

Some hundred people are made up by `simulate` and live through a step by the product's own actions. The others are
their rows again, under ids of their own and with a version that chance gave them: whole journals for what is read
again, and outcomes for what is only shown. All of them are counted by the real ledgers.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

HERE = Path(__file__).resolve().parent
AUTHORITY, OTHER = "barset_north", "barset_south"
STAFF = ("ben", "asif", "mary", "frank", "lily")
OWNER, PROPOSER = "mia", "ben"
BIG = "million_outcomes"
SEED = 20261123
LOT = 5_000
TRIES = 7


# --- in the installation: each of these is a process of its own, with its settings in the environment -----------------


def fill(entries: int, outcomes: int) -> None:
    """People who live through a step, their journals again until there are so many entries, and a step of outcomes."""
    from footpath.adapters.records.people import save_staff
    from footpath.site.authorities import load_authorities
    from footpath.site.county import AUTHORITIES
    from footpath.site.world import world

    here = world()
    with here.together():
        for each in load_authorities(AUTHORITIES):
            here.records.save_authority(each)
    for id_ in STAFF:
        save_staff(id_, name=id_.title(), authority=AUTHORITY, role="caseworker", password=None)
    for place in (AUTHORITY, OTHER):
        save_staff(OWNER, name="Mia", authority=place, role="manager", password=None)
    step = _lived_through(here)
    _journals_again(step, entries)
    if outcomes:
        _million(here, step, outcomes)


def _lived_through(here: Any) -> Any:
    from msgspec.structs import replace

    from footpath.actions.publish_edition import publish_edition
    from footpath.actions.simulate import simulate
    from footpath.definition.load import load_file
    from footpath.site import made_up_steps

    exemplars = Path(made_up_steps.__file__).parents[1] / "exemplars"
    edition = load_file(exemplars / "missed_bin/service.yaml")
    for place in (AUTHORITY, OTHER):
        publish_edition(here, authority=place, edition=edition, by="staff:cara", because="To be measured")  # type: ignore[arg-type]
    model, registration = made_up_steps.read_model_and_step(made_up_steps.FOLDER / "kept.yaml")
    assert registration is not None
    model = replace(model, weeks=8, a_week=40, ended_weeks_ago=6, decide=None)
    done = simulate(here, model, authorities=[AUTHORITY], registration=registration)
    assert done.step is not None and done.step.live, done
    return done.step


def _journals_again(step: Any, entries: int) -> None:
    """Their cases again, in a part of the table at a time; versions by chance, so that nothing differs."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        of_step = 'SELECT "case" FROM records_assignment WHERE home = %s AND step = %s AND exposed IS NOT NULL'
        held = [step.authority, step.id]
        cursor.execute("CREATE TEMP TABLE lived AS " + of_step, held)
        cursor.execute('SELECT count(*) FROM records_journal WHERE "case" IN (SELECT "case" FROM lived)')
        (of_them,) = cursor.fetchone()
        times = max(entries // of_them, 1)
        for begin in range(0, times, 200):
            last = min(begin + 200, times)
            numbers = (
                f"WITH RECURSIVE more(n) AS (SELECT {begin + 1} UNION ALL SELECT n + 1 FROM more WHERE n < {last})"
            )
            for table in ("records_journal", "records_assignment"):
                cursor.execute(f"PRAGMA table_info({table})")
                names = [row[1] for row in cursor.fetchall()]
                again = ", ".join(_again(name, table) for name in names)
                columns = ", ".join(f'"{name}"' for name in names)
                cursor.execute(
                    f"INSERT INTO {table} ({columns}) {numbers} SELECT {again} FROM more CROSS JOIN {table} AS held "
                    'WHERE held."case" IN (SELECT "case" FROM lived)'
                )
        cursor.execute("DROP TABLE lived")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("ANALYZE")


def _again(name: str, table: str) -> str:
    if name in ("case", "unit"):
        return "printf('again%06d', n) || substr(held.\"case\", -10)"
    if name == "arm":
        # A throw that is the same whenever this is made: Knuth's multiplier on what tells cases apart.
        return "CASE WHEN ((n * 1000003 + held.rowid) * 2654435761) % 4294967296 < 2147483648 THEN 'A' ELSE 'B' END"
    return f'held."{name}"'


def _million(here: Any, lived: Any, outcomes: int) -> None:
    """A step of 26 weeks whose cases showed what those who lived showed, and are counted one after another."""
    import random

    from msgspec.structs import replace

    from footpath.actions.approve_step import approve_step
    from footpath.actions.count_outcomes import points_of
    from footpath.actions.register_step import register_step
    from footpath.adapters.records import models
    from footpath.ports import Counted, OutcomeRow
    from footpath.steps.counting import Counting, sealed
    from footpath.steps.step import Step

    now = datetime.now(UTC)
    began, real = now - timedelta(weeks=25), here.clock
    here.clock = SimpleNamespace(now=lambda: began, today=began.date)  # the day it was registered
    said = replace(lived.registration, id=BIG, authorities=(OTHER,), planned_cases=outcomes, window_days=28)
    made = register_step(here, authority=OTHER, registration=said)
    assert isinstance(made, Step), made
    step = approve_step(here, home=OTHER, step=BIG, by=f"staff:{made.registration.owner}")
    here.clock = real
    showed = [dict(row.values) for row in here.steps.outcomes(lived)]
    dice, counting, counted = random.Random(SEED), Counting(step), Counted()
    apart = (now - timedelta(days=29) - began) / outcomes
    window, lot, points, today = timedelta(days=28), list[OutcomeRow](), list[Any](), None
    took = 0.0
    for number in range(1, outcomes + 1):
        exposed = began + apart * number
        row = OutcomeRow(
            authority=OTHER, home=OTHER, step=BIG, case=f"shown{number:017d}", number=number,
            arm="B" if dice.random() < 0.5 else "A", percent=50, exposed=exposed, matured=exposed + window,
            counts=True, values=dice.choice(showed),
        )  # fmt: skip
        if today is not None and row.matured.date() != today:
            points += points_of(step, counting, today)
        today = row.matured.date()
        begun = time.process_time()
        counting.add(row.values, authority=OTHER, arm=row.arm, percent=50, entered=exposed, number=number)
        took += time.process_time() - begun
        counted = Counted(
            number=number, exposed=exposed, authority=OTHER, case=row.case, digest=sealed(counted.digest, row)
        )
        lot.append(row)
        if len(lot) == LOT or number == outcomes:
            with here.together():
                models.Assignment.objects.bulk_create(
                    models.Assignment(
                        authority=OTHER, case=each.case, home=OTHER, step=BIG, unit=each.case, arm=each.arm, percent=50,
                        at=each.exposed, edition="", exposed=each.exposed, place="collection_day",
                    )
                    for each in lot
                )  # fmt: skip
                here.steps.count(step, lot, replace(counted, ledgers=counting.data()), points)
            lot, points = [], []
    summed = here.steps.sums(step, until=now)
    assert summed is not None
    with here.together():
        here.steps.keep_sums(step, summed)
    ledgers = sum(len(values) for values in showed) / len(showed)
    print(json.dumps({"us a case": took / outcomes * 1e6, "ledgers a case": ledgers}))


def replay() -> None:
    """`footpath step read`, and then again from nothing: processor and clock."""
    from django.db import connection

    from footpath.site.world import world

    here = world()
    step = next(each for each in here.steps.every_step() if each.id != BIG and each.authority == AUTHORITY)
    with connection.cursor() as cursor:
        cursor.execute('SELECT count(*) FROM records_journal WHERE "case" IN (SELECT "case" FROM records_assignment'
                       " WHERE home = %s AND step = %s)", [step.authority, step.id])  # fmt: skip
        (entries,) = cursor.fetchone()
    with here.together():
        here.steps.forget_counts(step)
    words = [sys.executable, "-m", "footpath.site.command", "step", "read", step.id, "--authority", step.authority]
    subprocess.run([*words, "--quiet"], check=True, capture_output=True)
    before, began = os.times(), time.perf_counter()
    done = subprocess.run([*words, "--from-zero", "--quiet"], check=False, capture_output=True, text=True)
    after = os.times()
    print(
        json.dumps(
            {
                "entries": entries,
                "cases": here.steps.counted(step.authority, step.id).number,
                "seconds": time.perf_counter() - began,
                "CPU seconds": after.children_user + after.children_system
                - before.children_user - before.children_system,
                "the same": done.returncode == 0,
                "state": here.steps.step(step.authority, step.id).state,
                "said": done.stdout.strip() + done.stderr.strip()[-500:],
            }
        )
    )  # fmt: skip


def pages() -> None:
    """Each page in milliseconds: of the first of this process, and of those after it."""
    from django.test import Client

    import footpath.site.wsgi  # noqa: F401 — as it is served: what is read at the start is not the first page's
    from footpath.adapters.records.models import Staff
    from footpath.site.world import world

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Staff.objects.get(id=OWNER))
    staff, public = f"/staff/{OTHER.replace('_', '-')}", f"/{OTHER.replace('_', '-')}/missed-bin/how-this-is-doing"
    one = f"{staff}/steps/{OTHER.replace('_', '-')}/{BIG.replace('_', '-')}"
    held = world().steps.counted(OTHER, BIG)
    found: dict[str, Any] = {"outcomes": held.number}
    for name, path in (
        ("All steps", f"{staff}/steps"),
        ("The step", one),
        ("What was learned", f"{staff}/steps/learned"),
        ("How the service is doing, for everybody", public),
        ("The same as JSON", f"{public}.json"),
    ):
        took = []
        for _ in range(TRIES + 1):
            began = time.perf_counter()
            answer = client.get(path)
            took.append((time.perf_counter() - began) * 1000)
            assert answer.status_code == 200, (path, answer.status_code)
        found[name] = [took[0], statistics.median(took[1:]), len(answer.content)]
    print(json.dumps(found))


def put_into_a_step() -> None:
    """The service of the journey has a step running: another hint at its seventh page."""
    from decimal import Decimal

    from footpath.actions.approve_step import approve_step
    from footpath.actions.register_step import register_step
    from footpath.site.world import world
    from footpath.steps.registration import Registration
    from footpath.steps.step import Step

    here = world()
    if any(step.live for step in here.steps.steps(AUTHORITY)):
        return
    said = Registration(
        id="another_hint", name="Another hint", service="benchmark_journey", we_believe="a hint helps",
        because="callers asked", we_will_know_when="more finish", outcome="People are helped", proposer=PROPOSER,
        owner=OWNER, authorities=(AUTHORITY,), measure="completed", hoped_points=Decimal(6), guardrails=(),
        staff_measure="staff_contact", may_be_harmed="Nobody we know of",
        changes=({"set": "pages.email.questions.email.hint", "to": "We only write about this", "because": "Asked"},),
    )  # fmt: skip
    made = register_step(here, authority=AUTHORITY, registration=said)
    assert isinstance(made, Step), made
    approve_step(here, home=AUTHORITY, step=made.id, by=f"staff:{OWNER}")


CHILDREN = {"replay": replay, "pages": pages, "put_into_a_step": put_into_a_step}


# --- around it ----------------------------------------------------------------------------------------------------


def child(environment: dict[str, str], *words: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), "--child", *words],
        env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    lines = done.stdout.strip().splitlines()
    said: dict[str, Any] = json.loads(lines[-1]) if lines else {}
    return said


def filled(entries: int, outcomes: int) -> tuple[dict[str, str], dict[str, Any]]:
    """The installation, made anew where anything it is made of has changed."""
    import hashlib
    import shutil

    from installation import Installation

    from journey import REPO, SCRATCH

    here = Installation(SCRATCH / f"steps-{entries}-{outcomes}", 0)
    summed = hashlib.sha256(Path(__file__).read_bytes())
    for file in sorted((REPO / "src/footpath/adapters/records").rglob("*.py")):
        if file.stem == "models" or file.parent.name == "migrations":
            summed.update(file.read_bytes())
    mark = here.place / "filled"
    if not mark.exists() or json.loads(mark.read_text(encoding="utf-8"))["by"] != summed.hexdigest():
        shutil.rmtree(here.place, ignore_errors=True)
        here.place.mkdir(parents=True)
        migrate = [sys.executable, "-m", "footpath.site.command", "migrate"]
        subprocess.run(migrate, env={**os.environ, **here.environment}, check=True, capture_output=True)
        said = child(here.environment, "fill", str(entries), str(outcomes))
        mark.write_text(json.dumps({"by": summed.hexdigest(), "said": said}), encoding="utf-8")
    told: dict[str, Any] = json.loads(mark.read_text(encoding="utf-8"))["said"]
    return here.environment, told


def journeys(rounds: int, each: int) -> list[Any]:
    from installation import Installation

    from journey import SCRATCH, System, ours, ours_at, quiet, run, walk

    def start(port: int) -> list[subprocess.Popen[bytes]]:
        here = Installation(SCRATCH / "ours-in-a-step", port)
        here.make(HERE / "service.yaml", editions=1, cases=0)
        child(here.environment, "put_into_a_step")
        return [
            quiet(here.serve_command(), log=here.place / "web.log", **here.environment),
            quiet(here.work_command(), log=here.place / "work.log", **here.environment),
        ]

    plain = ours()
    plain.name = "No step runs"
    stepped = System(
        key="ours-in-a-step",
        name="A step runs",
        note="each case is given a version, and its coming to the page that differs is written down",
        start=start,
        walk=lambda port: walk(port, ours_at("barset-north", "benchmark-journey")),
    )
    return run([plain, stepped], rounds, each)


BEGIN, END = "<!-- steps: begin -->", "<!-- steps: end -->"


def main() -> int:
    if sys.argv[1:2] == ["--child"]:
        import django

        django.setup()
        what, *words = sys.argv[2:]
        fill(*map(int, words)) if what == "fill" else CHILDREN[what]()
        return 0
    from journey import CLIENT_CORE, CORES, JOURNEYS, ROUNDS, SCRATCH, machine, say

    words_ = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words_.add_argument("--quick", action="store_true", help="a fiftieth of everything, printed only")
    words_.add_argument("--only", default="pages,replay,journey", help="which, with commas between")
    asked = words_.parse_args()
    only = set(asked.only.split(","))
    size = 20_000 if asked.quick else 1_000_000
    SCRATCH.mkdir(parents=True, exist_ok=True)
    busy = f"with {os.getloadavg()[0]:.0f} other processes busy" if os.getloadavg()[0] >= 1 else "quiet otherwise"
    parts = [f"Measured on: {machine()}, {busy}."]
    if only & {"pages", "replay"}:
        say("filling an installation")
        environment, told = filled(size, size if "pages" in only else 0)
    if "pages" in only:
        say("pages")
        parts.append(pages_table(child(environment, "pages"), told))
    if "replay" in only:
        say("reading journals again")
        parts.append(replay_table(child(environment, "replay")))
    if "journey" in only:
        if CORES > 1:
            os.sched_setaffinity(0, {CLIENT_CORE})
        lines = journeys(*((2, 8) if asked.quick else (JOURNEYS // 2, ROUNDS * 2)))
        parts.append(journey_table(lines))
    text = "\n\n".join(parts)
    print(text)
    if not asked.quick and only == {"pages", "replay", "journey"}:
        page = HERE / "README.md"
        whole = page.read_text(encoding="utf-8")
        before, after = whole.index(BEGIN) + len(BEGIN), whole.index(END)
        page.write_text(f"{whole[:before]}\n{text}\n{whole[after:]}", encoding="utf-8")
    return 0


def pages_table(found: dict[str, Any], told: dict[str, Any]) -> str:
    outcomes = found.pop("outcomes")
    rows = [f"| {name} | **{usual:.0f}** | {first:.0f} |" for name, (first, usual, _) in found.items()]
    return "\n".join(
        [
            f"Pages of a step with {outcomes:,} outcomes, in milliseconds; under 300 is aimed at:",
            "",
            "| | once it is warm | the first of a process |",
            "|---|--:|--:|",
            *rows,
            "",
            f"Counting them one by one took {told['us a case']:.0f} µs of processor time a case, with a look for harm "
            f"after each: {told['us a case'] / told['ledgers a case']:.0f} µs for each of the "
            f"{told['ledgers a case']:.1f} ledgers that a case enters on average.",
        ]
    )


def replay_table(found: dict[str, Any]) -> str:
    same = "the same to the last bit" if found["the same"] else f"**not the same**: {found['said']}"
    return (
        f"`footpath step read --from-zero`: {found['entries']:,} journal entries of {found['cases']:,} cases in "
        f"**{found['seconds']:.0f} seconds** ({found['CPU seconds']:.0f} of processor time), {same}; "
        f"under 120 is aimed at. The step is {found['state']}."
    )


def journey_table(lines: list[Any]) -> str:
    from journey import table

    plain, stepped = lines
    said = ""
    if plain.turns and stepped.turns:
        # Two turns that follow one another meet the same machine; two medians of a noisy one need not.
        more = [(with_it / without - 1) * 100 for without, with_it in zip(plain.turns, stepped.turns, strict=True)]
        low, middle, high = statistics.quantiles(more, n=4)
        said = (
            f"\n\nA running step adds {middle:+.1f} %: the median of {len(more)} pairs of turns, half of them between "
            f"{low:+.1f} and {high:+.1f}; at most 5 is aimed at."
        )
    return f"A whole journey, as in the first table:\n\n{table(lines)}{said}"


if __name__ == "__main__":
    sys.exit(main())
