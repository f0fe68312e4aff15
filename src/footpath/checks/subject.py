"""What a check is given: an edition, and what several checks need to know about it, worked out once."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from footpath.checks.texts import Asked
from footpath.checks.ways import Ways
from footpath.definition.changes import Change
from footpath.definition.service import Edition, Page, Service
from footpath.journey import ExampleResult, run_examples
from footpath.questions import KINDS
from footpath.questions.question import Failure, Question
from footpath.values import Lang


class Subject:
    """An edition under check. Everything here is found once, when first asked for."""

    def __init__(self, edition: Edition, *, standard: Edition | None = None, changes: Sequence[Change] = ()) -> None:
        """`standard` and `changes`: what it was made of, where it is an authority's own."""
        self.edition = edition
        self.standard = standard
        self.changes = tuple(changes)
        self.service: Service = edition.service
        self._failures: dict[tuple[int, Lang], tuple[Failure, ...]] = {}

    @cached_property
    def ways(self) -> Ways:
        return Ways(self.edition)

    @cached_property
    def examples(self) -> tuple[ExampleResult, ...]:
        return run_examples(self.edition)

    @cached_property
    def page_of(self) -> Mapping[str, Page]:
        return {question.id: page for page in self.service.pages for question in page.questions}

    @cached_property
    def questions_used(self) -> Collection[str]:
        """Questions that a rule, condition, charge, decision, letter or message looks at, or that mail is sent to."""
        book = self.edition.rules
        used = {name for key in book.order for name in book.needs(key)}
        if self.service.tell is not None:
            used.add(self.service.tell.to)
        return used

    def needs(self, key: str) -> frozenset[str]:
        """The questions that a rule can depend on; none where there is no such rule."""
        book = self.edition.rules
        return book.needs(key) if key in book.trees else frozenset()

    def failures(self, question: Question, lang: Lang) -> tuple[Failure, ...]:
        key = (id(question), lang)
        found = self._failures.get(key)
        if found is None:
            found = self._failures[key] = KINDS[question.kind].failures(question, lang)
        return found

    def error_place(self, asked: Asked, state: str, lang: Lang) -> str:
        """Where a message stands in the file; the question, where the product words it."""
        if state in asked.question.errors:
            return f"{asked.path}.errors.{state}.{lang}"
        return asked.path


def rule_place(key: str) -> str:
    """Where a rule of the book stands in the file."""
    what, _, rest = key.partition(":")
    match what:
        case "page":
            return f"pages.{rest}.when"
        case "exit":
            return f"exits.{rest}.when"
        case "automatic":
            return f"decide.automatically.{rest}.when"
        case "text":
            path, lang, _number = rest.rsplit(":", 2)
            return f"{path}.{lang}"
        case "charge":
            return "charge.amount"
        case _:
            return f"rules.{key}"
