"""Check your answers: everything in one place, each with its way to change it, then send."""

from typing import assert_never

from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from footpath.actions.reading import answers_of
from footpath.actions.submit_case import NotReady, Sent, TooLate, submit_case
from footpath.casework.refusals import CaseSaysNo
from footpath.journey import Way, charge_of, check_sections, walk
from footpath.journey.moving import News, news_of, still_new
from footpath.questions import Question
from footpath.values import new_key
from footpath.web.compiled import SHELF, Compiled, compile_page, slot
from footpath.web.doors import case_path, hand_key, slug
from footpath.web.figures import pounds
from footpath.web.forms import read_form, submission_key
from footpath.web.language import SeeOther, switch_href
from footpath.web.resident.answers import Row, answers_list, summary
from footpath.web.resident.places import Place, find_case, page
from footpath.web.resident.sending import send_button
from footpath.web.resident.showing import BACK, CSRF, SEEN, SWITCH, frame_of
from footpath.web.resident.ways import CHANGING, address, address_now, back_from
from footpath.web.templating import private, render, respond
from footpath.web.tokens import form_token
from footpath.web.words import say

KEY, SECTIONS = ":key", ":sections"


@page("GET", "POST")
def check(request: HttpRequest, authority: str, service: str, case: str) -> HttpResponse:
    place = find_case(request, authority=authority, service=service, case=case)
    return _send(request, place) if request.method == "POST" else _show(request, place)


def _show(request: HttpRequest, place: Place) -> HttpResponse:
    if place.row.stage != "answering":
        return SeeOther(f"{place.path}/sent")
    answers = answers_of(place.edition, place.row)
    way = walk(place.edition, answers, on=place.world.clock.today())
    news = news_of(place.row.data)
    if not way.complete:
        # Whoever had come this far, and is sent back to a page, is told why before they are.
        if news is not None and way.exit is None and (new := still_new(place.edition, way, answers, news)):
            # As for a change: what is answered already is not gone through again.
            return _tell(place, news, new, f"{address_now(place.path, way)}?{CHANGING}")
        return SeeOther(address_now(place.path, way))
    declares = _declares(place, way)
    compiled = SHELF.get(
        ("check", place.authority, place.edition.hash, place.lang, declares), lambda: _compile(place, declares)
    )
    return private(
        HttpResponse(
            compiled.join(
                {
                    CSRF: form_token(request),
                    KEY: new_key(place.world.chance.bytes(16)),
                    SEEN: place.row.seq,
                    BACK: back_from(place.path, way, page=None),
                    SWITCH: switch_href(place.lang),
                    SECTIONS: _changed(place, news) + _sections(place, way),
                }
            )
        )
    )


def _tell(place: Place, news: News, new: tuple[Question, ...], next_page: str) -> HttpResponse:
    """New questions, how many, and why."""
    return respond(
        frame_of(place),
        "resident/new_questions.jinja",
        count=len(new),
        questions=[question.ask.in_(place.lang) for question in new],
        because=news.because,
        next_page=next_page,
    )


def _changed(place: Place, news: News | None) -> Markup:
    """That something is another than when they began, and why: in one sentence for each reason."""
    if news is None or not news.because:
        return Markup("")
    # A reason is written once, in English, by whoever made the change.
    lang = Markup(' lang="en"') if place.lang != "en" else Markup("")
    reasons = Markup("").join(Markup("<p class='govuk-body'{}>{}</p>").format(lang, each) for each in news.because)
    said = say("check.changed", place.lang)
    return Markup('<div class="govuk-inset-text"><p class="govuk-body">{}</p>{}</div>').format(said, reasons)


def _declares(place: Place, way: Way) -> bool:
    """Whether something on the way was declared: then the button accepts it."""
    asked = (place.service.page(each) for each in way.pages)
    return any(question.kind == "declaration" for each in asked if each for question in each.questions)


def _compile(place: Place, declares: bool) -> Compiled:
    return compile_page(
        render(
            frame_of(place, switch=slot(SWITCH)),
            "resident/check.jinja",
            send=send_button(place.service, place.lang, declares=declares),
            declares=declares,
            sections=slot(SECTIONS),
            back=slot(BACK),
            csrf=slot(CSRF),
            key=slot(KEY),
            seen=slot(SEEN),
        )
    )


def _sections(place: Place, way: Way) -> Markup:
    """The answers by page, then what is to be paid."""
    made = summary(check_sections(place.edition, way, place.lang), place.lang, changes_at=place.path)
    charged = charge_of(place.edition, way)
    if charged is None or place.service.charge is None:
        return made
    row = Row(label=charged.for_.in_(place.lang), lines=(pounds(charged.pence),))
    to_pay = answers_list([row], place.lang, title=say("check.pay", place.lang))
    return made + to_pay + Markup('<p class="govuk-body">{}</p>').format(say("check.pay_after", place.lang))


def _send(request: HttpRequest, place: Place) -> HttpResponse:
    form = read_form(request)
    try:
        result = submit_case(
            place.world,
            authority=place.row.authority,
            case=place.row.id,
            key=submission_key(form) or new_key(place.world.chance.bytes(16)),
            lang=place.lang,
        )
    except CaseSaysNo:  # it was sent before: the confirmation says so, with its reference
        return SeeOther(f"{place.path}/sent")
    match result:
        case NotReady():
            return SeeOther(address(place.path, result.where))
        case TooLate():
            return respond(
                frame_of(place),
                "resident/closed.jinja",
                status=410,
                services=f"/{slug(place.row.authority)}/",
            )
        case Sent():
            response = SeeOther(f"{place.path}/sent")
            # From here on the case has a page of its own, elsewhere: this browser may open that too.
            hand_key(
                response,
                request,
                path=case_path(place.row.authority, place.row.id),
                case=place.row.id,
                secret=place.secret,
            )
            return response
        case _:
            assert_never(result)
