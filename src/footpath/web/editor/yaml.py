"""The same changes as YAML, for whoever likes to see all of them at once: whole without a script, better with one."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

from footpath.actions.save_draft import save_draft
from footpath.definition import format as f
from footpath.definition.changes import Adaptation, Change, Place, apply, edition_of, read_adaptation, write_yaml
from footpath.definition.changes.change import change_data, inside
from footpath.definition.changes.places import form_of, keys_of, shape_below
from footpath.definition.schema import schema as definition_schema
from footpath.definition.service import Edition
from footpath.ports import StaleDraft
from footpath.values import Fault, Problem
from footpath.web.editor.bench import Bench, at_bench, bench_of, editor_page, report_of, since
from footpath.web.forms import one, read_form, seen
from footpath.web.language import SeeOther
from footpath.web.templating import private
from footpath.web.world import world

FILE = "changes.yaml"


def text_of_changes(bench: Bench) -> str:
    """The adaptation as a file says it."""
    return write_yaml({"adapts": bench.kept.adapts, "changes": [_written(change) for change in bench.changes]})


def _written(change: Change) -> dict[str, Any]:
    """As the file has it: with values as they stand in a definition, and not as a database keeps them."""
    data = change_data(change)
    for key in ("to", "value"):
        if key in data:
            data[key] = getattr(change, key)
    return data


def read_text(bench: Bench, text: str) -> tuple[tuple[Change, ...] | None, tuple[Fault, ...]]:
    """The changes, where they can be made, and what is wrong: each at the line of its change."""
    adaptation = read_adaptation(text, file=FILE)
    if not isinstance(adaptation, Adaptation):
        return None, adaptation
    if (adaptation.adapts, adaptation.version) != (bench.service, bench.standard.service.version):
        wrong = f"This adapts {adaptation.adapts}@{adaptation.version}."
        return None, (_fault(wrong, f"Write adapts: {bench.standard.service.id}@{bench.standard.service.version}."),)
    changes, places = adaptation.changes, adaptation.places
    made = apply(bench.base, changes, on=world().clock.today(), file=FILE, places=places)
    if isinstance(made, tuple):
        return None, made
    edition = edition_of(made, file=FILE)
    if not isinstance(edition, Edition):
        return None, tuple(_placed(fault, changes, places) for fault in edition)
    return changes, tuple(
        _placed(fault, changes, places) for fault in report_of(edition).faults if fault.level == "error"
    )


def _fault(wrong: str, mend: str) -> Fault:
    return Fault(file=FILE, line=1, column=1, path="", wrong=wrong, mend=mend, check="changes")


def _placed(fault: Fault, changes: Sequence[Change], places: Sequence[Place]) -> Fault:
    """At the change that brought it: the last one at, in or around its place. What no change brought is at the top."""
    place = next(
        (
            place
            for change, place in reversed(list(zip(changes, places, strict=True)))
            if fault.path and (inside(fault.path, change.path) or inside(change.path, fault.path))
        ),
        Place(1, 1),
    )
    return Fault(
        file=FILE,
        line=place.line,
        column=place.column,
        path=fault.path,
        wrong=f"{fault.path}: {fault.wrong}" if fault.path else fault.wrong,
        mend=fault.mend,
        check=fault.check,
        level=fault.level,
    )


# The script asks whether a text would do, which no other page does.
_POLICY = {**settings.SECURE_CSP, "connect-src": [CSP.SELF]}


@csp_override(_POLICY)
@at_bench(methods=("GET", "POST"))
def yaml(request: HttpRequest, bench: Bench) -> HttpResponse:
    if request.method == "GET":
        return _page(request, bench, text_of_changes(bench))
    fields = read_form(request)
    text = one(fields, "text").replace("\r\n", "\n")
    if seen(fields) != bench.seq:
        return _page(request, bench, text, status=409, had=one(fields, "had"))
    changes, faults = read_text(bench, text)
    if changes is None:
        return _page(request, bench, text, faults=faults, status=422)
    try:
        saved = save_draft(
            world(),
            authority=bench.desk.authority.id,
            service=bench.service,
            changes=changes,
            seen=seen(fields),
            by=bench.desk.by,
        )
    except StaleDraft:
        now = bench_of(bench.desk, bench.service)
        assert now is not None, "it was there a moment ago"
        return _page(request, now, text, status=409, had=one(fields, "had"))
    assert not isinstance(saved, tuple), "the same changes were made just now"
    return SeeOther(f"{bench.change}?done=saved")


def _page(
    request: HttpRequest,
    bench: Bench,
    text: str,
    *,
    faults: Sequence[Fault] = (),
    status: int = 200,
    had: str | None = None,
) -> HttpResponse:
    return editor_page(
        request,
        bench,
        "editor/yaml.jinja",
        status=status,
        text=text,
        faults=faults,
        wrong=[Problem("text", f"Line {each.line}: {each.wrong} {each.mend}") for each in faults[:10]],
        since=since(bench, had) if had is not None else None,
        rows=min(40, max(12, text.count("\n") + 2)),
        whole=write_yaml(bench.tree),
    )


@at_bench(methods=("POST",))
def check(request: HttpRequest, bench: Bench) -> HttpResponse:
    """What is wrong with a text, for the script: by line and column."""
    _, faults = read_text(bench, one(read_form(request), "text").replace("\r\n", "\n"))
    problems = [
        {
            "line": fault.line,
            "column": fault.column,
            "path": fault.path,
            "wrong": fault.wrong,
            "mend": fault.mend,
            "level": fault.level,
        }
        for fault in faults[:200]
    ]
    return private(JsonResponse({"problems": problems}))


@at_bench()
def schema(request: HttpRequest, bench: Bench) -> HttpResponse:
    """What the script completes with: the format, the words of a change, and every place of this service."""
    made = {"schema": definition_schema(), "words": WORDS, "paths": list(_paths(bench.tree, f.SERVICE, ""))}
    return private(JsonResponse(made))


WORDS = {
    "set": "Another value for something that is there, or that may be.",
    "add": "Something new, by its id.",
    "remove": "Something taken out.",
    "move": "Something put elsewhere among what stands beside it.",
    "to": "The new value.",
    "value": "What is added.",
    "after": "The id of what it comes after.",
    "before": "The id of what it comes before.",
    "because": "Why, in a sentence. Every change has one.",
    "until": "The last day it applies, like 2027-03-31.",
    "carry": "How an answer follows from old ones: new id, then a rule.",
    "must_move_by": "The day by which people half-way move, whatever the change.",
}


def _paths(value: Any, shape: f.Shape | None, path: str) -> Any:
    form = form_of(value, shape)
    if isinstance(value, dict) and isinstance(form, f.Group | f.ById):
        for key, each in value.items():
            at = f"{path}.{key}" if path else key
            yield {"path": at, "says": _short(each)}
            yield from _paths(each, shape_below(form, key), at)
    elif isinstance(value, list):
        for key, each in zip(keys_of(value, form), value, strict=True):
            yield {"path": f"{path}.{key}", "says": _short(each)}


def _short(value: Any) -> str:
    text = value.get("en", "") if isinstance(value, dict) else value if isinstance(value, str) else ""
    return text if len(text) <= 40 else f"{text[:39]}…"
