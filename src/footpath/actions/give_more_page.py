"""The resident answers a page of what they were asked for. It is kept with the request until all of it is there."""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from footpath import journey
from footpath.actions.results import NoSuchPage, Refused, Went
from footpath.actions.turn import Turn
from footpath.casework.asking import asked_edition, next_asked
from footpath.casework.events import GaveMore
from footpath.casework.fold import permit
from footpath.casework.refusals import NothingAsked
from footpath.definition.service import Edition
from footpath.ports import Asking, CaseRow, World
from footpath.questions.question import Answer, Form
from footpath.values import Lang


def give_more_page(
    world: World,
    *,
    authority: str,
    case: str,
    asking: str,
    page: str,
    form: Form,
    lang: Lang,
    item: int | None = None,
) -> Went | Refused:
    """Where to go then: the next page that is asked, or CheckAt when all is there and can be sent.

    A new answer can make a page necessary that was none before: it is asked along with the others.
    """
    with world.together():
        turn = Turn(world, world.records.case(authority, case))
        asked = open_asking(turn, asking)
        on = world.clock.today()
        asking_edition = asked_edition(turn.edition, asked.questions)
        if asking_edition.service.page(page) is None:
            raise NoSuchPage
        answers = answers_so_far(turn.edition, turn.row, asked)
        took = journey.take(asking_edition, page, form, answers=answers, lang=lang, on=on, item=item)
        if isinstance(took, journey.Refused):
            return Refused(problems=took.problems, row=turn.row)
        asked = with_given(turn, asked, took, on=on)
        world.records.save_asking(authority, case, asked)
        return Went(where=_after(turn, asked, page, took, on=on), row=turn.row)


def open_asking(turn: Turn, asking: str) -> Asking:
    """The request, if it is the one that is open; else NothingAsked, or why the case takes no more."""
    permit(turn.state.stage, GaveMore)
    for held in turn.world.records.askings(turn.row.authority, turn.row.id):
        if held.id == asking == turn.state.asking:
            return held
    raise NothingAsked


def answers_so_far(edition: Edition, row: CaseRow, asked: Asking) -> Mapping[str, Answer]:
    """What was answered before, and over it what has been given of the request."""
    return journey.decode(edition.service, {**row.data, **asked.data})


def with_given(turn: Turn, asked: Asking, took: journey.Took, *, on: date) -> Asking:
    """The request with a page's answers, and with the questions that these have made necessary."""
    given = journey.encode(turn.service, {question: took.answers[question] for question in took.questions})
    asked = replace(asked, data={**asked.data, **given})
    place = next_place(turn.edition, turn.row, asked, on=on)
    needed = turn.service.page(place.page) if isinstance(place, journey.AskAt) else None
    if needed is None or any(question.id in asked.questions for question in needed.questions):
        return asked
    return replace(asked, questions=(*asked.questions, *(question.id for question in needed.questions)))


def next_place(edition: Edition, row: CaseRow, asked: Asking, *, on: date) -> journey.Where:
    """The first page where something that was asked is missing, or something that has become necessary."""
    page = next_asked(edition.service, asked.questions, asked.data)
    if page is not None:
        return journey.AskAt(page=page.id)
    way = journey.walk(edition, answers_so_far(edition, row, asked), on=on)
    # At an exit too: what it means for a case that the service is not for them any more is for the team to say.
    return journey.CheckAt() if way.here is None else journey.AskAt(page=way.here, item=way.item)


def _after(turn: Turn, asked: Asking, page: str, took: journey.Took, *, on: date) -> journey.Where:
    """After one of a list comes the list, which asks whether there is another."""
    service = turn.service.page(page)
    assert service is not None, "the page was just answered"
    first = service.questions[0]
    if first.kind != "repeat" or took.another is False:
        return next_place(turn.edition, turn.row, asked, on=on)
    held = took.answers.get(first.id)
    items = len(held) if isinstance(held, list) else 0
    return journey.AskAt(page=page, item=items if took.another else None)
