"""How services do, in SQLite or PostgreSQL: days as they were counted, refusals by question, and costs."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import batched
from typing import Final, Literal

import msgspec
from django.db.models import Max, Sum

from footpath.adapters.records import models, rows
from footpath.adapters.records.database import Database
from footpath.adapters.records.sql import CASE_COLUMNS
from footpath.adapters.records.steps import DatabaseSteps
from footpath.casework.days import UNITED_KINGDOM
from footpath.doing.cost import Cost
from footpath.doing.days import Begun, Day, Mark
from footpath.doing.refusals import Refusal
from footpath.doing.tally import Cell
from footpath.ports import CaseRow

_BATCH: Final = 500
"""Cases whose journals are asked for at once: more would be more names than a statement may have."""

_REFUSED: Final = (
    'INSERT INTO records_refused (authority, service, "day", edition, lang, page, question, kind, times)'
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
    ' ON CONFLICT (authority, service, "day", edition, lang, page, question, kind)'
    " DO UPDATE SET times = records_refused.times + excluded.times"
)
# By the hour, which is the same in every time zone of whole hours: the days of the United Kingdom are made of them.
_HOUR: Final[Mapping[Literal["sqlite", "postgresql"], str]] = {
    "sqlite": "substr({}, 1, 13)",
    "postgresql": "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24')",
}
_BEGUN: Final = (
    "SELECT {hour}, count(*), sum(seq) FROM records_case"
    " WHERE authority = %s AND service = %s AND started >= %s GROUP BY 1"
)
# One step of the index for each, however many cases there are, and nothing for services that have none.
_SERVICES: Final = (
    "WITH RECURSIVE held(service) AS ("
    "SELECT min(service) FROM records_case WHERE authority = %s"
    " UNION ALL SELECT (SELECT min(service) FROM records_case WHERE authority = %s AND service > held.service)"
    " FROM held WHERE service IS NOT NULL"
    ") SELECT service FROM held WHERE service IS NOT NULL"
)
_SAID: Final = (
    'SELECT {hour}, count(*) FROM records_said s JOIN records_case c ON c.authority = s.authority AND c.id = s."case"'
    " WHERE s.authority = %s AND c.service = %s AND c.started >= %s GROUP BY 1"
)
_OF_DAY: Final = (
    "SELECT id FROM records_case"
    " WHERE authority = %s AND service = %s AND started >= %s AND started < %s ORDER BY started, id"
)
_THESE: Final = f"SELECT {CASE_COLUMNS} FROM records_case WHERE authority = %s AND id IN ({{}})"  # noqa: S608


class DatabaseDoing:
    """ports.Doing. What is written is written in the transaction that is open, and asserts that one is."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._steps = DatabaseSteps(database)

    def _run(self, authority: str, statement: str, *values: object) -> "Sequence[tuple[object, ...]]":
        cursor = self._db.run(authority, self._db.in_words(statement), values)
        return list(cursor.fetchall()) if statement.startswith("SELECT") else ()

    # --- what forms were sent back for

    def refused(
        self, authority: str, service: str, refusals: Sequence[Refusal], *, edition: str, lang: str, day: date
    ) -> None:
        self._db.must_be_together()
        for each in refusals:
            what = (each.page, each.question, each.kind, each.times)
            self._run(authority, _REFUSED, authority, service, self._db.day_in(day), edition, lang, *what)

    def refusals(
        self, authority: str, service: str, *, first: date, last: date, edition: str = "", lang: str = ""
    ) -> Sequence[Refusal]:
        of = {name: value for name, value in (("edition", edition), ("lang", lang)) if value}
        with self._db.about(authority) as alias:
            held = models.Refused.objects.using(alias).filter(
                authority=authority, service=service, day__gte=first, day__lte=last, **of
            )
            found = held.values_list("page", "question", "kind").annotate(all=Sum("times"))
            return [
                Refusal(page=page, question=question, kind=kind, times=times)
                for page, question, kind, times in found.order_by("-all", "page", "question", "kind")
            ]

    # --- days

    def services(self, authority: str) -> Sequence[str]:
        found = self._db.run(authority, self._db.in_words(_SERVICES), (authority, authority)).fetchall()
        return [str(service) for (service,) in found]

    def marks(self, authority: str, service: str, *, first: date) -> Mapping[date, Mark]:
        hour, of = _HOUR[self._db.vendor], (authority, service, self._db.time_in(_midnight(first)))
        cases, entries, said = Counter[date](), Counter[date](), Counter[date]()
        for at, count, seqs in self._run(authority, _BEGUN.format(hour=hour.format("started")), *of):
            cases[_day(at)] += int(str(count))
            entries[_day(at)] += int(str(seqs))
        for at, count in self._run(authority, _SAID.format(hour=hour.format("c.started")), *of):
            said[_day(at)] += int(str(count))
        return {day: Mark(cases=cases[day], entries=entries[day], said=said[day]) for day in sorted(cases)}

    def begun_on(self, authority: str, service: str, day: date) -> Iterator[tuple[CaseRow, Begun]]:
        ends = (self._db.time_in(_midnight(day)), self._db.time_in(_midnight(day + timedelta(days=1))))
        # On the last day for something a whole town may begin. Only their ids are in memory at once.
        for lot in batched(self._run(authority, _OF_DAY, authority, service, *ends), _BATCH):
            these = _THESE.format(", ".join(["%s"] * len(lot)))
            found = map(rows.case_row, self._run(authority, these, authority, *(id_ for (id_,) in lot)))
            held = {(authority, row.id): row for row in found}
            events, said = self._steps.journals(list(held)), self._steps.said(list(held))
            for key, row in held.items():
                yield row, Begun(lang=row.lang, events=tuple(events[key]), said=tuple(said.get(key, ())))

    def counted(self, authority: str, service: str) -> Mapping[date, Mark]:
        with self._db.about(authority) as alias:
            held = models.DayCount.objects.using(alias).filter(authority=authority, service=service)
            return {day: _MARK.decode(mark) for day, mark in held.order_by("day").values_list("day", "mark")}

    def count(self, authority: str, service: str, day: Day) -> None:
        self._db.must_be_together()
        with self._db.about(authority) as alias:
            models.DayCount.objects.using(alias).update_or_create(
                authority=authority,
                service=service,
                day=day.day,
                defaults={"mark": rows.text(day.mark), "said": rows.text(day.cells)},
            )

    def forget_counts(self, authority: str, service: str) -> None:
        self._db.must_be_together()
        with self._db.about(authority) as alias:
            models.DayCount.objects.using(alias).filter(authority=authority, service=service).delete()

    def days(self, authority: str, service: str, *, first: date, last: date) -> Sequence[Day]:
        with self._db.about(authority) as alias:
            held = models.DayCount.objects.using(alias).filter(
                authority=authority, service=service, day__gte=first, day__lte=last
            )
            return [
                Day(day=day, mark=_MARK.decode(mark), cells=_CELLS.decode(said))
                for day, mark, said in held.order_by("day").values_list("day", "mark", "said")
            ]

    # --- what it costs

    def enter_cost(self, authority: str, service: str, cost: Cost) -> None:
        self._db.must_be_together()
        with self._db.about(authority) as alias:
            held = models.YearCost.objects.using(alias)
            last = held.filter(authority=authority, service=service).aggregate(last=Max("seq"))["last"]
            held.create(authority=authority, service=service, seq=(last or 0) + 1, said=rows.text(cost))

    def costs(self, authority: str, service: str) -> Sequence[Cost]:
        with self._db.about(authority) as alias:
            held = models.YearCost.objects.using(alias).filter(authority=authority, service=service)
            return [_COST.decode(said) for said in held.order_by("seq").values_list("said", flat=True)]


_MARK = msgspec.json.Decoder(Mark)
_CELLS = msgspec.json.Decoder(tuple[Cell, ...])
_COST = msgspec.json.Decoder(Cost)


def _day(hour: object) -> date:
    return datetime.strptime(str(hour), "%Y-%m-%d %H").replace(tzinfo=UTC).astimezone(UNITED_KINGDOM).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UNITED_KINGDOM).astimezone(UTC)
