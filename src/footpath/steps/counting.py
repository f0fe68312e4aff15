"""Outcomes of a step go into its ledgers one after another, in the order in which they mature."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from footpath.evidence import (
    Before,
    Interval,
    Ledger,
    Odds,
    Outcome,
    Rule,
    harm_weights,
    interval,
    log_odds_hoped,
    mixed,
    new_ledger,
    pooled,
    pooled_vectors,
)
from footpath.evidence.kinds import KINDS
from footpath.steps.facts import CaseFacts
from footpath.steps.measures import ALWAYS_WATCHED, MEASURES
from footpath.steps.registration import LEAST_DAYS, Registration
from footpath.steps.step import Step
from footpath.values import canonical

HARM_AT = 20.0
HARM_AT_WHERE_A_FALSE_STOP_COSTS_MORE = 100.0
_SPREAD_OF_A_SCORE = 0.25  # standard deviation that a score is taken to have before any is known
_USUAL_SHARE = 0.6  # that a share is taken to be, where nothing is known of the cases before

NO_BEFORE = Before()


def rule_of(registration: Registration) -> Rule:
    return Rule(shortest_days=LEAST_DAYS, longest_days=registration.longest_weeks * 7)


def harm_at(registration: Registration, measure: str) -> float | None:
    """The odds at which harm to this measure stops the step; None where it is only looked at.

    What is watched because it always is, and nobody chose for this step, stops it at 100 to 1: many guardrails at
    20 to 1 would stop too many good steps by bad luck.
    """
    if measure in (registration.measure, "completed", "no_errors", *registration.guardrails):
        return HARM_AT
    return HARM_AT_WHERE_A_FALSE_STOP_COSTS_MORE if measure in ALWAYS_WATCHED else None


def hoped_effect(step: Step) -> float:
    """The effect hoped for in the unit of the ledgers: log odds of a share, standard deviations of a score."""
    said = step.registration
    points = float(said.hoped_points) / 100
    if MEASURES[said.measure].kind == "score":
        return points / _SPREAD_OF_A_SCORE
    before = step.before.get(said.measure, {}).values()
    cases, total = sum(each.cases for each in before), sum(each.total for each in before)
    return log_odds_hoped(points, total / cases if cases else _USUAL_SHARE)


def values_of(facts: CaseFacts) -> dict[str, str]:
    """What a case shows, by measure: texts, so that no digit is lost."""
    return {
        id_: format(value.normalize(), "f")
        for id_, measure in MEASURES.items()
        if (value := measure.of(facts)) is not None
    }


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """A measure as it stands: odds, and the interval of the difference, in points from -1 to 1."""

    odds: Odds
    interval: Interval
    old: int
    new: int
    old_mean: float | None
    new_mean: float | None
    highest_benefit: float
    highest_harm: float


class Crossed(msgspec.Struct, frozen=True, kw_only=True):
    """A guardrail that was reached, at which case, and with what odds."""

    measure: str
    odds: float
    number: int


class Counting:
    """The ledgers of a step. The same outcomes in the same order give the same bits, in one go or in many."""

    def __init__(self, step: Step, held: Mapping[str, Any] | None = None) -> None:
        """`held` is the plain data that `data` gave; without it nothing has been counted."""
        self.step = step
        self._hoped = hoped_effect(step)
        self._ledgers: dict[str, dict[str, Ledger]] = {id_: {} for id_ in MEASURES}
        self._highest: dict[str, list[float]] = {id_: [1.0, 1.0] for id_ in MEASURES}
        if held:
            self._ledgers.update(msgspec.convert(held["ledgers"], dict[str, dict[str, Ledger]]))
            self._highest.update(msgspec.convert(held["highest"], dict[str, list[float]]))

    def data(self) -> dict[str, Any]:
        plain: dict[str, Any] = msgspec.to_builtins({"ledgers": self._ledgers, "highest": self._highest})
        return plain

    def add(
        self,
        values: Mapping[str, str],
        *,
        authority: str,
        unit: str,
        arm: str,
        percent: int,
        entered: datetime,
        number: int,
    ) -> Crossed | None:
        """One more case. What it crossed, if anything: then nothing after it may be counted."""
        matured = entered + timedelta(days=self.step.registration.window_days)
        crossed = None
        for id_, text in values.items():
            ledgers = self._ledgers[id_]
            if authority not in ledgers:
                before = self.step.before.get(id_, {}).get(authority, NO_BEFORE)
                ledgers[authority] = new_ledger(authority, id_, MEASURES[id_].kind, before)
            ledgers[authority] = ledgers[authority].add(
                Outcome(
                    unit=unit,
                    authority=authority,
                    arm="B" if arm == "B" else "A",
                    probability=percent / 100,
                    entered=entered,
                    matured=matured,
                    measure=id_,
                    value=float(text),
                )
            )
            found = self._look_for_harm(id_, number)
            crossed = crossed or found
        self._look_for_benefit(matured)
        return crossed

    def _look_for_harm(self, id_: str, number: int) -> Crossed | None:
        limit = harm_at(self.step.registration, id_)
        if limit is None:
            return None
        _, logs = pooled_vectors(tuple(self._ledgers[id_].values()))
        odds = mixed(logs, harm_weights(KINDS[MEASURES[id_].kind].harm))
        self._highest[id_][1] = max(self._highest[id_][1], odds)
        return Crossed(measure=id_, odds=odds, number=number) if odds >= limit else None

    def _look_for_benefit(self, at: datetime) -> None:
        """Of the measure it is judged by; counted from the fourteenth day on."""
        id_ = self.step.registration.measure
        ledgers = self._ledgers[id_]
        assert self.step.begun is not None, "cases are counted of a step that has begun"
        if ledgers and (at - self.step.begun).days >= LEAST_DAYS:
            odds = pooled(ledgers.values(), hoped=self._hoped).benefit
            self._highest[id_][0] = max(self._highest[id_][0], odds)

    def look(self, id_: str) -> Look | None:
        """How a measure stands; None while nothing has been counted."""
        ledgers = tuple(self._ledgers[id_][authority] for authority in sorted(self._ledgers[id_]))
        return self._look(id_, ledgers) if ledgers else None

    def by_authority(self, id_: str) -> dict[str, Look]:
        return {authority: self._look(id_, (ledger,)) for authority, ledger in sorted(self._ledgers[id_].items())}

    def _look(self, id_: str, ledgers: Sequence[Ledger]) -> Look:
        hoped = self._hoped if id_ == self.step.registration.measure else None
        odds = pooled(ledgers, hoped=hoped) if hoped is not None else pooled(ledgers)
        old, new = (sum(ledger.by_arm[arm] for ledger in ledgers) for arm in (0, 1))
        totals = [sum(ledger.totals[arm] for ledger in ledgers) for arm in (0, 1)]
        highest = self._highest[id_]
        return Look(
            odds=odds,
            interval=interval(ledgers, least_chance=self._least_chance()),
            old=old,
            new=new,
            old_mean=totals[0] / old if old else None,
            new_mean=totals[1] / new if new else None,
            highest_benefit=max(highest[0], odds.benefit),
            highest_harm=max(highest[1], odds.harm),
        )

    def odds(self, id_: str) -> tuple[float, float, int, int] | None:
        """Benefit, harm, and how many of the old and the new version: what a picture over time needs."""
        ledgers = tuple(self._ledgers[id_].values())
        if not ledgers:
            return None
        known = pooled(ledgers, hoped=self._hoped) if id_ == self.step.registration.measure else pooled(ledgers)
        return (
            known.benefit,
            known.harm,
            sum(each.by_arm[0] for each in ledgers),
            sum(each.by_arm[1] for each in ledgers),
        )

    def places(self, id_: str) -> int:
        """In how many authorities it has been counted."""
        return len(self._ledgers[id_])

    def _least_chance(self) -> float:
        said = self.step.registration
        shares = [said.share_percent, *([said.first_week_percent] if said.first_week_percent else [])]
        return min(min(share, 100 - share) for share in shares) / 100

    @property
    def highest_benefit(self) -> float:
        return self._highest[self.step.registration.measure][0]

    def highest_harm(self, id_: str) -> float:
        return self._highest[id_][1]


def sealed(digest: str, outcome: Any) -> str:
    """The digest over all outcomes up to this one: each is sealed with all before it."""
    return hashlib.sha256(digest.encode() + canonical(outcome)).hexdigest()


def before_of(values: Iterable[Mapping[str, str]]) -> dict[str, Before]:
    """What the last cases before the start were like, by measure."""
    found: dict[str, list[float]] = {}
    for each in values:
        for id_, text in each.items():
            found.setdefault(id_, []).append(float(text))
    return {
        id_: Before(cases=len(known), total=sum(known), squares=sum(value * value for value in known))
        for id_, known in sorted(found.items())
    }
