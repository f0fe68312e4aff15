"""Commands on an installation: its tables, its people, its pages, its outbox."""

import getpass
import json
import os
import secrets
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter


def _django() -> None:
    import django

    django.setup()


def migrate(*, quiet: bool = False) -> None:
    """Create or update the database's tables, gather the files that browsers are sent, and compile the templates.

    Parameters
    ----------
    quiet
        Say nothing when all is well.
    """
    _django()
    from django.core.management import call_command

    from footpath.web.templating import compile_templates

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    compile_templates()
    if not quiet:
        print("The tables are up to date.")


def authority(file: Path) -> int:
    """Add or update authorities from a YAML file (see docs/reference/settings.md)."""
    _django()
    from footpath.site.authorities import UnreadableAuthorities, load_authorities
    from footpath.site.world import world

    try:
        found = load_authorities(file)
    except (UnreadableAuthorities, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1
    here = world()
    with here.together():
        for each in found:
            here.records.save_authority(each)
    print("1 authority is up to date." if len(found) == 1 else f"{len(found)} authorities are up to date.")
    return 0


def staff(
    id_: Annotated[str, Parameter(name="id")],
    *,
    name: str,
    authority: str,
    role: Literal["caseworker", "manager", "auditor"],
) -> int:
    """Add a member of staff, or change what they may do. The password is asked for, or read from FOOTPATH_PASSWORD."""
    _django()
    from footpath.site.people import add_staff
    from footpath.site.world import world

    password = os.environ.get("FOOTPATH_PASSWORD") or getpass.getpass("A password for them (empty: make one): ")
    made = "" if password else secrets.token_urlsafe(12)
    problem = add_staff(world().records, id_, name=name, authority=authority, role=role, password=password or made)
    if problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"{name} can sign in as {id_}" + (f" with the password {made}" if made else "") + ".")
    return 0


def serve(*, port: int = 8000, host: str = "127.0.0.1", workers: int = 1, threads: int | None = None) -> None:
    """Serve the pages.

    Parameters
    ----------
    workers
        Processes. One is best with SQLite, which has one writer; with PostgreSQL, one for each core.
    threads
        Requests at work at once in each process: one with SQLite, four with PostgreSQL, unless you say otherwise.
    """
    _django()
    _wants_tables()
    if threads is None:
        from django.conf import settings

        threads = threads_for(settings.DATABASES["default"]["ENGINE"])
    words = [sys.executable, "-m", "granian", *granian_words(port, host, workers, threads)]
    os.execve(sys.executable, words, lean())


def _wants_tables() -> None:
    """Ends the command where the database is not of this version: what is served then would be errors of ours."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from footpath.site.command import NO_TABLES

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print(NO_TABLES, file=sys.stderr)
        sys.exit(2)


def lean() -> dict[str, str]:
    """The environment of a process that stays: one pool of memory for all its threads, of which one runs at a time.

    glibc keeps one for each thread, which is 7 MB more for the two processes and no quicker (mallopt(3)).
    """
    return {"MALLOC_ARENA_MAX": "1", **os.environ}


def threads_for(engine: str) -> int:
    """How many requests a process has at work at once.

    SQLite has one writer and one cache for each connection, and a second thread's writing empties the first one's:
    a journey costs a sixth more with two. PostgreSQL is waited for, and others can be served meanwhile.
    """
    return 1 if engine.endswith("sqlite3") else 4


def granian_words(port: int, host: str, workers: int, threads: int) -> list[str]:
    words = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    words += ["--blocking-threads", str(threads), "--no-ws", "--log-level", "warning", "footpath.site.wsgi:application"]
    return words


def work(*, until_empty: bool = False) -> None:
    """Send what is in the outbox, and count what came of steps, until stopped. Safe to stop and to kill at any moment.

    Parameters
    ----------
    until_empty
        Stop when there is nothing left to do now.
    """
    _django()
    _wants_tables()
    if not until_empty:
        os.execve(sys.executable, [sys.executable, "-m", "footpath.site.working"], lean())
    from footpath.site.working import work as work_now

    work_now(until_empty=True)


def keep() -> None:
    """Erase what has been kept long enough, and end local changes whose time is over."""
    _django()
    from footpath.actions.keep_time import keep_time
    from footpath.actions.lapse_changes import lapse_changes
    from footpath.site.world import world
    from footpath.web.uploads import tidy_files

    erased = keep_time(world())
    print(f"Erased {erased} {'case' if erased == 1 else 'cases'} that had been kept long enough.")
    tidy_files()
    lapsed = lapse_changes(world())
    if lapsed:
        services = "1 service" if lapsed == 1 else f"{lapsed} services"
        print(f"Published {services} without changes whose time is over.")


def audit(*, json_: Annotated[bool, Parameter(name="--json")] = False) -> int:
    """Fold every journal, compare it with the records, and check the chains. Exits 1 when anything disagrees."""
    _django()
    import msgspec

    from footpath.actions.audit import audit as audit_all
    from footpath.site.world import world

    report = audit_all(world())
    said: dict[str, Any] = msgspec.to_builtins(report)
    if json_:
        print(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        for fault in said["faults"]:
            print(" ".join(str(part) for part in fault.values()))
        wrong = len(said["faults"])
        found = f"{wrong or 'no'} disagreement{'s' * (wrong != 1)}"
        print(f"{said['cases']} cases, {said['entries']} journal entries: {found}.")
    return 1 if said["faults"] else 0
