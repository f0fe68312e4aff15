"""What screens read: queues, counts and searches, a page at a time, always of one authority.

Each list is served by one index in its own order, so that a queue of thirty among a million cases costs thirty.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, cast

import msgspec
from django.db.models import Count, QuerySet

from footpath.adapters.records import models, rows
from footpath.adapters.records.database import Database
from footpath.adapters.records.sql import CASE_COLUMNS
from footpath.adapters.records.words import as_one, words_of
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

MOST_WORDS = 6

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
        named = _named(authority, sought.words, using=using) if sought.words.strip() else None
        found = _narrowed(cases, sought, named)
        more = named is not None and named.more
        if named is not None or set(sought.stages) <= set(OPEN):
            count = found.count()
        else:
            # What is over only grows. Nobody goes through more pages than these.
            count = found.order_by()[: MOST_OVER + 1].count()
            more, count = count > MOST_OVER, min(count, MOST_OVER)
        pages = max(1, -(-count // PAGE))
        page = min(max(1, page), pages)
        ordered = found.order_by(*_order(sought, named))
        shown = ordered.values_list(*_COLUMNS)[(page - 1) * PAGE : page * PAGE]
        return Found(rows=tuple(map(rows.case_row, shown)), count=count, page=page, pages=pages, more=more)


def _narrowed(cases: QuerySet[models.Case], sought: Sought, named: "_Named | None") -> QuerySet[models.Case]:
    if named is not None:
        cases = cases.filter(submitted__isnull=False, **named.where)
    elif set(sought.stages) <= set(OPEN):
        cases = cases.filter(open_since__isnull=False)
    else:
        cases = cases.filter(submitted__isnull=False)
    if named is None and len(sought.stages) == 1:
        # Equal to one, and not one of one: then an index that has the stage first has the rest in order.
        cases = cases.filter(stage=sought.stages[0])
    elif named is None and set(sought.stages) != set(OPEN):
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


def _order(sought: Sought, named: "_Named | None") -> tuple[str, str]:
    if sought.late_on is not None:
        return ("due", "id")
    since = "open_since" if named is None and set(sought.stages) <= set(OPEN) else "submitted"
    return (f"-{since}", "-id") if sought.newest_first else (since, "id")


class _Named:
    """Cases that were asked for by what they are called: by reference, or by ids that a look at words gave."""

    def __init__(self, *, reference: str = "", ids: Sequence[str] = (), more: bool = False) -> None:
        self.where: dict[str, Any] = {"reference": reference} if reference else {"id__in": ids[:MOST_FOUND]}
        self.more = more or len(ids) > MOST_FOUND


def _named(authority: str, typed: str, *, using: str) -> _Named:
    reference = read_reference(typed)
    if reference is not None:
        return _Named(reference=reference)
    parts = words_of(as_one(typed))
    # "AB12 CDE" is one word to somebody who types it and two to us: the closed-up form finds it as well.
    closed = parts[-1] if len(parts) > 2 and parts[-1] == "".join(parts[:-1]) else None
    spoken = (parts[:-1] if closed else parts)[:MOST_WORDS]
    # Several words of one case may begin alike: so more rows are read than cases are shown.
    most = 4 * MOST_FOUND
    ids: list[str] = []
    if spoken:
        first, *others = (_with(authority, word, using=using) for word in spoken)
        ids += (first.intersection(*others) if others else first)[:most]
    if closed:
        ids += _with(authority, closed, using=using)[:most]
    return _Named(ids=list(dict.fromkeys(ids)), more=len(ids) >= most)


def _with(authority: str, start: str, *, using: str) -> "QuerySet[models.Word, str]":
    """The cases with a word that begins so: looked up by themselves, before any case is.

    By a range and not by LIKE: SQLite's looks at every row when its own rules of case differ from the index's.
    """
    words = models.Word.objects.using(using).filter(authority=authority, word__gte=start)
    return words.filter(word__lt=start + _AFTER_ANY_WORD).values_list("case", flat=True)


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
