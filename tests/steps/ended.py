"""A step that has ended, as the records of a world hold it: with its ledgers, and none of its cases."""

from typing import Any

from msgspec.structs import replace

from footpath.casework.journal import NOTHING_BEFORE
from footpath.ports import Counted, World
from footpath.steps.events import Registered
from footpath.steps.journal import chain
from footpath.steps.step import Step, after, begin
from tests.steps.packed import GOOD, tried


def ended(world: World, places: Any = GOOD, **other: Any) -> Step:
    step, counting, events = tried(places, **other)
    offered = world.editions.offered(step.authority, step.registration.service)
    if offered is not None:  # what it was made to is there to be read
        events = [replace(events[0], editions=dict.fromkeys(places, (offered.hash, offered.hash))), *events[1:]]
    entries = chain(events, authority=step.authority, step=step.id, seq=0, head=NOTHING_BEFORE)
    first = entries[0].event
    assert isinstance(first, Registered)
    held = begin(first, authority=step.authority, head=entries[0].hash, salt="5a" * 32)
    with world.together():
        world.steps.add(held, entries[0])
        for entry in entries[1:]:
            now = after(held, entry.event, head=entry.hash)
            world.steps.write(now, [entry], seen=held.seq)
            held = now
        world.steps.count(held, [], Counted(number=1, digest="ef" * 32, ledgers=counting.data()), [])
    return held
