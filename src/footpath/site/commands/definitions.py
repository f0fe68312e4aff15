"""Commands on definitions: files in, sentences out, nothing stored."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from cyclopts import Parameter
from rich.console import Console

from footpath.site.commands.answers import read_answers
from footpath.site.commands.files import put
from footpath.values import Fault

if TYPE_CHECKING:
    from footpath.checks import CheckReport

EXEMPLARS = Path(__file__).resolve().parents[2] / "exemplars"


class NothingThere(Exception):
    """A path with no definition behind it; the message says what was looked for."""


def definitions_at(place: str) -> list[Path]:
    """The definition files a word means: a file, a folder of them, or a bundled exemplar by name.

    Raises NothingThere.
    """
    path = Path(place)
    if not path.exists():
        bundled = EXEMPLARS.parent / place if place.split("/")[0] == "exemplars" else EXEMPLARS / place
        if not bundled.exists():
            raise NothingThere(
                f"{place}: there is no such file or folder, and no bundled service of that name. "
                f"Bundled: {', '.join(sorted(p.parent.name for p in EXEMPLARS.glob('*/service.yaml')))}."
            )
        path = bundled
    if path.is_file():
        return [path]
    found = sorted(path.rglob("service.yaml")) or sorted([*path.glob("*.yaml"), *path.glob("*.yml")])
    if not found:
        raise NothingThere(
            f"{place}: no service.yaml in this folder. Name a definition file, or a folder that has one."
        )
    return found


def check(*paths: str, base: Path | None = None, json_: Annotated[bool, Parameter(name="--json")] = False) -> int:
    """Check definitions and adaptations, and run their examples. Exits 1 when there is any error.

    Parameters
    ----------
    paths
        Definition files, folders that hold them, or names of bundled services. "exemplars" is all of those.
    base
        For adaptation files: the standard that they adapt. Left out, a bundled one of that version is looked for.
    json_
        Print JSON: one object with `files`, each with score, faults and examples.
    """
    from footpath.checks import check_file, report_json, report_text

    if not paths:
        print("Name a definition to check, like: footpath check service.yaml", file=sys.stderr)
        return 2
    try:
        files = [file for place in paths for file in definitions_at(place)]
    except NothingThere as missing:
        print(missing, file=sys.stderr)
        return 2
    reports = []
    for file in files:
        try:
            reports.append(_check_adaptation(file, base) if is_adaptation(file) else check_file(file))
        except (OSError, UnicodeDecodeError) as unreadable:
            print(f"{file}: this cannot be read: {unreadable}. It must be a UTF-8 text file.", file=sys.stderr)
            return 2
    if json_:
        print(json.dumps({"files": [report_json(report) for report in reports]}, indent=2, ensure_ascii=False))
    else:
        console = Console(highlight=False, soft_wrap=True)
        for report in reports:
            console.print(report_text(report), markup=False)
    return 1 if any(fault.level == "error" for report in reports for fault in report.faults) else 0


def is_adaptation(file: Path) -> bool:
    """Whether a file says what differs from a standard, and is no definition by itself."""
    from footpath.definition.yaml import Entries, read

    try:
        root = read(file.read_text(encoding="utf-8"), file=str(file))
    except (OSError, UnicodeDecodeError):
        return False
    return isinstance(root, Entries) and root.entry("footpath") is None and root.entry("adapts") is not None


def _check_adaptation(file: Path, base: Path | None) -> "CheckReport":
    from footpath.checks import CheckReport, check_adaptation
    from footpath.definition.changes import Adaptation, read_adaptation
    from footpath.definition.load import load_file
    from footpath.definition.service import Edition

    read = read_adaptation(file.read_text(encoding="utf-8"), file=str(file))
    if not isinstance(read, Adaptation):
        return CheckReport(file=str(file), faults=read, score=0, examples=())
    bundled = EXEMPLARS / read.adapts
    for known in [base] if base is not None else [bundled / "service.yaml", *sorted(bundled.glob("version_*.yaml"))]:
        standard = load_file(known) if known.is_file() else None
        if isinstance(standard, Edition) and (standard.service.id, standard.service.version) == (
            read.adapts,
            read.version,
        ):
            return check_adaptation(read, standard)
    where = f"{base} is not that" if base is not None else "it does not come with Footpath"
    fault = Fault(
        file=str(file),
        line=1,
        column=1,
        path="adapts",
        wrong=f"This adapts {read.adapts}@{read.version}, and {where}.",
        mend="Give the standard of that version with --base.",
        check="49",
    )
    return CheckReport(file=str(file), faults=(fault,), score=0, examples=())


def schema() -> None:
    """Print the JSON Schema of the definition format (draft 2020-12)."""
    from footpath.definition.schema import schema as schema_of_definitions

    print(json.dumps(schema_of_definitions(), indent=2, ensure_ascii=False))


def new(id_: Annotated[str, Parameter(name="id")], *, title: str | None = None, to: Path | None = None) -> int:
    """Write a small good service to start from.

    Parameters
    ----------
    id_
        The service's id: small letters, digits and underscores, like report_a_pothole.
    title
        What people will see. Left out, it is made from the id.
    to
        The file to write. Left out, it is ID.yaml here. An existing file is never overwritten.
    """
    from footpath.definition.new import new_service

    target = to or Path(f"{id_}.yaml")
    if target.exists():
        print(f"{target} is there already. Give another name with --to.", file=sys.stderr)
        return 1
    try:
        text = new_service(id_, title or id_.replace("_", " ").capitalize())
    except ValueError as unfit:
        print(unfit, file=sys.stderr)
        return 2
    if not put(text, target):
        return 1
    print(f"Wrote {target}. Next: footpath check {target}")
    return 0


def answer(
    service: str,
    answers: Path,
    *,
    on: date | None = None,
    json_: Annotated[bool, Parameter(name="--json")] = False,
) -> int:
    """Walk a service with given answers, without a server. Exits 1 when the definition or an answer has a problem.

    Parameters
    ----------
    service
        A definition file, or the name of a bundled service.
    answers
        A JSON file: answers by question id, as in a definition's examples.
    on
        The day to do it on, like 2026-05-01. Left out, today.
    json_
        Print JSON with page, problems, findings, charge and outcome.
    """
    from footpath.definition.load import load_file
    from footpath.journey import answer_journey

    try:
        (file,) = definitions_at(service)
    except NothingThere as missing:
        print(missing, file=sys.stderr)
        return 2
    except ValueError:
        print(f"{service} holds more than one definition. Name one of them.", file=sys.stderr)
        return 2
    edition = load_file(file)
    if isinstance(edition, tuple):
        return _refuse(edition, json_=json_)
    given = read_answers(answers)
    if isinstance(given, Fault):
        return _refuse((given,), json_=json_)
    result = answer_journey(edition, given, on=on or _today())
    said = {"edition": edition.hash, **result.as_json()}
    if json_:
        print(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        _say_walk(said)
    return 1 if said["problems"] else 0


def _today() -> date:
    from footpath.site.clock import uk_today

    return uk_today()


def _refuse(faults: tuple[Fault, ...], *, json_: bool) -> int:
    if json_:
        print(json.dumps({"faults": msgspec.to_builtins(faults)}, indent=2, ensure_ascii=False))
    else:
        for fault in faults:
            print(fault, file=sys.stderr)
    return 1


def _say_walk(said: dict[str, Any]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if said["exit"]:
        where = f"ends at the exit {said['exit']}"
    elif said["page"]:
        where = f"stops at the page {said['page']}"
    else:
        where = "is complete"
    console.print(f"The journey {where}.", markup=False)
    for problem in said["problems"]:
        console.print(f"  {problem['at']}: {problem['says']}", markup=False)
    for finding in said["findings"].values():
        console.print(finding["says"], markup=False)
    console.print(f"Charge: {said['charge'] or 'none'}", markup=False)
    console.print(f"Outcome: {said['outcome'] or 'for the team to decide'}", markup=False)
