"""A change: one alteration of a definition, addressed by id, with a reason."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, assert_never

import msgspec

type Class = Literal["wording", "relax", "tighten", "restructure", "law"]

# From the lightest to the heaviest: a list of changes is of the class of its heaviest.
CLASSES: tuple[Class, ...] = ("wording", "relax", "tighten", "restructure", "law")


class _Common(msgspec.Struct, frozen=True, kw_only=True):
    """What every change says: where, why, and for how long.

    `until` is the last day on which it holds. `must_move_by` and `carry` are about people half-way: the day by which
    they move whatever its class, and how an answer to a new question follows from old ones (by its id, in FEEL; an
    empty mapping says that nothing needs to follow, and nobody has to stay behind for it).
    `kept_over` is the version of the standard that says something newer here, which somebody chose not to take:
    shown as a debt until they have looked at it again.
    """

    path: str
    because: str
    until: date | None = None
    must_move_by: date | None = None
    carry: Mapping[str, str] | None = None
    kept_over: int | None = None


class Set(_Common, frozen=True, kw_only=True, tag="set"):
    """Another value for something that is there, or that its group may have."""

    to: Any


class Add(_Common, frozen=True, kw_only=True, tag="add"):
    """Something new by its id. `after` and `before` name a sibling; with neither it comes last."""

    value: Any
    after: str | None = None
    before: str | None = None


class Remove(_Common, frozen=True, kw_only=True, tag="remove"):
    """Something taken out."""


class Move(_Common, frozen=True, kw_only=True, tag="move"):
    """Something put elsewhere among its siblings. With neither `after` nor `before` it becomes the last."""

    after: str | None = None
    before: str | None = None


type Change = Set | Add | Remove | Move


class Place(msgspec.Struct, frozen=True):
    """Where in a file something stands, from 1."""

    line: int
    column: int


class Adaptation(msgspec.Struct, frozen=True, kw_only=True):
    """An authority's kept changes to one version of a standard. `places` are those of the changes in the file."""

    adapts: str
    version: int
    authority: str | None
    changes: tuple[Change, ...]
    places: tuple[Place, ...] = ()
    file: str = ""


class WrittenInt(int):
    """A whole number that was not written as we would write it: 07700 900123 without its spaces keeps its zero."""

    written: str

    def __new__(cls, value: int, written: str) -> "WrittenInt":
        made = super().__new__(cls, value)
        made.written = written
        return made


def lapsed(change: Change, on: date | None) -> bool:
    """Whether its time was over before that day. On its last day it still holds."""
    return on is not None and change.until is not None and on > change.until


# Plain data, for a database and for JSON. Decimals, and numbers written in a way of their own, are kept as they were
# written: {"=": "85.00"}. No definition has a mapping with that key.
_NUMBER = "="


def changes_data(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """The changes as dictionaries, lists, texts, whole numbers, booleans and None."""
    return [change_data(change) for change in changes]


def change_data(change: Change) -> dict[str, Any]:
    data: dict[str, Any] = {word_of(change): change.path}
    match change:
        case Set():
            data["to"] = data_of(change.to)
        case Add():
            data["value"] = data_of(change.value)
        case Remove() | Move():
            pass
        case _:
            assert_never(change)
    if isinstance(change, Add | Move):
        for where in ("after", "before"):
            if getattr(change, where) is not None:
                data[where] = getattr(change, where)
    data["because"] = change.because
    if change.until is not None:
        data["until"] = change.until.isoformat()
    if change.must_move_by is not None:
        data["must_move_by"] = change.must_move_by.isoformat()
    if change.carry is not None:
        data["carry"] = dict(change.carry)
    if change.kept_over is not None:
        data["kept_over"] = change.kept_over
    return data


def changes_from_data(data: Sequence[Mapping[str, Any]]) -> tuple[Change, ...]:
    """What `changes_data` gave. Raises ValueError where it is something else."""
    return tuple(_from_data(each) for each in data)


WORDS: Mapping[str, type[Set] | type[Add] | type[Remove] | type[Move]] = {
    "set": Set,
    "add": Add,
    "remove": Remove,
    "move": Move,
}


def word_of(change: Change) -> str:
    return change.__struct_config__.tag  # type: ignore[return-value]


def _from_data(data: Mapping[str, Any]) -> Change:
    word = next((word for word in WORDS if word in data), None)
    if word is None or not isinstance(data[word], str):
        raise ValueError("a change begins with set, add, remove or move, and the path")
    said: dict[str, Any] = {"path": data[word], "because": str(data.get("because", ""))}
    if word == "set":
        if "to" not in data:
            raise ValueError("a change that sets something says `to` what")
        said["to"] = value_of(data["to"])
    elif word == "add":
        if "value" not in data:
            raise ValueError("a change that adds something has its `value`")
        said["value"] = value_of(data["value"])
    if word in ("add", "move"):
        said |= {where: str(data[where]) for where in ("after", "before") if data.get(where) is not None}
    for day in ("until", "must_move_by"):
        if data.get(day) is not None:
            said[day] = date.fromisoformat(data[day])
    if data.get("carry") is not None:
        said["carry"] = {str(new): str(old) for new, old in data["carry"].items()}
    if data.get("kept_over") is not None:
        said["kept_over"] = int(data["kept_over"])
    return WORDS[word](**said)


def data_of(value: Any) -> Any:
    """A part of a definition as plain data: numbers other than plain whole ones as {"=": what was written}."""
    match value:
        case WrittenInt():
            return {_NUMBER: value.written}
        case Decimal():
            return {_NUMBER: str(value)}
        case dict():
            return {key: data_of(each) for key, each in value.items()}
        case list():
            return [data_of(each) for each in value]
        case _:
            return value


def value_of(data: Any) -> Any:
    """A part of a definition from its plain data."""
    match data:
        case {"=": str(written)} if len(data) == 1:
            return number(written)
        case dict():
            return {str(key): value_of(each) for key, each in data.items()}
        case list() | tuple():
            return [value_of(each) for each in data]
        case float():  # of somebody's own JSON: the digits they wrote
            return Decimal(repr(data))
        case _:
            return data


_WHOLE = re.compile(r"[-+]?[0-9]{1,34}")


def number(written: str) -> int | Decimal:
    """A number with the digits it was written in."""
    if not _WHOLE.fullmatch(written):
        return Decimal(written)
    whole = int(written)
    return whole if str(whole) == written else WrittenInt(whole, written)


# Where changes meet


def paths_touched(changes: Iterable[Change]) -> frozenset[str]:
    """The ids that changes alter, and the places between ids that they fill: those end in PLACE.

    Two changes whose paths do not overlap commute: whichever comes first, the definition is the same.
    """
    touched: set[str] = set()
    for change in changes:
        touched.add(change.path)
        parent, _, _ = change.path.rpartition(".")
        match change:
            case Set():
                pass
            case Remove():
                touched.add(change.path + PLACE)
            case Add() | Move():
                anchor = change.after or change.before
                touched.add(change.path + PLACE)
                # Two that come last, or beside the same sibling, come in the order in which they were made.
                touched.add((f"{parent}.{anchor}" if anchor else f"{parent}.{LAST}") + PLACE)
            case _:
                assert_never(change)
    return frozenset(touched)


PLACE = ":place"
LAST = "*"


def overlap(a: Iterable[Change], b: Iterable[Change]) -> bool:
    """Whether two lists of changes touch the same place, or one a place inside the other's."""
    mine, theirs = paths_touched(a), paths_touched(b)
    return any(inside(one, other) or inside(other, one) for one in mine for other in theirs)


def inside(path: str, outer: str) -> bool:
    """Whether a path is another, or lies inside it."""
    return path == outer or not outer or path.startswith(outer + ".")
