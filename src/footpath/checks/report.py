"""Runs every check on an edition and reports what was found."""

from collections.abc import Mapping, Sequence
from math import floor
from pathlib import Path
from typing import Any

import msgspec

from footpath.checks.check import Check
from footpath.checks.subject import Subject, rule_place
from footpath.definition.changes import Adaptation, Change, Place, adapted, inside
from footpath.definition.load import load_file
from footpath.definition.service import Edition
from footpath.journey import ExampleResult
from footpath.values import Fault

# What one of each leaves of the score. An error costs more than three warnings; however many there are, one fewer is
# always better, which a sum that stops at zero would not show.
LEAVES = {"error": 0.85, "warning": 0.96, "info": 0.99}


class CheckReport(msgspec.Struct, frozen=True, kw_only=True):
    """Everything found in one definition, in the order of the file."""

    file: str
    faults: tuple[Fault, ...]
    score: int
    examples: tuple[ExampleResult, ...]
    edition: str | None = None  # the hash of what was checked; None where it could not be read


def score(faults: tuple[Fault, ...]) -> int:
    """100 when nothing is found; otherwise 100 × 0.85 for each error × 0.96 for each warning × 0.99 for each note."""
    left = 100.0
    for fault in faults:
        left *= LEAVES[fault.level]
    return floor(left)


def run_checks(
    edition: Edition,
    checks: Mapping[str, Check],
    *,
    standard: Edition | None = None,
    changes: Sequence[Change] = (),
    local: bool = False,
) -> CheckReport:
    """`standard` and `changes`: what it was made of, where it is an authority's own. `local`: that it is one, where
    what it was made of is not at hand."""
    subject = Subject(edition, standard=standard, changes=changes)
    faults = [
        Fault(
            file=edition.file,
            line=place.line,
            column=place.column,
            path=found.path.removesuffix(".en"),
            wrong=found.wrong,
            mend=found.mend or check.mend,
            check=check.number,
            level=found.level or check.level,
        )
        for check in checks.values()
        for found in check.find(subject)
        for place in (edition.position(found.path),)
    ]
    # What the rules' own checks found.
    faults += edition.warnings
    own = standard is None and not local
    faults += [fault if own else msgspec.structs.replace(fault, level="warning") for fault in edition.locally_fine]
    return _report(edition.file, tuple(faults), subject.examples, edition.hash)


def run_checks_on_file(path: Path | str, checks: Mapping[str, Check]) -> CheckReport:
    """Loads a file and checks it. What the loader finds is reported the same way, with a score of 0."""
    edition = load_file(Path(path))
    if isinstance(edition, Edition):
        return run_checks(edition, checks)
    return CheckReport(file=str(path), faults=_sorted(edition), score=0, examples=())


def run_checks_on_adaptation(adaptation: Adaptation, standard: Edition, checks: Mapping[str, Check]) -> CheckReport:
    """What the changes of a file bring about: faults that the standard has by itself are its owner's.

    Each stands where the change stands that it comes from.
    """
    made = adapted(standard, adaptation.changes, file=adaptation.file, places=adaptation.places)
    if not isinstance(made, Edition):
        return CheckReport(file=adaptation.file, faults=_sorted(made), score=0, examples=())
    found = run_checks(made, checks, standard=standard, changes=adaptation.changes)
    known = {(fault.check, fault.path, fault.wrong) for fault in run_checks(standard, checks).faults}
    faults = []
    for fault in found.faults:
        if (fault.check, fault.path, fault.wrong) in known:
            continue
        at = _change_behind(fault, adaptation, made)
        faults.append(msgspec.structs.replace(fault, file=adaptation.file, line=at.line, column=at.column))
    return _report(adaptation.file, tuple(faults), found.examples, made.hash)


def _change_behind(fault: Fault, adaptation: Adaptation, made: Edition) -> Place:
    """Where the change stands that a fault comes from: at its own place, or at something that its rule looks at."""
    changes = list(zip(adaptation.changes, adaptation.places, strict=True))
    for change, place in changes:
        if inside(fault.path, change.path) or inside(change.path, fault.path):
            return place
    book = made.rules
    keys = [key for key in book.order if inside(fault.path, rule_place(key).removesuffix(".en"))]
    used = set().union(*(book.uses(key) | book.needs(key) for key in keys))
    for change, place in changes:
        if used.intersection(change.path.split(".")):
            return place
    return adaptation.places[0] if len(changes) == 1 else Place(1, 1)


def _report(file: str, faults: tuple[Fault, ...], examples: tuple[ExampleResult, ...], edition: str) -> CheckReport:
    return CheckReport(file=file, faults=_sorted(faults), score=score(faults), examples=examples, edition=edition)


def _sorted(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: (fault.line, fault.column, fault.check.zfill(3), fault.wrong)))


def link(check: str) -> str:
    """Where a check is described."""
    return f"docs/reference/checks.md#check-{check}"


def report_json(report: CheckReport) -> dict[str, Any]:
    """The report as JSON has it."""
    return {
        "file": report.file,
        "edition": report.edition,
        "score": report.score,
        "errors": _count(report, "error"),
        "warnings": _count(report, "warning"),
        "faults": [{**msgspec.to_builtins(fault), "link": link(fault.check)} for fault in report.faults],
        "examples": [msgspec.to_builtins(example) for example in report.examples],
    }


def report_text(report: CheckReport) -> str:
    """The report for a terminal: a line for each fault, how to mend it under it, and the score at the end."""
    lines = []
    for fault in report.faults:
        lines.append(f"{fault.file}:{fault.line}:{fault.column}: {fault.level} {fault.check}: {fault.wrong}")
        if fault.mend:
            lines.append(f"    {fault.mend} ({link(fault.check)})")
    said = [_some(_count(report, "error"), "error"), _some(_count(report, "warning"), "warning")]
    if notes := _count(report, "info"):
        said.append(_some(notes, "note"))
    if report.examples:
        passed = sum(example.passed for example in report.examples)
        said.append(f"{passed} of {_some(len(report.examples), 'example')} pass")
    lines.append(f"{report.file}: {report.score} / 100: {', '.join(said)}")
    return "\n".join(lines)


def _count(report: CheckReport, level: str) -> int:
    return sum(fault.level == level for fault in report.faults)


def _some(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count or 'no'} {what}s"
