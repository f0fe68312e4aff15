"""How many people a step has in each version: summed up now and then, so that a page need not count a million rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from footpath.adapters.records import models, rows
from footpath.adapters.records.database import EVERY, Database
from footpath.ports import Summed
from footpath.steps.assignment import Arm
from footpath.steps.step import Step

AT_LEAST = timedelta(hours=1)
"""Between one sum and the next: what came meanwhile is soon counted."""

type _Key = tuple[str, Arm, int]


_CASES, _MET, _AGAIN = range(3)


class _Sums:
    """By authority, arm and chance: cases, those that came to the page that differs, and those of somebody again."""

    def __init__(self, held: Summed) -> None:
        self.found: dict[_Key, list[int]] = {(at, arm, percent): [*sums] for at, arm, percent, *sums in held.rows}

    def add(self, which: int, counted: QuerySet[models.Assignment]) -> None:
        grouped = counted.values_list("authority", "arm", "percent").annotate(count=Count("at"))
        for authority, arm, percent, count in grouped:
            key: _Key = (authority, "B" if arm == "B" else "A", percent)
            self.found.setdefault(key, [0, 0, 0])[which] += count

    def summed(self, until: datetime) -> Summed:
        rows_ = tuple((*key, sums[0], sums[1], sums[2]) for key, sums in sorted(self.found.items()))
        return Summed(until=until, rows=rows_)


class StepSums:
    """What was summed up, and what came since: rows are never taken away, and one that is older comes no more."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def sums(self, step: Step, *, until: datetime | None = None) -> Summed | None:
        """With nothing said, all there are; else None where nothing, or too little, came since the last time."""
        with self._db.about(step.authority) as alias:
            kept = models.StepSum.objects.using(alias).filter(authority=step.authority, step=step.id).first()
        held = Summed() if kept is None else msgspec.json.decode(kept.said, type=Summed)
        with self._db.about(EVERY) as alias:
            # By arm, as the index has it.
            of_step = models.Assignment.objects.using(alias).filter(
                home=step.authority, step=step.id, arm__in=("A", "B")
            )
            if until is not None:
                if held.until is not None and until - held.until < AT_LEAST:
                    return None
                newest = max((at for arm in "AB" for at in _newest(of_step.filter(arm=arm))), default=None)
                until = None if newest is None else min(until, newest)
                if until is None or (held.until is not None and until <= held.until):
                    return None
            sums = _Sums(held)
            began, met = _between("at", held.until, until), _between("exposed", held.until, until)
            sums.add(_CASES, of_step.filter(began))
            sums.add(_MET, of_step.filter(met, exposed__isnull=False))
            # A unit that is a case is there once; of a person the first case is.
            later = of_step.filter(began).exclude(unit=F("case")).filter(Exists(_earlier(alias)))
            sums.add(_AGAIN, later)
        return sums.summed(until or step.registered)

    def keep(self, step: Step, summed: Summed) -> None:
        with self._db.about(step.authority) as alias:
            models.StepSum.objects.using(alias).update_or_create(
                authority=step.authority, step=step.id, defaults={"said": rows.text(summed)}
            )

    def forget(self, step: Step) -> None:
        with self._db.about(step.authority) as alias:
            models.StepSum.objects.using(alias).filter(authority=step.authority, step=step.id).delete()

    def drawn(self, step: Step) -> Sequence[tuple[Arm, int, int]]:
        found: dict[tuple[Arm, int], int] = {}
        for _, arm, percent, cases, _, again in self._all(step):
            found[arm, percent] = found.get((arm, percent), 0) + cases - again
        return [(arm, percent, people) for (arm, percent), people in sorted(found.items()) if people]

    def sizes(self, step: Step) -> Mapping[str, Mapping[str, tuple[int, int]]]:
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for authority, arm, _, cases, met, _ in self._all(step):
            arms = found.setdefault(authority, {})
            all_, came = arms.get(arm, (0, 0))
            arms[arm] = (all_ + cases, came + met)
        return found

    def _all(self, step: Step) -> Sequence[tuple[str, Arm, int, int, int, int]]:
        summed = self.sums(step)
        assert summed is not None, "without an end there is always a sum"
        return summed.rows


def _between(column: str, since: datetime | None, until: datetime | None) -> Q:
    found = Q()
    if since is not None:
        found &= Q(**{f"{column}__gte": since})
    if until is not None:
        found &= Q(**{f"{column}__lt": until})
    return found


def _newest(of_arm: QuerySet[models.Assignment]) -> Sequence[datetime]:
    return list(of_arm.order_by("-at").values_list("at", flat=True)[:1])


def _earlier(alias: str) -> QuerySet[models.Assignment]:
    same = models.Assignment.objects.using(alias).filter(
        authority=OuterRef("authority"), home=OuterRef("home"), step=OuterRef("step"), unit=OuterRef("unit")
    )
    return same.filter(Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), case__lt=OuterRef("case")))
