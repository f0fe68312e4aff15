"""The service as its journey: its pages in order, its ends, what it costs and decides, and what its rules use."""

from collections.abc import Iterable
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from footpath.definition.changes.tree import text_of
from footpath.definition.service import Page, Service
from footpath.values import Lang, Words
from footpath.web.doors import slug, unslug
from footpath.web.editor.bench import Bench, at_bench, editor_page, report_of
from footpath.web.editor.panel import counted, of_page, panel_facts
from footpath.web.editor.preview import Link, edit_href, preview
from footpath.web.editor.sheets import spot_at
from footpath.web.editor.terms import KINDS_SAID, term
from footpath.web.figures import day
from footpath.web.staff.desk import not_there


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Something of the service, in a line or a few, with what can be done to it."""

    name: str
    says: str = ""
    code: str = ""
    more: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    fixed: str = ""
    must_set: str = ""
    rows: tuple[tuple[str, str, str], ...] = ()  # from when, the value, its source


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the journey."""

    number: int
    id: str
    title: str
    href: str
    when: str
    questions: tuple[str, ...]
    links: tuple[Link, ...]
    fixed: str
    found: str


class Section(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    lines: tuple[Line, ...]
    empty: str = ""
    add: Link | None = None


@at_bench()
def overview(request: HttpRequest, bench: Bench) -> HttpResponse:
    service = bench.made.service
    return editor_page(
        request,
        bench,
        "editor/overview.jinja",
        done=DONE.get(request.GET.get("done", ""), ""),
        steps=_steps(bench, service),
        sections=_sections(bench, service),
        add_page=edit_href(bench, "pages", "add"),
        **panel_facts(bench),
    )


DONE = {
    "saved": "Saved. Residents see it when you publish.",
    "taken-back": "That change is taken out. Residents see it when you publish.",
    "published": "Published. New applications use it from now on.",
    "same": "Nothing is different from what is published.",
    "discarded": "Your changes are discarded. The service is as it was last published.",
    "adopted": "Adopted. Make it yours, then publish it.",
    "stopped": "The upgrade is stopped. Nothing has changed for residents.",
    "upgraded": "Upgraded and published. New applications use it from now on.",
}


@at_bench()
def page(request: HttpRequest, bench: Bench, page: str) -> HttpResponse:
    service = bench.made.service
    shown = service.page(unslug(page))
    if shown is None:
        return not_there(request, bench.desk)
    lang: Lang = "cy" if request.GET.get("in") == "cy" else "en"
    faults = of_page(report_of(bench.made).faults, shown.id)
    ids = [each.id for each in service.pages]
    at = ids.index(shown.id)
    path = f"pages.{shown.id}"
    fixed = bench.fixed(path) or ""
    return editor_page(
        request,
        bench,
        "editor/page.jinja",
        done=DONE.get(request.GET.get("done", ""), ""),
        page=shown,
        number=at + 1,
        of=len(ids),
        lang=lang,
        preview=preview(bench, shown, lang, faults),
        page_faults=[fault for fault in faults if not fault.path.startswith(f"{path}.questions.")],
        page_fixed=fixed,
        page_must_set=bench.must_set(path) or "",
        page_links=() if fixed else _page_links(bench, shown),
        before=_next_to(bench, service, at - 1) if at else None,
        after=_next_to(bench, service, at + 1) if at + 1 < len(ids) else None,
        **panel_facts(bench),
    )


def _next_to(bench: Bench, service: Service, at: int) -> Link:
    page = service.pages[at]
    return Link(text=page.title.in_("en"), href=f"{bench.change}/pages/{slug(page.id)}")


def _page_links(bench: Bench, page: Page) -> tuple[Link, ...]:
    path = f"pages.{page.id}"
    lists = any(question.kind == "repeat" for question in page.questions)
    one = len(page.questions) == 1 and not page.guidance
    links = [Link(text="Change the title", href=edit_href(bench, f"{path}.title"))] if one else []
    if page.guidance is None:
        links.append(Link(text="Add text above the questions", href=edit_href(bench, f"{path}.guidance")))
    links.append(
        Link(text="Change the condition" if page.when else "Add a condition", href=edit_href(bench, f"{path}.when"))
    )
    if not lists:
        links.append(Link(text="Add a question", href=edit_href(bench, f"{path}.questions", "add")))
    if len(bench.made.service.pages) > 1:  # a service has one page at least
        links.append(Link(text="Move this page", href=edit_href(bench, path, "move")))
        links.append(Link(text="Remove this page", href=edit_href(bench, path, "remove")))
    return tuple(links)


# --- the journey


def _steps(bench: Bench, service: Service) -> list[Step]:
    report = report_of(bench.made).faults
    steps = []
    for number, page in enumerate(service.pages):
        path = f"pages.{page.id}"
        title = page.title.in_("en")
        fixed = bench.fixed(path) or ""
        found = of_page(report, page.id)
        steps.append(
            Step(
                number=number + 1,
                id=page.id,
                title=title,
                href=f"{bench.change}/pages/{slug(page.id)}",
                when=page.when or "",
                questions=tuple(
                    f"{question.ask.in_('en')} ({KINDS_SAID[question.kind].lower()}"
                    f"{', optional' if question.optional else ''})"
                    for question in page.questions
                ),
                links=()
                if fixed or len(service.pages) == 1
                else (
                    Link(text="Move", href=edit_href(bench, path, "move"), about=title),
                    Link(text="Remove", href=edit_href(bench, path, "remove"), about=title),
                ),
                fixed=fixed,
                found=counted(len(found), "thing to look at", "things to look at") if found else "",
            )
        )
    return steps


def _sections(bench: Bench, service: Service) -> list[Section]:
    return [
        Section(
            id="exits",
            title="Who it is not for",
            lines=tuple(_exits(bench, service)),
            empty="Nobody is turned away.",
            add=Link(text="Add an exit", href=edit_href(bench, "exits", "add")),
        ),
        Section(id="charge", title="What it costs", lines=tuple(_charge(bench, service)), empty="Nothing is charged."),
        Section(
            id="decide",
            title="What is decided",
            lines=tuple(_decides(bench, service)),
            add=Link(text="Add an outcome", href=edit_href(bench, "decide.outcomes", "add")),
        ),
        Section(id="figures", title="Figures", lines=tuple(_figures(bench, service)), empty="There are none."),
        Section(id="lists", title="Lists", lines=tuple(_lists(bench, service)), empty="There are none."),
        Section(id="rules", title="Rules", lines=tuple(_rules(bench)), empty="There are none."),
        Section(id="words", title="Start page, emails and end", lines=tuple(_around(bench, service))),
    ]


def _line(bench: Bench, path: str, name: str, says: str = "", *, links: tuple[Link, ...] = (), **more: Any) -> Line:
    fixed = bench.fixed(path) or ""
    return Line(
        name=name,
        says=says,
        links=() if fixed else links,
        fixed=fixed,
        must_set=bench.must_set(path) or "",
        **more,
    )


def _change(bench: Bench, path: str, about: str, text: str = "Change") -> Link:
    return Link(text=text, href=edit_href(bench, path), about=about)


def _exits(bench: Bench, service: Service) -> Iterable[Line]:
    for exit_ in service.exits:
        path = f"exits.{exit_.id}"
        name = exit_.title.in_("en") if exit_.title else _words(exit_.id)
        links = [
            _change(bench, f"{path}.when", f"when: {name}", "Change when"),
            _change(bench, f"{path}.say", f"the text: {name}", "Change the text"),
            _change(bench, f"{path}.next", f"what people can do instead: {name}", "Change what they can do instead"),
            Link(text="Remove", href=edit_href(bench, path, "remove"), about=name),
        ]
        if exit_.title:
            links.insert(0, _change(bench, f"{path}.title", f"the title: {name}", "Change the title"))
        more = (exit_.next.in_("en"),) if exit_.next else ()
        yield _line(bench, path, name, exit_.say.in_("en"), code=exit_.when, more=more, links=tuple(links))


def _charge(bench: Bench, service: Service) -> Iterable[Line]:
    if service.charge is None:
        return
    links = (
        _change(bench, "charge.for", "what is paid for", "Change what is paid for"),
        _change(bench, "charge.amount", "what it costs", "Change the rule"),
    )
    yield _line(bench, "charge", service.charge.for_.in_("en"), code=service.charge.amount, links=links)


def _decides(bench: Bench, service: Service) -> Iterable[Line]:
    decide = service.decide
    for number, rule in enumerate(decide.automatically):
        path = f"decide.automatically.{number}"
        name = f"A rule decides: {_words(rule.outcome).lower()}"
        ruled = (
            _change(bench, f"{path}.when", f"when: {name}", "Change when"),
            _change(bench, f"{path}.because", f"the reason: {name}", "Change the reason"),
        )
        yield _line(bench, path, name, rule.because.in_("en"), code=rule.when, links=ruled)
    if decide.otherwise:
        days = f", usually within {counted(decide.working_days, 'working day')}" if decide.working_days else ""
        yield _line(
            bench,
            "decide",
            "Otherwise a person decides",
            f"{_words(decide.otherwise)}{days}.",
            links=(_change(bench, "decide.working_days", "working days", "Change the working days"),),
        )
    for outcome in decide.outcomes:
        path = f"decide.outcomes.{outcome.id}"
        name = outcome.title.in_("en") if outcome.title else _words(outcome.id)
        links = (
            _change(bench, f"{path}.title", f"the title: {name}", "Change the title"),
            _change(bench, f"{path}.letter", f"the letter: {name}", "Change the letter"),
            Link(text="Remove", href=edit_href(bench, path, "remove"), about=name),
        )
        yield _line(bench, path, f"Outcome: {name}", _begin(outcome.letter.in_("en")), links=links)


def _figures(bench: Bench, service: Service) -> Iterable[Line]:
    for id_, dated in service.figures.items():
        path = f"figures.{id_}"
        rows = tuple(
            (
                f"from {day(each.since, 'en')}" if each.since else "",
                ", ".join(map(text_of, each.value)) if isinstance(each.value, list | tuple) else text_of(each.value),
                each.source or "",
            )
            for each in dated
        )
        yield _line(bench, path, _words(id_), rows=rows, links=(_change(bench, path, _words(id_)),))


def _lists(bench: Bench, service: Service) -> Iterable[Line]:
    for id_, items in service.lists.items():
        path = f"lists.{id_}"
        said = ", ".join(map(text_of, items[:12])) + (", …" if len(items) > 12 else "")
        says = f"{counted(len(items), 'item')}: {said}"
        yield _line(bench, path, _words(id_), says, links=(_change(bench, path, _words(id_)),))


def _rules(bench: Bench) -> Iterable[Line]:
    for id_, rule in bench.tree.get("rules", {}).items():
        path = f"rules.{id_}"
        table = isinstance(rule, dict) and "table" in rule
        said = rule.get("is", "") if isinstance(rule, dict) else rule
        at = f"{path}.is" if isinstance(rule, dict) else path
        links = (
            (Link(text="See and change the rows", href=edit_href(bench, path, "table"), about=_words(id_)),)
            if table
            else (_change(bench, at, _words(id_)),)
        )
        yield _line(bench, path, id_, _counted_rows(rule["table"]) if table else "", code=text_of(said), links=links)


def _counted_rows(table: Any) -> str:
    return f"A decision table of {counted(len(table['rows']), 'row')}."


def _around(bench: Bench, service: Service) -> Iterable[Line]:
    texts: list[tuple[str, str, Words | None]] = [
        ("title", "Title of the service", service.title),
        ("summary", "Text on the start page", service.summary),
        ("after.say", "What happens next, on the last page", service.after.say if service.after else None),
    ]
    for event, notice in (service.tell.on if service.tell else {}).items():
        said = {"submitted": "sent", "paid": "paid", "asked": "we ask for more", "decided": "decided"}[event]
        texts.append((f"tell.{event}.subject", f"Email when {said}: subject", notice.subject))
        texts.append((f"tell.{event}.say", f"Email when {said}: text", notice.say))
    for path, name, words in texts:
        if spot_at(bench.tree, path) is None:
            continue  # nothing stands around it yet: that is begun in the YAML
        says = _begin(words.in_("en")) if words else ""
        link = _change(bench, path, name.lower(), "Change" if words else "Add")
        yield _line(bench, path, name, says or "None", links=(link,))
    yield _line(
        bench,
        "minutes",
        term("minutes"),
        str(service.minutes or "Not said"),
        links=(_change(bench, "minutes", "the minutes it takes"),),
    )
    yield _line(
        bench,
        "keep",
        "How long we keep what people tell us",
        f"Answers: {service.keep.answers_said}. Not sent: {service.keep.drafts_said}.",
        links=(
            _change(bench, "keep.answers", "how long answers are kept", "Change for answers"),
            _change(bench, "keep.drafts", "how long drafts are kept", "Change for what was not sent"),
        ),
    )


def _begin(text: str, most: int = 160) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[:most].rsplit(' ', 1)[0]} …"


def _words(id_: str) -> str:
    return id_.replace("_", " ").capitalize()
