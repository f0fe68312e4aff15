"""The steps an engine takes: tables, each made of those before it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import pyarrow as pa

from footpath.population.cell import Cell, Engine, Gather, Kind, Work, literal

type Run = Callable[[Mapping[str, pa.Table]], pa.Table]  # tables in, the columns of the last step out

PEOPLE = "people"  # the table of the people's own columns


@dataclass(frozen=True, slots=True)
class Step:
    """An Ibis expression over tables that are there already, and the name that later steps know it by."""

    name: str
    over: tuple[str, ...]
    made: Any


@dataclass(slots=True)
class _Steps:
    """Steps and not one expression, for one is as deep as all rules together, and Ibis walks it by recursion."""

    engine: Engine
    schemas: dict[str, Any]
    made: list[Step]

    def table(self, name: str) -> Any:
        return ibis.table(self.schemas[name], name=name)

    def add(self, over: Iterable[str], made: Any) -> str:
        name = f"step{len(self.made)}"
        self.made.append(Step(name, tuple(over), made))
        self.schemas[name] = made.schema()
        return name

    def select(self, of: str, still: frozenset[str], columns: Mapping[str, Cell]) -> str:
        table = self.table(of)
        work = Work(table=table, engine=self.engine)
        new = {name: cell.build(work) for name, cell in columns.items()}
        return self.add((of,), table.select(*(table[name] for name in table.columns if name in still), **new))

    def round(self, of: str, still: frozenset[str], columns: Mapping[str, Cell], items: Mapping[str, str]) -> str:
        """The new columns of a round beside those that are still read."""
        gathers: dict[str, dict[str, Gather]] = {}
        for name, cell in columns.items():
            if cell.gather is not None:
                gathers.setdefault(cell.gather.items, {})[name] = cell.gather
        plain = {name: cell for name, cell in columns.items() if cell.gather is None}
        # What items look at has to stay until they have.
        looked_at = frozenset(name for them in gathers.values() for one in them.values() for name in one.looks_at)
        before = self.select(of, still | looked_at, plain) if plain or not gathers else of
        for question, them in gathers.items():
            before = self._beside(before, self._gather(before, items[question], them), still | looked_at, them)
        return before

    def _gather(self, people: str, items: str, gathers: Mapping[str, Gather]) -> str:
        """A row for each person who has items."""
        looked_at = sorted({name for one in gathers.values() for name in one.looks_at})
        if looked_at:
            one, two = self.table(items), self.table(people)
            two = two.select(of=two["row"], **{name: two[name] for name in looked_at})
            both = one.join(two, one["row"] == two["of"])
            items = self.add((items, people), both.select(*one.columns, *looked_at))
        # Rounds of all that is gathered here, taken together.
        merged: list[dict[str, Cell]] = []
        for one in gathers.values():
            for place, columns in enumerate(one.rounds):
                merged += [{}] if place == len(merged) else []
                merged[place] |= columns
        for new, still in read_later(merged, frozenset(("row", "place")), [one.of for one in gathers.values()]):
            items = self.select(items, still, new)
        table = self.table(items)
        work = Work(table=table, engine=self.engine)
        found = {name: self._found(one, one.of.build(work)) for name, one in gathers.items()}
        return self.add((items,), table.group_by("row").aggregate(**found))

    def _found(self, gather: Gather, column: Any) -> Any:
        match gather.how:
            case "sum":
                column = column.cast("decimal(38, 0)") if gather.wide and not gather.of.wide else column
                return self.engine.summed(column, wide=gather.wide)
            case "min":
                return column.min()
            case "max":
                return column.max()

    def _beside(self, people: str, found: str, still: frozenset[str], gathers: Mapping[str, Gather]) -> str:
        """What was gathered, beside the people: who has no items has a sum of nought, and no least and no most."""
        one, two = self.table(people), self.table(found)
        two = two.select(of=two["row"], **{name: two[name] for name in gathers})
        both = one.left_join(two, one["row"] == two["of"])
        new = {
            name: ibis.ifelse(both[name].isnull(), literal(0, wide=gather.wide), both[name])
            if gather.how == "sum"
            else both[name]
            for name, gather in gathers.items()
        }
        return self.add((people, found), both.select(*(both[name] for name in one.columns if name in still), **new))


def steps(
    engine: Engine,
    people: pa.Table,
    items: Mapping[str, tuple[str, pa.Table]],
    rounds: Iterable[Mapping[str, Cell]],
    found: Iterable[Cell],
) -> tuple[Step, ...]:
    """What an engine does to find cells for all people. `items` are the tables of lists, by question.

    The last step has a column for each cell: r0, r1 and so on, beside `row`.
    """
    cells = list(found)
    tables = {PEOPLE: people, **dict(items.values())}
    made = _Steps(engine, {name: _schema(table) for name, table in tables.items()}, [])
    named = {question: name for question, (name, _table) in items.items()}
    at = PEOPLE
    for new, still in read_later(list(rounds), frozenset(("row",)), cells):
        at = made.round(at, still, new, named)
    made.select(at, frozenset(("row",)), {f"r{place}": _typed(cell) for place, cell in enumerate(cells)})
    return tuple(made.made)


def written(steps: tuple[Step, ...], dialect: str) -> str:
    """The steps as one query. Each keeps its name: written into one another, a value could be worked out twice."""
    named = [f"{step.name} AS ({getattr(ibis, dialect).compile(step.made)})" for step in steps]
    return f"WITH {', '.join(named)} SELECT * FROM {steps[-1].name}"  # noqa: S608 -- names of our own


def read_later(
    rounds: list[Mapping[str, Cell]] | list[dict[str, Cell]], always: frozenset[str], cells: Iterable[Cell]
) -> list[tuple[dict[str, Cell], frozenset[str]]]:
    """For each round, the new columns that something rests on, and those that are still read after it."""
    later = always.union(*(cell.reads for cell in cells))
    found: list[tuple[dict[str, Cell], frozenset[str]]] = []
    for columns in reversed(rounds):
        new = {name: cell for name, cell in columns.items() if name in later}
        if new:
            found.append((new, later))
        later = later.union(*(cell.reads for cell in new.values()))
    return found[::-1]


def _schema(table: pa.Table) -> dict[str, str]:
    return {field.name: _ibis_type(field.type) for field in table.schema}


def _ibis_type(of: Any) -> str:
    if pa.types.is_boolean(of):
        return "boolean"
    if pa.types.is_string(of):
        return "string"
    return "decimal(38, 0)" if pa.types.is_decimal(of) else "int64"


def _typed(cell: Cell) -> Cell:
    """The cell in the type that its column has outside."""
    match cell.kind:
        case Kind.BOOLEAN:
            to = "boolean"
        case Kind.TEXT | Kind.NULL:
            to = "string"
        case _ if cell.wide:
            to = "decimal(38, 0)"
        case _ if cell.reads:
            to = "int64"
        case _:
            return Cell(kind=cell.kind, build=lambda work: work.engine.whole(cell.build(work)), nullable=cell.nullable)
    return Cell(kind=cell.kind, build=lambda work: cell.build(work).cast(to), nullable=cell.nullable)
