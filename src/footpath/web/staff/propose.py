"""Proposing a step: in a form, with one text to try or what was changed in the editor; or as the lines of its file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any, Final

import msgspec
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from footpath.actions.drafts import standard_edition
from footpath.actions.plan_outcome import plan_of
from footpath.actions.register_step import is_known, register_step
from footpath.adapters.records import reads
from footpath.definition.changes import Change, Set, adapted, changes_data, compare, say, tree_of_edition
from footpath.definition.changes.files import write_changes
from footpath.definition.format import LONGEST_ID
from footpath.definition.service import Edition, Page
from footpath.doing import refusals
from footpath.doing.measures import since
from footpath.questions import Question
from footpath.steps.measures import MEASURES, STAFF_MEASURES
from footpath.steps.observing import Observation
from footpath.steps.reading import Written, read_step
from footpath.steps.registration import Registration
from footpath.steps.step import Step
from footpath.values import Fault, Problem, Words
from footpath.web.doors import slug, unslug
from footpath.web.forms import one, read_form
from footpath.web.items import check_items, select_items
from footpath.web.language import SeeOther
from footpath.web.staff import propose_groups
from footpath.web.staff.desk import Desk, at_desk, staff_page
from footpath.web.staff.proposing import wrong_people
from footpath.web.staff.reading import sentence, title_of
from footpath.web.staff.steps import step_path
from footpath.web.world import world

WORDS = (
    "name",
    "we_believe",
    "because",
    "we_will_know_when",
    "outcome",
    "owner",
    "measure",
    "hoped_points",
    "staff_measure",
    "may_be_harmed",
    "first_week",
    "data_protection",
    "legal_basis",
)
OF_A_TEXT = ("what", "place", "english", "welsh", "text_because")


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A text of the service that a step may try. `now` is None where there is none yet, like a question's hint."""

    path: str
    called: str
    now: Words | None


@at_desk("propose_step", at="steps", methods=("GET", "POST"))
def propose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """First which service; then what is believed, what differs, and how we will know."""
    offers = {each.service.id: each for each in world().editions.offers(desk.authority.id)}
    offered = offers.get(unslug(request.GET.get("service", "")))
    if offered is None:
        return staff_page(
            request,
            desk,
            "staff/propose_which.jinja",
            services=[{"value": slug(id_), "text": title_of(each.service)} for id_, each in offers.items()],
            back=f"{desk.path}/steps",
            lines=f"{desk.path}/steps/propose/lines",
        )
    made = _draft(desk, offered)
    if request.method != "POST":
        return _form(request, desk, offered, made, typed=_begun(request, desk, offered, made), several={})
    form = read_form(request)
    typed = {name: one(form, name) for name in (*WORDS, *OF_A_TEXT, *propose_groups.FIELDS)}
    several = {name: form.get(name, []) for name in ("with", "groups")}
    done = _proposed(desk, offered, made, typed, several)
    if isinstance(done, Step):
        return SeeOther(f"{step_path(desk, done)}?done=step-registered")
    return _form(request, desk, offered, made, typed=typed, several=several, wrong=done)


def _proposed(
    desk: Desk,
    offered: Edition,
    made: Sequence[Change],
    typed: Mapping[str, str],
    several: Mapping[str, Sequence[str]],
) -> Step | tuple[Problem, ...]:
    tried = _tried(offered, made, typed)
    changes = [each for each in tried if not isinstance(each, Problem)]
    problems = [each for each in tried if isinstance(each, Problem)]
    groups, wrong_groups = propose_groups.chosen(offered.service, several["groups"], typed)
    problems += wrong_groups
    others, points = _others(desk, offered), _points(typed["hoped_points"])
    if points is None:
        problems.append(Problem("hoped_points", "Enter how many points of 100 better you hope it gets, like 6"))
    registration = Registration(
        id=_id(desk.authority.id, typed["name"]),
        name=typed["name"].strip(),
        service=offered.service.id,
        we_believe=typed["we_believe"].strip(),
        because=typed["because"].strip(),
        we_will_know_when=typed["we_will_know_when"].strip(),
        outcome=typed["outcome"].strip(),
        proposer=desk.id,
        owner=typed["owner"],
        authorities=(desk.authority.id, *(each for each in several["with"] if each in others)),
        changes=tuple(changes_data(changes)),
        measure=typed["measure"],
        hoped_points=Decimal(6) if points is None else points,
        guardrails=(),
        groups=groups or msgspec.UNSET,
        staff_measure=typed["staff_measure"],
        may_be_harmed=typed["may_be_harmed"].strip(),
        first_week_percent=10 if typed["first_week"] else None,
        data_protection=typed["data_protection"] or None,
        legal_basis=typed["legal_basis"].strip() or None,
    )
    problems += wrong_people(registration, desk.authority.id)
    if problems:
        return tuple(problems)
    step = register_step(world(), authority=desk.authority.id, registration=registration)
    return step if isinstance(step, Step) else tuple(_at(problem) for problem in step)


def _at(problem: Problem) -> Problem:
    """Where on the form a problem of a registration stands."""
    places = {"changes": "what", "authorities": "with", "id": "name"}
    return Problem(places.get(problem.at, problem.at), problem.says)


def _tried(offered: Edition, made: Sequence[Change], typed: Mapping[str, str]) -> Sequence[Change | Problem]:
    if typed["what"] == "text" or not made:
        return _tried_text(offered, typed)
    return made if typed["what"] == "draft" else [Problem("what", "Choose what you want to try")]


def _tried_text(offered: Edition, typed: Mapping[str, str]) -> Sequence[Change | Problem]:
    spot = next((each for each in spots(offered) if each.path == typed["place"]), None)
    english, welsh, because = (
        typed[name].replace("\r\n", "\n").strip() for name in ("english", "welsh", "text_because")
    )
    wrong = []
    if spot is None:
        wrong.append(Problem("place", "Choose which text is to change"))
    if not english and not welsh:
        wrong.append(Problem("english", "Enter what it should say"))
    if not because:
        wrong.append(Problem("text_because", "Enter why it should say that"))
    if wrong or spot is None:
        return wrong
    if spot.now is not None and spot.now.cy is not None:  # the other language stays as it is
        each = (("en", english), ("cy", welsh))
        return [Set(path=f"{spot.path}.{lang}", to=text, because=because) for lang, text in each if text]
    if not english:
        return [Problem("english", "Enter what it should say in English too: it has no Welsh yet")]
    return [Set(path=spot.path, to={"en": english, "cy": welsh} if welsh else english, because=because)]


def spots(offered: Edition) -> tuple[Spot, ...]:
    """The texts of the pages on the way, in their order."""
    return tuple(spot for page in offered.service.pages for spot in _spots_of(page))


def _spots_of(page: Page) -> Iterator[Spot]:
    path, title = f"pages.{page.id}", page.title.in_("en")
    yield Spot(path=f"{path}.title", called=f"{title}: the page’s title", now=page.title)
    yield Spot(path=f"{path}.guidance", called=f"{title}: the text above the questions", now=page.guidance)
    yield from _spots_in(f"{path}.questions", title, page.questions)


def _spots_in(path: str, title: str, questions: Sequence[Question]) -> Iterator[Spot]:
    for question in questions:
        at, asked = f"{path}.{question.id}", question.ask.in_("en")
        yield Spot(path=f"{at}.ask", called=f"{title}: the question “{asked}”", now=question.ask)
        yield Spot(path=f"{at}.hint", called=f"{title}: the hint of “{asked}”", now=question.hint)
        yield Spot(path=f"{at}.why", called=f"{title}: why we ask “{asked}”", now=question.why)
        yield from _spots_in(f"{at}.questions", title, question.questions)


def _points(typed: str) -> Decimal | None:
    try:
        points = Decimal(typed.strip())
    except InvalidOperation:
        return None
    return points if points.is_finite() else None


def _id(authority: str, name: str) -> str:
    """The step's name as an id, with a number where there is one of that name already."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[: LONGEST_ID - 10].strip("_")
    first = plain if plain[:1].isalpha() else f"step_{plain}".strip("_")
    taken, number = first, 1
    while is_known(world(), authority, taken):
        number += 1
        taken = f"{first}_{number}"
    return taken


def _others(desk: Desk, offered: Edition) -> Mapping[str, str]:
    """Who else offers the service, and could try it at the same time."""
    return {
        each.id: each.name.in_("en")
        for each in world().records.authorities()
        if each.id != desk.authority.id and world().editions.offered(each.id, offered.service.id) is not None
    }


def _begun(request: HttpRequest, desk: Desk, offered: Edition, made: Sequence[Change]) -> Mapping[str, str]:
    """What is known beforehand: where the service is to get to, and what people stumble over, as seen or counted."""
    note = _seen_in_the_street(desk, request.GET.get("observation", ""))
    page = offered.service.page(note.page) if note is not None else None
    place = f"pages.{page.id}.questions.{page.questions[0].id}.hint" if page is not None else ""
    counted, hint = _sent_back(desk, offered, request.GET.get("question", ""))
    return {
        "because": _because_of(note) if note is not None else counted,
        "outcome": _wanted(desk, request.GET.get("outcome", "")) or offered.service.outcome.in_("en"),
        "measure": "completed",
        "hoped_points": "6",
        "staff_measure": "staff_contact",
        "first_week": "yes",
        "what": "draft" if made and request.GET.get("from") == "draft" else "" if made else "text",
        "place": place or hint,
    }


def _form(
    request: HttpRequest,
    desk: Desk,
    offered: Edition,
    made: Sequence[Change],
    *,
    typed: Mapping[str, str],
    several: Mapping[str, Sequence[str]],
    wrong: Sequence[Problem] = (),
) -> HttpResponse:
    service, before = offered.service, tree_of_edition(offered)
    colleagues = [each for each in reads.colleagues(desk.authority.id) if each.id != desk.id]
    change = f"{desk.path}/services/{slug(service.id)}/change"
    choice = partial(select_items, first="Choose")
    return staff_page(
        request,
        desk,
        "staff/propose.jinja",
        status=422 if wrong else 200,
        wrong=list(wrong),
        errors={problem.at: problem.says for problem in reversed(wrong)},
        typed=typed,
        service=title_of(service),
        made=[{"says": say(each, before), "because": each.because} for each in made],
        change=change if desk.may("change_service") else "",
        places=choice(((spot.path, _with_text(spot)) for spot in spots(offered)), typed.get("place", "")),
        owners=choice(((each.id, each.name) for each in colleagues if "manager" in each.roles), typed.get("owner", "")),
        lookers=choice(((each.id, each.name) for each in colleagues), typed.get("data_protection", "")),
        measures=check_items(
            ((id_, sentence(each.says)) for id_, each in MEASURES.items() if each.from_ != "staff"),
            [typed.get("measure")],
        ),
        staff_measures=check_items(
            ((id_, sentence(MEASURES[id_].says)) for id_ in STAFF_MEASURES), [typed.get("staff_measure")]
        ),
        others=check_items(_others(desk, offered).items(), several.get("with", ())),
        groups=propose_groups.ticks(several.get("groups", ())),
        answered=propose_groups.selects(service, typed),
        form={"token": get_token(request)},
        back=f"{desk.path}/steps/propose",
        lines=f"{desk.path}/steps/propose/lines?service={slug(service.id)}{'&from=draft' if made else ''}",
    )


def _with_text(spot: Spot) -> str:
    return spot.called if spot.now is not None else f"{spot.called} (there is none yet)"


# --- as the lines of its file

EXAMPLE = Set(path="pages.PAGE.questions.QUESTION.hint", to="Where to look", because="Why this is better")


@at_desk("propose_step", at="steps", methods=("GET", "POST"))
def lines(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The file of a step, in a box: what is wrong with it is said by line, and nothing is lost."""
    text, wrong = _template(request, desk), tuple[str, ...]()
    if request.method == "POST":
        text = one(read_form(request), "text").replace("\r\n", "\n")
        done = _registered(desk, text)
        if isinstance(done, Step):
            return SeeOther(f"{step_path(desk, done)}?done=step-registered")
        wrong = done
    return staff_page(
        request,
        desk,
        "staff/propose_lines.jinja",
        status=422 if wrong else 200,
        wrong=[Problem("text", says) for says in wrong],
        text=text,
        form={"token": get_token(request)},
        back=f"{desk.path}/steps/propose",
    )


def _registered(desk: Desk, text: str) -> Step | tuple[str, ...]:
    written = read_step(text, file="your text")
    if not isinstance(written, Written):
        return tuple(_fault(fault) for fault in written)
    said = written.registration
    if said.proposer != desk.id:
        return (f"proposer: Write {desk.id}, since it is you who proposes it",)
    problems = wrong_people(said, desk.authority.id)
    if not problems:
        step = register_step(
            world(), authority=desk.authority.id, registration=said, places=written.places, file="your text"
        )
        if isinstance(step, Step):
            return step
        problems = step
    return tuple(f"{problem.at}: {problem.says}" for problem in problems)


def _fault(fault: Fault) -> str:
    return f"Line {fault.line}: {fault.wrong} {fault.mend}".rstrip()


def _template(request: HttpRequest, desk: Desk) -> str:
    """An example to write over; or what somebody changed in the editor, which lacks only its hypothesis."""
    offers = world().editions.offers(desk.authority.id)
    wanted = unslug(request.GET.get("service", ""))
    offered = next((each for each in offers if each.service.id == wanted), offers[0] if offers else None)
    changes: Sequence[Change] = (EXAMPLE,)
    if offered is not None and request.GET.get("from") == "draft":
        changes = _draft(desk, offered) or changes
    head: dict[str, Any] = {
        "step": 1,
        "id": "my_first_step",
        "service": offered.service.id if offered else "SERVICE",
        "name": "New hint about the log book",
        "we_believe": "a hint that shows where to look helps people finish",
        "because": "14 of 60 callers in May did not know where to find the number",
        "we_will_know_when": "more people finish",
        "outcome": offered.service.outcome.in_("en") if offered else "OUTCOME",
        "proposer": desk.id,
        "owner": "STAFF_ID",
        "authorities": [desk.authority.id],
        "measure": "completed",
        "hoped_points": 6,
        "staff_measure": "staff_contact",
        "may_be_harmed": "Nobody we know of, because",
        "first_week_percent": 10,
    }
    return write_changes(changes, head=head)


# --- where a step begins

COUNTED: Final = timedelta(weeks=13)
"""How far back it is counted what people get wrong: as the page does that leads here."""


def _draft(desk: Desk, offered: Edition) -> Sequence[Change]:
    """What a draft of the editor makes different from what is offered, with the reasons its author gave."""
    service = offered.service.id
    draft = world().standards.draft(desk.authority.id, service)
    if draft is None or draft.to is not None:
        return ()
    made = adapted(standard_edition(world(), service=service, version=draft.version), draft.changes)
    if not isinstance(made, Edition):
        return ()
    return [each.change for each in compare(offered, made, made=draft.changes)]


def _seen_in_the_street(desk: Desk, note: str) -> Observation | None:
    return world().observations.observation(desk.authority.id, note) if note else None


def _because_of(note: Observation) -> str:
    """The reason of a step that begins with what somebody was seen to stumble over: the note is named in it."""
    saw = " ".join((note.stuck_at or note.did or note.theme).split())
    return f"Seen in the street, {note.month_said} (note {note.id[:8]}): {saw}"


def _sent_back(desk: Desk, offered: Edition, which: str) -> tuple[str, str]:
    """(why, the hint that could be changed) of a question, named `page.question`, that people get wrong."""
    hint = f"pages.{which.replace('.', '.questions.')}.hint"
    here = next((spot for spot in spots(offered) if spot.path == hint), None)
    if here is None:
        return "", ""
    today = world().clock.today()
    found = world().doing.refusals(desk.authority.id, offered.service.id, first=since(today, COUNTED), last=today)
    kinds = [each for each in found if f"{each.page}.{each.question}" == which]
    if not kinds:
        return "", hint
    said = ", ".join(f"{refusals.said(each.kind)} {each.times:,}" for each in kinds)
    times = sum(each.times for each in kinds)
    return f"It was sent back {times:,} {'time' if times == 1 else 'times'} in the last 13 weeks: {said}", hint


def _wanted(desk: Desk, outcome: str) -> str | None:
    """The outcome of the plan that the step is to serve."""
    found = plan_of(world(), desk.authority.id).outcome(unslug(outcome)) if outcome else None
    return found.sentence if found else None
