"""What staff wait for at a thousand and at a million cases: queues, counts, searches, and an answer beside them.

    FOOTPATH_HOME=/tmp/queues .venv/bin/python benchmarks/queues.py 1000000            on SQLite
    FOOTPATH_HOME=/tmp/queues FOOTPATH_DATABASE=postgresql://… .venv/bin/python benchmarks/queues.py 1000000

The installation must be a new one: it is filled with cases made by SQL, of which 3 in 100 are open.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footpath.site.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from msgspec.structs import replace  # noqa: E402

from footpath.adapters.records.reads import Sought, count_cases, find_cases  # noqa: E402
from footpath.casework.events import Answered, Started  # noqa: E402
from footpath.casework.journal import NOTHING_BEFORE, chain  # noqa: E402
from footpath.ports import CaseRow  # noqa: E402
from footpath.site.world import world  # noqa: E402

BARSET = "barset_north"
AT = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
PART = 20_000

# One in {every} is open; those are shared by twenty people, or nobody's, and one in ten is of a rare service.
CASE = """
    INSERT INTO records_case (authority, id, reference, service, edition, lang, channel, stage, seq, head, data,
        written, answers, salt, door, taken_by, charge_pence, paid, asking, decision, outcome, started, submitted,
        decided, due, keep_from, keep_until, erased, open_since)
    SELECT '{barset}', 'case' || n, 'FP-' || n, CASE WHEN n % 10 = 0 THEN 'rare' ELSE 'usual' END, '{hash}', 'en',
        'online', CASE WHEN n % {every} > 0 THEN 'decided' WHEN n % 7 = 0 THEN 'waiting' WHEN n % 5 = 0 THEN 'to_pay'
        ELSE 'checking' END, 8, '{hash}', '{{"fullname":"' || {name} || '","need":"{padding}"}}', '{{"who":2}}',
        '{hash}', '{hash}', '{hash}', CASE WHEN n % {every} = 0 AND n % 2 = 0 THEN 'staff' || (n % 20) END, NULL, {no},
        NULL, NULL, CASE WHEN n % {every} > 0 THEN 'granted' END, {at}, {at}, CASE WHEN n % {every} > 0 THEN {at} END,
        {day}, {at}, CASE WHEN n % {every} > 0 THEN {keep} END, NULL, CASE WHEN n % {every} = 0 THEN {at} END
    FROM {numbers}
"""
WORDS = ("{given}", "{family}", "{registration}")
WORD = "INSERT INTO records_word (authority, word, \"case\") SELECT '{barset}', {word}, 'case' || n FROM {numbers}"

SQLITE = {
    "numbers": "(WITH RECURSIVE more(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM more WHERE n < {last}) "
    "SELECT n FROM more)",
    "at": "strftime('%Y-%m-%d %H:%M:%f', '2026-05-01', '-' || ({all} - n) || ' minutes')",
    "day": "date('2026-05-10', '-' || (({all} - n) / 1440) || ' days')",
    "keep": "date('2032-05-01')",
    "letter": "char(97 + {of} % 26)",
    "no": "0",
}
POSTGRESQL = {
    "numbers": "generate_series({first}, {last}) AS more(n)",
    "at": "timestamptz '2026-05-01 00:00Z' - ({all} - n) * interval '1 minute'",
    "day": "date '2026-05-10' - ({all} - n) / 1440",
    "keep": "date '2032-05-01'",
    "letter": "chr(97 + {of} % 26)",
    "no": "false",
}


def fill(cases: int) -> None:
    """A part at a time, so that no transaction is endless."""
    dialect = SQLITE if connection.vendor == "sqlite" else POSTGRESQL

    def letter(of: str) -> str:
        return dialect["letter"].format(of=f"({of})")

    words = {
        "given": f"'ash' || {letter('n')}",
        "family": f"'ok' || {letter('n / 3')} || {letter('n / 71')}",
        "registration": f"{letter('n / 5')} || {letter('n / 11')} || (10 + n % 90) || {letter('n / 7')} || 'de'",
    }
    for first in range(1, cases + 1, PART):
        last = min(first + PART - 1, cases)
        facts = {
            "barset": BARSET,
            "hash": "e" * 64,
            "padding": "x" * 150,
            "every": 33,
            "no": dialect["no"],
            "name": f"{words['given']} || ' ' || {words['family']}",
            **{name: dialect[name].format(all=cases) for name in ("at", "day", "keep")},
            "numbers": dialect["numbers"].format(first=first, last=last),
        }
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT set_config('footpath.authority', '*', true)")
            for statement in (CASE, *(WORD.replace("{word}", word.format(**words)) for word in WORDS)):
                cursor.execute(statement.format(**facts))
        print(f"\r  {last:,} of {cases:,} cases", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def opened() -> CaseRow:
    """A draft, to answer again and again."""
    event = Started(at=AT, by="resident", service="usual", edition="e" * 64, reference="FP-DRAFT")
    (entry,) = chain([event], authority=BARSET, case="draft", seq=0, head=NOTHING_BEFORE, key=None)
    row = CaseRow(
        authority=BARSET,
        id="draft",
        reference="FP-DRAFT",
        service="usual",
        edition="e" * 64,
        lang="en",
        stage="answering",
        seq=1,
        head=entry.hash,
        data={},
        written={},
        salt="5a" * 32,
        door="d0" * 32,
        taken_by=None,
        outcome=None,
        started=AT,
        submitted=None,
        decided=None,
        due=None,
    )
    with world().together():
        world().records.open_case(row, entry)
    return row


def answer(case: str) -> None:
    """What the records do for one answer: read and lock, write the row and its entry, commit."""
    records = world().records
    with world().together():
        row = records.case(BARSET, case)
        event = Answered(at=AT, by="resident", page="need", questions=("need",), answers="c0" * 32)
        (entry,) = chain([event], authority=BARSET, case=case, seq=row.seq, head=row.head, key=None)
        new = replace(row, seq=entry.seq, head=entry.hash, data={"need": "x" * 400}, written={"need": entry.seq})
        records.write(new, (entry,), seen=row.seq)


def median_ms(act: Callable[[], object], times: int = 7) -> float:
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)


def cpu_ms(act: Callable[[], object], times: int = 500) -> float:
    """Of this process alone, each time."""
    for _ in range(50):
        act()
    begun = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - begun) * 1000 / times


def main() -> None:
    cases = int(sys.argv[1])
    call_command("migrate", verbosity=0)
    fill(cases)
    today = date(2026, 5, 1)
    lists: dict[str, Sought] = {
        "everything open": Sought(),
        "for anyone": Sought(stages=("checking",), nobody=True),
        "mine": Sought(stages=("checking",), holder="staff2"),
        "waiting for the resident": Sought(stages=("waiting",)),
        "a rare service": Sought(service="rare"),
        "late": Sought(late_on=today),
        "decided, newest first": Sought(stages=("decided",), newest_first=True),
        "by reference": Sought(words="FP-7K4-2QM"),
        "by registration": Sought(words="ab12 cde"),
        "by a common name": Sought(words="asha"),
        "by two names": Sought(words="asha oka"),
    }
    print(f"| {cases:,} cases, {connection.display_name} | median |\n|---|---|")
    for name, sought in lists.items():
        print(f"| {name} | {median_ms(lambda sought=sought: find_cases(BARSET, sought)):.1f} ms |")
    print(f"| counts | {median_ms(lambda: count_cases(BARSET, me='staff2', today=today)):.1f} ms |")
    row = opened()
    print(f"| load one case (CPU) | {cpu_ms(lambda: world().records.case(BARSET, row.id)):.3f} ms |")
    print(f"| load, lock, write and commit an answer (CPU) | {cpu_ms(lambda: answer(row.id)):.3f} ms |")


if __name__ == "__main__":
    main()
