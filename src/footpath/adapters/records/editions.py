"""Published definitions: by hash for ever, and the one an authority offers now."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import PurePath
from threading import Lock, local

import msgspec
from django.db.models import Max

from footpath.adapters.records import models, rows
from footpath.adapters.records.database import Database
from footpath.definition.service import Edition
from footpath.ports import UntrueEdition
from footpath.values import Words

OFFERS_KEPT_SECONDS = 5.0
"""How long a publication by another process may go unseen. The process that publishes sees it at once."""

MOST_OFFERS_KEPT = 1000
MOST_EDITIONS = 100
MOST_SOURCE_CHARACTERS = 2_000_000
"""What is kept compiled: a usual service has 8,000 characters. Ten thousand editions cost time now and then, and
never memory."""


class NoSuchEdition(LookupError):
    """No edition of this hash was ever published here: the records are damaged, or belong to another installation."""


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """A line of an authority's list of services, for which nothing needs to be compiled."""

    service: str
    title: Words
    edition: str
    version: int
    at: datetime
    by: str
    because: str


class DatabaseEditions:
    """ports.Editions. `compile_` makes an edition of its source and the name of its file."""

    def __init__(self, database: Database, compile_: Callable[[str, str], Edition]) -> None:
        self._db = database
        self._compile = compile_
        self._lock = Lock()
        self._held: OrderedDict[str, Edition] = OrderedDict()
        self._characters = 0
        self._standing: dict[tuple[str, str], tuple[float, str]] = {}
        self._mine = local()  # whether this thread's transaction published anything
        self._stored: set[str] = set()  # hashes of editions that are surely there

    def edition(self, edition_hash: str) -> Edition:
        with self._lock:
            found = self._held.get(edition_hash)
            if found is not None:
                self._held.move_to_end(edition_hash)
                return found
        row = models.EditionRow.objects.using(self._db.alias).filter(hash=edition_hash).first()
        if row is None:
            raise NoSuchEdition(edition_hash)
        made = self._compile(row.source, row.file)
        # A case runs on the edition it was given: were the stored text another one, nothing may be decided by it.
        if made.hash != edition_hash:
            raise UntrueEdition(f"The source of edition {edition_hash} is not what was published. Restore the records.")
        self._hold(made)
        return made

    def _hold(self, edition: Edition) -> None:
        with self._lock:
            if edition.hash not in self._held:
                self._held[edition.hash] = edition
                self._characters += len(edition.source)
            while len(self._held) > 1 and (
                len(self._held) > MOST_EDITIONS or self._characters > MOST_SOURCE_CHARACTERS
            ):
                _, gone = self._held.popitem(last=False)
                self._characters -= len(gone.source)

    def offered(self, authority: str, service: str) -> Edition | None:
        """One look at one row, whatever else the authority offers."""
        with self._lock:
            until, standing = self._standing.get((authority, service), (0.0, ""))
        if time.monotonic() < until:
            return self.edition(standing)
        with self._db.about(authority) as alias:
            offers = models.Offer.objects.using(alias).filter(authority=authority, service=service)
            found = offers.order_by("-number").values_list("edition", flat=True).first()
        if found is None:
            return None
        if not self._db.in_transaction:
            self._mine.published = False
        # What this transaction published itself may yet be undone: it is shown here, and not remembered.
        if not getattr(self._mine, "published", False):
            with self._lock:
                if len(self._standing) >= MOST_OFFERS_KEPT:
                    self._standing.clear()
                self._standing[authority, service] = (time.monotonic() + OFFERS_KEPT_SECONDS, found)
        return self.edition(found)

    def offers(self, authority: str) -> Sequence[Edition]:
        return [self.edition(offer.edition) for offer in self.offered_by(authority)]

    def titles(self, authority: str) -> Mapping[str, Words]:
        return {offer.service: offer.title for offer in self.offered_by(authority)}

    def because(self, authority: str, service: str) -> str:
        with self._db.about(authority) as alias:
            offers = models.Offer.objects.using(alias).filter(authority=authority, service=service)
            return offers.order_by("-number").values_list("because", flat=True).first() or ""

    def offered_by(self, authority: str) -> tuple[Offered, ...]:
        """What an authority offers, in the order in which it began to: for lists, which need nothing compiled."""
        standing: dict[str, models.Offer] = {}
        with self._db.about(authority) as alias:
            # The first of each service in the order of time, then the second of each: a later one takes its place.
            for offer in models.Offer.objects.using(alias).filter(authority=authority).order_by("number", "at"):
                standing[offer.service] = offer
            hashes = {offer.edition for offer in standing.values()}
            rows_ = models.EditionRow.objects.using(alias).defer("source")
            known = {row.hash: row for part in _parts(sorted(hashes)) for row in rows_.filter(hash__in=part)}
        return tuple(
            Offered(
                service=offer.service,
                title=msgspec.json.decode(known[offer.edition].title, type=Words),
                edition=offer.edition,
                version=known[offer.edition].version,
                at=offer.at,
                by=offer.by,
                because=offer.because,
            )
            for offer in standing.values()
        )

    def publish(self, authority: str, edition: Edition, *, by: str, because: str, at: datetime) -> None:
        service = edition.service
        self.keep(edition)
        with self._db.about(authority) as alias:
            held = models.Offer.objects.using(alias)
            last = held.filter(authority=authority, service=service.id).aggregate(last=Max("number"))["last"] or 0
            held.create(
                authority=authority,
                service=service.id,
                number=last + 1,
                edition=edition.hash,
                at=at,
                by=by,
                because=because,
            )
        self._mine.published = True
        self._forget(authority, service.id)
        self._db.after_commit(lambda: self._forget(authority, service.id))

    def keep(self, edition: Edition) -> None:
        assert self._db.in_transaction, "an edition kept outside together()"
        with self._lock:
            if edition.hash in self._stored:
                return
        service = edition.service
        models.EditionRow.objects.using(self._db.alias).get_or_create(
            hash=edition.hash,
            defaults={
                "service": service.id,
                "version": service.version,
                "title": rows.text(service.title),
                "file": PurePath(edition.file).name,
                "source": edition.source,
            },
        )
        self._db.after_commit(lambda: self._remember(edition))

    def _remember(self, edition: Edition) -> None:
        self._hold(edition)
        with self._lock:
            if len(self._stored) >= MOST_OFFERS_KEPT:
                self._stored.clear()
            self._stored.add(edition.hash)

    def _forget(self, authority: str, service: str) -> None:
        with self._lock:
            self._standing.pop((authority, service), None)
        if not self._db.in_transaction:
            self._mine.published = False


def _parts(hashes: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(hashes), 500):
        yield hashes[begin : begin + 500]
