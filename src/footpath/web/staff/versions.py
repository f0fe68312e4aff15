"""Both versions of what a step changes, side by side, by the templates that make the pages of residents."""

from typing import Any

import msgspec
from markupsafe import Markup

from footpath.definition.changes import Tree, named, tree_of_edition, value_at
from footpath.definition.service import Edition, Page
from footpath.questions import Question
from footpath.steps.places import SENT, START, places_of
from footpath.steps.step import Step
from footpath.values import Lang, Words
from footpath.web.compiled import compile_page
from footpath.web.resident.asked import Asked, asked_page
from footpath.web.resident.showing import list_of
from footpath.web.templating import frame, render
from footpath.web.world import world


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A question as residents see it. `differs`: it is not the same in the other version."""

    html: Markup
    differs: bool


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A page, or a text that stands on no page of questions, in which case `head` is all of it."""

    head: Markup
    parts: tuple[Part, ...] = ()


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """None where a version has no such page. `lang`: Welsh where only the Welsh differs."""

    lang: Lang
    old: Version | None
    new: Version | None


def versions(step: Step, old: Edition, new: Edition) -> tuple[Versions, ...]:
    """Each place that differs, as it looks in both."""
    found = []
    for place in sorted(places_of(step.registration.changes)):
        if place not in (START, SENT):
            found.append(_pages(old.service.page(place), new.service.page(place)))
    before, after = tree_of_edition(old), tree_of_edition(new)
    for change in step.registration.changes:
        path = str(change.get("set", ""))
        if path and not path.startswith("pages."):
            found.append(Versions(lang="en", old=_text_at(before, path), new=_text_at(after, path)))
    return tuple(found)


def _pages(old: Page | None, new: Page | None) -> Versions:
    lang: Lang = "cy" if old is not None and new is not None and _seen(old, "en") == _seen(new, "en") else "en"
    return Versions(lang=lang, old=_version(old, new, lang, "old-"), new=_version(new, old, lang, "new-"))


def _questions(page: Page) -> tuple[Question, ...]:
    listed = list_of(page)
    return page.questions if listed is None else listed.questions


def _version(page: Page | None, other: Page | None, lang: Lang, mark: str) -> Version | None:
    if page is None:
        return None
    questions = _questions(page)
    others = {question.id: _looks(question, lang) for question in _questions(other)} if other else {}
    asked = asked_page(page, questions, lang, year=world().clock.today().year)
    return Version(
        head=_rendered("editor/preview_head.jinja", lang, heading=asked.heading, guidance=asked.guidance, after="")
        if asked.titled
        else Markup(""),
        parts=tuple(
            Part(
                html=_rendered(
                    "editor/preview_question.jinja",
                    lang,
                    q=_marked(each, mark + page.id + "-"),
                    why=question.why.in_(lang) if question.why else "",
                ),
                differs=_looks(question, lang) != others.get(question.id),
            )
            for question, each in zip(questions, asked.questions, strict=True)
        ),
    )


def _marked(asked: Asked, mark: str) -> Asked:
    """The same under ids of its own: both versions stand on one page."""
    return msgspec.structs.replace(
        asked,
        group=mark + asked.group,
        field=mark + asked.field,
        boxes=tuple(msgspec.structs.replace(box, field=mark + box.field) for box in asked.boxes),
        label={**asked.label, "isPageHeading": False},  # the page of residents has it as its heading
        kept="",
    )


def _rendered(template: str, lang: Lang, **facts: Any) -> Markup:
    return compile_page(render(frame(lang), template, **facts)).join({})


def _seen(page: Page, lang: Lang) -> tuple[Any, ...]:
    texts = (page.title.in_(lang), _said(page.guidance, lang))
    return (*texts, *(_looks(question, lang) for question in _questions(page)))


def _looks(question: Question, lang: Lang) -> tuple[Any, ...]:
    """All of a question that somebody can see."""
    texts = (question.ask, question.hint, question.why, question.says, question.otherwise)
    options = tuple((option.id, option.label.in_(lang), _said(option.hint, lang)) for option in question.options)
    return (question.id, question.kind, question.optional, *(_said(text, lang) for text in texts), options)


def _said(words: Words | None, lang: Lang) -> str:
    return words.in_(lang) if words else ""


def _text_at(tree: Tree, path: str) -> Version:
    value = value_at(tree, path)
    shown = value if isinstance(value, str) else "" if value is None else str(value)
    return Version(
        head=Markup('<p class="govuk-body govuk-!-font-weight-bold">{}</p><p class="govuk-body">{}</p>').format(
            named(path), shown
        )
    )
