"""What is wrong with a rule, said to the person who writes it."""

from typing import Literal

import msgspec


class RuleFault(msgspec.Struct, frozen=True, kw_only=True):
    """One fault: where, what was found, what was expected, what to try. Line and column count from 1."""

    rule: str
    offset: int
    line: int
    column: int
    found: str
    expected: str
    suggestion: str = ""
    severity: Literal["error", "warning"] = "error"
    # A place may take an option out of a service that it shares, and the shared rule about it stays as it is. So this
    # is a warning there, and an error in a service that is all in one hand.
    locally_fine: bool = False
    row: int = 0  # of a table, from 1; 0 where it is no row's
    cell: int | None = None  # of that row, or of the columns where it is no row's, from 0; None for a whole row

    @property
    def says(self) -> str:
        """The fault as a sentence or two for a person."""
        place = f"{f'In {self.rule}, line' if self.rule else 'Line'} {self.line}, column {self.column}: "
        text = f"{place}found {self.found}, but expected {self.expected}."
        return f"{text} {self.suggestion}" if self.suggestion else text


class InTable(msgspec.Struct, frozen=True):
    """A part of a table, and how a fault says it. Rows count from 1, cells from 0."""

    row: int = 0
    cell: int | None = None
    says: str = ""

    @classmethod
    def in_column(cls, at: int, text: str) -> "InTable":
        return cls(0, at, f" in the column {text}")

    @classmethod
    def in_cell(cls, row: int, at: int, column: str) -> "InTable":
        return cls(row, at, f" in row {row}, column {column}")

    @classmethod
    def in_value(cls, row: int, at: int) -> "InTable":
        return cls(row, at, f" in row {row}, what it gives")


class MayBeNull(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a rule that can come to null though all it looks at is there."""

    why: str
    when: str = ""  # the condition that tells, as a rule; empty for a table
    row: int = 0  # of a table, from 1, that gives null; 0 where no row holds
    mend: str = ""  # what to write, where it is not a test of that condition


class Wrong(Exception):
    """Raised while a rule is read; becomes a RuleFault where the rule's name is known."""

    def __init__(self, at: int, found: str, expected: str, suggestion: str = "") -> None:
        super().__init__(found, expected)
        self.at = at
        self.found = found
        self.expected = expected
        self.suggestion = suggestion


def fault_at(
    rule: str,
    text: str,
    at: int,
    found: str,
    expected: str,
    suggestion: str = "",
    severity: Literal["error", "warning"] = "error",
    *,
    locally_fine: bool = False,
    place: InTable = InTable(),  # noqa: B008 -- it is frozen
) -> RuleFault:
    at = min(at, len(text))
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return RuleFault(
        rule=rule,
        offset=at,
        line=line,
        column=column,
        found=found + place.says,
        expected=expected,
        suggestion=suggestion,
        severity=severity,
        locally_fine=locally_fine,
        row=place.row,
        cell=place.cell,
    )
