"""Commands on the rule language alone."""

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import msgspec
from cyclopts import Parameter

from footpath.rules import (
    DATE,
    DATE_AND_TIME,
    DAYS_AND_TIME,
    TIME,
    YEARS_AND_MONTHS,
    NotAValue,
    OverBudget,
    Type,
    compile_expression,
)
from footpath.rules.border import inward


def kit(folder: Path, *, only: Path | None = None, json_: Annotated[bool, Parameter(name="--json")] = False) -> int:
    """Run the cases of a DMN conformance kit. Exits 1 when any case that could pass does not.

    Parameters
    ----------
    folder
        The kit: folders compliance-level-2 and compliance-level-3, or one of them, or one folder of cases.
    only
        A file of lines like compliance-level-3/0057-feel-context/0057-feel-context-test-01.xml#001. Only these are run.
    json_
        Print JSON.
    """
    from footpath.rules.kit import read_list, run_kit

    if not folder.is_dir():
        print(f"{folder} is not a folder. Name the folder that holds compliance-level-2.", file=sys.stderr)
        return 2
    try:
        names = None if only is None else read_list(only.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as unreadable:
        print(f"{only}: this cannot be read: {unreadable}", file=sys.stderr)
        return 2
    report = run_kit(folder, only=names)
    if not report.results:
        print(f"{folder}: no case was found. Name the folder that holds compliance-level-2.", file=sys.stderr)
        return 2
    failures = report.failures()
    if json_:
        counts = [
            {"folder": f"{level}/{name}", **msgspec.to_builtins(report.count(level=level, folder=name))}
            for level, name in report.folders()
        ]
        levels = {level: msgspec.to_builtins(report.count(level=level)) for level in report.levels()}
        said = {"levels": levels, "folders": counts, "failures": msgspec.to_builtins(failures)}
        print(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        for failure in failures:
            print(f"{failure.path}: expected {failure.wanted}, got {failure.got}")
        print(report.text())
    return 1 if failures else 0


def run(model: Path, inputs: Path, *, json_: Annotated[bool, Parameter(name="--json")] = False) -> int:
    """Evaluate a DMN model with given inputs.

    Parameters
    ----------
    model
        A DMN 1.x XML file.
    inputs
        A JSON object of input data by name.
    json_
        Print JSON with every decision's value and finding.
    """
    from footpath.rules.dmn.closed_xml import BadXml
    from footpath.rules.dmn.files import read_model
    from footpath.rules.dmn.load import BadModel
    from footpath.rules.dmn.model import Decision, InputData, Key
    from footpath.rules.dmn.run_model import RunnableModel
    from footpath.site.clock import uk_today
    from footpath.site.commands.answers import read_answers
    from footpath.values import Fault

    given = read_answers(inputs, number=_number)
    if isinstance(given, Fault):
        print(given, file=sys.stderr)
        return 1
    try:
        read = read_model(model)
    except (OSError, BadXml, BadModel) as wrong:
        print(f"{model}: {wrong}", file=sys.stderr)
        return 1
    for fault in read.faults:
        print(f"{model}: {fault.says}", file=sys.stderr)
    inputs_named = {name: read.inputs(name) for name in given}
    unknown = [name for name, found in inputs_named.items() if not found]
    if unknown:
        has = sorted({element.name for element in read.elements.values() if isinstance(element, InputData)})
        print(f"The model has no input called {unknown[0]}. It has: {', '.join(has) or 'none'}.", file=sys.stderr)
        return 1
    values: dict[Key, Any] = {}
    for name, found in inputs_named.items():
        try:
            values |= {one.key: _as(one.type, given[name]) for one in found}
        except NotAValue as unfit:
            print(f"{name}: {unfit}", file=sys.stderr)
            return 1
    runnable = RunnableModel(read)
    decisions = {}
    for element in read.elements.values():
        if isinstance(element, Decision) and element.key[0] == read.namespace:
            try:
                value, reasons = runnable.evaluate(element.name, values, on=uk_today())
            except OverBudget as over:
                value, reasons = None, [str(over)]
            decisions[element.name] = {"value": _plain(value), "reasons": reasons}
    if json_:
        print(_json({"decisions": decisions}))
        return 0
    for name, decision in decisions.items():
        because = f"  ({'; '.join(decision['reasons'])})" if decision["value"] is None and decision["reasons"] else ""
        print(f"{name}: {_json(decision['value'])}{because}")
    return 0


def _number(digits: str) -> Decimal:
    # A text that is long, or whose exponent is, would take long as a number; no budget of rules allows it anyway.
    return Decimal(digits) if len(digits) <= 64 else Decimal("NaN")


def _as(kind: Type, given: Any) -> Any:
    """A value of the input's type: a day, a time or a duration is written as text, as FEEL writes it."""
    if isinstance(given, Decimal) and not given.is_finite():
        raise NotAValue("This number has more digits than rules allow.")
    if not isinstance(given, str) or kind not in (DATE, TIME, DATE_AND_TIME, DAYS_AND_TIME, YEARS_AND_MONTHS):
        return inward(given)
    read = compile_expression("@" + json.dumps(given, ensure_ascii=False), {})
    value = None if isinstance(read, list) else read.value({}, on=date(2000, 1, 1))
    if value is None:
        raise NotAValue(f"{given!r} is no {kind.describe()}. Write it like 2026-05-01, 09:30:00 or P1D.")
    return inward(value)


def _plain(value: Any) -> Any:
    """A value in JSON's own words: exact numbers as numbers, days and durations as text."""
    match value:
        case None | bool() | str() | Decimal():
            return value
        case list():
            return [_plain(one) for one in value]
        case dict():
            return {str(key): _plain(one) for key, one in value.items()}
        case _:
            return str(value)


def _json(value: Any) -> str:
    encoder = msgspec.json.Encoder(decimal_format="number")
    return msgspec.json.format(encoder.encode(value), indent=2).decode()
