"""Rehearsing before one decides: a mandate and small steps on made-up councils, with one's own volumes and beliefs."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, get_type_hints

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from footpath.adapters.rehearsals import Asked, Rehearsals
from footpath.evidence.rehearsing import ASSUMED, Assumptions
from footpath.evidence.rehearsing.assumptions import MEANINGS
from footpath.evidence.rehearsing.flips import TRIED
from footpath.evidence.rehearsing.volumes_file import read_volumes
from footpath.values import Fault, Problem
from footpath.web.forms import one, read_form
from footpath.web.items import check_items
from footpath.web.language import SeeOther
from footpath.web.plan.chart import quarters_chart
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page

FIRST: Final = ("rho", "tau", "build_weeks", "overrun", "adoption", "cost_per_design", "cost_per_test")
"""What people differ about most; the rest is folded away, and each has a value that is printed."""

_REST: Final = tuple(name for name in MEANINGS if name not in (*FIRST, "volumes"))
_WORLDS: Final = {"3": "3: about half a minute", "12": "12: surer, and about two minutes"}
_HINTS: Final = {
    "rho": "0: nobody can tell beforehand. 0.5: better than a guess. 0.9: they mostly know",
    "tau": "0: places are alike. 0.3: what works here may harm there",
    "overrun": "1 is on time",
    "cost_per_design": "0 leaves costs out",
}
_WHOLE: Final = frozenset(name for name, value in msgspec.structs.asdict(ASSUMED).items() if isinstance(value, int))
_BOUNDS: Final[Mapping[str, msgspec.Meta]] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(Assumptions, include_extras=True).items()
}


@at_desk("see_plan", at="plan", methods=("GET", "POST"))
def rehearse(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return _form(request, desk, {name: f"{getattr(ASSUMED, name):g}" for name in (*FIRST, *_REST)})
    form = read_form(request)
    typed = {name: one(form, name).strip() for name in (*FIRST, *_REST, "volumes", "worlds")}
    asked = _read(typed)
    if isinstance(asked, tuple):
        return _form(request, desk, typed, wrong=asked)
    if not _rehearsals().start(asked):
        return _form(request, desk, typed, busy=True)
    return SeeOther(f"{desk.path}/plan/rehearse/{asked.key}")


@at_desk("see_plan", at="plan")
def rehearsed(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """What was found; or that it is being worked out, and a link to look again: nothing moves by itself."""
    if not key.isalnum():
        return not_there(request, desk)
    found = _rehearsals().found(key)
    back = f"{desk.path}/plan/rehearse"
    if found == "unknown":
        return not_there(request, desk)
    facts = {"standing": found} if isinstance(found, str) else _found(found)
    return staff_page(request, desk, "plan/rehearsed.jinja", back=back, here=f"{back}/{key}", **facts)


def _rehearsals() -> Rehearsals:
    return Rehearsals(settings.HOME)


def _read(typed: Mapping[str, str]) -> Asked | tuple[Problem, ...]:
    wrong: list[Problem] = []
    said: dict[str, Any] = {}
    for name in (*FIRST, *_REST):
        value = _number(name, typed[name])
        if isinstance(value, Problem):
            wrong.append(value)
        else:
            said[name] = value
    if typed["volumes"]:
        volumes = read_volumes(typed["volumes"].splitlines(keepends=True), name="Your volumes")
        faults = [each for each in volumes if isinstance(each, Fault)]
        wrong += [Problem("volumes", f"Line {each.line}: {each.wrong} {each.mend}") for each in faults[:3]]
        if not faults:
            said |= {"volumes": volumes, "authorities": len(volumes)}
    if typed["worlds"] not in _WORLDS:
        wrong.append(Problem("worlds", "Select how many worlds"))
    if wrong:
        return tuple(wrong)
    return Asked(assumed=msgspec.convert(said, Assumptions), worlds=int(typed["worlds"]))


def _number(name: str, text: str) -> int | float | Problem:
    bounds = _BOUNDS[name]
    least, most = (next(each for each in pair if each is not None) for pair in
                   ((bounds.ge, bounds.gt), (bounds.le, bounds.lt)))  # fmt: skip
    try:
        number = int(text) if name in _WHOLE else float(text)
        msgspec.convert({name: number}, Assumptions)
    except (ValueError, msgspec.ValidationError):
        whole = "a whole number" if name in _WHOLE else "a number"
        return Problem(name, f"{_said(name)}: enter {whole} from {least:,g} to {most:,g}")
    return number


def _said(name: str) -> str:
    meaning = MEANINGS[name]
    return meaning[:1].upper() + meaning[1:]


def _form(
    request: HttpRequest,
    desk: Desk,
    typed: Mapping[str, str],
    *,
    wrong: Sequence[Problem] = (),
    busy: bool = False,
) -> HttpResponse:
    def fields(names: Sequence[str]) -> list[dict[str, str]]:
        return [{"id": name, "label": _said(name), "hint": _HINTS.get(name, "")} for name in names]

    chosen = typed.get("worlds") or "3"
    return staff_page(
        request,
        desk,
        "plan/rehearse.jinja",
        status=422 if wrong else 409 if busy else 200,
        back=f"{desk.path}/plan",
        wrong=list(wrong),
        errors={problem.at: problem.says for problem in reversed(wrong)},
        busy=busy,
        typed=typed,
        form={"token": get_token(request)},
        first=fields(FIRST),
        rest=fields(_REST),
        rest_wrong=any(problem.at in _REST for problem in wrong),
        worlds=check_items(_WORLDS.items(), [chosen]),
    )


# What was found


def _found(said: Mapping[str, Any]) -> dict[str, Any]:
    results: list[Mapping[str, Any]] = sorted(said["policies"].values(), key=lambda each: -each["extra"]["mean"])
    best, second = results[:2]
    mandate = said["policies"]["mandate"]
    costs = bool(said["assumptions"]["cost_per_design"] or said["assumptions"]["cost_per_test"])
    ends = [value for each in results for value in each["by_quarter"]]
    low, high = Decimal(repr(min(0.0, *ends))), Decimal(repr(max(1.0, *ends)))
    years = said["assumptions"]["years"]
    return {
        "standing": "",
        "worlds": said["worlds"],
        "says": f"Under these assumptions, best is: {best['title'].lower()}. Over {years} years, "
        f"{_whole(best['extra']['mean'])} more people of every thousand finish than if nothing were done.",
        "next": f"Next is: {second['title'].lower()}, with {_whole(second['extra']['mean'])}. A mandate comes to "
        f"{_whole(mandate['extra']['mean'])}, and in its worst quarter to {_whole(mandate['worst_quarter']['mean'])}.",
        "too_close": said.get("too_close", False),  # not said by one that was worked out before
        "policies": [
            _policy(each, costs=costs, low=low, high=high, years=years, number=number)
            for number, each in enumerate(results, 1)
        ],
        "costs": costs,
        "flips": [_flip(each, {one["policy"]: one["title"].lower() for one in results}) for each in said["flips"]],
        "assumptions": said["assumptions_in_words"],
    }


def _policy(
    each: Mapping[str, Any], *, costs: bool, low: Decimal, high: Decimal, years: int, number: int
) -> dict[str, Any]:
    def mean(name: str) -> str:
        return _whole(each[name]["mean"])

    def share(name: str) -> str:
        return f"{round(100 * each[name]['mean'])} %"

    quarters = [Decimal(repr(value)) for value in each["by_quarter"]]
    return {
        "title": each["title"],
        "chart": quarters_chart(quarters, low=low, high=high, years=years, id_=f"policy-{number}", of=each["title"]),
        "cells": [
            mean("extra"),
            f"{_whole(each['extra']['p10'])} to {_whole(each['extra']['p90'])}",
            mean("first_year"),
            mean("last_year"),
            mean("worst_quarter"),
            share("served_worse"),
            share("worse_at_end"),
            mean("built"),
            mean("tests"),
            *([f"£{mean('cost')}"] if costs else []),
        ],
    }


def _whole(value: float) -> str:
    rounded = round(value)
    return f"{'−' if rounded < 0 else ''}{abs(rounded):,}"


def _flip(each: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    meaning, value = _said(each["assumption"]), each["value"]
    if each["at"] is None:
        tried = TRIED[each["assumption"]]
        says = f"{meaning}: nothing from {min(tried):g} to {max(tried):g} changes it. It is {value:g}."
    else:
        says = f"{meaning}: were it {each['at']:g} instead of {value:g}, best would be: {titles[each['best']]}."
    return {"says": says, "flips": each["at"] is not None}
