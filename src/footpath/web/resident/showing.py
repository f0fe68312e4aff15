"""A page of questions put together: compiled once, then filled with what this reader's case holds."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from footpath.definition.service import Page
from footpath.journey import Way
from footpath.journey.summary import CARD
from footpath.questions import KINDS, Question, Receipt, Repeat, at_most
from footpath.questions.question import Answer
from footpath.questions.wording import english, welsh
from footpath.values import Lang, Problem
from footpath.web.compiled import SHELF, Compiled, compile_page, fill_fields, slot
from footpath.web.doors import slug
from footpath.web.language import switch_href
from footpath.web.resident.asked import AskedPage, asked_page, file_slot
from footpath.web.resident.places import Place
from footpath.web.resident.ways import CHANGING, back_from
from footpath.web.templating import Frame, frame, private, render, respond
from footpath.web.tokens import form_token
from footpath.web.words import say

type Held = Mapping[str, str | list[str]]

# Slots that are no fields have a colon in their names, and no field has: a question's id is letters, digits and _.
CSRF, SEEN, BACK, SWITCH, NUMBER = ":csrf", ":seen", ":back", ":switch", ":number"


def changing(request: HttpRequest) -> bool:
    """Whether somebody came from the check page to change this, and goes back there."""
    return bool(request.META.get("QUERY_STRING")) and request.GET.get("change") == "yes"


def list_of(asked: Page) -> Question | None:
    """The list that a page is about. A list is alone on its page."""
    first = asked.questions[0]
    return first if first.kind == "repeat" else None


def refill(questions: Sequence[Question], answers: Mapping[str, Answer]) -> dict[str, str | list[str]]:
    """What the boxes hold when a page is shown again."""
    held: dict[str, str | list[str]] = {}
    for question in questions:
        held.update(KINDS[question.kind].refill(question, answers.get(question.id)))
    return held


def frame_of(place: Place, *, keeping: str = "", switch: str = "") -> Frame:
    """The frame of a case's page. A service in one language has no switch."""
    both = len(place.service.languages()) > 1
    made = frame(
        place.lang, place.authority, service=place.service.title.in_(place.lang), switches=both, keeping=keeping
    )
    return (
        Frame(lang=made.lang, authority=made.authority, service=made.service, switch=switch)
        if both and switch
        else made
    )


def compile_questions(
    around: Frame, asked: AskedPage, *, problems: Sequence[Problem] = (), save: str | None = "save"
) -> Compiled:
    """The page in parts. Its fields are slots by their names, and around them CSRF, SEEN, BACK and the like."""
    return compile_page(
        render(
            around,
            "resident/question.jinja",
            asked=asked,
            problems=problems,
            problem_links=links(problems),
            back=slot(BACK),
            save=save,
            csrf=slot(CSRF),
            seen=slot(SEEN),
        )
    )


def links(problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [{"text": problem.says, "href": f"#{problem.at}"} for problem in problems]


def show_questions(
    request: HttpRequest,
    place: Place,
    asked: Page,
    way: Way,
    held: Held,
    *,
    item: int | None = None,
    problems: Sequence[Problem] = (),
    typed: Mapping[str, Sequence[str]] | None = None,
    seen: int | None = None,
) -> HttpResponse:
    """The page with what its boxes hold. With problems it is rendered whole, for this reader alone.

    `seen` is what the reader had seen of the case when they sent a form that is shown again; else it is all there is.
    """
    if problems:
        compiled = _compile(place, asked, item is not None, problems, typed)
    else:
        key = (place.authority, place.edition.hash, asked.id, place.lang, item is not None)
        compiled = SHELF.get(key, lambda: _compile(place, asked, item is not None))
    filled = fill_fields(held)
    for question in _questions(asked, of_list=item is not None):
        if question.kind == "file":
            filled[file_slot(question.id)] = _kept_file(held.get(question.id), place.lang)
    filled[CSRF] = form_token(request)
    filled[SEEN] = place.row.seq if seen is None else seen
    filled[SWITCH] = switch_href(place.lang, CHANGING if changing(request) else "")
    filled[BACK] = _back(request, place, asked, way, item)
    filled[NUMBER] = "" if item is None else item + 1
    return private(HttpResponse(compiled.join(filled)))


def _compile(
    place: Place,
    asked: Page,
    of_list: bool,
    problems: Sequence[Problem] = (),
    typed: Mapping[str, Sequence[str]] | None = None,
) -> Compiled:
    listed = list_of(asked)
    heading = item_name(listed, slot(NUMBER), place.lang) if of_list and listed is not None else ""
    shown = asked_page(
        asked,
        _questions(asked, of_list=of_list),
        place.lang,
        heading=heading,
        problems=problems,
        typed=typed,
        year=place.world.clock.today().year,
    )
    # Relative, so that one compiled page fits every case: an item is a step further down than other pages.
    return compile_questions(
        frame_of(place, switch=slot(SWITCH)), shown, problems=problems, save="../save" if of_list else "save"
    )


def _questions(asked: Page, *, of_list: bool) -> Sequence[Question]:
    """The page's own, or those of one of its list."""
    listed = list_of(asked)
    return listed.questions if of_list and listed is not None else asked.questions


def _kept_file(receipt: str | list[str] | None, lang: Lang) -> Markup:
    """That we have a file already, and which: nobody sends one twice because the box is empty."""
    text = receipt if isinstance(receipt, str) else (receipt or [""])[0]
    try:
        name = msgspec.json.decode(text.encode(errors="replace"), type=Receipt).name
    except msgspec.DecodeError:
        return Markup("")
    return Markup('<div class="govuk-inset-text">{}</div>').format(say("questions.file_kept", lang, name=name))


def _back(request: HttpRequest, place: Place, asked: Page, way: Way, item: int | None) -> str:
    listed = list_of(asked)
    if item is not None and listed is not None and (way.in_use.get(listed.id) or listed.at_least == 0):
        return f"{place.path}/{slug(asked.id)}{'?' + CHANGING if changing(request) else ''}"
    if changing(request):
        return f"{place.path}/check"
    return back_from(place.path, way, asked.id)


# --- a list -----------------------------------------------------------------------------------------------------------


def one_of(listed: Question, lang: Lang, *, with_article: bool = False) -> str:
    """What one of the list is called, as it stands in a sentence: vehicle, an allergy, cerbyd."""
    said = (listed.one or listed.ask).in_(lang)
    if lang == "cy":
        return welsh.lower_first(said)
    plain = english.lower_first(said)
    return f"{'an' if plain[:1] in 'aeiou' else 'a'} {plain}" if with_article else plain


def item_name(listed: Question, number: object, lang: Lang) -> str:
    """Vehicle 2, as the check page calls it, with any number, be it a slot."""
    said = (listed.one or listed.ask).in_(lang)
    return CARD.in_(lang).format(one=(welsh if lang == "cy" else english).upper_first(said), number=number)


def show_list(
    request: HttpRequest,
    place: Place,
    asked: Page,
    listed: Question,
    way: Way,
    things: Sequence[Mapping[str, Any]],
    *,
    problems: Sequence[Problem] = (),
    seen: int | None = None,
) -> HttpResponse:
    """What has been added so far, and whether there is another."""
    kind, lang = KINDS["repeat"], place.lang
    assert isinstance(kind, Repeat)
    query = f"?{CHANGING}" if changing(request) else ""
    return respond(
        frame_of(place, keeping=CHANGING if changing(request) else ""),
        "resident/list.jinja",
        listed={
            "heading": asked.title.in_(lang),
            "guidance": asked.guidance.in_(lang) if asked.guidance else "",
            "things": [
                {
                    "name": item_name(listed, number + 1, lang),
                    "lines": kind.show_item(listed, thing, lang),
                    "href": f"{place.path}/{slug(asked.id)}/{number}{query}",
                }
                for number, thing in enumerate(things)
            ],
            "field": kind.another_field(listed),
            "question": _another(listed, lang, any_yet=bool(things)),
            "choices": [(each.id, each.label.in_(lang)) for each in kind.choices(listed)],
            "full": len(things) >= at_most(listed),
            "most": at_most(listed),
            "why": listed.why.in_(lang) if listed.why else "",
        },
        problems=problems,
        problem_links=links(problems),
        back=_back(request, place, asked, way, None),
        save="save",
        csrf=form_token(request),
        seen=place.row.seq if seen is None else seen,
    )


def _another(listed: Question, lang: Lang, *, any_yet: bool) -> str:
    if any_yet:
        return say("questions.another", lang, one=one_of(listed, lang))
    return say("questions.first", lang, one=one_of(listed, lang, with_article=True))
