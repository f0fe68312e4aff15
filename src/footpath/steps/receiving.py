"""What an authority does with somebody else's evidence: adopt and fit, test here first, or not here."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from footpath.definition.format import LONGEST_ID
from footpath.evidence import Ledger, SharedEffect, fitted_anew, place_effect, pooled, predicted
from footpath.steps.pack import Pack, points_said, shared_of
from footpath.steps.registration import Registration
from footpath.steps.review import odds_said
from footpath.steps.states import SAID

type What = Literal["adopt-and-fit", "test-here-first", "not-here"]

WHATS: Mapping[What, str] = {
    "adopt-and-fit": "adopt and fit",
    "test-here-first": "test here first",
    "not-here": "not here",
}

FIT_WEEKS = range(8, 17)
"""Half of the new cases get each version for so long. Sooner, what is borrowed says more than the place itself."""

DIFFER_AT = 20.0


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A pack as it came in, what was done with it, by whom and why. `envelope` is the file, to the last byte."""

    authority: str
    pack: str  # the hash of its content
    from_: str
    trial: str
    service: str
    name: str
    envelope: str
    what: What
    because: str
    by: str
    at: datetime
    step: str | None = None  # the step of the authority's own that it led to


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """What may be done with a pack. `forced` says why it has to be tested here before it is relied on."""

    may: tuple[What, ...]
    forced: tuple[str, ...]
    notes: tuple[str, ...]


def advise(pack: Pack) -> Advice:
    forced = tuple(_forced(pack))
    notes = []
    if len(pack.places) == 1:
        notes.append("Only one place tried it, so how far places differ is not known.")
    if pack.left_out:
        notes.append(f"Places left out, since fewer than ten people met a version there: {pack.left_out}.")
    return Advice(
        may=("test-here-first", "not-here") if forced else ("adopt-and-fit", "test-here-first", "not-here"),
        forced=forced,
        notes=tuple(notes),
    )


def _forced(pack: Pack) -> Iterable[str]:
    if pack.decision.state in ("not_kept", "could_not_tell", "stopped_for_harm"):
        yield f"It was not kept where it was tried: {SAID[pack.decision.state]}."
    known = pack.together.predicted
    if known is None:
        yield "No place has enough people to say what to expect of the next."
    elif known[0] < 0:
        low, high = (points_said(end, pack.kind) for end in known)
        yield f"In the next place it may do harm: four times in five it is expected between {low} and {high}."
    if places_differ(pack):
        yield "Places differ: what helped in one may harm in another."


def places_differ(pack: Pack) -> bool:
    """Whether an effect of each place's own explains the outcomes far better than one that all have in common.

    The "places differ" odds bet that it matters *somewhere*, so they grow with a good step that is alike everywhere
    as well. What flags differences is by how much they are above the odds of an effect in common.
    """
    odds = pack.together.odds
    return odds.places_differ >= DIFFER_AT * max(1.0, odds.benefit, odds.harm)


def registration_here(
    pack: Pack,
    what: What,
    *,
    authority: str,
    by: str,
    owner: str,
    data_protection: str | None = None,
    legal_basis: str | None = None,
) -> Registration:
    """The same step as this authority's own: its people, its half of chance, and the reason to expect something.

    No law travels: what allows a trial there may not allow one here.
    """
    assert what != "not-here", "what is not done here is no step"
    said = pack.registration
    adopts = what == "adopt-and-fit"
    weeks = FIT_WEEKS[-1] if adopts else said.longest_weeks
    shared = shared_of(pack.ledgers) if adopts else None
    return replace(
        said,
        id=f"{said.id}_from_{pack.home}"[:LONGEST_ID].rstrip("_"),
        because=_because(pack),
        proposer=by,
        owner=owner,
        data_protection=data_protection,
        legal_basis=legal_basis,
        authorities=(authority,),
        share_percent=50,
        first_week_percent=None,
        longest_weeks=max(weeks, min(said.window_days // 7 + 2, 26)),
        starts=None,
        planned_cases=UNSET,  # their volumes are not ours
        borrowed=shared or UNSET,
    )


def _because(pack: Pack) -> str:
    before = pack.registration.because.strip().rstrip(".")
    odds = odds_said(pack.together.odds.benefit)
    where = f"{len(pack.places)} place{'' if len(pack.places) == 1 else 's'}"
    return f"{before}; with {pack.people:,} people in {where}, {pack.home} found odds of {odds} that it is better"[
        :1000
    ]


# While it runs here


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """What the others' evidence and our own say together for us. `odds` are our cases', with the borrowed belief."""

    expected: float
    low: float
    high: float
    people: int
    odds: float | None
    keep: bool


def fit(others: Iterable[Ledger], ours: Ledger | None, *, borrowed: SharedEffect | None = None) -> Fit | None:
    """Ours is never among the others. `borrowed` is what was registered with the step, which decides it here.

    None while nobody could be estimated.
    """
    shared = borrowed or shared_of(ledger for ledger in others if ours is None or ledger.authority != ours.authority)
    if shared is None:
        return None
    low, high = predicted(shared)
    guess = fitted_anew(place_effect(ours) if ours is not None else None, shared)
    return Fit(
        expected=guess,
        low=low,
        high=high,
        people=ours.cases if ours is not None else 0,
        odds=pooled((ours,), borrowed=shared).benefit if ours is not None and ours.cases else None,
        keep=guess > 0,
    )
