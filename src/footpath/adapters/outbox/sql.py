"""The outbox's statements, for SQLite and for PostgreSQL.

What may be claimed is open and due. A claim moves `due` ahead by the lease, so a lease that ended needs no cleaning
up: what it held is due again. Every time is the database's own, so that no two machines can disagree about a lease.
"""

from typing import Final

import msgspec


class Statements(msgspec.Struct, frozen=True, kw_only=True):
    """One dialect's words. %(name)s is PostgreSQL's way to name a value, :name is SQLite's."""

    put: str
    put_later: str  # not before a time that is given
    anything_due: str
    claim: str
    extend: str  # the lease of one that is still worked on
    finish: str
    again: str  # in so many seconds
    release: str  # as if it had not been claimed
    bury: str
    forget: str  # some of what was done long ago
    result: str


_TEMPLATE: Final = {
    "put": """
        INSERT INTO records_outbox
            (authority, "key", lane, kind, args, rank, state, put, due, token, tries, lost, workers, wrong)
        VALUES (:authority, :key, :lane, :kind, :args, :rank, 'open', {now}, {now}, 0, 0, 0, '[]', '[]')
        ON CONFLICT (authority, "key") DO NOTHING
    """,
    "put_later": """
        INSERT INTO records_outbox
            (authority, "key", lane, kind, args, rank, state, put, due, token, tries, lost, workers, wrong)
        VALUES (:authority, :key, :lane, :kind, :args, :rank, 'open', {now}, :due, 0, 0, 0, '[]', '[]')
        ON CONFLICT (authority, "key") DO NOTHING
    """,
    "anything_due": """
        SELECT 1 FROM records_outbox WHERE state = 'open' AND due <= {now} LIMIT 1
    """,
    # Who has something open in this lane, and of what rank: one step of the index for each, however many rows there
    # are. Then the next few of each, and of those one of each authority in turn: whoever has a hundred thousand waiting
    # does not stand before somebody who has one. A few is a batch for one authority, and one for each of many.
    "claim": """
        WITH RECURSIVE {waiting}, {due_now}, {ready}
        UPDATE records_outbox SET
            token = token + 1, tries = tries + 1, lost = lost + 1, held_by = :worker, due = {later},
            claimed = coalesce(claimed, {now}), claimed_last = {now}, workers = {workers}
        WHERE (authority, "key") IN (
            SELECT authority, "key" FROM ready ORDER BY turn, rank, due LIMIT :batch
        )
        RETURNING authority, "key", lane, kind, args, rank, token, tries, lost, put, claimed, claimed_last, workers,
            wrong
    """,
    "extend": """
        UPDATE records_outbox SET due = {later}
        WHERE authority = :authority AND "key" = :key AND token = :token AND state = 'open' AND held_by = :worker
    """,
    "finish": """
        UPDATE records_outbox SET state = 'done', ended = {now}, held_by = NULL, lost = 0, result = :result
        WHERE authority = :authority AND "key" = :key AND token = :token AND state = 'open' AND held_by = :worker
    """,
    "again": """
        UPDATE records_outbox SET due = {later}, held_by = NULL, lost = 0, wrong = :wrong
        WHERE authority = :authority AND "key" = :key AND token = :token AND state = 'open' AND held_by = :worker
    """,
    "release": """
        UPDATE records_outbox SET due = {now}, held_by = NULL, tries = tries - 1, lost = lost - 1
        WHERE authority = :authority AND "key" = :key AND token = :token AND state = 'open' AND held_by = :worker
    """,
    "bury": """
        UPDATE records_outbox SET state = 'dead', ended = {now}, held_by = NULL, wrong = :wrong
        WHERE authority = :authority AND "key" = :key AND token = :token AND state = 'open' AND held_by = :worker
    """,
    "forget": """
        DELETE FROM records_outbox WHERE (authority, "key") IN (
            SELECT authority, "key" FROM records_outbox WHERE state = 'done' AND ended < {later} LIMIT :batch
        )
    """,
    "result": """
        SELECT state, args, rank, due > {now} AND held_by IS NOT NULL, put, claimed, claimed_last, ended, workers,
            wrong, result
        FROM records_outbox WHERE authority = :authority AND "key" = :key
    """,
}

# The signs of plus keep SQLite from taking its authority and rank for columns of another index, in which case it would
# look through all of one authority's rows for the next rank: 100 ms a claim where 20,000 wait.
_SQLITE_WAITING = """
    waiting(authority, rank) AS (
        SELECT * FROM (
            SELECT authority, rank FROM records_outbox WHERE state = 'open' AND lane = :lane
            ORDER BY authority, rank LIMIT 1
        )
        UNION ALL
        SELECT o.authority, o.rank FROM waiting AS w JOIN records_outbox AS o ON o.rowid = (
            SELECT rowid FROM records_outbox AS n WHERE n.state = 'open' AND n.lane = :lane
            AND (n.authority, n.rank) > (+w.authority, +w.rank)
            ORDER BY n.authority, n.rank LIMIT 1
        )
    )
"""
_DUE_NOW = """
    due_now AS (
        SELECT w.authority, w.rank FROM waiting AS w WHERE EXISTS (
            SELECT 1 FROM records_outbox AS n WHERE n.state = 'open' AND n.lane = :lane
            AND n.authority = w.authority AND n.rank = w.rank AND n.due <= {now}
        )
    )
"""
_SQLITE_READY = """
    ready AS (
        SELECT o.authority, o."key", o.rank, o.due,
            row_number() OVER (PARTITION BY o.authority ORDER BY o.rank, o.due) AS turn
        FROM due_now AS w JOIN records_outbox AS o ON o.rowid IN (
            SELECT rowid FROM records_outbox AS n
            WHERE n.state = 'open' AND n.lane = :lane AND n.authority = w.authority AND n.rank = w.rank
            AND n.due <= {now} ORDER BY n.due LIMIT {share}
        )
    )
"""
_POSTGRES_WAITING = """
    waiting(authority, rank) AS (
        (SELECT authority, rank FROM records_outbox WHERE state = 'open' AND lane = :lane
        ORDER BY authority, rank LIMIT 1)
        UNION ALL
        SELECT o.authority, o.rank FROM waiting AS w CROSS JOIN LATERAL (
            SELECT n.authority, n.rank FROM records_outbox AS n WHERE n.state = 'open' AND n.lane = :lane
            AND (n.authority, n.rank) > (w.authority, w.rank)
            ORDER BY n.authority, n.rank LIMIT 1
        ) AS o
    )
"""
_POSTGRES_READY = """
    ready AS (
        SELECT o.authority, o."key", o.rank, o.due,
            row_number() OVER (PARTITION BY o.authority ORDER BY o.rank, o.due) AS turn
        FROM due_now AS w CROSS JOIN LATERAL (
            SELECT n.authority, n."key", n.rank, n.due FROM records_outbox AS n
            WHERE n.state = 'open' AND n.lane = :lane AND n.authority = w.authority AND n.rank = w.rank
            AND n.due <= {now} ORDER BY n.due LIMIT {share} FOR UPDATE SKIP LOCKED
        ) AS o
    )
"""


def _for(*, postgres: bool, words: dict[str, str]) -> Statements:
    made = {}
    for name, template in _TEMPLATE.items():
        statement = template
        for _ in range(2):  # what is put in may itself say {now}
            for word, means in words.items():
                statement = statement.replace("{" + word + "}", means)
        if postgres:
            for value in (
                "authority key lane kind args rank due worker seconds batch token result wrong".split()  # noqa: SIM905
            ):
                statement = statement.replace(f":{value}", f"%({value})s")
        made[name] = " ".join(statement.split())
    return Statements(**made)


STATEMENTS: Final = {
    "sqlite": _for(
        postgres=False,
        words={
            "now": "strftime('%Y-%m-%d %H:%M:%f', 'now')",
            "later": "strftime('%Y-%m-%d %H:%M:%f', 'now', :seconds || ' seconds')",
            "workers": "json_insert(workers, '$[#]', :worker)",
            "share": "min(:batch, max(1, 4 * :batch / (SELECT count(*) FROM due_now)))",
            "waiting": _SQLITE_WAITING,
            "due_now": _DUE_NOW,
            "ready": _SQLITE_READY,
        },
    ),
    "postgresql": _for(
        postgres=True,
        words={
            "now": "clock_timestamp()",
            "later": "clock_timestamp() + make_interval(secs => :seconds)",
            "workers": "(workers::jsonb || to_jsonb(CAST(:worker AS text)))::text",
            "share": "(SELECT LEAST(:batch, GREATEST(1, 4 * :batch / GREATEST(1, count(*)))) FROM due_now)",
            "waiting": _POSTGRES_WAITING,
            "due_now": _DUE_NOW,
            "ready": _POSTGRES_READY,
        },
    ),
}
