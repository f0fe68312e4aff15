"""The same page answered differently in two windows: both answers, and a choice. Nothing is lost either way."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from footpath.actions.results import Crossed
from footpath.definition.service import Page
from footpath.questions import KINDS
from footpath.questions.question import Answer
from footpath.web.resident.places import Place
from footpath.web.resident.showing import frame_of
from footpath.web.resident.ways import CHANGING
from footpath.web.templating import respond
from footpath.web.tokens import form_token


def show_crossed(
    request: HttpRequest, place: Place, asked: Page, crossed: Crossed, form: Mapping[str, list[str]]
) -> HttpResponse:
    return respond(
        frame_of(place, keeping=CHANGING if "change" in request.GET else ""),
        "resident/crossed.jinja",
        status=HTTPStatus.CONFLICT,
        yours=_rows(place, asked, crossed.yours),
        theirs=_rows(place, asked, crossed.theirs),
        # Sent again as it was typed, now by somebody who has seen the other answer.
        typed=[(name, value) for name, values in form.items() if name != "seen" for value in values],
        seen=crossed.row.seq,
        csrf=form_token(request),
        go_on=f"{place.path}/",
    )


def _rows(place: Place, asked: Page, answers: Mapping[str, Answer]) -> list[dict[str, Any]]:
    return [
        {
            "label": question.ask.in_(place.lang),
            "lines": KINDS[question.kind].show(question, answers.get(question.id), place.lang),
        }
        for question in asked.questions
    ]
