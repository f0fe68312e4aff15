"""A standard as the team sees it: who tried what on it, how it went, and whether it is enough to change it for all."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from footpath.actions.proposal import lasting, proposal
from footpath.actions.recurring import Recurring, recurring
from footpath.actions.tried_on import Trial, Try, changes_said, difference_said, name_of, odds_together_said, tried_on
from footpath.definition.changes import changes_from_data, named, write_yaml
from footpath.steps.receiving import WHATS, Received
from footpath.steps.states import ENDED, SAID
from footpath.web.doors import slug, unslug
from footpath.web.downloads import download
from footpath.web.figures import day
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page
from footpath.web.staff.reading import title_of
from footpath.web.staff.steps import COLOUR, FAILURES_FIRST, step_path
from footpath.web.world import world


@at_desk("see_steps", at="services")
def standard(request: HttpRequest, desk: Desk, service: str) -> HttpResponse:
    here, id_ = world(), unslug(service)
    versions = here.standards.versions(id_)
    if not versions:
        return not_there(request, desk)
    newest = here.editions.edition(versions[-1].edition).service
    trials = tried_on(here, service=id_, authority=desk.authority.id)
    adopted = here.standards.adaptations(service=id_)
    ours = next((each for each in adopted if each.authority == desk.authority.id), None)
    return staff_page(
        request,
        desk,
        "staff/standard.jinja",
        back=f"{desk.path}/services",
        title=title_of(newest),
        version=versions[-1].version,
        owner=newest.owner,
        ours=f"{desk.authority.name.in_('en')} is on version {ours.version}." if ours else "",
        change=f"{desk.path}/services/{slug(id_)}/{'change' if ours else 'adopt'}"
        if desk.may("change_service")
        else "",
        adopted=[
            {
                "name": name_of(here, each.authority),
                "version": each.version,
                "changes": len(each.changes),
            }
            for each in adopted
        ],
        sum=_sum(trials),
        trials=[_trial(desk, slug(id_), each) for each in trials],
        again=[_again(each) for each in recurring(here, adopted)],
        learned=f"{desk.path}/steps/learned?service={slug(id_)}",
        packs=f"{desk.path}/steps/packs",
    )


@at_desk("see_steps", at="services")
def proposed(request: HttpRequest, desk: Desk, service: str, trial: str) -> HttpResponse:
    """What `footpath promote` makes, of a trial: its changes, and everybody's evidence on it."""
    here, id_ = world(), unslug(service)
    found = next((each for each in tried_on(here, service=id_, authority=desk.authority.id) if each.id == trial), None)
    versions = here.standards.versions(id_)
    if found is None or found.known is None or not versions:
        return not_there(request, desk)
    said = proposal(
        [lasting(change) for change in changes_from_data(found.changes)],
        proposes=f"{id_}@{found.version or versions[-1].version}",
        from_=desk.authority.id,
        evidence=f"{odds_together_said(found)} {difference_said(found)}",
        others=here.standards.adaptations(service=id_),
    )
    return download(write_yaml(said), "application/yaml", f"{slug(id_)}-proposal.yaml")


def _sum(trials: Sequence[Trial]) -> str:
    if not trials:
        return "Nothing has been tried on it yet."
    tries = [each for trial in trials for each in trial.tries]
    kept = sum(each.state in ENDED and each.state not in FAILURES_FIRST for each in tries)
    running = sum(each.state not in ENDED for each in tries)
    ends = ((kept, "kept"), (len(tries) - kept - running, "put back or stopped"), (running, "running"))
    told = ", ".join(f"{count} {says}" for count, says in ends if count)
    changes = "1 change was" if len(trials) == 1 else f"{len(trials)} changes were"
    times = "once" if len(tries) == 1 else f"{len(tries)} times"
    return f"{changes} tried, {times} in all: {told}. What did not work comes first."


def _trial(desk: Desk, service: str, trial: Trial) -> dict[str, Any]:
    known = trial.known
    return {
        "id": f"trial-{trial.id[:12]}",
        "name": trial.name,
        "changes": changes_said(trial),
        "version": trial.version or "",
        "tries": [_try(desk, each) for each in trial.tries],
        "odds": odds_together_said(trial),
        "difference": difference_said(trial),
        "ready": bool(known and known.promotion.ready),
        "conditions": [{"says": each.says, "met": each.met} for each in known.promotion.conditions] if known else [],
        "places": [
            {"name": name_of(world(), ledger.authority), "old": ledger.by_arm[0], "new": ledger.by_arm[1]}
            for ledger in (known.pool.ledgers if known else ())
        ],
        "propose": f"{desk.path}/standards/{service}/{trial.id}/proposal" if known else "",
    }


def _try(desk: Desk, each: Try) -> dict[str, Any]:
    ours = each.here is not None and desk.authority.id in (each.home, *each.authorities)
    return {
        "who": name_of(world(), each.home),
        "with": ", ".join(name_of(world(), other) for other in each.authorities if other != each.home),
        "state": SAID[each.state],
        "colour": COLOUR.get(each.state, "grey"),
        "when": day(each.on, "en"),
        "says": each.says or "Nothing is told of it before it is decided.",
        "href": step_path(desk, each.here) if ours and each.here else "",
        "received": [_received(received) for received in each.received],
    }


def _received(received: Received) -> str:
    return f"Here: {WHATS[received.what]}. Why: {received.because.rstrip('.')}."


def _again(each: Recurring) -> str:
    who = ", ".join(name_of(world(), authority) for authority in each.authorities)
    return f"{named(each.path)}: {len(each.authorities)} authorities ({who})"
