"""Small changes under test, in SQLite or PostgreSQL: promises, who is in which version, and what came of it."""

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from threading import Lock, local
from typing import Any, Final

import msgspec
from django.db.models import F, Q, Sum

from footpath.adapters.records import models, rows
from footpath.adapters.records.database import EVERY, Database, time_out
from footpath.adapters.records.step_sums import StepSums
from footpath.casework.events import AnyEvent
from footpath.ports import Counted, NoSuchStep, OutcomeRow, Point, StaleStep, Summed
from footpath.steps.asked import FromResident, FromStaff, Moment
from footpath.steps.assignment import Arm, Assignment
from footpath.steps.events import AnyStepEvent
from footpath.steps.journal import StepEntry
from footpath.steps.states import LIVE
from footpath.steps.step import Step
from footpath.values import canonical

LIVE_KEPT_SECONDS: Final = 5.0
"""How long a step that another process started may go unseen. One that was stopped is never met: see `running`."""

MOST_KEPT: Final = 1000
_BATCH: Final = 2000
_BEFORE_ALL: Final = datetime(1, 1, 1, tzinfo=UTC)

# The three writes of a resident's way, written out: with the ORM each costs as much as the rest of its request.
_ASSIGN = (
    'INSERT INTO records_assignment (authority, "case", home, step, unit, arm, "percent", "at", edition, exposed,'
    " place, groups, refused, failed) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0, 0)"
)
_EXPOSE = (
    'UPDATE records_assignment SET exposed = %s, place = %s, groups = %s WHERE authority = %s AND "case" = %s'
    " AND home = %s AND step = %s AND exposed IS NULL"
)
_REFUSE = 'UPDATE records_assignment SET refused = refused + 1 WHERE authority = %s AND "case" = %s'
# A row for each of a hundred thousand cases that are counted again: the ORM takes half of all the time for them.
_OUTCOME = (
    'INSERT INTO records_outcome (authority, home, step, "case", number, arm, "percent", exposed, matured, counts,'
    " said) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_ASSIGNMENT = 'authority, home, step, "case", unit, arm, "percent", "at", edition, exposed, place, refused, groups'
# Counting asks these for each day of each step: said by the ORM they took a tenth of a simulated case.
_OF_STEP = "SELECT said, salt FROM records_steprow WHERE authority = %s AND step = %s"
_COUNTED = "SELECT said FROM records_stepcount WHERE authority = %s AND step = %s"
_MATURED = (
    f"SELECT {_ASSIGNMENT} FROM records_assignment"  # noqa: S608 — columns of our own
    ' WHERE home = %s AND step = %s AND exposed < %s AND (exposed, authority, "case") > (%s, %s, %s)'
    ' ORDER BY exposed, authority, "case" LIMIT %s'
)
_SAY = (
    'INSERT INTO records_said (authority, "case", moment, service, "at", chosen, words)'
    ' VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (authority, "case", moment)'
    ' DO UPDATE SET service = excluded.service, "at" = excluded."at", chosen = excluded.chosen, words = excluded.words'
)
_UNSAY = "UPDATE records_said SET words = '' WHERE authority = %s AND \"case\" = %s"
_COUNT = (
    "INSERT INTO records_stepcount (authority, step, said) VALUES (%s, %s, %s)"
    " ON CONFLICT (authority, step) DO UPDATE SET said = excluded.said"
)
_POINT = (
    "INSERT INTO records_steppoint (authority, step, measure, day, said) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (authority, step, measure, day) DO UPDATE SET said = excluded.said"
)
_ASSIGNED = (
    f"SELECT {_ASSIGNMENT} FROM records_assignment"  # noqa: S608 — columns of our own
    ' WHERE authority = %s AND "case" = %s ORDER BY "at", home, step'
)
_OF_UNIT = (
    f"SELECT {_ASSIGNMENT} FROM records_assignment"  # noqa: S608 — columns of our own
    ' WHERE authority = %s AND home = %s AND step = %s AND unit = %s ORDER BY "at", "case" LIMIT 1'
)
_STATE = "SELECT state FROM records_steprow WHERE authority = %s AND step = %s"


class DatabaseSteps:
    """ports.Steps. What is written is written in the transaction that is open, and asserts that one is."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._lock = Lock()
        self._live: dict[tuple[str, str], tuple[float, tuple[Step, ...]]] = {}
        self._sums = StepSums(database)
        self._mine = local()  # whether this thread's transaction wrote to a step

    def _run(self, authority: str, statement: str, values: Sequence[Any]) -> Any:
        return self._db.run(authority, self._db.in_words(statement), values)

    # --- steps and their journals

    def add(self, step: Step, entry: StepEntry) -> None:
        self._db.must_be_together()
        assert (step.seq, step.head) == (entry.seq, entry.hash), "a new step and its first entry are one"
        with self._db.about(step.authority) as alias:
            models.StepRow.objects.using(alias).create(
                authority=step.authority,
                step=step.id,
                service=step.registration.service,
                state=step.state,
                seq=step.seq,
                head=step.head,
                registered=step.registered,
                said=_said(step),
                salt=step.salt,
            )
        for authority in step.registration.authorities:
            with self._db.about(authority) as alias:
                models.StepPlace.objects.using(alias).create(
                    authority=authority, service=step.registration.service, home=step.authority, step=step.id
                )
        self._append(entry)
        self._forget(step)

    def step(self, home: str, step: str) -> Step:
        locked = " FOR UPDATE" if self._db.in_transaction and self._db.vendor == "postgresql" else ""
        found = self._run(home, _OF_STEP + locked, (home, step)).fetchone()
        if found is None:
            raise NoSuchStep
        return _step(*found)

    def steps(self, authority: str) -> Sequence[Step]:
        with self._db.about(authority) as alias:
            places = models.StepPlace.objects.using(alias).filter(authority=authority)
            keys = {(home, step) for home, step in places.values_list("home", "step")}
            own = models.StepRow.objects.using(alias).filter(authority=authority)
            keys |= {(home, step) for home, step in own.values_list("authority", "step")}
        return self._several(keys)

    def _several(self, keys: Iterable[tuple[str, str]]) -> Sequence[Step]:
        found: list[Step] = []
        by_home: dict[str, list[str]] = {}
        for home, step in keys:
            by_home.setdefault(home, []).append(step)
        for home, ids in by_home.items():
            with self._db.about(home) as alias:
                held = models.StepRow.objects.using(alias).filter(authority=home, step__in=ids)
                found += [_step(said, salt) for said, salt in held.values_list("said", "salt")]
        return sorted(found, key=lambda step: (step.registered, step.authority, step.id), reverse=True)

    def every_step(self) -> Sequence[Step]:
        with self._db.about(EVERY) as alias:
            held = models.StepRow.objects.using(alias).order_by("authority", "step")
            return [_step(said, salt) for said, salt in held.values_list("said", "salt")]

    def write(self, step: Step, entries: Sequence[StepEntry], *, seen: int) -> None:
        self._db.must_be_together()
        assert entries and step.head == entries[-1].hash, "the step's head is its last entry"
        with self._db.about(step.authority) as alias:
            held = models.StepRow.objects.using(alias).filter(authority=step.authority, step=step.id, seq=seen)
            if not held.update(state=step.state, seq=step.seq, head=step.head, said=_said(step)):
                raise StaleStep
        for entry in entries:
            self._append(entry)
        self._forget(step)

    def _append(self, entry: StepEntry) -> None:
        with self._db.about(entry.authority) as alias:
            models.StepEventRow.objects.using(alias).create(
                authority=entry.authority,
                step=entry.step,
                seq=entry.seq,
                event=rows.text(entry.event),
                before=entry.before,
                hash=entry.hash,
            )

    def journal(self, home: str, step: str) -> Sequence[StepEntry]:
        with self._db.about(home) as alias:
            held = models.StepEventRow.objects.using(alias).filter(authority=home, step=step).order_by("seq")
            return [
                StepEntry(
                    authority=home,
                    step=step,
                    seq=row.seq,
                    event=_EVENT.decode(row.event),
                    before=row.before,
                    hash=row.hash,
                )
                for row in held
            ]

    # --- who is in which version

    def live(self, authority: str, service: str) -> Sequence[Step]:
        with self._lock:
            until, steps = self._live.get((authority, service), (0.0, ()))
        if time.monotonic() < until:
            return steps
        with self._db.about(authority) as alias:
            places = models.StepPlace.objects.using(alias).filter(authority=authority, service=service)
            keys = list(places.values_list("home", "step"))
        # The oldest first: the order in which a case's steps are put on one another.
        found = tuple(reversed([step for step in self._several(keys) if step.state in LIVE])) if keys else ()
        if not self._db.in_transaction:
            self._mine.wrote = False
        # What this transaction wrote itself may yet be undone: it is shown here, and not remembered.
        if not getattr(self._mine, "wrote", False):
            with self._lock:
                if len(self._live) >= MOST_KEPT:
                    self._live.clear()
                self._live[authority, service] = (time.monotonic() + LIVE_KEPT_SECONDS, found)
        return found

    def _forget(self, step: Step) -> None:
        def forget() -> None:
            with self._lock:
                self._live.clear()
            self._mine.wrote = False

        forget()
        self._mine.wrote = True
        self._db.after_commit(forget)

    def running(self, step: Step) -> bool:
        found = self._run(step.authority, _STATE, (step.authority, step.id)).fetchone()
        return found is not None and found[0] == "running"

    def assign(self, assignment: Assignment) -> None:
        self._db.must_be_together()
        held = assignment
        self._run(
            held.authority,
            _ASSIGN,
            (
                held.authority,
                held.case,
                held.home,
                held.step,
                held.unit,
                held.arm,
                held.percent,
                self._db.time_in(held.at),
                held.edition,
                self._db.time_in(held.exposed),
                held.place,
                " ".join(held.groups),
            ),
        )

    def assignment_of_unit(self, home: str, step: str, unit: str, *, authority: str) -> Assignment | None:
        found = self._run(authority, _OF_UNIT, (authority, home, step, unit)).fetchone()
        return None if found is None else _assignment(found)

    def assignments(self, authority: str, case: str) -> Sequence[Assignment]:
        return [_assignment(row) for row in self._run(authority, _ASSIGNED, (authority, case)).fetchall()]

    def expose(
        self, authority: str, case: str, *, home: str, step: str, at: datetime, place: str, groups: Sequence[str] = ()
    ) -> None:
        self._db.must_be_together()
        values = (self._db.time_in(at), place, " ".join(groups), authority, case, home, step)
        self._run(authority, _EXPOSE, values)

    def refuse(self, authority: str, case: str) -> None:
        self._db.must_be_together()
        self._run(authority, _REFUSE, (authority, case))

    def fail(self, authority: str, case: str) -> None:
        self._db.must_be_together()
        with self._db.about(authority) as alias:
            held = models.Assignment.objects.using(alias).filter(authority=authority, case=case)
            held.update(failed=F("failed") + 1)

    def failures(self, step: Step, *, first: int) -> int:
        with self._db.about(EVERY) as alias:
            held = models.Assignment.objects.using(alias).filter(home=step.authority, step=step.id, arm="B")
            return sum(held.order_by("at", "authority", "case").values_list("failed", flat=True)[:first])

    # --- what came of it

    def matured(self, step: Step, *, after: Counted, until: datetime, most: int) -> Sequence[Assignment]:
        last = (self._db.time_in(after.exposed or _BEFORE_ALL), after.authority, after.case)
        values = (step.authority, step.id, self._db.time_in(until), *last, most)
        return [_assignment(row) for row in self._run(EVERY, _MATURED, values).fetchall()]

    def drawn(self, step: Step) -> Sequence[tuple[Arm, int, int]]:
        return self._sums.drawn(step)

    def sizes(self, step: Step) -> Mapping[str, Mapping[str, tuple[int, int]]]:
        return self._sums.sizes(step)

    def sums(self, step: Step, *, until: datetime) -> Summed | None:
        return self._sums.sums(step, until=until)

    def keep_sums(self, step: Step, summed: Summed) -> None:
        self._db.must_be_together()
        self._sums.keep(step, summed)

    def last_cases(self, authority: str, service: str, *, until: datetime, most: int) -> Sequence[tuple[str, datetime]]:
        with self._db.about(authority) as alias:
            held = models.Case.objects.using(alias).filter(authority=authority, service=service, started__lt=until)
            return list(held.order_by("-started", "-id").values_list("id", "started")[:most])[::-1]

    def journals(self, cases: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[AnyEvent]]:
        found: dict[tuple[str, str], list[AnyEvent]] = {}
        for authority, ids in _by_authority(cases).items():
            with self._db.about(authority) as alias:
                held = models.Journal.objects.using(alias).filter(authority=authority, case__in=ids)
                for case, event in held.order_by("case", "seq").values_list("case", "event"):
                    found.setdefault((authority, case), []).append(_CASE_EVENT.decode(event))
        return found

    def said(self, cases: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[FromResident | FromStaff]]:
        found: dict[tuple[str, str], list[FromResident | FromStaff]] = {}
        for authority, ids in _by_authority(cases).items():
            with self._db.about(authority) as alias:
                for row in models.Said.objects.using(alias).filter(authority=authority, case__in=ids):
                    found.setdefault((authority, row.case), []).append(_words_of(row))
        return found

    def counted(self, home: str, step: str) -> Counted:
        found = self._run(home, _COUNTED, (home, step)).fetchone()
        return Counted() if found is None else msgspec.json.decode(found[0], type=Counted)

    def count(self, step: Step, outcomes: Sequence[OutcomeRow], counted: Counted, points: Sequence[Point]) -> None:
        self._db.must_be_together()
        by_authority: dict[str, list[tuple[Any, ...]]] = {}
        for each in outcomes:
            row = (
                each.authority,
                each.home,
                each.step,
                each.case,
                each.number,
                each.arm,
                each.percent,
                self._db.time_in(each.exposed),
                self._db.time_in(each.matured),
                each.counts,
                rows.text(each.values),
            )
            by_authority.setdefault(each.authority, []).append(row)
        for authority, made in by_authority.items():
            with self._db.about(authority), self._db.connection.cursor() as cursor:
                cursor.executemany(_OUTCOME, made)
        self._run(step.authority, _COUNT, (step.authority, step.id, canonical(counted).decode()))
        latest = {(point.measure, point.day): point for point in points}
        held = [
            (step.authority, step.id, measure, self._db.day_in(day), rows.text(point))
            for (measure, day), point in latest.items()
        ]
        if held:
            with self._db.about(step.authority), self._db.connection.cursor() as cursor:
                cursor.executemany(_POINT, held)

    def forget_counts(self, step: Step) -> None:
        self._db.must_be_together()
        with self._db.about(EVERY) as alias:
            models.Outcome.objects.using(alias).filter(home=step.authority, step=step.id).delete()
            self._sums.forget(step)
            for table in (models.StepCount, models.StepPoint):
                table._default_manager.using(alias).filter(authority=step.authority, step=step.id).delete()

    def outcomes(self, step: Step) -> Iterable[OutcomeRow]:
        last = 0
        while True:
            with self._db.about(EVERY) as alias:
                held = models.Outcome.objects.using(alias).filter(home=step.authority, step=step.id, number__gt=last)
                found = [_outcome(row) for row in held.order_by("number")[:_BATCH]]
            yield from found
            if len(found) < _BATCH:
                return
            last = found[-1].number

    def points(self, home: str, step: str, *, measure: str | None = None) -> Sequence[Point]:
        with self._db.about(home) as alias:
            held = models.StepPoint.objects.using(alias).filter(authority=home, step=step).order_by("measure", "day")
            if measure is not None:
                held = held.filter(measure=measure)
            return [msgspec.json.decode(row.said, type=Point) for row in held]

    # --- what people said

    def save_said(self, authority: str, service: str, said: FromResident | FromStaff) -> None:
        self._db.must_be_together()
        match said:
            case FromResident():
                moment, words = str(said.moment), said.improve
                chosen = rows.text(msgspec.structs.replace(said, improve=""))
            case FromStaff():
                moment, words = "staff", said.words
                chosen = rows.text(msgspec.structs.replace(said, words=""))
        values = (authority, said.case, moment, service, self._db.time_in(said.at), chosen, words)
        self._run(authority, _SAY, values)

    def resident_said(self, authority: str, case: str, moment: Moment) -> FromResident | None:
        found = self._said_of(authority, case, moment)
        return found if isinstance(found, FromResident) else None

    def staff_said(self, authority: str, case: str) -> FromStaff | None:
        found = self._said_of(authority, case, "staff")
        return found if isinstance(found, FromStaff) else None

    def _said_of(self, authority: str, case: str, moment: str) -> FromResident | FromStaff | None:
        with self._db.about(authority) as alias:
            found = models.Said.objects.using(alias).filter(authority=authority, case=case, moment=moment).first()
        return None if found is None else _words_of(found)

    def erase_words(self, authority: str, case: str) -> None:
        self._db.must_be_together()
        self._run(authority, _UNSAY, (authority, case))

    def staff_who_said(self, authority: str, service: str) -> int:
        with self._db.about(authority) as alias:
            held = models.Said.objects.using(alias).filter(authority=authority, service=service, moment="staff")
            # The newest are enough to know whether they are of five: no page waits for all there ever were.
            newest = held.order_by("-at").values_list("chosen", flat=True)[:_BATCH]
            return len({msgspec.json.decode(chosen, type=FromStaff).by for chosen in newest})

    def words_said(
        self, authority: str, service: str, *, most: int, since: datetime | None = None, until: datetime | None = None
    ) -> Sequence[FromResident | FromStaff]:
        with self._db.about(authority) as alias:
            held = models.Said.objects.using(alias).filter(~Q(words=""), authority=authority, service=service)
            held = held.filter(at__gte=since) if since else held
            held = held.filter(at__lt=until) if until else held
            return [_words_of(row) for row in held.order_by("-at")[:most]]

    def send_back(self, authority: str, service: str, kind: str, day: date) -> None:
        self._db.must_be_together()
        with self._db.about(authority) as alias:
            row = models.SentBack(authority=authority, service=service, day=day, kind=kind)
            # Two people at once: whoever comes second finds the row of the first, and both are counted.
            models.SentBack.objects.using(alias).bulk_create([row], ignore_conflicts=True)
            held = models.SentBack.objects.using(alias).filter(authority=authority, service=service, day=day, kind=kind)
            held.update(times=F("times") + 1)

    def sent_back(self, authority: str, service: str, *, since: date, until: date) -> Mapping[str, int]:
        with self._db.about(authority) as alias:
            held = models.SentBack.objects.using(alias).filter(authority=authority, service=service)
            held = held.filter(day__gte=since, day__lt=until)
            return dict(held.values("kind").annotate(all=Sum("times")).values_list("kind", "all").order_by("kind"))


def _by_authority(cases: Sequence[tuple[str, str]]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for authority, case in cases:
        found.setdefault(authority, []).append(case)
    return found


_CASE_EVENT: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)
_EVENT: msgspec.json.Decoder[AnyStepEvent] = msgspec.json.Decoder(AnyStepEvent)
_STEP = msgspec.json.Decoder(Step)
_VALUES = msgspec.json.Decoder(dict[str, str])


def _said(step: Step) -> str:
    return rows.text(msgspec.structs.replace(step, salt=""))


def _step(said: str, salt: str) -> Step:
    return msgspec.structs.replace(_STEP.decode(said), salt=salt)


def _assignment(row: Sequence[Any]) -> Assignment:
    authority, home, step, case, unit, arm, percent, at, edition, exposed, place, refused, groups = row
    return Assignment(
        authority=authority,
        home=home,
        step=step,
        case=case,
        unit=unit,
        arm=arm,
        percent=percent,
        at=time_out(at),
        edition=edition,
        exposed=time_out(exposed),
        place=place,
        refused=refused,
        groups=tuple(groups.split()),
    )


def _outcome(row: models.Outcome) -> OutcomeRow:
    return OutcomeRow(
        authority=row.authority,
        home=row.home,
        step=row.step,
        case=row.case,
        number=row.number,
        arm="B" if row.arm == "B" else "A",
        percent=row.percent,
        exposed=row.exposed,
        matured=row.matured,
        counts=row.counts,
        values=_VALUES.decode(row.said),
    )


def _words_of(row: models.Said) -> FromResident | FromStaff:
    if row.moment == "staff":
        return msgspec.structs.replace(msgspec.json.decode(row.chosen, type=FromStaff), words=row.words)
    return msgspec.structs.replace(msgspec.json.decode(row.chosen, type=FromResident), improve=row.words)
