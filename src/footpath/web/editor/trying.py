"""What a rule gives in each example: now, and as somebody has typed it."""

from typing import Any

import msgspec

from footpath.definition.changes.tree import text_of
from footpath.definition.service import Edition
from footpath.journey.examples import day_of, run_examples
from footpath.journey.trying import try_data
from footpath.rules import UNKNOWN, NotAValue, OverBudget


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """One example. `then` is what the rule would give; `wrong` what the example expects and would not be so."""

    name: str
    now: str
    then: str = ""
    wrong: str = ""


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """`rows`: where something would be otherwise come first. `typed`: something was tried."""

    rule: str
    rows: tuple[Tried, ...]
    typed: bool = False

    @property
    def differ(self) -> int:
        return sum(row.now != row.then for row in self.rows) if self.typed else 0

    @property
    def fail(self) -> int:
        return sum(bool(row.wrong) for row in self.rows)


def trial(rule: str, now: Edition, then: Edition | None = None) -> Trial:
    """Every example of the service, by the rule as it is and, where somebody has typed another, by that."""
    before = _given(rule, now)
    after = _given(rule, then) if then is not None else {}
    wrong = {each.name: " ".join(each.wrong) for each in run_examples(then)} if then is not None else {}
    rows = [
        Tried(name=name, now=value, then=after.get(name, ""), wrong=wrong.get(name, ""))
        for name, value in before.items()
    ]
    rows.sort(key=lambda row: (not row.wrong, row.now == row.then) if then is not None else (True, True))
    return Trial(rule=rule, rows=tuple(rows), typed=then is not None)


def _given(rule: str, edition: Edition) -> dict[str, str]:
    found = {}
    for example in edition.service.examples:
        try:
            tried = try_data(edition, example.answers, on=day_of(edition, example))
            found[example.name] = _said(tried.way.findings.value(rule))
        except (OverBudget, NotAValue) as stopped:
            found[example.name] = str(stopped)
    return found


def _said(value: Any) -> str:
    if value is UNKNOWN:
        return "Not known yet"
    if value is None:
        return "Nothing"
    if isinstance(value, list | tuple):
        return ", ".join(_said(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_said(each)}" for key, each in value.items())
    return text_of(value)
