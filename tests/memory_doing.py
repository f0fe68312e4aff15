"""How services do, in memory: what `ports.Doing` promises, without a database."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

import msgspec

from footpath.casework.days import uk_day
from footpath.doing.cost import Cost
from footpath.doing.days import Begun, Day, Mark
from footpath.doing.refusals import Refusal
from footpath.ports import CaseRow
from tests.memory_steps import MemorySteps

TABLES = ("day_counts", "refused", "costs")


class Tables(Protocol):
    rows: dict[str, dict[tuple[Any, ...], bytes]]

    def put(self, table: str, key: tuple[Any, ...], value: msgspec.Struct, *, new: bool) -> None: ...
    def read[T](self, table: str, kind: type[T], *start: Any) -> list[T]: ...


class MemoryDoing:
    def __init__(self, tables: Tables, steps: MemorySteps) -> None:
        self._tables = tables
        self._steps = steps

    def refused(
        self, authority: str, service: str, refusals: Sequence[Refusal], *, edition: str, lang: str, day: date
    ) -> None:
        for each in refusals:
            key = (authority, service, day.isoformat(), edition, lang, each.page, each.question, each.kind)
            held = self._tables.read("refused", Refusal, *key)
            times = each.times + sum(one.times for one in held)
            self._tables.put("refused", key, msgspec.structs.replace(each, times=times), new=not held)

    def refusals(
        self, authority: str, service: str, *, first: date, last: date, edition: str = "", lang: str = ""
    ) -> Sequence[Refusal]:
        found: Counter[tuple[str, str, str]] = Counter()
        for key, said in self._tables.rows["refused"].items():
            fits = key[:2] == (authority, service) and first.isoformat() <= key[2] <= last.isoformat()
            if fits and edition in ("", key[3]) and lang in ("", key[4]):
                found[key[5], key[6], key[7]] += msgspec.json.decode(said, type=Refusal).times
        ordered = sorted(found, key=lambda what: (-found[what], what))
        return [
            Refusal(page=page, question=question, kind=kind, times=found[page, question, kind])
            for page, question, kind in ordered
        ]

    def services(self, authority: str) -> Sequence[str]:
        return sorted({row.service for row in self._tables.read("cases", CaseRow, authority)})

    def marks(self, authority: str, service: str, *, first: date) -> Mapping[date, Mark]:
        found: dict[date, Mark] = {}
        for row in [row for row in self._rows(authority, service) if uk_day(row.started) >= first]:
            day, said = uk_day(row.started), len(self._steps.said([(authority, row.id)]).get((authority, row.id), ()))
            held = found.get(day, Mark())
            found[day] = Mark(cases=held.cases + 1, entries=held.entries + row.seq, said=held.said + said)
        return dict(sorted(found.items()))

    def begun_on(self, authority: str, service: str, day: date) -> Sequence[tuple[CaseRow, Begun]]:
        rows = [row for row in self._rows(authority, service) if uk_day(row.started) == day]
        keys = [(authority, row.id) for row in rows]
        events, said = self._steps.journals(keys), self._steps.said(keys)
        return [
            (row, Begun(lang=row.lang, events=tuple(events[key]), said=tuple(said.get(key, ()))))
            for row, key in zip(rows, keys, strict=True)
        ]

    def _rows(self, authority: str, service: str) -> list[CaseRow]:
        rows = [row for row in self._tables.read("cases", CaseRow, authority) if row.service == service]
        return sorted(rows, key=lambda row: (row.started, row.id))

    def counted(self, authority: str, service: str) -> Mapping[date, Mark]:
        return {day.day: day.mark for day in self._days(authority, service)}

    def count(self, authority: str, service: str, day: Day) -> None:
        key = (authority, service, day.day.isoformat())
        self._tables.put("day_counts", key, day, new=key not in self._tables.rows["day_counts"])

    def forget_counts(self, authority: str, service: str) -> None:
        held = self._tables.rows["day_counts"]
        for key in [key for key in held if key[:2] == (authority, service)]:
            del held[key]

    def days(self, authority: str, service: str, *, first: date, last: date) -> Sequence[Day]:
        return [day for day in self._days(authority, service) if first <= day.day <= last]

    def _days(self, authority: str, service: str) -> list[Day]:
        return sorted(self._tables.read("day_counts", Day, authority, service), key=lambda day: day.day)

    def enter_cost(self, authority: str, service: str, cost: Cost) -> None:
        self._tables.put("costs", (authority, service, len(self.costs(authority, service))), cost, new=True)

    def costs(self, authority: str, service: str) -> Sequence[Cost]:
        return self._tables.read("costs", Cost, authority, service)
