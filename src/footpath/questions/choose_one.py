"""One of several: radios."""

from typing import Any, ClassVar

from footpath.questions.boxes import Fails, OneBox
from footpath.questions.question import Answer, Input, Option, Question
from footpath.questions.wording import SELECT
from footpath.values import Lang, Problem, Words


class ChooseOne(OneBox):
    takes: ClassVar[frozenset[str]] = frozenset({"options", "exhaustive"})
    needs: ClassVar[frozenset[str]] = frozenset({"options"})
    empty: ClassVar[Words] = SELECT

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id, type="radio"),)

    def choices(self, question: Question) -> tuple[Option, ...]:
        return question.options

    def tidied(self, text: str) -> str:
        return text[:200]

    def parse(self, question: Question, text: str) -> Answer | Fails:
        # What is not offered cannot be chosen in a browser: to the person, nothing is chosen.
        return text if any(option.id == text for option in question.options) else Fails("empty")

    def from_data(self, question: Question, data: Any) -> Answer | Problem:
        # YAML and JSON may give a number for an option that is one.
        return super().from_data(question, str(data) if isinstance(data, int) and not isinstance(data, bool) else data)

    def show(self, question: Question, answer: Answer, lang: Lang) -> tuple[str, ...]:
        return tuple(option.label.in_(lang) for option in self.choices(question) if option.id == answer)
