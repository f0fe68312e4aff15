"""Examples that fail because of a change: answered where they stop, or expected to come out as they do now."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from footpath.definition.changes import Change, Set
from footpath.definition.changes.change import number
from footpath.definition.service import Edition, Example
from footpath.journey.examples import day_of, same
from footpath.journey.trying import Tried, try_data
from footpath.questions import KINDS, Question
from footpath.rules import UNKNOWN, NotAValue, OverBudget, say_value
from footpath.values import Problem
from footpath.web.editor.bench import Bench, at_bench
from footpath.web.editor.editing import Form, save, show
from footpath.web.editor.panel import counted
from footpath.web.editor.preview import Link
from footpath.web.editor.sheets import NUMBER, WHY, Box, Choice, Fields, Row
from footpath.web.forms import one


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """Examples that go no further than a question, since nobody has said what they answer to it."""

    question: Question
    names: tuple[str, ...]


class Missed(msgspec.Struct, frozen=True, kw_only=True):
    """Something that an example expects, and what comes of it now."""

    name: str
    key: str
    expected: str
    found: Any

    @property
    def mark(self) -> str:
        return f"{self.key} of {self.name}"


@at_bench(methods=("GET", "POST"))
def examples(request: HttpRequest, bench: Bench) -> HttpResponse:
    stops, missed = _failing(bench.made)
    rows = [_row(stop) for stop in stops]
    if missed:
        choices = tuple(
            Choice(value=each.mark, text=f"{each.name}: {each.key} was {each.expected}, now {_said(each.found)}")
            for each in missed
        )
        label = "Which of these are right as they come out now?"
        rows.append(Row(boxes=(Box(name="expect", label=label, kind="many", choices=choices),)))
    form = Form(
        heading="Mend the examples" if rows else "Every example passes",
        about=bench.title,
        button="Save",
        back=bench.change,
        rows=tuple(rows),
        says=(
            "Examples are made-up people. They show that the rules do what they should. "
            "Where one is wrong and your change is right, mend it here.",
        )
        if rows
        else (),
        links=() if rows else (Link(text="Go back to the service", href=bench.change),),
        done=not rows,
    )
    if request.method == "GET" or not rows:
        return show(request, bench, form)

    def read(fields: Fields) -> Sequence[Change | Problem]:
        edits: list[Change | Problem] = []
        for stop in stops:
            answer = _answer(stop.question, fields)
            if isinstance(answer, Problem):
                edits.append(answer)
            elif answer is not None:
                path = f"answers.{stop.question.id}"
                edits += [Set(path=f"examples.{name}.{path}", to=answer, because=WHY) for name in stop.names]
        chosen = fields.get("expect", [])
        edits += [
            Set(path=f"examples.{each.name}.expect.{each.key}", to=_data(each.found), because=WHY)
            for each in missed
            if each.mark in chosen
        ]
        return edits

    return save(request, bench, form, read)


def _failing(edition: Edition) -> tuple[list[Stop], list[Missed]]:
    stops: dict[str, tuple[Question, list[str]]] = {}
    missed: list[Missed] = []
    for example in edition.service.examples:
        try:
            tried = try_data(edition, example.answers, on=day_of(edition, example))
            found = {key: _found(edition, tried, key, expected) for key, expected in example.expect.items()}
        except (OverBudget, NotAValue):
            continue  # the panel says so: it is the rule that has to be mended
        wrong = {key for key, value in found.items() if value is UNKNOWN or not same(value, example.expect[key])}
        waiting = _unanswered(edition, tried, example) if wrong and tried.way.here else ()
        for question in waiting:
            stops.setdefault(question.id, (question, []))[1].append(example.name)
        if not waiting:
            missed += [
                Missed(name=example.name, key=key, expected=_said(example.expect[key]), found=found[key])
                for key in example.expect
                if key in wrong and found[key] is not UNKNOWN
            ]
    return [Stop(question=question, names=tuple(names)) for question, names in stops.values()], missed


def _unanswered(edition: Edition, tried: Tried, example: Example) -> tuple[Question, ...]:
    """What the page at which it stops asks, and it does not say."""
    page = edition.service.page(tried.way.here or "")
    if page is None:
        return ()
    return tuple(each for each in page.questions if each.id not in example.answers and each.kind != "repeat")


def _found(edition: Edition, tried: Tried, key: str, expected: Any) -> Any:
    match key:
        case "exit":
            return tried.exit
        case "page":
            return tried.way.here or ("check" if tried.way.complete else None)
        case "outcome":
            otherwise = edition.service.decide.otherwise
            return otherwise if tried.outcome is None and tried.way.complete else tried.outcome
        case "charge":
            return None if tried.charged is None else Decimal(tried.charged.pence) / 100
        case _ if key in edition.service.rules:
            return tried.way.findings.value(key)
        case _:
            return expected  # there is no such rule: the checks say so


def _said(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case Mapping() | list() | tuple():
            return "something else"
        case _:
            return say_value(value) or "an empty text"


def _data(value: Any) -> Any:
    """A rule's value as an example writes it."""
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return number(format(value, "f"))
        case Mapping():
            return {key: _data(each) for key, each in value.items()}
        case list() | tuple():
            return [_data(each) for each in value]
        case _:
            return value


# --- answers


def _row(stop: Stop) -> Row:
    question = stop.question
    names = ", ".join(f"“{name}”" for name in stop.names[:3]) + (", …" if len(stop.names) > 3 else "")
    hint = f"{counted(len(stop.names), 'example')} stop here: {names}"
    label = f"What do the examples answer? {question.ask.in_('en')}"
    name = f"answer-{question.id}"
    choices = [Choice(value=each.id, text=each.label.in_("en")) for each in KINDS[question.kind].choices(question)]
    if question.kind == "yes_no":
        choices = [Choice(value="yes", text="Yes"), Choice(value="no", text="No")]
    if choices and question.kind != "declaration":
        none = Choice(value="", text="Leave as it is")
        return Row(boxes=(Box(name=name, label=label, kind="select", hint=hint, choices=(none, *choices)),))
    if question.kind == "declaration":
        choices = [Choice(value="", text="Leave as it is"), Choice(value="yes", text="They agree")]
        return Row(boxes=(Box(name=name, label=label, kind="select", hint=hint, choices=tuple(choices)),))
    shape = _SHAPES.get(question.kind, "")
    return Row(boxes=(Box(name=name, label=label, hint=f"{hint}. {shape}".strip(". ") if shape else hint),))


_SHAPES: Mapping[str, str] = {
    "date": "A date is like 2026-05-01",
    "month": "A month is like 2026-05",
    "address": "Enter a postcode",
    "file": "Enter a file’s name, like bill.pdf",
}


def _answer(question: Question, fields: Fields) -> Any:
    typed = one(fields, f"answer-{question.id}").strip()
    if not typed:
        return None
    data: Any = typed
    match question.kind:
        case "yes_no" | "declaration":
            data = typed == "yes"
        case "choose_many":
            data = [typed]
        case "address":
            data = {"postcode": typed}
        case "whole_number" | "number" | "money" if NUMBER.fullmatch(typed):
            data = number(typed)
        case _:
            pass
    said = str(data) if isinstance(data, int | Decimal) and not isinstance(data, bool) else data
    read = KINDS[question.kind].from_data(question, said)
    if isinstance(read, Problem):
        return Problem(f"answer-{question.id}", read.says)
    return data
