"""How much the outbox carries: putting, claiming among many who wait, and carrying out.

    FOOTPATH_HOME=/tmp/outbox .venv/bin/python benchmarks/outbox.py 20000              on SQLite
    FOOTPATH_HOME=/tmp/outbox FOOTPATH_DATABASE=postgresql://… .venv/bin/python benchmarks/outbox.py 20000

The installation must be a new one. Half of what waits is one authority's, the other half that of two hundred.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footpath.site.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from footpath.adapters.outbox import DatabaseOutbox, Worker, worker  # noqa: E402
from footpath.adapters.outbox.outbox import Claimed  # noqa: E402
from footpath.adapters.outbox.worker import KINDS  # noqa: E402
from footpath.ports import Intent, World  # noqa: E402
from footpath.site.world import world  # noqa: E402

SECONDS = 5.0


def put(key: str, authority: str) -> None:
    args: Mapping[str, str] = {"case": "c" * 22, "message": key}
    world().outbox.put(Intent(authority=authority, key=key, kind="nothing", args=args))


def nothing(world: World, held: Claimed, /) -> None:
    """Carried out in no time, so that what is measured is the outbox."""


def per_second(act: Callable[[], int]) -> float:
    done, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < SECONDS:
        count = act()
        if not count:
            break
        done += count
    return done / (time.perf_counter() - begun)


def main() -> None:
    backlog = int(sys.argv[1])
    call_command("migrate", verbosity=0)
    outbox = world().outbox
    assert isinstance(outbox, DatabaseOutbox)
    with world().together():
        for number in range(backlog):
            put(f"email:{number}", "barset" if number % 2 else f"barset_{number % 400}")
    begun = time.perf_counter()
    for number in range(200):
        with world().together():
            put(f"one:{number}", "barset")
    putting = 200 / (time.perf_counter() - begun)
    took = []
    for _ in range(15):
        begun = time.perf_counter()
        outbox.claim("interactive", worker="benchmark")
        took.append((time.perf_counter() - begun) * 1000)

    carrying = Worker(world(), kinds={**KINDS, "nothing": nothing})
    outside = per_second(carrying.turn)
    worker.inside = lambda held: True  # as tasks on our own records are
    inside = per_second(carrying.turn)

    print(f"| {backlog:,} waiting, {connection.display_name} | |\n|---|---|")
    print(f"| put, each in a transaction of its own | {putting:,.0f} a second |")
    print(f"| claim 20 of 201 authorities | {statistics.median(took):.1f} ms |")
    print(f"| carried out outside, each marked by itself | {outside:,.0f} a second |")
    print(f"| carried out on our own records, 20 to a commit | {inside:,.0f} a second |")


if __name__ == "__main__":
    main()
