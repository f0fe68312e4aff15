"""Plans in memory: what `ports.Plans` promises, without a database."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

import msgspec

from footpath.plan.record import PlanEntry
from footpath.plan.years import Tally
from footpath.ports import CaseRow, StalePlan
from footpath.steps.measures.completed import WINDOW

TABLES = ("plans",)


class Tables(Protocol):
    def put(self, table: str, key: tuple[Any, ...], value: msgspec.Struct, *, new: bool) -> None: ...
    def read[T](self, table: str, kind: type[T], *start: Any) -> list[T]: ...


class MemoryPlans:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def entries(self, authority: str) -> Sequence[PlanEntry]:
        return self._tables.read("plans", PlanEntry, authority)

    def add(self, entry: PlanEntry) -> None:
        held = self.entries(entry.authority)
        if held and (held[-1].seq, held[-1].hash) != (entry.seq - 1, entry.before):
            raise StalePlan
        self._tables.put("plans", (entry.authority, entry.seq), entry, new=True)

    def tallies(self, authority: str, service: str, spans: Mapping[int, tuple[datetime, datetime]]) -> dict[int, Tally]:
        rows = [row for row in self._tables.read("cases", CaseRow, authority) if row.service == service]
        return {
            year: _tally([row for row in rows if first <= row.started < after])
            for year, (first, after) in spans.items()
        }


def _tally(rows: Sequence[CaseRow]) -> Tally:
    took = [row.decided - row.submitted for row in rows if row.submitted and row.decided]
    return Tally(
        begun=len(rows),
        finished=sum(row.submitted is not None and row.submitted - row.started <= WINDOW for row in rows),
        decided=len(took),
        days=sum((Decimal(int(each.total_seconds())) for each in took), Decimal(0)) / 86_400,
    )
