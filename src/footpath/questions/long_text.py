"""Several lines of somebody's own words."""

from typing import ClassVar

from footpath.questions import tidy
from footpath.questions.question import Answer, Input, Question
from footpath.questions.text import Text
from footpath.values import Lang


class LongText(Text):
    # About two pages: more than a form should ask for, and far less than a browser may send.
    longest: ClassVar[int] = 5_000

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id, type="textarea", rows=5, longest=self.most(question)),)

    def tidied(self, text: str) -> str:
        return tidy.lines(text)

    def show(self, question: Question, answer: Answer, lang: Lang) -> tuple[str, ...]:
        return tuple(answer.split("\n")) if isinstance(answer, str) else ()
