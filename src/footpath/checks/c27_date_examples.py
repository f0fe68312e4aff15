"""Check 27: a date is typed in three boxes, and its example cannot be read two ways."""

import re
from collections.abc import Iterator
from datetime import date

from footpath.checks.check import Check, Found
from footpath.checks.subject import Subject
from footpath.checks.texts import Asked, every_question, in_each
from footpath.checks.wording import mentions
from footpath.questions.bounds import bounds_on
from footpath.questions.question import CHECKING_DAY
from footpath.values import Lang

_DATE = re.compile(r"\b(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{2,4})\b")
_MONTH = re.compile(r"(?<![\d/.-])(\d{1,2})[ /.-](\d{4})\b")
_MASK = re.compile(r"\bd{1,2}[ /.-]m{1,2}[ /.-]y{2,4}\b|\bmm[ /.-]yy(?:yy)?\b", re.IGNORECASE)
_ASKS_A_DATE = re.compile(
    r"\bdate of birth\b|\b(?:start|end|expiry|issue) date\b|\b(?:what|which) date\b|\bdyddiad geni\b", re.IGNORECASE
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def _texts(asked: Asked) -> Iterator[tuple[str, Lang, str]]:
    yield from in_each(f"{asked.path}.hint", asked.question.hint)
    if asked.question.example is not None:
        yield (f"{asked.path}.example", "en", asked.question.example)


def _date_faults(asked: Asked, place: str, day: int, month: int, year: str) -> Iterator[Found]:
    shown = f"{day} {month} {year}"
    if len(year) != 4 or not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        yield Found(
            path=place,
            wrong=f"The year of the example {shown} is not one people would type.",
            mend="Use four digits and a likely year, like 27 3 2024.",
        )
        return
    if day < 13:
        yield Found(
            path=place,
            wrong=f"The example {shown} can be read with day and month the other way round.",
            mend="Use a day of 13 or later, like 27 3 2024.",
        )
    if month > 9:
        yield Found(
            path=place,
            wrong=f"The example {shown} has a month of two digits, so people think that they must type two.",
            mend="Use a month from 1 to 9, like 27 3 2024.",
        )
    try:
        example = date(int(year), month, day)
    except ValueError:
        yield Found(
            path=place, wrong=f"The example {shown} is not a real date.", mend="Use one that is, like 27 3 2024."
        )
        return
    ends = bounds_on(asked.question, CHECKING_DAY)
    if not ends.moving and (
        (isinstance(ends.low, date) and example < ends.low) or (isinstance(ends.high, date) and example > ends.high)
    ):
        yield Found(
            path=place,
            wrong=f"The question would not take its own example, {shown}.",
            mend="Use a date within `between`.",
        )


def find(subject: Subject) -> Iterator[Found]:
    for asked in every_question(subject.service):
        question = asked.question
        if question.kind in ("text", "long_text", "whole_number", "number"):
            if said := mentions(question.ask.en, _ASKS_A_DATE):
                yield Found(
                    path=f"{asked.path}.type",
                    wrong=f"A {said} is asked for in one box of `type: {question.kind}`.",
                    mend="Use `type: date`: three boxes, and nobody need know a format.",
                )
            continue
        if question.kind not in ("date", "month"):
            continue
        for place, _, text in _texts(asked):
            if said := mentions(text, _MASK):
                yield Found(
                    path=place, wrong=f"“{said}” is a mask, not an example.", mend="Give an example, like 27 3 2024."
                )
            if question.kind == "date" and (found := _DATE.search(text)):
                yield from _date_faults(asked, place, int(found[1]), int(found[2]), found[3])
            elif question.kind == "month" and (found := _MONTH.search(text)):
                month, year = int(found[1]), int(found[2])
                if month > 9 or month < 1 or not _FIRST_YEAR <= year <= _LAST_YEAR:
                    yield Found(
                        path=place,
                        wrong=f"The example {found[0]} is not a month of one digit and a likely year.",
                        mend="Use one like 3 2024.",
                    )


CHECK = Check(
    number="27",
    level="error",
    says="Dates are asked with `type: date`, and their example has a day of 13 or later, a month up to 9 and a "
    "likely year.",
    mend="Use `type: date` and an example like 27 3 2024.",
    source="GOV.UK Design System, date input and dates",
    find=find,
)
