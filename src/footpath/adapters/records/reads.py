"""What screens read: queues, counts and searches, a page at a time, always of one authority.

Each list is served by one index in its own order, so that a queue of thirty among a million cases costs thirty.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import cast

import msgspec
from django.db.models import Count, Q, QuerySet

from footpath.adapters.records import models, rows
from footpath.adapters.records.database import Database
from footpath.adapters.records.sql import CASE_COLUMNS
from footpath.adapters.records.words import words_of
from footpath.casework.roles import Role
from footpath.casework.state import Stage
from footpath.ports import CaseRow
from footpath.values import read_reference

PAGE = 25
OPEN = models.OPEN
_COLUMNS = tuple(CASE_COLUMNS.split(", "))
_AFTER_ANY_WORD = "\uffff"

MOST_FOUND = 1000
"""Of a search. Two letters are the beginning of 200,000 names among a million; sorting them would take two seconds."""

MOST_OVER = 10_000
"""Of a list of what is decided or withdrawn. To count all of a million takes a third of a second."""


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """Which cases. What is not said is not asked about. Drafts are their authors' alone and are never found."""

    stages: tuple[Stage, ...] = OPEN
    holder: str | None = None  # a staff id
    nobody: bool = False  # only cases that nobody has
    besides: str | None = None  # only cases that somebody has, and this one has not
    service: str | None = None
    late_on: date | None = None  # only what was due before this day, the most late first
    words: str = ""  # a reference, or the beginnings of a name, a registration, a postcode: then of any stage
    newest_first: bool = False


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One page of them; `count` is of all, or of as many as anybody would go through where there are `more`."""

    rows: tuple[CaseRow, ...]
    count: int
    page: int
    pages: int
    more: bool = False


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many wait, and for whom."""

    open: int  # to_pay, checking and waiting together
    mine: int  # being checked, by me
    anyone: int  # being checked, by nobody yet
    others: int  # being checked, by a colleague
    to_pay: int
    waiting: int  # for the resident
    late: int
    tasks: int  # what only a person can mend: stuck messages


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who works for an authority, and what they may do there."""

    id: str
    name: str
    roles: frozenset[Role]


@contextmanager
def _cases(authority: str, using: str) -> Iterator[QuerySet[models.Case]]:
    with Database(using).about(authority) as alias:
        yield models.Case.objects.using(alias).filter(authority=authority)


def find_cases(authority: str, sought: Sought, *, page: int = 1, using: str = "default") -> Found:
    """Oldest first, unless it says otherwise."""
    with _cases(authority, using) as cases:
        found = _narrowed(cases, authority, sought)
        more = False
        if sought.words.strip():
            ids = list(found.values_list("id", flat=True)[: MOST_FOUND + 1])
            more, count = len(ids) > MOST_FOUND, min(len(ids), MOST_FOUND)
            found = cases.filter(id__in=ids[:MOST_FOUND])
        elif set(sought.stages) <= set(OPEN):
            count = found.count()
        else:
            # What is over only grows. Nobody goes through more pages than these.
            count = found.order_by()[: MOST_OVER + 1].count()
            more, count = count > MOST_OVER, min(count, MOST_OVER)
        pages = max(1, -(-count // PAGE))
        page = min(max(1, page), pages)
        since = "open_since" if set(sought.stages) <= set(OPEN) and not sought.words.strip() else "submitted"
        if sought.late_on is not None:
            ordered = found.order_by("due", "id")
        elif sought.newest_first:
            ordered = found.order_by(f"-{since}", "-id")
        else:
            ordered = found.order_by(since, "id")
        shown = ordered.values_list(*_COLUMNS)[(page - 1) * PAGE : page * PAGE]
        return Found(rows=tuple(map(rows.case_row, shown)), count=count, page=page, pages=pages, more=more)


def _narrowed(cases: QuerySet[models.Case], authority: str, sought: Sought) -> QuerySet[models.Case]:
    if sought.words.strip():
        cases = _named(cases.filter(submitted__isnull=False), authority, sought.words)
    else:
        if set(sought.stages) <= set(OPEN):
            cases = cases.filter(open_since__isnull=False)
        else:
            cases = cases.filter(submitted__isnull=False)
        if set(sought.stages) != set(OPEN):
            cases = cases.filter(stage__in=sought.stages)
    if sought.holder is not None:
        cases = cases.filter(taken_by=sought.holder)
    if sought.nobody:
        cases = cases.filter(taken_by__isnull=True)
    if sought.besides is not None:
        cases = cases.filter(taken_by__isnull=False).exclude(taken_by=sought.besides)
    if sought.service is not None:
        cases = cases.filter(service=sought.service)
    if sought.late_on is not None:
        cases = cases.filter(due__lt=sought.late_on)
    return cases


def _named(cases: QuerySet[models.Case], authority: str, typed: str) -> QuerySet[models.Case]:
    reference = read_reference(typed)
    if reference is not None:
        return cases.filter(reference=reference)
    parts = words_of(typed)
    # "AB12 CDE" is one word to somebody who types it and two to us: the closed-up form finds it as well.
    closed = parts[-1] if len(parts) > 2 and parts[-1] == "".join(parts[:-1]) else None
    spoken = parts[:-1] if closed else parts
    if not spoken:
        return cases.none()
    every = Q()
    for word in spoken:
        every &= _with(authority, word)
    return cases.filter(every | _with(authority, closed) if closed else every)


def _with(authority: str, start: str) -> Q:
    # A range and not LIKE: SQLite's LIKE looks at every row when its own rules of case differ from the index's.
    words = models.Word.objects.filter(authority=authority, word__gte=start, word__lt=start + _AFTER_ANY_WORD)
    return Q(id__in=words.values("case"))


def count_cases(authority: str, *, me: str, today: date, using: str = "default") -> Counts:
    with _cases(authority, using) as cases:
        opened = cases.filter(open_since__isnull=False)
        held = list(opened.values_list("stage", "taken_by").annotate(Count("id")).order_by("stage", "taken_by"))
        late = opened.filter(due__lt=today).count()
        tasks = models.StaffTask.objects.using(using).filter(authority=authority, done__isnull=True).count()
    checking = {holder: count for stage, holder, count in held if stage == "checking"}
    of_stage = {stage: sum(count for each, _, count in held if each == stage) for stage in OPEN}
    mine, anyone = checking.get(me, 0), checking.get(None, 0)
    return Counts(
        open=sum(of_stage.values()),
        mine=mine,
        anyone=anyone,
        others=of_stage["checking"] - mine - anyone,
        to_pay=of_stage["to_pay"],
        waiting=of_stage["waiting"],
        late=late,
        tasks=tasks,
    )


def services_with_cases(authority: str, *, using: str = "default") -> tuple[str, ...]:
    """The ids of the services that have open cases, for a filter."""
    with _cases(authority, using) as cases:
        found = cases.filter(open_since__isnull=False).order_by("service").values_list("service", flat=True).distinct()
        return tuple(found)


def count_stages(authority: str, *, using: str = "default") -> Mapping[str, Mapping[Stage, int]]:
    """How many cases there are of each service, by stage. Drafts are counted, and never shown."""
    found: dict[str, dict[Stage, int]] = {}
    with _cases(authority, using) as cases:
        held = cases.values_list("service", "stage").annotate(Count("id")).order_by("service", "stage")
        for service, stage, count in held:
            found.setdefault(service, {})[cast("Stage", stage)] = count
    return found


def unanswered(authority: str, cases: Iterable[str], *, using: str = "default") -> frozenset[str]:
    """Those of these cases whose last message is from the resident: somebody waits for a word."""
    last: dict[str, str] = {}
    with Database(using).about(authority) as alias:
        messages = models.Message.objects.using(alias).filter(authority=authority, case__in=list(cases))
        for case, way in messages.order_by("case", "number").values_list("case", "way"):
            last[case] = way
    return frozenset(case for case, way in last.items() if way == "from_resident")


# --- people


def roles_of(staff: str, *, using: str = "default") -> Mapping[str, frozenset[Role]]:
    """What somebody may do, by authority. Empty for whoever may do nothing, or no longer works here."""
    found: dict[str, frozenset[Role]] = {}
    held = models.Role.objects.using(using).filter(staff=staff, staff__is_active=True).order_by("authority")
    for authority, role in held.values_list("authority", "role"):
        found[authority] = found.get(authority, frozenset()) | {cast("Role", role)}
    return found


def colleagues(authority: str, *, using: str = "default") -> tuple[Colleague, ...]:
    """Everybody who may do something for an authority, by name."""
    found: dict[str, Colleague] = {}
    held = models.Role.objects.using(using).filter(authority=authority, staff__is_active=True)
    for id_, name, role in held.order_by("staff__name", "staff").values_list("staff", "staff__name", "role"):
        before = found[id_].roles if id_ in found else frozenset[Role]()
        found[id_] = Colleague(id=id_, name=name, roles=before | {cast("Role", role)})
    return tuple(found.values())


def names_of(staff: Iterable[str], *, using: str = "default") -> Mapping[str, str]:
    """Names by staff id, also of those who have left: what they did stays theirs."""
    return dict(models.Staff.objects.using(using).filter(id__in=list(staff)).values_list("id", "name"))
