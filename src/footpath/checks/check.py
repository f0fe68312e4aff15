"""What every check of a definition is: a number, a promise, and a function that finds where it is broken."""

from collections.abc import Callable, Iterable
from typing import Literal

import msgspec

from footpath.checks.subject import Subject

type Level = Literal["error", "warning", "info"]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a check is not met. `path` is the place by id, like pages.home.questions.home.ask."""

    path: str
    wrong: str
    mend: str | None = None  # where this one is mended differently from the check's own line
    level: Level | None = None  # where this one weighs less than the check itself


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One check, as `footpath check` runs it and docs/reference/checks.md describes it."""

    number: str
    level: Level
    says: str  # what a good definition does
    mend: str  # one line on how to mend it
    source: str
    find: Callable[[Subject], Iterable[Found]]

    @property
    def link(self) -> str:
        """Where the check is described."""
        return f"docs/reference/checks.md#check-{self.number}"
