"""A line of somebody's own words."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from footpath.questions import tidy
from footpath.questions.boxes import Fails, OneBox
from footpath.questions.question import Answer, Input, Question
from footpath.questions.wording import TOO_LONG
from footpath.values import Words

# Longer than any name, title or reference that fits on one line.
LONGEST = 200


class Text(OneBox):
    takes: ClassVar[frozenset[str]] = frozenset({"longest", "example"})
    says: ClassVar[Mapping[str, Words]] = {"too_long": TOO_LONG}
    longest: ClassVar[int] = LONGEST

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id),)

    def tidied(self, text: str) -> str:
        return tidy.line(text)

    def parse(self, question: Question, text: str) -> Answer | Fails:
        return text

    def limits(self, question: Question, answer: Answer, on: date) -> Fails | None:
        assert isinstance(answer, str)
        return Fails("too_long") if len(answer) > self.most(question) else None

    def facts(self, question: Question, on: date) -> Mapping[str, Mapping[str, object]]:
        return {"too_long": {"most": f"{self.most(question):,}"}}

    def most(self, question: Question) -> int:
        """The most characters that this question takes."""
        return self.longest if question.longest is None else question.longest
