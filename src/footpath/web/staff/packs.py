"""Evidence that came in from other authorities, and what was done with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from footpath.actions.pooled_evidence import Evidence, evidence_on, pack_of
from footpath.actions.tried_on import name_of
from footpath.adapters.records import reads
from footpath.steps.measures import MEASURES
from footpath.steps.pack import Pack, points_said
from footpath.steps.promotion import promotion
from footpath.steps.receiving import FIT_WEEKS, WHATS, Fit, Received, What
from footpath.steps.review import odds_said
from footpath.steps.states import SAID
from footpath.web.doors import slug
from footpath.web.staff.ages import moment
from footpath.web.staff.desk import Desk, at_desk, staff_page
from footpath.web.staff.reading import title_of
from footpath.web.world import world

_COLOUR: dict[What, str] = {"adopt-and-fit": "green", "test-here-first": "blue", "not-here": "grey"}


@at_desk("see_steps", at="steps")
def packs(request: HttpRequest, desk: Desk) -> HttpResponse:
    found = world().packs.packs(desk.authority.id)
    names = reads.names_of({each.by.removeprefix("staff:") for each in found})
    return staff_page(
        request,
        desk,
        "staff/packs.jinja",
        back=f"{desk.path}/steps",
        learned=f"{desk.path}/steps/learned",
        packs=[_line(desk, each, names) for each in found],
        sum=_sum(found),
    )


def _sum(found: Any) -> str:
    counts = {what: sum(each.what == what for each in found) for what in WHATS}
    told = ", ".join(f"{count} {WHATS[what]}" for what, count in counts.items() if count)
    return f"{len(found)} came in: {told}." if found else ""


def _line(desk: Desk, received: Received, names: Any) -> dict[str, Any]:
    pack = pack_of(received)
    known = evidence_on(world(), authority=desk.authority.id, trial=received.trial)
    assert known is not None, "what came in is evidence"
    by = received.by.removeprefix("staff:")
    step = known.step
    here = world().standards.versions(received.service)
    offered = world().editions.offered(desk.authority.id, received.service)
    return {
        "id": f"pack-{received.pack[:12]}",
        "name": received.name,
        "from": name_of(world(), received.from_),
        "service": title_of(offered.service) if offered else received.service.replace("_", " ").capitalize(),
        "what": WHATS[received.what],
        "colour": _COLOUR[received.what],
        "when": moment(received.at),
        "by": names.get(by, by),
        "because": received.because,
        "found": _found(pack),
        "themes": pack.themes,
        "href": f"{desk.path}/steps/{slug(step.authority)}/{slug(step.id)}" if step else "",
        "state": SAID[step.state] if step else "",
        "fit": _fit(known.fit, pack.kind, received.what) if step and received.what != "not-here" else "",
        "weeks": f"It is decided after {FIT_WEEKS[0]} weeks, and put back after {FIT_WEEKS[-1]} if nobody can say."
        if step and step.live and received.what == "adopt-and-fit"
        else "",
        **_together(known),
        "tried": f"{desk.path}/standards/{slug(received.service)}" if here else "",
        "hash": received.pack[:12],
    }


def _found(pack: Pack) -> str:
    measure = MEASURES[pack.registration.measure]
    places = f"{len(pack.places)} place{'' if len(pack.places) == 1 else 's'}"
    return (
        f"{odds_said(pack.together.odds.benefit)} that {measure.says}, with {pack.people:,} people in {places}. "
        f"There it was {SAID[pack.decision.state]}."
    )


def _fit(known: Fit | None, kind: str, what: What) -> str:
    if known is None:
        return "Too few people have met it anywhere to say what to expect here."
    expected = points_said(known.expected, kind)
    if not known.people:
        return f"From what others found we expect here: {expected}. Nobody has been counted here yet."
    does = "keep it, where no guardrail was reached" if known.keep else "put it back"
    rule = f" The rule after {FIT_WEEKS[0]} weeks: {does}." if what == "adopt-and-fit" else ""
    odds = f" Our own odds, beginning from what others found: {odds_said(known.odds)}." if known.odds else ""
    return f"With {known.people:,} people here, and what others found, we expect: {expected}.{odds}{rule}"


def _together(known: Evidence) -> dict[str, Any]:
    found = promotion(known.pool)
    says = (
        "This is enough for the standard. Its owner can be asked to take it in, with footpath promote."
        if found.ready
        else "This is not enough for the standard yet."
    )
    return {
        "standard": says,
        "conditions": [{"says": each.says, "met": each.met} for each in found.conditions],
        "places": [
            {"name": name_of(world(), each.authority), "old": f"{each.by_arm[0]:,}", "new": f"{each.by_arm[1]:,}"}
            for each in known.pool.ledgers
        ],
    }
