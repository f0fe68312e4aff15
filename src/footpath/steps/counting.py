"""Outcomes of a step go into its ledgers one after another, in the order in which they mature."""

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from footpath.evidence import (
    ADOPTED_RULE,
    USUAL_HOPE,
    Before,
    Interval,
    Ledger,
    Odds,
    OpenLedger,
    Promise,
    Rule,
    Stake,
    benefit_weights,
    fitted_anew,
    harm_weights,
    interval,
    log_odds_hoped,
    mixed,
    new_ledger,
    place_effect,
    pooled,
    stake_weights,
)
from footpath.evidence.kinds import KINDS
from footpath.steps.facts import CaseFacts
from footpath.steps.groups import group_of, measure_of, series_of, values_in
from footpath.steps.measures import ALWAYS_WATCHED, MEASURES
from footpath.steps.registration import LEAST_DAYS, Registration
from footpath.steps.step import Step
from footpath.values import canonical

HARM_AT = 20.0
HARM_AT_WHERE_A_FALSE_STOP_COSTS_MORE = 100.0
_SPREAD_OF_A_SCORE = 0.25  # standard deviation that a score is taken to have before any is known
_USUAL_SHARE = 0.6  # that a share is taken to be, where nothing is known of the cases before

NO_BEFORE = Before()

_ROUGH = 1e-9  # how far a rough sum may be off: it is off by a thousandth of that
_LARGEST_LOG = 690.0


def rule_of(registration: Registration) -> Rule:
    if registration.borrowed:
        return msgspec.structs.replace(ADOPTED_RULE, longest_days=registration.longest_weeks * 7)
    return Rule(shortest_days=LEAST_DAYS, longest_days=registration.longest_weeks * 7)


def harm_at(registration: Registration, measure: str) -> float | None:
    """The odds at which harm to this measure stops the step; None where it is only looked at.

    What is watched because it always is, and nobody chose for this step, stops it at 100 to 1: many guardrails at
    20 to 1 would stop too many good steps by bad luck. What is kept of a group was chosen with it.
    """
    if group_of(measure) or measure in (registration.measure, "completed", "no_errors", *registration.guardrails):
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


def promise_of(step: Step) -> Promise:
    """All that the odds of its main measure rest on, besides its outcomes."""
    said = step.registration
    return Promise(
        measure=said.measure,
        kind=MEASURES[said.measure].kind,
        hoped=hoped_effect(step),
        rule=rule_of(said),
        before=step.before.get(said.measure, {}),
        planned=said.planned_cases or None,
        least_chance=least_chance(said),
        borrowed=said.borrowed or None,
    )


def least_chance(said: Registration) -> float:
    """The smallest that either version may ever have."""
    shares = [said.share_percent, *([said.first_week_percent] if said.first_week_percent else [])]
    return min(min(share, 100 - share) for share in shares) / 100


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

    measure: str  # or that of a group, like completed@welsh
    odds: float
    number: int


class Counting:
    """The ledgers of a step. The same outcomes in the same order give the same bits, in one go or in many."""

    def __init__(self, step: Step, held: Mapping[str, Any] | None = None) -> None:
        """`held` is the plain data that `data` gave; without it nothing has been counted."""
        self.step = step
        self.promise = promise_of(step)
        self._horizon, self._stake = self.promise.horizon, Stake()
        self.series = (*MEASURES, *series_of(step.registration.watched))
        self._ledgers: dict[str, dict[str, OpenLedger]] = {id_: {} for id_ in self.series}
        self._limits = {id_: harm_at(step.registration, id_) for id_ in self.series}
        self._highest: dict[str, list[float]] = {id_: [1.0, 1.0] for id_ in self.series}
        if held:
            ledgers = msgspec.convert(held["ledgers"], dict[str, dict[str, Ledger]])
            for id_, places in ledgers.items():
                self._ledgers[id_] = {authority: OpenLedger(ledger) for authority, ledger in places.items()}
            self._highest.update(msgspec.convert(held["highest"], dict[str, list[float]]))
            self._stake = msgspec.convert(held.get("stake", {}), Stake)

    def data(self) -> dict[str, Any]:
        ledgers = {
            id_: {authority: ledger.shut() for authority, ledger in places.items()}
            for id_, places in self._ledgers.items()
        }
        said: dict[str, Any] = {"ledgers": ledgers, "highest": self._highest}
        if self._horizon:
            said["stake"] = self._stake
        plain: dict[str, Any] = msgspec.to_builtins(said)
        return plain

    def ledgers(self, id_: str) -> tuple[Ledger, ...]:
        """Of a measure, by authority."""
        return tuple(ledger.shut() for _, ledger in sorted(self._ledgers[id_].items()))

    def add(
        self,
        values: Mapping[str, str],
        *,
        authority: str,
        arm: str,
        percent: int,
        entered: datetime,
        number: int,
        groups: Sequence[str] = (),
    ) -> Crossed | None:
        """One more case. What it crossed, if anything: then nothing after it may be counted."""
        matured = entered + timedelta(days=self.step.registration.window_days)
        crossed, probability = None, percent / 100
        for id_, text in {**values, **values_in(values, groups)}.items():
            ledgers, value = self._ledgers[id_], float(text)
            if authority not in ledgers:
                # Of a group too, what the authority's last cases were like is the best that is known before its first.
                before = self.step.before.get(measure_of(id_), {}).get(authority, NO_BEFORE)
                ledgers[authority] = OpenLedger(new_ledger(authority, id_, MEASURES[measure_of(id_)].kind, before))
            ledger = ledgers[authority]
            if self._horizon and id_ == self.promise.measure:
                self._stake.enter(
                    self._horizon,
                    matured.date(),
                    authority,
                    ledger.expected,
                    b=arm == "B",
                    probability=probability,
                    value=value,
                )
            ledger.enter(arm == "B", probability, value)
            found = self._look_for_harm(id_, number)
            crossed = crossed or found
        self._look_for_benefit(matured)
        return crossed

    def _look_for_harm(self, id_: str, number: int) -> Crossed | None:
        limit = self._limits[id_]
        if limit is None:
            return None
        # Most cases neither cross nor come to a new height, and a rough sum says so in a quarter of the time.
        if self._rough_harm(id_) < min(limit, self._highest[id_][1]) * (1 - _ROUGH):
            return None
        odds = self._harm(id_)
        self._highest[id_][1] = max(self._highest[id_][1], odds)
        return Crossed(measure=id_, odds=odds, number=number) if odds >= limit else None

    def _look_for_benefit(self, at: datetime) -> None:
        """Of the measure it is judged by; counted from the fourteenth day on."""
        id_ = self.promise.measure
        assert self.step.begun is not None, "cases are counted of a step that has begun"
        if self._ledgers[id_] and (at - self.step.begun).days >= LEAST_DAYS:
            self._highest[id_][0] = max(self._highest[id_][0], self._benefit(id_))

    def _rough_harm(self, id_: str) -> float:
        ledgers = self._ledgers[id_].values()
        kind = KINDS[MEASURES[measure_of(id_)].kind]
        logs = [ledger.logs[len(kind.benefit) :] for ledger in ledgers]
        together = logs[0] if len(logs) == 1 else np.add.reduce(logs)
        return float(np.exp(np.minimum(together, _LARGEST_LOG)).dot(_harm_weights(kind.harm)))

    def _harm(self, id_: str) -> float:
        kind = KINDS[MEASURES[measure_of(id_)].kind]
        logs = _together([ledger.logs[len(kind.benefit) :] for ledger in self._ledgers[id_].values()])
        return mixed(logs, harm_weights(kind.harm))

    def _benefit(self, id_: str) -> float:
        """The odds of the whole stake; that for the horizon is a part of it, on the measure the step is judged by."""
        kind, promise = KINDS[MEASURES[measure_of(id_)].kind], self.promise
        logs = _together([ledger.logs[: len(kind.benefit)] for ledger in self._ledgers[id_].values()])
        if id_ != promise.measure:
            return mixed(logs, benefit_weights(USUAL_HOPE, kind.benefit))
        odds = mixed(logs, stake_weights(kind, hoped=promise.hoped, borrowed=promise.borrowed))
        return self._horizon.odds(odds, self._stake.log_wealth) if self._horizon else odds

    def look(self, id_: str) -> Look | None:
        """How a measure stands; None while nothing has been counted."""
        ledgers = self.ledgers(id_)
        if not ledgers:
            return None
        look = self._look(id_, ledgers)
        if self._horizon is None or id_ != self.promise.measure:
            return look
        # What plays for the horizon is of all places together: none of them has a part of it by itself.
        odds = msgspec.structs.replace(look.odds, benefit=self._benefit(id_))
        return msgspec.structs.replace(look, odds=odds, highest_benefit=max(self._highest[id_][0], odds.benefit))

    def by_authority(self, id_: str) -> dict[str, Look]:
        return {ledger.authority: self._look(id_, (ledger,)) for ledger in self.ledgers(id_)}

    def _look(self, id_: str, ledgers: Sequence[Ledger]) -> Look:
        odds = self._pooled(id_, ledgers)
        old, new = (sum(ledger.by_arm[arm] for ledger in ledgers) for arm in (0, 1))
        totals = [sum(ledger.totals[arm] for ledger in ledgers) for arm in (0, 1)]
        highest = self._highest[id_]
        return Look(
            odds=odds,
            interval=interval(ledgers, least_chance=self.promise.least_chance),
            old=old,
            new=new,
            old_mean=totals[0] / old if old else None,
            new_mean=totals[1] / new if new else None,
            highest_benefit=max(highest[0], odds.benefit),
            highest_harm=max(highest[1], odds.harm),
        )

    def _pooled(self, id_: str, ledgers: Sequence[Ledger]) -> Odds:
        promise = self.promise
        if id_ != promise.measure:
            return pooled(ledgers)
        return pooled(ledgers, hoped=promise.hoped, borrowed=promise.borrowed)

    def odds(self, id_: str) -> tuple[float, float, int, int] | None:
        """Benefit, harm, and how many of the old and the new version: what a picture over time needs."""
        ledgers = self.ledgers(id_)
        if not ledgers:
            return None
        return (
            self._benefit(id_),
            self._harm(id_),
            sum(each.by_arm[0] for each in ledgers),
            sum(each.by_arm[1] for each in ledgers),
        )

    def expected_here(self) -> float | None:
        """Of an adopted step: its effect here, from what was counted here and what was borrowed; None before that."""
        assert self.promise.borrowed, "only an adopted step has borrowed anything"
        found = [place for ledger in self.ledgers(self.promise.measure) if (place := place_effect(ledger)) is not None]
        return fitted_anew(found[0], self.promise.borrowed) if found else None

    def places(self, id_: str) -> int:
        """In how many authorities it has been counted."""
        return len(self._ledgers[id_])

    @property
    def highest_benefit(self) -> float:
        return self._highest[self.step.registration.measure][0]

    def highest_harm(self, id_: str) -> float:
        return self._highest[id_][1]


@lru_cache(maxsize=8)
def _harm_weights(effects: tuple[float, ...]) -> NDArray[np.float64]:
    return np.array(harm_weights(effects))


def _together(logs: Sequence[NDArray[np.float64]]) -> list[float]:
    """As `pooled_vectors`: rounded once, so that the order of authorities makes no difference."""
    if len(logs) == 1:
        alone: list[float] = logs[0].tolist()
        return alone
    return [math.fsum(column) for column in zip(*(each.tolist() for each in logs), strict=True)]


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
