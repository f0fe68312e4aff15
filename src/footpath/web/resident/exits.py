"""Where a service ends for somebody it is not for: why, and what they can do instead."""

from django.http import Http404, HttpRequest, HttpResponse

from footpath.actions.reading import answers_of
from footpath.casework.texts import fill
from footpath.journey import walk
from footpath.values import Words
from footpath.web.doors import unslug
from footpath.web.language import SeeOther
from footpath.web.resident.places import find_case, page
from footpath.web.resident.showing import frame_of
from footpath.web.resident.ways import address_now, back_from
from footpath.web.templating import respond
from footpath.web.words import say


@page("GET")
def not_for_you(request: HttpRequest, authority: str, service: str, case: str, exit: str) -> HttpResponse:  # noqa: A002, the word of the address
    """The exit that somebody's answers lead to. Another one, or none any more, is not theirs to read: on they go."""
    place = find_case(request, authority=authority, service=service, case=case)
    if not any(each.id == unslug(exit) for each in place.service.exits):
        raise Http404
    if place.row.stage != "answering":
        return SeeOther(f"{place.path}/sent")
    today = place.world.clock.today()
    way = walk(place.edition, answers_of(place.edition, place.row), on=today)
    if way.exit is None or way.exit.id != unslug(exit):
        return SeeOther(address_now(place.path, way))
    found, lang = way.exit, place.lang

    def filled(part: str, words: Words) -> str:
        return fill(place.edition, f"exits.{found.id}.{part}", words, inputs=way.in_use, on=today, lang=lang)

    return respond(
        frame_of(place),
        "resident/exit.jinja",
        exit={
            "title": filled("title", found.title) if found.title else say("exits.title", lang),
            "say": filled("say", found.say),
            "next": filled("next", found.next) if found.next else "",
        },
        back=back_from(place.path, way, page=None),
    )
