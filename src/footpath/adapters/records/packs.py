"""Evidence packs that came in, in SQLite or PostgreSQL."""

from collections.abc import Sequence

import msgspec

from footpath.adapters.records import models, rows
from footpath.adapters.records.database import Database
from footpath.steps.receiving import Received


class DatabasePacks:
    """ports.Packs."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, received: Received) -> bool:
        self._db.must_be_together()
        with self._db.about(received.authority) as alias:
            _, made = models.PackRow.objects.using(alias).get_or_create(
                authority=received.authority,
                pack=received.pack,
                defaults={"at": received.at, "said": rows.text(received)},
            )
        return made

    def pack(self, authority: str, pack: str) -> Received | None:
        with self._db.about(authority) as alias:
            found = models.PackRow.objects.using(alias).filter(authority=authority, pack=pack).first()
        return None if found is None else msgspec.json.decode(found.said, type=Received)

    def packs(self, authority: str) -> Sequence[Received]:
        with self._db.about(authority) as alias:
            found = models.PackRow.objects.using(alias).filter(authority=authority).order_by("-at", "pack")
            return [msgspec.json.decode(row.said, type=Received) for row in found]
