"""What may be expected of a step before it starts: how many cases, when we would know, for what end it is planned."""

import math
from collections.abc import Mapping

import msgspec

from footpath.evidence.planning import weeks_to_know
from footpath.steps.measures import MEASURES
from footpath.steps.registration import Registration

WORLDS = 200
"""Tries: sure to about 3 in a hundred, and done in half a second."""

MOST_OF_TRIES = 0.8
"""A run is planned for the case by which so many tries of the effect hoped for had found it."""

FEWEST_PLANNED = 50


class Volume(msgspec.Struct, frozen=True, kw_only=True):
    """Of one authority, from its last cases: how many come to the page that differs in a week, and how they fare."""

    weekly: float
    share: float | None  # with a good outcome, of the measure; None where none is known


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """If it does what is hoped for. Weeks are from its start, with the time until an outcome is counted."""

    weekly: float  # cases that will be counted, in all authorities together
    weeks: int | None  # half of the tries knew by then; None where fewer than half ever did
    alone: int | None  # the same in its largest authority by itself
    of_100: int  # tries that knew by its end
    planned: int | None  # cases


def forecast(said: Registration, volumes: Mapping[str, Volume]) -> Forecast | None:
    """None where it cannot be said: a score has no share to try it with, and nobody has come yet."""
    weekly = sum(volume.weekly for volume in volumes.values())
    known = [(volume.weekly, volume.share) for volume in volumes.values() if volume.share is not None]
    counted = sum(cases for cases, _ in known)
    hoped = float(said.hoped_points) / 100
    if MEASURES[said.measure].kind != "yes_no" or counted <= 0:
        return None
    share = min(max(sum(cases * share for cases, share in known) / counted, 0.01), 0.99 - hoped)
    window = math.ceil(said.window_days / 7)
    together, alone = (
        weeks_to_know(
            weekly=max(each, 0.1),
            authorities=places,
            baseline=max(share, 0.01),
            hoped=hoped,
            window_weeks=window,
            worlds=WORLDS,
        )
        for each, places in (
            (weekly / len(volumes), len(volumes)),
            (max(volume.weekly for volume in volumes.values()), 1),
        )
    )
    by_end = weekly * (said.longest_weeks * 7 - said.window_days) / 7
    most = math.ceil(MOST_OF_TRIES * WORLDS)
    enough = weekly * (together.weeks[most - 1] - window) if len(together.weeks) >= most else math.inf
    planned = round(min(by_end, enough))
    return Forecast(
        weekly=round(weekly, 1),
        weeks=together.median,
        alone=alone.median,
        of_100=round(100 * together.known_by(said.longest_weeks)),
        planned=planned if planned >= FEWEST_PLANNED else None,
    )


def forecast_said(known: Forecast | None, authorities: int) -> str:
    """In a sentence or two; empty where nothing could be said."""
    if known is None:
        return ""
    weekly = f"{known.weekly:,.0f}" if known.weekly >= 1 else "fewer than 1"
    cases = f"About {weekly} cases a week"
    if known.weeks is None:
        found = "if it does what we hope, we would hardly know: fewer than half of our tries ever did"
    else:
        found = f"if it does what we hope, we would know in about {known.weeks} weeks"
    alone = ""
    if authorities > 1:
        alone = f"; alone, in {known.alone}" if known.alone is not None else "; alone, hardly ever"
    return f"{cases}: {found}{alone}. {known.of_100} of 100 tries knew before its end."
