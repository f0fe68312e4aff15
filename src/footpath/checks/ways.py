"""Ways through a service, tried with the answers that make a difference to its rules."""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

import msgspec

from footpath.checks.trees import NO_VALUE, Compared, compared_with
from footpath.definition.service import Edition, Page
from footpath.questions import KINDS
from footpath.questions.bounds import bounds_on
from footpath.questions.question import CHECKING_DAY, Answer, Question
from footpath.rules import (
    BOOLEAN,
    DATE,
    NUMBER,
    TEXT,
    UNKNOWN,
    Constant,
    ContextOf,
    Dated,
    ListOf,
    NotAValue,
    OverBudget,
    RuleBook,
    TableRow,
    Type,
)
from footpath.values import Problem

# All looks together take a second or two on a slow machine, whatever the service is: one of 300 questions with 60
# conditional pages stays within them. A look that was not had before costs as much as LOOK_ANEW others.
MOST_LOOKS = 200_000
LOOK_ANEW = 8
MOST_COMBINATIONS = 1_500  # that are all tried; of more, some are picked
MOST_PICKED = 150
MOST_REPAIRS = 6  # of one person's answers, so that they get past an exit or to a page
MOST_VALUES = 9  # of a question whose values are only samples
MOST_COMPLETE = 40  # of a question of which all that differ are tried

_UNKNOWN, _NOT_GIVEN = -1, -2  # in a state, where there is no place in the samples


class Samples(msgspec.Struct, frozen=True, kw_only=True):
    """Answers to a question that its rules may tell apart. `complete`: any other does the same as one of these."""

    values: tuple[Answer, ...]
    complete: bool


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody with these answers, as far as they matter: which pages they saw, and where they ended.

    `state` has, for each question, the place of the answer among its samples, or that there is none.
    """

    pages: frozenset[str]  # of those that were looked at
    exit: str | None
    state: Mapping[str, int]
    blank: frozenset[str]  # questions that were seen and left blank


class People(msgspec.Struct, frozen=True, kw_only=True):
    """Those who differ for some rules. `everybody` is True when anybody else would fare like one of them."""

    some: tuple[Person, ...]
    everybody: bool


class Ways:
    """Tries people on an edition, within a budget for all questions put to it."""

    def __init__(self, edition: Edition, *, most_looks: int = MOST_LOOKS) -> None:
        self._service = edition.service
        self._book = edition.rules
        self._left = most_looks
        self._pools: dict[frozenset[str], People] = {}
        self._samples: dict[str, Samples] = {}
        self._seen: dict[str, dict[tuple[int, ...], Any]] = {}  # what a rule gave for the answers it needs

    @cached_property
    def on(self) -> date:
        """A day on which every figure is in force: the latest that one changes, or that an example is about."""
        days = [dated.since for series in self._service.figures.values() for dated in series if dated.since is not None]
        days += [example.on for example in self._service.examples if example.on is not None]
        return max(days, default=CHECKING_DAY)

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

    @property
    def tired(self) -> bool:
        """Whether there was more to look at than the budget allows."""
        return self._left <= 0

    # --- what matters to a rule ---------------------------------------------------------------------------------------

    @cached_property
    def _needs(self) -> Mapping[str, frozenset[str]]:
        """For each rule, the questions that it can depend on."""
        return {key: self._book.needs(key) & self._questions.keys() for key in self._book.order}

    def cone(self, keys: Iterable[str]) -> frozenset[str]:
        """The questions that can make a difference to these rules, or to whether people come to them."""
        names: set[str] = set().union(*(self._needs.get(key, frozenset()) for key in keys))
        while True:
            more = set(names)
            for name in names:
                more |= self._needs.get(f"page:{self._page_of[name].id}", frozenset())
            for exit_ in self._service.exits:
                needs = self._needs[f"exit:{exit_.id}"]
                if needs & more:
                    more |= needs
            if more == names:
                return frozenset(names)
            names = more

    def people(self, keys: Iterable[str]) -> People:
        """Everybody who may differ for these rules, or as many as the budget allows."""
        return self._pool(self.cone(keys))

    def people_for_page(self, page: str) -> People:
        """Everybody who may differ in whether they see a page; of many, some who were helped to get there."""
        key = f"page:{page}"
        cone = self.cone([key])
        pool = self._pool(cone)
        if pool.everybody or any(page in person.pages for person in pool.some):
            return pool
        helped = tuple(self._pick(cone, MOST_PICKED, towards=key))
        return People(some=pool.some + helped, everybody=False)

    def _pool(self, cone: frozenset[str]) -> People:
        pool = self._pools.get(cone)
        if pool is None:
            names = sorted(cone)
            samples = [self.samples(name) for name in names]
            if prod(len(one.values) for one in samples) <= MOST_COMBINATIONS:
                some = []
                for places in product(*(range(len(one.values)) for one in samples)):
                    if self._left <= 0:
                        break
                    some.append(self._walk(cone, dict(zip(names, places, strict=True))))
                pool = People(some=tuple(some), everybody=self._left > 0 and all(one.complete for one in samples))
            else:
                pool = People(some=tuple(self._pick(cone, MOST_PICKED)), everybody=False)
            self._pools[cone] = pool
        return pool

    def _pick(self, cone: frozenset[str], most: int, *, towards: str | None = None) -> Iterator[Person]:
        """Some people, each with a few who differ from them in what kept them from going on."""
        names = sorted(cone)
        # The same people every time, so that a check says the same every time. Nothing secret hangs on it.
        chance = random.Random(f"{towards}:{','.join(names)}")  # noqa: S311
        for _ in range(most):
            places = {name: chance.randrange(len(self.samples(name).values)) for name in names}
            for _ in range(MOST_REPAIRS):
                if self._left <= 0:
                    return
                person = self._walk(cone, places)
                yield person
                if person.exit is not None:
                    wrong = self._needs[f"exit:{person.exit}"]
                elif towards is not None and towards.partition(":")[2] not in person.pages:
                    wrong = self._needs[towards]
                else:
                    break
                for name in sorted(wrong):
                    places[name] = chance.randrange(len(self.samples(name).values))

    # --- one person's way ---------------------------------------------------------------------------------------------

    @cached_property
    def _exits_after(self) -> Mapping[str, tuple[str, ...]]:
        """For each page, the exits that may become certain there: those that look at its questions."""
        return {
            page.id: tuple(
                exit_.id
                for exit_ in self._service.exits
                if self._needs[f"exit:{exit_.id}"] & {question.id for question in page.questions}
            )
            for page in self._service.pages
        }

    @cached_property
    def _exits_at_once(self) -> tuple[str, ...]:
        return tuple(exit_.id for exit_ in self._service.exits if not self._needs[f"exit:{exit_.id}"])

    def _walk(self, cone: frozenset[str], places: Mapping[str, int]) -> Person:
        """As the journey has it: a condition sees the answers of the pages before it, later ones are unknown, what is
        uncertain is not shown, and an exit shows as soon as it is certain."""
        state = dict.fromkeys(cone, _UNKNOWN)
        seen: set[str] = set()
        blank: set[str] = set()
        ends = next((exit_ for exit_ in self._exits_at_once if self._is_true(f"exit:{exit_}", state)), None)
        for page in self._service.pages if ends is None else ():
            own = [question.id for question in page.questions if question.id in cone]
            key = f"page:{page.id}"
            # A page whose condition looks at other questions makes no difference to these.
            if page.when is not None and not own and not self._needs[key] <= cone:
                continue
            shown = page.when is None or self._is_true(key, state)
            if shown:
                seen.add(page.id)
            for name in own:
                state[name] = places[name] if shown else _NOT_GIVEN
                if shown and self.samples(name).values[places[name]] is None:
                    blank.add(name)
            if own:
                ends = next(
                    (exit_ for exit_ in self._exits_after[page.id] if self._is_true(f"exit:{exit_}", state)), None
                )
                if ends is not None:
                    break
        for name, place in state.items():
            if place == _UNKNOWN:
                state[name] = _NOT_GIVEN
        return Person(pages=frozenset(seen), exit=ends, state=state, blank=frozenset(blank))

    def _is_true(self, key: str, state: Mapping[str, int]) -> bool:
        return self._look(key, state) is True

    def value(self, person: Person, key: str) -> Any:
        """What a rule gives for somebody, at the end of their way."""
        return self._look(key, person.state)

    def _look(self, key: str, state: Mapping[str, int]) -> Any:
        needs = self._needs[key]
        places = tuple([state.get(name, _NOT_GIVEN) for name in needs])
        seen = self._seen.setdefault(key, {})
        self._left -= 1
        if places not in seen:
            self._left -= LOOK_ANEW
            seen[places] = self.value_in(self._book, key, dict(zip(needs, places, strict=True)))
        return seen[places]

    def value_in(self, book: RuleBook, key: str, state: Mapping[str, int]) -> Any:
        """A rule's value in a book over the same questions. UNKNOWN where it is too much work or the answers do not
        fit it: nothing is concluded from that."""
        # What is neither given nor unknown is null: the question was on a page that is not shown.
        given = self._answers(state)
        unknown = frozenset(name for name, place in state.items() if place == _UNKNOWN)
        try:
            return book.find(given, on=self.on, unknown=unknown).value(key)
        except (OverBudget, NotAValue, ArithmeticError):
            return UNKNOWN

    def _answers(self, state: Mapping[str, int]) -> dict[str, Answer]:
        given = {name: self.samples(name).values[place] for name, place in state.items() if place >= 0}
        return {**self._own, **given}

    def reason(self, person: Person, key: str) -> str:
        """Why a rule gives nothing for somebody, where it does."""
        return self._book.find(self._answers(person.state), on=self.on)[key].reason or ""

    def row(self, person: Person, key: str) -> int:
        """The row that a table took for somebody, from 1; 0 where none holds."""
        seen = self._book.find(self._answers(person.state), on=self.on)[key].looked_at
        return next((one.row for one in seen if isinstance(one, TableRow)), 0)

    def said(self, person: Person, names: Iterable[str]) -> dict[str, Answer]:
        """What somebody answered to these questions."""
        answers = self._answers(person.state)
        return {name: answers[name] for name in sorted(names) if name in answers and name in self._questions}

    def could_be_said(self, person: Person, names: Iterable[str]) -> bool:
        """Whether pages would take these answers: samples are made for the rules, and not for the kind of question."""
        for name, answer in self.said(person, names).items():
            question = self._questions[name]
            kind = KINDS[question.kind]
            back = kind.from_data(question, kind.to_data(question, answer))
            if isinstance(back, Problem) or back != answer or kind.check(question, answer, "en", on=self.on):
                return False
        return True

    def missing(self, person: Person, names: Iterable[str]) -> dict[str, str]:
        """The questions among these that somebody gave no answer to, each with how that came about."""
        without: dict[str, str] = {}
        for name in sorted(names):
            if name in person.blank:
                without[name] = f"{name} is left blank"
            elif person.state.get(name, 0) == _NOT_GIVEN:
                without[name] = f"the page {self._page_of[name].id} is not shown"
        return without

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
            return [*compared.texts, NO_VALUE], compared.only
        case ContextOf():
            return _contexts(of, compared, on), compared.only and len(of.fields) > 0
        case ListOf():
            items, _ = _values(question, of.item, compared, on)
            if isinstance(of.item, ContextOf) and items and isinstance(items[0], dict):
                # What may be left blank of an item is, once.
                may = [name for name, field in of.item.fields.items() if field.nullable]
                items.extend([{**items[0], **dict.fromkeys(may)}] if may else [])
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
        return NO_VALUE if field == TEXT else None

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
