"""What it costs to see how a service does: 100,000 cases of a year counted, counted again, and shown.

    .venv/bin/python benchmarks/doing.py                  100,000 cases: about three minutes
    .venv/bin/python benchmarks/doing.py --cases 5000     rough, in half a minute

Some hundred people are made up by `simulate`, over a year; the others are their rows again under ids of their own.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

AUTHORITY, SERVICE = "barset_north", "missed_bin"
WEEKS, A_WEEK, TRIES = 50, 10, 9
TABLES = ("records_case", "records_journal", "records_said")


def lived(here: Any) -> int:
    from msgspec.structs import replace

    from footpath.actions.publish_edition import publish_edition
    from footpath.actions.simulate import simulate
    from footpath.adapters.records.people import save_staff
    from footpath.definition.load import load_file
    from footpath.site import made_up_steps
    from footpath.site.authorities import load_authorities
    from footpath.site.county import AUTHORITIES

    with here.together():
        for each in load_authorities(AUTHORITIES):
            here.records.save_authority(each)
    for id_ in ("ben", "asif", "mary", "frank", "lily"):
        save_staff(id_, name=id_.title(), authority=AUTHORITY, role="caseworker", password=None)
    save_staff("mia", name="Mia", authority=AUTHORITY, role="manager", password=None)
    edition = load_file(Path(made_up_steps.__file__).parents[1] / f"exemplars/{SERVICE}/service.yaml")
    publish_edition(here, authority=AUTHORITY, edition=edition, by="staff:mia", because="To be measured")  # type: ignore[arg-type]
    model, _ = made_up_steps.read_model_and_step(made_up_steps.FOLDER / "kept.yaml")
    model = replace(model, weeks=WEEKS, a_week=A_WEEK, ended_weeks_ago=0, decide=None, step=None)
    return simulate(here, model, authorities=[AUTHORITY]).cases


def again(times: int) -> None:
    """The same rows under other ids, so many times."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        for table in TABLES:
            cursor.execute(f"PRAGMA table_info({table})")
            names = [row[1] for row in cursor.fetchall()]
            here = ", ".join(f'"{name}"' for name in names)
            own = {"id": 'id || "-" || n', "case": '"case" || "-" || n', "reference": 'reference || "-" || n'}
            there = ", ".join(own.get(name, f'"{name}"').replace('"-"', "'-'") for name in names)
            first = "id" if table == "records_case" else '"case"'
            cursor.execute(
                f"WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < {times - 1})"
                f" INSERT INTO {table} ({here}) SELECT {there} FROM {table}, more WHERE {first} NOT LIKE '%-_-%'"
            )


def seconds(do: Any) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = do()
    return time.perf_counter() - begun, found


def main(cases: int) -> None:
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.test import Client

    from footpath.actions.count_doing import count_again, count_service
    from footpath.site.commands.installation import migrate
    from footpath.site.world import world

    migrate(quiet=True)
    here = world()
    of = {"authority": AUTHORITY, "service": SERVICE}
    people = lived(here)
    again(max(cases // people, 1))
    first, counted = seconds(lambda: count_service(here, **of))
    nothing, _ = seconds(lambda: count_service(here, **of))
    replay, (_, same) = seconds(lambda: count_again(here, **of))
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(get_user_model().objects.get(pk="mia"))
    pages = {
        "the team's page, 12 months": "/staff/barset-north/services/missed-bin/how-it-is-doing?period=year",
        "the team's page, 13 weeks": "/staff/barset-north/services/missed-bin/how-it-is-doing",
        "everybody's page": "/barset-north/missed-bin/how-this-is-doing",
    }
    print(f"{counted:,} cases of a year: counted in {first:.1f} s; nothing new in {nothing * 1000:.0f} ms;")
    print(f"counted again from nothing in {replay:.1f} s, {'the same' if same else 'NOT the same'}.")
    for name, address in pages.items():
        took = []
        for _ in range(TRIES):
            each, response = seconds(lambda address=address: client.get(address))
            assert response.status_code == 200, response.status_code
            took.append(each)
        print(f"{name}: {statistics.median(took) * 1000:.0f} ms (of {TRIES}; the slowest {max(took) * 1000:.0f} ms)")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--cases", type=int, default=100_000)
    folder = tempfile.mkdtemp(prefix="footpath-doing-")
    os.environ |= {
        "FOOTPATH_HOME": folder,
        "FOOTPATH_ADDRESS": "http://127.0.0.1:8000",
        "FOOTPATH_HOSTS": "127.0.0.1",
        "FOOTPATH_MAIL": "folder",
        "DJANGO_SETTINGS_MODULE": "footpath.site.settings",
    }
    try:
        main(asked.parse_args().cases)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
