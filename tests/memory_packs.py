"""Evidence packs that came in, in memory: what `ports.Packs` promises, without a database."""

from collections.abc import Sequence
from typing import Any

from footpath.steps.receiving import Received

TABLES = ("packs",)


class MemoryPacks:
    def __init__(self, tables: Any) -> None:
        self._tables = tables

    def add(self, received: Received) -> bool:
        if self.pack(received.authority, received.pack) is not None:
            return False
        self._tables.put("packs", (received.authority, received.pack), received, new=True)
        return True

    def pack(self, authority: str, pack: str) -> Received | None:
        return next(iter(self._tables.read("packs", Received, authority, pack)), None)

    def packs(self, authority: str) -> Sequence[Received]:
        found = self._tables.read("packs", Received, authority)
        return sorted(sorted(found, key=lambda each: each.pack), key=lambda each: each.at, reverse=True)
