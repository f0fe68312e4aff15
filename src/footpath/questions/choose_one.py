"""One of several: radios."""

from datetime import date
from typing import Any, ClassVar

from footpath.questions.boxes import CODE_MOST, Fails, OneBox, typed
from footpath.questions.question import Answer, Form, Input, Option, Question
from footpath.questions.wording import SELECT
from footpath.rules import TEXT, OneOf, Type
from footpath.values import Lang, Problem, Words


class ChooseOne(OneBox):
    takes: ClassVar[frozenset[str]] = frozenset({"options", "exhaustive"})
    needs: ClassVar[frozenset[str]] = frozenset({"options"})
    empty: ClassVar[Words] = SELECT

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id, type="radio"),)

    def choices(self, question: Question) -> tuple[Option, ...]:
        return question.options

    def feel_type(self, question: Question) -> Type:
        return OneOf(TEXT, tuple(option.id for option in question.options), question.id)

    def read(self, question: Question, form: Form, lang: Lang, *, on: date) -> Answer | tuple[Problem, ...]:
        # What is not offered cannot be chosen in a browser: to the person, nothing is chosen.
        chosen = self.parse(question, typed(form, question.id)[:CODE_MOST])
        if not isinstance(chosen, Fails):
            return chosen
        return None if question.optional else (self._problem(question, chosen, lang, on),)

    def tidied(self, text: str) -> str:
        return text[: CODE_MOST + 1]

    def parse(self, question: Question, text: str) -> Answer | Fails:
        return text if any(option.id == text for option in question.options) else Fails("empty")

    def from_data(self, question: Question, data: Any) -> Answer | Problem:
        # YAML and JSON may give a number for an option that is one.
        return super().from_data(question, str(data) if isinstance(data, int) and not isinstance(data, bool) else data)

    def show(self, question: Question, answer: Answer, lang: Lang) -> tuple[str, ...]:
        return tuple(option.label.in_(lang) for option in self.choices(question) if option.id == answer)
