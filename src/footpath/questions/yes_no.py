"""Yes or no: two radios. Rules see true or false."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from footpath.questions.boxes import typed
from footpath.questions.question import CHECKING_DAY, Answer, Failure, Form, Input, Option, Question
from footpath.questions.wording import failure, problem, welsh
from footpath.rules import BOOLEAN, Type
from footpath.values import Lang, Problem, Words

EMPTY = Words("Select yes if {clause}", "Dewiswch “{yes}” os {clause}")

_SAID: Mapping[str, bool] = {"yes": True, "no": False, "true": True, "false": False}


class YesNo:
    takes: ClassVar[frozenset[str]] = frozenset()
    needs: ClassVar[frozenset[str]] = frozenset()
    personal: ClassVar[bool] = False

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id, type="radio"),)

    def choices(self, question: Question) -> tuple[Option, ...]:
        # Welsh has no one word for yes: it says the verb of the question again.
        yes, no = welsh.yes_no(question.ask.in_("cy"))
        return (Option(id="yes", label=Words("Yes", yes)), Option(id="no", label=Words("No", no)))

    def fields(self, question: Question) -> tuple[str, ...]:
        return (question.id,)

    def feel_type(self, question: Question) -> Type:
        return BOOLEAN

    def read(self, question: Question, form: Form, lang: Lang, *, on: date) -> Answer | tuple[Problem, ...]:
        said = _SAID.get(typed(form, question.id)[:10].strip().casefold())
        if said is None and not question.optional:
            return (self._problem(question, lang),)
        return said

    def check(self, question: Question, answer: Answer, lang: Lang, *, on: date) -> tuple[Problem, ...]:
        return ()

    def refill(self, question: Question, answer: Answer) -> dict[str, str | list[str]]:
        return {question.id: "" if answer is None else "yes" if answer else "no"}

    def from_data(self, question: Question, data: Any) -> Answer | Problem:
        if data is None or isinstance(data, bool):
            return data
        said = _SAID.get(data[:10].strip().casefold()) if isinstance(data, str) else None
        return self._problem(question, "en") if said is None else said

    def to_data(self, question: Question, answer: Answer) -> Any:
        return answer

    def show(self, question: Question, answer: Answer, lang: Lang) -> tuple[str, ...]:
        yes, no = self.choices(question)
        return () if answer is None else ((yes if answer else no).label.in_(lang),)

    def failures(self, question: Question, lang: Lang, *, on: date = CHECKING_DAY) -> tuple[Failure, ...]:
        return (
            () if question.optional else (failure(question, "empty", EMPTY, lang, {"yes": self._yes(question, lang)}),)
        )

    def _problem(self, question: Question, lang: Lang) -> Problem:
        return problem(question, question.id, "empty", EMPTY, lang, {"yes": self._yes(question, lang)})

    def _yes(self, question: Question, lang: Lang) -> str:
        return self.choices(question)[0].label.in_(lang)
