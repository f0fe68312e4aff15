"""Everything a rehearsal takes for granted: nothing is assumed that is not here, and all of it is printed."""

from typing import Annotated, get_type_hints

import msgspec
from msgspec import Meta


class Assumptions(msgspec.Struct, frozen=True, kw_only=True):
    """Effects are in log odds: 0.1 is about two and a half in a hundred at 60 in a hundred."""

    authorities: Annotated[int, Meta(ge=2, le=400, description="authorities")] = 60
    volumes: Annotated[
        tuple[float, ...], Meta(description="cases a week of each authority; none: 20 to 300, even in logs")
    ] = ()
    parts: Annotated[int, Meta(ge=1, le=40, description="parts of the service that could be designed anew")] = 12
    designs: Annotated[int, Meta(ge=1, le=10, description="designs that somebody could think of for each part")] = 3
    baseline: Annotated[
        float, Meta(gt=0.01, lt=0.99, description="share of people who finish now, in the middle authority")
    ] = 0.6
    baseline_apart: Annotated[
        float, Meta(ge=0, le=2, description="how far authorities lie apart now (sd, log odds)")
    ] = 0.35
    effect: Annotated[float, Meta(ge=-1, le=1, description="what a design does on average (log odds)")] = -0.03
    effect_apart: Annotated[float, Meta(ge=0, le=1, description="how far designs lie apart (sd, log odds)")] = 0.10
    tau: Annotated[
        float, Meta(ge=0, le=1, description="how far one design's effect lies apart between places (sd, log odds)")
    ] = 0.15
    rho: Annotated[float, Meta(ge=0, le=1, description="how well designers know beforehand: 0 guess, 1 certain")] = 0.5
    years: Annotated[int, Meta(ge=1, le=10, description="years")] = 5
    build_weeks: Annotated[int, Meta(ge=0, le=260, description="weeks a mandate takes to build")] = 52
    overrun: Annotated[float, Meta(ge=1, le=5, description="how many times as long it takes in the end")] = 1.0
    review_weeks: Annotated[
        int, Meta(ge=1, le=260, description="weeks between reviews of a mandated part, its true effect then known")
    ] = 26
    step_weeks: Annotated[
        int, Meta(ge=2, le=104, description="weeks after which a step that does not tell is put back")
    ] = 26
    make_weeks: Annotated[int, Meta(ge=0, le=104, description="weeks to make a step ready before it starts")] = 4
    cohort: Annotated[int, Meta(ge=1, le=400, description="authorities that try a step together")] = 12
    adoption: Annotated[
        float, Meta(ge=1, le=260, description="weeks, on average, until another authority takes up what was kept")
    ] = 20.0
    pilot_weeks: Annotated[int, Meta(ge=1, le=104, description="weeks a mandate is piloted as one package")] = 26
    watch_weeks: Annotated[
        int, Meta(ge=1, le=104, description="weeks an adopting authority watches, half and half")
    ] = 12
    hoped: Annotated[float, Meta(gt=0, le=2, description="effect registered for every step (log odds)")] = 0.25
    cost_per_design: Annotated[float, Meta(ge=0, le=1e9, description="what one design costs to build (pounds)")] = 0.0
    cost_per_test: Annotated[
        float, Meta(ge=0, le=1e9, description="what running one step costs one authority (pounds)")
    ] = 0.0


ASSUMED = Assumptions()

# What is assumed and cannot be set: the kindness to the mandate is meant.
UNSAID = (
    "a mandate delivers what it planned, and no old version has to be kept beside it",
    "outcomes mature at once; nothing changes with the season or by itself",
    "all parts count for all people; effects of parts add up (in log odds)",
    "steps are judged by the real ledgers at 20 to 1, once a week",
)


def assumptions_said(assumed: Assumptions) -> tuple[tuple[str, str], ...]:
    """Each assumption in words, with its value."""
    said = [(meaning, _said(getattr(assumed, name))) for name, meaning in MEANINGS.items()]
    return (*said, *((sentence, "") for sentence in UNSAID))


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return f"{len(value)} given, {sum(value):,.0f} a week together" if value else "none given"
    return f"{value:,g}" if isinstance(value, int | float) else str(value)


def _meanings() -> dict[str, str]:
    found = {}
    for name, hint in get_type_hints(Assumptions, include_extras=True).items():
        (about,) = hint.__metadata__
        found[name] = about.description
    return found


MEANINGS = _meanings()
