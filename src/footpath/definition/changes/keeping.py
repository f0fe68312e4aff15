"""What is kept of standards and adaptations: versions, local changes, and what is being changed."""

from datetime import datetime

import msgspec

from footpath.definition.changes.change import Change
from footpath.definition.changes.upgrading import Decision


class Standard(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a standard: never changed, never taken away. `changes` say why it is not the version before."""

    service: str
    version: int
    edition: str
    changes: tuple[Change, ...]
    by: str
    because: str
    at: datetime

    @property
    def name(self) -> str:
        return f"{self.service}@{self.version}"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An authority's adaptation as it stands. `seq` counts its publications; 0 is adopted and not yet published.

    `edition` is what the changes make of the standard, and what residents are offered; None before the first time.
    """

    authority: str
    service: str
    version: int
    changes: tuple[Change, ...]
    seq: int
    edition: str | None
    by: str
    because: str
    at: datetime

    @property
    def adapts(self) -> str:
        return f"{self.service}@{self.version}"


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """Changes that somebody is working on and nobody is served. `seq` grows with every saving; 0 was never saved.

    `version` is that of the standard which the changes are made to. `to` is the version that they are being carried
    to, and `decisions` what has been chosen on the way. `published` is the adaptation's `seq` that the draft began at.
    """

    authority: str
    service: str
    version: int
    changes: tuple[Change, ...]
    seq: int
    published: int
    to: int | None = None
    decisions: tuple[Decision, ...] = ()
    by: str = ""
    at: datetime | None = None
