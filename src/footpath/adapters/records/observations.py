"""Notes from the street, in SQLite or PostgreSQL: each until its words are due to go, and then what is left of it."""

from collections.abc import Sequence
from datetime import date

import msgspec

from footpath.adapters.records import models, rows
from footpath.adapters.records.database import EVERY, Database
from footpath.steps.observing import Observation


class DatabaseObservations:
    """ports.Observations."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, authority: str, note: Observation) -> bool:
        self._db.must_be_together()
        with self._db.about(authority) as alias:
            held = models.ObservationRow.objects.using(alias)
            # Two windows may send the same note at once: the key decides, and no error is made of it.
            _, made = held.get_or_create(authority=authority, id=note.id, defaults=_fields(note))
        return bool(made)

    def observation(self, authority: str, note: str) -> Observation | None:
        with self._db.about(authority) as alias:
            found = models.ObservationRow.objects.using(alias).filter(authority=authority, id=note).first()
        return None if found is None else _note(found)

    def of_service(self, authority: str, service: str) -> Sequence[Observation]:
        with self._db.about(authority) as alias:
            held = models.ObservationRow.objects.using(alias).filter(authority=authority, service=service)
            return [_note(row) for row in held.order_by("-month", "id")]

    def save(self, authority: str, note: Observation) -> None:
        self._db.must_be_together()
        with self._db.about(authority) as alias:
            held = models.ObservationRow.objects.using(alias).filter(authority=authority, id=note.id)
            changed = held.update(**_fields(note))
        assert changed, "a note is saved where it was added"

    def due(self, today: date) -> Sequence[tuple[str, Observation]]:
        with self._db.about(EVERY) as alias:
            held = models.ObservationRow.objects.using(alias).filter(forget__isnull=False, forget__lte=today)
            return [(row.authority, _note(row)) for row in held.order_by("authority", "id")]


def _fields(note: Observation) -> dict[str, str | date | None]:
    return {
        "service": note.service,
        "page": note.page,
        "month": note.month,
        "forget": None if note.forgotten else note.keep_until,
        "said": rows.text(note),
    }


_NOTE = msgspec.json.Decoder(Observation)


def _note(row: models.ObservationRow) -> Observation:
    return _NOTE.decode(row.said)
