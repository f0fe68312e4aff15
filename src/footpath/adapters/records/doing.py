"""How a service is doing, in the few figures that anybody may see: counted from cases and from what people said."""

from datetime import datetime, timedelta
from typing import Final

import msgspec
from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q

from footpath.adapters.records import models
from footpath.adapters.records.database import Database

FEWEST: Final = 10
"""Of fewer people nothing is said: a figure of five could be about the one you know."""

FINISHED_WITHIN = timedelta(days=28)
YEAR = timedelta(days=365)


class Doing(msgspec.Struct, frozen=True, kw_only=True):
    """Of the last year. None where too few say anything."""

    started: int  # that had 28 days to finish
    finished: int
    decided: int
    days_to_decision: float | None
    told: int  # how many said how they felt
    satisfied: int  # of them, satisfied or very satisfied
    sent: int
    online: int


def how_it_does(authority: str, service: str, *, now: datetime, using: str = "default") -> Doing:
    with Database(using).about(authority) as alias:
        cases = models.Case.objects.using(alias).filter(authority=authority, service=service, started__gte=now - YEAR)
        within = Q(submitted__lte=F("started") + FINISHED_WITHIN)
        wait = ExpressionWrapper(F("decided") - F("submitted"), output_field=DurationField())
        begun = Q(started__lte=now - FINISHED_WITHIN)
        found = cases.aggregate(
            had_time=Count("id", filter=begun),
            in_time=Count("id", filter=begun & within),
            closed=Count("id", filter=Q(decided__isnull=False)),
            wait=Avg(wait, filter=Q(decided__isnull=False)),
            all_sent=Count("id", filter=Q(submitted__isnull=False)),
            online=Count("id", filter=Q(submitted__isnull=False, channel="online")),
        )
        told, satisfied = 0, 0
        said = models.Said.objects.using(alias).filter(authority=authority, service=service, at__gte=now - YEAR)
        for chosen in said.filter(moment="sent").values_list("chosen", flat=True).iterator(chunk_size=2000):
            felt = msgspec.json.decode(chosen, type=_Felt).satisfied
            told += felt is not None
            satisfied += felt in ("satisfied", "very_satisfied")
    wait_ = found["wait"]
    return Doing(
        started=found["had_time"],
        finished=found["in_time"],
        decided=found["closed"],
        days_to_decision=wait_.total_seconds() / 86_400 if wait_ is not None else None,
        told=told,
        satisfied=satisfied,
        sent=found["all_sent"],
        online=found["online"],
    )


class _Felt(msgspec.Struct):
    satisfied: str | None = None
