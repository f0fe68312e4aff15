"""One database as the records speak to it: SQLite or PostgreSQL, and always on behalf of one authority.

On PostgreSQL every statement first says whose rows it is about, and row-level security shows no others: a query that
forgot its authority finds nothing. The two go in one message, so it costs no round trip; and because it holds only
for that transaction, nothing has to be remembered or reset.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Literal, cast

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from footpath.adapters.records.sql import STATEMENTS, Statements

EVERY = "*"
"""For the few things that are about all authorities: an audit, the outbox, keeping time."""

_SCOPE = "SELECT set_config('footpath.authority', %s, true)"


class Database:
    """By its alias in DATABASES. Holds no connection: Django keeps one for each thread."""

    def __init__(self, alias: str) -> None:
        self.alias = alias

    @property
    def connection(self) -> BaseDatabaseWrapper:
        return connections[self.alias]

    # Asked thirty times in a request, and always the same: each look for the thread's own connection takes 1 µs.
    @cached_property
    def vendor(self) -> Literal["sqlite", "postgresql"]:
        return cast("Literal['sqlite', 'postgresql']", self.connection.vendor)

    @cached_property
    def statements(self) -> Statements:
        return STATEMENTS[self.vendor]

    @property
    def in_transaction(self) -> bool:
        return self.connection.in_atomic_block

    def must_be_together(self) -> None:
        """What is written is written in the transaction that is open: whoever forgot to open one hears of it."""
        assert self.in_transaction, "a write outside together()"

    def in_words(self, statement: str) -> str:
        """A statement written with %s, with the placeholders of the driver that gets it."""
        return statement.replace("%s", "?") if self.vendor == "sqlite" else statement

    def together(self) -> transaction.Atomic:
        # Durable: when it ends, it is on disk. One inside another would promise that and not do it.
        return transaction.atomic(using=self.alias, durable=True)

    def after_commit(self, call: Callable[[], object]) -> None:
        """What fails then is logged: the commit stands, and whoever made it is not told otherwise."""
        transaction.on_commit(lambda: call() and None, using=self.alias, robust=True)

    def run(self, authority: str, statement: str, values: Sequence[Any]) -> Any:
        """A cursor with the statement's result. Values are plain: times by `time_in`, days by `day_in`."""
        connection = self.connection
        if self.vendor == "sqlite":
            if connection.connection is None:
                connection.ensure_connection()
            # The driver's own cursor: Django's looks through the statement for placeholders at every call.
            with connection.wrap_database_errors:
                return connection.connection.execute(statement, values)
        cursor = connection.cursor()
        cursor.execute(f"{_SCOPE};\n{statement}", [authority, *values])
        cursor.nextset()
        return cursor

    @contextmanager
    def about(self, authority: str) -> Iterator[str]:
        """For queries by the ORM: inside, only this authority's rows are there. Gives the alias for `using`."""
        if self.vendor == "sqlite":
            yield self.alias
            return
        with transaction.atomic(using=self.alias, savepoint=False):
            with self.connection.cursor() as cursor:
                cursor.execute(_SCOPE, [authority])
            yield self.alias

    def time_in(self, at: datetime | None) -> Any:
        """A time as the database keeps it; SQLite has text, which sorts as the times do."""
        if at is None or self.vendor != "sqlite":
            return at
        return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")

    def day_in(self, day: date | None) -> Any:
        return day if day is None or self.vendor != "sqlite" else day.isoformat()


def time_out(at: datetime | None) -> Any:
    """A time as the database gave it: SQLite's has no zone, and is UTC."""
    return at if at is None or at.tzinfo is not None else at.replace(tzinfo=UTC)
