"""How a service is doing and what was changed: a page for everybody, and the data behind it."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import msgspec
from django.http import Http404, HttpRequest, HttpResponse

from footpath.actions.count_outcomes import counted_of
from footpath.casework.days import uk_day
from footpath.definition.service import Edition, Service
from footpath.doing.measures import FEWEST, SETTLED, Measured, Months, Name, by_month, lately, since
from footpath.plan.reckoning import KEPT
from footpath.ports import Authority
from footpath.steps.counting import Counting
from footpath.steps.events import StepDecided
from footpath.steps.learning import learned
from footpath.steps.measures import MEASURES
from footpath.steps.states import ENDED
from footpath.steps.step import Step
from footpath.values import Lang
from footpath.web import measures
from footpath.web.doors import slug, unslug
from footpath.web.downloads import download
from footpath.web.figures import day
from footpath.web.language import lang_of
from footpath.web.resident import others
from footpath.web.resident.places import find_authority, page
from footpath.web.templating import frame, respond
from footpath.web.words import say
from footpath.web.world import world

# What did not work first; what is tried now last of what has an end.
_ORDER = ("stopped_for_harm", "broken", "not_kept", "could_not_tell", "withdrawn", "kept", "running")
YEAR: Final = timedelta(days=365)


@page("GET")
def doing(request: HttpRequest, authority: str, service: str) -> HttpResponse:
    known, edition = _found(authority, service)
    offered = edition.service
    lang = lang_of(request, offered.languages())
    held, months = _figures(known, offered)
    steps, tried = _steps(known, offered), others.tried_by_others(known, offered.id)
    return respond(
        frame(lang, known, service=offered.title.in_(lang), switches=len(offered.languages()) > 1),
        "resident/doing.jinja",
        line=measures.in_a_line(held, lang),
        figures=list(measures.figures(held, months, lang)),
        names=measures.names(lang),
        months=measures.table(months, lang),
        steps=[_step(step, lang) for step in steps],
        sum=_sum(steps, lang),
        others=others.table(tried, lang),
        others_sum=others.in_a_sentence(tried, lang),
        owner=offered.owner,
        back=f"/{slug(known.id)}/{slug(offered.id)}/",
        # What a step promised and why it was decided so is written in English.
        english="en" if lang != "en" else "",
    )


@page("GET")
def data_csv(request: HttpRequest, authority: str, service: str) -> HttpResponse:
    """A line for each step, measure and version. Of fewer than ten cases nothing is said."""
    known, edition = _found(authority, service)
    offered = edition.service
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(
        ["step", "name", "state", "began", "ended", "measure", "version", "cases", "mean", "odds_better", "edition"]
    )
    for step in _steps(known, offered):
        for each in _outcomes(step, counted_of(world(), step)):
            for version in ("old", "new"):
                shown = each[version]
                lines.writerow(
                    [
                        step.id,
                        _no_formula(step.registration.name),
                        step.state,
                        uk_day(step.begun) if step.begun else "",
                        uk_day(step.ended) if step.ended else "",
                        each["measure"],
                        version,
                        shown["cases"],
                        "" if shown["mean"] is None else f"{shown['mean']:.4f}",
                        f"{each['odds_better']:.4g}",
                        edition.hash,
                    ]
                )
    return _open_data(out.getvalue(), "text/csv", f"{slug(offered.id)}.csv", edition)


@page("GET")
def data_json(request: HttpRequest, authority: str, service: str) -> HttpResponse:
    known, edition = _found(authority, service)
    offered = edition.service
    held, months = _figures(known, offered)
    data = {
        "authority": known.id,
        "service": offered.id,
        "edition": edition.hash,
        "figures": measures.as_json(held),
        "months": [{"month": month, **measures.as_json(of_month)} for month, of_month in months],
        "steps": [_public(step) for step in _steps(known, offered)],
        "others": msgspec.to_builtins(others.tried_by_others(known, offered.id)),
    }
    text = json.dumps(data, indent=2, ensure_ascii=False, default=str)
    return _open_data(text, "application/json", f"{slug(offered.id)}.json", edition)


@page("GET")
def figures_csv(request: HttpRequest, authority: str, service: str) -> HttpResponse:
    """A line for each month and measure. Of fewer than ten people nothing is said."""
    known, edition = _found(authority, service)
    offered = edition.service
    return _table(measures.rows(_figures(known, offered)[1]), f"{slug(offered.id)}-figures.csv", edition)


@page("GET")
def others_csv(request: HttpRequest, authority: str, service: str) -> HttpResponse:
    """A line for each step of another authority with the same standard, once it is decided."""
    known, edition = _found(authority, service)
    found = others.lines(others.tried_by_others(known, edition.service.id))
    rows = [others.HEAD, *(map(_no_formula, line) for line in found)]
    return _table(rows, f"{slug(edition.service.id)}-others.csv", edition)


def _figures(known: Authority, service: Service) -> tuple[Mapping[Name, Measured], Months]:
    """Of those who began in the last 12 months, as they were counted; and month by month."""
    today = world().clock.today()
    first = since(today, YEAR)
    days = world().doing.days(known.id, service.id, first=first - SETTLED, last=today)
    costs = world().doing.costs(known.id, service.id)
    held = lately(days, costs, length=YEAR, today=today)
    months = by_month([day for day in days if day.day >= first], costs, today=today)
    return {name: each.public for name, each in held.items()}, measures.public(months)


def _table(rows: Iterable[Iterable[object]], name: str, edition: Edition) -> HttpResponse:
    out = io.StringIO()
    head, *lines = rows
    csv.writer(out).writerows([(*head, "edition"), *((*line, edition.hash) for line in lines)])
    return _open_data(out.getvalue(), "text/csv", name, edition)


def _open_data(text: str, kind: str, name: str, edition: Edition) -> HttpResponse:
    response = download(text, kind, name)
    response.headers["Footpath-Edition"] = edition.hash
    response.headers["Access-Control-Allow-Origin"] = "*"  # open data: any page may read it
    return response


def _no_formula(text: str) -> str:
    """A spreadsheet takes a text that begins with one of these for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t" else text


def _found(authority: str, service: str) -> tuple[Authority, Edition]:
    known = find_authority(authority)
    edition = world().editions.offered(known.id, unslug(service))
    if edition is None:
        raise Http404
    return known, edition


def _steps(known: Authority, service: Service) -> list[Step]:
    """Once they have begun: what is only proposed is the team's."""
    found = [
        step
        for step in world().steps.steps(known.id)
        if step.registration.service == service.id and step.begun is not None
    ]
    return sorted(found, key=lambda step: _ORDER.index(_state(step)) if _state(step) in _ORDER else len(_ORDER))


def _state(step: Step) -> str:
    return "kept" if step.state in KEPT else step.state


def _sum(steps: Sequence[Step], lang: Lang) -> str:
    states = [_state(step) for step in steps]
    return say(
        "doing.changed_sum",
        lang,
        all=len(states),
        kept=states.count("kept"),
        back=sum(states.count(each) for each in ("not_kept", "stopped_for_harm", "broken", "withdrawn")),
        unsure=states.count("could_not_tell"),
        now=states.count("running") + states.count("paused"),
    )


def _step(step: Step, lang: Lang) -> dict[str, Any]:
    decided = _decided(step)
    says = learned(step, counted_of(world(), step)) if step.state in ENDED else step.registration.hypothesis
    # What was learned ends with the reason, unless something was said of the step since.
    told = decided is None or decided.because.rstrip(".") in says
    return {
        "name": step.registration.name,
        "state": say(f"doing.state_{_state(step)}", lang),
        "says": says,
        "reason": "" if told or decided is None else decided.because,
        "rule": say("doing.rule_said", lang, says=decided.rule_said) if decided and decided.departs else "",
        "when": say("doing.decided_on", lang, day=day(uk_day(decided.at), lang)) if decided else "",
    }


def _decided(step: Step) -> StepDecided | None:
    events = (entry.event for entry in world().steps.journal(step.authority, step.id))
    return next((event for event in events if isinstance(event, StepDecided)), None)


def _outcomes(step: Step, counting: Counting) -> Iterator[dict[str, Any]]:
    for id_, measure in MEASURES.items():
        look = counting.look(id_)
        # What staff say is shown to the team alone, and only in groups.
        if look is None or measure.from_ == "staff" or min(look.old, look.new) < FEWEST:
            continue
        yield {
            "measure": id_,
            "old": {"cases": look.old, "mean": look.old_mean},
            "new": {"cases": look.new, "mean": look.new_mean},
            "odds_better": look.odds.benefit,
            "odds_worse": look.odds.harm,
            "difference_between": [look.interval.low, look.interval.high],
        }


def _public(step: Step) -> dict[str, Any]:
    decided = _decided(step)
    said = step.registration
    return {
        "id": step.id,
        "home": step.authority,
        "name": said.name,
        "hypothesis": said.hypothesis,
        "outcome_served": said.outcome,
        "class": said.class_,
        "changes": list(said.changes),
        "measure": said.measure,
        "hoped_points": str(said.hoped_points),
        "state": step.state,
        "fingerprint": step.fingerprint,
        "journal_head": step.head,
        "began": step.begun,
        "ended": step.ended,
        "outcomes": list(_outcomes(step, counted_of(world(), step))),
        "decision": {
            "decision": decided.decision,
            "rule_said": decided.rule_said,
            "departs": decided.departs,
            "because": decided.because,
            "at": decided.at,
            "by": "the owner of the step",
            "log_digest": decided.log_digest,
        }
        if decided
        else None,
    }
