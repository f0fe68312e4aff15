"""Every text of a definition that people read, with its place in the file."""

from collections.abc import Iterator

import msgspec

from footpath.definition.service import Page, Service
from footpath.questions.question import Question
from footpath.values import LANGUAGES, Lang, Words


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question with its place. `inside` is the repeat it belongs to, if it does."""

    path: str
    page: Page
    page_at: int  # the page's place in the order
    question: Question
    inside: Question | None = None


def every_question(service: Service) -> Iterator[Asked]:
    """All questions in the order they are asked, those of repeats after the repeat itself."""
    for at, page in enumerate(service.pages):
        for question in page.questions:
            path = f"pages.{page.id}.questions.{question.id}"
            yield Asked(path=path, page=page, page_at=at, question=question)
            for own in question.questions:
                yield Asked(path=f"{path}.questions.{own.id}", page=page, page_at=at, question=own, inside=question)


def in_each(path: str, words: Words | None) -> Iterator[tuple[str, Lang, str]]:
    """A text in each language it was written in, with its place."""
    if words is None:
        return
    for lang in LANGUAGES:
        if words.has(lang):
            yield (f"{path}.{lang}", lang, words.in_(lang))


def headings(service: Service) -> Iterator[tuple[str, Words]]:
    """What each page shows at its top: the question itself when it is alone, the page's title when there are more."""
    for page in service.pages:
        if len(page.questions) == 1:
            only = page.questions[0]
            yield (f"pages.{page.id}.questions.{only.id}.ask", only.ask)
        else:
            yield (f"pages.{page.id}.title", page.title)


def labels(service: Service) -> Iterator[tuple[str, Words]]:
    """Titles of pages, and what each question asks."""
    for page in service.pages:
        yield (f"pages.{page.id}.title", page.title)
    for asked in every_question(service):
        yield (f"{asked.path}.ask", asked.question.ask)


def hints(service: Service) -> Iterator[tuple[str, Words]]:
    for asked in every_question(service):
        if asked.question.hint is not None:
            yield (f"{asked.path}.hint", asked.question.hint)
        for option in asked.question.options:
            if option.hint is not None:
                yield (f"{asked.path}.options.{option.id}.hint", option.hint)
