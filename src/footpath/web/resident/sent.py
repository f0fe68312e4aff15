"""The confirmation: it has been sent, this is its reference, and this happens next."""

from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from footpath.actions.reading import answers_of
from footpath.casework.days import uk_day
from footpath.casework.texts import fill
from footpath.journey import walk
from footpath.web.compiled import SHELF, Compiled, compile_page, slot
from footpath.web.doors import case_path
from footpath.web.figures import day, pounds
from footpath.web.language import SeeOther, switch_href
from footpath.web.prose import prose
from footpath.web.resident.places import Place, find_case, page
from footpath.web.resident.sending import sent_title
from footpath.web.resident.showing import SWITCH, frame_of
from footpath.web.resident.ways import address_now
from footpath.web.templating import private, render
from footpath.web.words import say

REFERENCE, NEXT, CASE = ":reference", ":next", ":case"


@page("GET")
def sent(request: HttpRequest, authority: str, service: str, case: str) -> HttpResponse:
    place = find_case(request, authority=authority, service=service, case=case)
    if place.row.submitted is None:
        return _not_yet(place)
    compiled = SHELF.get(("sent", place.authority, place.edition.hash, place.lang), lambda: _compile(place))
    return private(
        HttpResponse(
            compiled.join(
                {
                    SWITCH: switch_href(place.lang),
                    REFERENCE: place.row.reference,
                    NEXT: _next(place),
                    CASE: f"{case_path(place.row.authority, place.row.id)}/",
                }
            )
        )
    )


def _not_yet(place: Place) -> HttpResponse:
    way = walk(place.edition, answers_of(place.edition, place.row), on=place.world.clock.today())
    return SeeOther(address_now(place.path, way))


def _compile(place: Place) -> Compiled:
    return compile_page(
        render(
            frame_of(place, switch=slot(SWITCH)),
            "resident/sent.jinja",
            done=sent_title(place.service, place.lang),
            reference=slot(REFERENCE),
            next=slot(NEXT),
            case=slot(CASE),
        )
    )


def _next(place: Place) -> Markup:
    """What happens next, and when: the service's own words, or ours; then the day, where there is one."""
    row, lang = place.row, place.lang
    if row.stage == "decided":
        return prose(say("sent.decided", lang))
    after = _after(place)
    return after if row.due is None else after + Markup("\n") + prose(say("sent.by", lang, day=day(row.due, lang)))


def _after(place: Place) -> Markup:
    after, lang = place.service.after, place.lang
    if after is None:
        if place.row.stage == "to_pay":
            amount = pounds(place.row.charge_pence or 0)
            return prose(say("sent.to_pay", lang, amount=amount, phone=place.authority.contact.phone))
        days = place.service.decide.working_days or place.authority.working_days
        return prose(say("sent.next_one", lang) if days == 1 else say("sent.next_days", lang, days=days))
    assert place.row.submitted is not None
    on = uk_day(place.row.submitted)
    way = walk(place.edition, answers_of(place.edition, place.row), on=on)
    inputs = {**way.in_use, "reference": place.row.reference}
    return prose(fill(place.edition, "after.say", after.say, inputs=inputs, on=on, lang=lang))
