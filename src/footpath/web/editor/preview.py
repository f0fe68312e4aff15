"""A page as residents see it, made by the same templates, with a link beside each text that changes it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec
from markupsafe import Markup

from footpath.definition.service import Page
from footpath.questions import KINDS, Question
from footpath.values import Fault, Lang, Words
from footpath.web.compiled import compile_page, slot
from footpath.web.editor.bench import Bench
from footpath.web.editor.sheets import spot_at
from footpath.web.editor.terms import term
from footpath.web.resident.asked import Asked, AskedPage, asked_page
from footpath.web.resident.showing import item_name, list_of
from footpath.web.templating import frame, render
from footpath.web.world import world


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Somewhere to change something. `about` is heard and not seen."""

    text: str
    href: str
    about: str = ""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """What holds of a question and is not to be seen on the page itself."""

    name: str
    value: str
    links: tuple[Link, ...] = ()


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One question on the preview, with what can be done to it. `html` is what residents see."""

    id: str
    name: str
    html: Markup
    facts: tuple[Fact, ...]
    links: tuple[Link, ...]
    fixed: str
    must_set: str
    faults: tuple[Fault, ...]


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """`head` is what stands above the questions: a heading and guidance, where there are any."""

    head: Markup
    parts: tuple[Part, ...]


def preview(bench: Bench, page: Page, lang: Lang, faults: Sequence[Fault]) -> Preview:
    maker = _Maker(bench, page, lang)
    listed = list_of(page)
    questions = listed.questions if listed is not None else page.questions
    heading = item_name(listed, 1, lang) if listed is not None else ""
    asked = asked_page(page, questions, lang, heading=heading, year=world().clock.today().year)
    parts = [maker.part(question, each, faults) for question, each in zip(questions, asked.questions, strict=True)]
    if listed is not None:
        parts.insert(0, maker.listed(listed, faults))
    return Preview(head=maker.head(asked), parts=tuple(parts))


def edit_href(bench: Bench, path: str, doing: str = "edit") -> str:
    return f"{bench.change}/{doing}?at={quote(path)}"


class _Maker:
    """Texts get a slot after them, which a link fills: what is rendered is what residents are sent, and the links."""

    def __init__(self, bench: Bench, page: Page, lang: Lang) -> None:
        self.bench = bench
        self.page = page
        self.lang = lang
        self.path = f"pages.{page.id}"
        self.links: dict[str, Markup] = {}

    def beside(self, path: str, about: str, words: Words | None) -> str:
        """The slot for the link that changes a text; none where the standard fixes it."""
        if self.bench.fixed(path):
            return ""
        missing = self.lang == "cy" and words is not None and not words.has("cy")
        self.links[path] = Markup(
            '{} <a class="govuk-link govuk-link--no-visited-state app-pencil" lang="en" href="{}">{}'
            '<span class="govuk-visually-hidden"> {}</span></a>'
        ).format(
            Markup(' <strong class="govuk-tag govuk-tag--yellow app-tag" lang="en">No Welsh yet</strong>')
            if missing
            else "",
            edit_href(self.bench, path),
            "Change",
            about,
        )
        return slot(path)

    def rendered(self, template: str, **facts: Any) -> Markup:
        return compile_page(render(frame(self.lang), template, **facts)).join(self.links)

    def head(self, asked: AskedPage) -> Markup:
        if not asked.titled:
            return Markup("")
        return self.rendered(
            "editor/preview_head.jinja",
            heading=asked.heading + self.beside(f"{self.path}.title", "the page’s title", self.page.title),
            guidance=asked.guidance,
            after=self.beside(f"{self.path}.guidance", "the text above the questions", self.page.guidance)
            if asked.guidance
            else "",
        )

    def at(self, question: Question) -> str:
        listed = list_of(self.page)
        if listed is not None and question.id != listed.id:
            return f"{self.path}.questions.{listed.id}.questions.{question.id}"
        return f"{self.path}.questions.{question.id}"

    def part(self, question: Question, asked: Asked, faults: Sequence[Fault]) -> Part:
        path = self.at(question)
        name = question.ask.in_("en")
        label = {
            **asked.label,
            "text": asked.label["text"] + self.beside(f"{path}.ask", f"the question {name}", question.ask),
            "isPageHeading": False,  # it is the resident's page that has it as its heading
        }
        hint = asked.hint
        if hint is not None and question.hint is not None:
            hint = {**hint, "text": hint["text"] + self.beside(f"{path}.hint", f"the hint of {name}", question.hint)}
        own = {option.id: option for option in question.options}
        choices = tuple(
            msgspec.structs.replace(
                choice,
                label=choice.label
                + self.beside(f"{path}.options.{choice.value}", f"the option {choice.label}", own[choice.value].label),
            )
            if choice.value in own
            else choice
            for choice in asked.choices
        )
        says = asked.says
        if question.says is not None:
            says = f"{says} {self.beside(f'{path}.says', 'what people declare', question.says)}"
        otherwise = asked.otherwise
        if question.otherwise is not None:
            otherwise = f"{otherwise} {self.beside(f'{path}.otherwise', 'what else people can do', question.otherwise)}"
        shown = msgspec.structs.replace(
            asked, label=label, hint=hint, choices=choices, says=says, otherwise=otherwise, kept=""
        )
        return Part(
            id=question.id,
            name=name,
            html=self.rendered("editor/preview_question.jinja", q=shown, why=self.why(question, path)),
            facts=self.facts(question, path),
            links=self.tools(question, path),
            fixed=self.bench.fixed(path) or "",
            must_set=self.bench.must_set(path) or "",
            faults=_about(faults, path),
        )

    def listed(self, question: Question, faults: Sequence[Fault]) -> Part:
        """The list itself: what one of it is called, and how many there may be."""
        path = self.at(question)
        return Part(
            id=question.id,
            name=question.ask.in_("en"),
            html=self.rendered(
                "editor/preview_list.jinja",
                ask=question.ask.in_(self.lang) + self.beside(f"{path}.ask", "the question", question.ask),
                why=self.why(question, path),
            ),
            facts=self.facts(question, path),
            links=self.tools(question, path),
            fixed=self.bench.fixed(path) or "",
            must_set=self.bench.must_set(path) or "",
            faults=tuple(fault for fault in faults if fault.path == path),
        )

    def why(self, question: Question, path: str) -> str:
        if question.why is None:
            return ""
        about = f"why we ask: {question.ask.in_('en')}"
        return f"{question.why.in_(self.lang)} {self.beside(f'{path}.why', about, question.why)}"

    def facts(self, question: Question, path: str) -> tuple[Fact, ...]:
        takes = KINDS[question.kind].takes
        shown: list[Fact] = []

        def fact(key: str, name: str, value: str) -> None:
            at = f"{path}.{key}"
            change = Link(text="Change" if value else "Add", href=edit_href(self.bench, at), about=name.lower())
            links = () if self.bench.fixed(at) else (change,)
            if value or links:
                shown.append(Fact(name=name, value=value or "None", links=links))

        if question.kind not in ("declaration", "repeat"):
            fact("optional", "Must be answered", "No, it may be left blank" if question.optional else "Yes")
        if "between" in takes:
            fact("between", "Limits", _limits(question))
        for key in ("longest", "example", "largest_megabytes", "at_least", "at_most"):
            if key in takes:
                value = getattr(question, key)
                fact(key, term(key), "" if value is None else str(value))
        if "accept" in takes:
            fact("accept", "Kinds of file", ", ".join(question.accept))
        if "one" in takes and question.one is not None:
            fact("one", term("one"), question.one.in_(self.lang))
        if question.used_for:
            fact("used_for", term("used_for"), question.used_for)
        return tuple(shown)

    def tools(self, question: Question, path: str) -> tuple[Link, ...]:
        if self.bench.fixed(path):
            return ()
        about = f": {question.ask.in_('en')}"
        takes = KINDS[question.kind].takes
        links = []
        for key, text in (("hint", "Add a hint"), ("why", "Add why we ask"), ("otherwise", "Add another way")):
            known = key in ("hint", "why") or key in takes
            if known and getattr(question, key) is None:
                links.append(Link(text=text, href=edit_href(self.bench, f"{path}.{key}"), about=about))
        if "options" in takes:
            options = f"{path}.options"
            links.append(Link(text="Add an option", href=edit_href(self.bench, options, "add"), about=about))
            links.append(
                Link(text="Order or remove options", href=edit_href(self.bench, options, "order"), about=about)
            )
        if "questions" in takes:
            inner = f"{path}.questions"
            links.append(Link(text="Add a question", href=edit_href(self.bench, inner, "add"), about=about))
        spot = spot_at(self.bench.tree, path)
        if spot is not None and len(spot.siblings()) > 1:
            links.append(Link(text="Move", href=edit_href(self.bench, path, "move"), about=about))
        links.append(Link(text="Remove", href=edit_href(self.bench, path, "remove"), about=about))
        return tuple(links)


def _limits(question: Question) -> str:
    if question.between is None:
        return ""
    least, most = question.between
    return f"from {'any' if least is None else least} to {'any' if most is None else most}"


def _about(faults: Sequence[Fault], path: str) -> tuple[Fault, ...]:
    return tuple(fault for fault in faults if fault.path == path or fault.path.startswith(f"{path}."))
