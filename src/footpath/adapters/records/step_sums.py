"""How many people a step has in each version: summed up now and then, so that a page need not count a million rows."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from footpath.adapters.records import models, rows
from footpath.adapters.records.database import EVERY, Database, time_out
from footpath.ports import Summed
from footpath.steps.assignment import Arm
from footpath.steps.step import Step

AT_LEAST = timedelta(days=1)
"""Between one sum and the next: what came meanwhile is soon counted."""

type _Key = tuple[str, Arm, int]


# One statement, since this is asked at every look at a step and after every count.
_SUMS = """
SELECT authority, arm, percent, 0, count(*) FROM records_assignment
 WHERE home = %s AND step = %s AND arm IN ('A', 'B') AND "at" >= %s AND "at" < %s GROUP BY 1, 2, 3
UNION ALL
SELECT authority, arm, percent, 1, count(*) FROM records_assignment
 WHERE home = %s AND step = %s AND exposed IS NOT NULL AND exposed >= %s AND exposed < %s GROUP BY 1, 2, 3
UNION ALL
SELECT authority, arm, percent, 2, count(*) FROM records_assignment AS held
 WHERE home = %s AND step = %s AND arm IN ('A', 'B') AND "at" >= %s AND "at" < %s AND unit <> "case"
 AND EXISTS (SELECT 1 FROM records_assignment AS earlier
  WHERE earlier.authority = held.authority AND earlier.home = held.home AND earlier.step = held.step
  AND earlier.unit = held.unit
  AND (earlier."at" < held."at" OR (earlier."at" = held."at" AND earlier."case" < held."case")))
 GROUP BY 1, 2, 3
"""
_NEWEST = 'SELECT max("at") FROM records_assignment WHERE home = %s AND step = %s AND arm = %s'
_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


class StepSums:
    """What was summed up, and what came since: rows are never taken away, and one that is older comes no more."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def sums(self, step: Step, *, until: datetime | None = None) -> Summed | None:
        """With nothing said, all there are; else None where nothing, or too little, came since the last time."""
        with self._db.about(step.authority) as alias:
            kept = models.StepSum.objects.using(alias).filter(authority=step.authority, step=step.id).first()
        held = Summed() if kept is None else msgspec.json.decode(kept.said, type=Summed)
        if until is not None:
            if held.until is not None and until - held.until < AT_LEAST:
                return None
            newest = self._newest(step)
            until = None if newest is None else min(until, newest)
            if until is None or (held.until is not None and until <= held.until):
                return None
        since = self._db.time_in(held.until or _FIRST)
        asked = (step.authority, step.id, since, self._db.time_in(until or _LAST))
        found: dict[_Key, list[int]] = {(at, arm, percent): [*sums] for at, arm, percent, *sums in held.rows}
        for authority, arm, percent, which, count in self._all_rows(_SUMS, asked * 3):
            found.setdefault((authority, arm, percent), [0, 0, 0])[which] += count
        rows_ = tuple((*key, sums[0], sums[1], sums[2]) for key, sums in sorted(found.items()))
        return Summed(until=until, rows=rows_)

    def _newest(self, step: Step) -> datetime | None:
        found = [self._all_rows(_NEWEST, (step.authority, step.id, arm))[0][0] for arm in "AB"]
        return max((_time(at) for at in found if at is not None), default=None)

    def _all_rows(self, statement: str, values: Sequence[Any]) -> Sequence[Sequence[Any]]:
        rows_: Sequence[Sequence[Any]] = self._db.run(EVERY, self._db.in_words(statement), values).fetchall()
        return rows_

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


def _time(at: Any) -> datetime:
    """SQLite says of a largest one only its text."""
    found: datetime = time_out(datetime.fromisoformat(at) if isinstance(at, str) else at)
    return found
