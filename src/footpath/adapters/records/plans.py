"""Each authority's plan as it was recorded, and what its cases came to year by year."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
from django.db import IntegrityError
from django.db.models import Count, F, Q, Sum

from footpath.adapters.records import models, rows
from footpath.adapters.records.database import Database
from footpath.plan.record import PlanEntry, PlanEvent
from footpath.plan.years import Tally
from footpath.ports import StalePlan


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
        assert self._db.in_transaction, "a write outside together()"
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
        wanted: dict[str, Any] = {}
        for year, (first, after) in spans.items():
            begun = Q(started__gte=first, started__lt=after)
            wanted[f"begun_{year}"] = Count("id", filter=begun)
            wanted[f"sent_{year}"] = Count("id", filter=begun & Q(submitted__isnull=False))
            decided = begun & Q(submitted__isnull=False, decided__isnull=False)
            wanted[f"decided_{year}"] = Count("id", filter=decided)
            wanted[f"days_{year}"] = Sum(F("decided") - F("submitted"), filter=decided)
        if not wanted:
            return {}
        with self._db.about(authority) as alias:
            held = models.Case.objects.using(alias).filter(authority=authority, service=service)
            found = held.aggregate(**wanted)  # one reading of the service's cases, however many years
        return {
            year: Tally(
                begun=found[f"begun_{year}"],
                sent=found[f"sent_{year}"],
                decided=found[f"decided_{year}"],
                days=Decimal((found[f"days_{year}"] or timedelta()) // timedelta(seconds=1)) / 86_400,
            )
            for year in spans
        }


_EVENT: msgspec.json.Decoder[PlanEvent] = msgspec.json.Decoder(PlanEvent)
