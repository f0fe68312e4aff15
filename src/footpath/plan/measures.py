"""What an outcome may be measured by: a figure counted from cases, what people said, or one that the authority has."""

from collections.abc import Mapping
from typing import Literal

import msgspec

type Source = Literal["cases", "entered"]


class PlanMeasure(msgspec.Struct, frozen=True, kw_only=True):
    """`step` is the measure of a step whose points add to this one; empty where no step's effect can be added to it."""

    says: str
    unit: str
    more_is_better: bool
    source: Source
    step: str = ""


MEASURES: Mapping[str, PlanMeasure] = {
    "completed": PlanMeasure(
        says="How many of 100 people who begin also finish",
        unit="of 100",
        more_is_better=True,
        source="cases",
        step="completed",
    ),
    "days_to_decision": PlanMeasure(
        says="How many days it takes from sending to a decision, on average",
        unit="days",
        more_is_better=False,
        source="cases",
    ),
    "satisfaction": PlanMeasure(
        says="How satisfied people are, from 0 to 100",
        unit="of 100",
        more_is_better=True,
        source="entered",
        step="satisfaction",
    ),
    "ease": PlanMeasure(
        says="How easy people find it, from 0 to 100",
        unit="of 100",
        more_is_better=True,
        source="entered",
        step="ease",
    ),
    "more": PlanMeasure(
        says="A figure of our own, of which more is better", unit="", more_is_better=True, source="entered"
    ),
    "fewer": PlanMeasure(
        says="A figure of our own, of which less is better", unit="", more_is_better=False, source="entered"
    ),
}
