"""Commands on the rule language alone."""

import json
import sys
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import Parameter


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
    from footpath.rules.dmn import ModelFault, evaluate_file

    try:
        result = evaluate_file(model, inputs)
    except ModelFault as fault:
        print(fault, file=sys.stderr)
        return 1
    if json_:
        print(json.dumps(result, indent=2, ensure_ascii=False))
        return 0
    for name, decision in result["decisions"].items():
        print(f"{name}: {decision['value']}" + (f"  ({decision['reason']})" if decision.get("reason") else ""))
    return 0
