"""The states of a step, and who or what takes it from one to the next."""

from collections.abc import Mapping
from typing import Literal

import msgspec

type State = Literal[
    "draft",
    "registered",
    "approved",
    "running",
    "paused",
    "stopped_for_harm",
    "broken",
    "kept",
    "not_kept",
    "could_not_tell",
    "withdrawn",
    "spreading",
    "settled",
    "reviewed",
]

type Who = Literal["anyone at work", "the owner", "the approvers", "a caseworker", "the clock", "the machine"]
"""`anyone at work` has any role in the authority; the owner and the approvers are named in the registration."""


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """A way from one state to another: who takes it, and what is checked first."""

    who: tuple[Who, ...]
    checks: tuple[str, ...] = ()
    needs_reason: bool = False


TRANSITIONS: Mapping[tuple[State, State], Way] = {
    ("draft", "registered"): Way(
        who=("anyone at work",),
        checks=(
            "the hypothesis is whole, and names the outcome it serves",
            "owner and proposer are two people",
            "the effect hoped for is not nothing",
            "the changes apply, and the new version passes every check and example",
            "no running step changes the same things",
            "nobody's entitlement is left to chance without a law",
        ),
    ),
    ("registered", "approved"): Way(who=("the approvers",)),
    ("registered", "withdrawn"): Way(who=("the owner", "anyone at work"), needs_reason=True),
    ("approved", "withdrawn"): Way(who=("the owner",), needs_reason=True),
    ("approved", "running"): Way(
        who=("the clock",), checks=("the hash is fair on made-up units", "the last 50 cases are known, or few are")
    ),
    ("running", "paused"): Way(who=("a caseworker", "the machine"), needs_reason=True),
    ("paused", "running"): Way(who=("the owner",), needs_reason=True),
    ("running", "stopped_for_harm"): Way(who=("the machine",), needs_reason=True),
    ("paused", "stopped_for_harm"): Way(who=("the machine",), needs_reason=True),
    ("running", "broken"): Way(who=("the machine",), needs_reason=True),
    ("paused", "broken"): Way(who=("the machine",), needs_reason=True),
    ("running", "kept"): Way(who=("the owner",), needs_reason=True),
    ("running", "not_kept"): Way(who=("the owner",), needs_reason=True),
    ("running", "could_not_tell"): Way(who=("the owner",), needs_reason=True),
    ("paused", "kept"): Way(who=("the owner",), needs_reason=True),
    ("paused", "not_kept"): Way(who=("the owner",), needs_reason=True),
    ("paused", "could_not_tell"): Way(who=("the owner",), needs_reason=True),
    ("running", "withdrawn"): Way(who=("the owner",), needs_reason=True),
    ("paused", "withdrawn"): Way(who=("the owner",), needs_reason=True),
    ("kept", "spreading"): Way(who=("the owner",)),
    ("kept", "settled"): Way(who=("the owner",)),
    ("spreading", "settled"): Way(who=("the owner",)),
    ("settled", "reviewed"): Way(who=("the owner",), needs_reason=True),
    ("reviewed", "reviewed"): Way(who=("the owner",), needs_reason=True),
}

LIVE: frozenset[State] = frozenset({"running", "paused"})
"""Cases are in it, and their outcomes are counted."""

OPEN: frozenset[State] = frozenset({"registered", "approved", "running", "paused"})
"""Its places in the service are taken: no other step may change the same."""

ENDED: frozenset[State] = frozenset(
    {
        "stopped_for_harm",
        "broken",
        "kept",
        "not_kept",
        "could_not_tell",
        "withdrawn",
        "spreading",
        "settled",
        "reviewed",
    }
)

SAID: Mapping[State, str] = {
    "draft": "draft",
    "registered": "waiting to be approved",
    "approved": "approved, not started",
    "running": "running",
    "paused": "paused",
    "stopped_for_harm": "stopped: it did harm",
    "broken": "broken: chance was not fair",
    "kept": "kept",
    "not_kept": "put back",
    "could_not_tell": "could not tell: put back",
    "withdrawn": "withdrawn",
    "spreading": "kept, and spreading",
    "settled": "kept, part of the service",
    "reviewed": "kept, looked at again",
}


class StepSaysNo(Exception):
    """The step is not in a state for this, or it is not for this person. The text says what stands and what to do."""


def permit(before: State, to: State) -> Way:
    """The way from one state to another. Raises StepSaysNo where there is none."""
    way = TRANSITIONS.get((before, to))
    if way is None:
        raise StepSaysNo(f"This step is {SAID[before]}, so it cannot become: {SAID[to]}.")
    return way
