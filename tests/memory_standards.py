"""Standards, adaptations and drafts in memory: what `ports.Standards` promises, without a database."""

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from footpath.adapters.records.standards import _decisions, _decisions_text
from footpath.definition.changes import Draft, Kept, Standard, changes_data, changes_from_data
from footpath.ports import DifferentStandard, StaleDraft

TABLES = ("standards", "adaptations", "drafts")


class Tables(Protocol):
    rows: dict[str, dict[tuple[Any, ...], bytes]]
    depth: int


class MemoryStandards:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def _put(self, table: str, key: tuple[Any, ...], value: Standard | Kept | Draft) -> None:
        assert self._tables.depth, f"a write to {table} outside a transaction"
        held = msgspec.structs.asdict(value) | {"changes": changes_data(value.changes)}
        if isinstance(value, Draft):
            held["decisions"] = _decisions_text(value.decisions)
        self._tables.rows[table][key] = msgspec.json.encode(held)

    def _read[T](self, table: str, kind: type[T], *start: Any) -> list[T]:
        found = []
        for key, held in sorted(self._tables.rows[table].items()):
            if key[: len(start)] != start:
                continue
            said = msgspec.json.decode(held)
            said["changes"] = changes_from_data(said["changes"])
            if kind is Draft:
                said["decisions"] = _decisions(said["decisions"])
            said["at"] = msgspec.convert(said["at"], type=kind.__annotations__["at"]) if said["at"] else None
            found.append(kind(**said))
        return found

    def add(self, standard: Standard) -> bool:
        there = self.standard(standard.service, standard.version)
        if there is not None:
            if there.edition != standard.edition:
                raise DifferentStandard(standard.name)
            return False
        self._put("standards", (standard.service, standard.version), standard)
        return True

    def standard(self, service: str, version: int) -> Standard | None:
        return next(iter(self._read("standards", Standard, service, version)), None)

    def versions(self, service: str | None = None) -> Sequence[Standard]:
        return self._read("standards", Standard, *(() if service is None else (service,)))

    def adaptation(self, authority: str, service: str) -> Kept | None:
        return next(reversed(self._read("adaptations", Kept, service, authority)), None)

    def adaptation_of(self, authority: str, edition: str) -> Kept | None:
        found = [k for k in self._read("adaptations", Kept) if (k.authority, k.edition) == (authority, edition)]
        return found[-1] if found else None

    def adaptations(self, *, authority: str | None = None, service: str | None = None) -> Sequence[Kept]:
        newest = {(each.service, each.authority): each for each in self._read("adaptations", Kept)}
        return [k for k in newest.values() if authority in (None, k.authority) and service in (None, k.service)]

    def keep(self, kept: Kept, *, seen: int | None) -> None:
        now = self.adaptation(kept.authority, kept.service)
        if (None if now is None else now.seq) != seen:
            raise StaleDraft(now)
        assert kept.seq == (0 if seen is None else seen + 1), "publications are counted one by one"
        self._put("adaptations", (kept.service, kept.authority, kept.seq), kept)

    def draft(self, authority: str, service: str) -> Draft | None:
        return next(iter(self._read("drafts", Draft, authority, service)), None)

    def save_draft(self, draft: Draft, *, seen: int) -> None:
        now = self.draft(draft.authority, draft.service)
        if (0 if now is None else now.seq) != seen:
            raise StaleDraft(now)
        assert draft.seq == seen + 1, "savings are counted one by one"
        self._put("drafts", (draft.authority, draft.service), draft)

    def discard_draft(self, authority: str, service: str, *, seen: int) -> None:
        now = self.draft(authority, service)
        if (0 if now is None else now.seq) != seen:
            raise StaleDraft(now)
        assert self._tables.depth, "discarded outside a transaction"
        self._tables.rows["drafts"].pop((authority, service), None)
