"""How long the plan's page takes with 100,000 cases behind it, in SQLite: one line, and 1 where it is too slow.

    python benchmarks/plan.py [CASES]

The cases are rows of the real table, spread over three years and two services, with answers of an ordinary size. The
page is asked for as a browser asks, and its figures are the real ones.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

AUTHORITY = "barset_north"
SERVICES = ("missed_bin", "resident_parking_permit")
MEASURES = ("completed", "days_to_decision")
MOST_MS = 300
LOOKS = 9
_DATA = json.dumps({"note": "The lane behind the station. " * 60})  # a case of about two kilobytes


def main(cases: int) -> int:
    # In a process of its own: what it has read and compiled, the first look would find ready.
    subprocess.run([sys.executable, __file__, str(cases), "fill"], check=True)
    from django.test import Client

    import footpath.site.wsgi  # noqa: F401 — as it is served: what is read at the start is not the first page's

    client = Client()
    from footpath.adapters.records.models import Staff

    client.force_login(Staff.objects.get(id="cara"))
    took, cpu = [], []
    for _ in range(LOOKS):
        started, busy = time.perf_counter(), time.process_time()
        response = client.get("/staff/barset-north/plan", secure=True, headers={"host": "localhost"})
        took.append(1000 * (time.perf_counter() - started))
        cpu.append(1000 * (time.process_time() - busy))
        assert response.status_code == 200, response.status_code
    page = response.content.decode()
    assert "In 20" in page and "it is" in page, "the page says how it was"
    median, first = statistics.median(took[1:]), took[0]
    print(
        f"plan page, {cases:,} cases: {median:.0f} ms (median of {LOOKS - 1}; "
        f"{statistics.median(cpu[1:]):.0f} ms of it at work), {first:.0f} ms at the first look"
    )
    return int(median > MOST_MS)


def fill(cases: int) -> None:
    import django

    django.setup()
    from django.db import connection

    from footpath.actions.plan_outcome import plan_of, plan_outcome
    from footpath.actions.publish_edition import publish_edition
    from footpath.adapters.records.models import Case
    from footpath.adapters.records.people import save_staff
    from footpath.definition.load import load_file
    from footpath.definition.service import Edition
    from footpath.plan.outcome import AIMS
    from footpath.plan.record import Plan
    from footpath.plan.years import year_of
    from footpath.site.authorities import load_authorities
    from footpath.site.commands.installation import migrate
    from footpath.site.county import AUTHORITIES, EXEMPLARS
    from footpath.site.world import world

    migrate(quiet=True)

    here = world()
    with here.together():
        for authority in load_authorities(AUTHORITIES):
            here.records.save_authority(authority)
    save_staff("cara", name="Cara", authority=AUTHORITY, role="manager", password=None)
    now = here.clock.now()
    rows = []
    for service, measure in zip(SERVICES, MEASURES, strict=True):
        edition = load_file(EXEMPLARS / service / "service.yaml")
        assert isinstance(edition, Edition), edition
        publish_edition(here, authority=AUTHORITY, edition=edition, by="staff:cara", because="To be measured")
        aims = dict.fromkeys(AIMS, "70" if measure == "completed" else "4")
        made = plan_outcome(
            here,
            authority=AUTHORITY,
            outcome=None,
            fields={
                "sentence": f"People have what they came for, {service}",
                "measure": measure,
                "baseline": "60" if measure == "completed" else "9",
                "baseline_from": "a count",
                "first_year": str(year_of(here.clock.today()) - 2),
                "owner": "cara",
                "groups": "people who apply on paper",
                **aims,
            },
            services=[service],
            owners=["cara"],
            because="To be measured",
            by="staff:cara",
            seen=plan_of(here, AUTHORITY).seq,
        )
        assert isinstance(made, Plan), made
        for number in range(cases // 2):
            started = now - timedelta(minutes=number * 3 * 365 * 24 * 60 * 2 / cases)
            sent = started + timedelta(hours=1) if number % 3 else None
            rows.append(
                Case(
                    authority=AUTHORITY,
                    id=f"{service}-{number}",
                    reference=f"FP-{service[:1]}{number:06}",
                    service=service,
                    edition=edition.hash,
                    lang="en",
                    channel="online",
                    stage="decided" if sent else "answering",
                    seq=1,
                    head="0" * 64,
                    data=_DATA,
                    written="{}",
                    salt="0" * 64,
                    door="0" * 64,
                    started=started,
                    submitted=sent,
                    decided=sent + timedelta(days=number % 9) if sent else None,
                )
            )
    Case.objects.bulk_create(rows, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if sys.argv[2:] == ["fill"]:
        fill(asked)
        sys.exit()
    with tempfile.TemporaryDirectory() as home:
        os.environ["FOOTPATH_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "footpath.site.settings"
        sys.exit(main(asked))
