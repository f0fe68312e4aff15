"""One world three times: in memory, on SQLite and on PostgreSQL. What is promised is promised on each."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from footpath.ports import World
from footpath.site.world import SiteWorld, world_on
from tests.postgres import Postgres
from tests.postgres import postgres as postgres
from tests.promises.databases import a_database, copied_sqlite, emptied, migrated_postgres, migrated_sqlite
from tests.promises.rows import settle
from tests.world import MemoryWorld, SeededChance, SetClock, TestKeys, TestLinks, TestMailer

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    with django_db_blocker.unblock():
        return migrated_sqlite(tmp_path_factory.mktemp("migrated"))


@pytest.fixture(scope="session")
def postgres_alias(postgres: Postgres, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with django_db_blocker.unblock():
        config = migrated_postgres(postgres.new_database("promises"))
        with a_database("promises_postgresql", config) as alias:
            yield alias


def _opened(which: str, request: pytest.FixtureRequest, tmp_path: Path, stack: ExitStack) -> str:
    if which == "sqlite":
        config = copied_sqlite(request.getfixturevalue("sqlite_file"), tmp_path / "footpath.sqlite3")
        return stack.enter_context(a_database("promises_sqlite", config))
    alias: str = request.getfixturevalue("postgres_alias")
    emptied(alias)
    return alias


@pytest.fixture(params=DATABASES)
def alias(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database with the tables and no rows."""
    with django_db_blocker.unblock(), ExitStack() as stack:
        yield _opened(request.param, request, tmp_path, stack)


@pytest.fixture
def stored(alias: str) -> SiteWorld:
    """A world on a database. Both Barsets offer visitor parking."""
    made = on_database(alias)
    settle(made)
    return made


@pytest.fixture(params=["memory", *DATABASES])
def world(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """A world, in memory or stored. Both Barsets offer visitor parking."""
    if request.param == "memory":
        memory = MemoryWorld()
        settle(memory)
        yield memory
        return
    with django_db_blocker.unblock(), ExitStack() as stack:
        made = on_database(_opened(request.param, request, tmp_path, stack))
        settle(made)
        yield made


def on_database(alias: str) -> SiteWorld:
    """With a clock that is set, chance that repeats, and a post office that can be asked."""
    made = world_on(alias, mailer=TestMailer())
    made.clock, made.chance, made.keys, made.links = SetClock(), SeededChance(), TestKeys(), TestLinks()
    return made
