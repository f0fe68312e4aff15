"""Save and come back later: the answers are saved already, so this is about the way back to them."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse

from footpath.actions.reading import answers_of
from footpath.actions.save_and_return import save_and_return
from footpath.casework.refusals import CaseSaysNo
from footpath.journey import walk
from footpath.values import Problem, new_key
from footpath.web.doors import case_path, hand_key, journey_path, opens, secret_of
from footpath.web.figures import day
from footpath.web.forms import one, read_form, submission_key
from footpath.web.language import SeeOther
from footpath.web.resident.places import Place, find_case, find_row, page
from footpath.web.resident.showing import frame_of, links
from footpath.web.resident.ways import address_now
from footpath.web.templating import private, respond
from footpath.web.tokens import form_token


@page("GET", "POST")
def save(request: HttpRequest, authority: str, service: str, case: str) -> HttpResponse:
    place = find_case(request, authority=authority, service=service, case=case)
    if place.row.stage != "answering":
        return SeeOther(f"{place.path}/sent")
    if request.method == "GET":
        return _ask(request, place)
    form = read_form(request)
    try:
        saved = save_and_return(
            place.world,
            authority=place.row.authority,
            case=place.row.id,
            email=one(form, "email"),
            lang=place.lang,
            key=submission_key(form) or _fresh_key(place),
        )
    except CaseSaysNo:
        return SeeOther(f"{place.path}/sent")
    if isinstance(saved, tuple):
        return _ask(request, place, problems=saved, typed=one(form, "email"))
    return _saved(place, email=one(form, "email"), until=saved.until)


def _ask(request: HttpRequest, place: Place, *, problems: tuple[Problem, ...] = (), typed: str = "") -> HttpResponse:
    assert place.row.keep_until is not None, "a draft is always kept until some day"
    return respond(
        frame_of(place),
        "resident/save.jinja",
        until=day(place.row.keep_until, place.lang),
        problems=problems,
        problem_links=links(problems),
        typed=typed,
        back=f"{place.path}/",
        csrf=form_token(request),
        key=_fresh_key(place),
    )


def _saved(place: Place, *, email: str, until: date) -> HttpResponse:
    return respond(
        frame_of(place),
        "resident/saved.jinja",
        email=email,
        until=day(until, place.lang),
        link=place.world.links.draft(
            authority=place.row.authority, service=place.row.service, case=place.row.id, secret=place.secret
        ),
        back=f"{place.path}/",
    )


def _fresh_key(place: Place) -> str:
    return new_key(place.world.chance.bytes(16))


@page("GET")
def come_back(request: HttpRequest, authority: str, service: str, case: str, secret: str) -> HttpResponse:
    """The link from the email: hands this browser the secret, and goes to where they were.

    A wrong secret hands over nothing and says nothing: a case that is there is then answered like one that is not,
    unless the browser has a secret of its own.
    """
    row = find_row(authority=authority, service=service, case=case)
    if not opens(row, secret) and not opens(row, secret_of(request, case)):
        raise Http404
    path = journey_path(row.authority, row.service, row.id)
    response = private(SeeOther(f"{path}/"))
    if opens(row, secret):
        hand_key(response, request, path=path, case=row.id, secret=secret)
        if row.stage != "answering":
            hand_key(response, request, path=case_path(row.authority, row.id), case=row.id, secret=secret)
    return response


@page("GET")
def carry_on(request: HttpRequest, authority: str, service: str, case: str) -> HttpResponse:
    """Where somebody was, whether they saved, sent or lost the page."""
    place = find_case(request, authority=authority, service=service, case=case)
    if place.row.stage != "answering":
        return SeeOther(f"{place.path}/sent")
    way = walk(place.edition, answers_of(place.edition, place.row), on=place.world.clock.today())
    return SeeOther(address_now(place.path, way))
