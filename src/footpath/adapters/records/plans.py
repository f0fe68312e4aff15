"""Each authority's plan as it was recorded, and what its cases came to year by year."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

import msgspec
from django.db import IntegrityError

from footpath.adapters.records import models, rows
from footpath.adapters.records.database import Database
from footpath.plan.record import PlanEntry, PlanEvent
from footpath.plan.years import Tally
from footpath.ports import StalePlan
from footpath.steps.measures.completed import WINDOW


class DatabasePlans:
    """ports.Plans."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def entries(self, authority: str) -> Sequence[PlanEntry]:
        with self._db.about(authority) as alias:
            held = models.PlanRow.objects.using(alias).filter(authority=authority).order_by("seq")
            return [
                PlanEntry(
                    authority=authority,
                    seq=row.seq,
                    event=_EVENT.decode(row.event),
                    before=row.before,
                    hash=row.hash,
                )
                for row in held
            ]

    def add(self, entry: PlanEntry) -> None:
        self._db.must_be_together()
        with self._db.about(entry.authority) as alias:
            held = models.PlanRow.objects.using(alias)
            last = held.filter(authority=entry.authority).order_by("-seq").values_list("seq", "hash").first()
            if last is not None and last != (entry.seq - 1, entry.before):
                raise StalePlan
            try:
                held.create(
                    authority=entry.authority,
                    seq=entry.seq,
                    event=rows.text(entry.event),
                    before=entry.before,
                    hash=entry.hash,
                )
            except IntegrityError:  # somebody was first by a moment: the primary key has decided
                raise StalePlan from None

    def tallies(self, authority: str, service: str, spans: Mapping[int, tuple[datetime, datetime]]) -> dict[int, Tally]:
        found: dict[int, Tally] = {}
        for year, (first, after) in spans.items():
            values = (authority, service, self._db.time_in(first), self._db.time_in(after))
            (row,) = self._db.run(authority, _WORDS[self._db.vendor], values).fetchall()
            begun, finished, decided, seconds = (int(each or 0) for each in row)
            found[year] = Tally(begun=begun, finished=finished, decided=decided, days=Decimal(seconds) / 86_400)
        return found


# A year of one service, from the index `case_begun` alone: it holds every column that is named here, so that a case's
# answers, which are most of a row, are not read. Seconds are whole ones, by functions of the database's own.
_TALLY: Final = (
    "SELECT count(*), count(CASE WHEN {finished} <= {window} THEN 1 END),"
    " count(CASE WHEN submitted IS NOT NULL THEN decided END), sum({took})"
    " FROM records_case WHERE authority = {} AND service = {} AND started >= {} AND started < {}"
)
_SECONDS: Final = {
    "sqlite": "unixepoch({}) - unixepoch({})",
    "postgresql": "extract(epoch FROM date_trunc('second', {}) - date_trunc('second', {}))",
}
_WORDS: Final = {
    vendor: _TALLY.format(
        *["?" if vendor == "sqlite" else "%s"] * 4,
        finished=seconds.format("submitted", "started"),
        took=seconds.format("decided", "submitted"),
        window=int(WINDOW.total_seconds()),
    )
    for vendor, seconds in _SECONDS.items()
}
_EVENT: msgspec.json.Decoder[PlanEvent] = msgspec.json.Decoder(PlanEvent)
