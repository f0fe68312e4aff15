"""Addresses on the way: where a place in the journey is, and where the page before it is."""

from typing import assert_never

from footpath.journey import AskAt, CheckAt, ExitAt, Way, Where, where_now
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


def address_now(path: str, way: Way) -> str:
    """Where somebody goes on who comes back, or who is where they cannot be."""
    return address(path, where_now(way))


def back_from(path: str, way: Way, page: str | None) -> str:
    """The page before this one on the way; the last one, when it is none of them. Before the first: the start."""
    before = way.pages[: way.pages.index(page)] if page in way.pages else way.pages
    return f"{path}/{slug(before[-1])}" if before else f"{path.rpartition('/')[0]}/"
