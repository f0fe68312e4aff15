"""A page of questions as its template needs it: labels, hints, boxes, choices, and what is wrong with them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from footpath.definition.service import Page
from footpath.questions import KINDS, KINDS_OF_FILE, accepted, largest_bytes
from footpath.questions.question import Input, Option, Question
from footpath.values import Lang, Problem
from footpath.web.compiled import choice_slot, slot
from footpath.web.words import say

# Kinds that are several boxes, or choices, under one legend.
GROUPS = frozenset({"date", "month", "yes_no", "choose_one", "choose_many", "address", "bank_account", "declaration"})


# A day or month written in numbers, as a hint shows one.
_A_DAY = re.compile(r"\d{1,2} \d{4}\b")


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """One box, in the reader's language. Its value is a slot: what somebody typed never goes through a template."""

    field: str
    type: str
    label: str
    hint: str
    value: str
    error: str
    at_fault: bool
    classes: str
    input: Input


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A radio or a checkbox."""

    value: str
    label: str
    hint: str
    apart: bool
    attributes: Mapping[str, str]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One question. The mappings are what the GOV.UK macros take."""

    kind: str
    group: str  # the id of the whole, where it is several boxes
    field: str  # of its first box
    boxes: tuple[Box, ...]
    choices: tuple[Choice, ...]
    label: Mapping[str, Any]  # as a label or a legend
    hint: Mapping[str, Any] | None
    error: Mapping[str, Any] | None
    says: str  # a declaration's words
    otherwise: str  # a file's other route
    accept: str
    kept: str  # of a file: the slot for what we have already


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    ask: str
    why: str


class AskedPage(msgspec.Struct, frozen=True, kw_only=True):
    """`titled`: the heading stands by itself above the questions, because there are several or guidance comes first."""

    heading: str
    titled: bool
    guidance: str
    questions: tuple[Asked, ...]
    reasons: tuple[Reason, ...]
    uploads: bool


def asked_page(
    page: Page,
    questions: Sequence[Question],
    lang: Lang,
    *,
    heading: str = "",
    problems: Sequence[Problem] = (),
    typed: Mapping[str, Sequence[str]] | None = None,
    year: int,
) -> AskedPage:
    """`questions` are the page's own, or those of one thing in its list, which then has a `heading` of its own."""
    guidance = page.guidance.in_(lang) if page.guidance else ""
    titled = len(questions) != 1 or bool(guidance)
    return AskedPage(
        heading=(heading or page.title.in_(lang)) if titled else questions[0].ask.in_(lang),
        titled=titled,
        guidance=guidance,
        questions=tuple(_asked(each, lang, titled, problems, typed or {}, year) for each in questions),
        reasons=tuple(
            Reason(ask=each.ask.in_(lang), why=each.why.in_(lang)) for each in questions if each.why is not None
        ),
        uploads=any(each.kind == "file" for each in questions),
    )


def _asked(
    question: Question,
    lang: Lang,
    titled: bool,
    problems: Sequence[Problem],
    typed: Mapping[str, Sequence[str]],
    year: int,
) -> Asked:
    kind = KINDS[question.kind]
    inputs = kind.inputs(question)
    wrong = {problem.at: problem.says for problem in reversed(problems)}
    fields = [box.field for box in inputs]
    first_wrong = next((wrong[field] for field in fields if field in wrong), "")
    faulty = _at_fault(question, fields, wrong, typed)
    return Asked(
        kind=question.kind,
        group=question.id,
        field=fields[0],
        boxes=tuple(_box(each, lang, wrong.get(each.field, ""), each.field in faulty) for each in inputs),
        choices=_choices(kind.choices(question), fields[0], lang),
        label=_label(question, lang, titled),
        hint=_hint(question, lang, year - 40 if inputs[0].autocomplete == "bday-day" else year),
        error={"text": first_wrong, "visuallyHiddenText": say("questions.error_hidden", lang)} if first_wrong else None,
        says=question.says.in_(lang) if question.says else "",
        otherwise=question.otherwise.in_(lang) if question.otherwise else "",
        accept=inputs[0].accept or "",
        kept=slot(file_slot(question.id)),
    )


def file_slot(question_id: str) -> str:
    return f":file:{question_id}"


def _box(each: Input, lang: Lang, error: str, at_fault: bool) -> Box:
    classes = [f"govuk-input--width-{each.width}"] if each.width else []
    return Box(
        field=each.field,
        type=each.type,
        label=each.label.in_(lang) if each.label else "",
        hint=each.hint.in_(lang) if each.hint else "",
        value=slot(each.field),
        error=error,
        at_fault=at_fault,
        classes=" ".join(classes),
        input=each,
    )


def _choices(options: Sequence[Option], field: str, lang: Lang) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            value=each.id,
            label=each.label.in_(lang),
            hint=each.hint.in_(lang) if each.hint else "",
            apart=each.apart,
            attributes=choice_slot(field, each.id),
        )
        for each in options
    )


def _label(question: Question, lang: Lang, titled: bool) -> Mapping[str, Any]:
    text = question.ask.in_(lang)
    part = "fieldset__legend" if question.kind in GROUPS else "label"
    return {
        "text": say("questions.optional", lang, label=text) if question.optional else text,
        "classes": f"govuk-{part}--{'m' if titled else 'l'}",
        "isPageHeading": not titled,
    }


def _hint(question: Question, lang: Lang, year: int) -> Mapping[str, Any] | None:
    """The author's hint, then an example where the hint has none; of a file, what it may be."""
    parts = [question.hint.in_(lang)] if question.hint else []
    if question.kind == "file":
        *most, last = (KINDS_OF_FILE[each][0] for each in accepted(question))
        kinds = f"{', '.join(most)} {say('questions.or', lang)} {last}" if most else last
        parts.append(say("questions.file_may_be", lang, kinds=kinds, most=largest_bytes(question) // 1_000_000))
    example = question.example or ""
    if not example and question.kind in ("date", "month") and not any(_A_DAY.search(part) for part in parts):
        # A day that can be no month and a month of one digit, so that nobody doubts which box is which.
        example = f"27 3 {year}" if question.kind == "date" else f"3 {year}"
    if example and not any(example in part for part in parts):
        parts.append(say("questions.example", lang, example=example))
    return {"text": ". ".join(parts)} if parts else None


def _at_fault(
    question: Question, fields: Sequence[str], wrong: Mapping[str, str], typed: Mapping[str, Sequence[str]]
) -> frozenset[str]:
    """The boxes to mark. Of a date, those left blank where others are not; else, when it is no date, all of it."""
    at = frozenset(field for field in fields if field in wrong)
    if question.kind not in ("date", "month") or not at:
        return at
    blank = frozenset(field for field in fields if not any(value.strip() for value in typed.get(field, ())))
    return blank if 0 < len(blank) < len(fields) else frozenset(fields)
