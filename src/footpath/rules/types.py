"""The types of FEEL as frozen values: what a name, a rule or a parameter can be."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

import msgspec

from footpath.rules.times import Date, DateAndTime, DaysAndTime, Time, YearsAndMonths
from footpath.rules.values import Callable, Range


class Type(msgspec.Struct, frozen=True):
    """A type says which values it accepts, and names itself for people."""

    def accepts(self, value: object) -> bool:
        raise NotImplementedError

    def describe(self) -> str:
        raise NotImplementedError

    @property
    def nullable(self) -> bool:
        return False


class Simple(Type, frozen=True):
    """One of FEEL's own types, by its name in the standard."""

    name: str
    said: str

    _PYTHON: ClassVar[dict[str, type]] = {
        "number": Decimal,
        "string": str,
        "boolean": bool,
        "date": Date,
        "time": Time,
        "date and time": DateAndTime,
        "days and time duration": DaysAndTime,
        "years and months duration": YearsAndMonths,
    }

    def accepts(self, value: object) -> bool:
        return type(value) is self._PYTHON[self.name]

    def describe(self) -> str:
        return self.said


class Anything(Type, frozen=True):
    """Any value at all, null too."""

    def accepts(self, value: object) -> bool:
        return True

    def describe(self) -> str:
        return "anything"

    @property
    def nullable(self) -> bool:
        return True


class Nothing(Type, frozen=True):
    """Null and nothing else."""

    def accepts(self, value: object) -> bool:
        return value is None

    def describe(self) -> str:
        return "nothing (null)"

    @property
    def nullable(self) -> bool:
        return True


class Maybe(Type, frozen=True):
    """A value of a type, or null."""

    of: Type

    def accepts(self, value: object) -> bool:
        return value is None or self.of.accepts(value)

    def describe(self) -> str:
        return f"{self.of.describe()}, or nothing (null)"

    @property
    def nullable(self) -> bool:
        return True


class ListOf(Type, frozen=True):
    item: Type

    def accepts(self, value: object) -> bool:
        if type(value) is not list:
            return False
        item = self.item
        return item is ANY or all(one is None or item.accepts(one) for one in value)

    def describe(self) -> str:
        return "a list" if self.item == ANY else f"a list of {_plural(self.item)}"


class ContextOf(Type, frozen=True):
    """A context with at least these entries."""

    fields: Mapping[str, Type]

    def accepts(self, value: object) -> bool:
        if type(value) is not dict:
            return False
        return all(
            name in value and (value[name] is None or of.accepts(value[name])) for name, of in self.fields.items()
        )

    def describe(self) -> str:
        return "a context" + (" with " + ", ".join(self.fields) if self.fields else "")

    def __hash__(self) -> int:
        return hash(tuple(self.fields.items()))


class RangeOf(Type, frozen=True):
    item: Type

    def accepts(self, value: object) -> bool:
        if type(value) is not Range:
            return False
        return all(end is None or self.item.accepts(end) for end in (value.start, value.end))

    def describe(self) -> str:
        return "a range" if self.item == ANY else f"a range of {_plural(self.item)}"


class FunctionOf(Type, frozen=True):
    """A function. `params` is None where only the result matters, or nothing is known."""

    params: tuple[Type, ...] | None
    gives: Type

    def accepts(self, value: object) -> bool:
        if not isinstance(value, Callable):
            return False
        if self.params is None:
            return True
        theirs = value.function_type()
        # What a function without a declared result gives is known only when it is called.
        if isinstance(theirs, FunctionOf) and theirs.gives == ANY:
            theirs = FunctionOf(theirs.params, self.gives)
        return conforms(theirs, self)

    def describe(self) -> str:
        return "a function"


class Constrained(Type, frozen=True):
    """A type of a model's own name, with the values it allows. `allows` is called with the value."""

    of: Type
    name: str
    allows: object  # Callable[[object], bool], kept as object so that the struct hashes by identity

    def accepts(self, value: object) -> bool:
        return self.of.accepts(value) and self.allows(value) is True  # type: ignore[operator]

    def describe(self) -> str:
        return f"{self.name} ({self.of.describe()})"


class OneOf(Type, frozen=True):
    """A type of which only some values can come. `asked` names the question whose options they are, if it is one."""

    of: Type
    values: tuple[Any, ...]
    asked: str = ""

    def accepts(self, value: object) -> bool:
        return self.of.accepts(value) and value in self.values

    def describe(self) -> str:
        return self.of.describe()


class NumberIn(Type, frozen=True):
    """Numbers between two ends, both included; None for no end. `whole` ones have nothing after the point."""

    low: Decimal | None = None
    high: Decimal | None = None
    whole: bool = False

    def accepts(self, value: object) -> bool:
        if type(value) is not Decimal:
            return False
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            return False
        return not self.whole or value == value.to_integral_value()

    def describe(self) -> str:
        return "a whole number" if self.whole else "a number"


NUMBER = Simple("number", "a number")
TEXT = Simple("string", "a text")
BOOLEAN = Simple("boolean", "true or false")
DATE = Simple("date", "a date")
TIME = Simple("time", "a time")
DATE_AND_TIME = Simple("date and time", "a date and time")
DAYS_AND_TIME = Simple("days and time duration", "a duration in days and time")
YEARS_AND_MONTHS = Simple("years and months duration", "a duration in years and months")
ANY = Anything()
NOTHING = Nothing()

# The names of the standard, as `instance of` and models write them.
NAMED: dict[str, Type] = {
    "number": NUMBER,
    "string": TEXT,
    "boolean": BOOLEAN,
    "date": DATE,
    "time": TIME,
    "date and time": DATE_AND_TIME,
    "dateTime": DATE_AND_TIME,
    "days and time duration": DAYS_AND_TIME,
    "dayTimeDuration": DAYS_AND_TIME,
    "years and months duration": YEARS_AND_MONTHS,
    "yearMonthDuration": YEARS_AND_MONTHS,
    "Any": ANY,
    "Null": NOTHING,
    "list": ListOf(ANY),
    "context": ContextOf({}),
    "function": FunctionOf(None, ANY),
    "range": RangeOf(ANY),
}


def _plural(item: Type) -> str:
    plurals: dict[Type, str] = {
        NUMBER: "numbers",
        TEXT: "texts",
        DATE: "dates",
        TIME: "times",
        BOOLEAN: "true or false values",
    }
    return plurals.get(item, "such: " + item.describe())


def optional(of: Type) -> Type:
    """The same type, or null."""
    return of if of.nullable else Maybe(of)


def certain(of: Type) -> Type:
    """The same type without null."""
    return of.of if isinstance(of, Maybe) else of


def bare(of: Type) -> Type:
    """The type without the constraints of models, which `instance of` does not look at."""
    match of:
        case Constrained() | OneOf():
            return bare(of.of)
        case NumberIn():
            return NUMBER
        case ListOf():
            return ListOf(bare(of.item))
        case ContextOf():
            return ContextOf({name: bare(inner) for name, inner in of.fields.items()})
        case _:
            return of


def limits(of: Type) -> Type:
    """The type without null and without the name of a model's constraint: what options and bounds it has stay."""
    while isinstance(of, Maybe | Constrained):
        of = of.of
    return of


def base(of: Type) -> Type:
    """The type without null, options, bounds and constraints: what operations look at."""
    match of:
        case Maybe() | OneOf() | Constrained():
            return base(of.of)
        case NumberIn():
            return NUMBER
        case _:
            return of


def conforms(has: Type, wants: Type) -> bool:
    """Whether every value of `has` is a value of `wants` (DMN 1.5, 10.3.2.9.2)."""
    if wants == ANY or has == wants or isinstance(has, Nothing):
        return True
    match has, wants:
        case Maybe(), _:
            return conforms(has.of, wants)
        case _, Maybe():
            return conforms(has, wants.of)
        case ((Constrained() | OneOf()), _):
            return conforms(has.of, wants)
        case NumberIn(), _:
            return conforms(NUMBER, wants)
        case ListOf(), ListOf():
            return conforms(has.item, wants.item)
        case RangeOf(), RangeOf():
            return conforms(has.item, wants.item)
        case ContextOf(), ContextOf():
            return all(name in has.fields and conforms(has.fields[name], of) for name, of in wants.fields.items())
        case FunctionOf(), FunctionOf():
            if wants.params is None:
                return True
            if has.params is None or len(has.params) != len(wants.params):
                return False
            return conforms(has.gives, wants.gives) and all(
                conforms(theirs, mine) for mine, theirs in zip(has.params, wants.params, strict=True)
            )
        case _:
            return False


def join(one: Type, other: Type) -> Type:
    """The narrowest type that holds both."""
    if one == other:
        return one
    if isinstance(one, Nothing):
        return optional(other)
    if isinstance(other, Nothing):
        return optional(one)
    if one == ANY or other == ANY:
        return ANY
    if isinstance(one, Maybe) or isinstance(other, Maybe):
        return optional(join(certain(one), certain(other)))
    if isinstance(one, Constrained) or isinstance(other, Constrained):
        return join(
            one.of if isinstance(one, Constrained) else one, other.of if isinstance(other, Constrained) else other
        )
    match one, other:
        case OneOf(), OneOf() if base(one) == base(other):
            asked = one.asked if one.asked == other.asked else ""
            return OneOf(base(one), tuple(dict.fromkeys((*one.values, *other.values))), asked)
        case (OneOf() | NumberIn(), _) | (_, OneOf() | NumberIn()):
            return join(base(one), base(other))
        case ListOf(), ListOf():
            return ListOf(join(one.item, other.item))
        case RangeOf(), RangeOf():
            return RangeOf(join(one.item, other.item))
        case ContextOf(), ContextOf():
            return ContextOf(
                {name: join(of, other.fields[name]) for name, of in one.fields.items() if name in other.fields}
            )
        case _:
            return ANY


def type_of(value: object) -> Type:
    """The type of a value that is there."""
    match value:
        case None:
            return NOTHING
        case list():
            if not value:
                return ListOf(ANY)
            found = type_of(value[0])
            for one in value[1:]:
                found = join(found, type_of(one))
            return ListOf(found)
        case dict():
            return ContextOf({name: type_of(one) for name, one in value.items()})
        case Range():
            ends = [type_of(end) for end in (value.start, value.end) if end is not None]
            return RangeOf(ends[0] if ends else ANY)
        case Callable():
            return value.function_type()
        case _:
            return _BY_PYTHON.get(type(value), ANY)


_BY_PYTHON: dict[type, Type] = {
    Decimal: NUMBER,
    str: TEXT,
    bool: BOOLEAN,
    Date: DATE,
    Time: TIME,
    DateAndTime: DATE_AND_TIME,
    DaysAndTime: DAYS_AND_TIME,
    YearsAndMonths: YEARS_AND_MONTHS,
}
