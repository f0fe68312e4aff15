"""What must happen outside: put with the case in one transaction, claimed under a lease, done once or handed to staff.

docs/decisions/0006-outbox.md says why it is like this.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, Literal, cast

import msgspec
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from footpath.adapters.outbox.sql import STATEMENTS, Statements
from footpath.ports import Intent

type Lane = Literal["interactive", "batch", "peers"]

LANES: Final[tuple[Lane, ...]] = ("interactive", "batch", "peers")
INSTALLATION: Final = "-"
"""Whose a task is that belongs to no authority. No authority can be called so: ids begin with a letter."""

CHANNEL: Final = "footpath_outbox"
"""Where PostgreSQL tells workers that something was put."""

LEASE_SECONDS: Final = 60
BATCH: Final = 20
MOST_LOST: Final = 5
"""How often a worker may die over it, or fall silent, before nobody tries any more."""

MOST_TRIES: Final = 50
"""Once, again at once, then every five minutes for four hours, as GOV.UK Notify does."""

AGAIN_SECONDS: Final = 300
FORGET_SECONDS: Final = 30 * 24 * 60 * 60
"""How long it is remembered that something was done, so that it is not done again."""

_SCOPE = "SELECT set_config('footpath.authority', %(scope)s, true);\n"
_EVERY = "*"


class LostLease(Exception):
    """Somebody else has claimed it since: what was done here in our own records must not stand."""


class Lost(Exception):
    """Whoever worked on it died or fell silent, again and again."""


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """An intent that a worker holds until its lease ends. `token` is its proof, good for this claim alone."""

    authority: str
    key: str
    lane: Lane
    kind: str
    args: Mapping[str, Any]
    rank: int
    token: int
    tries: int  # claims, this one with it
    lost: int  # claims of which nothing was heard, this one with it
    put: datetime
    first: datetime
    last: datetime
    workers: Sequence[str]
    wrong: Sequence[Sequence[str]]  # of each try that failed: the kind of error and the places

    @property
    def intent(self) -> Intent:
        return Intent(authority=self.authority, key=self.key, kind=self.kind, args=self.args, lane=self.lane)


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """How it is with an intent: for django.tasks."""

    state: Literal["open", "done", "dead"]
    args: Mapping[str, Any]
    rank: int
    running: bool
    put: datetime
    first: datetime | None
    last: datetime | None
    ended: datetime | None
    workers: Sequence[str]
    wrong: Sequence[Sequence[str]]
    result: Any


class DatabaseOutbox:
    """ports.Outbox, and what a worker needs. `alias` names the database in DATABASES."""

    def __init__(self, alias: str) -> None:
        self.alias = alias

    @property
    def connection(self) -> BaseDatabaseWrapper:
        return connections[self.alias]

    @property
    def _statements(self) -> Statements:
        return STATEMENTS[self.connection.vendor]

    # --- putting

    def put(self, intent: Intent) -> None:
        assert self.connection.in_atomic_block, "an intent outside together() could be there without its cause"
        self.put_task(intent)

    def put_task(self, intent: Intent, *, rank: int = 0, not_before: datetime | None = None) -> None:
        """With what only django.tasks says. Without a transaction it is one of its own."""
        values: dict[str, Any] = {
            "authority": intent.authority,
            "key": intent.key,
            "lane": intent.lane,
            "kind": intent.kind,
            "args": msgspec.json.encode(intent.args).decode(),
            "rank": rank,
        }
        if not_before is None:
            self._run(self._statements.put, scope=intent.authority, **values)
        else:
            self._run(self._statements.put_later, scope=intent.authority, due=self._time_in(not_before), **values)
        if self.connection.vendor == "postgresql":
            with self.connection.cursor() as cursor:
                cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])  # told when, and if, this is committed

    # --- working

    def anything_due(self) -> bool:
        return bool(self._run(self._statements.anything_due).fetchall())

    def claim(self, lane: Lane, *, worker: str, batch: int = BATCH, seconds: float = LEASE_SECONDS) -> list[Claimed]:
        """The next few of a lane, of every authority in turn. They are this worker's until the lease ends."""
        with transaction.atomic(using=self.alias):
            found = self._run(self._statements.claim, lane=lane, worker=worker, batch=batch, seconds=seconds).fetchall()
        return sorted(map(self._claimed, found), key=lambda held: (held.rank, held.put, held.authority, held.key))

    def extend(self, held: Claimed, *, worker: str, seconds: float = LEASE_SECONDS) -> bool:
        """More time. False when the lease is somebody else's by now."""
        return self._changed(self._statements.extend, held, worker, seconds=seconds)

    def finish(self, held: Claimed, *, worker: str, result: Any = None) -> None:
        """Raises LostLease: in a transaction, what was done in it is then undone."""
        written = msgspec.json.encode(result).decode()
        if not self._changed(self._statements.finish, held, worker, result=written):
            raise LostLease

    def again(self, held: Claimed, *, worker: str, wrong: Sequence[str]) -> None:
        """It did not work, and may yet."""
        seconds = 0 if held.tries == 1 else AGAIN_SECONDS
        self._changed(self._statements.again, held, worker, seconds=seconds, wrong=_added(held, wrong))

    def release(self, held: Claimed, *, worker: str) -> None:
        """It was not begun: somebody else may have it at once, and it counts for nothing."""
        self._changed(self._statements.release, held, worker)

    def bury(self, held: Claimed, *, worker: str, wrong: Sequence[str]) -> None:
        """Nobody tries any more. Whoever calls this has told staff first."""
        self._changed(self._statements.bury, held, worker, wrong=_added(held, wrong))

    def forget(self) -> int:
        """Some of what was done long ago. How many they were."""
        done = self._run(self._statements.forget, seconds=-FORGET_SECONDS, batch=1000)
        return int(done.rowcount)

    # --- asking

    def held(self, authority: str, key: str) -> Held | None:
        found = self._run(self._statements.result, scope=authority, authority=authority, key=key).fetchone()
        if found is None:
            return None
        state, args, rank, running, put, first, last, ended, workers, wrong, result = found
        return Held(
            state=state,
            args=msgspec.json.decode(args),
            rank=rank,
            running=bool(running),
            put=cast("datetime", _time_out(put)),
            first=_time_out(first),
            last=_time_out(last),
            ended=_time_out(ended),
            workers=msgspec.json.decode(workers),
            wrong=msgspec.json.decode(wrong),
            result=None if result is None else msgspec.json.decode(result),
        )

    # ---

    def _run(self, statement: str, *, scope: str = _EVERY, **values: Any) -> Any:
        connection = self.connection
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with connection.wrap_database_errors:
                return connection.connection.execute(statement, values)
        cursor = connection.cursor()
        cursor.execute(_SCOPE + statement, {"scope": scope, **values})
        cursor.nextset()
        return cursor

    def _changed(self, statement: str, held: Claimed, worker: str, **values: Any) -> bool:
        done = self._run(statement, authority=held.authority, key=held.key, token=held.token, worker=worker, **values)
        return bool(done.rowcount == 1)

    def _claimed(self, row: Sequence[Any]) -> Claimed:
        authority, key, lane, kind, args, rank, token, tries, lost, put, first, last, workers, wrong = row
        return Claimed(
            authority=authority,
            key=key,
            lane=lane,
            kind=kind,
            args=msgspec.json.decode(args),
            rank=rank,
            token=token,
            tries=tries,
            lost=lost,
            put=cast("datetime", _time_out(put)),
            first=cast("datetime", _time_out(first)),
            last=cast("datetime", _time_out(last)),
            workers=msgspec.json.decode(workers),
            wrong=msgspec.json.decode(wrong),
        )

    def _time_in(self, at: datetime) -> Any:
        if self.connection.vendor != "sqlite":
            return at
        return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "milliseconds")


def _added(held: Claimed, wrong: Sequence[str]) -> str:
    return msgspec.json.encode([*held.wrong, list(wrong)]).decode()


def _time_out(at: datetime | str | None) -> datetime | None:
    # Of a column SQLite gives a time, of an expression its text; both are UTC and do not say so.
    if isinstance(at, str):
        at = datetime.fromisoformat(at)
    return at if at is None or at.tzinfo is not None else at.replace(tzinfo=UTC)
