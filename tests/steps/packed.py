"""Evidence packs as tests use them: a step tried in some places by made-up people, and kept."""

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from footpath.evidence import Before
from footpath.exchange import PrivateKey, new_key, sign
from footpath.steps.counting import Counting
from footpath.steps.events import Approved, Begun, Registered, StepDecided, Verdict
from footpath.steps.pack import KIND, Base, Pack, make_pack
from footpath.steps.registration import fingerprint
from footpath.steps.step import Step
from tests.steps.promised import MONDAY, NORTH, promised, step_of

KEY = new_key()
BASE = Base(service="permit", version=3, edition="ab" * 32)


def tried(
    places: Mapping[str, tuple[int, float, float]],
    *,
    home: str = NORTH,
    decision: Verdict | None = "kept",
    seed: int = 1,
    **other: Any,
) -> tuple[Step, Counting, Sequence[Any]]:
    """`places`: how many people, and the share that finishes with the old and with the new version."""
    said = promised(**{"authorities": tuple(places), **other})
    before = {place: Before(cases=50, total=30.0, squares=30.0) for place in places}
    events: list[Any] = [
        Registered(
            at=MONDAY,
            by=f"staff:{said.proposer}",
            registration=said,
            fingerprint=fingerprint(said),
            editions=dict.fromkeys(places, ("aa" * 32, "bb" * 32)),
        ),
        Approved(at=MONDAY, by="staff:mia"),
        Begun(at=MONDAY, by="clock", before={said.measure: before}, new_of_2000={"50": 1004}),
    ]
    counting = Counting(step_of(*events, authority=home))
    chance = random.Random(seed)
    for place, (people, old, new) in places.items():
        for number in range(people):
            arm = "B" if chance.random() < 0.5 else "A"
            done = chance.random() < (new if arm == "B" else old)
            counting.add(
                {said.measure: "1" if done else "0", "staff_contact": "1", "no_errors": "1"},
                authority=place,
                arm=arm,
                percent=50,
                entered=MONDAY + timedelta(days=20, minutes=number),
                number=number + 1,
            )
    if decision is not None:
        events.append(
            StepDecided(
                at=MONDAY + timedelta(days=60),
                by="staff:mia",
                decision=decision,
                rule_said="Keep it.",
                because="More people finish",
                departs=False,
                evidence={"by_authority": {"secret": 3}},
                log_digest="cd" * 32,
            )
        )
    return step_of(*events, authority=home), counting, events


GOOD = {NORTH: (400, 0.6, 0.72), "barset_south": (300, 0.55, 0.7), "ryedale": (300, 0.6, 0.7)}


def packed(
    places: Mapping[str, tuple[int, float, float]] = GOOD, *, themes: Sequence[str] = (), staff: int = 5, **other: Any
) -> Pack:
    step, counting, events = tried(places, **other)
    base = replace(BASE, service=step.registration.service)
    made = make_pack(step, counting, events, base=base, log_digest="ef" * 32, staff=staff, themes=themes)
    assert isinstance(made, Pack), made
    return made


def signed(pack: Pack, key: PrivateKey = KEY) -> bytes:
    return sign(pack, kind=KIND, from_=pack.home, key=key)
