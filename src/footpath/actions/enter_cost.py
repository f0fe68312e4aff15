"""Somebody who answers for a service enters what it costs in a year, where the figure comes from, and why."""

from collections.abc import Mapping

from footpath.casework.events import Actor
from footpath.doing.cost import Cost, read_cost
from footpath.ports import World
from footpath.values import Problem


def enter_cost(
    world: World, *, authority: str, service: str, fields: Mapping[str, str], by: Actor
) -> Cost | tuple[Problem, ...]:
    """What was entered before stays on record. The same twice is once."""
    cost = read_cost(fields, at=world.clock.now(), by=by)
    if isinstance(cost, tuple):
        return cost
    with world.together():
        held = world.doing.costs(authority, service)
        if held and _same(held[-1], cost):
            return held[-1]
        world.doing.enter_cost(authority, service, cost)
    return cost


def _same(one: Cost, other: Cost) -> bool:
    return (one.year_pence, one.since, one.source) == (other.year_pence, other.since, other.source)
