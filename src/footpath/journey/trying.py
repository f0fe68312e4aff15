"""A journey walked with answers given as data, all at once."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

import msgspec

from footpath.definition.service import Edition
from footpath.journey.ends import Charged, automatic_outcome, charge_of
from footpath.journey.way import Way, walk
from footpath.questions import KINDS, Answer
from footpath.values import Problem


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """Where the answers lead, what is wrong with them, and what comes of them."""

    way: Way
    problems: tuple[Problem, ...]
    charged: Charged | None
    outcome: str | None

    @property
    def exit(self) -> str | None:
        return None if self.way.exit is None else self.way.exit.id


def try_data(edition: Edition, data: Mapping[str, Any], *, on: date) -> Tried:
    """The way that the data leads. An optional question without an answer counts as left blank.

    An answer that cannot be read, or is out of its bounds, is a problem and counts as not given.
    """
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    asked: set[str] = set()
    for page in edition.service.pages:
        for question in page.questions:
            asked.add(question.id)
            kind = KINDS[question.kind]
            found = kind.from_data(question, data.get(question.id))
            if isinstance(found, Problem):
                problems.append(found)
                continue
            wrong = kind.check(question, found, "en", on=on)
            problems.extend(wrong)
            if not wrong and (found is not None or question.optional):
                answers[question.id] = found
    problems.extend(_no_question(given, asked) for given in data if given not in asked)
    way = walk(edition, answers, on=on)
    decided = automatic_outcome(edition, way)
    return Tried(
        way=way,
        problems=tuple(problems),
        charged=charge_of(edition, way),
        outcome=decided.outcome if decided else None,
    )


def _no_question(given: str, asked: set[str]) -> Problem:
    near = get_close_matches(given, sorted(asked), n=1)
    return Problem(given, f"There is no question called {given}." + (f" Did you mean {near[0]}?" if near else ""))
