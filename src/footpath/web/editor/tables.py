"""A decision table, changed one row at a time."""

from collections.abc import Sequence
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from footpath.definition.changes import Change, Set
from footpath.definition.changes.change import number
from footpath.definition.changes.places import Spot
from footpath.definition.changes.tree import text_of
from footpath.rules import HITS
from footpath.values import Problem
from footpath.web.editor.bench import Bench, at_bench, editor_page
from footpath.web.editor.editing import Form, because_of, refused, save, show
from footpath.web.editor.overview import DONE
from footpath.web.editor.panel import panel_facts
from footpath.web.editor.preview import Link, edit_href
from footpath.web.editor.sheets import NUMBER, WHY, Box, Choice, Fields, Row, spot_at
from footpath.web.editor.trying import trial
from footpath.web.forms import one
from footpath.web.staff.desk import not_there

HIT_SAID = dict(
    zip(
        HITS,
        (
            "The first row that fits decides.",
            "Exactly one row fits.",
            "All rows that fit give the same.",
            "Of the rows that fit, the one that gives what comes first in the list of results decides.",
            "Every row that fits gives its result: together they are a list.",
            "Every row that fits gives its result: they are added up.",
            "Of the rows that fit, the smallest result counts.",
            "Of the rows that fit, the largest result counts.",
            "How many rows fit is the result.",
            "Every row that fits gives its result, in the order of the rows.",
            "Every row that fits gives its result, in the order of the list of results.",
        ),
        strict=True,
    )
)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """As the definition says it. A row is a test for each of `given`, a result for each of `gives`, perhaps a note."""

    path: str
    rule: str
    hit: str
    given: tuple[str, ...]
    gives: tuple[str, ...]
    rows: tuple[list[Any], ...]

    @property
    def at(self) -> str:
        """Where its rows stand."""
        return f"{self.path}.table.rows"

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.given, *self.gives)

    def note(self, row: Sequence[Any]) -> str:
        return text_of(row[len(self.columns)]) if len(row) > len(self.columns) else ""


def _table(bench: Bench, path: str) -> Table | None:
    spot = spot_at(bench.tree, path)
    held = spot.value.get("table") if isinstance(spot, Spot) and spot.present and isinstance(spot.value, dict) else None
    if not isinstance(held, dict) or not path.startswith("rules.") or path.count(".") != 1:
        return None
    rule = path.split(".")[1]
    gives = tuple(text_of(each) for each in held.get("gives", ())) or (rule,)
    rows = tuple(each for each in held["rows"])
    given = tuple(text_of(each) for each in held["given"])
    return Table(path=path, rule=rule, hit=held["hit"], given=given, gives=gives, rows=rows)


@at_bench()
def table(request: HttpRequest, bench: Bench) -> HttpResponse:
    """All rows, each with what can be done to it."""
    path = request.GET.get("at", "")
    held = _table(bench, path)
    if held is None:
        return not_there(request, bench.desk)
    fixed = bench.fixed(path) or ""
    rows = [
        {
            "cells": [_shown(cell) for cell in row[: len(held.columns)]],
            "note": held.note(row),
            "links": () if fixed else _links(bench, held, place),
        }
        for place, row in enumerate(held.rows)
    ]
    return editor_page(
        request,
        bench,
        "editor/table.jinja",
        done=DONE.get(request.GET.get("done", ""), ""),
        table=held,
        hit=HIT_SAID[held.hit],
        rows=rows,
        fixed=fixed,
        add="" if fixed else _href(bench, held, "add", 0),
        trial=trial(held.rule, bench.made),
        **panel_facts(bench),
    )


def _href(bench: Bench, held: Table, doing: str, place: int) -> str:
    return f"{edit_href(bench, held.path, 'table')}&row={place}&do={doing}".replace("/table?", "/table/row?")


def _links(bench: Bench, held: Table, place: int) -> tuple[Link, ...]:
    doings = [("Change", "edit")]
    if len(held.rows) > 1:
        doings += [("Move", "move"), ("Remove", "remove")]
    about = f"row {place + 1}"
    return tuple(Link(text=text, href=_href(bench, held, doing, place), about=about) for text, doing in doings)


def _shown(cell: Any) -> str:
    return "nothing" if cell is None else "anything" if cell == "-" else text_of(cell)


@at_bench(methods=("GET", "POST"))
def row(request: HttpRequest, bench: Bench) -> HttpResponse:
    """One row changed, added, moved or removed: the rows as a whole become a change."""
    path, doing = request.GET.get("at", ""), request.GET.get("do", "")
    held = _table(bench, path)
    place = request.GET.get("row", "")
    if held is None or not place.isdecimal() or int(place[:6]) >= len(held.rows) or doing not in _FORMS:
        return not_there(request, bench.desk)
    stopped = refused(request, bench, path)
    if stopped is not None:
        return stopped
    form, read = _FORMS[doing](bench, held, int(place))
    if request.method == "GET":
        return show(request, bench, form)
    return save(request, bench, form, read)


def _form(bench: Bench, held: Table, heading: str, button: str, **more: Any) -> Form:
    return Form(
        heading=heading,
        about=f"Rule: {held.rule}",
        button=button,
        back=edit_href(bench, held.path, "table"),
        because=because_of(bench, held.at),
        rule=held.rule,
        **more,
    )


def _set(held: Table, rows: Sequence[list[Any]]) -> tuple[Change, ...]:
    # As one change, so that an upgrade merges it row by row with what the standard's owner changed.
    return (Set(path=held.at, to=list(rows), because=WHY),)


def _edit(bench: Bench, held: Table, place: int) -> Any:
    now = held.rows[place]

    def read(fields: Fields) -> Sequence[Change | Problem]:
        said = _typed(held, fields)
        if isinstance(said, Problem):
            return (said,)
        return () if said == now else _set(held, [*held.rows[:place], said, *held.rows[place + 1 :]])

    places = {f"{held.at}.{place}.{column}": f"cell-{column}" for column in range(len(held.columns))}
    return _form(bench, held, f"Change row {place + 1}", "Save", rows=_boxes(held, now), places=places), read


def _add(bench: Bench, held: Table, place: int) -> Any:
    choices = (
        Choice(value="0", text="First"),
        *(Choice(value=str(n + 1), text=f"After row {n + 1}") for n in range(len(held.rows))),
    )
    where = Box(name="after", label="Where should it go?", kind="select", value=choices[-1].value, choices=choices)

    def read(fields: Fields) -> Sequence[Change | Problem]:
        said = _typed(held, fields)
        if isinstance(said, Problem):
            return (said,)
        at = one(fields, "after")
        if at not in {choice.value for choice in choices}:
            return (Problem("after", "Select where it should go"),)
        return _set(held, [*held.rows[: int(at)], said, *held.rows[int(at) :]])

    rows = (*_boxes(held, None), Row(boxes=(where,)))
    return _form(bench, held, "Add a row", "Add the row", rows=rows), read


def _move(bench: Bench, held: Table, place: int) -> Any:
    left = [*held.rows[:place], *held.rows[place + 1 :]]
    numbers = [n for n in range(len(held.rows)) if n != place]
    choices = (
        Choice(value="0", text="First"),
        *(Choice(value=str(at + 1), text=f"After row {n + 1}") for at, n in enumerate(numbers)),
    )
    box = Box(name="after", label="Where should it go?", kind="one", value=str(place), choices=choices)

    def read(fields: Fields) -> Sequence[Change | Problem]:
        at = one(fields, "after")
        if at not in {choice.value for choice in choices}:
            return (Problem("after", "Select where it should go"),)
        return () if int(at) == place else _set(held, [*left[: int(at)], held.rows[place], *left[int(at) :]])

    return _form(bench, held, f"Move row {place + 1}", "Move it", rows=(Row(boxes=(box,)),)), read


def _remove(bench: Bench, held: Table, place: int) -> Any:
    says = ", ".join(f"{name}: {_shown(cell)}" for name, cell in zip(held.columns, held.rows[place], strict=False))
    left = [*held.rows[:place], *held.rows[place + 1 :]]
    form = _form(bench, held, f"Remove row {place + 1}?", "Remove it", says=(says,), danger=True)
    return form, lambda fields: _set(held, left) if left else (Problem("because", "A table has one row at least"),)


_FORMS = {"edit": _edit, "add": _add, "move": _move, "remove": _remove}


def _boxes(held: Table, row: list[Any] | None) -> tuple[Row, ...]:
    boxes = []
    for place, column in enumerate(held.columns):
        test = place < len(held.given)
        cell = row[place] if row is not None else "-" if test else ""
        boxes.append(
            Box(
                name=f"cell-{place}",
                label=f"If {column} is" if test else f"Then {column} is",
                kind="code-line",
                value="null" if cell is None else text_of(cell),
                hint=_TEST_HINT if place == 0 else _RESULT_HINT if place == len(held.given) else "",
            )
        )
    note = Box(
        name="note", label="Note", value=held.note(row) if row is not None else "", hint="You can leave it blank"
    )
    return tuple(Row(boxes=(box,)) for box in (*boxes, note))


_TEST_HINT = 'Like <= 100, (100..185] or "diesel". A hyphen fits anything, null fits a blank answer'
_RESULT_HINT = 'A number, a formula, or a text like "diesel"'


def _typed(held: Table, fields: Fields) -> list[Any] | Problem:
    cells: list[Any] = []
    for place, column in enumerate(held.columns):
        said = one(fields, f"cell-{place}").strip()
        if not said:
            mend = "a hyphen fits anything" if place < len(held.given) else "null for nothing"
            return Problem(f"cell-{place}", f"Enter something for {column}: {mend}")
        cells.append(_cell(said))
    note = " ".join(one(fields, "note").split())
    return [*cells, note] if note else cells


def _cell(said: str) -> Any:
    if said == "null":
        return None
    if said in ("true", "false"):
        return said == "true"
    return number(said) if NUMBER.fullmatch(said) else said
