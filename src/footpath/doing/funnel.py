"""Where people stop: page by page, how many came to it, and what became of them there."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import msgspec

from footpath.doing.tally import OnPage, Tally
from footpath.doing.walked import CHECK


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A page. Who came to it went on, stopped there, is still there, or left by an exit: each is one of the four.

    Only who was led to a page came to it, so that a page for few is never set against all.
    """

    page: str
    came: int
    went_on: int
    stopped: int
    here: int
    exits: Mapping[str, int]
    changed: int
    half_took: int | None  # the place in TOOK up to which half of them took for their first answer
    most_took: int | None  # nine of ten
    items: Decimal | None  # how many there are on a list, on average

    @property
    def left_by_exit(self) -> int:
        return sum(self.exits.values())


def funnel(tally: Tally, pages: Iterable[str]) -> tuple[Row, ...]:
    """`pages` are those of the edition shown, in its order; others that somebody came to follow, then the check."""
    known = [page for page in pages if page != CHECK]
    others = sorted(page for page in tally.pages if page not in known and page != CHECK)
    return tuple(_row(page, tally.pages.get(page, OnPage())) for page in (*known, *others, CHECK))


def _row(page: str, on: OnPage) -> Row:
    lists = sum(on.items.values())
    items = sum(number * times for number, times in on.items.items())
    return Row(
        page=page,
        came=on.came,
        went_on=on.went_on,
        stopped=on.stopped,
        here=on.here,
        exits=dict(sorted(on.exits.items())),
        changed=on.changed,
        half_took=up_to(on.took, of_100=50),
        most_took=up_to(on.took, of_100=90),
        items=(Decimal(items) / lists).quantize(Decimal("0.1")) if lists else None,
    )


def up_to(took: Mapping[int, int], *, of_100: int) -> int | None:
    """The place up to which so many of 100 took; None where nobody has."""
    all_, so_far = sum(took.values()), 0
    for place in sorted(took):
        so_far += took[place]
        if so_far * 100 >= all_ * of_100:
            return place
    return None


def most_stop_at(rows: Iterable[Row]) -> Row | None:
    """The page at which more people have stopped than at any other; the earlier of two. None where nobody has."""
    return max((row for row in rows if row.stopped), key=lambda row: row.stopped, default=None)
