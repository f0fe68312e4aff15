"""Everything that one measure's outcomes tell about a step, in one value."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any

import msgspec
import numpy as np

from footpath.evidence.assignment import assignment_odds, counted
from footpath.evidence.effects import USUAL_HOPE, harm_weights, log_odds_hoped
from footpath.evidence.horizon import Stake
from footpath.evidence.interval import Interval, interval, ratio
from footpath.evidence.kinds import KINDS
from footpath.evidence.ledger import NOTHING_BEFORE, Ledger, new_ledger
from footpath.evidence.local import fitted, fitted_anew, place_effect, shared_effect
from footpath.evidence.maturity import first_of_each_person, in_order
from footpath.evidence.outcome import Outcome
from footpath.evidence.pooled import Odds, mixed, pooled, stake_weights
from footpath.evidence.promise import Promise
from footpath.evidence.verdict import Verdict, verdict, verdict_of_adopted

NOTHING = Odds(benefit=1.0, harm=1.0, places_differ=1.0)


class Look(msgspec.Struct, frozen=True):
    """The odds at the end of a day."""

    day: date
    benefit: float
    harm: float


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One authority by itself. `fitted` is its effect, drawn towards what all places together show."""

    authority: str
    ledger: Ledger
    odds: Odds
    interval: Interval
    fitted: float | None


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """`outcomes` were given; `people` of them count: matured, and the first of their person."""

    measure: str
    kind: str
    fewer_is_better: bool
    hoped: float  # log odds; for a score, standard deviations
    planned: int | None  # cases, where a part of the stake plays for them
    outcomes: int
    open: int
    repeated: int
    odds: Odds
    interval: Interval
    places: tuple[Place, ...]
    looks: tuple[Look, ...]
    assignment: float
    days: int
    uneven_windows: bool
    verdict: Verdict

    @property
    def n(self) -> dict[str, int]:
        pairs = [place.ledger.by_arm for place in self.places]
        return {"A": sum(a for a, _ in pairs), "B": sum(b for _, b in pairs)}

    @property
    def highest(self) -> tuple[Look, Look] | None:
        """The looks at which the odds for benefit, and for harm, were highest. None when nobody counts."""
        if not self.looks:
            return None
        return max(self.looks, key=lambda look: look.benefit), max(self.looks, key=lambda look: look.harm)

    @property
    def totals(self) -> dict[str, float]:
        pairs = [place.ledger.totals for place in self.places]
        return {"A": sum(a for a, _ in pairs), "B": sum(b for _, b in pairs)}


def kind_of(outcomes: Iterable[Outcome]) -> str:
    """Yes/no when every value is 0 or 1, else a score."""
    return "yes_no" if all(one.value in (None, 0.0, 1.0) for one in outcomes) else "score"


def weigh_outcomes(
    outcomes: Sequence[Outcome],
    *,
    kind: str | None = None,
    hoped: float | None = None,
    planned: int | None = None,
    promise: Promise | None = None,
    fewer_is_better: bool = False,
    on: date | None = None,
    tell: Callable[[int], None] = lambda cases: None,
) -> Evidence:
    """Evidence from the outcomes of one measure.

    `hoped` is the effect registered, in the measure's own unit: 0.06 is six in a hundred more (or, where fewer is
    better, fewer). It is turned into log odds at the share of all outcomes, whichever version they had: a number in
    which the version has no part, so the odds stay exact. `on` leaves out what matured after that day.
    `planned` is the number of cases registered, for which a part of the stake plays (`horizon`): for yes/no only.
    `promise`, a step's own, stands in the place of all these, and the odds are those of its page.
    `tell` is called with how many outcomes have just been counted.
    """
    assert outcomes, "there is at least one outcome"
    assert hoped is None or 0 < hoped < 1
    kind = promise.kind if promise else kind or kind_of(outcomes)
    assert planned is None or (planned > 0 and kind == "yes_no")
    better = tuple(_turned(one) for one in outcomes) if fewer_is_better else tuple(outcomes)
    end = None if on is None else datetime.combine(on, time.max, UTC)
    matured = in_order(better, by=end)
    firsts = first_of_each_person(matured)
    entering = firsts if not KINDS[kind].events_only else tuple(one for one in firsts if one.value == 1)
    if promise is None:
        effect = _effect_hoped(kind, hoped, entering)
        promise = Promise(measure=outcomes[0].measure, kind=kind, hoped=effect, planned=planned)
    ledgers, looks = _looked_at_daily(entering, promise, tell)
    held = tuple(ledgers.values())
    effects = [found for found in map(place_effect, held) if found is not None]
    shared = shared_effect(effects) if effects else None
    by_place = {found.authority: found for found in effects}
    # Each person once, with the chance at which the coin was thrown: that of their first entry.
    latest_first = sorted(better, key=lambda one: one.entered, reverse=True)
    assigned = counted({(one.authority, one.unit): (one.arm, one.probability) for one in latest_first}.values())
    checked = assignment_odds(assigned)
    began = min(one.entered for one in better)
    until = max((one.matured for one in matured if one.matured is not None), default=began)
    days = (max(until, end) if end is not None and matured else until) - began
    windows = [one.matured - one.entered for one in matured if one.matured is not None]
    return Evidence(
        measure=outcomes[0].measure,
        kind=kind,
        fewer_is_better=fewer_is_better,
        hoped=promise.hoped,
        planned=promise.planned,
        outcomes=len(outcomes),
        open=len(outcomes) - len(matured),
        repeated=len(matured) - len(firsts),
        odds=_odds_now(held, promise, looks),
        interval=_interval_of(held, promise, fewer_is_better),
        places=tuple(
            Place(
                authority=ledger.authority,
                ledger=ledger,
                odds=pooled((ledger,), hoped=promise.hoped, borrowed=promise.borrowed),
                interval=_interval_of((ledger,), promise, fewer_is_better),
                fitted=fitted(by_place.get(ledger.authority), shared) if shared else None,
            )
            for ledger in sorted(held, key=lambda ledger: ledger.authority)
        ),
        looks=looks,
        assignment=checked,
        days=days.days,
        # Counting a day late for a weekend is common; a window that differs by more is not one window.
        uneven_windows=bool(windows) and max(windows) - min(windows) > timedelta(days=3),
        verdict=_verdict(promise, looks, held, assignment=checked, began=began.date(), days=days.days),
    )


def as_json(evidence: Evidence) -> dict[str, Any]:
    """What programs read. Odds are numbers to 1, so 24.0 is 24 to 1."""
    nobody, highest = not evidence.places, evidence.highest
    return {
        "measure": evidence.measure,
        "kind": evidence.kind,
        "odds_benefit": evidence.odds.benefit,
        "odds_harm": evidence.odds.harm,
        "odds_places_differ": evidence.odds.places_differ,
        "interval": [evidence.interval.low, evidence.interval.high],
        "estimate": None if nobody else evidence.interval.estimate,
        "n": evidence.n,
        "by_authority": {
            place.authority: {
                "n": dict(zip("AB", place.ledger.by_arm, strict=True)),
                "mean": dict(zip("AB", means_of(place.ledger, evidence.fewer_is_better), strict=True)),
                "odds_benefit": place.odds.benefit,
                "odds_harm": place.odds.harm,
                "interval": [place.interval.low, place.interval.high],
                "estimate": place.interval.estimate,
            }
            for place in evidence.places
        },
        "assignment_check": {"odds": evidence.assignment, "broken": evidence.verdict is Verdict.BROKEN},
        "verdict": evidence.verdict.value,
        "highest": {"benefit": highest[0].benefit, "harm": highest[1].harm} if highest else None,
        "days": evidence.days,
        "hoped": evidence.hoped,
        "planned": evidence.planned,
        "outcomes": evidence.outcomes,
        "not_matured": evidence.open,
        "later_cases_of_a_person": evidence.repeated,
        "uneven_windows": evidence.uneven_windows,
    }


def means_of(ledger: Ledger, fewer_is_better: bool) -> tuple[float | None, float | None]:
    """The plain mean of A and of B, in the measure's own sense; None where there is nobody."""
    found = []
    for cases, total in zip(ledger.by_arm, ledger.totals, strict=True):
        mean = total / cases if cases else None
        found.append(1 - mean if mean is not None and fewer_is_better else mean)
    return found[0], found[1]


def _turned(one: Outcome) -> Outcome:
    return one if one.value is None else msgspec.structs.replace(one, value=1 - one.value)


def _effect_hoped(kind: str, hoped: float | None, entering: Sequence[Outcome]) -> float:
    if hoped is None or not entering:
        return USUAL_HOPE
    values = np.array([one.value for one in entering], dtype=np.float64)
    mean = float(values.mean())
    match kind:
        case "yes_no":
            return log_odds_hoped(hoped, min(max(mean - hoped / 2, 0.005), 0.99))
        case "rare_event":
            # Events have no share: a hope of 0.2 is a fifth fewer.
            return float(-np.log1p(-hoped))
        case "rank":
            return float(hoped * 12**0.5)
        case _:
            return float(hoped / max(values.std(), 0.05))


def _verdict(
    promise: Promise, looks: Sequence[Look], held: Sequence[Ledger], *, assignment: float, began: date, days: int
) -> Verdict:
    rule, harms = promise.rule, [look.harm for look in looks]
    if promise.borrowed:
        place = place_effect(held[0]) if held else None
        expected = fitted_anew(place, promise.borrowed) if place else None
        return verdict_of_adopted(expected=expected, harms=harms, assignment=assignment, days=days, rule=rule)
    late = [look.benefit for look in looks if (look.day - began).days >= rule.shortest_days]
    return verdict(benefit=max(late, default=0.0), harms=harms, assignment=assignment, days=days, rule=rule)


def _interval_of(ledgers: Sequence[Ledger], promise: Promise, fewer_is_better: bool) -> Interval:
    if KINDS[promise.kind].events_only:
        return ratio(ledgers)
    if not ledgers:
        return Interval(low=-1.0, high=1.0, estimate=0.0)
    found = interval(ledgers, least_chance=promise.least_chance)
    if not fewer_is_better:
        return found
    return Interval(low=-found.high, high=-found.low, estimate=-found.estimate)


def _odds_now(held: Sequence[Ledger], promise: Promise, looks: Sequence[Look]) -> Odds:
    """Of all ledgers; for benefit what the last look says, where more than the ledgers plays."""
    if not held:
        return NOTHING
    odds = pooled(held, hoped=promise.hoped, borrowed=promise.borrowed)
    return msgspec.structs.replace(odds, benefit=looks[-1].benefit) if promise.planned is not None else odds


def _looked_at_daily(
    entering: Sequence[Outcome], promise: Promise, tell: Callable[[int], None]
) -> tuple[dict[str, Ledger], tuple[Look, ...]]:
    ledgers: dict[str, Ledger] = {}
    known = KINDS[promise.kind]
    weights = stake_weights(known, hoped=promise.hoped, borrowed=promise.borrowed)
    harms = harm_weights(known.harm)
    together = np.zeros(len(known.benefit) + len(known.harm))
    looks = []
    horizon, stake = promise.horizon, Stake()
    for day, matured in groupby(entering, key=lambda one: one.matured.date()):  # type: ignore[union-attr]
        todays: dict[str, list[Outcome]] = {}
        for one in matured:
            todays.setdefault(one.authority, []).append(one)
        for authority, people in todays.items():
            before = promise.before.get(authority, NOTHING_BEFORE)
            was = ledgers.get(authority) or new_ledger(authority, people[0].measure, promise.kind, before)
            now = was.add_all(people)
            ledgers[authority] = now
            together += np.array(now.benefit + now.harm) - np.array(was.benefit + was.harm)
            if horizon:
                stake.enter_all(horizon, day, was, people)
        logs = together.tolist()
        cut = len(known.benefit)
        benefit = mixed(logs[:cut], weights)
        if horizon:
            benefit = horizon.odds(benefit, stake.log_wealth)
        looks.append(Look(day, benefit, mixed(logs[cut:], harms)))
        tell(sum(map(len, todays.values())))
    return ledgers, tuple(looks)
