"""Made-up cases of a service: what people answered, and how far their cases went."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from footpath.definition import format as f
from footpath.definition.reading import LEFT_OUT, Group, Reading, TooMany
from footpath.definition.yaml import read
from footpath.rules import Expression, compile_expression
from footpath.values import LANGUAGES, Fault, Lang

# How far a case goes, and what happens to it after it was sent, in the words of the journal.
REACHED = ("draft", "to_pay", "checking", "waiting", "decided", "withdrawn")
HAPPENS = ("paid", "taken", "noted", "asked", "decided", "withdrawn")

_STEP = f.Group(
    "step",
    "Something that happened to a case after it was sent.",
    (
        f.Key("what", f.OneOf(HAPPENS), "What happened.", needed=True),
        f.Key("hours_later", f.Whole(0, 10_000), "How many hours after what happened before. Left out: 3."),
        f.Key("by", f.Id("member of staff"), "Who did it. Left out: ben."),
        f.Key("words", f.TEXT, "What was said, in a note or a request."),
        f.Key("questions", f.ListOf(f.Id("question"), least=1), "Which questions were asked again."),
        f.Key("reply", f.TrueOrFalse(), "true when a free answer was asked for too."),
        f.Key("outcome", f.Id("outcome"), "What was decided."),
        f.Key("reason", f.TEXT, "Why it was decided so."),
    ),
)

_CASE = f.Group(
    "case",
    "A made-up case.",
    (
        f.Key("name", f.TEXT, "What it shows.", needed=True),
        f.Key("authority", f.Id("authority"), "The authority it is with. Left out: barset_north."),
        f.Key("lang", f.OneOf(LANGUAGES), "The language of the person. Left out: en."),
        f.Key("days_ago", f.Whole(0, 3650), "How many days ago it was begun.", needed=True),
        f.Key("reached", f.OneOf(REACHED), "How far it went.", needed=True),
        f.Key(
            "answers",
            f.Data("answers"),
            "The answers, by the id of the question. A day may be {days_before: 3} or {working_days_before: 1}: so "
            "long before the case was begun.",
            needed=True,
        ),
        f.Key("then", f.ListOf(_STEP), "What happened after it was sent."),
    ),
)

CASES = f.Group(
    "file of cases", "Made-up cases.", (f.Key("cases", f.ListOf(_CASE, least=1), "The cases.", needed=True),)
)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to a case."""

    what: str
    hours_later: int
    by: str
    words: str
    questions: tuple[str, ...]
    reply: bool
    outcome: str
    reason: str


class MadeUp(msgspec.Struct, frozen=True, kw_only=True):
    """A case of nobody's. Its answers may hold days that are counted back from the day it was begun."""

    name: str
    authority: str
    lang: Lang
    days_ago: int
    reached: str
    answers: Mapping[str, Any]
    then: tuple[Step, ...]

    def answers_on(self, begun: date) -> dict[str, Any]:
        """The answers as data, with every day a real one."""
        return {question: with_days(answer, begun) for question, answer in self.answers.items()}


def load_cases(path: Path | str) -> tuple[MadeUp, ...] | tuple[Fault, ...]:
    """The cases of a file, or its faults. Raises OSError where there is no file that can be read."""
    path = Path(path)
    root = read(path.read_text(encoding="utf-8"), file=str(path))
    if isinstance(root, tuple):
        return root
    reading = Reading(str(path))
    try:
        said = reading.read(root, CASES, "")
    except TooMany:
        said = LEFT_OUT
    if reading.faults:
        return tuple(reading.faults)
    return tuple(_case(each) for each in said["cases"])


def _case(said: Group) -> MadeUp:
    return MadeUp(
        name=said["name"],
        authority=said.get("authority", "barset_north"),
        lang=said.get("lang", "en"),
        days_ago=said["days_ago"],
        reached=said["reached"],
        answers=said["answers"],
        then=tuple(_step(each) for each in said.get("then", ())),
    )


def _step(said: Group) -> Step:
    return Step(
        what=said["what"],
        hours_later=said.get("hours_later", 3),
        by=said.get("by", "ben"),
        words=said.get("words", ""),
        questions=tuple(said.get("questions", ())),
        reply=said.get("reply", False),
        outcome=said.get("outcome", ""),
        reason=said.get("reason", ""),
    )


def with_days(answer: Any, begun: date) -> Any:
    """An answer of a made-up person, with a day that is counted back from the day they began made a real one."""
    match answer:
        case {"days_before": str(days)}:
            return (begun - timedelta(days=int(days))).isoformat()
        case {"working_days_before": str(days)}:
            before = compile_expression(f"add working days(today(), -{int(days)})", {})
            assert isinstance(before, Expression)
            day = before.value({}, on=begun)
            assert isinstance(day, date), "working days are known for years around now"
            return day.isoformat()
        case _:
            return answer
