"""The rules of a service compiled together, and their faults moved to where they stand in the file."""

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from footpath.definition.reading import Reading
from footpath.definition.service import Service
from footpath.definition.wording import sentence, shortened
from footpath.definition.yaml import place_in
from footpath.rules import (
    BOOLEAN,
    NUMBER,
    TEXT,
    Constant,
    Dated,
    Rule,
    RuleBook,
    RuleFault,
    Table,
    Template,
    Type,
    compile_rules,
    optional,
    read_template,
)
from footpath.values import LANGUAGES, Fault, Words


class Spot(msgspec.Struct, frozen=True):
    """Where a rule was written: the path of its text, and how far into that text it begins."""

    path: str
    rule: Rule = ""
    offset: int = 0


class Compiled(msgspec.Struct, frozen=True):
    book: RuleBook
    warnings: tuple[Fault, ...]
    locally_fine: tuple[Fault, ...]


class Rules:
    """All rules of a service by key, each with its spot."""

    def __init__(self) -> None:
        self.rules: dict[str, Rule] = {}
        self.spots: dict[str, Spot] = {}
        self.must_be: dict[str, Type] = {}

    def add(self, key: str, rule: Rule, path: str, *, offset: int = 0, must_be: Type | None = None) -> None:
        self.rules[key] = rule
        self.spots[key] = Spot(path, rule, offset)
        if must_be is not None:
            self.must_be[key] = must_be


def compile_service(
    service: Service,
    names: Mapping[str, Type],
    constants: Mapping[str, Constant | Dated],
    *,
    source: str,
    reading: Reading,
) -> Compiled | None:
    """The book, or None when there are faults: they are added to the reading."""
    rules = _rules_of(service, reading)
    sound = _texts_of(service, rules, source, reading)
    known = {**names, "reason": TEXT, "reference": TEXT}
    made = compile_rules(rules.rules, known, constants=constants, must_be=rules.must_be)
    if not isinstance(made, RuleBook):
        for fault in made:
            if fault.severity == "error":
                _put(fault, rules.spots, source, reading)
        return None
    for key in made.order:
        for name, wrong in _out_of_place(key, made):
            spot = rules.spots[key]
            mend = "reason is known in the letters of outcomes, reference in letters, emails and what happens next."
            reading.fault(spot.path, reading.place(spot.path), f"{name} {wrong}", mend, check="rules")
            sound = False
    odd: dict[bool, list[Fault]] = {True: [], False: []}
    for fault in made.warnings:
        level: Literal["error", "warning"] = "error" if fault.locally_fine else "warning"
        odd[fault.locally_fine].append(_moved(fault, rules.spots, source, reading, level))
    return Compiled(made, tuple(odd[False]), tuple(odd[True])) if sound else None


def _rules_of(service: Service, reading: Reading) -> Rules:
    rules = Rules()
    for name, rule in service.rules.items():
        path = f"rules.{name}.is" if f"rules.{name}.is" in reading.scalars else f"rules.{name}"
        rules.add(name, rule, path)
    for page in service.pages:
        if page.when is not None:
            rules.add(f"page:{page.id}", page.when, f"pages.{page.id}.when", must_be=optional(BOOLEAN))
    for end in service.exits:
        rules.add(f"exit:{end.id}", end.when, f"exits.{end.id}.when", must_be=optional(BOOLEAN))
    if service.charge is not None:
        rules.add("charge", service.charge.amount, "charge.amount", must_be=optional(NUMBER))
    for place, automatic in enumerate(service.decide.automatically):
        path = f"decide.automatically.{place}.when"
        rules.add(f"automatic:{place}", automatic.when, path, must_be=optional(BOOLEAN))
    return rules


def _texts_of(service: Service, rules: Rules, source: str, reading: Reading) -> bool:
    """Adds the rules that stand in texts; false where braces do not pair."""
    sound = True
    for path, words in texts_with_rules(service):
        for lang in LANGUAGES:
            text = words.in_(lang)
            if not words.has(lang) or ("{{" not in text and "}}" not in text):
                continue
            at = f"{path}.{lang}" if f"{path}.{lang}" in reading.scalars else path
            template = read_template(text)
            if not isinstance(template, Template):
                _put(template, {"": Spot(at)}, source, reading)
                sound = False
                continue
            end = 0
            for place, expression in enumerate(template.expressions):
                begins = text.index(expression, end + len(template.words[place]) + 2)
                rules.add(f"text:{path}:{lang}:{place}", expression, at, offset=begins)
                end = text.index("}}", begins) + 2
    return sound


def texts_with_rules(service: Service) -> Iterator[tuple[str, Words]]:
    """The texts in which {{ rules }} are filled in, by path."""
    for outcome in service.decide.outcomes:
        yield f"decide.outcomes.{outcome.id}.letter", outcome.letter
    if service.tell is not None:
        for event, notice in service.tell.on.items():
            yield f"tell.{event}.subject", notice.subject
            yield f"tell.{event}.say", notice.say
    if service.after is not None:
        yield "after.say", service.after.say


def _out_of_place(key: str, book: RuleBook) -> Iterator[tuple[str, str]]:
    """`reason` and `reference` where nobody knows them."""
    needs = book.needs(key)
    if "reference" in needs and not key.startswith("text:"):
        yield "reference", "is used in a rule, and a rule cannot know it."
    if "reason" in needs and not key.startswith("text:decide.outcomes."):
        yield "reason", "is used outside a letter, where there is none yet."


def _put(fault: RuleFault, spots: Mapping[str, Spot], source: str, reading: Reading) -> None:
    moved = _moved(fault, spots, source, reading, "error")
    reading.fault(moved.path, (moved.line, moved.column), moved.wrong, moved.mend, check="rules")


def _moved(
    fault: RuleFault, spots: Mapping[str, Spot], source: str, reading: Reading, level: Literal["error", "warning"]
) -> Fault:
    spot = spots[fault.rule]
    path = _cell(fault, spot.path, spot.rule)
    line, column = _place(path, spot.offset + fault.offset, source, reading)
    return Fault(
        file=reading.file,
        line=line,
        column=column,
        path=path,
        wrong=sentence(f"Found {shortened(fault.found)}, but expected {fault.expected}"),
        mend=fault.suggestion or "Look at the rule from here on.",
        check="rules",
        level=level,
    )


def _place(path: str, offset: int, source: str, reading: Reading) -> tuple[int, int]:
    scalar = reading.scalars.get(path)
    return place_in(source, scalar, offset) if scalar else reading.place(path)


def _cell(fault: RuleFault, path: str, rule: Rule) -> str:
    """The path of the text a fault is in: that of the rule, or of a table's cell."""
    if not isinstance(rule, Table):
        return path
    where = f"{path}.table"
    if fault.row:
        where = f"{where}.rows.{fault.row - 1}"
    elif fault.cell is not None:
        where = f"{where}.given"
    return where if fault.cell is None else f"{where}.{fault.cell}"
