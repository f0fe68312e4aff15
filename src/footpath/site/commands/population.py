"""The command that asks a service's rules of many people at once."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import msgspec
from cyclopts import Parameter

from footpath.site.commands.definitions import NothingThere, definitions_at


def find(
    service: str,
    people: Path,
    *,
    rules: str,
    to: Annotated[Path, Parameter(name=["--to", "-o"])],
    engine: str | None = None,
    on: date | None = None,
    json_: Annotated[bool, Parameter(name="--json")] = False,
) -> int:
    """Ask a service's rules of many people at once. Each value has the same digits as for one person.

    Parameters
    ----------
    service
        A definition file, or the name of a bundled service.
    people
        A .parquet or .csv file with a column for each question that the rules need.
    rules
        The rules to find, with commas between them, like: eligible,award
    to
        The .parquet file to write: a column for each rule, rows in the order of the people.
    engine
        duckdb or polars. Left out, the quickest of them that takes most of the rules at once.
    on
        The day to ask on, like 2026-05-01. Left out, today.
    json_
        Print JSON: how each rule was found, and how many rows.
    """
    from footpath.definition.load import load_file

    try:
        from footpath import population
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("footpath"):
            raise
        print(
            'Asking rules of many people needs more than is installed: pip install "footpath[population]", '
            "or from a clone: ./run footpath find …",
            file=sys.stderr,
        )
        return 2
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
        if json_:
            print(json.dumps({"faults": msgspec.to_builtins(edition)}, indent=2, ensure_ascii=False))
        else:
            print(*edition, sep="\n", file=sys.stderr)
        return 1
    book = edition.rules
    named = tuple(dict.fromkeys(name.strip() for name in rules.split(",") if name.strip()))
    public = [rule for rule in book.order if ":" not in rule]
    unknown = [name for name in named if name not in public]
    if unknown or not named:
        said = f"There is no rule called {unknown[0]}." if unknown else "Name a rule."
        print(f"{said} There are: {', '.join(public) or 'none'}.", file=sys.stderr)
        return 2
    if engine is not None and engine not in population.ENGINES:
        print(f"There is no engine {engine}. There are: {', '.join(population.ENGINES)}.", file=sys.stderr)
        return 2
    if to.suffix.lower() != ".parquet":
        print(f"{to}: what is found is written as .parquet.", file=sys.stderr)
        return 2
    if not to.parent.is_dir():
        print(f"{to}: there is no folder {to.parent} to write it in.", file=sys.stderr)
        return 2
    try:
        asked = population.take_people(
            population.read_people(people), book.inputs, population.needed_columns(book, named)
        )
        plan = population.plan_population(book, asked, named, on=on or _today(), engine=engine)
        if not json_:
            print(*population.plan_text(plan), sep="\n")
        found = _with_progress(plan)
    except (population.NotPeople, population.RowRefused) as refused:
        print(refused, file=sys.stderr)
        return 1
    try:
        population.write_found(found, to)
    except OSError as unwritable:
        print(f"{to}: this cannot be written: {unwritable}.", file=sys.stderr)
        return 1
    if json_:
        report = {
            "rows": asked.count,
            "engine": plan.engine.name,
            "at_once": list(plan.at_once),
            "row_by_row": dict(plan.row_by_row),
            "to": str(to),
        }
        print(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        print(f"Wrote {to}: {asked.count:,} rows.")
    return 0


def _with_progress(plan: Any) -> Any:
    from rich.console import Console
    from rich.progress import Progress

    from footpath.population import find_population

    ways = bool(plan.at_once) + bool(plan.row_by_row)
    # On the standard error, so that what is printed can be read by a program.
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Finding", total=plan.people.count * ways)
        return find_population(plan, tell=lambda rows: progress.advance(task, rows))


def _today() -> date:
    from footpath.site.clock import uk_today

    return uk_today()
