"""The resident answers a page: what they typed is kept, and the way goes on."""

from datetime import date

from footpath import journey
from footpath.actions.in_steps import is_tried, meets
from footpath.actions.reading import answers_of, remember
from footpath.actions.results import Crossed, NoSuchPage, Refused, Went
from footpath.actions.turn import Turn
from footpath.casework.events import Answered
from footpath.casework.fold import permit
from footpath.casework.journal import commitment
from footpath.definition.service import Edition
from footpath.doing.refusals import refusals_of
from footpath.ports import CaseRow, StaleCase, World
from footpath.questions.question import Form
from footpath.values import Lang
from footpath.values.failpoints import failpoint


def answer_page(
    world: World,
    *,
    authority: str,
    case: str,
    page: str,
    form: Form,
    lang: Lang,
    seen: int,
    changing: bool = False,
    item: int | None = None,
    known: CaseRow | None = None,
) -> Went | Refused | Crossed:
    """`seen` is the case's number when the form was shown, `item` which of a repeat this is.

    A page that is not on the way just now is kept all the same: an answer given is never thrown away, and rules
    see only what is on the way.

    `known` is the case as it was read a moment ago, to see whose it is. It is written upon only if nobody wrote since;
    otherwise it is read again. Nearly always that is one read and a shorter lock for each answer.
    """
    if known is not None:
        try:
            return _answer(world, known, page, form, lang=lang, seen=seen, changing=changing, item=item)
        except StaleCase:
            pass
    return _answer(world, (authority, case), page, form, lang=lang, seen=seen, changing=changing, item=item)


def _answer(
    world: World,
    case: CaseRow | tuple[str, str],
    page: str,
    form: Form,
    *,
    lang: Lang,
    seen: int,
    changing: bool,
    item: int | None,
) -> Went | Refused | Crossed:
    with world.together():
        turn = Turn(world, case if isinstance(case, CaseRow) else world.records.case(*case))
        failpoint("answer.read")
        row, edition = turn.row, turn.edition
        permit(row.stage, Answered)
        if edition.service.page(page) is None:
            raise NoSuchPage
        on = world.clock.today()
        answers = answers_of(edition, row)
        took = journey.take(edition, page, form, answers=answers, lang=lang, on=on, item=item)
        tried = is_tried(world, row)
        if isinstance(took, journey.Refused):
            if tried:
                world.steps.refuse(row.authority, row.id)
            wrong = refusals_of(edition, page, took.problems, lang=lang, on=on)
            world.doing.refused(row.authority, row.service, wrong, edition=edition.hash, lang=lang, day=on)
            return Refused(problems=took.problems, row=row)
        given = journey.encode(edition.service, {asked: took.answers[asked] for asked in took.questions})
        # The same answers again are no event: a second press of the button, or a page passed on the way to another.
        if page not in row.written or any(asked not in row.data or row.data[asked] != given[asked] for asked in given):
            if row.written.get(page, 0) > seen:
                return Crossed(
                    row=row,
                    yours={asked: took.answers[asked] for asked in took.questions},
                    theirs={asked: answers.get(asked) for asked in took.questions},
                )
            data = {**row.data, **given}
            turn.happens(
                Answered(
                    at=turn.now,
                    by="resident",
                    page=page,
                    questions=took.questions,
                    answers=commitment(row.salt, data),
                    item=item,
                )
            )
            row = turn.write(data=data, lang=lang)
            remember(edition, row, took.answers)
        # Where no step runs the way is walked after the lock is given back.
        where = _next(edition, took, page, changing=changing, on=on) if tried else None
        if where is not None:
            meets(world, row, where)
    failpoint("answer.committed")
    return Went(where=where or _next(edition, took, page, changing=changing, on=on), row=row)


def _next(edition: Edition, took: journey.Took, page: str, *, changing: bool, on: date) -> journey.Where:
    way = journey.walk(edition, took.answers, on=on)
    return journey.next_where(edition, way, after=page, changing=changing, another=took.another)
