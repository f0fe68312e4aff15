"""The command that asks a service's rules of many people at once."""

import json
import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import msgspec
from cyclopts import Parameter

from footpath.rules import ListOf, Type
from footpath.rules.near import nearest
from footpath.rules.types import base
from footpath.site.commands.definitions import NothingThere, definitions_at


class _Refused(Exception):
    """It cannot be asked: what to tell the person. The code is 2 where it was asked wrongly, 1 where the files are."""

    def __init__(self, says: object, *, code: int = 1) -> None:
        super().__init__(says)
        self.code = code


def find(
    service: str,
    people: Path,
    *,
    rules: str,
    to: Annotated[Path, Parameter(name=["--to", "-o"])],
    items: Annotated[tuple[str, ...], Parameter(negative=(), show_default=False)] = (),
    key: str | None = None,
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
    items
        A file with a row for each item of a question that is asked again, like: bins=BINS.parquet. May be repeated.
    key
        The column that says who is who in the file of people and those of items. Left out, the one they share.
    engine
        duckdb, polars or spark. Left out, the quickest of the first two that takes most of the rules at once.
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
    try:
        named = _rules(rules, [rule for rule in book.order if ":" not in rule])
        if engine is not None and engine not in population.ENGINES:
            raise _Refused(f"There is no engine {engine}. There are: {', '.join(population.ENGINES)}.", code=2)
        needed = population.needed_columns(book, named)
        apart = _items(items, needed, book.inputs)
        _look_at_place(to)
        asked = population.take_people(
            population.read_people(people),
            book.inputs,
            needed,
            items={name: population.read_people(path) for name, path in apart.items()},
            key=key,
            fields=population.mentioned_fields(book, named),
        )
        plan = population.plan_population(book, asked, named, on=on or _today(), engine=engine)
        if not json_:
            print(*population.plan_text(plan), sep="\n")
        found = _with_progress(plan)
        population.write_found(found, to)
    except _Refused as refused:
        print(refused, file=sys.stderr)
        return refused.code
    except (population.NotPeople, population.RowRefused) as refused:
        print(refused, file=sys.stderr)
        return 1
    except population.NoSpark as lacking:
        print(lacking, file=sys.stderr)
        return 2
    except OSError as unwritable:
        print(f"{to}: this cannot be written: {unwritable}.", file=sys.stderr)
        return 1
    if json_:
        report = {
            "edition": edition.hash,
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


def _rules(said: str, there: list[str]) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(name.strip() for name in said.split(",") if name.strip()))
    if not named:
        raise _Refused(f"Name a rule. There are: {_listed(there)}.", code=2)
    for name in named:
        if name not in there:
            near = nearest(name, there)
            raise _Refused(f"There is no rule called {name}. {near + ' ' if near else ''}There are: {_listed(there)}.")
    return named


def _items(said: tuple[str, ...], needed: frozenset[str], inputs: Mapping[str, Type]) -> dict[str, Path]:
    """The files of items by their questions."""
    lists = [name for name, kind in inputs.items() if isinstance(base(kind), ListOf)]
    found: dict[str, Path] = {}
    for one in said:
        name, equals, path = (part.strip() for part in one.partition("="))
        if not (name and equals and path):
            raise _Refused(f"--items {one}: write the question and its file, like bins=BINS.parquet.", code=2)
        if name not in lists:
            near = nearest(name, lists)
            said_of = f"There are: {_listed(lists)}." if lists else "This service asks nothing again."
            raise _Refused(f"No question called {name} is asked again. {near + ' ' if near else ''}{said_of}")
        if name in found:
            raise _Refused(f"--items {name} is there twice. Put its items into one file.", code=2)
        found[name] = Path(path)
    # A file that no rule looks into is not read.
    return {name: path for name, path in found.items() if name in needed}


def _look_at_place(to: Path) -> None:
    """Whether there is a place to write to, before anything is found."""
    if to.suffix.lower() != ".parquet":
        raise _Refused(f"{to}: what is found is written as .parquet.", code=2)
    if not to.parent.is_dir():
        raise _Refused(f"{to}: there is no folder {to.parent} to write it in.")
    if to.is_dir():
        raise _Refused(f"{to}: this is a folder. Name a file to write.")
    if not os.access(to.parent, os.W_OK):
        raise _Refused(f"{to}: you may not write in the folder {to.parent}.")


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "none"


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
