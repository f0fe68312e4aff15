"""The queue: what waits and for whom, oldest first; taking the next; doing one thing to several."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse

from footpath.actions.give_back import give_back
from footpath.actions.pass_on import pass_on
from footpath.actions.take_case import take_case
from footpath.adapters.records import reads
from footpath.adapters.records.reads import Counts, Found, Sought
from footpath.casework.days import uk_day
from footpath.casework.refusals import CaseSaysNo
from footpath.casework.state import Stage
from footpath.ports import CaseRow, NoSuchCase, StaleCase
from footpath.values import Problem, read_reference
from footpath.web.figures import day
from footpath.web.forms import one, read_form
from footpath.web.language import SeeOther
from footpath.web.staff import stages
from footpath.web.staff.about import fact, person
from footpath.web.staff.ages import late, working_days
from footpath.web.staff.desk import Desk, at_desk, staff_page
from footpath.web.staff.history import names_of
from footpath.web.staff.reading import case_of, fresh_key, holder, title_of
from footpath.web.staff.said import said
from footpath.web.world import world

CLOSED: tuple[Stage, ...] = ("decided", "withdrawn", "erased")


_ID = re.compile(r"[a-z][a-z0-9_]{0,99}")


class Tab(msgspec.Struct, frozen=True, kw_only=True):
    """One way to look at the queue. `count` is None where counting would read every case there ever was."""

    id: str
    text: str
    href: str
    count: int | None
    here: bool
    age: str  # what its column of days says


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One case in the list."""

    reference: str
    href: str
    seen: int
    who: str
    about: str
    service: str
    stage: stages.Said
    age: str
    late: str
    holder: str
    may_take: bool
    may_give_back: bool
    unread: bool  # the resident wrote last


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the address asks for. Whatever is not known in it is left out, never an error."""

    tab: str
    service: str
    stage: str
    late: bool
    page: int
    words: str = ""

    def query(self, **other: Any) -> str:
        """The address's query with some of it changed. Words are never in it: a name in an address is kept in logs."""
        asked = {**msgspec.structs.asdict(self), "words": "", **other}
        asked["late"] = "yes" if asked["late"] else ""
        asked["page"] = "" if asked["page"] in (1, "") else asked["page"]
        return urlencode({name: value for name, value in asked.items() if value})


# --- the list


@at_desk("see_queue", methods=("GET", "POST"))
def queue(request: HttpRequest, desk: Desk) -> HttpResponse:
    """POST is a search: what is searched for is a person's name, and has no place in an address."""
    if request.method == "POST":
        form = read_form(request)
        words = one(form, "words").strip()[:100]
        asked = msgspec.structs.replace(_asked(request, "all"), words=words, page=_number(one(form, "page")))
        reference = read_reference(words)
        if reference and _is_there(desk, reference):
            return SeeOther(f"{desk.path}/cases/{reference}")
        if not words:
            return SeeOther(f"{desk.path}/queue?{asked.query()}")
    else:
        asked = _asked(request, "you" if desk.may("take") else "anyone")
    return show(request, desk, asked)


def show(
    request: HttpRequest,
    desk: Desk,
    asked: Asked,
    *,
    wrong: Iterable[Problem] = (),
    ticked: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    today = world().clock.today()
    counts = reads.count_cases(desk.authority.id, me=desk.id, today=today)
    tabs = _tabs(desk, asked, counts)
    tab = next((each for each in tabs if each.id == asked.tab), tabs[0])
    found = reads.find_cases(desk.authority.id, _sought(desk, asked, today), page=asked.page)
    acts = _acts(desk, tab, found)
    return staff_page(
        request,
        desk,
        "staff/queue.jinja",
        status=status,
        said=said(request),
        wrong=list(wrong),
        here=f"{desk.path}/queue",
        tab=tab,
        tabs=tabs,
        sum=f"{counts.open} open",
        late={"count": counts.late, "href": f"{desk.path}/queue?tab=all&late=yes"} if counts.late else None,
        asked=asked,
        words=asked.words,
        choices=_choices(desk, asked) if not asked.words else [],
        clear=f"{desk.path}/queue?tab={tab.id}" if asked.words or asked.service or asked.stage or asked.late else None,
        lines=_lines(desk, found.rows, today),
        # Where the list holds several stages, each line says its own.
        staged=asked.tab in ("all", "decided") or bool(asked.words),
        order=_order(asked, found),
        ticked=set(ticked),
        acts=acts,
        take_next=bool(desk.may("take") and counts.anyone),
        back=asked.query(),
        pages=_pages(desk, asked, found),
        empty=_empty(desk, tab, asked, counts),
    )


def _asked(request: HttpRequest, otherwise: str) -> Asked:
    query = request.GET
    tab = query.get("tab", "")
    return Asked(
        tab=tab if tab in _SOUGHT else otherwise,
        service=_service(query.get("service", "")),
        stage=query.get("stage", ""),
        late=query.get("late") == "yes",
        page=_number(query.get("page", "")),
    )


def _service(said: str) -> str:
    """An id as authors give them; empty for anything else. PostgreSQL, for one, takes no text with a NUL in it."""
    return said if _ID.fullmatch(said) else ""


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and 0 < len(said) <= 6 else 1


_SOUGHT: Mapping[str, Sought] = {
    "you": Sought(stages=("checking",)),
    "anyone": Sought(stages=("checking",), nobody=True),
    "others": Sought(stages=("checking",)),
    "waiting": Sought(stages=("waiting",)),
    "to_pay": Sought(stages=("to_pay",)),
    "all": Sought(),
    "decided": Sought(stages=CLOSED, newest_first=True),
}


def _sought(desk: Desk, asked: Asked, today: date) -> Sought:
    sought = _SOUGHT[asked.tab]
    if asked.words:
        return Sought(words=asked.words)
    stages_there = sought.stages
    return msgspec.structs.replace(
        sought,
        stages=tuple(stage for stage in stages_there if stage == asked.stage) or stages_there,
        holder=desk.id if asked.tab == "you" else None,
        besides=desk.id if asked.tab == "others" else None,
        service=asked.service or None,
        late_on=today if asked.late else None,
    )


def _tabs(desk: Desk, asked: Asked, counts: Counts) -> list[Tab]:
    since = "Working days"
    named = [
        ("you", "Waiting for you", counts.mine, since),
        ("anyone", "For anyone", counts.anyone, since),
        ("others", "With colleagues", counts.others, since),
        ("waiting", "Waiting for the resident", counts.waiting, since),
        ("to_pay", "To pay", counts.to_pay, since),
        ("all", "All open", counts.open, since),
        ("decided", "Decided", None, "Decided or closed"),
    ]
    if not desk.may("take"):
        named = [each for each in named if each[0] != "you"]
    return [
        Tab(
            id=id_,
            text=text,
            href=f"{desk.path}/queue?tab={id_}",
            count=count,
            here=id_ == asked.tab and not asked.words,
            age=age,
        )
        for id_, text, count, age in named
    ] + [
        Tab(
            id="tasks",
            text="Stuck messages",
            href=f"{desk.path}/tasks",
            count=counts.tasks,
            here=False,
            age="",
        )
    ]


def _lines(desk: Desk, rows: Iterable[CaseRow], today: date) -> list[Line]:
    shown = tuple(rows)
    named = names_of(f"staff:{row.taken_by}" for row in shown if row.taken_by)
    unread = reads.unanswered(desk.authority.id, [row.id for row in shown])
    lines = []
    for row in shown:
        service = world().editions.edition(row.edition).service
        lines.append(
            Line(
                reference=row.reference,
                href=f"{desk.path}/cases/{row.reference}",
                seen=row.seq,
                who=person(service, row.data),
                about=fact(service, row.data),
                service=title_of(service),
                stage=stages.said(row.stage),
                age=_age(row, today),
                late=late(row.due, today) if row.stage in reads.OPEN else "",
                holder=holder(row, desk, named),
                may_take=desk.may("take") and row.taken_by is None and row.stage in reads.OPEN,
                may_give_back=desk.may("give_back") and row.taken_by == desk.id and row.stage in reads.OPEN,
                unread=row.id in unread,
            )
        )
    return lines


def _age(row: CaseRow, today: date) -> str:
    if row.stage in reads.OPEN and row.submitted:
        return str(working_days(uk_day(row.submitted), today))
    closed = (
        row.erased
        or (uk_day(row.decided) if row.decided else None)
        or (uk_day(row.keep_from) if row.keep_from else None)
    )
    return day(closed, "en") if closed else ""


def _order(asked: Asked, found: Found) -> str:
    count = f"{found.count} case{'' if found.count == 1 else 's'}"
    first = (found.page - 1) * reads.PAGE + 1
    shown = f", showing {first} to {first + len(found.rows) - 1}" if found.pages > 1 else ""
    if asked.late:
        order = "Most late first"
    elif asked.tab == "decided" and not asked.words:
        order = "Newest first"
    else:
        order = "Oldest first"
    days = "" if asked.tab == "decided" and not asked.words else " Working days are counted since it was sent."
    return f"{order}. {count}{shown}.{days}"


def _choices(desk: Desk, asked: Asked) -> list[dict[str, Any]]:
    offered = {id_: title.en for id_, title in world().editions.titles(desk.authority.id).items()}
    for id_ in reads.services_with_cases(desk.authority.id):
        offered.setdefault(id_, id_.replace("_", " ").capitalize())  # no longer offered, and cases are left
    choices = [_choice("service", "Service", "All services", offered, asked.service)]
    there = _SOUGHT[asked.tab].stages
    if len(there) > 1:
        choices.append(
            _choice("stage", "Stage", "All stages", {each: stages.said(each).says for each in there}, asked.stage)
        )
    if asked.tab != "decided":
        choices.append(_choice("late", "When", "Late or not", {"yes": "Late only"}, "yes" if asked.late else ""))
    return choices


def _choice(name: str, label: str, every: str, options: Mapping[str, str], chosen: str) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "options": [
            {"value": "", "text": every, "chosen": chosen not in options},
            *({"value": id_, "text": text, "chosen": id_ == chosen} for id_, text in options.items()),
        ],
    }


def _pages(desk: Desk, asked: Asked, found: Found) -> dict[str, Any] | None:
    """The pages around this one, as the GOV.UK macro wants them; those of a search are buttons, as it is posted."""
    if found.pages == 1:
        return None
    if asked.words:
        return {"before": found.page - 1 or None, "after": found.page + 1 if found.page < found.pages else None}
    href = f"{desk.path}/queue?"
    near = sorted({1, found.page - 1, found.page, found.page + 1, found.pages} & set(range(1, found.pages + 1)))
    items: list[dict[str, Any]] = []
    for number in near:
        if items and number - int(items[-1]["number"]) > 1:
            items.append({"ellipsis": True, "number": number - 1})
        items.append({"number": number, "href": href + asked.query(page=number), "current": number == found.page})
    pages: dict[str, Any] = {"items": items}
    if found.page > 1:
        pages["previous"] = {"href": href + asked.query(page=found.page - 1)}
    if found.page < found.pages:
        pages["next"] = {"href": href + asked.query(page=found.page + 1)}
    return pages


def _empty(desk: Desk, tab: Tab, asked: Asked, counts: Counts) -> dict[str, str]:
    href, link = f"{desk.path}/queue?tab=anyone", "Look through the cases for anyone"
    if asked.words:
        return {
            "says": "No case was found",
            "next": (
                "Search for a reference like FP-7K4-2QM, or the beginning of a name, a postcode or a registration. "
                "Drafts that were not sent are not here."
            ),
        }
    if asked.service or asked.stage or asked.late:
        return {
            "says": "No case is like that",
            "next": "Choose something else above, or",
            "href": tab.href,
            "link": "show them all",
        }
    match tab.id:
        case "you" if counts.anyone:
            return {
                "says": "No case is waiting for you",
                "next": "Take the next case, or",
                "href": href,
                "link": "look through those for anyone",
            }
        case "you" | "anyone":
            return {"says": "No case is waiting", "next": "When a resident sends one, it comes here."}
        case "others":
            return {"says": "No colleague has a case", "next": "", "href": href, "link": link}
        case "waiting":
            return {
                "says": "No case is waiting for a resident",
                "next": "When you ask for more, the case waits here until they answer.",
            }
        case "to_pay":
            return {
                "says": "No case is waiting to be paid",
                "next": "Cases that cost something wait here until somebody marks them as paid.",
            }
        case "all":
            return {"says": "No case is open", "next": "When a resident sends one, it comes here."}
        case _:
            return {"says": "No case is decided yet", "next": "", "href": href, "link": link}


def _is_there(desk: Desk, reference: str) -> bool:
    try:
        case_of(desk, reference)
    except NoSuchCase:
        return False
    return True


# --- taking the next


@at_desk("take", methods=("POST",))
def take_next(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The oldest that nobody has. When a colleague is quicker, the one after it."""
    form = read_form(request)
    sought = Sought(stages=("checking",), nobody=True, service=_service(one(form, "service")) or None)
    for row in reads.find_cases(desk.authority.id, sought).rows:
        try:
            take_case(world(), authority=row.authority, case=row.id, by=desk.by, seen=row.seq, key=fresh_key())
        except (StaleCase, CaseSaysNo):
            continue
        return SeeOther(f"{desk.path}/cases/{row.reference}?done=taken")
    return SeeOther(f"{desk.path}/queue?tab=anyone&done=none-left")


# --- one thing to several

ACTS: Mapping[str, str] = {"take": "Take", "give-back": "Give back", "pass-on": "Pass on"}
_DOING = {"take": "take", "give-back": "give_back", "pass-on": "pass_on"}
MOST_AT_ONCE = 2 * reads.PAGE


def _acts(desk: Desk, tab: Tab, found: Found) -> list[dict[str, str]]:
    if not desk.may("take") or tab.id in ("decided", "tasks") or not found.rows:
        return []
    return [{"value": act, "text": text} for act, text in ACTS.items()]


class Several(msgspec.Struct, frozen=True, kw_only=True):
    """One of the cases that were ticked: what would be done to it, or why not."""

    reference: str
    href: str
    seen: int
    who: str
    holder: str
    because: str  # empty where it can be done


@at_desk("take", methods=("POST",))
def several(request: HttpRequest, desk: Desk) -> HttpResponse:
    """First a page that says what will happen to each; nothing happens before that page is sent."""
    form = read_form(request)
    act = one(form, "act")
    back = f"{desk.path}/queue?{_asked_back(one(form, 'back'))}"
    ticked = form.get("case", [])[:MOST_AT_ONCE]
    if act not in ACTS:
        return SeeOther(back)
    lines = [line for reference in dict.fromkeys(ticked) if (line := _one_of(desk, act, reference, form))]
    if not lines:
        return SeeOther(f"{back}&done=none-ticked")
    to = one(form, "to")
    wrong: list[Problem] = []
    if one(form, "step") == "confirm":
        if act != "pass-on" or to in {each.id for each in workers(desk)}:
            return _do_several(request, desk, act, lines, to, back)
        wrong = [Problem("to", "Select who should have them")]
    return _preview(request, desk, act, lines, back=back, to=to, wrong=wrong)


def _asked_back(said: str) -> str:
    """The queue's query to go back to, made again from what is known of it: an address from a form is not trusted."""
    from django.http import QueryDict

    query = QueryDict(said[:500])
    known = {name: query[name] for name in ("tab", "service", "stage", "late", "page") if name in query}
    return urlencode({name: value for name, value in known.items() if value})


def _one_of(desk: Desk, act: str, typed: str, form: Mapping[str, list[str]]) -> Several | None:
    reference = read_reference(typed)
    if reference is None:
        return None
    try:
        row = case_of(desk, reference)
    except NoSuchCase:
        return None
    seen = one(form, f"seen-{reference}")
    service = world().editions.edition(row.edition).service
    named = names_of([f"staff:{row.taken_by}"] if row.taken_by else [])
    return Several(
        reference=reference,
        href=f"{desk.path}/cases/{reference}",
        seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) <= 9 else row.seq,
        who=person(service, row.data),
        holder=holder(row, desk, named),
        because=_why_not(desk, act, row, named(f"staff:{row.taken_by}") if row.taken_by else ""),
    )


def _why_not(desk: Desk, act: str, row: CaseRow, name: str) -> str:
    if row.stage not in reads.OPEN:
        return f"it is {stages.said(row.stage).says.lower()}"
    match act:
        case "take" if row.taken_by == desk.id:
            return "you have it already"
        case "take" if row.taken_by:
            return f"{name} has it"
        case "give-back" if row.taken_by is None:
            return "nobody has it"
        case "give-back" if row.taken_by != desk.id:
            return f"{name} has it"
        case _:
            return ""


def _preview(
    request: HttpRequest, desk: Desk, act: str, lines: list[Several], *, back: str, to: str, wrong: list[Problem]
) -> HttpResponse:
    will = [line for line in lines if not line.because]
    wont = [line for line in lines if line.because]
    verb = {"take": "take", "give-back": "give back", "pass-on": "pass on"}[act]
    counted = _count(len(will))
    return staff_page(
        request,
        desk,
        "staff/bulk.jinja",
        status=422 if wrong else 200,
        heading=f"{verb.capitalize()} {counted}?" if will else f"None of these can be {_DONE[act]}",
        wrong=wrong,
        errors={problem.at: problem.says for problem in wrong},
        action=f"{desk.path}/queue/several",
        act=act,
        back=back,
        back_query=back.partition("?")[2],
        will=will,
        will_says=f"You will {verb} {counted}",
        wont=wont,
        wont_says=f"{_count(len(wont)).capitalize()} stay as {'it is' if len(wont) == 1 else 'they are'}",
        colleagues=workers_as_radios(desk, to) if act == "pass-on" else None,
        button=f"{verb.capitalize()} {counted}",
    )


_DONE = {"take": "taken", "give-back": "given back", "pass-on": "passed on"}


def _do_several(request: HttpRequest, desk: Desk, act: str, lines: list[Several], to: str, back: str) -> HttpResponse:
    done: list[dict[str, str]] = []
    not_done: list[dict[str, str]] = []
    for line in lines:
        because = line.because or _do_one(desk, act, line, to)
        (not_done if because else done).append(
            {
                "reference": line.reference,
                "href": line.href,
                "says": f"was not {_DONE[act]}: {because}" if because else f"is {_DONE[act]}",
            }
        )
    if not not_done:
        return SeeOther(f"{back}&done={act}-several")
    return staff_page(
        request,
        desk,
        "staff/bulk_done.jinja",
        status=409,
        heading=f"{_count(len(done)).capitalize()} {_DONE[act]}, {len(not_done)} not",
        done=done,
        not_done=not_done,
        not_done_says="What was left as it is",
        back=back,
    )


def _do_one(desk: Desk, act: str, line: Several, to: str) -> str:
    """Empty when it is done; else why not. One that changed meanwhile does not stop the others."""
    try:
        row = case_of(desk, line.reference)
        where: dict[str, Any] = {
            "authority": row.authority,
            "case": row.id,
            "by": desk.by,
            "seen": line.seen,
            "key": fresh_key(),
        }
        match act:
            case "take":
                take_case(world(), **where)
            case "give-back":
                give_back(world(), **where)
            case _:
                pass_on(world(), **where, to=to)
    except StaleCase:
        return "somebody did something with it meanwhile"
    except (CaseSaysNo, NoSuchCase) as no:
        return str(no)[:1].lower() + str(no)[1:].rstrip(".")
    return ""


def _count(number: int) -> str:
    return f"{number} case{'' if number == 1 else 's'}"


def workers(desk: Desk) -> list[reads.Colleague]:
    """Those here who work on cases, by name."""
    from footpath.casework.roles import may

    return [each for each in reads.colleagues(desk.authority.id) if may(each.roles, "decide")]


def workers_as_radios(desk: Desk, chosen: str, *, without: str | None = None) -> list[dict[str, Any]]:
    return [
        {"value": each.id, "text": each.name + (" (you)" if each.id == desk.id else ""), "checked": each.id == chosen}
        for each in workers(desk)
        if each.id != without
    ]
