"""A month of a year, in two boxes. Rules see its first day."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from footpath.questions.bounds import bounds_on
from footpath.questions.boxes import typed
from footpath.questions.date import BETWEEN, FROM, MONTH, SAYS, UNTIL, YEAR, example_year
from footpath.questions.months import month_number, say_month, tokens
from footpath.questions.question import CHECKING_DAY, Answer, Failure, Form, Input, Option, Question
from footpath.questions.wording import EMPTY, failure, problem
from footpath.rules import DATE, Type
from footpath.values import Lang, Problem, Words

MONTH_SAYS: Mapping[str, Words] = {
    "empty": EMPTY,
    "no_month": SAYS["no_month"],
    "no_year": SAYS["no_year"],
    "short_year": SAYS["short_year"],
    "not_a_month": Words("{Thing} must be a real month", "Rhaid {i_thing} fod yn fis go iawn"),
}
THIS_OR_PAST = Words("{Thing} must be this month or in the past", "Rhaid {i_thing} fod y mis hwn neu yn y gorffennol")
THIS_OR_FUTURE = Words("{Thing} must be this month or in the future", "Rhaid {i_thing} fod y mis hwn neu yn y dyfodol")


class Month:
    takes: ClassVar[frozenset[str]] = frozenset({"between"})
    needs: ClassVar[frozenset[str]] = frozenset()
    personal: ClassVar[bool] = False

    def inputs(self, question: Question) -> tuple[Input, ...]:
        month, year = self.fields(question)
        return (
            Input(field=month, label=MONTH, inputmode="numeric", width=2),
            Input(field=year, label=YEAR, inputmode="numeric", width=4),
        )

    def choices(self, question: Question) -> tuple[Option, ...]:
        return ()

    def fields(self, question: Question) -> tuple[str, ...]:
        return (f"{question.id}-month", f"{question.id}-year")

    def feel_type(self, question: Question) -> Type:
        return DATE

    def read(self, question: Question, form: Form, lang: Lang, *, on: date) -> Answer | tuple[Problem, ...]:
        parts = [tokens(typed(form, field)) for field in self.fields(question)]
        together = [token for part in parts for token in part]
        if not together and not any(typed(form, field).strip() for field in self.fields(question)):
            return None if question.optional else (self._problem(question, "empty", lang, on),)
        if len(together) != 2:
            state = "not_a_month" if len(together) != 1 else "no_year" if parts[0] else "no_month"
            return (self._problem(question, state, lang, on),)
        found = read_month(together)
        if isinstance(found, str):
            return (self._problem(question, found, lang, on),)
        return self.check(question, found, lang, on=on) or found

    def check(self, question: Question, answer: Answer, lang: Lang, *, on: date) -> tuple[Problem, ...]:
        if not isinstance(answer, date):
            return ()
        low, high = self._ends(question, on)
        # A month is allowed when any day of it is: ends are compared as months.
        below, above = low is not None and answer < low, high is not None and answer > high
        for state, template in self._ranges(question, on).items():
            if (below and state != "too_late") or (above and state != "too_early"):
                return (
                    problem(question, self.fields(question)[0], state, template, lang, self._facts(question, lang, on)),
                )
        return ()

    def refill(self, question: Question, answer: Answer) -> dict[str, str | list[str]]:
        month, year = self.fields(question)
        if not isinstance(answer, date):
            return {month: "", year: ""}
        return {month: str(answer.month), year: f"{answer.year:04d}"}

    def from_data(self, question: Question, data: Any) -> Answer | Problem:
        if data is None:
            return None
        if type(data) is date:
            return data.replace(day=1)
        found = read_month(tokens(data)[:2]) if isinstance(data, str) else "not_a_month"
        return self._problem(question, found, "en", CHECKING_DAY) if isinstance(found, str) else found

    def to_data(self, question: Question, answer: Answer) -> Any:
        return f"{answer.year:04d}-{answer.month:02d}" if isinstance(answer, date) else None

    def show(self, question: Question, answer: Answer, lang: Lang) -> tuple[str, ...]:
        return (say_month(answer, lang),) if isinstance(answer, date) else ()

    def failures(self, question: Question, lang: Lang, *, on: date = CHECKING_DAY) -> tuple[Failure, ...]:
        sentences = {**MONTH_SAYS, **self._ranges(question, on)}
        if question.optional:
            del sentences["empty"]
        facts = self._facts(question, lang, on)
        return tuple(failure(question, state, template, lang, facts) for state, template in sentences.items())

    def _ends(self, question: Question, on: date) -> tuple[date | None, date | None]:
        ends = bounds_on(question, on)
        return (
            ends.low.replace(day=1) if isinstance(ends.low, date) else None,
            ends.high.replace(day=1) if isinstance(ends.high, date) else None,
        )

    def _ranges(self, question: Question, on: date) -> dict[str, Words]:
        low, high = self._ends(question, on)
        moving, this = bounds_on(question, on).moving, on.replace(day=1)
        if low and high and not moving:
            return {"out_of_range": BETWEEN}
        sentences = {}
        if low:
            sentences["too_early"] = THIS_OR_FUTURE if moving and low == this else FROM
        if high:
            sentences["too_late"] = THIS_OR_PAST if moving and high == this else UNTIL
        return sentences

    def _facts(self, question: Question, lang: Lang, on: date) -> dict[str, object]:
        low, high = self._ends(question, on)
        return {
            "low": say_month(low, lang) if low else "",
            "high": say_month(high, lang) if high else "",
            "year": example_year(low, high, on),
        }

    def _problem(self, question: Question, state: str, lang: Lang, on: date) -> Problem:
        at = self.fields(question)[1 if state in {"no_year", "short_year"} else 0]
        return problem(question, at, state, MONTH_SAYS[state], lang, self._facts(question, lang, on))


def read_month(parts: list[str]) -> date | str:
    """The first day of the month that two parts name, or the failing state. 2026-03 is taken too."""
    if len(parts) != 2:
        return "not_a_month"
    month, year = reversed(parts) if len(parts[0]) == 4 and parts[0].isdecimal() else parts
    number = month_number(month)
    if number is None or not year.isdecimal() or len(year) > 4 or year == "0000":
        return "not_a_month"
    return date(int(year), number, 1) if len(year) == 4 else "short_year"
