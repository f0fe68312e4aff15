"""The world of a running installation: every port with the adapter that stands behind it."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache

from django.conf import settings

from footpath.adapters.files.store import FileStore
from footpath.adapters.notify.mailers import MAILERS
from footpath.adapters.outbox import DatabaseOutbox
from footpath.adapters.records.database import Database
from footpath.adapters.records.doing import DatabaseDoing
from footpath.adapters.records.editions import DatabaseEditions
from footpath.adapters.records.observations import DatabaseObservations
from footpath.adapters.records.packs import DatabasePacks
from footpath.adapters.records.plans import DatabasePlans
from footpath.adapters.records.records import DatabaseRecords
from footpath.adapters.records.standards import DatabaseStandards
from footpath.adapters.records.steps import DatabaseSteps
from footpath.definition.load import load_service
from footpath.definition.service import Edition
from footpath.ports import (
    Chance,
    Clock,
    Doing,
    Editions,
    Keys,
    Links,
    Mailer,
    Observations,
    Outbox,
    Packs,
    Plans,
    Records,
    Standards,
    Steps,
    World,
)
from footpath.site.clock import uk_today


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return uk_today()


class SystemChance:
    def bytes(self, count: int) -> bytes:
        return secrets.token_bytes(count)


class InstallationKeys:
    """HMAC-SHA256 by SECRET_KEY, then by each of SECRET_KEY_FALLBACKS."""

    def sealed(self, words: str) -> Sequence[str]:
        return tuple(_sealed(key, words) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def _sealed(key: str, words: str) -> str:
    # The prefix keeps it apart from everything Django signs with the same key.
    mac = hmac.new(key.encode(), b"footpath.sealed\0" + words.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mac.digest()[:16]).decode().rstrip("=")


class SiteLinks:
    """At the address people type, whatever host this request came to: nobody's Host header gets into an email."""

    def draft(self, *, authority: str, service: str, case: str, secret: str) -> str:
        return f"{settings.ADDRESS.url}/{_slug(authority)}/{_slug(service)}/{case}/return/{secret}"

    def case(self, *, authority: str, case: str, secret: str) -> str:
        return f"{settings.ADDRESS.url}/case/{_slug(authority)}/{case}/return/{secret}"

    def asked(self, *, authority: str, case: str, secret: str) -> str:
        return f"{settings.ADDRESS.url}/case/{_slug(authority)}/{case}/asked/{secret}"


def _slug(id_: str) -> str:
    return id_.replace("_", "-")


class UnreadableEdition(Exception):
    """A definition that was published cannot be read by this version of Footpath. It says why, and nothing is lost."""


def compile_edition(source: str, file: str) -> Edition:
    loaded = load_service(source, file=file)
    if isinstance(loaded, tuple):
        raise UnreadableEdition("; ".join(str(fault) for fault in loaded))
    return loaded


@dataclass(kw_only=True)  # a protocol's attributes can be set, so frozen would not be one
class SiteWorld:
    """ports.World. It holds no connection and no transaction, so threads share it."""

    database: Database
    editions: Editions
    standards: Standards
    records: Records
    steps: Steps
    observations: Observations
    plans: Plans
    doing: Doing
    packs: Packs
    outbox: Outbox
    mailer: Mailer
    clock: Clock = field(default_factory=SystemClock)
    chance: Chance = field(default_factory=SystemChance)
    keys: Keys = field(default_factory=InstallationKeys)
    links: Links = field(default_factory=SiteLinks)

    def together(self) -> AbstractContextManager[None]:
        return self.database.together()


def world_on(alias: str, *, mailer: Mailer | None = None) -> SiteWorld:
    """The world on one of DATABASES."""
    database = Database(alias)
    editions = DatabaseEditions(database, compile_edition)
    return SiteWorld(
        database=database,
        editions=editions,
        standards=DatabaseStandards(database),
        records=DatabaseRecords(database, editions, remove_bytes=_remove_bytes),
        steps=DatabaseSteps(database),
        observations=DatabaseObservations(database),
        plans=DatabasePlans(database),
        doing=DatabaseDoing(database),
        packs=DatabasePacks(database),
        outbox=DatabaseOutbox(alias),
        mailer=mailer or MAILERS[settings.MAIL.partition(":")[0]](settings.HOME),
    )


def _remove_bytes(authority: str, case: str, file: str) -> None:
    FileStore(settings.HOME).remove(authority, case, file)


@cache
def world() -> World:
    return world_on("default")
