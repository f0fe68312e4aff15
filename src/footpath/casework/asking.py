"""Asking the resident for more: which questions again, on the same kind of pages, and when all is there."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from footpath.casework.events import Actor, AskedForMore
from footpath.casework.fold import permit
from footpath.casework.handling import free_for
from footpath.casework.state import CaseState
from footpath.casework.words import wrong_words
from footpath.definition.service import Edition, Page, Service
from footpath.values import Problem

_EMPTY = "Enter what you need and why, as the resident will read it"


def check_asking(service: Service, *, questions: tuple[str, ...], words: str, reply: bool) -> tuple[Problem, ...]:
    """What whoever asks can put right, worded for staff."""
    problems = []
    if any(service.question(question) is None for question in questions):
        problems.append(Problem("questions", "Select questions from this list"))
    elif not questions and not reply:
        problems.append(Problem("questions", "Select at least one question, or let the resident write a reply"))
    problems.extend(wrong_words(words, at="words", empty=_EMPTY, long="What you need must be {} characters or less"))
    return tuple(problems)


def ask(
    state: CaseState, *, asking: str, questions: tuple[str, ...], message: str, by: Actor, at: datetime
) -> AskedForMore:
    """Raises AlreadyAsked, NotYours and their like. `message` is the id of the words that say why."""
    permit(state.stage, AskedForMore)
    free_for(state, by)
    return AskedForMore(at=at, by=by, asking=asking, questions=questions, words=message)


def asked_pages(service: Service, questions: Collection[str]) -> tuple[Page, ...]:
    """The service's pages with only these questions on them, in the service's order, each for everybody."""
    pages = []
    for page in service.pages:
        asked = tuple(question for question in page.questions if question.id in questions)
        if asked:
            pages.append(replace(page, questions=asked, when=None))
    return tuple(pages)


def asked_edition(edition: Edition, questions: Collection[str]) -> Edition:
    """The edition as somebody sees it who is asked only these questions: rules and wording are the same.

    Its hash is that of the edition with the questions behind it, so that what is made of it can be cached by hash.
    """
    pages = asked_pages(edition.service, questions)
    kept = [question.id for page in pages for question in page.questions]
    return replace(edition, hash=":".join([edition.hash, *kept]), service=replace(edition.service, pages=pages))


def next_asked(service: Service, questions: Collection[str], given: Mapping[str, Any]) -> Page | None:
    """The first page on which something that was asked is not given yet."""
    for page in asked_pages(service, questions):
        if any(question.id not in given for question in page.questions):
            return page
    return None
