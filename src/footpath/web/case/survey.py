"""A resident is asked how it was, when they have sent it and when it is decided: optional, apart from the case."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from footpath.actions.say_how_it_was import moment_of, say_how_it_was
from footpath.steps.asked import ABLE, EASE, SATISFIED, Moment
from footpath.web.case.door import Here, asked, opened
from footpath.web.forms import one, read_form
from footpath.web.language import SeeOther
from footpath.web.resident.places import page
from footpath.web.words import say

_CHOICES: Mapping[str, Sequence[str]] = {"able": ABLE, "ease": EASE, "satisfied": SATISFIED}


@page("GET", "POST")
@opened
def how_was_it(request: HttpRequest, here: Here) -> HttpResponse:
    return _ask(request, here, moment=moment_of(here.row), done=f"{here.path}/?done=told", back=f"{here.path}/")


@page("GET", "POST")
@asked
def asked_by_email(request: HttpRequest, here: Here) -> HttpResponse:
    """What is said here is of the decision, whatever the case says now. Once it is said there is nothing more to do."""
    said = here.world.steps.resident_said(here.row.authority, here.row.id, "decided")
    if said is not None or request.GET.get("done") == "told":
        lines = [say("survey.told", here.lang)] if said else []
        return here.respond("case/page.jinja", title=say("survey.thanks", here.lang), lines=lines)
    return _ask(request, here, moment="decided", done=f"{request.path}?done=told", back=None)


def _ask(request: HttpRequest, here: Here, *, moment: Moment, done: str, back: str | None) -> HttpResponse:
    typed: Mapping[str, str] = {}
    wrong: tuple[tuple[str, str], ...] = ()
    if request.method == "POST":
        form = read_form(request)
        typed = {field: one(form, field) for field in (*_CHOICES, "improve")}
        said = say_how_it_was(
            here.world,
            authority=here.row.authority,
            case=here.row.id,
            able=typed["able"],
            ease=typed["ease"],
            satisfied=typed["satisfied"],
            improve=typed["improve"],
            lang=here.lang,
            moment=moment,
        )
        if not isinstance(said, tuple):
            return SeeOther(done)
        wrong = said
    errors = {field: say(f"survey.wrong_{kind}", here.lang) for field, kind in wrong}
    return here.respond(
        "case/survey.jinja",
        status=422 if wrong else 200,
        title=say("survey.title", here.lang),
        questions=[_question(field, here, typed, errors) for field in _CHOICES],
        improve=typed.get("improve", ""),
        improve_error=errors.get("improve", ""),
        problems=[{"text": says, "href": f"#{field}"} for field, says in errors.items()],
        csrf_token=get_token(request),
        service=here.service.title.in_(here.lang) if back is None else "",
        back=back,
    )


def _question(field: str, here: Here, typed: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, Any]:
    return {
        "field": field,
        "ask": say(f"survey.{field}", here.lang),
        "error": errors.get(field, ""),
        "choices": [
            {"value": each, "text": say(f"survey.{field}_{each}", here.lang), "checked": typed.get(field) == each}
            for each in _CHOICES[field]
        ],
    }


def asked_now(here: Here) -> bool:
    """Whether they have not told us yet, of this moment."""
    row = here.row
    moment = moment_of(row)
    return row.stage != "withdrawn" and here.world.steps.resident_said(row.authority, row.id, moment) is None
