"""Where people come in: the councils, what each offers, and the first page of a service."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from footpath.actions.start_case import NoSuchService, start_case
from footpath.definition.service import Edition
from footpath.journey import charge_of, walk
from footpath.ports import Authority
from footpath.values import Lang
from footpath.web.compiled import SHELF, Compiled, compile_page, slot
from footpath.web.doors import hand_key, journey_path, slug, unslug
from footpath.web.figures import pounds
from footpath.web.language import SeeOther, lang_of
from footpath.web.resident.places import find_authority, page
from footpath.web.resident.showing import CSRF
from footpath.web.templating import frame, private, render, respond
from footpath.web.tokens import form_token
from footpath.web.words import say
from footpath.web.world import world


@page("GET")
def places(request: HttpRequest) -> HttpResponse:
    """The first page: councils that offer something here, by name."""
    here, lang = world(), lang_of(request)
    offering = [each for each in here.records.authorities() if here.editions.titles(each.id)]
    return respond(
        frame(lang),
        "resident/places.jinja",
        places=sorted(
            ({"name": each.name.in_(lang), "href": f"/{slug(each.id)}/"} for each in offering),
            key=lambda place: place["name"],
        ),
    )


@page("GET")
def services(request: HttpRequest, authority: str) -> HttpResponse:
    known, lang = find_authority(authority), lang_of(request)
    return respond(
        frame(lang, known),
        "resident/services.jinja",
        services=[
            {
                "title": service.title.in_(lang),
                "summary": service.summary.in_(lang) if service.summary else "",
                "href": f"/{slug(known.id)}/{slug(service.id)}/",
            }
            for service in (edition.service for edition in world().editions.offers(known.id))
        ],
    )


@page("GET", "POST")
def service(request: HttpRequest, authority: str, service: str) -> HttpResponse:
    known = find_authority(authority)
    edition = world().editions.offered(known.id, unslug(service))
    if edition is None:
        return _closed(request, known, unslug(service))
    lang = lang_of(request, edition.service.languages())
    if request.method == "POST":
        return _begin(request, known, edition, lang)
    # The cost is in the key: a price that changes with the year is another page.
    cost = _cost(edition, lang)
    key = ("start", known, edition.hash, lang, cost)
    compiled = SHELF.get(key, lambda: _compile(known, edition, lang, cost))
    return private(HttpResponse(compiled.join({CSRF: form_token(request)})))


def _compile(known: Authority, edition: Edition, lang: Lang, cost: str) -> Compiled:
    around = frame(lang, known, switches=len(edition.service.languages()) > 1)
    start = _facts(known, edition, lang, cost)
    return compile_page(render(around, "resident/start.jinja", start=start, csrf=slot(CSRF)))


def _begin(request: HttpRequest, known: Authority, edition: Edition, lang: Lang) -> HttpResponse:
    try:
        opened = start_case(world(), authority=known.id, service=edition.service.id, lang=lang)
    except NoSuchService:  # it was closed between our look and theirs
        return _closed(request, known, edition.service.id)
    path = journey_path(known.id, edition.service.id, opened.case)
    response = SeeOther(f"{path}/{slug(edition.service.pages[0].id)}")
    hand_key(response, request, path=path, case=opened.case, secret=opened.secret)
    return response


def _closed(request: HttpRequest, known: Authority, service_id: str) -> HttpResponse:
    """A service that somebody offers, or offered, but not here and now. One that nobody ever had is a 404."""
    here = world()
    if not any(here.editions.offered(each.id, service_id) for each in here.records.authorities()):
        raise Http404
    return respond(frame(lang_of(request), known), "resident/closed.jinja", status=404, services=f"/{slug(known.id)}/")


def _facts(known: Authority, edition: Edition, lang: Lang, cost: str) -> dict[str, Any]:
    service = edition.service
    return {
        "title": service.title.in_(lang),
        "summary": service.summary.in_(lang) if service.summary else "",
        "minutes": service.minutes,
        "needs": [need.in_(lang) for need in service.needs],
        "draft_days": service.keep.drafts_days,
        "cost": cost,
        "working_days": service.decide.working_days or known.working_days,
    }


def _cost(edition: Edition, lang: Lang) -> str:
    """The charge where it is the same for everybody; else that it depends."""
    if edition.service.charge is None:
        return say("start.cost_free", lang)
    charged = charge_of(edition, walk(edition, {}, on=world().clock.today()))
    if charged is None:
        return say("start.cost_depends", lang)
    return say("start.cost_known", lang, amount=pounds(charged.pence))
