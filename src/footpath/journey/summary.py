"""The answers in use, as the check-answers page, letters and staff see them."""

import msgspec

from footpath.definition.service import Edition
from footpath.journey.way import Way
from footpath.questions import KINDS, Answer, Question
from footpath.questions.wording import english, welsh
from footpath.values import Lang, Words

NOT_PROVIDED = Words("Not provided", "Heb ei ddarparu")
NONE_ADDED = Words("None added", "Dim wedi’u hychwanegu")
CARD = Words("{one} {number}", "{one} {number}")


class CheckRow(msgspec.Struct, frozen=True, kw_only=True):
    """One answer. `card` is what the item of a list is called, “Vehicle 2”, and `item` its number from 0."""

    question: str
    label: str
    lines: tuple[str, ...]
    page: str
    item: int | None = None
    card: str | None = None


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """The answers of one page."""

    page: str
    title: str
    rows: tuple[CheckRow, ...]


def check_sections(edition: Edition, way: Way, lang: Lang) -> tuple[Section, ...]:
    """The answers of the pages on the way. A question left blank on purpose is there, and says so."""
    sections = []
    for page_id in way.pages:
        page = edition.service.page(page_id)
        assert page is not None, "a way has pages of its own service"
        rows = [
            row
            for question in page.questions
            if question.id in way.in_use
            for row in _rows(question, way.in_use[question.id], page_id, lang)
        ]
        if rows:
            sections.append(Section(page=page_id, title=page.title.in_(lang), rows=tuple(rows)))
    return tuple(sections)


def _rows(question: Question, answer: Answer, page: str, lang: Lang) -> list[CheckRow]:
    if question.kind != "repeat":
        return [_row(question, answer, page, lang)]
    items = answer if isinstance(answer, list) else []
    if not items:
        return [CheckRow(question=question.id, label=question.ask.in_(lang), lines=(NONE_ADDED.in_(lang),), page=page)]
    return [
        msgspec.structs.replace(
            _row(inner, item.get(inner.id), page, lang), item=place, card=card_name(question, place, lang)
        )
        for place, item in enumerate(items)
        for inner in question.questions
    ]


def _row(question: Question, answer: Answer, page: str, lang: Lang) -> CheckRow:
    lines = KINDS[question.kind].show(question, answer, lang) or (NOT_PROVIDED.in_(lang),)
    return CheckRow(question=question.id, label=question.ask.in_(lang), lines=lines, page=page)


def card_name(question: Question, place: int, lang: Lang) -> str:
    """What one of a list is called: “Vehicle 2”."""
    said = (question.one or question.ask).in_(lang)
    one = (welsh if lang == "cy" else english).upper_first(said)
    return CARD.in_(lang).format(one=one, number=place + 1)
