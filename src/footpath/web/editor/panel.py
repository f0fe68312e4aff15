"""What stands beside every page of a change: the changes so far, what is to do, what was found, and the way on."""

from collections.abc import Sequence
from typing import Any

import msgspec

from footpath.checks import CheckReport
from footpath.definition.changes import heaviest, must_set_left, named
from footpath.definition.service import Edition
from footpath.values import Fault
from footpath.web.editor.bench import MEANS, Bench, Line, lines, report_of
from footpath.web.editor.preview import edit_href


class ToDo(msgspec.Struct, frozen=True, kw_only=True):
    """Something each authority has to set for itself, and nobody has yet."""

    what: str
    says: str
    href: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found, in words."""

    level: str
    colour: str
    where: str
    wrong: str
    mend: str
    check: str


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    lines: tuple[Line, ...]
    class_: str
    means: str
    to_do: tuple[ToDo, ...]
    errors: tuple[Found, ...]
    found: tuple[Found, ...]
    score: int | None
    passed: int
    failed: tuple[tuple[str, str], ...]
    unmade: tuple[str, ...]  # why the changes cannot be made any more

    @property
    def groups(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """What is new stands open; examples, and what residents are served already, are folded away under a name."""
        fresh = tuple(line for line in self.lines if line.new and not line.of_examples)
        tests = tuple(line for line in self.lines if line.new and line.of_examples)
        served = tuple(line for line in self.lines if not line.new)
        groups = (("", fresh), ("to examples", tests), ("published", served))
        return tuple((name, group) for name, group in groups if group)

    @property
    def stops(self) -> bool:
        """Whether something stands in the way of publishing."""
        return bool(self.to_do or self.errors or self.failed or self.unmade)


_COLOUR = {"error": "red", "warning": "yellow", "info": "grey"}


def panel_of(bench: Bench) -> Panel:
    shown = tuple(lines(bench))
    class_ = heaviest(line.class_ for line in shown if line.new)
    if not isinstance(bench.edition, Edition):
        return Panel(
            lines=shown,
            class_=class_,
            means=MEANS[class_],
            to_do=(),
            errors=(),
            found=(),
            score=None,
            passed=0,
            failed=(),
            unmade=tuple(in_words(fault) for fault in bench.edition),
        )
    report = report_of(bench.edition)
    found = tuple(found_by(fault) for fault in report.faults)
    return Panel(
        lines=shown,
        class_=class_,
        means=MEANS[class_],
        to_do=to_do(bench, bench.edition),
        # Check 50 names the examples that fail, which have a list of their own.
        errors=tuple(each for each in found if each.level == "error" and each.check != "50"),
        found=tuple(each for each in found if each.level != "error"),
        score=report.score,
        passed=sum(example.passed for example in report.examples),
        failed=failing(report),
        unmade=(),
    )


def to_do(bench: Bench, edition: Edition) -> tuple[ToDo, ...]:
    return tuple(
        ToDo(
            what=upper(named(fault.path)) if fault.path else "The service",
            says=edition.service.marks[fault.path].must_set or "",
            href=edit_href(bench, fault.path),
        )
        for fault in must_set_left(edition)
    )


def failing(report: CheckReport) -> tuple[tuple[str, str], ...]:
    return tuple((example.name, " ".join(example.wrong)) for example in report.examples if not example.passed)


def found_by(fault: Fault) -> Found:
    return Found(
        level=fault.level,
        colour=_COLOUR[fault.level],
        where=upper(named(fault.path)) if fault.path else "The service",
        wrong=fault.wrong,
        mend=fault.mend,
        check=fault.check,
    )


def in_words(fault: Fault) -> str:
    """What is wrong for somebody who looks at a form, and not at lines of a file."""
    wrong = fault.wrong
    if fault.check == "changes":
        _, found, rest = wrong.partition(": ")
        wrong = rest if found and wrong.startswith(("set ", "add ", "remove ", "move ")) else wrong
        return f"{wrong} {fault.mend}".strip()
    where = f"{upper(named(fault.path))}: " if fault.path else ""
    return f"{where}{wrong} {fault.mend}".strip()


def upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def of_page(report: Sequence[Fault], page_id: str) -> tuple[Fault, ...]:
    path = f"pages.{page_id}"
    return tuple(fault for fault in report if fault.path == path or fault.path.startswith(f"{path}."))


def panel_facts(bench: Bench) -> dict[str, Any]:
    return {"panel": panel_of(bench)}
