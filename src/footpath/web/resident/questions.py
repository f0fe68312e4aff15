"""The pages of questions and of lists: shown, answered, added to and taken from."""

from collections.abc import Mapping
from typing import assert_never

from django.http import Http404, HttpRequest, HttpResponse

from footpath.actions.answer_page import answer_page
from footpath.actions.reading import answers_of
from footpath.actions.remove_from_list import remove_from_list
from footpath.actions.results import Crossed, NoSuchPage, Refused, Went
from footpath.casework.refusals import CaseSaysNo
from footpath.definition.service import Page
from footpath.journey import walk
from footpath.journey.moving import news_of
from footpath.questions import at_most
from footpath.web.doors import slug, unslug
from footpath.web.forms import read_form, seen
from footpath.web.language import SeeOther
from footpath.web.resident.crossed import show_crossed
from footpath.web.resident.places import Place, find_case, page
from footpath.web.resident.showing import changing, list_of, refill, show_list, show_questions
from footpath.web.resident.ways import CHANGING, address, address_now
from footpath.web.uploads import received


@page("GET", "POST")
def questions(request: HttpRequest, authority: str, service: str, case: str, page: str) -> HttpResponse:
    """A page by its id. A list's page shows what is in it."""
    place = find_case(request, authority=authority, service=service, case=case)
    asked = _page_of(place, page)
    if asked is None:
        return _gone(place)
    return _answer(request, place, asked, item=None) if request.method == "POST" else _show(request, place, asked)


@page("GET", "POST")
def item(request: HttpRequest, authority: str, service: str, case: str, page: str, item: int) -> HttpResponse:
    """One of a list: its own questions. The number after the last is a new one."""
    place = find_case(request, authority=authority, service=service, case=case)
    asked = _page_of(place, page)
    if asked is None:
        return _gone(place)
    if list_of(asked) is None:
        raise Http404
    return (
        _answer(request, place, asked, item=item)
        if request.method == "POST"
        else _show_item(request, place, asked, item)
    )


def _page_of(place: Place, shown: str) -> Page | None:
    """The page of this address; None where it went away with a newer edition, and the reader did nothing wrong."""
    asked = place.service.page(unslug(shown))
    if asked is None and unslug(shown) not in place.row.written and news_of(place.row.data) is None:
        raise Http404
    return asked


def _gone(place: Place) -> HttpResponse:
    if place.row.stage != "answering":
        return SeeOther(f"{place.path}/sent")
    return SeeOther(
        address_now(place.path, walk(place.edition, answers_of(place.edition, place.row), on=place.world.clock.today()))
    )


def _show(request: HttpRequest, place: Place, asked: Page) -> HttpResponse:
    if place.row.stage != "answering":
        return SeeOther(f"{place.path}/sent")
    answers = answers_of(place.edition, place.row)
    way = walk(place.edition, answers, on=place.world.clock.today())
    if asked.id not in way.pages:
        return SeeOther(address_now(place.path, way))
    listed = list_of(asked)
    if listed is None:
        return show_questions(request, place, asked, way, refill(asked.questions, answers))
    things = answers.get(listed.id)
    if not things and listed.at_least > 0:
        return SeeOther(f"{place.path}/{slug(asked.id)}/0{_query(request)}")
    return show_list(request, place, asked, listed, way, things if isinstance(things, list) else [])


def _show_item(request: HttpRequest, place: Place, asked: Page, item: int) -> HttpResponse:
    if place.row.stage != "answering":
        return SeeOther(f"{place.path}/sent")
    answers = answers_of(place.edition, place.row)
    way = walk(place.edition, answers, on=place.world.clock.today())
    if asked.id not in way.pages:
        return SeeOther(address_now(place.path, way))
    listed = list_of(asked)
    assert listed is not None
    held = answers.get(listed.id)
    things = held if isinstance(held, list) else []
    if item > len(things) or item >= at_most(listed):
        return SeeOther(f"{place.path}/{slug(asked.id)}{_query(request)}")
    values = refill(listed.questions, things[item] if item < len(things) else {})
    return show_questions(request, place, asked, way, values, item=item)


def _answer(request: HttpRequest, place: Place, asked: Page, *, item: int | None) -> HttpResponse:
    form = _form(request, place, asked, item)
    where = {"authority": place.row.authority, "case": place.row.id}
    try:
        if item is not None and "remove" in form:
            went = remove_from_list(
                place.world,
                **where,
                page=asked.id,
                item=item,
                lang=place.lang,
                seen=seen(form),
                changing=changing(request),
            )
            return SeeOther(address(place.path, went.where))
        result = answer_page(
            place.world,
            **where,
            page=asked.id,
            form=form,
            lang=place.lang,
            seen=seen(form),
            changing=changing(request),
            item=item,
            known=place.row,
        )
    except NoSuchPage:
        raise Http404 from None
    except CaseSaysNo:  # it was sent meanwhile, in another window
        return SeeOther(f"{place.path}/sent")
    match result:
        case Went():
            return SeeOther(address(place.path, result.where))
        case Refused():
            return _put_right(request, place, asked, result, form, item)
        case Crossed():
            return show_crossed(request, place, asked, result, form)
        case _:
            assert_never(result)


def _form(request: HttpRequest, place: Place, asked: Page, item: int | None) -> Mapping[str, list[str]]:
    """What was sent, with a receipt for each file."""
    form, listed = read_form(request), list_of(asked)
    questions = asked.questions if listed is None else listed.questions
    if not any(question.kind == "file" for question in questions):
        return form
    answers = answers_of(place.edition, place.row)
    if listed is not None:
        held = answers.get(listed.id)
        answers = held[item] if item is not None and isinstance(held, list) and item < len(held) else {}
    return received(request, place.world, place.row, questions, form, answers)


def _put_right(
    request: HttpRequest, place: Place, asked: Page, refused: Refused, form: Mapping[str, list[str]], item: int | None
) -> HttpResponse:
    """The page again, with what is to be put right and everything as it was typed."""
    answers = answers_of(place.edition, refused.row)
    way = walk(place.edition, answers, on=place.world.clock.today())
    listed = list_of(asked)
    if listed is not None and item is None:
        things = answers.get(listed.id)
        held = things if isinstance(things, list) else []
        return show_list(request, place, asked, listed, way, held, problems=refused.problems, seen=seen(form))
    return show_questions(
        request, place, asked, way, form, item=item, problems=refused.problems, typed=form, seen=seen(form)
    )


def _query(request: HttpRequest) -> str:
    return f"?{CHANGING}" if changing(request) else ""
