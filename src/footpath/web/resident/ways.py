"""Addresses on the way: where a place in the journey is, and where the page before it is."""

from typing import assert_never

from footpath.journey import AskAt, CheckAt, ExitAt, Way, Where
from footpath.web.doors import slug

CHANGING = "change=yes"


def address(path: str, where: Where) -> str:
    """The address of a place in the journey of the case at `path`."""
    match where:
        case AskAt():
            item = "" if where.item is None else f"/{where.item}"
            return f"{path}/{slug(where.page)}{item}{'?' + CHANGING if where.changing else ''}"
        case ExitAt():
            return f"{path}/not-for-you/{slug(where.exit.id)}"
        case CheckAt():
            return f"{path}/check"
        case _:
            assert_never(where)


def here(way: Way) -> Where:
    """Where somebody is who comes back: the page that still needs an answer, else the exit, else the check."""
    if way.exit is not None:
        return ExitAt(exit=way.exit)
    if way.here is not None:
        return AskAt(page=way.here, item=None, changing=False)
    return CheckAt()


def back_from(path: str, way: Way, page: str) -> str:
    """The page before this one on the way; before the first, the service's own first page."""
    before = way.pages[: way.pages.index(page)] if page in way.pages else way.pages
    if not before:
        return f"{path.rpartition('/')[0]}/"
    return f"{path}/{slug(before[-1])}"
