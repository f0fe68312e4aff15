"""Which questions people get wrong, and how: counted where a form is sent back, and about no case and no person."""

from datetime import date

import msgspec

from footpath.definition.service import Edition, Page
from footpath.questions import KINDS, Question
from footpath.values import Lang, Problem

OTHER = "other"


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """How often an answer to a question was sent back for one reason: `kind` is the failing state of its kind."""

    page: str
    question: str
    kind: str
    times: int = 1


def refusals_of(
    edition: Edition, page: str, problems: tuple[Problem, ...], *, lang: Lang, on: date
) -> tuple[Refusal, ...]:
    """One for each question of a form that came back. Which failing state it was is seen by what the page said."""
    asked = edition.service.page(page)
    assert asked is not None, "a form is of a page of the service"
    found: dict[str, str] = {}
    for problem in problems:
        question = _asked(asked, problem.at)
        if question is not None and question.id not in found:
            found[question.id] = _kind(question, problem, lang, on)
    return tuple(Refusal(page=page, question=id_, kind=kind) for id_, kind in found.items())


def _asked(page: Page, field: str) -> Question | None:
    """Whose field it is; of a list, the question of an item before the list itself."""
    for question in (each for outer in page.questions for each in (*outer.questions, outer)):
        if field == question.id or field in KINDS[question.kind].fields(question):
            return question
    return None


def _kind(question: Question, problem: Problem, lang: Lang, on: date) -> str:
    failures = KINDS[question.kind].failures(question, lang, on=on)
    return next((failure.state for failure in failures if failure.says == problem.says), OTHER)


SAID = {
    "empty": "left empty",
    "no_another": "did not say whether there is another",
    "no_first": "did not say whether to add one",
    OTHER: "something else",
}


def said(kind: str) -> str:
    """A failing state in words."""
    return SAID.get(kind, kind.replace("_", " "))
