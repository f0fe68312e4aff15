"""A whole journey answered from a file, as the `footpath answer` command prints it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from footpath.definition.service import Edition
from footpath.journey.ends import Charged, automatic_outcome
from footpath.journey.trying import try_data
from footpath.journey.way import Way
from footpath.rules import UNKNOWN, Finding, explain_text
from footpath.values import Problem, Words


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """Where the answers lead and what comes of them."""

    page: str | None  # where the journey stops for want of an answer
    exit: str | None
    problems: tuple[Problem, ...]
    findings: Mapping[str, Finding]  # of the service's rules, by name
    charge: Charged | None
    outcome: str | None  # what a rule decides; None where it is for the team
    because: Words | None
    way: Way

    def as_json(self) -> dict[str, Any]:
        """Numbers and dates are text, so that no digit is lost on the way."""
        return {
            "page": self.page,
            "exit": self.exit,
            "complete": self.way.complete,
            "pages": list(self.way.pages),
            "problems": [{"at": problem.at, "says": problem.says} for problem in self.problems],
            "findings": {
                name: {
                    "value": plain(finding.value),
                    "known": finding.value is not UNKNOWN,
                    "says": explain_text(finding),
                }
                for name, finding in self.findings.items()
            },
            "charge": None if self.charge is None else f"{Decimal(self.charge.pence) / 100:.2f}",
            "charge_for": None if self.charge is None else self.charge.for_.en,
            "outcome": self.outcome,
            "because": None if self.because is None else self.because.en,
        }


def answer_journey(edition: Edition, data: Mapping[str, Any], *, on: date) -> Answered:
    """The journey of somebody who gives these answers, by question id as in a definition's examples."""
    tried = try_data(edition, data, on=on)
    decided = automatic_outcome(edition, tried.way)
    return Answered(
        page=tried.way.here,
        exit=tried.exit,
        problems=tried.problems,
        findings={name: tried.way.findings[name] for name in edition.service.rules},
        charge=tried.charged,
        outcome=tried.outcome,
        because=decided.because if decided else None,
        way=tried.way,
    )


def plain(value: Any) -> Any:
    """A value as JSON, for people: text for what JSON has no exact word for; what is not known is null."""
    match value:
        case None | bool() | str():
            return value
        case list():
            return [plain(one) for one in value]
        case dict():
            return {key: plain(one) for key, one in value.items()}
        case Decimal():
            return f"{value:f}"
        case _ if value is UNKNOWN:
            return None
        case _:
            return str(value)
