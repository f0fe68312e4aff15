"""What a definition gives to the rules: rules, tables, and constants with their sources."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from footpath.rules.types import Type


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a table: a unary test for each column (None means “is null”), and what it gives."""

    when: tuple[str | None, ...]
    then: tuple[str, ...]
    note: str = ""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A decision table. `given` are FEEL expressions, usually names; `gives` names the outputs if there are several."""

    hit: str
    given: tuple[str, ...]
    gives: tuple[str, ...] = ()
    rows: tuple[Row, ...]


type Rule = str | Table


class Constant(msgspec.Struct, frozen=True):
    """A figure or list of the definition, where it was read, and since when it is in force."""

    value: Any
    source: str | None = None
    since: date | None = None
    type: Type | None = None


class Dated(msgspec.Struct, frozen=True):
    """A figure that changes: from each date on another value holds. The value in force on the day is used."""

    series: Sequence[tuple[date | None, Any, str | None]]
    type: Type | None = None

    def on(self, day: date) -> Constant | None:
        """The value in force on a day; None before the first."""
        best: Constant | None = None
        for since, value, source in self.series:
            if since is not None and since > day:
                continue
            if best is None or best.since is None or (since is not None and since >= best.since):
                best = Constant(value, source, since, self.type)
        return best
