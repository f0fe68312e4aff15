"""A case by its reference: the answer never says whether there is one, and the link goes to the address on it."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from footpath.actions.find_case import find_case
from footpath.values import Lang, Problem, read_reference
from footpath.web.case.acts import links
from footpath.web.doors import slug, unslug
from footpath.web.forms import one, read_form
from footpath.web.language import lang_of
from footpath.web.resident.places import page
from footpath.web.templating import frame, respond
from footpath.web.throttle import Counted, Limit, address, count, too_often
from footpath.web.words import say
from footpath.web.world import world

# Each one may send an email. A library's address has many people behind it, so the limit is wide; that nobody's
# letter box is filled is the action's own limit, by case.
FINDING = Limit(name="find a case", tries=60, minutes=15)


@page("GET", "POST")
def find(request: HttpRequest) -> HttpResponse:
    lang = lang_of(request)
    if request.method == "GET":
        return _ask(request, lang)
    form = read_form(request)
    typed, where = one(form, "reference"), one(form, "authority")
    known = world().records.authority(unslug(where)) if where else None
    problems = [
        *(
            []
            if read_reference(typed)
            else [_wrong("reference", "find_wrong" if typed.strip() else "find_empty", lang)]
        ),
        *([] if known else [_wrong("authority", "find_where_empty", lang)]),
    ]
    if problems or known is None:
        return _ask(request, lang, problems, reference=typed, authority=where)
    counted = (Counted(FINDING, (address(request),)),)
    if too_often(counted):
        return _say(lang, "often_title", "often", status=429)
    count(counted)
    find_case(world(), authority=known.id, reference=typed)
    lines = (
        say("case.found", lang, reference=read_reference(typed)),
        say("case.found_next", lang, phone=known.contact.phone),
    )
    return respond(
        frame(lang, known, switches=False), "case/page.jinja", title=say("case.found_title", lang), lines=lines
    )


def _wrong(at: str, text: str, lang: Lang) -> Problem:
    return Problem(at, say(f"case.{text}", lang))


def _say(lang: Lang, title: str, line: str, *, status: int) -> HttpResponse:
    return respond(
        frame(lang, switches=False),
        "case/page.jinja",
        status=status,
        title=say(f"case.{title}", lang),
        lines=[say(f"case.{line}", lang)],
    )


def _ask(
    request: HttpRequest, lang: Lang, problems: list[Problem] | None = None, *, reference: str = "", authority: str = ""
) -> HttpResponse:
    offering = [each for each in world().records.authorities() if world().editions.titles(each.id)]
    return respond(
        frame(lang),
        "case/find.jinja",
        status=422 if problems else 200,
        problems=links(problems or []),
        errors={problem.at: problem.says for problem in problems or []},
        reference=reference[:100],
        authorities=[
            {"value": slug(each.id), "text": each.name.in_(lang), "checked": slug(each.id) == authority}
            for each in sorted(offering, key=lambda each: each.name.in_(lang))
        ],
        csrf_token=get_token(request),
    )
