"""What a resident does with a case that was sent: writes to us, takes it back, asks us to look again."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from footpath.actions.ask_again import ask_again
from footpath.actions.withdraw_case import withdraw_case
from footpath.actions.write_message import write_message
from footpath.casework.refusals import CaseSaysNo
from footpath.ports import CaseRow, StaleCase
from footpath.values import Problem
from footpath.web.case.door import Here, fresh_key, opened
from footpath.web.forms import one, read_form, submission_key
from footpath.web.language import SeeOther
from footpath.web.resident.places import page


@page("GET", "POST")
@opened
def write(request: HttpRequest, here: Here) -> HttpResponse:
    def do(words: str, key: str) -> CaseRow | tuple[Problem, ...]:
        return write_message(
            here.world, authority=here.row.authority, case=here.row.id, words=words, lang=here.lang, key=key
        )

    return _written(request, here, do, done="message", texts="write")


@page("GET", "POST")
@opened
def look_again(request: HttpRequest, here: Here) -> HttpResponse:
    def do(words: str, key: str) -> CaseRow | tuple[Problem, ...]:
        return ask_again(
            here.world, authority=here.row.authority, case=here.row.id, words=words, lang=here.lang, key=key
        )

    if request.method == "GET" and here.row.stage != "decided":
        return too_late(here)
    return _written(request, here, do, done="again", texts="look_again")


def _written(
    request: HttpRequest,
    here: Here,
    do: Callable[[str, str], CaseRow | tuple[Problem, ...]],
    *,
    done: str,
    texts: str,
) -> HttpResponse:
    words = ""
    problems: Sequence[Problem] = ()
    if request.method == "POST":
        form = read_form(request)
        words = one(form, "words")
        try:
            result = do(words, submission_key(form) or fresh_key())
        except (CaseSaysNo, StaleCase):
            return too_late(here, kept=words)
        if not isinstance(result, tuple):
            return SeeOther(f"{here.path}/?done={done}")
        problems = result
    return here.respond(
        "case/write.jinja",
        status=422 if problems else 200,
        title=here.say(f"{texts}_title"),
        label=here.say("look_again_label") if texts == "look_again" else here.say("write_title"),
        lead=here.say("look_again_say") if texts == "look_again" else "",
        hint=here.say(f"{texts}_hint"),
        send=here.say(f"{texts}_send"),
        words=words,
        problems=links(problems),
        csrf_token=get_token(request),
        key=fresh_key(),
        back=f"{here.path}/",
    )


@page("GET", "POST")
@opened
def withdraw(request: HttpRequest, here: Here) -> HttpResponse:
    if request.method == "POST":
        key = submission_key(read_form(request)) or fresh_key()
        try:
            withdraw_case(here.world, authority=here.row.authority, case=here.row.id, lang=here.lang, key=key)
        except (CaseSaysNo, StaleCase):
            return too_late(here)
        return SeeOther(f"{here.path}/?done=withdrawn")
    if here.row.stage not in ("to_pay", "checking", "waiting"):
        return too_late(here)
    return here.respond("case/withdraw.jinja", csrf_token=get_token(request), key=fresh_key(), back=f"{here.path}/")


def too_late(here: Here, *, kept: str = "") -> HttpResponse:
    """The case moved on while the page was open. What was typed is shown, so that nobody loses it."""
    return here.respond(
        "case/page.jinja",
        status=409,
        title=here.say("too_late_title"),
        lines=[here.say("too_late")],
        kept=kept,
        link={"href": f"{here.path}/", "text": here.say("back")},
    )


def links(problems: Sequence[Problem]) -> list[dict[str, str]]:
    """Problems as the error summary wants them."""
    return [{"text": problem.says, "href": f"#{problem.at}"} for problem in problems]
