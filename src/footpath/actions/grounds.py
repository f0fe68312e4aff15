"""What a decision rests on: the case's own edition, the answers in use, and what the rules found in them."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from footpath import journey
from footpath.actions.turn import Turn
from footpath.casework.days import uk_day, working_days_after
from footpath.casework.events import Actor
from footpath.casework.journal import commitment
from footpath.casework.letters import Reader
from footpath.definition.service import Edition
from footpath.ports import CaseRow, Decision
from footpath.questions.question import Answer
from footpath.rules import explain_json


class Grounds:
    """A case's answers walked through once more, on its own edition, as of the day it was sent.

    The figures are those of that day whenever it is decided: nobody pays more because the team was slow.
    """

    def __init__(self, edition: Edition, row: CaseRow, *, now: datetime) -> None:
        self.edition = edition
        self.row = row
        self.on = uk_day(row.submitted or now)
        self.answers: Mapping[str, Answer] = journey.decode(edition.service, row.data)
        self.way = journey.walk(edition, self.answers, on=self.on)

    @property
    def in_use(self) -> Mapping[str, Answer]:
        """The answers that letters are filled in from.

        What was given later can lead to an exit, before which a way ends. The case is still theirs, and they are still
        to be written to: then all of their answers count.
        """
        return self.way.in_use if self.way.exit is None else self.answers

    @property
    def email(self) -> str | None:
        """Where the resident reads, if the service asks for it and they said."""
        tell = self.edition.service.tell
        given = self.in_use.get(tell.to) if tell else None
        return given if isinstance(given, str) else None

    @property
    def reader(self) -> Reader:
        return Reader(
            edition=self.edition,
            in_use=self.in_use,
            on=self.on,
            lang=self.row.lang,
            reference=self.row.reference,
        )

    @cached_property
    def findings(self) -> Mapping[str, Any]:
        """Every rule of the service with all it looked at, and those by which it is charged for and decided."""
        service = self.edition.service
        names = [*service.rules, *(f"automatic:{place}" for place in range(len(service.decide.automatically)))]
        if service.charge is not None:
            names.append("charge")
        return {name: explain_json(self.way.findings[name]) for name in names}

    @property
    def charge_pence(self) -> int | None:
        """What is to be paid before anybody works on it; None where nothing is."""
        charge = self.edition.service.charge
        if charge is None:
            return None
        charged = journey.charge_of(self.edition, self.way)
        return charged.pence if charged is not None and charged.pence > 0 else None


def due_from_now(turn: Turn) -> date:
    """The day a decision is usually there: the service's time counted from today, or else the authority's."""
    days = turn.service.decide.working_days
    if days is None:
        authority = turn.world.records.authority(turn.row.authority)
        assert authority is not None, f"{turn.row.authority} has cases and is not on record"
        days = authority.working_days
    return working_days_after(uk_day(turn.now), days)


def a_decision(turn: Turn, grounds: Grounds, *, outcome: str, reason: str, by: Actor) -> Decision:
    """What is decided now, with all it rests on."""
    return Decision(
        id=turn.next_id(),
        outcome=outcome,
        reason=reason,
        findings=grounds.findings,
        edition=turn.row.edition,
        by=by,
        automatic=by == "rule",
        at=turn.now,
    )


def commit_decision(salt: str, decision: Decision) -> str:
    """Over all that was decided and why, but its time, which the journal has itself."""
    return commitment(
        salt,
        {
            "outcome": decision.outcome,
            "reason": decision.reason,
            "findings": decision.findings,
            "edition": decision.edition,
            "by": decision.by,
            "automatic": decision.automatic,
        },
    )
