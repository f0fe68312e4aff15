"""What people wrote about a service, by page: read by nobody before it was looked through for what names somebody."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from footpath.casework.days import uk_day
from footpath.casework.events import Answered, AnyEvent, Moved, Started
from footpath.definition.service import Edition, Page
from footpath.ports import World
from footpath.steps.asked import FEWEST_STAFF, FromResident, FromStaff, Moment
from footpath.steps.screening import screen
from footpath.values import Lang, Words, content_hash

MOST = 500
"""So many of the newest are read: more is for a search, and not for a page."""


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """What one resident wrote. `month` is its first day: a day would say whose it is to whoever had the case."""

    words: str
    moment: Moment
    month: str  # like 2026-05
    lang: Lang


class PageWords(msgspec.Struct, frozen=True, kw_only=True):
    """`page` is None for the whole service."""

    page: str | None
    title: Words | None
    heard: tuple[Heard, ...]


class WordsHeard(msgspec.Struct, frozen=True, kw_only=True):
    """`held_back` was stored before it was known how to find what it holds; `sent_back` never was. Both by kind.

    `staff` is in no order that would tell who wrote first, and empty where fewer than five people wrote.
    """

    pages: tuple[PageWords, ...]
    held_back: Mapping[str, int]
    sent_back: Mapping[str, int]
    staff: tuple[str, ...]
    few_staff: bool  # somebody at work wrote something, and too few did
    more: bool  # there are older ones than these

    @property
    def count(self) -> int:
        return sum(len(group.heard) for group in self.pages)


def words_by_page(world: World, *, authority: str, service: str, since: datetime, until: datetime) -> WordsHeard:
    """From one time until before another: pages in the order of the service as it is offered, the whole service last.

    Each is under the page that its writer went back to and answered again most often; where there is none, it is about
    the whole service. That is all a journal says of where somebody struggled, and nobody is asked it.
    """
    said = world.steps.words_said(authority, service, most=MOST, since=since, until=until)
    held_back = Counter(found[0].kind for each in said if (found := screen(_text(each))))
    clean = [each for each in said if not screen(_text(each))]
    staff = [each for each in clean if isinstance(each, FromStaff)]
    enough = len({each.by for each in staff}) >= FEWEST_STAFF
    return WordsHeard(
        pages=_pages(world, authority, service, [each for each in clean if isinstance(each, FromResident)]),
        held_back=dict(sorted(held_back.items())),
        sent_back=world.steps.sent_back(authority, service, since=uk_day(since), until=uk_day(until)),
        staff=tuple(sorted((each.words for each in staff), key=content_hash)) if enough else (),
        few_staff=bool(staff) and not enough,
        more=len(said) == MOST,
    )


def _text(said: FromResident | FromStaff) -> str:
    return said.improve if isinstance(said, FromResident) else said.words


def _pages(world: World, authority: str, service: str, said: Sequence[FromResident]) -> tuple[PageWords, ...]:
    journals = world.steps.journals([(authority, each.case) for each in said])
    offered = world.editions.offered(authority, service)
    groups: dict[str | None, list[Heard]] = {}
    titles: dict[str | None, Words | None] = {None: None}
    for each in said:
        events = journals[authority, each.case]
        page = _page(page_of(events), offered, world, events)
        id_ = page.id if page else None
        titles.setdefault(id_, page.title if page else None)
        heard = Heard(words=each.improve, moment=each.moment, month=f"{uk_day(each.at):%Y-%m}", lang=each.lang)
        groups.setdefault(id_, []).append(heard)
    order = {page.id: place for place, page in enumerate(offered.service.pages)} if offered else {}
    # What is offered no more stands before the whole service: it is still a page that somebody struggled with.
    ids = sorted(groups, key=lambda id_: (id_ is None, order.get(id_ or "", len(order)), id_ or ""))
    return tuple(PageWords(page=id_, title=titles[id_], heard=tuple(groups[id_])) for id_ in ids)


def page_of(events: Iterable[AnyEvent]) -> str | None:
    """The page that was answered again most often, and of several the last. One more on a list is no second answer."""
    seen: set[tuple[str, int | None]] = set()
    again: dict[str, tuple[int, int]] = {}  # by page: how often, and when last
    for place, event in enumerate(events):
        if isinstance(event, Answered):
            if (event.page, event.item) in seen:
                again[event.page] = (again.get(event.page, (0, 0))[0] + 1, place)
            seen.add((event.page, event.item))
    return max(again, key=lambda page: again[page]) if again else None


def _page(id_: str | None, offered: Edition | None, world: World, events: Sequence[AnyEvent]) -> Page | None:
    """As it is offered now; where it is no more, as this case had it."""
    if id_ is None:
        return None
    now = offered.service.page(id_) if offered else None
    had = [event.edition for event in events if isinstance(event, Started | Moved)]
    return now or world.editions.edition(had[-1]).service.page(id_)
