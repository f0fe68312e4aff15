"""Doing something to a step: each page reads its form, calls one action, and says what came of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from msgspec.structs import replace

from footpath.actions.approve_step import approve_step
from footpath.actions.decide_step import DoesNotApply, decide_step
from footpath.actions.drafts import standard_edition
from footpath.actions.pause_step import confirm_harm, pause_step, resume_step, review_step, withdraw_step
from footpath.actions.plan_outcome import plan_of
from footpath.actions.register_step import register_step
from footpath.definition.changes import Change, Set, adapted, compare
from footpath.definition.changes.files import write_changes
from footpath.definition.service import Edition
from footpath.ports import NoSuchStep, StaleStep
from footpath.steps.observing import Observation
from footpath.steps.reading import Written, read_step
from footpath.steps.states import StepSaysNo
from footpath.steps.step import Step
from footpath.values import Fault, Problem
from footpath.web.doors import unslug
from footpath.web.forms import one, read_form, seen
from footpath.web.language import SeeOther
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page
from footpath.web.staff.proposing import wrong_people
from footpath.web.staff.steps import find_step, show, step_path
from footpath.web.world import world

type Fields = Mapping[str, list[str]]


def _act(
    request: HttpRequest, desk: Desk, home: str, step: str, do: Callable[[Step, Fields], object], *, done: str
) -> HttpResponse:
    form = read_form(request)
    try:
        found = find_step(desk, home, step)
    except NoSuchStep:
        return not_there(request, desk)
    typed, chosen = one(form, "because"), one(form, "decision")
    try:
        result = do(found, form)
    except StaleStep:
        now = find_step(desk, home, step)
        return show(request, desk, now, typed=typed, chosen=chosen, stale=True, status=409)
    except (StepSaysNo, DoesNotApply) as no:
        now = find_step(desk, home, step)
        return show(request, desk, now, wrong=(Problem("", str(no)),), typed=typed, chosen=chosen, status=409)
    if isinstance(result, tuple):
        return show(request, desk, found, wrong=result, typed=typed, chosen=chosen, status=422)
    return SeeOther(f"{step_path(desk, found)}?done={done}")


def _because(form: Fields) -> str:
    return one(form, "because")


@at_desk("approve_step", at="steps", methods=("POST",))
def approve(request: HttpRequest, desk: Desk, home: str, step: str) -> HttpResponse:
    def do(found: Step, form: Fields) -> object:
        return approve_step(world(), home=found.authority, step=found.id, by=desk.by)

    return _act(request, desk, home, step, do, done="step-approved")


@at_desk("pull_cord", at="steps", methods=("POST",))
def pause(request: HttpRequest, desk: Desk, home: str, step: str) -> HttpResponse:
    def do(found: Step, form: Fields) -> object:
        return pause_step(world(), home=found.authority, step=found.id, because=_because(form), by=desk.by)

    return _act(request, desk, home, step, do, done="step-paused")


@at_desk("decide_step", at="steps", methods=("POST",))
def resume(request: HttpRequest, desk: Desk, home: str, step: str) -> HttpResponse:
    return _act(request, desk, home, step, _by_owner(desk, resume_step), done="step-resumed")


@at_desk("decide_step", at="steps", methods=("POST",))
def confirm(request: HttpRequest, desk: Desk, home: str, step: str) -> HttpResponse:
    return _act(request, desk, home, step, _by_owner(desk, confirm_harm), done="step-confirmed")


@at_desk("decide_step", at="steps", methods=("POST",))
def review(request: HttpRequest, desk: Desk, home: str, step: str) -> HttpResponse:
    return _act(request, desk, home, step, _by_owner(desk, review_step), done="step-reviewed")


@at_desk("propose_step", at="steps", methods=("POST",))
def withdraw(request: HttpRequest, desk: Desk, home: str, step: str) -> HttpResponse:
    return _act(request, desk, home, step, _by_owner(desk, withdraw_step), done="step-withdrawn")


@at_desk("decide_step", at="steps", methods=("POST",))
def decide(request: HttpRequest, desk: Desk, home: str, step: str) -> HttpResponse:
    def do(found: Step, form: Fields) -> object:
        return decide_step(
            world(),
            home=found.authority,
            step=found.id,
            decision=one(form, "decision"),
            because=_because(form),
            by=desk.by,
            seen=seen(form),
        )

    return _act(request, desk, home, step, do, done="step-decided")


def _by_owner(desk: Desk, action: Callable[..., object]) -> Callable[[Step, Fields], object]:
    def do(found: Step, form: Fields) -> object:
        return action(world(), home=found.authority, step=found.id, because=_because(form), by=desk.by, seen=seen(form))

    return do


# --- proposing

EXAMPLE = Set(
    path="pages.PAGE.questions.QUESTION.hint",
    to="Where to look",
    because="Why this is better",
)


@at_desk("propose_step", at="steps", methods=("GET", "POST"))
def propose(request: HttpRequest, desk: Desk) -> HttpResponse:
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
        "staff/propose.jinja",
        status=422 if wrong else 200,
        wrong=[Problem("text", says) for says in wrong],
        since=None,
        text=text,
        form={"token": get_token(request)},
        back=f"{desk.path}/steps",
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
    note = _seen_in_the_street(desk, request.GET.get("observation", ""))
    if note is not None:
        head["because"] = _because_of(note)
        if changes == (EXAMPLE,):
            changes = (replace(EXAMPLE, path=f"pages.{note.page}.questions.QUESTION.hint"),)
    head["outcome"] = _wanted(desk, request.GET.get("outcome", "")) or head["outcome"]
    return write_changes(changes, head=head)


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


def _wanted(desk: Desk, outcome: str) -> str | None:
    """The outcome of the plan that the step is to serve."""
    found = plan_of(world(), desk.authority.id).outcome(unslug(outcome)) if outcome else None
    return found.sentence if found else None
