"""The services as their manager sees them: what is offered, how good it is, how many use it. Nothing changes here."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse

from footpath.adapters.records import reads
from footpath.casework.state import Stage
from footpath.checks import CheckReport, check_edition
from footpath.definition.service import Edition
from footpath.journey import ExampleResult
from footpath.web.doors import slug, unslug
from footpath.web.staff import stages
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page
from footpath.web.staff.reading import title_of
from footpath.web.world import world

_SHOWN: tuple[Stage, ...] = ("answering", "to_pay", "checking", "waiting", "decided", "withdrawn", "erased")
_TAB: Mapping[Stage, str] = {
    "to_pay": "tab=to_pay",
    "checking": "tab=all&stage=checking",
    "waiting": "tab=waiting",
    "decided": "tab=decided&stage=decided",
    "withdrawn": "tab=decided&stage=withdrawn",
    "erased": "tab=decided&stage=erased",
}
_COLOUR = {"error": "red", "warning": "yellow", "info": "grey"}


@at_desk("see_services", at="services")
def services(request: HttpRequest, desk: Desk) -> HttpResponse:
    offered = world().editions.offers(desk.authority.id)
    counts = reads.count_stages(desk.authority.id)
    return staff_page(
        request,
        desk,
        "staff/services.jinja",
        sum=f"{len(offered)} offered to residents now.",
        services=[_service(desk, edition, counts.get(edition.service.id, {})) for edition in offered],
        standards=_to_adopt(desk, {edition.service.id for edition in offered}),
    )


@at_desk("see_services", at="services")
def service(request: HttpRequest, desk: Desk, service: str) -> HttpResponse:
    edition = world().editions.offered(desk.authority.id, unslug(service))
    if edition is None:
        return not_there(request, desk)
    report = _report(desk, edition)
    return staff_page(
        request,
        desk,
        "staff/service.jinja",
        back=f"{desk.path}/services",
        service=_service(desk, edition, reads.count_stages(desk.authority.id).get(edition.service.id, {})),
        faults=[
            {
                "check": fault.check,
                "level": fault.level,
                "colour": _COLOUR[fault.level],
                "path": fault.path,
                "line": fault.line,
                "wrong": fault.wrong,
                "mend": fault.mend,
            }
            for fault in report.faults
        ],
        examples=[_example(example) for example in report.examples],
    )


def _to_adopt(desk: Desk, offered: Collection[str]) -> list[dict[str, str]]:
    """Standards that are not offered here yet, for whoever may adopt one or go on with it."""
    if not desk.may("change_service"):
        return []
    here = world()
    newest = {each.service: each for each in here.standards.versions() if each.service not in offered}
    return [
        {
            "title": title_of(here.editions.edition(each.edition).service),
            "href": f"{desk.path}/services/{slug(each.service)}/change",
            "tried": f"{desk.path}/standards/{slug(each.service)}",
        }
        for each in newest.values()
    ]


def _report(desk: Desk, edition: Edition) -> CheckReport:
    adopted = world().standards.adaptation(desk.authority.id, edition.service.id)
    return _reported(edition.hash, local=adopted is not None)


@lru_cache(maxsize=64)
def _reported(edition_hash: str, *, local: bool) -> CheckReport:
    # An edition never changes, and its checks take about as long as a hundred pages.
    return check_edition(world().editions.edition(edition_hash), local=local)


def _service(desk: Desk, edition: Edition, counts: Mapping[Stage, int]) -> dict[str, Any]:
    service, report = edition.service, _report(desk, edition)
    return {
        "id": slug(service.id),
        "href": f"{desk.path}/services/{slug(service.id)}",
        "as_seen": f"/{slug(desk.authority.id)}/{slug(service.id)}/",
        "title": title_of(service),
        "version": service.version,
        "edition": edition.hash,
        "change": f"{desk.path}/services/{slug(service.id)}/change" if desk.may("change_service") else "",
        "standard": f"{desk.path}/standards/{slug(service.id)}" if world().standards.versions(service.id) else "",
        "owner": f"The {service.owner}",
        "score": _score(report),
        "examples": _passed(report.examples),
        "counts": [
            {
                "name": "Not sent yet" if stage == "answering" else stages.said(stage).says,
                "number": counts[stage],
                "href": f"{desk.path}/queue?{_TAB[stage]}&service={service.id}" if stage in _TAB else "",
            }
            for stage in _SHOWN
            if counts.get(stage)
        ],
    }


def _score(report: CheckReport) -> str:
    found = [
        f"{count} {level}{'' if count == 1 else 's'}" for level in ("error", "warning") if (count := _of(report, level))
    ]
    return f"{report.score} of 100" + (f", {' and '.join(found)}" if found else "")


def _of(report: CheckReport, level: str) -> int:
    return sum(fault.level == level for fault in report.faults)


def _passed(examples: tuple[ExampleResult, ...]) -> str:
    return f"{sum(example.passed for example in examples)} of {len(examples)} pass" if examples else "none"


def _example(example: ExampleResult) -> dict[str, Any]:
    return {
        "name": example.name,
        "verdict": "passes" if example.passed else "fails",
        "colour": "green" if example.passed else "red",
        "why": example.wrong,
    }
