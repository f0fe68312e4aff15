"""Standards, adaptations and drafts of them, in SQLite or PostgreSQL."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from django.db import IntegrityError
from django.db.models import F, OuterRef, Subquery

from footpath.adapters.records import models
from footpath.adapters.records.database import EVERY, Database, time_out
from footpath.definition.changes import Change, Decision, Draft, Kept, Standard, changes_data, changes_from_data
from footpath.definition.changes.change import data_of, value_of
from footpath.ports import DifferentStandard, StaleDraft


class DatabaseStandards:
    """ports.Standards."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # Standards belong to everybody.

    def add(self, standard: Standard) -> bool:
        self._db.must_be_together()
        there = self.standard(standard.service, standard.version)
        if there is not None:
            if there.edition != standard.edition:
                raise DifferentStandard(standard.name)
            return False
        models.StandardRow.objects.using(self._db.alias).create(
            service=standard.service,
            version=standard.version,
            edition=standard.edition,
            changes=_text(standard.changes),
            by=standard.by,
            because=standard.because,
            at=standard.at,
        )
        return True

    def standard(self, service: str, version: int) -> Standard | None:
        found = models.StandardRow.objects.using(self._db.alias).filter(service=service, version=version).first()
        return None if found is None else _standard(found)

    def versions(self, service: str | None = None) -> Sequence[Standard]:
        found = models.StandardRow.objects.using(self._db.alias).order_by("service", "version")
        return [_standard(row) for row in (found if service is None else found.filter(service=service))]

    # Adaptations are their authority's own.

    def adaptation(self, authority: str, service: str) -> Kept | None:
        with self._db.about(authority) as alias:
            held = models.Adaptation.objects.using(alias).filter(authority=authority, service=service)
            found = held.order_by("-seq").first()
        return None if found is None else _kept(found)

    def adaptation_of(self, authority: str, edition: str) -> Kept | None:
        with self._db.about(authority) as alias:
            held = models.Adaptation.objects.using(alias).filter(authority=authority, edition=edition)
            found = held.order_by("-seq").first()
        return None if found is None else _kept(found)

    def adaptations(self, *, authority: str | None = None, service: str | None = None) -> Sequence[Kept]:
        with self._db.about(EVERY if authority is None else authority) as alias:
            held = models.Adaptation.objects.using(alias)
            later = held.filter(authority=OuterRef("authority"), service=OuterRef("service")).order_by("-seq")
            found = held.annotate(newest=Subquery(later.values("seq")[:1])).filter(seq=F("newest"))
            if authority is not None:
                found = found.filter(authority=authority)
            if service is not None:
                found = found.filter(service=service)
            return [_kept(row) for row in found.order_by("service", "authority")]

    def keep(self, kept: Kept, *, seen: int | None) -> None:
        self._db.must_be_together()
        now = self.adaptation(kept.authority, kept.service)
        if (None if now is None else now.seq) != seen:
            raise StaleDraft(now)
        assert kept.seq == (0 if seen is None else seen + 1), "publications are counted one by one"
        fields: dict[str, Any] = msgspec.structs.asdict(kept) | {"changes": _text(kept.changes)}
        with self._db.about(kept.authority) as alias:
            try:
                models.Adaptation.objects.using(alias).create(**fields)
            except IntegrityError:  # somebody was first by a moment: the primary key has decided
                raise StaleDraft(now) from None

    def draft(self, authority: str, service: str) -> Draft | None:
        with self._db.about(authority) as alias:
            found = models.DraftRow.objects.using(alias).filter(authority=authority, service=service).first()
        return None if found is None else _draft(found)

    def save_draft(self, draft: Draft, *, seen: int) -> None:
        self._db.must_be_together()
        assert draft.seq == seen + 1, "savings are counted one by one"
        fields: dict[str, Any] = {
            "version": draft.version,
            "changes": _text(draft.changes),
            "seq": draft.seq,
            "published": draft.published,
            "to": draft.to,
            "decisions": _decisions_text(draft.decisions),
            "by": draft.by,
            "at": draft.at,
        }
        with self._db.about(draft.authority) as alias:
            held = models.DraftRow.objects.using(alias)
            here = {"authority": draft.authority, "service": draft.service}
            if seen == 0:
                _, written = held.get_or_create(**here, defaults=fields)
            else:
                written = bool(held.filter(**here, seq=seen).update(**fields))
        if not written:
            raise StaleDraft(self.draft(draft.authority, draft.service))

    def discard_draft(self, authority: str, service: str, *, seen: int) -> None:
        self._db.must_be_together()
        with self._db.about(authority) as alias:
            held = models.DraftRow.objects.using(alias).filter(authority=authority, service=service)
            gone, _ = held.filter(seq=seen).delete()
            left = held.exists()
        if not gone and (left or seen):
            raise StaleDraft(self.draft(authority, service))


_JSON = msgspec.json.Encoder()


def _text(changes: Iterable[Change]) -> str:
    return _JSON.encode(changes_data(changes)).decode()


def _changes(text: str) -> tuple[Change, ...]:
    return changes_from_data(msgspec.json.decode(text))


def _decisions_text(decisions: Iterable[Decision]) -> str:
    return _JSON.encode([{**msgspec.structs.asdict(each), "to": data_of(each.to)} for each in decisions]).decode()


def _decisions(text: str) -> tuple[Decision, ...]:
    return tuple(Decision(**{**each, "to": value_of(each["to"])}) for each in msgspec.json.decode(text))


def _standard(row: models.StandardRow) -> Standard:
    return Standard(
        service=row.service,
        version=row.version,
        edition=row.edition,
        changes=_changes(row.changes),
        by=row.by,
        because=row.because,
        at=time_out(row.at),
    )


def _kept(row: models.Adaptation) -> Kept:
    return Kept(
        authority=row.authority,
        service=row.service,
        version=row.version,
        changes=_changes(row.changes),
        seq=row.seq,
        edition=row.edition,
        by=row.by,
        because=row.because,
        at=time_out(row.at),
    )


def _draft(row: models.DraftRow) -> Draft:
    return Draft(
        authority=row.authority,
        service=row.service,
        version=row.version,
        changes=_changes(row.changes),
        seq=row.seq,
        published=row.published,
        to=row.to,
        decisions=_decisions(row.decisions),
        by=row.by,
        at=time_out(row.at),
    )
