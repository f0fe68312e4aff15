"""Somebody half-way when a new edition comes: whether they move to it, with which answers, and what they are told."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from footpath.definition.changes import Change, Class, Difference, compare, compare_trees, heaviest, tree_of_edition
from footpath.definition.service import Edition, Service
from footpath.journey.answers import decode
from footpath.journey.way import Way, first_incomplete
from footpath.questions import KINDS, Answer, Question
from footpath.rules import UNKNOWN, Expression, NotAValue, OverBudget, compile_expression, optional
from footpath.values import Problem

# Under this key, which no question can have, a case's data says what is new since its person began, and holds the
# answers that do not fit any more: nothing uses them, and nothing drops them.
MOVED = "(moved)"


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """From one edition to another. `because` are the reasons for what people are told of, each once.

    `stays`: what differs is too much to move anybody, and nothing says how their answers would follow.
    """

    class_: Class
    stays: bool
    because: tuple[str, ...]
    carry: Mapping[str, str]


TOLD: frozenset[Class] = frozenset(("tighten", "restructure", "law"))
"""Classes of which a person half-way is told before they send; wording and relax they simply get."""


def passage(before: Edition, after: Edition, *, made: Sequence[Change], because: str, on: date) -> Passage:
    """`made` are the changes on record between the two, with their reasons; `because` serves where none has one."""
    found = compare(before, after, made=made)
    # Without its mark a change that the law demands may be one that people can follow at once.
    plain = [each.class_ for each in compare_trees(tree_of_edition(before), tree_of_edition(after))]
    stays = any(_holds_back(each, class_, on) for each, class_ in zip(found, plain, strict=True))
    carry: dict[str, str] = {}
    for each in found:
        carry |= each.change.carry or {}
    reasons = [_reason(each, made, because) for each in found if each.class_ in TOLD]
    return Passage(
        class_=heaviest(each.class_ for each in found),
        stays=stays,
        because=tuple(dict.fromkeys(reason for reason in reasons if reason)),
        carry=carry,
    )


def _holds_back(difference: Difference, plain: Class, on: date) -> bool:
    if plain != "restructure":
        return False
    by = difference.change.must_move_by
    if by is not None and on >= by:
        return False
    return difference.change.carry is None


def _reason(difference: Difference, made: Sequence[Change], because: str) -> str:
    known = any(each.because == difference.change.because for each in made)
    return difference.change.because if known else because


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What is new to somebody since they began: questions by id, and the reasons."""

    asks: tuple[str, ...]
    because: tuple[str, ...]


def carried(before: Edition, after: Edition, data: Mapping[str, Any], passage: Passage, *, on: date) -> dict[str, Any]:
    """A case's data for the new edition. Answers stay under their ids; new ones follow from old where it says how."""
    given = dict(data)
    told = given.pop(MOVED, None)
    moved: dict[str, Any] = dict(told) if isinstance(told, dict) else {}
    aside: dict[str, Any] = dict(moved.get("aside", {}))
    for id_, answer in _followed(before, after, data, passage, on=on).items():
        if id_ in given:
            aside[id_] = given[id_]
        given[id_] = answer
    asks = list(moved.get("asks", ()))
    known = _questions(before.service)
    for id_, question in _questions(after.service).items():
        if id_ in given and not _fits(question, given[id_], on=on):
            aside[id_] = given.pop(id_)
            asks.append(id_)
        elif id_ in given:
            asks += _new_inside(known.get(id_), question, given[id_])
        elif id_ not in known:
            asks.append(id_)
    for id_, question in _questions(after.service).items():
        # Left blank on purpose while that could be done.
        if id_ in given and given[id_] is None and not question.optional:
            asks.append(id_)
    reasons = [*moved.get("because", ()), *passage.because]
    if asks or reasons or aside:
        news: dict[str, Any] = {"asks": list(dict.fromkeys(asks)), "because": list(dict.fromkeys(reasons))}
        given[MOVED] = news | ({"aside": aside} if aside else {})
    return given


def news_of(data: Mapping[str, Any]) -> News | None:
    """What a case's data says is new; None where nothing is."""
    told = data.get(MOVED)
    if not isinstance(told, dict):
        return None
    return News(asks=tuple(told.get("asks", ())), because=tuple(told.get("because", ())))


def still_new(edition: Edition, way: Way, answers: Mapping[str, Answer], news: News) -> tuple[Question, ...]:
    """The new questions that this person has still to answer, as far as can be said now."""
    found: list[Question] = []
    for page in edition.service.pages:
        if page.when is not None and way.findings.value(f"page:{page.id}") is False:
            continue
        for question in page.questions:
            answer = answers.get(question.id)
            open_ = answer is None and not (question.optional and question.id in answers)
            if question.id in news.asks and open_:
                found.append(question)
            elif question.kind == "repeat" and answer and first_incomplete(question, answer) is not None:
                found += [inner for inner in question.questions if inner.id in news.asks]
    return tuple(found)


def _questions(service: Service) -> dict[str, Question]:
    return {question.id: question for page in service.pages for question in page.questions}


def _fits(question: Question, data: Any, *, on: date) -> bool:
    """Whether an answer would be taken by the question as it is asked now."""
    kind = KINDS[question.kind]
    found = kind.from_data(question, data)
    if isinstance(found, Problem):
        return False
    if found is None or question.kind == "repeat":
        return True  # what is missing of a list is asked item by item
    return not kind.check(question, found, "en", on=on)


def _new_inside(was: Question | None, now: Question, data: Any) -> list[str]:
    """What is new about each thing of a list, where there are any."""
    if now.kind != "repeat" or was is None or not data:
        return []
    known = {inner.id: inner for inner in was.questions}
    return [
        inner.id
        for inner in now.questions
        if inner.id not in known or (known[inner.id].optional and not inner.optional)
    ]


def _followed(
    before: Edition, after: Edition, data: Mapping[str, Any], passage: Passage, *, on: date
) -> dict[str, Any]:
    """Answers to new questions that follow from old ones. What does not follow is asked."""
    if not passage.carry:
        return {}
    names = {
        id_: optional(KINDS[question.kind].feel_type(question)) for id_, question in _questions(before.service).items()
    }
    answers = decode(before.service, data)
    held = {id_: answers.get(id_) for id_ in names}
    made: dict[str, Any] = {}
    for id_, question in _questions(after.service).items():
        rule = passage.carry.get(id_)
        if rule is None:
            continue
        read = compile_expression(rule, names)
        if not isinstance(read, Expression):
            continue
        try:
            value = read.value(held, on=on)
        except (OverBudget, NotAValue):
            continue
        if value is None or value is UNKNOWN:
            continue
        kind = KINDS[question.kind]
        try:
            written = kind.to_data(question, value)
        except (AttributeError, TypeError, ValueError, KeyError):
            continue  # it follows, but as something that this question does not hold
        if _fits(question, written, on=on):
            made[id_] = written
    return made
