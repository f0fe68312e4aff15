"""Notes from the street in memory: what `ports.Observations` promises, without a database."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

import msgspec

from footpath.steps.observing import Observation

TABLES = ("observations",)


class Tables(Protocol):
    rows: dict[str, dict[tuple[Any, ...], bytes]]

    def put(self, table: str, key: tuple[Any, ...], value: msgspec.Struct, *, new: bool) -> None: ...
    def read[T](self, table: str, kind: type[T], *start: Any) -> list[T]: ...


class MemoryObservations:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, authority: str, note: Observation) -> bool:
        if (authority, note.id) in self._tables.rows["observations"]:
            return False
        self._tables.put("observations", (authority, note.id), note, new=True)
        return True

    def observation(self, authority: str, note: str) -> Observation | None:
        return next(iter(self._tables.read("observations", Observation, authority, note)), None)

    def of_service(self, authority: str, service: str) -> Sequence[Observation]:
        found = [each for each in self._tables.read("observations", Observation, authority) if each.service == service]
        return sorted(sorted(found, key=lambda note: note.id), key=lambda note: note.month, reverse=True)

    def save(self, authority: str, note: Observation) -> None:
        assert (authority, note.id) in self._tables.rows["observations"], "a note is saved where it was added"
        self._tables.put("observations", (authority, note.id), note, new=False)

    def due(self, today: date) -> Sequence[tuple[str, Observation]]:
        keys = sorted(self._tables.rows["observations"])
        notes = [(authority, self.observation(authority, note)) for authority, note in keys]
        return [
            (authority, note) for authority, note in notes if note and not note.forgotten and note.keep_until <= today
        ]
