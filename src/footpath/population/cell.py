"""Values of many people at once: an expression over columns of whole numbers, with what is known of its size."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from typing import Any, Literal, Protocol

import ibis


class Kind(StrEnum):
    """What a cell holds. A date is a count of days, a duration a count of days or of months."""

    NUMBER = "number"
    BOOLEAN = "true or false"
    TEXT = "text"
    DATE = "date"
    DAYS = "duration in days"
    MONTHS = "duration in months"
    NULL = "null"


class Engine(Protocol):
    """What an engine must be able to do beside Ibis' plain arithmetic."""

    @property
    def digits(self) -> int: ...

    def whole(self, made: Any) -> Any:
        """A whole number that is made of written-out ones alone, in 64 bits, however small those are."""
        ...

    def divide(self, one: Any, two: Any, *, wide: bool) -> Any:
        """Whole numbers divided to a whole number: towards zero or towards the lesser, whichever the engine does."""
        ...

    def summed(self, column: Any, *, wide: bool) -> Any:
        """The sum of whole numbers, in 64 bits or in 38 digits like the numbers themselves."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What an expression is built on: a table so far, and the engine it is for."""

    table: Any
    engine: Engine


type Build = Callable[[Work], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A number is `n / 10**scale`, and `low <= n <= high` holds on every row; so no step can overflow in silence.

    `level` is how many rounds of columns must be there before this one can be built, `size` about how many operations
    it writes.
    """

    kind: Kind
    build: Build
    nullable: bool
    level: int = 0
    scale: int = 0
    low: int = 0
    high: int = 0
    reads: frozenset[str] = frozenset()  # the columns it is built on
    column: bool = False  # a column already: reading it twice costs nothing
    size: int = 0
    gather: "Gather | None" = None

    @property
    def counted(self) -> bool:
        return self.kind not in (Kind.BOOLEAN, Kind.TEXT, Kind.NULL)

    @property
    def wide(self) -> bool:
        return _is_wide(self.low, self.high)

    @property
    def constant(self) -> int | None:
        return self.low if self.counted and self.low == self.high and not self.nullable else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gather:
    """One value of a person from the items of a list of theirs; nulls are passed over."""

    items: str  # the question that is the list
    how: Literal["sum", "min", "max"]
    of: Cell  # of an item
    rounds: list[dict[str, Cell]]  # the columns of items that must be there before it
    looks_at: Mapping[str, Cell]  # the columns of the person that are looked at beside an item
    wide: bool = False  # what is found takes more than 64 bits


class NotTranslated(Exception):
    """A rule can not be found for many at once; it runs row by row. The message says why."""


# The exact engine keeps 34 digits and rounds beyond them; a population has to stop where that would begin.
DIGITS_MOST = 34
_NARROW_MOST = 2**63 - 1


def _is_wide(low: int, high: int) -> bool:
    return high > _NARROW_MOST or low < -_NARROW_MOST


def literal(value: int, *, wide: bool = False) -> Any:
    return ibis.literal(value, type="decimal(38, 0)" if wide else "int64")


def number(value: int, scale: int = 0, kind: Kind = Kind.NUMBER) -> Cell:
    wide = _is_wide(value, value)
    return Cell(
        kind=kind,
        build=lambda _work: literal(value, wide=wide),
        nullable=False,
        scale=scale,
        low=value,
        high=value,
        column=True,
    )


def truth(value: bool) -> Cell:
    return Cell(kind=Kind.BOOLEAN, build=lambda _work: ibis.literal(value), nullable=False, column=True)


def text(value: str) -> Cell:
    return Cell(kind=Kind.TEXT, build=lambda _work: ibis.literal(value), nullable=False, column=True)


NULL = Cell(kind=Kind.NULL, build=lambda _work: ibis.null(), nullable=True, column=True)
# As many operations are written again rather than kept: engines find what is common to the columns of one round, and
# each round costs them some milliseconds.
_SMALL = 8
_DEAR = _SMALL + 1  # what is always kept
_NULLS = {Kind.BOOLEAN: "boolean", Kind.TEXT: "string"}


class Cells:
    """Makes cells out of cells for one engine, and keeps the columns that come in between."""

    def __init__(self, digits: int, places: Iterator[int] | None = None) -> None:
        self.most = 10 ** min(digits, DIGITS_MOST)
        self.digits = digits
        self.rounds: list[dict[str, Cell]] = []
        self.places = count() if places is None else places  # cells of items share those of their people

    # Columns in between

    def keep(self, cell: Cell) -> Cell:
        """The cell as something to read more than once: a column of its own, unless it is little to write again."""
        constant = cell.constant
        if constant is not None:
            return number(constant, cell.scale, cell.kind)
        return cell if cell.column or cell.size <= _SMALL else self.column(cell)

    def column(self, cell: Cell) -> Cell:
        """The cell as a column of its own, however little it is."""
        if cell.column:
            return cell
        while len(self.rounds) <= cell.level:
            self.rounds.append({})
        name = f"v{next(self.places)}"
        self.rounds[cell.level][name] = cell
        return replace(
            cell,
            build=lambda work: work.table[name],
            level=cell.level + 1,
            reads=frozenset((name,)),
            column=True,
            size=0,
            gather=None,
        )

    def gathered(self, gather: Gather, longest: int) -> Cell:
        """What comes of all items of a person, of whom the longest list has so many."""
        low, high = gather.of.low, gather.of.high
        if gather.how == "sum":
            low, high = min(0, low) * longest, max(0, high) * longest
        # Only the size of it is asked here: how it is found, the steps say.
        of = gather.looks_at.values()
        made = self.made(lambda _work: None, *of, low=low, high=high, scale=gather.of.scale, kind=gather.of.kind)
        gather = replace(gather, wide=made.wide)
        reads = frozenset(gather.looks_at)
        return self.column(replace(made, nullable=gather.how != "sum", reads=reads, gather=gather))

    # Numbers

    def made(
        self, build: Build, *of: Cell, low: int, high: int, scale: int = 0, kind: Kind = Kind.NUMBER, work: int = 1
    ) -> Cell:
        """A counted cell made of others, in so many operations; refused where it could be too large."""
        if max(abs(low), abs(high)) >= self.most or (self.digits < DIGITS_MOST and _is_wide(low, high)):
            raise NotTranslated(f"a number on the way could have more than {min(self.digits, DIGITS_MOST)} digits")
        if scale > DIGITS_MOST:
            raise NotTranslated(f"a number on the way could have more than {DIGITS_MOST} places after the point")
        reads = _reads(of)
        return Cell(
            kind=kind,
            build=build if reads else _in_64_bits(build, low, high),
            nullable=any(one.nullable for one in of),
            level=max((one.level for one in of), default=0),
            reads=reads,
            scale=scale,
            low=low,
            high=high,
            size=work + sum(one.size for one in of),
        )

    @staticmethod
    def _sized(cell: Cell, wide: bool) -> Build:
        """The cell in 64 bits or in 38 digits; what is computed in 38 digits starts there."""
        if wide and not cell.wide:
            return lambda work: cell.build(work).cast("decimal(38, 0)")
        if cell.wide and not wide:
            return lambda work: cell.build(work).cast("int64")
        return cell.build

    def _both(self, a: Cell, b: Cell, low: int, high: int) -> tuple[Build, Build]:
        wide = a.wide or b.wide or _is_wide(low, high)
        return self._sized(a, wide), self._sized(b, wide)

    def _narrowed(self, build: Build, low: int, high: int, was_wide: bool) -> Build:
        if was_wide and not _is_wide(low, high):
            return lambda work: build(work).cast("int64")
        return build

    def scaled(self, cell: Cell, scale: int) -> Cell:
        """The same number with more places after its point."""
        if scale == cell.scale:
            return cell
        by = 10 ** (scale - cell.scale)
        constant = cell.constant
        if constant is not None:
            return number(constant * by, scale, cell.kind)
        return replace(self._times(cell, number(by)), scale=scale, kind=cell.kind)

    def alike(self, *cells: Cell) -> list[Cell]:
        scale = max(cell.scale for cell in cells)
        return [self.scaled(cell, scale) for cell in cells]

    def add(self, a: Cell, b: Cell, *, kind: Kind = Kind.NUMBER) -> Cell:
        a, b = self.alike(a, b)
        low, high = a.low + b.low, a.high + b.high
        if (known := _known(a, b, low)) is not None:
            return number(known, a.scale, kind)
        one, two = self._both(a, b, low, high)
        build = self._narrowed(lambda work: one(work) + two(work), low, high, a.wide or b.wide)
        return self.made(build, a, b, low=low, high=high, scale=a.scale, kind=kind)

    def subtract(self, a: Cell, b: Cell, *, kind: Kind = Kind.NUMBER) -> Cell:
        a, b = self.alike(a, b)
        low, high = a.low - b.high, a.high - b.low
        if (known := _known(a, b, low)) is not None:
            return number(known, a.scale, kind)
        one, two = self._both(a, b, low, high)
        build = self._narrowed(lambda work: one(work) - two(work), low, high, a.wide or b.wide)
        return self.made(build, a, b, low=low, high=high, scale=a.scale, kind=kind)

    def multiply(self, a: Cell, b: Cell, *, kind: Kind = Kind.NUMBER) -> Cell:
        return replace(self._times(a, b), scale=a.scale + b.scale, kind=kind)

    def _times(self, a: Cell, b: Cell) -> Cell:
        corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        low, high = min(corners), max(corners)
        if (known := _known(a, b, low)) is not None and abs(known) < self.most:
            return number(known, a.scale + b.scale)
        if b.constant == 1:
            return replace(a, scale=a.scale + b.scale, kind=Kind.NUMBER)
        one, two = self._both(a, b, low, high)
        build = self._narrowed(lambda work: one(work) * two(work), low, high, a.wide or b.wide)
        return self.made(build, a, b, low=low, high=high, scale=a.scale + b.scale)

    def negative(self, a: Cell) -> Cell:
        return self.made(lambda work: -a.build(work), a, low=-a.high, high=-a.low, scale=a.scale, kind=a.kind)

    def without_sign(self, a: Cell) -> Cell:
        a = self.keep(a)
        high = max(abs(a.low), abs(a.high))
        low = 0 if a.low <= 0 <= a.high else min(abs(a.low), abs(a.high))
        zero = literal(0, wide=a.wide)
        return self.made(
            lambda work: ibis.ifelse(a.build(work) < zero, -a.build(work), a.build(work)),
            a,
            low=low,
            high=high,
            scale=a.scale,
            kind=a.kind,
            work=3,
        )

    def divide_exactly(self, a: Cell, by: Cell) -> Cell | None:
        """Division by a constant of twos and fives, which ends; None for any other."""
        divisor = by.constant
        if not divisor:
            return None
        for places in range(DIGITS_MOST):
            if 10**places % divisor == 0:
                found = replace(self._times(a, number(10**places // divisor)), scale=0)
                scale = a.scale + places - by.scale
                if scale < 0:
                    found, scale = self._times(found, number(10**-scale)), 0
                return replace(found, scale=scale)
        return None

    def left_over(self, n: Cell, by: Cell) -> Cell:
        """What is left after division by a number above zero, itself never below zero."""
        _floor, left = self._divided(n, by)
        return left

    def _divided(self, n: Cell, d: Cell) -> tuple[Cell, Cell]:
        """The floor of `n / d`, and what is left over: never below zero. `d` is above zero."""
        n, d = self.keep(n), self.keep(d)
        floor = self._floor(n, d)
        if floor is not None:
            left = self.subtract(n, self._times(floor, d))
            return floor, replace(left, low=max(left.low, 0), high=min(left.high, d.high - 1))
        wide = n.wide or d.wide
        whole, divisor = self._sized(n, wide), self._sized(d, wide)
        ends = [x // y for x in (n.low, n.high) for y in (d.low, d.high)]
        low, high = min(ends), max(ends)
        signed = n.low < 0
        divided = self._narrowed(
            lambda work: work.engine.divide(whole(work), divisor(work), wide=wide), low, high + signed, wide
        )
        # A division is dear: it is done once, and what it leaves over is worked out from it.
        found = self.keep(self.made(divided, n, d, low=low, high=high + signed, work=_DEAR))
        quotient = self._sized(found, wide)
        most = d.high - 1
        least = -most if signed else 0

        def rest(work: Work) -> Any:
            return whole(work) - quotient(work) * divisor(work)

        left = self.made(self._narrowed(rest, least, most, wide), n, d, found, low=least, high=most, work=2)
        if not signed:
            return found, left
        left = self.keep(replace(left, size=_DEAR))
        # Engines differ in which way they go below zero. What is left over says which way this one went.
        below = self.compare("<", left, number(0))
        floor = self.subtract(found, self.choose([(below, number(1))], number(0)))
        left = self.add(left, self.choose([(below, d)], number(0)))
        return (
            self.keep(replace(floor, low=low, high=high)),
            self.keep(replace(left, low=0, high=most)),
        )

    def _floor(self, n: Cell, d: Cell) -> Cell | None:
        """The floor of `n / d` for a constant `d`, where lifting all numbers above nought first leaves them small."""
        divisor = d.constant
        if divisor is None:
            return None
        lift = max(0, -(n.low // divisor))
        if n.high + lift * divisor >= self.most or _is_wide(0, n.high + lift * divisor) > n.wide:
            return None
        lifted = self.add(n, number(lift * divisor)) if lift else n
        wide = lifted.wide or d.wide
        whole, by = self._sized(lifted, wide), self._sized(d, wide)
        low, high = lifted.low // divisor, lifted.high // divisor
        build = self._narrowed(lambda work: work.engine.divide(whole(work), by(work), wide=wide), low, high, wide)
        # A division is dear: it is done once.
        found = self.made(build, lifted, d, low=low, high=high, work=_DEAR)
        return self.keep(self.subtract(found, number(lift)) if lift else found)

    def _by_constant(self, n: Cell, d: Cell, how: str) -> Cell | None:
        """`n / d` rounded by adding up to a divisor first, where the divisor is a constant; None where it is not."""
        divisor = d.constant
        if divisor is None:
            return None
        add = {"floor": 0, "ceiling": divisor - 1, "decimal": divisor // 2}
        if n.low >= 0:
            half = {"round half up": divisor // 2, "round half down": (divisor - 1) // 2}
            add |= {"round down": 0, "round up": divisor - 1, **half}
        if how not in add or n.high + add[how] >= self.most or _is_wide(0, n.high + add[how]) > n.wide:
            return None
        n = self.keep(self.add(n, number(add[how]))) if add[how] else n
        floor = self._floor(n, d)
        if floor is None or how != "decimal" or divisor % 2:
            return floor
        # What is left over is nothing: it was a tie, and went up.
        tie = self.equal(self._times(floor, d), n)
        odd = self.condition(lambda work: floor.build(work) % literal(2, wide=floor.wide) != literal(0), floor)
        down = self.choose([(self.joined([tie, odd], every=True), number(1))], number(0))
        return replace(self.subtract(floor, down), low=floor.low - 1, high=floor.high)

    def rounded(self, a: Cell, places: int, how: str) -> Cell:
        if places >= a.scale:
            return a
        return self.rounded_quotient(a, number(1), places, how)

    def rounded_quotient(self, a: Cell, by: Cell, places: int, how: str) -> Cell:
        """`a / by` to so many places. Refused where rounding to 34 digits first could change what comes of it."""
        shift = places + by.scale - a.scale
        up, down = number(10 ** max(shift, 0)), number(10 ** max(-shift, 0))
        # Whole numbers from here on: both are counted in the same smallest parts.
        n, d = (replace(one, scale=0, kind=Kind.NUMBER) for one in (self._times(a, up), self._times(by, down)))
        nullable = False
        if d.high <= 0:
            n, d = self.negative(n), self.negative(d)
        if d.low < 0:
            d = self.keep(d)
            n = self.keep(n)
            # The sign of the divisor goes over to what is divided. A null divisor makes the quotient null anyway.
            n = self.choose([(self.compare("<", d, number(0)), self.negative(n))], n)
            d = self.without_sign(d)
        if d.low <= 0:
            nullable = True
            kept_d = self.keep(d)
            zero = literal(0, wide=d.wide)
            d = self.made(lambda work: kept_d.build(work).nullif(zero), kept_d, low=1, high=max(d.high, 1))
            d = replace(d, nullable=True)
        # A quotient nearer to a tie than the 34th digit would be rounded twice by the exact engine.
        if max(abs(n.low), abs(n.high)) >= 10 ** (DIGITS_MOST - 1):
            raise NotTranslated("a division on the way needs more than 33 digits")
        found = self._by_constant(n, d, how)
        if found is None:
            n, d = self.keep(n), self.keep(d)
            floor, left = self._divided(n, d)
            found = self._one_up(floor, n, d, left, how)
        found = replace(found, nullable=found.nullable or nullable, scale=max(places, 0))
        if places < 0:
            found = replace(self._times(found, number(10**-places)), scale=0)
        return found

    def _one_up(self, floor: Cell, n: Cell, d: Cell, left: Cell, how: str) -> Cell:
        """The floor of a quotient, or the next number above it, as the rounding has it."""
        if how == "floor":
            return floor
        twice = self.add(left, left)
        tie_wide = twice.wide or d.wide
        two_left, whole = self._sized(twice, tie_wide), self._sized(d, tie_wide)
        some = literal(0, wide=left.wide)
        odd = literal(0, wide=floor.wide)
        two = literal(2, wide=floor.wide)
        none = literal(0, wide=n.wide)

        def goes_up(work: Work) -> Any:
            over, tie = two_left(work) > whole(work), two_left(work) == whole(work)
            positive = n.build(work) >= none
            match how:
                case "ceiling":
                    return left.build(work) > some
                case "round up":
                    return (left.build(work) > some) & positive
                case "round down":
                    return (left.build(work) > some) & ~positive
                case "round half up":
                    return over | (tie & positive)
                case "round half down":
                    return over | (tie & ~positive)
                case _:
                    assert how == "decimal", how
                    return over | (tie & (floor.build(work) % two != odd))

        low, high = floor.low, floor.high + 1
        base = self._sized(floor, _is_wide(low, high))
        one, zero = (literal(value, wide=_is_wide(low, high)) for value in (1, 0))
        return self.made(
            lambda work: base(work) + ibis.ifelse(goes_up(work), one, zero),
            floor,
            n,
            d,
            left,
            low=low,
            high=high,
            work=6 + left.size + floor.size,
        )

    def extreme(self, least: bool, a: Cell, b: Cell) -> Cell:
        """The lesser or greater of two; null where either is, which GREATEST and LEAST would pass over."""
        a, b = (self.keep(one) for one in self.alike(a, b))
        pick = min if least else max
        low, high = pick(a.low, b.low), pick(a.high, b.high)
        one, two = self._both(a, b, low, high)
        wide = a.wide or b.wide

        def build(work: Work) -> Any:
            x, y = one(work), two(work)
            second = y < x if least else y > x
            if not (a.nullable or b.nullable):
                return ibis.ifelse(second, y, x)
            first = x <= y if least else x >= y
            return ibis.ifelse(second, y, ibis.ifelse(first, x, ibis.null("decimal(38, 0)" if wide else "int64")))

        return self.made(
            self._narrowed(build, low, high, wide),
            a,
            b,
            low=low,
            high=high,
            scale=a.scale,
            kind=a.kind,
            work=2 + a.size + b.size,
        )

    # Conditions

    def condition(self, build: Build, *of: Cell, nullable: bool | None = None, work: int = 1) -> Cell:
        return Cell(
            kind=Kind.BOOLEAN,
            build=build,
            nullable=any(one.nullable for one in of) if nullable is None else nullable,
            level=max((one.level for one in of), default=0),
            reads=_reads(of),
            size=work + sum(one.size for one in of),
        )

    def compare(self, op: str, a: Cell, b: Cell) -> Cell:
        """An order: null where either side is."""
        if Kind.NULL in (a.kind, b.kind):
            return NULL
        one, two = self._comparable(a, b)
        return self.condition(lambda work: _ORDERS[op](one(work), two(work)), a, b)

    def equal(self, a: Cell, b: Cell) -> Cell:
        """FEEL's equality: null equals null alone, so there is always an answer."""
        if a.kind == Kind.NULL or b.kind == Kind.NULL:
            other = b if a.kind == Kind.NULL else a
            if other.kind == Kind.NULL:
                return truth(True)
            return self.condition(lambda work: other.build(work).isnull(), other, nullable=False)
        a, b = self.keep(a), self.keep(b)
        one, two = self._comparable(a, b)
        if not (a.nullable or b.nullable):
            return self.condition(lambda work: one(work) == two(work), a, b)
        if not (a.nullable and b.nullable):
            return self.condition(lambda work: ibis.ifelse(one(work) == two(work), True, False), a, b, nullable=False)
        return self.condition(
            lambda work: ibis.ifelse(
                one(work).isnull() | two(work).isnull(),
                one(work).isnull() & two(work).isnull(),
                one(work) == two(work),
            ),
            a,
            b,
            nullable=False,
            work=6 + a.size + b.size,
        )

    def _comparable(self, a: Cell, b: Cell) -> tuple[Build, Build]:
        if a.kind != b.kind:
            raise NotTranslated(f"a {a.kind} is compared with a {b.kind}")
        if not a.counted:
            return a.build, b.build
        a, b = self.alike(a, b)
        return self._both(a, b, 0, 0)

    def opposite(self, a: Cell) -> Cell:
        # Ibis writes NOT without a bracket around it: what is asked of it then is asked of what it denies.
        return a if a.kind == Kind.NULL else self.condition(lambda work: a.build(work) == ibis.literal(False), a)

    def joined(self, parts: list[Cell], *, every: bool) -> Cell:
        """Kleene's and, or or: SQL has the same."""
        builds = [self._boolean(part) for part in parts]

        def build(work: Work) -> Any:
            found = builds[0](work)
            for one in builds[1:]:
                found = found & one(work) if every else found | one(work)
            return found

        return self.condition(build, *parts)

    def _boolean(self, part: Cell) -> Build:
        if part.kind == Kind.NULL:
            return lambda _work: ibis.null("boolean")
        if part.kind != Kind.BOOLEAN:
            raise NotTranslated(f"a condition is a {part.kind}")
        return part.build

    # Choices

    def choose(self, ways: list[tuple[Cell, Cell]], other: Cell) -> Cell:
        """The value of the first condition that is true; `other` where none is."""
        values = [*(value for _condition, value in ways), other]
        kinds = {value.kind for value in values} - {Kind.NULL}
        if len(kinds) > 1:
            raise NotTranslated("its branches give things of different kinds: " + ", ".join(sorted(kinds)))
        if not kinds:
            return NULL
        (kind,) = kinds
        counted = [value for value in values if value.counted]
        low, high, scale = 0, 0, 0
        if counted:
            alike = iter(self.alike(*counted))
            values = [next(alike) if value.counted else value for value in values]
            real = [value for value in values if value.counted]
            low, high = min(value.low for value in real), max(value.high for value in real)
            scale = real[0].scale
        wide = _is_wide(low, high)
        null_type = _NULLS.get(kind, "decimal(38, 0)" if wide else "int64")

        def written(value: Cell) -> Build:
            if value.kind == Kind.NULL:
                return lambda _work: ibis.null(null_type)
            return self._sized(value, wide) if value.counted else value.build

        conditions = [self._boolean(condition) for condition, _value in ways]
        builds = [written(value) for value in values]

        def build(work: Work) -> Any:
            branches = [(test(work), value(work)) for test, value in zip(conditions, builds, strict=False)]
            return ibis.cases(*branches, else_=builds[-1](work))

        plain = counted and not any(value.reads for value in values)
        return Cell(
            kind=kind,
            build=_in_64_bits(build, low, high) if plain else build,
            nullable=any(value.nullable for value in values),
            level=max(one.level for one in [*values, *(condition for condition, _value in ways)]),
            reads=_reads([*values, *(condition for condition, _value in ways)]),
            scale=scale,
            low=low,
            high=high,
            size=sum(1 + one.size for one in [*values, *(condition for condition, _value in ways)]),
        )


def _in_64_bits(build: Build, low: int, high: int) -> Build:
    """What is made of written-out numbers alone: those take 32 bits where they fit, and so would all of it."""
    return build if _is_wide(low, high) else lambda work: work.engine.whole(build(work))


def _known(a: Cell, b: Cell, made: int) -> int | None:
    """What is made of two constants."""
    return made if a.constant is not None and b.constant is not None else None


def _reads(cells: Iterable[Cell]) -> frozenset[str]:
    return frozenset[str]().union(*(cell.reads for cell in cells))


_ORDERS: dict[str, Callable[[Any, Any], Any]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
