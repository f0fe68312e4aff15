"""Whatever dies, and whenever: no acknowledged answer is lost, nothing happens twice, and the audit is clean.

SIGKILL at every named point, ten times each, on SQLite and on PostgreSQL, through the actions that pages call. It is
the process that is killed, not the machine: what is written outlives it whether or not the disk has it yet. So these
databases need not wait for the disk, which would be most of the time; in production they do (`synchronous=FULL`).
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pytest_django import DjangoDbBlocker

from footpath.values.failpoints import FAILPOINTS
from tests.postgres import Postgres
from tests.promises.databases import copied_sqlite, migrated_postgres
from tests.promises.killing import Outcome, Plan

REPO = Path(__file__).resolve().parents[2]
TIMES = 10


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[Mapping[str, Any]]:
    if request.param == "sqlite":
        memory = Path("/dev/shm")
        with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
            yield copied_sqlite(request.getfixturevalue("sqlite_file"), Path(folder) / "killed.sqlite3")
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with django_db_blocker.unblock():
        config = migrated_postgres(postgres.new_database("killed"))
    yield {**config, "OPTIONS": {**config["OPTIONS"], "options": "-c synchronous_commit=off"}}


def kills(
    database: Mapping[str, Any], folder: Path, *, points: tuple[str, ...], times: int, without: str = ""
) -> tuple[dict[str, int], list[Outcome]]:
    """How often each point is passed in an undisturbed life, and what came of each kill."""
    plan = Plan(database=dict(database), times=times, folder=str(folder / "mail"), points=points, without=without)
    done = subprocess.run(
        [sys.executable, "-m", "tests.promises.killing"],
        input=msgspec.json.encode(plan),
        capture_output=True,
        cwd=REPO,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    first, *lines = done.stdout.splitlines()
    return json.loads(first)["hits"], [msgspec.json.decode(line, type=Outcome) for line in lines]


def broken(outcomes: list[Outcome]) -> list[str]:
    return [f"{outcome.point} at {outcome.nth}: {what}" for outcome in outcomes for what in outcome.broken]


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(database: Mapping[str, Any], tmp_path: Path) -> None:
    hits, outcomes = kills(database, tmp_path, points=FAILPOINTS, times=TIMES)

    assert [point for point in FAILPOINTS if not hits[point]] == [], "a point that is never passed proves nothing"
    assert len(FAILPOINTS) >= 20
    assert Counter(outcome.point for outcome in outcomes if outcome.killed) == dict.fromkeys(FAILPOINTS, TIMES)
    assert broken(outcomes) == []


@pytest.mark.parametrize(
    ("without", "points"),
    [
        # Half of what belongs together is on disk.
        (
            "transactions",
            (
                "answer.row_written",
                "move.row_written",
                "submit.row_written",
                "decide.message_written",
                "ask.marked",
                "erase.begun",
            ),
        ),
        # A second press is a second sending.
        ("keys", ("submit.committed", "decide.committed")),
    ],
)
def test_without_its_protection_each_is_seen_to_break(
    database: Mapping[str, Any], tmp_path: Path, without: str, points: tuple[str, ...]
) -> None:
    """The control: were this to pass, the test above would prove nothing."""
    _, outcomes = kills(database, tmp_path, points=points, times=1, without=without)

    assert [outcome.point for outcome in outcomes if outcome.killed] == list(points)
    unnoticed = [outcome.point for outcome in outcomes if not outcome.broken]
    assert unnoticed in ([], ["erase.begun"]), "before anything is written there is nothing to break"
