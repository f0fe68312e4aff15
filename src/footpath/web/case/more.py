"""Answering what we asked: pages like those before, with only these questions, kept until all of it is there."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from footpath.actions.give_more import GaveNow, NotAllGiven, give_more
from footpath.actions.give_more_page import answers_so_far, give_more_page, next_place
from footpath.actions.remove_more import remove_more
from footpath.actions.results import NoSuchPage, Refused, Went
from footpath.casework.asking import asked_edition
from footpath.casework.refusals import CaseSaysNo
from footpath.definition.service import Page
from footpath.journey import Way, check_sections
from footpath.ports import Asking, StaleCase
from footpath.questions import at_most
from footpath.questions.question import Answer
from footpath.values import Problem
from footpath.web.case.acts import links, too_late
from footpath.web.case.door import Here, fresh_key, opened
from footpath.web.case.where import number_of
from footpath.web.doors import slug, unslug
from footpath.web.forms import one, read_form, seen, submission_key
from footpath.web.language import SeeOther
from footpath.web.resident.answers import summary
from footpath.web.resident.places import Place, page
from footpath.web.resident.showing import changing, list_of, refill, show_list, show_questions
from footpath.web.resident.ways import CHANGING, address
from footpath.web.uploads import received


class AskedPlace(Place, frozen=True, kw_only=True):
    """A case whose resident answers only what was asked: its edition has no other questions."""

    asking: Asking
    home: str

    @property
    def path(self) -> str:
        return f"{self.home}/more/{number_of(self.asking.id)}"

    @property
    def answers(self) -> Mapping[str, Answer]:
        """What was answered before, and over it what has been answered of the request so far."""
        return answers_so_far(self.world.editions.edition(self.row.edition), self.row, self.asking)

    @property
    def way(self) -> Way:
        """Everything that is asked, in order, for whatever reason: no rule of the service leads past any of it."""
        answers = self.answers
        asked = [question.id for page in self.service.pages for question in page.questions]
        return Way(
            pages=tuple(page.id for page in self.service.pages),
            here=None,
            item=None,
            exit=None,
            complete=True,
            in_use={question: answers[question] for question in asked if question in answers},
            findings=self.edition.rules.find({}, on=self.world.clock.today()),
        )


def _place(here: Here, number: int) -> AskedPlace | None:
    """The request of the address, if it is the one that is open."""
    asking = f"{here.row.id}.{number}"
    held = next(
        (each for each in here.world.records.askings(here.row.authority, here.row.id) if each.id == asking), None
    )
    if held is None or here.row.asking != asking:
        return None
    return AskedPlace(
        world=here.world,
        authority=here.authority,
        edition=asked_edition(here.edition, held.questions),
        row=here.row,
        lang=here.lang,
        secret="",
        asking=held,
        home=here.path,
    )


@page("GET")
@opened
def begin(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """To the first page that still needs an answer, or to the last look before it is sent."""
    place = _place(here, number)
    if place is None:
        return too_late(here)
    where = next_place(here.edition, here.row, place.asking, on=here.world.clock.today())
    return SeeOther(address(place.path, where))


@page("GET")
@opened
def home(request: HttpRequest, here: Here) -> HttpResponse:
    """Where “Back” goes from the first page that is asked."""
    return SeeOther(f"{here.path}/")


@page("GET")
@opened
def later(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """What is answered so far is kept with the request: there is nothing to do but to come back."""
    return SeeOther(f"{here.path}/?done=kept")


@page("GET", "POST")
@opened
def questions(request: HttpRequest, here: Here, number: int, page: str) -> HttpResponse:
    place = _place(here, number)
    asked = place.edition.service.page(unslug(page)) if place else None
    if place is None or asked is None:
        return too_late(here)
    if request.method == "POST":
        return _answer(request, here, place, asked, item=None)
    listed = list_of(asked)
    if listed is None:
        return show_questions(request, place, asked, place.way, refill(asked.questions, place.answers))
    things = _things(place, asked)
    if not things and listed.at_least > 0:
        return SeeOther(f"{place.path}/{slug(asked.id)}/0{_query(request)}")
    # What a list's form has seen is how many it showed: number 2 may be another one by now.
    return show_list(request, place, asked, listed, place.way, things, seen=len(things))


@page("GET", "POST")
@opened
def item(request: HttpRequest, here: Here, number: int, page: str, item: int) -> HttpResponse:
    place = _place(here, number)
    asked = place.edition.service.page(unslug(page)) if place else None
    listed = list_of(asked) if asked else None
    if place is None or asked is None or listed is None:
        return too_late(here)
    if request.method == "POST":
        return _answer(request, here, place, asked, item=item)
    things = _things(place, asked)
    if item > len(things) or item >= at_most(listed):
        return SeeOther(f"{place.path}/{slug(asked.id)}{_query(request)}")
    held = refill(listed.questions, things[item] if item < len(things) else {})
    return show_questions(request, place, asked, place.way, held, item=item)


def _things(place: AskedPlace, asked: Page) -> list[Mapping[str, Answer]]:
    listed = list_of(asked)
    held = place.answers.get(listed.id) if listed else None
    return held if isinstance(held, list) else []


def _answer(request: HttpRequest, here: Here, place: AskedPlace, asked: Page, *, item: int | None) -> HttpResponse:
    form = _form(request, place, asked, item)
    where = {"authority": here.row.authority, "case": here.row.id, "asking": place.asking.id}
    try:
        if item is not None and "remove" in form:
            went = remove_more(here.world, **where, page=asked.id, item=item, items=seen(form))
            return SeeOther(address(place.path, went.where))
        result = give_more_page(here.world, **where, page=asked.id, form=form, lang=here.lang, item=item)
    except (NoSuchPage, CaseSaysNo, StaleCase):
        return too_late(here)
    match result:
        case Went():
            return SeeOther(address(place.path, result.where))
        case Refused():
            return _put_right(request, place, asked, result.problems, form, item)
        case _:
            assert_never(result)


def _form(request: HttpRequest, place: AskedPlace, asked: Page, item: int | None) -> Mapping[str, list[str]]:
    """What was sent, with a receipt for each file."""
    form, listed = read_form(request), list_of(asked)
    if listed is None:
        return received(request, place.world, place.row, asked.questions, form, place.answers)
    things = _things(place, asked)
    before = things[item] if item is not None and item < len(things) else {}
    return received(request, place.world, place.row, listed.questions, form, before)


def _put_right(
    request: HttpRequest,
    place: AskedPlace,
    asked: Page,
    problems: Sequence[Problem],
    form: Mapping[str, list[str]],
    item: int | None,
) -> HttpResponse:
    listed = list_of(asked)
    if listed is not None and item is None:
        things = _things(place, asked)
        return show_list(request, place, asked, listed, place.way, things, problems=problems, seen=len(things))
    return show_questions(request, place, asked, place.way, form, item=item, problems=problems, typed=form)


@page("GET", "POST")
@opened
def check(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Everything that was asked, once more, and a reply where one is wanted. Only this page sends it."""
    place = _place(here, number)
    problems: Sequence[Problem] = ()
    words = ""
    if request.method == "POST":
        form = read_form(request)
        words = one(form, "reply")
        key = submission_key(form) or fresh_key()
        try:
            result = give_more(
                here.world,
                authority=here.row.authority,
                case=here.row.id,
                asking=f"{here.row.id}.{number}",
                reply=words,
                lang=here.lang,
                key=key,
            )
        except (CaseSaysNo, StaleCase):
            return too_late(here, kept=words)
        match result:
            case GaveNow():
                return SeeOther(f"{here.path}/?done=more")
            case NotAllGiven():
                return SeeOther(address(place.path, result.where) if place else f"{here.path}/")
            case tuple():
                problems = result
            case _:
                assert_never(result)
    if place is None:
        return too_late(here, kept=words)
    return here.respond(
        "case/send_more.jinja",
        status=422 if problems else 200,
        answers=summary(check_sections(place.edition, place.way, here.lang), here.lang, changes_at=place.path),
        reply=place.asking.reply,
        words=words,
        problems=links(problems),
        csrf_token=get_token(request),
        key=fresh_key(),
        back=f"{here.path}/",
    )


def _query(request: HttpRequest) -> str:
    return f"?{CHANGING}" if changing(request) else ""
