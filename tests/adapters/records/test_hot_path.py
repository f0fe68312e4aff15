"""A resident's page is one look at the database, and an answer one transaction of three statements, in SQL of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from footpath.adapters.records.sql import STATEMENTS
from footpath.site.environment import sqlite
from footpath.site.world import SiteWorld, world
from tests.promises.databases import a_database
from tests.promises.rows import NORTH, answered, opened, settle, written


@pytest.fixture
def here(transactional_db: None) -> SiteWorld:
    made = world()
    assert isinstance(made, SiteWorld)
    settle(made)
    return made


@contextmanager
def statements() -> Iterator[list[str]]:
    """What SQLite itself is asked to do, whoever asks."""
    connection = connections["default"]
    connection.ensure_connection()
    asked: list[str] = []
    connection.connection.set_trace_callback(asked.append)
    try:
        yield asked
    finally:
        connection.connection.set_trace_callback(None)


def kinds(asked: list[str]) -> list[str]:
    return [statement.split()[0] for statement in asked]


def test_a_page_is_one_look(here: SiteWorld) -> None:
    """The authority is kept for some seconds, and the edition compiled."""
    opened(here)

    def page() -> None:
        row = here.records.case(NORTH, "c-1")
        here.records.authority(NORTH)
        here.editions.edition(row.edition)

    page()
    with statements() as asked:
        page()

    assert kinds(asked) == ["SELECT"]


def test_an_answer_is_one_transaction_of_three_statements(here: SiteWorld) -> None:
    row = opened(here)

    with statements() as asked:
        with here.together():
            here.records.case(NORTH, "c-1")
        written(here, row, answered(), data={"full_name": "Asha"}, written={"who": 2})

    assert kinds(asked) == ["BEGIN", "SELECT", "COMMIT", "BEGIN", "UPDATE", "INSERT", "COMMIT"]
    assert asked[0] == "BEGIN IMMEDIATE", "whoever reads to write must not be overtaken"


def test_an_answer_writes_to_no_index(here: SiteWorld) -> None:
    """An index page more for each answer would be written and synchronised with it."""
    update = STATEMENTS["sqlite"].answer
    changed = {part.split("=")[0].strip() for part in update.split("SET")[1].split("WHERE")[0].split(",")}
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'records_case'")
        indexes: list[tuple[str, str | None]] = cursor.fetchall()
        held: dict[str, set[str]] = {}
        for name, _ in indexes:
            cursor.execute(f"SELECT name FROM pragma_index_info('{name}')")
            held[name] = {str(column) for (column,) in cursor.fetchall()}

    # The one exception holds only cases that were sent, and those take no more answers to their pages.
    assert [name for name, columns in held.items() if columns & changed] == ["case_keep"]
    assert any(name == "case_keep" and sql and '"submitted" IS NOT NULL' in sql for name, sql in indexes)


def test_the_file_waits_for_the_disk(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    """WAL and FULL, on a file as the settings make it: 2 is FULL."""
    config = sqlite(tmp_path / "a.sqlite3")
    with django_db_blocker.unblock(), a_database("durable", config) as alias, connections[alias].cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]

    assert found == ["wal", 2]
