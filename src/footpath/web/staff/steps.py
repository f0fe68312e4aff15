"""Steps as the team sees them: all of them, one of them, and proposing another."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from footpath.adapters.records import reads
from footpath.definition.changes import changes_from_data, say, tree_of_edition
from footpath.definition.service import Edition
from footpath.ports import NoSuchStep, Point
from footpath.steps.asked import FEWEST_STAFF
from footpath.steps.classes import CLASS_SAID
from footpath.steps.counting import HARM_AT
from footpath.steps.events import (
    AnyStepEvent,
    Approved,
    Begun,
    Broke,
    HarmConfirmed,
    Paused,
    Registered,
    Resumed,
    Reviewed,
    Settled,
    StepDecided,
    StepWithdrawn,
    StoppedForHarm,
)
from footpath.steps.forecast import forecast_said
from footpath.steps.groups import FEWEST_IN_GROUP
from footpath.steps.learning import learned
from footpath.steps.places import places_of
from footpath.steps.review import borrowed_said
from footpath.steps.states import ENDED, SAID
from footpath.steps.step import Step
from footpath.values import Problem
from footpath.web.charts import interval_chart, odds_chart
from footpath.web.doors import slug, unslug
from footpath.web.staff.ages import moment
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page
from footpath.web.staff.reading import title_of
from footpath.web.staff.said import said
from footpath.web.staff.standing import Brief, Standing, brief, standing
from footpath.web.staff.versions import versions
from footpath.web.staff.words import wrote
from footpath.web.world import world

FAILURES_FIRST = ("stopped_for_harm", "broken", "not_kept", "could_not_tell", "withdrawn")


@at_desk("see_steps", at="steps")
def steps(request: HttpRequest, desk: Desk) -> HttpResponse:
    found = world().steps.steps(desk.authority.id)
    held = [(step, brief(world(), step)) for step in found]
    running = [(step, each) for step, each in held if step.state == "running" and not each.to_decide]
    waiting = [(step, each) for step, each in held if _waits(step) or each.to_decide]
    ended = [(step, each) for step, each in held if step.state in ENDED and not _unconfirmed(step)]
    ended.sort(key=lambda pair: pair[0].state not in FAILURES_FIRST)
    return staff_page(
        request,
        desk,
        "staff/steps.jinja",
        said=said(request),
        sum=_sum(len(running), len(waiting), len(ended)),
        running=[_line(desk, *each) for each in running],
        waiting=[_line(desk, *each) for each in waiting],
        ended=[_line(desk, *each) for each in ended],
        propose=f"{desk.path}/steps/propose" if desk.may("propose_step") else "",
        learned=f"{desk.path}/steps/learned",
        packs=f"{desk.path}/steps/packs",
    )


def _waits(step: Step) -> bool:
    return step.state in ("registered", "approved", "paused") or _unconfirmed(step)


def _unconfirmed(step: Step) -> bool:
    return step.state in ("stopped_for_harm", "broken") and not step.confirmed


def _sum(running: int, waiting: int, ended: int) -> str:
    return f"{running} running, {waiting} waiting for somebody, {ended} ended. Those that were put back come first."


def _line(desk: Desk, step: Step, held: Brief) -> dict[str, Any]:
    offered = world().editions.offered(desk.authority.id, step.registration.service)
    return {
        "id": f"{slug(step.authority)}-{slug(step.id)}",
        "name": step.registration.name,
        "href": step_path(desk, step),
        "state": held.state,
        "colour": COLOUR.get(step.state, "grey"),
        "since": held.since,
        "sentence": held.sentence,
        "service": title_of(offered.service) if offered else slug(step.registration.service),
        "propose": f"The rule would say: {held.proposes}" if held.proposes else "",
    }


COLOUR = {
    "running": "blue",
    "paused": "yellow",
    "registered": "yellow",
    "approved": "yellow",
    "stopped_for_harm": "red",
    "broken": "red",
    "kept": "green",
    "settled": "green",
    "reviewed": "green",
    "spreading": "green",
}


def step_path(desk: Desk, step: Step) -> str:
    return f"{desk.path}/steps/{slug(step.authority)}/{slug(step.id)}"


def find_step(desk: Desk, home: str, step: str) -> Step:
    """Raises NoSuchStep: also for one that is not tried in this authority."""
    found = world().steps.step(unslug(home), unslug(step))
    if desk.authority.id != found.authority and desk.authority.id not in found.registration.authorities:
        raise NoSuchStep
    return found


@at_desk("see_steps", at="steps")
def step(request: HttpRequest, desk: Desk, home: str, step: str) -> HttpResponse:
    try:
        found = find_step(desk, home, step)
    except NoSuchStep:
        return not_there(request, desk)
    return show(request, desk, found)


def show(
    request: HttpRequest,
    desk: Desk,
    step: Step,
    *,
    wrong: Sequence[Problem] = (),
    typed: str = "",
    chosen: str = "",
    stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    held = standing(world(), step)
    registration = step.registration
    names = reads.names_of({registration.proposer, registration.owner, *(registration.approvers)})
    old, new = (world().editions.edition(each) for each in _editions(desk, step))
    words = wrote(desk, registration.service) if desk.may("see_words") else None
    return staff_page(
        request,
        desk,
        "staff/step.jinja",
        status=status,
        said=said(request),
        wrong=list(wrong),
        errors={problem.at: problem.says for problem in wrong},
        stale=stale,
        typed=typed,
        chosen=chosen,
        back=f"{desk.path}/steps",
        path=step_path(desk, step),
        form={"token": get_token(request), "seen": step.seq},
        step=held,
        name=registration.name,
        registration=registration,
        hypothesis=registration.hypothesis,
        class_said=CLASS_SAID[registration.class_],
        proposer=names.get(registration.proposer, registration.proposer),
        owner=names.get(registration.owner, registration.owner),
        waits_for=[names.get(each, each) for each in registration.approvers if each not in step.approved_by],
        service=title_of(old.service),
        colour=COLOUR.get(step.state, "grey"),
        differs=_differs(step, old),
        versions=versions(step, old, new),
        watched=[row for row in held.rows if row.watched],
        residents=[row for row in held.rows if row.from_ != "staff"],
        staff=[row for row in held.rows if row.from_ == "staff"],
        few_staff=held.staff < FEWEST_STAFF,
        fewest=FEWEST_STAFF,
        guards=_guards(held),
        groups=held.groups,
        fewest_in_group=FEWEST_IN_GROUP,
        places=[{"name": _authority_name(place.authority), "place": place} for place in held.places],
        places_sum=_places_sum(held),
        odds=odds_chart(held.points, keep_at=HARM_AT, id_="odds-title"),
        interval=interval_chart(held.points, id_="interval-title"),
        weeks=_weeks(held.points),
        words=words,
        history=_history(step),
        street=_street(desk, step),
        can=_can(desk, step),
        learned=_learned(step),
        forecast=forecast_said(step.forecast, len(registration.authorities)),
        borrowed=borrowed_said(registration),
    )


def _street(desk: Desk, step: Step) -> dict[str, str]:
    """What was seen of the pages that differ: it may explain how a step stands, and is counted nowhere."""
    places = {place.removeprefix(":") for place in places_of(step.registration.changes)}  # as notes name them
    notes = world().observations.of_service(desk.authority.id, step.registration.service)
    count = sum(note.page in places for note in notes)
    return {
        "says": f"Seen in the street: {count} {'note' if count == 1 else 'notes'} about what differs",
        "href": f"{desk.path}/services/{slug(step.registration.service)}/observations",
    }


def _editions(desk: Desk, step: Step) -> tuple[str, str]:
    return step.editions.get(desk.authority.id) or next(iter(step.editions.values()))


def _authority_name(authority: str) -> str:
    known = world().records.authority(authority)
    return known.name.in_("en") if known else authority


def _differs(step: Step, old: Edition) -> list[dict[str, str]]:
    before = tree_of_edition(old)
    changes = changes_from_data(step.registration.changes)
    return [{"says": say(change, before), "because": change.because} for change in changes]


def _guards(held: Standing) -> str:
    """Everybody first, then each group that can be shown."""
    watched = [("", row) for row in held.rows if row.watched]
    groups = [(group.called, row) for group in held.groups for row in group.rows]
    worrying = [(called, row) for called, row in (*watched, *groups) if row.worry]
    if not watched:
        return "Nothing has been counted yet."
    if not worrying:
        shown = [group.called for group in held.groups if group.rows]
        return f"All quiet: {', '.join([row.name.lower() for _, row in watched] + shown)}."
    of = "; ".join(f"{row.name.lower()}{called and f' of {called}'} ({row.says})" for called, row in worrying)
    return f"Look at: {of}."


def _places_sum(held: Standing) -> str:
    counts = {
        each: sum(place.direction == each for place in held.places) for each in ("better", "the same so far", "worse")
    }
    return ", ".join(f"{count} {says}" for says, count in counts.items() if count) or "Nowhere yet"


def _weeks(points: Sequence[Point]) -> list[dict[str, Any]]:
    """The last of each seven days, the newest first: the table behind the pictures."""
    from footpath.steps.review import odds_said

    found: list[Point] = []
    for point in reversed(points):
        if not found or point.day <= found[-1].day - timedelta(days=7):
            found.append(point)
    return [
        {
            "day": f"{point.day.day} {point.day:%B %Y}",
            "old": f"{point.old:,}",
            "new": f"{point.new:,}",
            "odds": odds_said(point.benefit),
            "harm": odds_said(point.harm),
            "between": "" if point.low is None or point.high is None else _ends(point.low, point.high),
        }
        for point in found
    ]


def _ends(low: float, high: float) -> str:
    return f"{round(low * 100):+d} to {round(high * 100):+d} points"


def _history(step: Step) -> list[dict[str, str]]:
    entries = world().steps.journal(step.authority, step.id)
    staff = {entry.event.by.removeprefix("staff:") for entry in entries if entry.event.by.startswith("staff:")}
    names = reads.names_of(staff)
    return [
        {
            "when": moment(entry.event.at),
            "exact": entry.event.at.isoformat(),
            "who": _who(entry.event.by, names),
            "what": _happened(entry.event),
            "hash": entry.hash[:12],
        }
        for entry in reversed(entries)
    ]


def _who(by: str, names: Any) -> str:
    if by.startswith("staff:"):
        id_ = by.removeprefix("staff:")
        return str(names.get(id_, id_))
    return {"clock": "The clock", "machine": "The machine"}.get(by, by)


def _happened(event: AnyStepEvent) -> str:
    match event:
        case Registered():
            return f"registered it. Fingerprint {event.fingerprint[:12]}"
        case Approved():
            return "approved it"
        case Begun():
            return "began it"
        case Paused():
            return f"paused it: {event.because}"
        case Resumed():
            return f"carried on: {event.because}"
        case StoppedForHarm():
            return f"stopped it: {event.because}"
        case Broke():
            return f"stopped it: {event.because}"
        case HarmConfirmed():
            return f"confirmed the stop: {event.because}"
        case StepDecided():
            rule = f" The rule said: {event.rule_said}" if event.departs else ""
            return f"decided: {SAID[event.decision]}. {event.because}.{rule}"
        case Settled():
            return "made it part of the service"
        case StepWithdrawn():
            return f"withdrew it: {event.because}"
        case Reviewed():
            return f"looked again: {event.because}"


def _can(desk: Desk, step: Step) -> dict[str, bool]:
    """What this reader can do now."""
    registration = step.registration
    owns = desk.id == registration.owner
    return {
        "approve": step.state == "registered"
        and desk.id in registration.approvers
        and desk.id not in step.approved_by
        and desk.id != registration.proposer,
        "pause": step.state == "running" and desk.may("pull_cord"),
        "resume": step.state == "paused" and owns,
        "decide": step.live and owns,
        "withdraw": (step.state in ("registered", "approved", "running", "paused") and owns)
        or (step.state == "registered" and desk.id == registration.proposer),
        "confirm": _unconfirmed(step) and owns,
        "review": step.state in ("settled", "reviewed") and owns,
    }


def _learned(step: Step) -> str:
    from footpath.actions.count_outcomes import counted_of

    return learned(step, counted_of(world(), step)) if step.state in ENDED else ""
