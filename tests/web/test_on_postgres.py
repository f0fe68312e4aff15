"""What staff and residents see is the same on PostgreSQL, where rows of other authorities are not even there."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.postgres import ROLE, Postgres
from tests.postgres import postgres as postgres

REPO = Path(__file__).resolve().parents[2]


@pytest.mark.postgres
@pytest.mark.slow
def test_the_pages_hold_on_postgresql(postgres: Postgres) -> None:
    with psycopg.connect(postgres.superuser_url, autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {ROLE} CREATEDB")  # the test's own database is made by whoever runs it
    url = postgres.new_database("pages")

    here = Path(__file__).parent
    pytest_ = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    done = subprocess.run(
        [*pytest_, "--ds", "tests.web.postgres_settings", here / "staff/test_queue.py", here / "case/test_more.py"],
        env={**os.environ, "FOOTPATH_TEST_POSTGRES": url},
        cwd=REPO,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert "passed" in done.stdout
