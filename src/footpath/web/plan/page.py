"""The plan: how each outcome stands, what the kept steps came to, what nothing explains, and what was decided when."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from footpath.adapters.records import reads
from footpath.plan.outcome import Outcome
from footpath.plan.reckoning import Fate, Rest, Sum, add_up, effect_of, fate, serves, standing, unexplained
from footpath.plan.record import Measured, Plan, PlanEntry, Planned, check_chain, fold, former_aims, given_up
from footpath.plan.years import counted, spans, year_of
from footpath.steps.events import StepDecided
from footpath.steps.states import SAID as STATES
from footpath.steps.step import Step
from footpath.values import Problem
from footpath.web.doors import slug
from footpath.web.figures import day
from footpath.web.plan.chart import plan_chart, said_year
from footpath.web.staff.ages import moment
from footpath.web.staff.desk import Desk, at_desk, staff_page
from footpath.web.staff.steps import step_path
from footpath.web.world import world

DONE = {
    "planned": "It is planned, and your reason is on record.",
    "given-up": "The outcome is given up. What was aimed at stays on record.",
    "figure": "The figure is on record.",
    "kept": "The plan stands, and your reason is on record.",
}
_COLOUR = {
    "as good as aimed for": "green",
    "better, behind its aim": "yellow",
    "the same as before": "yellow",
    "worse than before": "red",
    "not measured yet": "grey",
}
_FATES: tuple[Fate, ...] = ("kept", "put back", "running", "waiting")


@at_desk("see_plan", at="plan")
def plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    return show(request, desk, done=DONE.get(request.GET.get("done", ""), ""))


def show(
    request: HttpRequest,
    desk: Desk,
    *,
    done: str = "",
    wrong: Sequence[Problem] = (),
    about: str = "",
    typed: Mapping[str, str] | None = None,
    stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    """`about` is the outcome whose small form was sent back, or "keep": what was typed is in it again."""
    entries = world().plans.entries(desk.authority.id)
    held = fold(entries)
    steps = world().steps.steps(desk.authority.id)
    names = reads.names_of({each.owner for each in held.outcomes} | {_who(entry) for entry in entries})
    outcomes = [_outcome(desk, entries, held, outcome, steps, names) for outcome in held.outcomes]
    today = world().clock.today()
    due = held.due(today)
    lost = [step for step in steps if not any(serves(step, outcome) for outcome in held.outcomes)]
    return staff_page(
        request,
        desk,
        "plan/plan.jinja",
        status=status,
        said=done,
        wrong=list(wrong),
        errors={problem.at: problem.says for problem in wrong},
        typed={f"{about}-{name}": value for name, value in (typed or {}).items()},
        about=about,
        stale=stale,
        form={"token": get_token(request), "seen": held.seq},
        path=f"{desk.path}/plan",
        sum=_sum(held, outcomes),
        outcomes=outcomes,
        lost=[_step(desk, step) for step in lost] if held.outcomes else [],
        due="" if due is None else day(due, "en"),
        is_due=due is not None and due <= today,
        given_up=[each.sentence for each in given_up(entries)],
        history=[_happened(entry, names, held) for entry in reversed(entries)],
        whole=check_chain(entries, authority=desk.authority.id) is None,
        may_plan=desk.may("plan"),
        may_propose=desk.may("propose_step"),
    )


def _who(entry: PlanEntry) -> str:
    return entry.event.by.removeprefix("staff:")


def _sum(held: Plan, outcomes: Sequence[Mapping[str, Any]]) -> str:
    if not held.outcomes:
        return "Nothing is planned yet."
    counts = Counter(str(each["standing"]) for each in outcomes)
    parts = [f"{number} {says}" if len(outcomes) > 1 else says for says, number in counts.most_common()]
    last = said_year(max(each.years[-1] for each in held.outcomes))
    count = "1 outcome" if len(outcomes) == 1 else f"{len(outcomes)} outcomes"
    return f"{count} until {last}: {', '.join(parts)}."


def _outcome(
    desk: Desk,
    entries: Sequence[PlanEntry],
    held: Plan,
    outcome: Outcome,
    steps: Sequence[Step],
    names: Mapping[str, str],
) -> dict[str, Any]:
    values = values_of(desk, held, outcome)
    serving = [step for step in steps if serves(step, outcome)]
    total = _total(desk, outcome, serving)
    latest = [values[year] for year in sorted(values) if year >= outcome.first_year]
    how = standing(outcome, values)
    id_ = slug(outcome.id)
    this_year = year_of(world().clock.today())
    return {
        "id": id_,
        "sentence": outcome.sentence,
        "standing": how,
        "colour": _COLOUR[how],
        "says": _says(outcome, values),
        "measure": outcome.by.says if outcome.by.unit else f"{outcome.by.says} ({outcome.unit})",
        "owner": names.get(outcome.owner, outcome.owner),
        "groups": outcome.groups,
        "services": _titles(desk, outcome),
        "chart": plan_chart(outcome, values, id_=f"chart-{id_}"),
        "rows": _rows(held, outcome, values),
        "unit": outcome.unit,
        "total": _total_says(total),
        "rest": _rest_says(unexplained(outcome, latest[-1] if latest else None, total), total),
        "steps": [_step(desk, step) for step in sorted(serving, key=lambda step: _FATES.index(fate(step)))],
        "tried": _tried(serving),
        "former": [
            {
                "when": moment(decision.at),
                "because": decision.because,
                "aims": ", ".join(f"{said_year(outcome_.first_year + n)}: {a}" for n, a in enumerate(outcome_.aims)),
                "baseline": f"{outcome_.baseline}",
                "sentence": outcome_.sentence,
            }
            for decision, outcome_ in former_aims(entries, outcome)
        ],
        "change": f"{desk.path}/plan/outcomes/{id_}",
        "propose": f"{desk.path}/steps/propose?service={slug(outcome.services[0])}&outcome={id_}",
        "entered": outcome.by.source == "entered",
        "years": [{"value": str(year), "text": said_year(year)} for year in outcome.years if year <= this_year],
    }


def values_of(desk: Desk, held: Plan, outcome: Outcome) -> dict[int, Decimal]:
    """How it was, year by year: from cases where they say it, else as somebody entered it."""
    if outcome.by.source == "entered":
        return {figure.year: figure.value for figure in held.figures if figure.outcome == outcome.id}
    wanted = spans(outcome, world().clock.now())
    by_service = {service: world().plans.tallies(desk.authority.id, service, wanted) for service in outcome.services}
    return counted(
        outcome, {year: {service: tallies[year] for service, tallies in by_service.items()} for year in wanted}
    )


def _says(outcome: Outcome, values: Mapping[int, Decimal]) -> str:
    begins = f"It began at {outcome.baseline} {outcome.unit}"
    years = [year for year in sorted(values) if outcome.aim(year) is not None]
    if not years:
        return f"{begins}, and is to be {outcome.aims[-1]} in {said_year(outcome.years[-1])}."
    year = years[-1]
    return f"{begins}. In {said_year(year)} it is {values[year]}; {outcome.aim(year)} is aimed for."


def _rows(held: Plan, outcome: Outcome, values: Mapping[int, Decimal]) -> list[dict[str, str]]:
    sources = {figure.year: figure.source for figure in held.figures if figure.outcome == outcome.id}
    found = []
    for year in outcome.years:
        baseline = year < outcome.first_year
        value = outcome.baseline if baseline else values.get(year)
        source = outcome.baseline_from if baseline else sources.get(year, "Our cases" if value is not None else "")
        aim = outcome.aim(year)
        found.append(
            {
                "year": said_year(year),
                "aim": "Where it began" if aim is None else str(aim),
                "value": "" if value is None else str(value),
                "source": source,
            }
        )
    return found


def _total(desk: Desk, outcome: Outcome, serving: Sequence[Step]) -> Sum | None:
    effects = []
    for step in serving:
        if fate(step) == "kept":
            effect = effect_of(step, _decision(step), outcome)
            if effect is not None:
                effects.append(effect)
    if not effects:
        return None
    now = world().clock.now()
    year: Mapping[int, tuple[datetime, datetime]] = {0: (now - timedelta(days=365), now)}
    volumes = {
        service: world().plans.tallies(desk.authority.id, service, year)[0].begun for service in outcome.services
    }
    return add_up(effects, volumes)


def _decision(step: Step) -> StepDecided | None:
    events = [entry.event for entry in world().steps.journal(step.authority, step.id)]
    return next((event for event in reversed(events) if isinstance(event, StepDecided)), None)


def _total_says(total: Sum | None) -> str:
    if total is None:
        return "No kept step has an effect on record that can be added to this measure."
    steps = "1 kept step adds" if total.steps == 1 else f"{total.steps} kept steps together add"
    return (
        f"{steps} between {_points(total.low)} and {_points(total.high)} points, "
        f"probably about {_points(total.points)}: "
        f"between {total.people_low:,} and {total.people_high:,} people a year, at last year’s numbers."
    )


def _rest_says(rest: Rest | None, total: Sum | None) -> str:
    if rest is None:
        return "How much is explained shows when it has been measured once."
    moved = f"It has moved {_points(rest.moved)} since it began."
    if total is None:
        return f"{moved} No kept step explains any of it."
    return (
        f"{moved} Between {_points(rest.low)} and {_points(rest.high)} of that is explained by no step: "
        "other changes, other people, other times."
    )


def _points(figure: Decimal) -> str:
    return f"{'−' if figure < 0 else ''}{abs(figure)}"


def _tried(serving: Sequence[Step]) -> str:
    if not serving:
        return "No step serves it yet."
    counts = Counter(fate(step) for step in serving)
    said = ", ".join(f"{counts[each]} {each}" for each in _FATES if counts[each])
    now = world().clock.now()
    weeks = sum(((step.ended or now) - step.begun).days for step in serving if step.begun) // 7
    return f"{len(serving)} tried: {said}. They took {weeks} weeks of running."


def _step(desk: Desk, step: Step) -> dict[str, str]:
    return {
        "name": step.registration.name,
        "href": step_path(desk, step),
        "fate": fate(step),
        "state": STATES[step.state],
    }


def _titles(desk: Desk, outcome: Outcome) -> str:
    offered = world().editions.titles(desk.authority.id)
    return ", ".join(offered[each].en if each in offered else each for each in outcome.services)


def _happened(entry: PlanEntry, names: Mapping[str, str], held: Plan) -> dict[str, str]:
    match entry.event:
        case Planned(because=because, outcomes=outcomes):
            count = "1 outcome" if len(outcomes) == 1 else f"{len(outcomes)} outcomes"
            what = f"planned {count}: {because}"
        case Measured(figure=figure):
            wanted = held.outcome(figure.outcome)
            what = f"entered {figure.value} for {said_year(figure.year)}" + (f": {wanted.sentence}" if wanted else "")
    who = _who(entry)
    return {
        "when": moment(entry.event.at),
        "exact": entry.event.at.isoformat(),
        "who": names.get(who, who),
        "what": what,
        "hash": entry.hash[:12],
    }
