"""Plans which rules an engine finds for all people at once and which run row by row, and finds them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from footpath.population.cell import Cell, Kind
from footpath.population.columns import as_decimals
from footpath.population.engines import EMBEDDED, ENGINES, Runner
from footpath.population.parts import Part, joined
from footpath.population.people import People
from footpath.population.rows import find_rows, parts_of, with_below
from footpath.population.steps import PEOPLE, steps
from footpath.population.translate import Translated, translate
from footpath.rules import RuleBook
from footpath.rules import tree as t

# Rows an engine is given at once: enough that starting costs nothing, few enough that progress is seen and that what is
# found on the way (some 40 columns of 8 bytes) stays below half a gigabyte.
_BATCH = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How each rule will be found. `row_by_row` gives the reason of each that no engine takes."""

    book: RuleBook
    people: People
    rules: tuple[str, ...]
    on: date
    engine: Runner
    at_once: Mapping[str, Cell]
    row_by_row: Mapping[str, str]
    translated: Translated


def plan_population(
    book: RuleBook, people: People, rules: tuple[str, ...], *, on: date, engine: str | None = None
) -> Plan:
    """What will be found at once and what row by row, before anything is found.

    Without `engine`, the quickest of those that take most of the rules.
    """
    if engine is None:
        plans = [plan_population(book, people, rules, on=on, engine=one) for one in EMBEDDED]
        return min(plans, key=lambda plan: len(plan.row_by_row))
    runner = ENGINES[engine]
    wanted = with_below(book, rules)
    translated = translate(book, wanted, people, on=on, digits=runner.digits)
    return Plan(
        book=book,
        people=people,
        rules=rules,
        on=on,
        engine=runner,
        at_once={rule: translated.cells[rule] for rule in rules if rule in translated.cells},
        row_by_row={rule: translated.reasons[rule] for rule in rules if rule not in translated.cells},
        translated=translated,
    )


def needed_columns(book: RuleBook, rules: tuple[str, ...]) -> frozenset[str]:
    """The questions whose answers the rules can depend on."""
    return frozenset[str]().union(*(book.needs(rule) for rule in rules))


def mentioned_fields(book: RuleBook, rules: tuple[str, ...]) -> frozenset[str]:
    """What the rules ask of items by name; a name of something else that is called alike counts too."""
    trees = (book.trees[rule] for rule in with_below(book, rules))
    return frozenset(
        part.field if isinstance(part, t.Path) else part.name
        for tree in trees
        for part in parts_of(tree)
        if isinstance(part, t.Path | t.Name)
    )


def find_population(
    plan: Plan, *, processes: int | None = None, tell: Callable[[int], None] = lambda rows: None
) -> pa.Table:
    """The rules' values, a column each. `tell` is told of rows done: once for each way of finding that the plan has.

    Raises RowRefused.
    """
    made: dict[str, Any] = {}
    if plan.at_once:
        made |= _at_once(plan, tell)
    if plan.row_by_row:
        made |= _row_by_row(plan, processes, tell)
    return pa.table({rule: made[rule] for rule in plan.rules})


def _at_once(plan: Plan, tell: Callable[[int], None]) -> dict[str, Any]:
    items = plan.people.items
    tables = {question: (one.table, one.columns) for question, one in items.items()}
    run = plan.engine.prepare(
        steps(plan.engine, plan.people.columns, tables, plan.translated.rounds, plan.at_once.values())
    )
    parts: dict[str, list[Any]] = {rule: [] for rule in plan.at_once}
    for start in range(0, max(plan.people.count, 1), _BATCH):
        people = plan.people.columns.slice(start, _BATCH)
        found = run({PEOPLE: people} | {one.table: one.of(start, people.num_rows) for one in items.values()})
        # Engines with threads may give rows in another order.
        found = found.sort_by("row") if not _in_order(found, start) else found
        for place, (rule, cell) in enumerate(plan.at_once.items()):
            parts[rule].extend(_outward(cell, chunk) for chunk in found.column(f"r{place}").chunks)
        tell(people.num_rows)
    return {rule: pa.chunked_array(chunks) for rule, chunks in parts.items()}


def _in_order(found: pa.Table, start: int) -> bool:
    rows = found.column("row").to_numpy()
    return bool((rows[1:] > rows[:-1]).all())


def _outward(cell: Cell, column: Any) -> Any:
    match cell.kind:
        case Kind.BOOLEAN | Kind.TEXT:
            return column
        case Kind.NULL:
            return pa.nulls(len(column))
        case Kind.DATE:
            return column.cast(pa.int32()).cast(pa.date32())
        case _:
            return as_decimals(column, cell.scale, most=max(abs(cell.low), abs(cell.high)))


def _row_by_row(plan: Plan, processes: int | None, tell: Callable[[int], None]) -> dict[str, Any]:
    rules = tuple(plan.row_by_row)
    parts: dict[str, list[Part]] = {rule: [] for rule in rules}
    for rows, columns in find_rows(plan.book, rules, plan.people.answers, on=plan.on, processes=processes):
        for rule, part in zip(rules, columns, strict=True):
            parts[rule].append(part)
        tell(rows)
    return {rule: joined(held) for rule, held in parts.items()}


def plan_text(plan: Plan) -> Iterator[str]:
    """The plan in words, a line for each rule."""
    for rule in plan.rules:
        why = plan.row_by_row.get(rule)
        yield f"{rule}: found for all at once" if why is None else f"{rule}: row by row, because {why}"
