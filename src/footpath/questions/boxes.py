"""What kinds with one box for one line have in common: the box is tidied, is it empty, is it what it should be."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

import msgspec

from footpath.questions import tidy
from footpath.questions.question import CHECKING_DAY, Answer, Failure, Form, Input, Option, Question
from footpath.questions.wording import EMPTY, failure, problem
from footpath.rules import TEXT, Type
from footpath.values import Lang, Problem, Words

# No code, number or date that people type is longer, so nothing longer is worked on.
CODE_MOST = 200


class Fails(msgspec.Struct, frozen=True):
    """What was typed is not what it should be: the failing state, and what its sentence names."""

    state: str
    facts: Mapping[str, object] = {}


def typed(form: Form, field: str) -> str:
    """What one field holds. Nothing sent is nothing typed."""
    values = form.get(field)
    return values[0] if values else ""


class OneBox:
    """A kind with one box. It says how to `parse` what was typed, and its sentences by failing state."""

    takes: ClassVar[frozenset[str]] = frozenset({"example"})
    needs: ClassVar[frozenset[str]] = frozenset()
    personal: ClassVar[bool] = False
    empty: ClassVar[Words] = EMPTY
    says: ClassVar[Mapping[str, Words]] = {}  # by failing state, beside `empty`

    def parse(self, question: Question, text: str) -> Answer | Fails:
        """The answer that a text, not empty and already tidied, stands for."""
        raise NotImplementedError

    def tidied(self, text: str) -> str:
        return tidy.plain(text[: CODE_MOST + 1])

    def facts(self, question: Question, on: date) -> Mapping[str, Mapping[str, object]]:
        """By failing state that this question can have, what its sentence names."""
        return {state: {} for state in self.says}

    def typed_back(self, question: Question, answer: Answer) -> str:
        """The answer as it is put into the box again."""
        return str(answer)

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id),)

    def choices(self, question: Question) -> tuple[Option, ...]:
        return ()

    def fields(self, question: Question) -> tuple[str, ...]:
        return (question.id,)

    def feel_type(self, question: Question) -> Type:
        return TEXT

    def read(self, question: Question, form: Form, lang: Lang, *, on: date) -> Answer | tuple[Problem, ...]:
        text = self.tidied(typed(form, question.id))
        if not text:
            return None if question.optional else (problem(question, question.id, "empty", self.empty, lang),)
        found = self.parse(question, text)
        if isinstance(found, Fails):
            return (self._problem(question, found, lang, on),)
        return self.check(question, found, lang, on=on) or found

    def limits(self, question: Question, answer: Answer, on: date) -> Fails | None:
        """What is wrong with an answer that could be read, if anything."""
        return None

    def check(self, question: Question, answer: Answer, lang: Lang, *, on: date) -> tuple[Problem, ...]:
        found = None if answer is None else self.limits(question, answer, on)
        return () if found is None else (self._problem(question, found, lang, on),)

    def refill(self, question: Question, answer: Answer) -> dict[str, str | list[str]]:
        return {question.id: "" if answer is None else self.typed_back(question, answer)}

    def from_data(self, question: Question, data: Any) -> Answer | Problem:
        if data is None:
            return None
        if not isinstance(data, str):
            return problem(question, question.id, "not_text", _NOT_TEXT, "en")
        text = self.tidied(data)
        found = self.parse(question, text) if text else None
        return self._problem(question, found, "en", CHECKING_DAY) if isinstance(found, Fails) else found

    def to_data(self, question: Question, answer: Answer) -> Any:
        return None if answer is None else str(answer)

    def show(self, question: Question, answer: Answer, lang: Lang) -> tuple[str, ...]:
        return () if answer is None else (self.typed_back(question, answer),)

    def failures(self, question: Question, lang: Lang, *, on: date = CHECKING_DAY) -> tuple[Failure, ...]:
        found = [] if question.optional else [failure(question, "empty", self.empty, lang)]
        for state, facts in self._facts(question, on).items():
            found.append(failure(question, state, self.says[state], lang, facts))
        return tuple(found)

    def _problem(self, question: Question, fails: Fails, lang: Lang, on: date) -> Problem:
        facts = {**self._facts(question, on).get(fails.state, {}), **fails.facts}
        template = self.empty if fails.state == "empty" else self.says[fails.state]
        return problem(question, question.id, fails.state, template, lang, facts)

    def _facts(self, question: Question, on: date) -> dict[str, Mapping[str, object]]:
        example = {"example": question.example} if question.example else {}
        return {state: {**facts, **example} for state, facts in self.facts(question, on).items()}


_NOT_TEXT = Words("{Thing} must be text", "Rhaid {i_thing} fod yn destun")
