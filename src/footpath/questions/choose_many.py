"""Any of several: checkboxes. One that is set apart rules out the others."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from footpath.questions.question import CHECKING_DAY, Answer, Failure, Form, Input, Option, Question
from footpath.questions.wording import SELECT, failure, problem
from footpath.rules import TEXT, ListOf, OneOf, Type
from footpath.values import Lang, Problem, Words

SAYS: Mapping[str, Words] = {
    "empty": SELECT,
    "apart_with_others": Words("Select {thing}, or select “{apart}”", "Dewiswch {thing}, neu dewiswch “{apart}”"),
}


class ChooseMany:
    takes: ClassVar[frozenset[str]] = frozenset({"options", "exhaustive"})
    needs: ClassVar[frozenset[str]] = frozenset({"options"})
    personal: ClassVar[bool] = False

    def inputs(self, question: Question) -> tuple[Input, ...]:
        return (Input(field=question.id, type="checkbox"),)

    def choices(self, question: Question) -> tuple[Option, ...]:
        return question.options

    def fields(self, question: Question) -> tuple[str, ...]:
        return (question.id,)

    def feel_type(self, question: Question) -> Type:
        return ListOf(OneOf(TEXT, tuple(option.id for option in question.options), question.id))

    def read(self, question: Question, form: Form, lang: Lang, *, on: date) -> Answer | tuple[Problem, ...]:
        chosen = set(form.get(question.id, ()))
        # The author's order, whatever the browser's, so that the same choice is the same answer.
        answer: list[Any] = [option.id for option in question.options if option.id in chosen]
        if not answer:
            return None if question.optional else (self._problem(question, "empty", lang),)
        return self.check(question, answer, lang, on=on) or answer

    def check(self, question: Question, answer: Answer, lang: Lang, *, on: date) -> tuple[Problem, ...]:
        if not isinstance(answer, list) or len(answer) < 2:
            return ()
        apart = any(option.apart and option.id in answer for option in question.options)
        return (self._problem(question, "apart_with_others", lang),) if apart else ()

    def refill(self, question: Question, answer: Answer) -> dict[str, str | list[str]]:
        return {question.id: list(answer) if isinstance(answer, list) else []}

    def from_data(self, question: Question, data: Any) -> Answer | Problem:
        if data is None:
            return None
        given = [data] if isinstance(data, str) else data
        offered = {option.id for option in question.options}
        if not isinstance(given, list | tuple) or not all(isinstance(one, str) and one in offered for one in given):
            return self._problem(question, "empty", "en")
        return [option.id for option in question.options if option.id in given] or None

    def to_data(self, question: Question, answer: Answer) -> Any:
        return list(answer) if isinstance(answer, list) else None

    def show(self, question: Question, answer: Answer, lang: Lang) -> tuple[str, ...]:
        chosen = answer if isinstance(answer, list) else []
        return tuple(option.label.in_(lang) for option in question.options if option.id in chosen)

    def failures(self, question: Question, lang: Lang, *, on: date = CHECKING_DAY) -> tuple[Failure, ...]:
        states = [] if question.optional else ["empty"]
        if any(option.apart for option in question.options) and len(question.options) > 1:
            states.append("apart_with_others")
        return tuple(failure(question, state, SAYS[state], lang, {"apart": _apart(question, lang)}) for state in states)

    def _problem(self, question: Question, state: str, lang: Lang) -> Problem:
        return problem(question, question.id, state, SAYS[state], lang, {"apart": _apart(question, lang)})


def _apart(question: Question, lang: Lang) -> str:
    return next((option.label.in_(lang) for option in question.options if option.apart), "")
