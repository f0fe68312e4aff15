"""A service manager throws away what they have changed and not published."""

from footpath.ports import World


def discard_draft(world: World, *, authority: str, service: str, seen: int) -> None:
    """Raises StaleDraft where somebody has saved since: nothing of theirs is thrown away unseen."""
    with world.together():
        world.standards.discard_draft(authority, service, seen=seen)
