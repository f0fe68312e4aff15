"""The learning log: a line for every step that ended, here or at others whose pack came in. Failures come first."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from django.http import HttpRequest, HttpResponse

from footpath.actions.count_outcomes import counted_of
from footpath.actions.pooled_evidence import pack_of
from footpath.actions.tried_on import name_of
from footpath.casework.days import uk_day
from footpath.steps.learning import kinds_changed, learned, learned_elsewhere
from footpath.steps.receiving import WHATS, Received
from footpath.steps.registration import Registration
from footpath.steps.states import ENDED, SAID, State
from footpath.steps.step import Step
from footpath.web.doors import slug, unslug
from footpath.web.editor.terms import KINDS_SAID
from footpath.web.items import select_items
from footpath.web.staff.ages import moment
from footpath.web.staff.desk import Desk, at_desk, staff_page
from footpath.web.staff.standing import stand_together
from footpath.web.staff.steps import COLOUR, FAILURES_FIRST, step_path
from footpath.web.world import world

_LONGEST_SOUGHT: Final = 100


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """`about` is what was done here with what others found, and why."""

    name: str
    service: str
    href: str
    says: str
    state: State
    kinds: frozenset[str]
    about: str = ""

    @property
    def words(self) -> str:
        return f"{self.name} {self.says} {self.about}".casefold()


@at_desk("see_steps", at="steps")
def learning(request: HttpRequest, desk: Desk) -> HttpResponse:
    ended = [step for step in world().steps.steps(desk.authority.id) if step.state in ENDED]
    lines = [_line(desk, step) for step in ended]
    lines += [_line_of_pack(desk, each) for each in world().packs.packs(desk.authority.id)]
    lines.sort(key=lambda line: line.state not in FAILURES_FIRST)
    sought = request.GET.get("q", "").strip()[:_LONGEST_SOUGHT]
    kind, service = (request.GET.get(name, "")[:_LONGEST_SOUGHT] for name in ("kind", "service"))
    shown = [
        line
        for line in lines
        if sought.casefold() in line.words
        and kind in ("", *line.kinds)
        and unslug(service or slug(line.service)) == line.service
    ]
    titles = _titles(desk, {line.service for line in lines})
    return staff_page(
        request,
        desk,
        "staff/learned.jinja",
        back=f"{desk.path}/steps",
        packs=f"{desk.path}/steps/packs",
        lines=[_shown(line, titles) for line in shown],
        together=_together(desk),
        sought=sought,
        narrowed=bool(sought or kind or service),
        kinds=select_items(
            ((each, KINDS_SAID[each]) for each in sorted({k for line in lines for k in line.kinds})), kind, first="Any"
        ),
        services=select_items(((slug(id_), title) for id_, title in titles.items()), service, first="Any"),
        all=len(lines),
    )


def _titles(desk: Desk, services: Iterable[str]) -> dict[str, str]:
    offered = world().editions.titles(desk.authority.id)
    return {
        each: offered[each].en if each in offered else each.replace("_", " ").capitalize() for each in sorted(services)
    }


def _shown(line: Line, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "name": line.name,
        "href": line.href,
        "says": line.says,
        "about": line.about,
        "state": SAID[line.state],
        "colour": COLOUR.get(line.state, "grey"),
        "service": titles[line.service],
    }


def _line(desk: Desk, step: Step) -> Line:
    old, _ = step.editions.get(desk.authority.id) or next(iter(step.editions.values()))
    return Line(
        name=step.registration.name,
        service=step.registration.service,
        href=step_path(desk, step),
        says=learned(step, counted_of(world(), step)),
        state=step.state,
        kinds=_kinds(old, step.registration),
    )


def _line_of_pack(desk: Desk, received: Received) -> Line:
    pack = pack_of(received)
    offered = world().editions.offered(desk.authority.id, received.service)
    name = name_of(world(), pack.home)
    here = f"Here: {WHATS[received.what]}, since {moment(received.at)}. Why: {received.because.rstrip('.')}."
    return Line(
        name=f"{received.name}, {name}",
        service=received.service,
        href=f"{desk.path}/steps/packs#pack-{received.pack[:12]}",
        says=learned_elsewhere(pack, name=name),
        state=pack.decision.state,
        kinds=_kinds(offered.hash, pack.registration) if offered else frozenset(),
        about=here,
    )


def _kinds(edition: str, said: Registration) -> frozenset[str]:
    return kinds_changed(said.changes, world().editions.edition(edition).service)


def _together(desk: Desk) -> str:
    year = uk_day(world().clock.now()).year
    found, registered = stand_together(world(), world().steps.steps(desk.authority.id), year)
    if not registered:
        return ""
    steps_ = "1 step was" if registered == 1 else f"{registered} steps were"
    return (
        f"{steps_} registered in {year}, those that were dropped among them. Judged all at once, so that luck has no "
        f"better chance with many than with one, {len(found) or 'none'} of them {'is' if len(found) == 1 else 'are'} "
        "better than what was there before."
    )
