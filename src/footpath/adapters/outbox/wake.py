"""How a worker that has nothing to do learns that there is something: told by PostgreSQL, seen in SQLite's file."""

import time
from threading import Event
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.db import OperationalError

from footpath.adapters.outbox.outbox import CHANNEL, DatabaseOutbox

if TYPE_CHECKING:
    import psycopg

POLL_SECONDS: Final = 5.0
"""Something may become due without anybody putting it: what failed five minutes ago, what a dead worker held."""

LOOK_SECONDS: Final = 0.2


class Wake(Protocol):
    def wait(self, stop: Event) -> None:
        """Until something may be there, or it is time to look anyway, or to stop."""
        ...

    def close(self) -> None: ...


class Told:
    """PostgreSQL's LISTEN, on a connection of its own. The driver is loaded here: 7 MB that SQLite has no use for."""

    def __init__(self, outbox: DatabaseOutbox) -> None:
        self._outbox = outbox
        self._listening: psycopg.Connection[Any] | None = None

    def wait(self, stop: Event) -> None:
        import psycopg

        try:
            if self._listening is None:
                self._listening = self._listen()
                return  # what was put before we listened was told to nobody: look first
            until = time.monotonic() + POLL_SECONDS
            while not stop.is_set() and time.monotonic() < until:
                # Short, so that a stop is not kept waiting.
                for _ in self._listening.notifies(timeout=LOOK_SECONDS, stop_after=1):
                    return
        except psycopg.Error as reason:
            raise OperationalError("listening ended") from reason

    def _listen(self) -> "psycopg.Connection[Any]":
        import psycopg

        params = self._outbox.connection.get_connection_params()
        ours = {"cursor_factory", "context", "prepare_threshold"}
        words = {name: value for name, value in params.items() if name not in ours}
        listening = psycopg.connect(**words, autocommit=True)
        listening.execute(f"LISTEN {CHANNEL}")
        return listening

    def close(self) -> None:
        if self._listening is not None:
            self._listening.close()
            self._listening = None


class Seen:
    """SQLite counts for each connection how often others have changed the file: asking costs some microseconds."""

    def __init__(self, outbox: DatabaseOutbox) -> None:
        self._outbox = outbox
        self._version: int | None = None

    def wait(self, stop: Event) -> None:
        until = time.monotonic() + POLL_SECONDS
        while not stop.is_set() and time.monotonic() < until:
            # The pause comes first. Where residents answer page after page, somebody has always written since the last
            # look: without it the worker would ask the outbox without end, and send each email by itself.
            stop.wait(LOOK_SECONDS)
            version = self._look()
            if version != self._version:
                self._version = version
                return

    def _look(self) -> int:
        with self._outbox.connection.cursor() as cursor:
            return int(cursor.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        self._version = None


def wake_for(outbox: DatabaseOutbox) -> Wake:
    return Told(outbox) if outbox.connection.vendor == "postgresql" else Seen(outbox)
