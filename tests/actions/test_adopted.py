"""Barset North adopts what Ryedale kept: eight weeks with its own people, and then it is decided as any other step."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from footpath.actions.approve_step import approve_step
from footpath.actions.audit import audit
from footpath.actions.count_outcomes import count_again, counted_of
from footpath.actions.decide_step import decide_step
from footpath.actions.pooled_evidence import evidence_on
from footpath.actions.receive_pack import Done, receive_pack
from footpath.evidence import SharedEffect
from footpath.exchange import Trusted
from footpath.steps.pack import Pack
from footpath.steps.receiving import registration_here
from footpath.steps.review import propose
from footpath.steps.step import Step
from tests.people import NORTH
from tests.steps.living import MIA, counted, now, people_come
from tests.steps.packed import KEY, packed, signed
from tests.steps.promised import HINT
from tests.world import MemoryWorld

# Barset North is settled already: two places elsewhere kept it.
FOUND: dict[str, Any] = {"ryedale": (400, 0.6, 0.72), "whitby": (300, 0.55, 0.68)}


def adopts(world: MemoryWorld, pack: Pack, **other: Any) -> Step:
    said = replace(registration_here(pack, "adopt-and-fit", authority=NORTH, by="ben", owner="mia"), **other)
    done = receive_pack(
        world,
        authority=NORTH,
        envelope=signed(pack),
        trusted=(Trusted(name="ryedale", key=KEY.public),),
        what="adopt-and-fit",
        by="staff:ben",
        because="Our callers ask the same",
        registration=said,
    )
    assert isinstance(done, Done) and done.received.step, done
    step = approve_step(world, home=NORTH, step=done.received.step, by=MIA)
    assert step.state == "running"
    return step


def proposal(world: MemoryWorld, step: Step) -> Any:
    held = now(world, step)
    assert held.begun is not None
    days = (world.clock.now() - held.begun).days
    return propose(held, counted_of(world, held), assignment=1.0, days=days)


def test_after_eight_weeks_its_owner_keeps_it_and_it_becomes_the_service(world: MemoryWorld) -> None:
    step = adopts(world, packed(FOUND, home="ryedale", changes=(HINT,)))
    people_come(world, 40, finish=lambda arm: 0.5 if arm == "A" else 0.7, hours_apart=12)
    world.clock.move(days=29)
    counted(world, step)

    early = proposal(world, step)
    world.clock.move(days=8)
    ripe = proposal(world, step)
    assert count_again(world, home=NORTH, step=step.id)
    done = decide_step(world, home=NORTH, step=step.id, decision="kept", because="It helps here as well", by=MIA)

    assert early.decision is None and "is decided after 8 weeks" in early.why
    assert ripe.decision == "kept" and "40 people here" in ripe.why
    assert isinstance(done, Step) and done.state == "settled"
    record = world.steps.journal(NORTH, step.id)[-2].event
    assert record.departs is False and record.rule_said == "Keep it."  # type: ignore[union-attr]
    assert audit(world).faults == ()


def test_its_own_people_join_the_pool_and_never_what_it_borrowed(world: MemoryWorld) -> None:
    pack = packed(FOUND, home="ryedale", changes=(HINT,))
    step = adopts(world, pack)
    borrowed = step.registration.borrowed
    people_come(world, 30, finish=lambda arm: 0.5, hours_apart=12)
    world.clock.move(days=29)
    counted(world, step)

    known = evidence_on(world, authority=NORTH, trial=pack.trial)

    assert known is not None and known.fit is not None
    assert set(known.pool.authorities) == {NORTH, "ryedale", "whitby"}
    assert now(world, step).registration.borrowed == borrowed
    assert known.fit.expected == counted_of(world, step).expected_here()
    assert known.fit.people == 30


def test_one_that_does_not_help_here_is_put_back_and_nothing_is_left(world: MemoryWorld) -> None:
    offered = world.editions.offered(NORTH, "permit")
    # Others found little, and differ: what is found here counts before it is harm beyond doubt.
    little = SharedEffect(effect=0.1, variance=0.02, between=0.1)
    step = adopts(world, packed(FOUND, home="ryedale", changes=(HINT,)), borrowed=little)
    people_come(world, 90, finish=lambda arm: 0.66 if arm == "A" else 0.5, hours_apart=8)
    world.clock.move(days=29)
    counted(world, step)

    found = proposal(world, step)
    done = decide_step(world, home=NORTH, step=step.id, decision="not_kept", because="It does not help", by=MIA)

    assert (found.decision, found.says) == ("not_kept", "Put it back: here it does not help.")
    assert isinstance(done, Step) and done.state == "not_kept"

    assert not now(world, step).live
    assert world.editions.offered(NORTH, "permit") == offered
    assert now(world, step).ended is not None
    assert world.clock.now() - step.registered > timedelta(weeks=8)
