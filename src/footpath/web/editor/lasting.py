"""The terms of a change: its reason, how long it holds, and what becomes of the answers of people half-way."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from footpath.casework.days import typed_day
from footpath.definition.changes import Change, Move, apply, class_of
from footpath.definition.changes.joining import Joined
from footpath.definition.service import Edition
from footpath.questions import KINDS, Question
from footpath.rules import Expression, compile_expression, optional
from footpath.rules.types import Type
from footpath.values import Problem
from footpath.web.editor.bench import Bench, at_bench, lines, mark_of, since
from footpath.web.editor.editing import Form, show, store, told
from footpath.web.editor.sheets import Box, Choice, Fields, Row
from footpath.web.editor.why import read_why
from footpath.web.forms import one, read_form, seen
from footpath.web.world import world


@at_bench(methods=("GET", "POST"))
def reason(request: HttpRequest, bench: Bench) -> HttpResponse:
    mark = request.GET.get("of", "")
    number = next((n for n, change in enumerate(bench.changes) if mark_of(change) == mark), None)
    if number is None:
        # It was changed or taken out by somebody, perhaps in another window.
        return told(request, bench, {"had": [mark]})
    change = bench.changes[number]
    form = _form(bench, change, lines(bench)[number].says)
    if request.method == "GET":
        return show(request, bench, form)
    fields = read_form(request)
    if seen(fields) != bench.seq:
        return show(request, bench, form, fields=fields, since=since(bench, one(fields, "had")))
    made, problems = _read(bench, change, fields)
    if made == change and not problems:
        problems = [Problem("because", "You have not changed anything yet. Change something, or go back")]
    if problems:
        return show(request, bench, form, fields=fields, problems=problems)
    changes = (*bench.changes[:number], *_beneath(bench, made), made, *bench.changes[number + 1 :])
    tree = apply(bench.base, changes)
    joined = tree if isinstance(tree, tuple) else Joined(changes=changes, tree=tree)
    return store(request, bench, form, fields, joined, "because")


def _beneath(bench: Bench, made: Change) -> tuple[Change, ...]:
    """What is published at the same place, where this one stands in its stead for a while: it is to come back."""
    if made.until is None:
        return ()
    return tuple(
        each
        for each in bench.published
        if each.path == made.path and type(each) is type(made) and each.until is None and each not in bench.changes
    )


def _form(bench: Bench, change: Change, says: str) -> Form:
    until = Box(
        name="until",
        label="The last day it applies",
        kind="day",
        value=change.until.isoformat() if change.until else "",
        hint="Leave it blank to keep the change. After that day the service goes back to what it said before",
    )
    rows = [Row(boxes=(until,))]
    if _holds_back(bench, change):
        rows += _carry_rows(bench, change)
    return Form(
        heading="Reason and how long",
        about=says,
        button="Save",
        back=bench.change,
        rows=tuple(rows),
        because=change.because,
    )


def _read(bench: Bench, change: Change, fields: Fields) -> tuple[Change, list[Problem]]:
    because, wrong_because = read_why(fields, "why you are changing it")
    problems = list(wrong_because)
    until = _day(fields, world().clock.today())
    if isinstance(until, Problem):
        problems.insert(0, until)
    carry = change.carry
    if _holds_back(bench, change):
        carry, wrong = _carried(bench, change, fields)
        problems = [*wrong, *problems]
    if problems:
        return change, problems
    return msgspec.structs.replace(change, because=because, until=until, carry=carry), []


def _day(fields: Fields, today: date) -> date | Problem | None:
    parts = [one(fields, f"until-{part}").strip() for part in ("day", "month", "year")]
    if not any(parts):
        return None
    day = typed_day(*parts)
    if day is None:
        return Problem("until-day", "The last day must be a real date, like 31 8 2027")
    return day if day >= today else Problem("until-day", "The last day must be today or later")


# --- people half-way, where too much is different for their answers to go with them by themselves


def _holds_back(bench: Bench, change: Change) -> bool:
    return not isinstance(change, Move) and (
        change.carry is not None or class_of(change, _without(bench, change)) == "restructure"
    )


def _without(bench: Bench, change: Change) -> Any:
    at = bench.changes.index(change)
    before = apply(bench.base, bench.changes[:at], marks=False)
    return bench.base if isinstance(before, tuple) else before


def _served(bench: Bench) -> Edition:
    """What people half-way have begun on."""
    return world().editions.edition(bench.kept.edition) if bench.kept.edition else bench.standard


def _asked(edition: Edition) -> dict[str, Question]:
    return {question.id: question for page in edition.service.pages for question in page.questions}


def _new(bench: Bench) -> dict[str, Question]:
    """Questions that nobody half-way can have answered: new ones, and those of another kind now."""
    known = _asked(_served(bench))
    return {
        id_: question
        for id_, question in _asked(bench.made).items()
        if id_ not in known or known[id_].kind != question.kind
    }


def _carry_rows(bench: Bench, change: Change) -> list[Row]:
    known = ", ".join(_asked(_served(bench)))
    stay = Choice(value="stay", text="They finish on the version they started with")
    move = Choice(value="move", text="They move, and keep what they told us")
    box = Box(
        name="halfway",
        label="What about people who are half-way?",
        kind="one",
        value="stay" if change.carry is None else "move",
        choices=(stay, move),
    )
    rows = [Row(boxes=(box,))]
    for id_, question in _new(bench).items():
        rows.append(
            Row(
                boxes=(
                    Box(
                        name=f"carry-{id_}",
                        label=f"If they move, how {id_} follows from what they told us",
                        kind="code",
                        value=(change.carry or {}).get(id_, ""),
                        hint=f"“{question.ask.in_('en')}” Leave it blank to ask them. You can use: {known}",
                    ),
                )
            )
        )
    return rows


def _carried(bench: Bench, change: Change, fields: Fields) -> tuple[Mapping[str, str] | None, list[Problem]]:
    if one(fields, "halfway") not in ("stay", "move"):
        return None, [Problem("halfway", "Select what happens to people who are half-way")]
    if one(fields, "halfway") == "stay":
        return None, []
    names: dict[str, Type] = {
        id_: optional(KINDS[question.kind].feel_type(question)) for id_, question in _asked(_served(bench)).items()
    }
    carry, wrong = {}, []
    for id_ in _new(bench):
        said = one(fields, f"carry-{id_}").strip()
        if not said:
            continue
        read = compile_expression(said, names)
        if isinstance(read, Expression):
            carry[id_] = said
        else:
            wrong.append(Problem(f"carry-{id_}", read[0].says))
    return carry, wrong


__all__ = ["reason"]
