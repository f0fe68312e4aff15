"""Words that the person agrees to, with a tick. Rules see true."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from footpath.questions.boxes import typed
from footpath.questions.question import CHECKING_DAY, Answer, Failure, Form, Input, Option, Question
from footpath.questions.wording import failure, problem
from footpath.rules import BOOLEAN, Type
from footpath.values import Lang, Problem, Words

I_AGREE = Words("I agree", "Rwy’n cytuno")
SAYS: Mapping[str, Words] = {
    "empty": Words("Select “I agree” under “{label}”", "Dewiswch “Rwy’n cytuno” o dan “{label}”"),
}


class Declaration:
    takes: ClassVar[frozenset[str]] = frozenset({"says"})
    needs: ClassVar[frozenset[str]] = frozenset({"says"})
    personal: ClassVar[bool] = False

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id, label=I_AGREE, type="checkbox"),)

    def choices(self, question: Question) -> tuple[Option, ...]:
        return (Option(id="yes", label=I_AGREE),)

    def fields(self, question: Question) -> tuple[str, ...]:
        return (question.id,)

    def feel_type(self, question: Question) -> Type:
        return BOOLEAN

    def read(self, question: Question, form: Form, lang: Lang, *, on: date) -> Answer | tuple[Problem, ...]:
        if typed(form, question.id) == "yes":
            return True
        return None if question.optional else (problem(question, question.id, "empty", SAYS["empty"], lang),)

    def check(self, question: Question, answer: Answer, lang: Lang, *, on: date) -> tuple[Problem, ...]:
        return ()

    def refill(self, question: Question, answer: Answer) -> dict[str, str | list[str]]:
        return {question.id: "yes" if answer else ""}

    def from_data(self, question: Question, data: Any) -> Answer | Problem:
        if data is True or (isinstance(data, str) and data == "yes"):
            return True
        # Nobody declares the contrary: a declaration not made is a blank.
        return None if data is None or data is False else problem(question, question.id, "empty", SAYS["empty"], "en")

    def to_data(self, question: Question, answer: Answer) -> Any:
        return True if answer else None

    def show(self, question: Question, answer: Answer, lang: Lang) -> tuple[str, ...]:
        return (I_AGREE.in_(lang),) if answer else ()

    def failures(self, question: Question, lang: Lang, *, on: date = CHECKING_DAY) -> tuple[Failure, ...]:
        return () if question.optional else (failure(question, "empty", SAYS["empty"], lang),)
