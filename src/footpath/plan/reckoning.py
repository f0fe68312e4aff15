"""What the kept steps came to: their effects by the share of people they reach, added up, and the rest unexplained."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

import msgspec

from footpath.plan.outcome import Outcome
from footpath.steps.events import StepDecided
from footpath.steps.states import ENDED, LIVE
from footpath.steps.step import Step

type Fate = Literal["kept", "put back", "running", "waiting"]
KEPT = frozenset({"kept", "spreading", "settled", "reviewed"})


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What a kept step does for those it reaches, in points of 100, between `low` and `high`."""

    step: str
    service: str
    estimate: Decimal
    low: Decimal
    high: Decimal


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """Kept effects together: in points of the outcome's own measure, and in people a year."""

    steps: int
    points: Decimal
    low: Decimal
    high: Decimal
    people: Decimal
    people_low: Decimal
    people_high: Decimal


class Rest(msgspec.Struct, frozen=True, kw_only=True):
    """How far the outcome has moved from its baseline, and how much of that no kept step explains."""

    moved: Decimal
    points: Decimal
    low: Decimal
    high: Decimal


def serves(step: Step, outcome: Outcome) -> bool:
    """By the sentence its registration names, whatever its case, spaces and full stop; or by the outcome's id."""
    said = _plain(step.registration.outcome)
    return said in (_plain(outcome.sentence), _plain(outcome.id))


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()


def fate(step: Step) -> Fate:
    if step.state in KEPT:
        return "kept"
    if step.state in ENDED:
        return "put back"
    return "running" if step.state in LIVE else "waiting"


def effect_of(step: Step, decided: StepDecided | None, outcome: Outcome) -> Effect | None:
    """From the decision record, so that it is what the decision rested on. None where it cannot be added.

    Not added: a step that was judged by another measure than the outcome's, and one that nobody was counted for.
    """
    if step.state not in KEPT or decided is None or not outcome.by.step or step.registration.measure != outcome.by.step:
        return None
    look = decided.evidence.get("measures", {}).get(outcome.by.step)
    if look is None or step.registration.service not in outcome.services:
        return None
    if not (look["old"] and look["new"]):
        return None
    between = look["interval"]
    return Effect(
        step=step.id,
        service=step.registration.service,
        estimate=_points(between["estimate"]),
        low=_points(between["low"]),
        high=_points(between["high"]),
    )


def _points(share: float) -> Decimal:
    return (Decimal(repr(share)) * 100).quantize(Decimal("0.1"))


def add_up(effects: Sequence[Effect], volumes: Mapping[str, int]) -> Sum | None:
    """`volumes` are people a year by service. None where nothing was kept or nobody came.

    Low ends are added to low ends, and high to high: wider than chance would make it if the steps were right or
    wrong independently. It is the cautious sum, and needs no assumption about how they hang together.
    """
    everybody = sum(volumes.values())
    if not effects or not everybody:
        return None

    def added(ends: Iterable[tuple[Decimal, str]]) -> tuple[Decimal, Decimal]:
        people = sum((points * volumes.get(service, 0) / 100 for points, service in ends), Decimal(0))
        return (people * 100 / everybody).quantize(Decimal("0.1")), people.quantize(Decimal(1))

    points, people = added((each.estimate, each.service) for each in effects)
    low, people_low = added((each.low, each.service) for each in effects)
    high, people_high = added((each.high, each.service) for each in effects)
    return Sum(
        steps=len(effects),
        points=points,
        low=low,
        high=high,
        people=people,
        people_low=people_low,
        people_high=people_high,
    )


def unexplained(outcome: Outcome, latest: Decimal | None, total: Sum | None) -> Rest | None:
    """None while the outcome has not been measured since its baseline."""
    if latest is None:
        return None
    moved = latest - outcome.baseline
    if total is None:
        return Rest(moved=moved, points=moved, low=moved, high=moved)
    return Rest(moved=moved, points=moved - total.points, low=moved - total.high, high=moved - total.low)


type Standing = Literal[
    "not measured yet", "as good as aimed for", "better, behind its aim", "the same as before", "worse than before"
]


def standing(outcome: Outcome, values: Mapping[int, Decimal]) -> Standing:
    """By the latest year that has both a value and an aim."""
    years = [year for year in sorted(values) if outcome.aim(year) is not None]
    if not years:
        return "not measured yet"
    value, aim = values[years[-1]], outcome.aim(years[-1])
    assert aim is not None, "years without an aim were left out"
    sign = 1 if outcome.by.more_is_better else -1
    if (value - aim) * sign >= 0:
        return "as good as aimed for"
    if value == outcome.baseline:
        return "the same as before"
    return "better, behind its aim" if (value - outcome.baseline) * sign > 0 else "worse than before"
