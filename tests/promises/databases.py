"""Databases for the promises: each a real one, made once from the migrations, and emptied for each test."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connections

from footpath.adapters.records.database import EVERY
from footpath.site import environment


def add_database(alias: str, config: Mapping[str, Any]) -> str:
    """As if it had been in DATABASES all along."""
    connections.settings[alias] = connections.configure_settings({"default": dict(config)})["default"]
    return alias


def remove_database(alias: str) -> None:
    connections[alias].close()
    del connections[alias]
    del connections.settings[alias]


@contextmanager
def a_database(alias: str, config: Mapping[str, Any]) -> Iterator[str]:
    add_database(alias, config)
    try:
        yield alias
    finally:
        remove_database(alias)


def migrated_sqlite(folder: Path) -> Path:
    """A file with the tables and nothing in them, to copy for each test."""
    file = folder / "migrated.sqlite3"
    with a_database("migrating", environment.sqlite(file)) as alias:
        call_command("migrate", database=alias, verbosity=0, skip_checks=True)
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def copied_sqlite(migrated: Path, file: Path) -> Mapping[str, Any]:
    shutil.copyfile(migrated, file)
    return environment.sqlite(file)


def migrated_postgres(url: str) -> Mapping[str, Any]:
    config = environment.postgres(url)
    with a_database("migrating", config) as alias:
        call_command("migrate", database=alias, verbosity=0, skip_checks=True)
    return config


def emptied(alias: str) -> None:
    """All our rows are gone, of every authority."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT set_config('footpath.authority', %s, false)", [EVERY])
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'records\\_%%'")
        tables = ", ".join(name for (name,) in cursor.fetchall())
        cursor.execute(f"TRUNCATE {tables} CASCADE")
        cursor.execute("RESET footpath.authority")
