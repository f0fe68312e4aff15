"""The page two people fill in while they watch: sent at once without a script, kept on the phone with one."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.csp import csp_override

from footpath.actions.note_observation import note_observation, where
from footpath.steps.observing import (
    CONSENT,
    DEVICES,
    HELPED,
    KINDS_OF_PLACE,
    MISSING,
    MOST_SECONDS,
    NOTHING_SEEN,
    ORDER,
    REFUSED,
    SAW,
    TEXTS,
    VERSIONS,
    WRONG_INITIALS,
    WRONG_MONTH,
    WRONG_SECONDS,
    longest,
)
from footpath.steps.screening import IDENTIFIES, for_browsers
from footpath.values import Problem, new_key
from footpath.web.doors import slug
from footpath.web.forms import one, read_form
from footpath.web.language import SeeOther
from footpath.web.staff.desk import Desk, at_desk, staff_page
from footpath.web.staff.reading import title_of
from footpath.web.templating import frame, private, respond
from footpath.web.watch.policy import POLICY
from footpath.web.world import world

FIELDS = (*ORDER[1:], "year", "key")


@csp_override(POLICY)
@at_desk("watch", at="watch/", methods=("GET", "POST"))
def watch(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    if request.method != "POST":
        return _page(request, desk, typed={}, wrong=(), kept=request.GET.get("done") == "kept")
    form = read_form(request)
    typed = {field: one(form, field) for field in FIELDS}
    note = note_observation(world(), authority=desk.authority.id, by=desk.id, fields=typed)
    by_script = request.headers.get("Accept") == "application/json"
    if isinstance(note, tuple):
        if by_script:
            problems = [{"at": problem.at, "says": problem.says} for problem in note]
            return private(JsonResponse({"problems": problems}, status=422))
        return _page(request, desk, typed=typed, wrong=note, kept=False)
    if by_script:
        return private(JsonResponse({"kept": note.id}))
    return SeeOther(f"{desk.path}/watch/?done=kept")


def _page(
    request: HttpRequest, desk: Desk, *, typed: Mapping[str, str], wrong: Sequence[Problem], kept: bool
) -> HttpResponse:
    return staff_page(
        request,
        desk,
        "watch/watch.jinja",
        status=422 if wrong else 200,
        wrong=list(wrong),
        errors={problem.at: problem.says for problem in reversed(wrong)},
        kept=kept,
        form={"token": get_token(request)},
        **_facts(desk, typed),
    )


@csp_override(POLICY)
@at_desk("watch", at="watch/")
def offline(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page as a phone may keep it: who is signed in is not on it, and no token of theirs."""
    around = frame("en", desk.authority, switches=False)
    return respond(
        around,
        "watch/watch.jinja",
        desk=None,
        csrf_token="",
        wrong=[],
        errors={},
        kept=False,
        form={"token": ""},
        **_facts(desk, {}),
    )


@at_desk("watch", at="watch/")
def token(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What a phone that was away needs to send its notes: the token of whoever is signed in now."""
    return private(JsonResponse({"token": get_token(request)}))


def _facts(desk: Desk, typed: Mapping[str, str]) -> dict[str, Any]:
    today = world().clock.today()
    shown = {"month": str(today.month), "year": str(today.year), **{k: v for k, v in typed.items() if v}}
    shown["key"] = new_key(world().chance.bytes(16))
    offered = world().editions.offers(desk.authority.id)
    return {
        "consent": CONSENT,
        "typed": shown,
        "labels": {**TEXTS, **SAW},
        "services": [
            {
                "title": title_of(edition.service),
                "pages": [
                    {"value": f"{edition.service.id}/{page}/{edition.hash}", "text": title}
                    for page, title in where(edition)
                ],
            }
            for edition in offered
        ],
        "notes": [
            {"text": title_of(each.service), "href": f"{desk.path}/services/{slug(each.service.id)}/observations"}
            for each in offered
        ],
        "places": KINDS_OF_PLACE,
        "devices": DEVICES,
        "helped": HELPED,
        "versions": VERSIONS,
        "longest": {field: longest(field) for field in TEXTS},
        "watch_path": f"{desk.path}/watch/",
        "words": json.dumps(_words(desk.authority.id)),
    }


def _words(authority: str) -> dict[str, Any]:
    """What the script needs to refuse what we refuse, in the same words."""
    return {
        "store": f"footpath-watch-{authority}",
        "patterns": for_browsers(),
        "identifies": IDENTIFIES,
        "refused": REFUSED,
        "texts": TEXTS,
        "longest": {field: longest(field) for field in TEXTS},
        "saw": list(SAW),
        "missing": MISSING,
        "nothing_seen": NOTHING_SEEN,
        "wrong_initials": WRONG_INITIALS,
        "wrong_seconds": WRONG_SECONDS,
        "wrong_month": WRONG_MONTH,
        "most_seconds": MOST_SECONDS,
        "order": ORDER,
    }
