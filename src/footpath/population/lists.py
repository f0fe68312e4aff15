"""What rules ask of the items of a list: translated with a row for each item, and gathered for each person."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from footpath.population.calendar import Calendar
from footpath.population.cell import NULL, Cell, Cells, Gather, Kind, NotTranslated, number, truth
from footpath.population.items import Items
from footpath.population.people import People
from footpath.rules import RuleBook
from footpath.rules import tree as t
from footpath.rules.cover import literal
from footpath.rules.evaluate import mentions

# What can be asked of a list, and with how many arguments.
LISTED = {"count": 1, "sum": 1, "min": 1, "max": 1, "all": 1, "any": 1, "list contains": 2}

# What a name inside a loop or a filter stands for: a value of an item, or an item by its fields.
type Held = Cell | Mapping[str, Cell]


class Scope:
    """The items of one list, while something is asked of each of them."""

    def __init__(self, items: Items, cells: Cells) -> None:
        self.items = items
        self.cells = Cells(cells.digits, cells.places)
        self.calendar = Calendar(self.cells)
        self.looks_at: dict[str, Cell] = {}

    def look_at(self, cell: Cell) -> Cell:
        """A column of the person, beside each item."""
        (name,) = cell.reads
        self.looks_at[name] = cell
        return replace(cell, build=lambda work: work.table[name], level=0, gather=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """The items of a list for which all conditions hold, and what is looked at of each."""

    scope: Scope
    value: Held
    holds: tuple[Cell, ...] = ()
    missing: Cell | None = None  # the people who have no list at all

    @property
    def cell(self) -> Cell:
        if not isinstance(self.value, Cell):
            raise NotTranslated("items are asked for as a whole")
        return self.value


class Lists:
    """The part of a translator that knows lists. Only one list at a time is looked into: one within it stands alone."""

    def __init__(self, book: RuleBook, people: People, digits: int) -> None:
        self.book = book
        self.people = people
        self.people_cells = self.cells = Cells(digits)
        self.people_calendar = self.calendar = Calendar(self.cells)
        self.scope: Scope | None = None
        self.frames: list[Mapping[str, Held | None]] = []  # None hides a name that is bound further out
        self.asked: list[tuple[Scope | None, Cell]] = []  # what ? stands for, innermost last

    def cell(self, node: t.Tree) -> Cell:
        raise NotImplementedError

    def path(self, of: Cell, field: str) -> Cell:
        raise NotImplementedError

    # Names

    def bound(self, name: str) -> Held | None:
        """What a loop or a filter means by a name."""
        for frame in reversed(self.frames):
            if name in frame:
                found = frame[name]
                if found is None:
                    raise NotTranslated("a list is asked about within another")
                return found
        return None

    def binds(self, name: str) -> bool:
        return any(name in frame for frame in self.frames)

    def here(self, cell: Cell, of: Scope | None = None) -> Cell:
        """A cell where it is asked for: what a person has can be looked at beside an item, not the other way."""
        if self.scope is of or not cell.reads:
            return cell
        if self.scope is None or of is not None:
            raise NotTranslated("a list is asked about within another")
        return self.scope.look_at(self.people_cells.column(cell))

    @contextmanager
    def _inside(self, scope: Scope, names: Mapping[str, Held]) -> Iterator[None]:
        before = self.scope, self.cells, self.calendar
        self.scope, self.cells, self.calendar = scope, scope.cells, scope.calendar
        self.frames.append(names)
        try:
            yield
        finally:
            self.frames.pop()
            self.scope, self.cells, self.calendar = before

    @contextmanager
    def _outside(self, frames: list[Mapping[str, Held | None]]) -> Iterator[None]:
        before = self.scope, self.cells, self.calendar, self.frames
        self.scope, self.cells, self.calendar, self.frames = None, self.people_cells, self.people_calendar, frames
        try:
            yield
        finally:
            self.scope, self.cells, self.calendar, self.frames = before

    # Lists

    def is_list(self, node: t.Tree) -> bool:
        """Whether a tree is a list of the person's, or is made of one."""
        match node:
            case t.Name(name=name):
                if self.binds(name):
                    return False
                if name in self.book.trees:
                    with self._outside([]):
                        return self.is_list(self.book.trees[name])
                return name in self.people.items
            case t.Path(of=of):
                return self.is_list(of)
            case t.Filter(of=of, by=by):
                return self.is_list(of) and _place(by) is None
            case t.For(loops=(loop,)):
                return loop.to is None and self.is_list(loop.over)
            case _:
                return False

    def _many(self, node: t.Tree) -> Many:
        match node:
            case t.Name(name=name) if name in self.book.trees:
                with self._outside([]):
                    return self._many(self.book.trees[name])
            case t.Name(name=name):
                items = self.people.items[name]
                cells: Held = items.cells.get("", items.cells)
                return Many(scope=Scope(items, self.people_cells), value=cells, missing=items.missing)
            case t.Path(of=of, field=field):
                many = self._many(of)
                with self._inside(many.scope, {}):
                    return replace(many, value=self.field(many.value, field))
            case t.Filter(of=of, by=by):
                many = self._many(of)
                # A field goes before the word item, as the engine that decides has it.
                fields = {} if isinstance(many.value, Cell) else many.value
                with self._inside(many.scope, {"item": many.value, **fields}):
                    hold = self.cells.keep(self.cells.joined([self.cell(by)], every=True))
                return replace(many, holds=(*many.holds, hold), missing=None)
            case t.For(loops=(loop,), gives=gives):
                if mentions(gives, "partial"):
                    raise NotTranslated("partial looks at what a loop gave before")
                many = self._many(loop.over)
                with self._inside(many.scope, {loop.name: many.value}):
                    return replace(many, value=self.cells.keep(self.cell(gives)))
        raise AssertionError(node)

    def field(self, of: Held, field: str) -> Cell:
        if isinstance(of, Cell):
            return self.path(of, field)
        if field not in of:
            raise NotTranslated(f"{field} of an item is not one plain column")
        return of[field]

    def of_list(self, find: Callable[[], Cell]) -> Cell:
        """A value of the person from a list of theirs, wherever it is asked for."""
        if self.scope is None:
            return find()
        hidden: Mapping[str, Held | None] = {name: None for frame in self.frames for name in frame}
        with self._outside([hidden]):
            found = find()
        return self.here(found)

    # What is asked of a list

    def list_call(self, name: str, args: tuple[t.Tree, ...]) -> Cell:
        many = self._many(args[0])
        match name:
            case "count":
                found = self._counted(many)
                return found if many.missing is None else self.cells.choose([(many.missing, number(1))], found)
            case "sum":
                return self._total(many)[0]
            case "min" | "max":
                return self._extreme(name == "min", many)
            case "all" | "any":
                return self._decided(many, many.cell, every=name == "all")
        assert name == "list contains", name
        element = self.cell(args[1])
        with self._inside(many.scope, {}):
            same = self.cells.equal(many.cell, self.here(element))
        return self._decided(many, same, every=False)

    def quantified(self, node: t.Quantified) -> Cell:
        (loop,) = node.loops
        many = self._many(loop.over)
        with self._inside(many.scope, {loop.name: many.value}):
            test = self.cells.keep(self.cells.joined([self.cell(node.test)], every=True))
        return self._decided(many, test, every=node.every)

    def mean(self, node: t.Tree) -> tuple[Cell, Cell]:
        """The sum and the count of a list: what its mean is the quotient of."""
        return self._total(self._many(node))

    def item(self, of: t.Tree, by: t.Tree, field: str | None) -> Cell:
        """The value at a place that is written out, like the first or, with a minus sign, the last."""
        many, place = self._many(of), _place(by)
        assert place is not None
        if many.holds:
            raise NotTranslated("an item is asked for by its place among those of a filter")
        with self._inside(many.scope, {}):
            value = many.cell if field is None else self.field(many.value, field)
            at = number(place)
            if place < 0:
                at = self.cells.add(self.here(many.scope.items.count), number(place + 1))
            asked = replace(many, holds=(self.cells.equal(many.scope.items.place, at),))
            if value.kind != Kind.BOOLEAN:
                written = value
            else:
                written = self.cells.choose([(value, number(1)), (self.cells.opposite(value), number(0))], NULL)
        found = self._gather(asked, "max", written)
        if value.kind != Kind.BOOLEAN:
            return found
        same = self.cells.equal
        return self.cells.choose([(same(found, number(1)), truth(True)), (same(found, number(0)), truth(False))], NULL)

    def _gather(self, many: Many, how: Any, value: Cell) -> Cell:
        scope, none = many.scope, number(0) if how == "sum" else NULL
        with self._inside(scope, {}):
            if many.holds:
                value = self.cells.choose([(self.cells.joined(list(many.holds), every=True), value)], none)
            if value.kind == Kind.NULL:
                return NULL
            if value.constant is not None:
                return self._alike(how, scope.items, number(value.constant, value.scale, value.kind))
            if not value.reads:
                raise NotTranslated("what is asked of the items does not look at them")
            value = self.cells.keep(value)
        looks_at = dict(scope.looks_at)
        gather = Gather(items=scope.items.question, how=how, of=value, rounds=scope.cells.rounds, looks_at=looks_at)
        return self.people_cells.gathered(gather, scope.items.longest)

    def _alike(self, how: Any, items: Items, value: Cell) -> Cell:
        """What comes of items that are all the same."""
        c = self.people_cells
        if how == "sum":
            return c.multiply(items.count, value)
        return c.choose([(c.compare(">", items.count, number(0)), value)], NULL)

    def _counted(self, many: Many, *conditions: Cell) -> Cell:
        """How many items there are for which the conditions hold as well."""
        if not many.holds and not conditions:
            return many.scope.items.count
        return self._gather(replace(many, holds=(*many.holds, *conditions)), "sum", number(1))

    def _nulls(self, many: Many, value: Cell) -> Cell:
        if not value.nullable:
            return number(0)
        with self._inside(many.scope, {}):
            null = self.cells.equal(value, NULL)
        return self._counted(many, null)

    def _total(self, many: Many) -> tuple[Cell, Cell]:
        """The sum, null where there is nothing or something null; and how many were summed."""
        if many.cell.kind != Kind.NUMBER:
            raise NotTranslated("sum() is asked of what is not a number")
        c = self.people_cells
        total, count = self._gather(many, "sum", many.cell), self._counted(many)
        none = [c.equal(count, number(0)), c.compare(">", self._nulls(many, many.cell), number(0))]
        return c.choose([(c.joined(none, every=False), NULL)], total), count

    def _extreme(self, least: bool, many: Many) -> Cell:
        if many.cell.kind not in (Kind.NUMBER, Kind.DATE):
            raise NotTranslated(f"{'min' if least else 'max'}() is asked of what is not a number")
        found = self._gather(many, "min" if least else "max", many.cell)
        if not many.cell.nullable:
            return found
        c = self.people_cells
        return c.choose([(c.compare(">", self._nulls(many, many.cell), number(0)), NULL)], found)

    def _decided(self, many: Many, test: Cell, *, every: bool) -> Cell:
        """Kleene's and, or or, over all items."""
        c = self.people_cells
        with self._inside(many.scope, {}):
            decides = self.cells.opposite(test) if every else test
            decides = self.cells.joined([decides], every=True)
        ways = [(c.compare(">", self._counted(many, decides), number(0)), truth(not every))]
        if test.nullable:
            ways.append((c.compare(">", self._nulls(many, test), number(0)), NULL))
        if many.missing is not None:
            ways.insert(0, (many.missing, NULL))
        return c.choose(ways, truth(every))


def _place(by: t.Tree) -> int | None:
    plain, value = literal(by)
    return int(value) if plain and isinstance(value, Decimal) and value == int(value) and value else None
