"""One evaluation under way: what it may still spend, what it has looked at, and why something came to nothing."""

from datetime import date, datetime
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from functools import lru_cache
from typing import Any

from footpath.rules.budget import DEFAULT_BUDGET, Budget, OverBudget


@lru_cache(maxsize=16)
def _arithmetic(digits: int, emax: int) -> Context:
    return Context(
        prec=digits,
        rounding=ROUND_HALF_EVEN,
        Emin=1 - emax,
        Emax=emax,
        capitals=1,
        clamp=0,
        flags=[],
        traps=[DivisionByZero, InvalidOperation, Overflow],
    )


def arithmetic(budget: Budget) -> Context:
    """DMN's arithmetic: 34 digits, half-even, an exponent with bounds; impossible operations raise."""
    return _arithmetic(budget.digits, budget.emax).copy()


_REASONS_MOST = 20


class Run:
    """What operations are given. `read` finds the value of a name from outside the rule."""

    __slots__ = ("budget", "calls", "made", "now", "on", "patterns", "reasons", "rows", "seen", "source", "steps")

    def __init__(
        self,
        source: "Source",
        *,
        budget: Budget = DEFAULT_BUDGET,
        on: date | None = None,
        now: datetime | None = None,
    ) -> None:
        self.source = source
        self.budget = budget
        self.on = on
        self.now = now
        self.steps = 0
        self.calls = 0
        self.made = 0
        self.patterns: set[object] = set()  # those whose making was spent
        self.reasons: list[str] = []
        self.seen: dict[str, None] = {}
        self.rows: list[tuple[int, str]] = []

    def read(self, name: str) -> Any:
        self.seen[name] = None
        return self.source.read(name)

    @property
    def heard_enough(self) -> bool:
        """Whether further reasons for null would not be kept."""
        return len(self.reasons) >= _REASONS_MOST

    def null[T](self, reason: str) -> T | None:
        """Null, and why. The first reason of an evaluation is the one that explains the others."""
        if not self.heard_enough:
            self.reasons.append(reason)
        return None  # typed as what the caller may return, so that `return run.null(…)` reads as one thing

    def spend(self, steps: int = 1) -> None:
        self.steps += steps
        if self.steps > self.budget.steps:
            raise OverBudget("steps", self.budget.steps)

    def check_text(self, length: int) -> None:
        if length > self.budget.text:
            raise OverBudget("characters of text", self.budget.text)

    def make(self, size: int) -> None:
        """Counts characters or items that were made: many values, each within bounds, could fill memory."""
        self.made += size
        if self.made > self.budget.output:
            raise OverBudget("characters and items made", self.budget.output)

    def check_items(self, count: int) -> None:
        if count > self.budget.items:
            raise OverBudget("items of a list", self.budget.items)


class Source:
    """Where names from outside a rule are read."""

    __slots__ = ()

    def read(self, name: str) -> Any:
        raise NotImplementedError


class Names(Source):
    """A source that is a plain mapping."""

    __slots__ = ("values",)

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def read(self, name: str) -> Any:
        return self.values.get(name)
