"""Where somebody goes next."""

import msgspec

from footpath.definition.service import Edition, Exit
from footpath.journey.way import Way


class AskAt(msgspec.Struct, frozen=True, kw_only=True):
    """A page of questions; of a list, the one numbered `item` from 0, or the list itself without it.

    `changing` is somebody who came from the check-answers page and goes back there.
    """

    page: str
    item: int | None = None
    changing: bool = False


class ExitAt(msgspec.Struct, frozen=True, kw_only=True):
    """The service is not for them, and this says why and what they can do."""

    exit: Exit


class CheckAt(msgspec.Struct, frozen=True, kw_only=True):
    """All is answered: check and send."""


type Where = AskAt | ExitAt | CheckAt


def where_now(way: Way) -> Where:
    """Where somebody stands who comes back: at an exit, at the first page that needs an answer, or at the check."""
    if way.exit is not None:
        return ExitAt(exit=way.exit)
    if way.here is not None:
        return AskAt(page=way.here, item=way.item)
    return CheckAt()


def next_where(edition: Edition, way: Way, *, after: str, changing: bool, another: bool | None) -> Where:
    """Where somebody goes who has answered the page `after`.

    After one of a list comes the list, which asks whether there is another: `another` is its answer, and None when
    the page was not a list's own. Who changes an answer goes back to the check, by way of what has become necessary.
    """
    if way.exit is not None:
        return ExitAt(exit=way.exit)
    page = edition.service.page(after)
    question = page.questions[0] if page is not None else None
    if question is not None and question.kind == "repeat" and after in way.pages and another is not False:
        held = way.in_use.get(question.id)
        items = len(held) if isinstance(held, list) else 0
        return AskAt(page=after, item=items if another else None, changing=changing)
    if not changing and after in way.pages and after != way.pages[-1]:
        return AskAt(page=way.pages[way.pages.index(after) + 1])
    if way.here is not None:
        return AskAt(page=way.here, item=way.item, changing=changing)
    return CheckAt()
