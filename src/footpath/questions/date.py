"""A day of the calendar, in three boxes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from footpath.questions.bounds import bounds_on
from footpath.questions.boxes import typed
from footpath.questions.months import month_number, say_day, tokens
from footpath.questions.question import CHECKING_DAY, Answer, Failure, Form, Input, Option, Question
from footpath.questions.wording import EMPTY, failure, problem
from footpath.rules import DATE, Type
from footpath.values import Lang, Problem, Words

DAY = Words("Day", "Diwrnod")
MONTH = Words("Month", "Mis")
YEAR = Words("Year", "Blwyddyn")

# Ids by which a question asks for the person's own date of birth, so that a browser may offer to fill it in.
_OWN_BIRTH = {"born", "date_of_birth", "birthday", "your_date_of_birth"}

SAYS: Mapping[str, Words] = {
    "empty": EMPTY,
    "no_day": Words("{Thing} must include a day", "Rhaid {i_thing} gynnwys diwrnod"),
    "no_month": Words("{Thing} must include a month", "Rhaid {i_thing} gynnwys mis"),
    "no_year": Words("{Thing} must include a year", "Rhaid {i_thing} gynnwys blwyddyn"),
    "no_day_and_month": Words("{Thing} must include a day and month", "Rhaid {i_thing} gynnwys diwrnod a mis"),
    "no_day_and_year": Words("{Thing} must include a day and year", "Rhaid {i_thing} gynnwys diwrnod a blwyddyn"),
    "no_month_and_year": Words("{Thing} must include a month and year", "Rhaid {i_thing} gynnwys mis a blwyddyn"),
    "short_year": Words(
        "{Thing} must include a year with 4 numbers, like {year}",
        "Rhaid {i_thing} gynnwys blwyddyn â 4 rhif, fel {year}",
    ),
    "not_a_date": Words("{Thing} must be a real date", "Rhaid {i_thing} fod yn ddyddiad go iawn"),
}
PAST = Words("{Thing} must be in the past", "Rhaid {i_thing} fod yn y gorffennol")
TODAY_OR_PAST = Words("{Thing} must be today or in the past", "Rhaid {i_thing} fod heddiw neu yn y gorffennol")
FUTURE = Words("{Thing} must be in the future", "Rhaid {i_thing} fod yn y dyfodol")
TODAY_OR_FUTURE = Words("{Thing} must be today or in the future", "Rhaid {i_thing} fod heddiw neu yn y dyfodol")
FROM = Words("{Thing} must be the same as or after {low}", "Rhaid {i_thing} fod ar {low} neu wedi hynny")
UNTIL = Words("{Thing} must be the same as or before {high}", "Rhaid {i_thing} fod ar {high} neu cyn hynny")
BETWEEN = Words("{Thing} must be between {low} and {high}", "Rhaid {i_thing} fod rhwng {low} a {high}")

_MISSING = {
    (True, True, True): "empty",
    (True, False, False): "no_day",
    (False, True, False): "no_month",
    (False, False, True): "no_year",
    (True, True, False): "no_day_and_month",
    (True, False, True): "no_day_and_year",
    (False, True, True): "no_month_and_year",
}
_FIRST_AT_FAULT = {"no_month": 1, "no_month_and_year": 1, "no_year": 2, "short_year": 2}


class Date:
    takes: ClassVar[frozenset[str]] = frozenset({"between"})
    needs: ClassVar[frozenset[str]] = frozenset()
    personal: ClassVar[bool] = False

    def inputs(self, question: Question) -> tuple[Input, ...]:
        own = question.id in _OWN_BIRTH
        labels = (DAY, MONTH, YEAR)
        tokens_ = ("bday-day", "bday-month", "bday-year")
        return tuple(
            Input(
                field=field,
                label=label,
                inputmode="numeric",
                autocomplete=token if own else None,
                width=4 if label is YEAR else 2,
            )
            for field, label, token in zip(self.fields(question), labels, tokens_, strict=True)
        )

    def choices(self, question: Question) -> tuple[Option, ...]:
        return ()

    def fields(self, question: Question) -> tuple[str, ...]:
        return (f"{question.id}-day", f"{question.id}-month", f"{question.id}-year")

    def feel_type(self, question: Question) -> Type:
        return DATE

    def read(self, question: Question, form: Form, lang: Lang, *, on: date) -> Answer | tuple[Problem, ...]:
        parts = [tokens(typed(form, field)) for field in self.fields(question)]
        together = [token for part in parts for token in part]
        if not together:
            written = any(typed(form, field).strip() for field in self.fields(question))
            if written:
                return (self._problem(question, "not_a_date", lang, on),)
            return None if question.optional else (self._problem(question, "empty", lang, on),)
        # A whole date in the first box, or “13 March” in one: as long as it is three things, it is a date.
        if len(together) != 3:
            return (self._problem(question, _what_is_missing(parts), lang, on),)
        found = read_day(together)
        if isinstance(found, str):
            return (self._problem(question, found, lang, on),)
        return self.check(question, found, lang, on=on) or found

    def check(self, question: Question, answer: Answer, lang: Lang, *, on: date) -> tuple[Problem, ...]:
        if not isinstance(answer, date):
            return ()
        low, high = self._ends(question, on)
        for state, template in ranges(question, on).items():
            below, above = low is not None and answer < low, high is not None and answer > high
            if (below and state != "too_late") or (above and state != "too_early"):
                return (
                    problem(question, self.fields(question)[0], state, template, lang, self._facts(question, lang, on)),
                )
        return ()

    def refill(self, question: Question, answer: Answer) -> dict[str, str | list[str]]:
        day, month, year = self.fields(question)
        if not isinstance(answer, date):
            return {day: "", month: "", year: ""}
        return {day: str(answer.day), month: str(answer.month), year: f"{answer.year:04d}"}

    def from_data(self, question: Question, data: Any) -> Answer | Problem:
        if data is None or type(data) is date:
            return data
        found = read_day(tokens(data)) if isinstance(data, str) else "not_a_date"
        return self._problem(question, found, "en", CHECKING_DAY) if isinstance(found, str) else found

    def to_data(self, question: Question, answer: Answer) -> Any:
        return answer.isoformat() if isinstance(answer, date) else None

    def show(self, question: Question, answer: Answer, lang: Lang) -> tuple[str, ...]:
        return (say_day(answer, lang),) if isinstance(answer, date) else ()

    def failures(self, question: Question, lang: Lang, *, on: date = CHECKING_DAY) -> tuple[Failure, ...]:
        sentences = {**SAYS, **ranges(question, on)}
        if question.optional:
            del sentences["empty"]
        facts = self._facts(question, lang, on)
        return tuple(failure(question, state, template, lang, facts) for state, template in sentences.items())

    def _problem(self, question: Question, state: str, lang: Lang, on: date) -> Problem:
        at = self.fields(question)[_FIRST_AT_FAULT.get(state, 0)]
        return problem(question, at, state, SAYS[state], lang, self._facts(question, lang, on))

    def _ends(self, question: Question, on: date) -> tuple[date | None, date | None]:
        ends = bounds_on(question, on)
        return (ends.low if isinstance(ends.low, date) else None), (ends.high if isinstance(ends.high, date) else None)

    def _facts(self, question: Question, lang: Lang, on: date) -> dict[str, object]:
        low, high = self._ends(question, on)
        return {
            "low": say_day(low, lang) if low else "",
            "high": say_day(high, lang) if high else "",
            "year": example_year(low, high, on),
        }


def _what_is_missing(parts: list[list[str]]) -> str:
    day, month, year = parts
    if len(day) == 2 and not month and not year:
        return "no_year"
    return (
        _MISSING.get((not day, not month, not year), "not_a_date")
        if len(day) + len(month) + len(year) < 3
        else "not_a_date"
    )


def read_day(parts: list[str]) -> date | str:
    """The day that three parts name, or the failing state. Year first is taken too, as in 2026-05-13."""
    if len(parts) != 3:
        return "not_a_date"
    day, month, year = reversed(parts) if len(parts[0]) == 4 and parts[0].isdecimal() else parts
    number = month_number(month)
    # “March 13 1985”: the only order in which a name comes first.
    if not day.isdecimal() and month.isdecimal():
        day, number = month, month_number(day)
    if not (day.isdecimal() and year.isdecimal()) or number is None or len(day) > 2:
        return "not_a_date"
    if len(year) < 4:
        return "short_year"
    try:
        return date(int(year), number, int(day)) if len(year) == 4 else "not_a_date"
    except ValueError:
        return "not_a_date"


def ranges(question: Question, on: date) -> dict[str, Words]:
    """The sentences of a question's ends, by failing state."""
    ends = bounds_on(question, on)
    low, high = ends.low, ends.high
    if isinstance(low, date) and isinstance(high, date) and not ends.moving:
        return {"out_of_range": BETWEEN}
    sentences = {}
    if isinstance(low, date):
        near = {on: TODAY_OR_FUTURE, on + timedelta(days=1): FUTURE} if ends.moving else {}
        sentences["too_early"] = near.get(low, FROM)
    if isinstance(high, date):
        near = {on: TODAY_OR_PAST, on - timedelta(days=1): PAST} if ends.moving else {}
        sentences["too_late"] = near.get(high, UNTIL)
    return sentences


def example_year(low: date | None, high: date | None, on: date) -> int:
    """A year that would do: this one where it may be, else the nearest that may."""
    if high is not None and high.year < on.year:
        return high.year
    return low.year if low is not None and low.year > on.year else on.year
