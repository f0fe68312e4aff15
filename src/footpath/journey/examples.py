"""The author's own examples, walked and compared with what they expect."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from footpath.definition.service import Edition, Example
from footpath.journey.trying import Tried, try_data
from footpath.questions import CHECKING_DAY
from footpath.rules import UNKNOWN, NotAValue, OverBudget, say_value


class ExampleResult(msgspec.Struct, frozen=True, kw_only=True):
    """How one example went. `wrong` says each difference in a sentence; it passes when there is none."""

    name: str
    passed: bool
    wrong: tuple[str, ...]
    pages: tuple[str, ...]  # the pages it met
    exit: str | None
    outcome: str | None


def run_examples(edition: Edition) -> tuple[ExampleResult, ...]:
    """Every example of the edition, each on its own day."""
    return tuple(_run(edition, example) for example in edition.service.examples)


def day_of(edition: Edition, example: Example) -> date:
    """The day an example is about: its own, else one on which every figure is in force."""
    if example.on is not None:
        return example.on
    since = [dated.since for series in edition.service.figures.values() for dated in series if dated.since is not None]
    return max(since, default=CHECKING_DAY)


def _run(edition: Edition, example: Example) -> ExampleResult:
    on = day_of(edition, example)
    try:
        tried = try_data(edition, example.answers, on=on)
        wrong = [f"{problem.at}: {problem.says}" for problem in tried.problems]
        for key, expected in example.expect.items():
            wrong.extend(_compare(edition, tried, key, expected))
    except (OverBudget, NotAValue) as stopped:
        return ExampleResult(name=example.name, passed=False, wrong=(str(stopped),), pages=(), exit=None, outcome=None)
    return ExampleResult(
        name=example.name,
        passed=not wrong,
        wrong=tuple(wrong),
        pages=tried.way.pages,
        exit=tried.exit,
        outcome=tried.outcome,
    )


def _compare(edition: Edition, tried: Tried, key: str, expected: Any) -> list[str]:
    """The sentence that says how one expectation is missed, or nothing."""
    match key:
        case "exit":
            found: Any = tried.exit
        case "page":
            found = tried.way.here or ("check" if tried.way.complete else None)
        case "outcome":
            found = tried.outcome
            if found is None and tried.way.complete and expected == edition.service.decide.otherwise:
                found = expected
        case "charge":
            found = None if tried.charged is None else Decimal(tried.charged.pence) / 100
        case _ if key in edition.service.rules:
            found = tried.way.findings.value(key)
        case _:
            return [f"{key}: there is no rule of this name to expect something of."]
    if found is UNKNOWN:
        return [f"{key}: expected {_said(expected)}, but it is not known: the answers stop at {tried.way.here}."]
    if same(found, expected):
        return []
    return [f"{key}: expected {_said(expected)}, found {_said(found)}.{_why(tried, key)}"]


def _why(tried: Tried, key: str) -> str:
    if key in {"outcome", "charge", "exit"} and tried.way.here is not None:
        return f" The answers stop at the page {tried.way.here}."
    return ""


def same(found: Any, expected: Any) -> bool:
    """Whether a value is what an example writes: dates as text, and numbers by value."""
    if isinstance(found, Mapping) and isinstance(expected, Mapping):
        return found.keys() == expected.keys() and all(same(found[key], expected[key]) for key in found)
    if isinstance(found, list) and isinstance(expected, list | tuple):
        return len(found) == len(expected) and all(map(same, found, expected))
    if isinstance(found, bool) or isinstance(expected, bool):
        return found is expected
    if found is None or isinstance(found, str | Decimal | int):
        return bool(found == expected)
    return str(found) == str(expected)


def _said(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    return say_value(value) or "an empty text"
