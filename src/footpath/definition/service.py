"""A service as its authors wrote it: format 1 of the definition, read and held as values."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

from footpath.questions.question import Question
from footpath.rules import Rule, RuleBook
from footpath.values import Fault, Lang, Words


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """A figure's value from a day on, and where it was read."""

    since: date | None
    value: Any  # Decimal, str, bool or a list of them
    source: str | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked on one screen. `when` is a FEEL condition; without one the page is for everybody."""

    id: str
    title: Words
    questions: tuple[Question, ...]
    when: str | None = None
    together: str | None = None  # why more than one question is on it
    guidance: Words | None = None  # a few lines above the questions, Markdown subset
    fixed: str | None = None
    must_set: str | None = None


class Exit(msgspec.Struct, frozen=True, kw_only=True):
    """Where the service ends for somebody it is not for: why, and what they can do instead."""

    id: str
    when: str
    say: Words
    next: Words | None = None
    title: Words | None = None


class Charge(msgspec.Struct, frozen=True, kw_only=True):
    """What it costs. `amount` is FEEL and gives pounds."""

    amount: str
    for_: Words
    when: Literal["before_submit"] = "before_submit"


class Automatic(msgspec.Struct, frozen=True, kw_only=True):
    """An outcome a rule may give without a person."""

    when: str
    outcome: str
    because: Words


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """One way a case can be decided. The letter may hold {{ FEEL }}, `reason` and `reference` among its names."""

    id: str
    letter: Words
    title: Words | None = None


class Decide(msgspec.Struct, frozen=True, kw_only=True):
    """How a case is decided: rules first, in order; then the team."""

    automatically: tuple[Automatic, ...] = ()
    otherwise: str | None = None  # the team's id
    outcomes: tuple[Outcome, ...] = ()
    working_days: int | None = None  # how long a decision usually takes; the queue counts lateness by it


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """An email at an event. Both texts may hold {{ FEEL }}."""

    subject: Words
    say: Words


class Tell(msgspec.Struct, frozen=True, kw_only=True):
    """Who is told, and when. `to` is the id of the email question. Events: submitted, paid, asked, decided."""

    to: str
    on: Mapping[str, Notice] = {}


class After(msgspec.Struct, frozen=True, kw_only=True):
    """What the confirmation says happens next, and when."""

    say: Words


class Closes(msgspec.Struct, frozen=True, kw_only=True):
    """The last day to start. Whoever has started can send until `last`: nobody is stopped on the last page."""

    on: date
    grace_days: int = 0

    @property
    def last(self) -> date:
        return self.on + timedelta(days=self.grace_days)


class Keep(msgspec.Struct, frozen=True, kw_only=True):
    """How long answers and drafts are kept, in days, and the words it was said in."""

    answers_days: int
    answers_said: str
    drafts_days: int
    drafts_said: str


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """The author's own test: answers as data, and what must come of them.

    Numbers among the answers are texts, as they were written; what is expected is by rule, outcome, exit, charge, page.
    """

    name: str
    on: date | None
    answers: Mapping[str, Any]
    expect: Mapping[str, Any]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What the standard says about changing a part of it: not at all, and why; or that it must be set locally."""

    fixed: str | None = None
    must_set: str | None = None


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of a definition. Order is the document's."""

    id: str
    version: int
    title: Words
    owner: str
    outcome: Words
    law: str | None
    minutes: int | None
    summary: Words | None  # a sentence or two on the start page
    needs: tuple[Words, ...]  # what to have ready
    figures: Mapping[str, tuple[Dated, ...]]
    lists: Mapping[str, tuple[Any, ...]]
    pages: tuple[Page, ...]
    rules: Mapping[str, Rule]
    exits: tuple[Exit, ...]
    charge: Charge | None
    decide: Decide
    tell: Tell | None
    after: After | None
    keep: Keep
    examples: tuple[Example, ...]
    closes: Closes | None = None
    marks: Mapping[str, Mark] = {}  # by id path, like pages.home.questions.home; "" is the service itself

    def page(self, page_id: str) -> Page | None:
        return next((page for page in self.pages if page.id == page_id), None)

    def question(self, question_id: str) -> Question | None:
        """The question by id; those inside a repeat are reached through the repeat."""
        return next((q for page in self.pages for q in page.questions if q.id == question_id), None)

    def languages(self) -> tuple[Lang, ...]:
        """Welsh is offered when the title has it; check 45 names the texts that lack it."""
        return ("en", "cy") if self.title.has("cy") else ("en",)


class Position(msgspec.Struct, frozen=True):
    """Where in the file something stands, from 1."""

    line: int
    column: int


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """The definition people are served: immutable, compiled once, named by the hash of its content.

    Keys of the rule book beside the service's own rules: "page:ID", "exit:ID", "charge", "automatic:N" (from 0), and
    "text:PATH:LANG:N" for the N-th {{ expression }} of a text. PATH is an id path. The names `reason` and `reference`
    are known in texts alone.
    """

    hash: str
    service: Service
    rules: RuleBook
    source: str  # the YAML, to the letter
    file: str
    positions: Mapping[str, Position]  # by id path, like pages.home.questions.home.ask
    warnings: tuple[Fault, ...] = ()  # what is not wrong but odd about its rules, like a row that never holds
    # Options that rules name and questions do not have: an error, but a place may take one out of what it shares.
    locally_fine: tuple[Fault, ...] = ()

    def position(self, path: str) -> Position:
        """Where a part stands; where the file has no such part, the nearest one around it."""
        while path and path not in self.positions:
            path = path.rpartition(".")[0]
        return self.positions.get(path, Position(1, 1))
