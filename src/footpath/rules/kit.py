"""Runs cases of the DMN Technology Compatibility Kit and counts what came of them."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import msgspec

from footpath.rules.budget import DEFAULT_BUDGET, OverBudget
from footpath.rules.dmn.closed_xml import BadXml, Element, read_xml
from footpath.rules.dmn.files import read_model
from footpath.rules.dmn.load import BadModel
from footpath.rules.dmn.model import Key, Model, Service
from footpath.rules.dmn.run_model import NoSuchElement, RunnableModel
from footpath.rules.show import feel_text
from footpath.rules.times import (
    Date,
    DateAndTime,
    DaysAndTime,
    Time,
    YearsAndMonths,
    instant,
    read_date,
    read_date_and_time,
    read_duration,
    read_time,
)
from footpath.rules.values import Range

REFUSED = "functions outside FEEL, such as Java's, are refused on purpose"
# The kit's own runners compare numbers to eight places: some expected values were written in binary floats.
_NEAR = Decimal("0.00000001")

Outcome = Literal["passed", "failed", "refused"]


class CaseResult(msgspec.Struct, frozen=True, kw_only=True):
    """One case: `path` is like compliance-level-3/folder/file.xml#case-id."""

    path: str
    level: str
    folder: str
    null: bool
    outcome: Outcome
    wanted: str = ""
    got: str = ""


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """Cases that expect a value, and cases that expect null, apart."""

    values: int = 0
    values_passed: int = 0
    nulls: int = 0
    nulls_passed: int = 0
    refused: int = 0


class KitReport(msgspec.Struct, frozen=True, kw_only=True):
    results: tuple[CaseResult, ...]

    def count(self, *, level: str = "", folder: str = "") -> Count:
        """The count of a level or a folder; refused cases are in no other number."""
        rows = [
            one for one in self.results if (not level or one.level == level) and (not folder or one.folder == folder)
        ]
        ran = [one for one in rows if one.outcome != "refused"]
        values, nulls = [one for one in ran if not one.null], [one for one in ran if one.null]
        return Count(
            values=len(values),
            values_passed=sum(one.outcome == "passed" for one in values),
            nulls=len(nulls),
            nulls_passed=sum(one.outcome == "passed" for one in nulls),
            refused=len(rows) - len(ran),
        )

    def failures(self) -> tuple[CaseResult, ...]:
        return tuple(one for one in self.results if one.outcome == "failed")

    def levels(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.level for one in self.results))

    def folders(self) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys((one.level, one.folder) for one in self.results))

    def text(self) -> str:
        """The report as lines: a line for each folder with a failure or refusal, then one for each level."""
        lines = []
        for level, folder in self.folders():
            count = self.count(level=level, folder=folder)
            if count.values_passed < count.values or count.nulls_passed < count.nulls or count.refused:
                lines.append(f"{level}/{folder}: {_said(count)}")
        lines.extend(f"{level}: {_said(self.count(level=level))}" for level in self.levels())
        return "\n".join(lines)


def _said(count: Count) -> str:
    text = f"values {count.values_passed} of {count.values}, nulls {count.nulls_passed} of {count.nulls}"
    return text + (f", refused on purpose {count.refused}" if count.refused else "")


def read_list(text: str) -> frozenset[str]:
    """The lines of a list of cases; empty lines and those that begin with # are no cases."""
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def run_kit(directory: Path, *, only: Collection[str] | None = None) -> KitReport:
    """Runs the kit in a directory: all of it, or the cases that `only` lists."""
    return KitReport(results=tuple(_results(directory, frozenset(only) if only is not None else None)))


def _results(directory: Path, only: frozenset[str] | None) -> Iterator[CaseResult]:
    for file in sorted(directory.glob("*/*/*.xml")):
        place = file.relative_to(directory).as_posix()
        if only is not None and not any(one.startswith(place + "#") for one in only):
            continue
        yield from _run_file(file, place, only)


def _run_file(file: Path, place: str, only: frozenset[str] | None) -> Iterator[CaseResult]:
    root = read_xml(file.read_bytes())
    if root.tag != "testCases":
        return
    model: RunnableModel | None
    trouble = ""
    try:
        model = RunnableModel(read_model(file.parent / root.text_of("modelName")))
    except (BadXml, BadModel, OSError) as wrong:
        model, trouble = None, str(wrong)
    level, folder = place.split("/")[:2]
    for case in root.all("testCase"):
        path = f"{place}#{case.get('id')}"
        if only is not None and path not in only:
            continue
        wanted = [(node, _expected(node)) for node in case.all("resultNode")]
        null = all(value is None for _node, value in wanted)
        outcome: Outcome = "failed"
        shown, got = "", trouble
        if model is not None:
            outcome, shown, got = _run_case(model, case, wanted)
        yield CaseResult(path=path, level=level, folder=folder, null=null, outcome=outcome, wanted=shown, got=got)


def _run_case(model: RunnableModel, case: Element, wanted: list[tuple[Element, Any]]) -> tuple[Outcome, str, str]:
    inputs = _inputs(model.model, case)
    for node, expected in wanted:
        name, kind = node.get("name"), case.get("type", node.get("type"))
        try:
            got, reasons = _ask(model, case, name, kind, inputs)
        except OverBudget as over:
            got, reasons = None, [str(over)]
        except NoSuchElement as missing:
            got, reasons = None, [str(missing)]
        if REFUSED in reasons:
            return "refused", "", REFUSED
        if not same(expected, got):
            return "failed", feel_text(expected), f"{feel_text(got)} {reasons[:2] if reasons else ''}".strip()
    return "passed", "", ""


def _ask(model: RunnableModel, case: Element, name: str, kind: str, inputs: dict[Key, Any]) -> tuple[Any, list[str]]:
    now = datetime.now(UTC)
    today = now.date()
    service = case.get("invocableName")
    if kind == "decisionService" and service:
        found, reasons = model.evaluate(service, inputs, on=today, now=now, budget=DEFAULT_BUDGET)
        element = model.model.named(service)
        if isinstance(element, Service) and len(element.outputs) > 1 and isinstance(found, dict):
            return found.get(name), reasons
        return found, reasons
    return model.evaluate(name, inputs, on=today, now=now, budget=DEFAULT_BUDGET)


def _inputs(model: Model, case: Element) -> dict[Key, Any]:
    found: dict[Key, Any] = {}
    for node in case.all("inputNode"):
        value = _value(node)
        namespace = node.get("namespace") or None
        element = model.named(node.get("name"), namespace)
        if element is None:
            for one in model.inputs(node.get("name")):
                found[one.key] = value
        else:
            found[element.key] = value
    return found


def _expected(node: Element) -> Any:
    inner = node.one("expected")
    return _value(inner) if inner is not None else None


def _value(node: Element) -> Any:
    """A value of the kit: a value with its type, a list, or components."""
    listed = node.one("list")
    if listed is not None:
        if listed.get("nil") == "true":
            return None
        return [_value(item) for item in listed.all("item")]
    components = list(node.all("component"))
    if components:
        return {one.get("name"): None if one.get("nil") == "true" else _value(one) for one in components}
    value = node.one("value")
    if value is None or value.get("nil") == "true":
        return None
    text = value.text
    match value.get("type").rpartition(":")[2]:
        case "boolean":
            return text.strip() == "true"
        case "decimal" | "double" | "integer" | "int" | "long" | "float":
            return Decimal(text.strip())
        case "date":
            return read_date(text.strip())
        case "time":
            return read_time(text.strip())
        case "dateTime":
            return read_date_and_time(text.strip())
        case "duration" | "dayTimeDuration" | "yearMonthDuration":
            return read_duration(text.strip())
        case _:
            return text


def same(wanted: Any, got: Any) -> bool:
    """Whether a value is the expected one."""
    match wanted, got:
        case None, None:
            return True
        case bool(), bool():
            return wanted is got
        case Decimal(), Decimal():
            return abs(wanted - got) <= _NEAR or (bool(wanted) and abs((wanted - got) / wanted) <= _NEAR)
        case list(), list():
            return len(wanted) == len(got) and all(same(one, two) for one, two in zip(wanted, got, strict=True))
        case dict(), dict():
            return wanted.keys() == got.keys() and all(same(one, got[name]) for name, one in wanted.items())
        case DateAndTime(), DateAndTime():
            return instant(wanted) == instant(got)
        case (Time(), Time()) | (Date(), Date()) | (str(), str()) | (Range(), Range()):
            return bool(wanted == got)
        case (DaysAndTime(), DaysAndTime()) | (YearsAndMonths(), YearsAndMonths()):
            return bool(wanted == got)
        case _:
            return False
