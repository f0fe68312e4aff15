"""Other places for a local change whose own is gone from a new version: the most alike first."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, assert_never

import msgspec

from footpath.definition import format as f
from footpath.definition.changes.change import Add, Change, Move, Remove, Set
from footpath.definition.changes.places import Spot, find, form_of, keys_of, shape_below
from footpath.definition.changes.tree import Tree


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """The question, option, figure … that a place belongs to: by its id, by what people read, and by its type."""

    path: str
    label: str = ""
    type: str = ""


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a change could have: for something new, its whole path there; for a move, whom it comes after."""

    path: str
    of: Thing
    alike: float


def elsewhere(change: Change, was: Tree, new: Tree) -> tuple[Elsewhere, ...]:
    """Every place of the new version that takes such a change. `was` is the definition that the change was made to."""
    old = find(was, change.path)
    if not isinstance(old, Spot):
        return ()
    match change:
        case Set():
            paths = [path for path, shape in _places(new) if _takes(shape, path, old)]
        case Add():
            holders = [(path, shape) for path, shape in _places(new) if shape == old.holder_shape]
            paths = [f"{path}.{old.key}" for path, _ in holders]
        case Move():
            beside = find(new, change.path)
            siblings = beside.siblings() if isinstance(beside, Spot) and beside.present else []
            paths = [f"{old.parent}.{key}" for key in siblings if key != old.key]
        case Remove():
            paths = []
        case _:
            assert_never(change)
    own = _thing(was, change.path)
    found = []
    for path in paths:
        spot = find(new, path)
        if isinstance(spot, Spot) and _free(spot, change):
            of = _thing(new, path)
            found.append(Elsewhere(path=path, of=of, alike=_alike(own, of) + (spot.key == old.key)))
    return tuple(sorted(found, key=lambda each: -each.alike))


def _free(spot: Spot, change: Change) -> bool:
    """What is there can be set, and what is not can be added; of a group's texts also those it does not have yet."""
    groups = [group for _, group in spot.around] + ([spot.value] if spot.present else [])
    if any(isinstance(group, dict) and "fixed" in group for group in groups):
        return False
    if isinstance(change, Add):
        return not spot.present
    return spot.present or (spot.held == "group" and isinstance(spot.shape, f.ForPeople | f.Text | f.Feel))


def _takes(shape: f.Shape | None, path: str, old: Spot) -> bool:
    """Whether what was set at one place may be set at another: a text goes where any text goes, a rule where a rule."""
    if old.held in ("ids", "items", "words") or not isinstance(old.shape, f.ForPeople | f.Text | f.Feel):
        return shape == old.shape and (old.held != "group" or path.rpartition(".")[2] == old.key)
    return type(shape) is type(old.shape)


def _places(tree: Tree) -> Iterator[tuple[str, f.Shape | None]]:
    """Every place of a definition with what it takes, whether or not anything stands there."""
    yield from _below(tree, f.SERVICE, "")


def _below(value: Any, shape: f.Shape | None, path: str) -> Iterator[tuple[str, f.Shape | None]]:
    shape = shape.group if isinstance(shape, f.ByForm) and not isinstance(value, list) else form_of(value, shape)
    lead = f"{path}." if path else ""
    match shape:
        case f.Group():
            keys = [key.name for key in shape.keys if key not in f.MARKS]
        case f.ById() | f.ListOf():
            keys = keys_of(value, shape)
        case _:
            return
    for key in keys:
        below = shape_below(shape, key)
        yield f"{lead}{key}", below
        held = _held(value, shape, key)
        if held is not None:
            yield from _below(held, below, f"{lead}{key}")


def _held(value: Any, shape: f.Shape | None, key: str) -> Any:
    if isinstance(value, dict):
        return value.get(key)
    return value[keys_of(value, shape).index(key)] if isinstance(value, list) else None


def _thing(tree: Tree, path: str) -> Thing:
    """What stands around a place and has an id of its own: the innermost."""
    found = Thing(path="")
    parts = path.split(".")
    for end in range(1, len(parts)):
        spot = find(tree, ".".join(parts[:end]))
        if isinstance(spot, Spot) and spot.present and spot.held in ("ids", "items"):
            value = spot.value if isinstance(spot.value, dict) else {}
            label = next((value[key] for key in ("ask", "title", "label", "en") if value.get(key)), "")
            said = label.get("en", "") if isinstance(label, dict) else label or (spot.value if not value else "")
            found = Thing(path=spot.path, label=str(said), type=str(value.get("type", "")))
    return found


def _alike(one: Thing, other: Thing) -> float:
    """How alike two things are: what they are called tells most, then what people read, then the kind of answer."""
    names = (one.path.rpartition(".")[2], other.path.rpartition(".")[2])
    same_kind = bool(one.type) and one.type == other.type
    return 3 * _ratio(*names) + 2 * _ratio(one.label.lower(), other.label.lower()) + same_kind


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio() if one and other else 0.0
