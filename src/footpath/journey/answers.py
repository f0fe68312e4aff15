"""Answers in and out of a case: from what is stored, from a form, and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from footpath.definition.service import Edition, Service
from footpath.questions import KINDS, Answer, Form, Question, Repeat, at_most
from footpath.values import Lang, Problem

# Under this key, which no question can have, stands what this edition cannot read: answers to questions that are no
# longer asked, or are asked in another way. Nothing uses them and nothing drops them.
KEPT = "(kept)"


class Took(msgspec.Struct, frozen=True, kw_only=True):
    """A form was taken. `answers` is the whole new mapping, `questions` the ids that the page wrote.

    `another` is what the page of a list says: whether one more is to be added. None on every other page.
    """

    answers: Mapping[str, Answer]
    questions: tuple[str, ...]
    another: bool | None = None


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing was taken: what can be put right, in the order of the page."""

    problems: tuple[Problem, ...]


def decode(service: Service, data: Mapping[str, Any]) -> Mapping[str, Answer]:
    """The answers that a case's data holds, as this service reads them."""
    answers: dict[str, Answer] = {}
    kept: dict[str, Any] = {}
    for page in service.pages:
        for question in page.questions:
            if question.id in data:
                found = KINDS[question.kind].from_data(question, data[question.id])
                if isinstance(found, Problem):
                    kept[question.id] = data[question.id]
                else:
                    answers[question.id] = found
    for asked, given in data.items():
        if asked not in answers:
            kept[asked] = given
    if kept:
        answers[KEPT] = kept
    return answers


def encode(service: Service, answers: Mapping[str, Answer]) -> dict[str, Any]:
    """The answers as a case stores them. `decode(encode(a)) == a`."""
    kept = answers.get(KEPT)
    data: dict[str, Any] = dict(kept) if isinstance(kept, dict) else {}
    for page in service.pages:
        for question in page.questions:
            if question.id in answers:
                data[question.id] = KINDS[question.kind].to_data(question, answers[question.id])
    return data


def take(
    edition: Edition,
    page_id: str,
    form: Form,
    *,
    answers: Mapping[str, Answer],
    lang: Lang,
    on: date,
    item: int | None = None,
) -> Took | Refused:
    """The answers with those of one page, or what is wrong with them. Answers of other pages stay as they are.

    `item` is which of a list the form is about; one after the last is a new one. Without it, a list's page says
    whether another is to be added. The page must be one of the edition's.
    """
    page = edition.service.page(page_id)
    assert page is not None, f"{page_id} is no page of this service"
    first = page.questions[0]
    if first.kind == "repeat":
        if item is None:
            return _take_list(first, form, answers, lang)
        return _take_item(first, form, answers, lang, on, item)
    given: dict[str, Answer] = {}
    problems: list[Problem] = []
    for question in page.questions:
        found = KINDS[question.kind].read(question, form, lang, on=on)
        if isinstance(found, tuple):
            problems.extend(found)
        else:
            given[question.id] = found
    if problems:
        return Refused(problems=tuple(problems))
    return _took(answers, given)


def remove_item(edition: Edition, page_id: str, item: int, *, answers: Mapping[str, Answer]) -> Took | None:
    """The answers without one of a list; None where there is no such item."""
    page = edition.service.page(page_id)
    question = page.questions[0] if page is not None else None
    held = _held(question, answers) if question is not None and question.kind == "repeat" else []
    if question is None or not 0 <= item < len(held):
        return None
    return _took(answers, {question.id: held[:item] + held[item + 1 :]})


def _take_item(
    question: Question, form: Form, answers: Mapping[str, Answer], lang: Lang, on: date, item: int
) -> Took | Refused:
    kind = _repeat()
    held = _held(question, answers)
    if item >= len(held) and len(held) >= at_most(question):
        return Refused(problems=kind.too_many(question, lang))
    found = kind.read_item(question, form, lang, on=on)
    if isinstance(found, tuple):
        return Refused(problems=found)
    # One that was removed meanwhile in another window becomes a new one: what somebody typed is not thrown away.
    place = min(item, len(held))
    return _took(answers, {question.id: [*held[:place], found, *held[place + 1 :]]})


def _take_list(question: Question, form: Form, answers: Mapping[str, Answer], lang: Lang) -> Took | Refused:
    held = _held(question, answers)
    found = _repeat().read_another(question, form, len(held), lang)
    if isinstance(found, tuple):
        return Refused(problems=found)
    took = _took(answers, {question.id: held})
    return msgspec.structs.replace(took, another=found)


def _took(answers: Mapping[str, Answer], given: Mapping[str, Answer]) -> Took:
    whole = {**answers, **given}
    kept = answers.get(KEPT)
    if isinstance(kept, dict) and not kept.keys().isdisjoint(given):
        # The new answer stands in the place of the one that could not be read.
        rest = {asked: data for asked, data in kept.items() if asked not in given}
        whole = {**{asked: one for asked, one in whole.items() if asked != KEPT}, **({KEPT: rest} if rest else {})}
    return Took(answers=whole, questions=tuple(given))


def _held(question: Question, answers: Mapping[str, Answer]) -> list[Any]:
    held = answers.get(question.id)
    return held if isinstance(held, list) else []


def _repeat() -> Repeat:
    kind = KINDS["repeat"]
    assert isinstance(kind, Repeat)
    return kind
