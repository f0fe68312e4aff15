"""Doing something to a step: each page reads its form, calls one action, and says what came of it."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse

from footpath.actions.approve_step import approve_step
from footpath.actions.decide_step import DoesNotApply, decide_step
from footpath.actions.pause_step import confirm_harm, pause_step, resume_step, review_step, withdraw_step
from footpath.ports import NoSuchStep, StaleStep
from footpath.steps.states import StepSaysNo
from footpath.steps.step import Step
from footpath.values import Problem
from footpath.web.forms import one, read_form, seen
from footpath.web.language import SeeOther
from footpath.web.staff.desk import Desk, at_desk, not_there
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
