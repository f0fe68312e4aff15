"""A service manager publishes: from now on new cases run on this edition."""

from footpath.casework.events import Actor
from footpath.definition.service import Edition
from footpath.ports import World


def publish_edition(world: World, *, authority: str, edition: Edition, by: Actor, because: str) -> None:
    """Cases under way stay on theirs. Nothing live changes without an owner and a reason, so both are asked for."""
    assert by and because, "publishing needs an owner and a reason"
    with world.together():
        world.editions.publish(authority, edition, by=by, because=because, at=world.clock.now())
