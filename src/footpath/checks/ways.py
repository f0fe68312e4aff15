"""Ways through a service, tried with the answers that make a difference to its rules."""

import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

import msgspec

from footpath.checks.trees import Compared, compared_with
from footpath.definition.service import Edition, Page
from footpath.questions import KINDS
from footpath.questions.bounds import bounds_on
from footpath.questions.question import Answer, Question
from footpath.rules import (
    BOOLEAN,
    DATE,
    NUMBER,
    TEXT,
    UNKNOWN,
    Constant,
    ContextOf,
    Dated,
    Findings,
    ListOf,
    NotAValue,
    OverBudget,
    Type,
)
from footpath.values import Problem

# Together a second or two on a slow machine: a service of 300 questions with 60 conditional pages stays within it.
MOST_WALKS = 8_000
MOST_WALKS_OF_ONE = 1_500
MOST_VALUES = 9  # of a question whose values are only samples
MOST_COMPLETE = 40  # of a question of which all that differ are tried


class Samples(msgspec.Struct, frozen=True, kw_only=True):
    """Answers to a question that its rules may tell apart. `complete`: any other does the same as one of these."""

    values: tuple[Answer, ...]
    complete: bool


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody with these answers, as far as they matter: which pages they saw, and where they ended."""

    answers: Mapping[str, Answer]
    pages: frozenset[str]  # of those that were looked at
    exit: str | None
    given: Mapping[str, Answer]  # what the rules see at the end: answers of pages that were shown
    found: Findings  # and what they find

    def value(self, key: str) -> Any:
        return value_of(self.found, key)


def value_of(found: Findings, key: str) -> Any:
    """A rule's value; UNKNOWN where it is too much work or the answers do not fit: nothing is concluded from that."""
    try:
        return found.value(key)
    except (OverBudget, NotAValue, ArithmeticError):
        return UNKNOWN


class People(msgspec.Struct, frozen=True, kw_only=True):
    """Those who differ for some rules. `everybody` is True when anybody else would fare like one of them."""

    some: tuple[Person, ...]
    everybody: bool


class Ways:
    """Tries people on an edition, within a budget of walks for all questions put to it."""

    def __init__(self, edition: Edition, *, most_walks: int = MOST_WALKS) -> None:
        self._edition = edition
        self._service = edition.service
        self._book = edition.rules
        self._left = most_walks
        self._people: dict[frozenset[str], People] = {}
        self._samples: dict[str, Samples] = {}

    @cached_property
    def on(self) -> date:
        """A day on which every figure is in force: the latest that one changes, or that an example is about."""
        days = [dated.since for series in self._service.figures.values() for dated in series if dated.since is not None]
        days += [example.on for example in self._service.examples if example.on is not None]
        return max(days, default=date(2026, 6, 15))

    @cached_property
    def _page_of(self) -> Mapping[str, Page]:
        return {question.id: page for page in self._service.pages for question in page.questions}

    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        return {question.id: question for page in self._service.pages for question in page.questions}

    @cached_property
    def _own(self) -> Mapping[str, Answer]:
        """What a case brings to the texts beside answers: a reason, a reference."""
        return {name: "FP-234-678" for name in self._book.inputs if name not in self._questions}

    @cached_property
    def _given(self) -> Mapping[str, tuple[Answer, ...]]:
        """Answers of the author's own examples: nobody knows better what people answer."""
        given: dict[str, list[Answer]] = {}
        for example in self._service.examples:
            for name, data in example.answers.items():
                question = self._questions.get(name)
                if question is None:
                    continue
                answer = KINDS[question.kind].from_data(question, data)
                if not isinstance(answer, Problem):
                    given.setdefault(name, []).append(answer)
        return {name: tuple(answers) for name, answers in given.items()}

    # --- what matters to a rule ---------------------------------------------------------------------------------------

    def cone(self, keys: Iterable[str], pages: Iterable[str] = ()) -> frozenset[str]:
        """The questions that can make a difference to these rules, on the way to these pages."""
        wanted = [f"page:{page}" for page in pages]
        names: set[str] = set()
        for key in (*keys, *wanted):
            if key in self._book.trees:
                names |= self._book.needs(key)
        names &= self._questions.keys()
        while True:
            more = set(names)
            for name in names:
                key = f"page:{self._page_of[name].id}"
                if key in self._book.trees:
                    more |= self._book.needs(key)
            for exit_ in self._service.exits:
                needs = self._book.needs(f"exit:{exit_.id}")
                if needs & more:
                    more |= needs
            more &= self._questions.keys()
            if more == names:
                return frozenset(names)
            names = more

    def people(self, keys: Iterable[str], pages: Iterable[str] = ()) -> People:
        """Everybody who may differ for these rules and pages, or as many as the budget allows."""
        pages = tuple(pages)
        cone = self.cone(keys, pages)
        known = self._people.get(cone | {f"page:{page}" for page in pages})
        if known is None:
            known = self._people[cone | {f"page:{page}" for page in pages}] = self._try(cone, pages)
        return known

    def _try(self, cone: frozenset[str], pages: tuple[str, ...]) -> People:
        names = sorted(cone)
        samples = [self.samples(name) for name in names]
        count = prod(len(one.values) for one in samples)
        most = min(MOST_WALKS_OF_ONE, self._left)
        everything = count <= most
        combinations: Iterable[tuple[Answer, ...]]
        if everything:
            combinations = product(*(one.values for one in samples))
        else:
            # The same people every time, so that a check says the same every time. Nothing secret hangs on it.
            chance = random.Random(",".join(names))  # noqa: S311
            combinations = (tuple(chance.choice(one.values) for one in samples) for _ in range(most))
        some = []
        for combination in combinations:
            self._left -= 1
            some.append(self._walk(dict(zip(names, combination, strict=True)), pages))
        return People(some=tuple(some), everybody=everything and all(one.complete for one in samples))

    # --- one person's way ---------------------------------------------------------------------------------------------

    def _walk(self, answers: dict[str, Answer], pages: tuple[str, ...]) -> Person:
        matter = [
            page
            for page in self._service.pages
            if page.id in pages or any(question.id in answers for question in page.questions)
        ]
        exits = [exit_.id for exit_ in self._service.exits if self._may_come_to(exit_.id, answers)]
        own = {page.id: {question.id for question in page.questions} & answers.keys() for page in matter}
        seen: set[str] = set()
        given: dict[str, Answer] = dict(self._own)
        # As the journey has it: a condition sees the answers of the pages before it, later ones are unknown, and what
        # is uncertain is not shown.
        unknown = {name for names in own.values() for name in names}
        for page in (None, *matter):
            if page is not None:
                shown = page.when is None or self._is_true(f"page:{page.id}", given, unknown)
                unknown -= own[page.id]
                if shown:
                    seen.add(page.id)
                    given.update((name, answers[name]) for name in own[page.id])
            # An exit shows as soon as it is certain, before the pages that follow.
            for exit_ in exits:
                if self._is_true(f"exit:{exit_}", given, unknown):
                    return self._person(answers, seen, exit_, given)
        return self._person(answers, seen, None, given)

    def _may_come_to(self, exit_: str, answers: Mapping[str, Answer]) -> bool:
        needs = self._book.needs(f"exit:{exit_}")
        return not needs or bool(needs & answers.keys())

    def _person(
        self, answers: Mapping[str, Answer], seen: set[str], exit_: str | None, given: dict[str, Answer]
    ) -> Person:
        found = self._find(given, set())
        return Person(answers=answers, pages=frozenset(seen), exit=exit_, given=given, found=found)

    def _is_true(self, key: str, given: Mapping[str, Answer], unknown: set[str]) -> bool:
        return value_of(self._find(given, unknown), key) is True

    def _find(self, given: Mapping[str, Answer], unknown: set[str]) -> Findings:
        # What is neither given nor unknown is null: the question was on a page that is not shown.
        return self._book.find(given, on=self.on, unknown=frozenset(unknown))

    # --- answers that make a difference -------------------------------------------------------------------------------

    def samples(self, name: str) -> Samples:
        known = self._samples.get(name)
        if known is None:
            known = self._samples[name] = self._make_samples(self._questions[name])
        return known

    def _make_samples(self, question: Question) -> Samples:
        compared = self._compared(question.id)
        of = KINDS[question.kind].feel_type(question)
        values, complete = _values(question, of, compared, self.on)
        given = [answer for answer in self._given.get(question.id, ()) if answer is not None]
        if not complete:
            values = [*given, *values]
        distinct: list[Answer] = []
        for value in values:
            if value not in distinct:
                distinct.append(value)
        del distinct[MOST_COMPLETE if complete else MOST_VALUES :]
        # Blank is first, so that the people who left a question blank are never cut off by the budget.
        return Samples(values=tuple([None, *distinct] if question.optional else distinct or [None]), complete=complete)

    def _compared(self, name: str) -> Compared:
        """What the rules compare a question with."""
        constants: dict[str, Any] = {}
        for key, figure in self._book.figures.items():
            now: Constant | None = figure.on(self.on) if isinstance(figure, Dated) else figure
            constants[key] = None if now is None else now.value
        direct = [self._book.trees[key] for key in self._book.order if name in self._book.uses(key)]
        distant = [
            self._book.trees[key]
            for key in self._book.order
            if name in self._book.needs(key) and name not in self._book.uses(key)
        ]
        return compared_with(name, direct, distant, constants)


def _values(question: Question, of: Type, compared: Compared, on: date) -> tuple[list[Answer], bool]:
    """Answers worth trying, and whether they are all that the rules can tell apart."""
    of = getattr(of, "of", of)  # a blank answer is tried on its own
    match of:
        case ListOf() if question.options:
            ids = [option.id for option in question.options]
            return [*([one] for one in ids), list(ids)], False
        case _ if question.options:
            return [option.id for option in question.options], True
        case _ if of == BOOLEAN:
            return [True, False], True
        case _ if of == NUMBER:
            return _numbers(question, compared, on), compared.only
        case _ if of == DATE:
            return _dates(question, compared, on), compared.only
        case _ if of == TEXT:
            return [*compared.texts, "Another answer"], compared.only
        case ContextOf():
            return _contexts(of, compared, on), compared.only and len(of.fields) > 0
        case ListOf():
            items, _ = _values(question, of.item, compared, on)
            lists: list[Answer] = [[item] for item in items if item is not None]
            if items:
                lists.append([items[0], items[-1]])
            return ([] if question.at_least else [[]]) + lists, False
        case _:
            return [], False


def _numbers(question: Question, compared: Compared, on: date) -> list[Answer]:
    ends = bounds_on(question, on)
    low, high = ends.low, ends.high
    whole = question.kind == "whole_number"
    found: list[Decimal] = []
    for number in compared.numbers:
        for near in (number, number + 1, number - 1):
            found.append(near.to_integral_value() if whole else near)
    found += [end for end in (low, high) if isinstance(end, Decimal)] or [Decimal(0), Decimal(1)]
    return [
        number
        for number in found
        if not (isinstance(low, Decimal) and number < low) and not (isinstance(high, Decimal) and number > high)
    ]


def _dates(question: Question, compared: Compared, on: date) -> list[Answer]:
    ends = bounds_on(question, on)
    low, high = ends.low, ends.high
    found: list[date] = []
    for day in (*compared.dates, on):
        found += [day, day - timedelta(days=1), day + timedelta(days=1)]
    found += [end for end in (low, high) if isinstance(end, date)]
    found += [date(1985, 3, 27), on - timedelta(days=7), on + timedelta(days=30), date(on.year - 17, 3, 27)]
    return [
        day
        for day in found
        if not (isinstance(low, date) and day < low) and not (isinstance(high, date) and day > high)
    ]


def _contexts(of: ContextOf, compared: Compared, on: date) -> list[Answer]:
    """Mappings in which each field in turn, or all texts at once, take the values that rules compare with."""

    def plain(field: Type) -> Answer:
        field = getattr(field, "of", field)
        if field == NUMBER:
            return Decimal(1)
        if field == DATE:
            return on
        if field == BOOLEAN:
            return True
        return "Another answer" if field == TEXT else None

    base = {name: plain(field) for name, field in of.fields.items()}
    made: list[Answer] = [base]
    for kind, values in (
        (TEXT, compared.texts),
        (NUMBER, compared.numbers),
        (DATE, compared.dates),
        (BOOLEAN, (False,)),
    ):
        alike = [name for name, field in of.fields.items() if getattr(field, "of", field) == kind]
        made += [{**base, **dict.fromkeys(alike, value)} for value in values if alike]
    return made


def missing(person: Person, names: Iterable[str], page_of: Mapping[str, Page]) -> dict[str, str]:
    """The questions among these that somebody gave no answer to, each with how that came about."""
    without: dict[str, str] = {}
    for name in sorted(names):
        if name not in person.answers:
            continue
        if page_of[name].id not in person.pages:
            without[name] = f"the page {page_of[name].id} is not shown"
        elif person.answers[name] is None:
            without[name] = f"{name} is left blank"
    return without
