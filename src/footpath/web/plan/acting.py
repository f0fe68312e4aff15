"""Planning: each page reads its form, calls one action, and says what came of it; of a lost race it keeps the words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from footpath.actions.plan_outcome import (
    NoSuchOutcome,
    enter_figure,
    give_up_outcome,
    keep_plan,
    plan_of,
    plan_outcome,
)
from footpath.adapters.records import reads
from footpath.plan.measures import MEASURES
from footpath.plan.outcome import AIMS, FIELDS, Outcome
from footpath.plan.record import Plan
from footpath.plan.years import year_of
from footpath.ports import StalePlan
from footpath.values import Problem
from footpath.web.doors import unslug
from footpath.web.forms import one, read_form, seen
from footpath.web.items import check_items, select_items
from footpath.web.language import SeeOther
from footpath.web.plan.chart import said_year
from footpath.web.plan.page import show
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page
from footpath.web.world import world

_WRITTEN = (*FIELDS, *AIMS, "owner", "groups")


@at_desk("plan", at="plan", methods=("GET", "POST"))
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    return _write(request, desk, None)


@at_desk("plan", at="plan", methods=("GET", "POST"))
def change(request: HttpRequest, desk: Desk, outcome: str) -> HttpResponse:
    held = plan_of(world(), desk.authority.id).outcome(unslug(outcome))
    return not_there(request, desk) if held is None else _write(request, desk, held)


def _write(request: HttpRequest, desk: Desk, held: Outcome | None) -> HttpResponse:
    plan = plan_of(world(), desk.authority.id)
    if request.method != "POST":
        typed = _typed(held) if held else {"owner": desk.id, "first_year": str(year_of(world().clock.today()))}
        return _form(request, desk, held, plan, typed=typed, services=held.services if held else ())
    form = read_form(request)
    typed = {name: one(form, name) for name in (*_WRITTEN, "because")}
    services = tuple(form.get("services", ()))
    try:
        done = plan_outcome(
            world(),
            authority=desk.authority.id,
            outcome=held.id if held else None,
            fields=typed,
            services=services,
            owners=[each.id for each in _owners(desk)],
            because=typed["because"],
            by=desk.by,
            seen=seen(form),
        )
    except (StalePlan, NoSuchOutcome):
        return _form(request, desk, held, plan, typed=typed, services=services, stale=True)
    if isinstance(done, tuple):
        return _form(request, desk, held, plan, typed=typed, services=services, wrong=done)
    return SeeOther(f"{desk.path}/plan?done=planned")


def _owners(desk: Desk) -> Sequence[reads.Colleague]:
    return [each for each in reads.colleagues(desk.authority.id) if "manager" in each.roles]


def _typed(held: Outcome) -> dict[str, str]:
    return {
        "sentence": held.sentence,
        "measure": held.measure,
        "unit": "" if held.by.unit else held.unit,
        "baseline": str(held.baseline),
        "baseline_from": held.baseline_from,
        "first_year": str(held.first_year),
        "owner": held.owner,
        "groups": "\n".join(held.groups),
        **{aim: str(value) for aim, value in zip(AIMS, held.aims, strict=True)},
    }


def _form(
    request: HttpRequest,
    desk: Desk,
    held: Outcome | None,
    plan: Plan,
    *,
    typed: Mapping[str, str],
    services: Sequence[str],
    wrong: Sequence[Problem] = (),
    stale: bool = False,
) -> HttpResponse:
    offered = world().editions.titles(desk.authority.id)
    return staff_page(
        request,
        desk,
        "plan/outcome.jinja",
        status=409 if stale else 422 if wrong else 200,
        wrong=list(wrong),
        errors={problem.at: problem.says for problem in reversed(wrong)},
        stale=stale,
        typed=typed,
        new=held is None,
        back=f"{desk.path}/plan",
        form={"token": get_token(request), "seen": plan.seq},
        measures=check_items(((id_, each.says) for id_, each in MEASURES.items()), [typed.get("measure")]),
        services=check_items(((id_, title.en) for id_, title in offered.items()), services),
        owners=select_items(((each.id, each.name) for each in _owners(desk)), typed.get("owner")),
        aims=[
            {"id": aim, "label": f"Year {number}", "hint": _aim_year(typed, number)}
            for number, aim in enumerate(AIMS, 1)
        ],
    )


def _aim_year(typed: Mapping[str, str], number: int) -> str:
    first = typed.get("first_year", "")
    return said_year(int(first) + number - 1) if first.isascii() and first.isdecimal() and len(first) == 4 else ""


def _act(
    request: HttpRequest,
    desk: Desk,
    about: str,
    do: Callable[[Mapping[str, list[str]]], Plan | tuple[Problem, ...]],
    *,
    done: str,
) -> HttpResponse:
    form = read_form(request)
    typed = {name: one(form, name) for name in ("because", "year", "value", "source")}
    facts: dict[str, Any] = {"about": about, "typed": typed}
    try:
        plan = do(form)
    except StalePlan:
        return show(request, desk, **facts, stale=True, status=409)
    except NoSuchOutcome:
        return not_there(request, desk)
    if isinstance(plan, tuple):
        at = [Problem(f"{about}-{problem.at}", problem.says) for problem in plan]
        return show(request, desk, wrong=at, **facts, status=422)
    return SeeOther(f"{desk.path}/plan?done={done}")


@at_desk("plan", at="plan", methods=("POST",))
def keep(request: HttpRequest, desk: Desk) -> HttpResponse:
    def do(form: Mapping[str, list[str]]) -> Plan | tuple[Problem, ...]:
        return keep_plan(
            world(), authority=desk.authority.id, because=one(form, "because"), by=desk.by, seen=seen(form)
        )

    return _act(request, desk, "keep", do, done="kept")


@at_desk("plan", at="plan", methods=("POST",))
def give_up(request: HttpRequest, desk: Desk, outcome: str) -> HttpResponse:
    if plan_of(world(), desk.authority.id).outcome(unslug(outcome)) is None:
        return not_there(request, desk)

    def do(form: Mapping[str, list[str]]) -> Plan | tuple[Problem, ...]:
        return give_up_outcome(
            world(),
            authority=desk.authority.id,
            outcome=unslug(outcome),
            because=one(form, "because"),
            by=desk.by,
            seen=seen(form),
        )

    return _act(request, desk, f"{outcome}-give-up", do, done="given-up")


@at_desk("plan", at="plan", methods=("POST",))
def figure(request: HttpRequest, desk: Desk, outcome: str) -> HttpResponse:
    if plan_of(world(), desk.authority.id).outcome(unslug(outcome)) is None:
        return not_there(request, desk)

    def do(form: Mapping[str, list[str]]) -> Plan | tuple[Problem, ...]:
        return enter_figure(
            world(),
            authority=desk.authority.id,
            outcome=unslug(outcome),
            year=one(form, "year"),
            value=one(form, "value"),
            source=one(form, "source"),
            by=desk.by,
            seen=seen(form),
        )

    return _act(request, desk, f"{outcome}-figure", do, done="figure")
