"""Steps in memory, for tests: kept as bytes like the rest of the world in memory."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from footpath.casework.events import AnyEvent
from footpath.ports import CaseRow, Counted, Entry, NoSuchStep, OutcomeRow, Point, StaleStep, Summed
from footpath.steps.asked import FromResident, FromStaff, Moment
from footpath.steps.assignment import Assignment
from footpath.steps.journal import StepEntry
from footpath.steps.step import Step

TABLES = (
    "steps",
    "step_journal",
    "assignments",
    "failed",
    "counted",
    "outcomes",
    "points",
    "said_resident",
    "said_staff",
    "sent_back",
)


class MemorySteps:
    """ports.Steps."""

    def __init__(self, tables: Any) -> None:
        self._tables = tables

    def add(self, step: Step, entry: StepEntry) -> None:
        assert (step.seq, step.head) == (entry.seq, entry.hash)
        self._tables.put("steps", (step.authority, step.id), step, new=True)
        self._append(entry)

    def step(self, home: str, step: str) -> Step:
        found = self._tables.read("steps", Step, home, step)
        if not found:
            raise NoSuchStep
        return found[0]

    def steps(self, authority: str) -> Sequence[Step]:
        found = [s for s in self.every_step() if authority == s.authority or authority in s.registration.authorities]
        return sorted(found, key=lambda step: (step.registered, step.authority, step.id), reverse=True)

    def every_step(self) -> Sequence[Step]:
        return sorted(self._tables.read("steps", Step), key=lambda step: (step.authority, step.id))

    def write(self, step: Step, entries: Sequence[StepEntry], *, seen: int) -> None:
        if self.step(step.authority, step.id).seq != seen:
            raise StaleStep
        self._tables.put("steps", (step.authority, step.id), step, new=False)
        for entry in entries:
            self._append(entry)

    def _append(self, entry: StepEntry) -> None:
        self._tables.put("step_journal", (entry.authority, entry.step, entry.seq), entry, new=True)

    def journal(self, home: str, step: str) -> Sequence[StepEntry]:
        return self._tables.read("step_journal", StepEntry, home, step)

    def live(self, authority: str, service: str) -> Sequence[Step]:
        found = [step for step in self.steps(authority) if step.live and authority in step.registration.authorities]
        return tuple(reversed([step for step in found if step.registration.service == service]))

    def running(self, step: Step) -> bool:
        return self.step(step.authority, step.id).state == "running"

    def assign(self, assignment: Assignment) -> None:
        key = (assignment.authority, assignment.case, assignment.home, assignment.step)
        self._tables.put("assignments", key, assignment, new=True)

    def assignment_of_unit(self, home: str, step: str, unit: str, *, authority: str) -> Assignment | None:
        found = [
            each
            for each in self._tables.read("assignments", Assignment, authority)
            if (each.home, each.step, each.unit) == (home, step, unit)
        ]
        return min(found, key=lambda each: (each.at, each.case), default=None)

    def assignments(self, authority: str, case: str) -> Sequence[Assignment]:
        found = self._tables.read("assignments", Assignment, authority, case)
        return sorted(found, key=lambda each: (each.at, each.home, each.step))

    def expose(
        self, authority: str, case: str, *, home: str, step: str, at: datetime, place: str, groups: Sequence[str] = ()
    ) -> None:
        for each in self._tables.read("assignments", Assignment, authority, case, home, step):
            if each.exposed is None:
                key, met = (authority, case, home, step), replace(each, exposed=at, place=place, groups=tuple(groups))
                self._tables.put("assignments", key, met, new=False)

    def refuse(self, authority: str, case: str) -> None:
        for each in self.assignments(authority, case):
            key = (authority, case, each.home, each.step)
            self._tables.put("assignments", key, replace(each, refused=each.refused + 1), new=False)

    def fail(self, authority: str, case: str) -> None:
        held = self._tables.rows["failed"]
        held[authority, case] = str(int(held.get((authority, case), b"0")) + 1).encode()

    def failures(self, step: Step, *, first: int) -> int:
        new = [each for each in self._of(step) if each.arm == "B"]
        new.sort(key=lambda each: (each.at, each.authority, each.case))
        held = self._tables.rows["failed"]
        return sum(int(held.get((each.authority, each.case), b"0")) for each in new[:first])

    def _of(self, step: Step) -> list[Assignment]:
        held = self._tables.read("assignments", Assignment)
        return [each for each in held if (each.home, each.step) == (step.authority, step.id)]

    def matured(self, step: Step, *, after: Counted, until: datetime, most: int) -> Sequence[Assignment]:
        found = [
            ((each.exposed, each.authority, each.case), each)
            for each in self._of(step)
            if each.exposed is not None and each.exposed < until
        ]
        if after.exposed is not None:
            last = (after.exposed, after.authority, after.case)
            found = [(key, each) for key, each in found if key > last]
        return [each for _, each in sorted(found, key=lambda pair: pair[0])][:most]

    def drawn(self, step: Step) -> Sequence[tuple[Literal["A", "B"], int, int]]:
        found: dict[tuple[Literal["A", "B"], int], set[tuple[str, str]]] = {}
        for each in self._of(step):
            found.setdefault((each.arm, each.percent), set()).add((each.authority, each.unit))
        return [(arm, percent, len(units)) for (arm, percent), units in sorted(found.items())]

    def last_cases(self, authority: str, service: str, *, until: datetime, most: int) -> Sequence[tuple[str, datetime]]:
        rows = self._tables.read("cases", CaseRow, authority)
        found = sorted((row.started, row.id) for row in rows if row.service == service and row.started < until)
        return [(case, started) for started, case in found[-most:]]

    def journals(self, cases: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[AnyEvent]]:
        return {key: [entry.event for entry in self._tables.read("journal", Entry, *key)] for key in cases}

    def said(self, cases: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[FromResident | FromStaff]]:
        found: dict[tuple[str, str], list[FromResident | FromStaff]] = {}
        for key in cases:
            kept: list[FromResident | FromStaff] = self._tables.read("said_resident", FromResident, *key)
            kept = [*kept, *self._tables.read("said_staff", FromStaff, *key)]
            if kept:
                found[key] = kept
        return found

    def counted(self, home: str, step: str) -> Counted:
        return next(iter(self._tables.read("counted", Counted, home, step)), Counted())

    def count(self, step: Step, outcomes: Sequence[OutcomeRow], counted: Counted, points: Sequence[Point]) -> None:
        for each in outcomes:
            self._tables.put("outcomes", (each.home, each.step, each.authority, each.case), each, new=True)
        self._tables.put("counted", (step.authority, step.id), counted, new=False)
        for point in points:
            self._tables.put("points", (step.authority, step.id, point.measure, point.day), point, new=False)

    def forget_counts(self, step: Step) -> None:
        assert self._tables.depth
        for table in ("outcomes", "counted", "points"):
            for key in [key for key in self._tables.rows[table] if key[:2] == (step.authority, step.id)]:
                del self._tables.rows[table][key]

    def outcomes(self, step: Step) -> Iterable[OutcomeRow]:
        return sorted(self._tables.read("outcomes", OutcomeRow, step.authority, step.id), key=lambda each: each.number)

    def sums(self, step: Step, *, until: datetime) -> Summed | None:
        return None  # in memory all is counted anew each time

    def keep_sums(self, step: Step, summed: Summed) -> None:
        raise AssertionError("nothing was summed up here")

    def points(self, home: str, step: str, *, measure: str | None = None) -> Sequence[Point]:
        found = [each for each in self._tables.read("points", Point, home, step) if measure in (None, each.measure)]
        return sorted(found, key=lambda each: (each.measure, each.day))

    def sizes(self, step: Step) -> Mapping[str, Mapping[str, tuple[int, int]]]:
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for each in self._of(step):
            arms = found.setdefault(each.authority, {})
            all_, met = arms.get(each.arm, (0, 0))
            arms[each.arm] = (all_ + 1, met + (each.exposed is not None))
        return found

    def save_said(self, authority: str, service: str, said: FromResident | FromStaff) -> None:
        if isinstance(said, FromStaff):
            self._tables.put("said_staff", (authority, said.case, service), said, new=False)
        else:
            self._tables.put("said_resident", (authority, said.case, said.moment, service), said, new=False)

    def resident_said(self, authority: str, case: str, moment: Moment) -> FromResident | None:
        return next(iter(self._tables.read("said_resident", FromResident, authority, case, moment)), None)

    def staff_said(self, authority: str, case: str) -> FromStaff | None:
        return next(iter(self._tables.read("said_staff", FromStaff, authority, case)), None)

    def staff_who_said(self, authority: str, service: str) -> int:
        held = [key for key in self._tables.rows["said_staff"] if key[0] == authority and key[2] == service]
        return len({each.by for key in held for each in self._tables.read("said_staff", FromStaff, *key)})

    def words_said(
        self, authority: str, service: str, *, most: int, since: datetime | None = None, until: datetime | None = None
    ) -> Sequence[FromResident | FromStaff]:
        residents = self._of_service("said_resident", FromResident, authority, service)
        staff = self._of_service("said_staff", FromStaff, authority, service)
        found: list[FromResident | FromStaff] = [each for each in residents if each.improve]
        found += [each for each in staff if each.words]
        found = [each for each in found if (not since or since <= each.at) and (not until or each.at < until)]
        return sorted(found, key=lambda each: each.at, reverse=True)[:most]

    def _of_service(self, table: str, type_: type[Any], authority: str, service: str) -> list[Any]:
        keys = [key for key in self._tables.rows[table] if (key[0], key[-1]) == (authority, service)]
        return [each for key in keys for each in self._tables.read(table, type_, *key)]

    def send_back(self, authority: str, service: str, kind: str, day: date) -> None:
        assert self._tables.depth
        held = self._tables.rows["sent_back"]
        held[authority, service, kind, day] = str(int(held.get((authority, service, kind, day), b"0")) + 1).encode()

    def sent_back(self, authority: str, service: str, *, since: date, until: date) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for (where, what, kind, day), times in sorted(self._tables.rows["sent_back"].items()):
            if (where, what) == (authority, service) and since <= day < until:
                found[kind] = found.get(kind, 0) + int(times)
        return found

    def erase_words(self, authority: str, case: str) -> None:
        for each in self._tables.read("said_staff", FromStaff, authority, case):
            for key in [key for key in self._tables.rows["said_staff"] if key[:2] == (authority, case)]:
                self._tables.put("said_staff", key, replace(each, words=""), new=False)
        for key in [key for key in self._tables.rows["said_resident"] if key[:2] == (authority, case)]:
            held = msgspec.json.decode(self._tables.rows["said_resident"][key], type=FromResident)
            self._tables.put("said_resident", key, replace(held, improve=""), new=False)
