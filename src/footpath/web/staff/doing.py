"""How a service is doing, for its team: where people stop, what they get wrong, what was said, and the measures."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import msgspec
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from footpath.actions.enter_cost import enter_cost
from footpath.actions.words_heard import Heard, words_by_page
from footpath.adapters.records import reads
from footpath.casework.days import UNITED_KINGDOM
from footpath.definition.service import Edition
from footpath.doing import refusals
from footpath.doing.cost import Cost, cost_on
from footpath.doing.days import Day
from footpath.doing.funnel import Row, funnel, most_stop_at
from footpath.doing.measures import SETTLED, Measured, Months, Name, by_month, lately, since, whole
from footpath.doing.refusals import Refusal
from footpath.doing.tally import Tally
from footpath.doing.walked import CHECK, TOOK
from footpath.steps.observing import KINDS_OF_PLACE, PLACES_ON_THE_WAY, Observation
from footpath.values import Problem
from footpath.web import measures
from footpath.web.charts import bar
from footpath.web.doors import slug, unslug
from footpath.web.downloads import download
from footpath.web.figures import day, pounds
from footpath.web.forms import read_form
from footpath.web.items import select_items
from footpath.web.language import SeeOther
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page
from footpath.web.staff.reading import title_of
from footpath.web.world import world

PERIODS: Final[Mapping[str, tuple[str, int]]] = {
    "4-weeks": ("The last 4 weeks", 28),
    "quarter": ("The last 13 weeks", 91),
    "year": ("The last 12 months", 365),
}
LANGUAGES: Final = {"en": "English", "cy": "Welsh"}
_MOST_WORDS = 5  # of a page: the rest is on the page of words


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader wants to see. Empty is all of them."""

    period: str = "quarter"
    edition: str = ""
    language: str = ""


class Doing(msgspec.Struct, frozen=True, kw_only=True):
    """A service in a time, with everything the page, the CSV and the JSON say of it."""

    authority: str
    edition: Edition  # whose pages give the order
    offered: str  # hash of the edition offered now
    service: str
    choice: Choice
    first: date
    last: date
    editions: tuple[Edition, ...]  # that people had in this time
    tally: Tally
    rows: tuple[Row, ...]
    refusals: tuple[Refusal, ...]
    measures: Mapping[Name, Measured]
    months: Months
    costs: tuple[Cost, ...]

    def title(self, page: str) -> str:
        if page == CHECK:
            return PLACES_ON_THE_WAY[CHECK]
        for edition in (self.edition, *self.editions):
            found = edition.service.page(page)
            if found is not None:
                return found.title.in_("en")
        return page

    def question(self, page: str, question: str) -> str:
        for edition in (self.edition, *self.editions):
            found = edition.service.page(page)
            for outer in found.questions if found else ():
                for each in (outer, *outer.questions):
                    if each.id == question:
                        return each.ask.in_("en")
        return question


@at_desk("see_services", at="services")
def doing(request: HttpRequest, desk: Desk, service: str) -> HttpResponse:
    held = _asked(request, desk, service)
    return not_there(request, desk) if held is None else _show(request, desk, held)


@at_desk("see_services", at="services")
def data_csv(request: HttpRequest, desk: Desk, service: str) -> HttpResponse:
    """A line for each number on the page."""
    held = _asked(request, desk, service)
    if held is None:
        return not_there(request, desk)
    out = io.StringIO()
    csv.writer(out).writerows([("what", "page", "question", "which", "value"), *_lines(held)])
    return download(out.getvalue(), "text/csv", f"{slug(held.service)}-doing.csv")


@at_desk("see_services", at="services")
def data_json(request: HttpRequest, desk: Desk, service: str) -> HttpResponse:
    held = _asked(request, desk, service)
    if held is None:
        return not_there(request, desk)
    text = json.dumps(as_json(held), indent=2, ensure_ascii=False)
    return download(text, "application/json", f"{slug(held.service)}-doing.json")


@at_desk("change_service", at="services", methods=("POST",))
def cost(request: HttpRequest, desk: Desk, service: str) -> HttpResponse:
    held = _asked(request, desk, service)
    if held is None:
        return not_there(request, desk)
    typed = {name: values[-1] for name, values in read_form(request).items() if values}
    entered = enter_cost(world(), authority=desk.authority.id, service=held.service, fields=typed, by=desk.by)
    if isinstance(entered, tuple):
        return _show(request, desk, held, wrong=entered, typed=typed)
    return SeeOther(f"{_path(desk, held)}/how-it-is-doing?done=cost#cost")


def _path(desk: Desk, held: Doing) -> str:
    return f"{desk.path}/services/{slug(held.service)}"


def _asked(request: HttpRequest, desk: Desk, service: str) -> Doing | None:
    period, language = request.GET.get("period", ""), request.GET.get("language", "")
    choice = Choice(
        period=period if period in PERIODS else "quarter",
        edition=request.GET.get("edition", ""),
        language=language if language in LANGUAGES else "",
    )
    return read(desk.authority.id, unslug(service), choice)


# --- reading


def read(authority: str, service: str, choice: Choice) -> Doing | None:
    """None where the service is not offered here. An edition that nobody had is no choice."""
    here = world()
    offered = here.editions.offered(authority, service)
    if offered is None:
        return None
    length, today = timedelta(days=PERIODS[choice.period][1]), here.clock.today()
    first = since(today, length)
    days = here.doing.days(authority, service, first=first - SETTLED, last=today)
    hashes = {cell.edition for each in days for cell in each.cells if each.day >= first}
    editions = {hash_: here.editions.edition(hash_) for hash_ in sorted(hashes)}
    if choice.edition not in editions:
        choice = msgspec.structs.replace(choice, edition="")
    days = [_only(each, choice) for each in days]
    now = [each for each in days if each.day >= first]
    costs = tuple(here.doing.costs(authority, service))
    # What a service costs is known of all of it: who chose an edition or a language would divide it by some.
    divided = () if choice.edition or choice.language else costs
    edition = editions[choice.edition] if choice.edition else offered
    tally = whole(now)
    sent_back = here.doing.refusals(
        authority, service, first=first, last=today, edition=choice.edition, lang=choice.language
    )
    return Doing(
        authority=authority,
        edition=edition,
        offered=offered.hash,
        service=service,
        choice=choice,
        first=first,
        last=today,
        editions=tuple(editions.values()),
        tally=tally,
        rows=funnel(tally, [page.id for page in edition.service.pages]),
        refusals=tuple(sent_back),
        measures=lately(days, divided, length=length, today=today),
        months=by_month(now, divided, today=today),
        costs=costs,
    )


def _only(each: Day, choice: Choice) -> Day:
    cells = tuple(
        cell for cell in each.cells if choice.edition in ("", cell.edition) and choice.language in ("", cell.lang)
    )
    return msgspec.structs.replace(each, cells=cells)


# --- the page


def _show(
    request: HttpRequest,
    desk: Desk,
    held: Doing,
    *,
    wrong: Sequence[Problem] = (),
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    path = _path(desk, held)
    return staff_page(
        request,
        desk,
        "staff/doing.jinja",
        status=422 if wrong else 200,
        wrong=list(wrong),
        errors={problem.at: problem.says for problem in wrong},
        typed=typed or {},
        entered=request.GET.get("done") == "cost",
        back=path,
        here=f"{path}/how-it-is-doing",
        query=request.GET.urlencode(),
        title=title_of(held.edition.service),
        sentence=sentence(held),
        when=f"Of {_people(held.tally.cases)} who began from {day(held.first, 'en')} to {day(held.last, 'en')}.",
        filters=_filters(held),
        cases=held.tally.cases,
        pages=[_page(held, row) for row in held.rows],
        unknown=held.tally.unknown,
        exits=list(_exits(held)),
        questions=list(_questions(desk, held)),
        noticed=list(_noticed(desk, held)),
        watched=f"{path}/observations",
        read=f"{path}/words" if desk.may("see_words") else "",
        line=measures.in_a_line(held.measures, "en"),
        figures=list(measures.figures(held.measures, held.months, "en")),
        names=measures.names("en"),
        months=measures.table(held.months, "en"),
        served=_served(held),
        cost=_cost(held),
        costs=_costs(held),
        enters=desk.may("change_service"),
        form={"token": get_token(request)},
        public=f"/{slug(desk.authority.id)}/{slug(held.service)}/how-this-is-doing",
    )


def sentence(held: Doing) -> str:
    """Where most people stop, in one sentence."""
    most, stopped = most_stop_at(held.rows), sum(row.stopped for row in held.rows)
    if not held.tally.cases:
        return "Nobody has begun in this time."
    if most is None:
        waiting = sum(row.here for row in held.rows)
        return f"Nobody has stopped for good yet. {waiting:,} may still come back." if waiting else "Nobody stopped."
    of = f"{most.stopped:,} of the {stopped:,} who stopped, and of {_people(most.came)} who came to that page"
    if most.stopped * 2 > stopped:
        return f"Most people who stop do so at “{held.title(most.page)}”: {of}."
    return f"More people stop at “{held.title(most.page)}” than at any other page: {of}."


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


def _filters(held: Doing) -> dict[str, list[dict[str, Any]]]:
    editions = (
        (
            each.hash,
            f"Version {each.service.version}, {each.hash[:8]}{', offered now' if each.hash == held.offered else ''}",
        )
        for each in held.editions
    )
    return {
        "period": select_items(((id_, says) for id_, (says, _) in PERIODS.items()), held.choice.period),
        "edition": select_items(editions, held.choice.edition, first="All"),
        "language": select_items(LANGUAGES.items(), held.choice.language, first="All"),
    }


def _page(held: Doing, row: Row) -> dict[str, Any]:
    most = max(row.came for row in held.rows)
    return {
        "id": row.page,
        "title": held.title(row.page),
        "row": row,
        "went": "sent it" if row.page == CHECK else "went on",
        "bar": bar(
            [(row.went_on, "went"), (row.here, "here"), (row.left_by_exit, "exit"), (row.stopped, "stopped")], of=most
        ),
        "half": took(row.half_took),
        "most": took(row.most_took),
    }


def took(place: int | None) -> str:
    """A time up to which so many took: never more exact than it is known."""
    if place is None:
        return ""
    if place == len(TOOK):
        return "over an hour"
    seconds = TOOK[place]
    return f"{seconds} seconds" if seconds < 120 else f"{seconds // 60} minutes"


def _exits(held: Doing) -> Iterator[dict[str, Any]]:
    says = {one.id: one.say.in_("en") for edition in (*held.editions, held.edition) for one in edition.service.exits}
    for row in held.rows:
        for id_, count in row.exits.items():
            yield {"page": held.title(row.page), "says": says.get(id_, id_), "count": f"{count:,}"}


def _questions(desk: Desk, held: Doing) -> Iterator[dict[str, Any]]:
    """The question that is sent back most often first."""
    found: dict[tuple[str, str], list[Refusal]] = {}
    for each in held.refusals:
        found.setdefault((each.page, each.question), []).append(each)
    came = {row.page: row.came for row in held.rows}
    may_change, may_try = desk.may("change_service"), desk.may("propose_step")
    for (page, question), kinds in sorted(found.items(), key=lambda item: -_times(item[1])):
        there = held.edition.service.page(page) is not None
        times = _times(kinds)
        yield {
            "page": held.title(page),
            "asks": held.question(page, question),
            "times": f"{times:,}",
            "of_100": f"{100 * times / came[page]:.0f}" if came.get(page) else "",
            "kinds": ", ".join(f"{refusals.said(each.kind)} {each.times:,}" for each in kinds),
            "change": f"{_path(desk, held)}/change/pages/{slug(page)}" if there and may_change else "",
            "step": f"{desk.path}/steps/propose?service={slug(held.service)}&question={page}.{question}"
            if there and may_try
            else "",
        }


def _times(kinds: Sequence[Refusal]) -> int:
    return sum(each.times for each in kinds)


def _noticed(desk: Desk, held: Doing) -> Iterator[dict[str, Any]]:
    """What was seen in the street and what residents wrote, page by page; what is about no page comes last."""
    seen: dict[str, list[Observation]] = {}
    for note in world().observations.of_service(held.authority, held.service):
        if note.month >= f"{held.first:%Y-%m}":
            seen.setdefault(note.page, []).append(note)
    heard: dict[str, tuple[Heard, ...]] = {}
    if desk.may("see_words"):
        words = words_by_page(
            world(),
            authority=held.authority,
            service=held.service,
            since=datetime.combine(held.first, time.min, UNITED_KINGDOM),
            until=world().clock.now() + timedelta(seconds=1),
        )
        heard = {group.page or "": group.heard for group in words.pages}
    order = [*(row.page for row in held.rows)]
    pages = sorted({*seen, *heard}, key=lambda page: (page == "", order.index(page) if page in order else len(order)))
    for page in pages:
        yield {
            "id": page or "all",
            "title": (PLACES_ON_THE_WAY.get(page) or held.title(page)) if page else "The whole service",
            "notes": [_note(note) for note in seen.get(page, ())],
            "words": [f"“{each.words}”" for each in heard.get(page, ())[:_MOST_WORDS]],
            "more": max(len(heard.get(page, ())) - _MOST_WORDS, 0),
            "href": f"{_path(desk, held)}/observations?page={page}" if page in seen else "",
        }


def _note(note: Observation) -> dict[str, str]:
    where = f"{KINDS_OF_PLACE.get(note.place, note.place)}, {note.month_said}"
    if note.forgotten:
        return {"where": where, "says": note.theme or "The words are gone after 12 months"}
    return {"where": where, "says": note.stuck_at or note.did or note.said or note.worked_round_by}


def _served(held: Doing) -> str:
    """The national measure of completion takes somebody who was told that it is not for them as served."""
    exits, cases = held.tally.exits, held.tally.cases
    if not exits:
        return ""
    return (
        f"{_people(exits)} of {cases:,} were told that the service is not for them. They count as not finished here; "
        f"counted as served, {100 * (held.tally.sent + exits) / cases:.0f} of 100 were, of all who began in this time."
    )


def _cost(held: Doing) -> str:
    now = cost_on(held.costs, held.last)
    if now is None:
        return "Nobody has entered what this service costs, so the cost of each cannot be told."
    return f"{pounds(now.year_pence)} a year, from {day(now.since, 'en')}. Source: {now.source}."


def _costs(held: Doing) -> list[dict[str, str]]:
    names = reads.names_of({each.by.removeprefix("staff:") for each in held.costs})
    return [
        {
            "year": pounds(each.year_pence),
            "since": day(each.since, "en"),
            "source": each.source,
            "because": each.because,
            "who": f"{names.get(each.by.removeprefix('staff:'), each.by)}, {day(each.at.date(), 'en')}",
        }
        for each in reversed(held.costs)
    ]


# --- the same as data


def as_json(held: Doing) -> dict[str, Any]:
    """Everything but what people wrote: that stays where it can be erased."""
    return {
        "authority": held.authority,
        "service": held.service,
        "from": held.first.isoformat(),
        "to": held.last.isoformat(),
        "edition": held.choice.edition or None,
        "editions": [each.hash for each in held.editions],
        "language": held.choice.language or None,
        "began": held.tally.cases,
        "sent": held.tally.sent,
        "left_by_exit": held.tally.exits,
        "not_known_where": held.tally.unknown,
        "pages": [
            {
                "page": row.page,
                "title": held.title(row.page),
                "came": row.came,
                "went_on": row.went_on,
                "stopped": row.stopped,
                "still_there": row.here,
                "exits": dict(row.exits),
                "changed": row.changed,
                "half_took_seconds_up_to": _seconds(row.half_took),
                "nine_of_ten_took_seconds_up_to": _seconds(row.most_took),
                "items": None if row.items is None else f"{row.items:f}",
            }
            for row in held.rows
        ],
        "errors": [
            {"page": each.page, "question": each.question, "kind": each.kind, "times": each.times}
            for each in held.refusals
        ],
        "measures": measures.as_json(held.measures),
        "months": [{"month": month, **measures.as_json(of_month)} for month, of_month in held.months],
    }


def _seconds(place: int | None) -> int | None:
    return None if place is None or place == len(TOOK) else TOOK[place]


def _lines(held: Doing) -> Iterator[tuple[object, ...]]:
    data = as_json(held)
    yield from (("edition", "", "", "hash", each) for each in data["editions"])
    for name in ("began", "sent", "left_by_exit", "not_known_where"):
        yield ("all", "", "", name, data[name])
    for page in data["pages"]:
        for name, value in page.items():
            if name == "exits":
                yield from (("exit", page["page"], "", exit_, count) for exit_, count in value.items())
            elif name not in ("page", "title"):
                yield ("page", page["page"], "", name, "" if value is None else value)
    for each in held.refusals:
        yield ("error", each.page, each.question, each.kind, each.times)
    for name, value in data["measures"].items():
        yield ("measure", "", "", name, "" if value is None else value)
