"""How heavy a change is for people half-way. It is worked out from the two definitions, and never declared.

docs/reference/changes.md has the same as a table. Where two readings are possible the heavier one is taken: somebody
who is told once too often is better served than somebody who finds out afterwards.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, assert_never

import msgspec

from footpath.definition import format as f
from footpath.definition.changes.applying import apply
from footpath.definition.changes.change import CLASSES, Add, Change, Class, Move, Remove, Set, inside
from footpath.definition.changes.comparing import BECAUSE, differences, differences_at
from footpath.definition.changes.places import value_at
from footpath.definition.changes.saying import say
from footpath.definition.changes.tree import Tree, same, text_of
from footpath.definition.changes.trees import tree_of_edition
from footpath.definition.service import Edition


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One change between two definitions: how heavy it is, and what it does in a sentence."""

    change: Change
    class_: Class
    says: str


def compare(a: Edition, b: Edition, *, made: Iterable[Change] = ()) -> tuple[Difference, ...]:
    """What makes `b` of `a`, in the order of the definition. `made` is as for `compare_trees`."""
    return compare_trees(tree_of_edition(a), tree_of_edition(b), made=made)


def compare_trees(a: Tree, b: Tree, *, made: Iterable[Change] = ()) -> tuple[Difference, ...]:
    """What makes `b` of `a`. `made`: changes on record whose reason, and the day to move by, are theirs."""
    known = tuple(made)
    asked = _asked(a), _asked(b)
    return tuple(_difference(each, a, asked, known) for each in differences(a, b))


def _difference(change: Change, a: Tree, asked: tuple["_Asked", "_Asked"], made: tuple[Change, ...]) -> Difference:
    # The last word on a place is the nearest reason for what stands there.
    cause = next((each for each in reversed(made) if _about(each, change)), None)
    if cause is not None:
        change = msgspec.structs.replace(
            change, because=cause.because, must_move_by=cause.must_move_by, carry=cause.carry, until=cause.until
        )
    class_: Class = "law" if change.must_move_by is not None else _class(change, a, *asked)
    return Difference(change=change, class_=class_, says=say(change, a))


def _about(cause: Change, change: Change) -> bool:
    return inside(change.path, cause.path) or inside(cause.path, change.path)


def classify(before: Edition, after: Edition) -> tuple[Difference, ...]:
    """Every difference with its class."""
    return compare(before, after)


def heaviest(classes: Iterable[Class]) -> Class:
    """The class of several together; of none, wording."""
    return max(classes, key=CLASSES.index, default="wording")


def class_of(change: Change, tree: Tree) -> Class:
    """The class of one change to a definition, as a list of what it alters would have it."""
    if change.must_move_by is not None:
        return "law"
    made = apply(tree, (change,), marks=False)
    if isinstance(made, tuple):
        return "restructure"  # it cannot be made; nothing lighter may be said of it
    return heaviest(each.class_ for each in compare_trees(tree, made))


type _Asked = Mapping[str, tuple[str, Any]]


def _asked(tree: Tree) -> _Asked:
    """Every question, and every question of a repeat, by id: its path and what is written of it."""
    found: dict[str, tuple[str, Any]] = {}
    for page_id, page in _pairs(tree.get("pages")):
        for id_, question in _pairs(page.get("questions") if isinstance(page, dict) else None):
            path = f"pages.{page_id}.questions.{id_}"
            found[id_] = (path, question)
            if isinstance(question, dict):
                for inner, each in _pairs(question.get("questions")):
                    found[inner] = (f"{path}.questions.{inner}", each)
    return found


def _pairs(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from value.items()


def _class(change: Change, a: Tree, before: _Asked, after: _Asked) -> Class:
    parts = change.path.split(".")
    match parts:
        case ["pages", _, "questions", _, "questions", id_, *rest]:
            return _of_question(change, id_, rest, a, before, after)
        case ["pages", _, "questions", id_, *rest]:
            return _of_question(change, id_, rest, a, before, after)
        case ["pages", *rest]:
            return _of_page(change, rest, a, before, after)
        case _:
            return _of_service(change, parts, a)


def _of_page(change: Change, rest: list[str], a: Tree, before: _Asked, after: _Asked) -> Class:
    if isinstance(change, Move):
        return "wording"
    if len(rest) <= 1 or rest[1] == "questions":
        match change:
            case Add():
                return _arriving(change.value, before)
            case Remove():
                return _leaving(value_at(a, change.path), after)
            case Set():
                was = value_at(a, change.path)
                return heaviest((_arriving(change.to, before), _leaving(was, after)))
            case _:
                assert_never(change)
    if rest[1] == "when":
        # A condition that is new hides the page from some; without one it is for everybody. A condition that reads
        # otherwise may show the page to somebody who would not have seen it.
        was, now = value_at(a, change.path), change.to if isinstance(change, Set) else None
        return "relax" if was is None and now is not None else "tighten"
    return "wording"  # title, guidance, together, marks


def _arriving(value: Any, before: _Asked) -> Class:
    """A page, or pages, or the questions of one, that are new."""
    ids = _ids_in(value)
    classes: list[Class] = []
    for id_, question in ids.items():
        if id_ not in before:
            classes.append("tighten")
        else:
            path, was = before[id_]
            classes.append(_between(was, question, path))
    return heaviest(classes)


def _leaving(value: Any, after: _Asked) -> Class:
    return "restructure" if any(id_ not in after for id_ in _ids_in(value)) else "wording"


def _ids_in(value: Any) -> dict[str, Any]:
    """The questions in a page, in pages, or in a mapping of questions."""
    found: dict[str, Any] = {}
    for id_, each in _pairs(value):
        if isinstance(each, dict) and "type" in each:
            found[id_] = each
        if isinstance(each, dict):
            found |= _ids_in(each)
    return found


def _between(was: Any, now: Any, path: str) -> Class:
    """A question that stands elsewhere, or is written in one piece."""
    if not isinstance(was, dict) or not isinstance(now, dict):
        return "restructure"
    tree = {"pages": {"p": {"questions": {"q": was}}}}
    classes = []
    for each in differences_at(was, now, f.QUESTION, "pages.p.questions.q", because=BECAUSE):
        classes.append(_of_question(each, "q", each.path.split(".")[4:], tree, {"q": (path, was)}, {"q": (path, now)}))
    return heaviest(classes)


def _of_question(change: Change, id_: str, rest: list[str], a: Tree, before: _Asked, after: _Asked) -> Class:
    if isinstance(change, Move):
        return "wording"
    if not rest:
        match change:
            case Add():
                return _between(before[id_][1], change.value, change.path) if id_ in before else "tighten"
            case Remove():
                return "wording" if id_ in after else "restructure"
            case Set():
                return _between(value_at(a, change.path), change.to, change.path)
            case _:
                assert_never(change)
    was = value_at(a, change.path)
    now = change.to if isinstance(change, Set) else change.value if isinstance(change, Add) else None
    match rest:
        case ["type"]:
            return "restructure"
        case ["says", *_]:
            # What somebody has declared, they declared in the words that stood there.
            return "restructure"
        case ["optional"]:
            return "wording" if bool(was) == bool(now) else "relax" if now else "tighten"
        case ["between"]:
            return _limits(was, now)
        case ["between", _]:
            return "tighten"
        case ["longest" | "largest_megabytes" | "at_most"]:
            return _wider(was, now, none_is_open=True)
        case ["at_least"]:
            return _wider(now or 0, was or 0, none_is_open=False)
        case ["accept"]:
            return "relax" if _holds(now, was) else "tighten"
        case ["accept", *_]:
            return "relax" if isinstance(change, Add) else "tighten"
        case ["options"]:
            return "relax" if isinstance(was, dict) and isinstance(now, dict) and set(was) <= set(now) else "tighten"
        case ["options", _]:
            match change:
                case Add():
                    return "relax"
                case Remove():
                    return "tighten"
                case Set():
                    return _apart(_part(was, "apart"), _part(now, "apart"))
                case _:
                    assert_never(change)
        case ["options", _, "apart"]:
            return _apart(was, now)
        case ["questions"]:
            return heaviest((_arriving(now, before), _leaving(was, after)))
        case _:
            return "wording"  # ask, hint, why, errors, example, otherwise, one, basis, used_for, exhaustive, marks


def _apart(was: Any, now: Any) -> Class:
    """An option that rules out the others from now on takes something away; one that no longer does gives it back."""
    if bool(was) == bool(now):
        return "wording"
    return "tighten" if now else "relax"


def _limits(was: Any, now: Any) -> Class:
    if now is None:
        return "relax"
    if not isinstance(was, list) or not isinstance(now, list) or len(was) != 2 or len(now) != 2:
        return "tighten"
    lower = now[0] is None or same(was[0], now[0]) or _at_most(now[0], was[0])
    upper = now[1] is None or same(was[1], now[1]) or _at_most(was[1], now[1])
    return "relax" if lower and upper else "tighten"


def _at_most(a: Any, b: Any) -> bool:
    """Whether one end is surely not beyond another: both numbers, or both days. A rule cannot be told."""
    if isinstance(a, int | Decimal) and isinstance(b, int | Decimal):
        return a <= b
    return isinstance(a, str) and isinstance(b, str) and a[:1].isdecimal() and b[:1].isdecimal() and a <= b


def _wider(was: Any, now: Any, *, none_is_open: bool) -> Class:
    if none_is_open and now is None:
        return "relax"
    if none_is_open and was is None:
        return "tighten"
    return "relax" if _at_most(was, now) else "tighten"


def _holds(more: Any, fewer: Any) -> bool:
    """Whether everything of one list is in another. A list that is not there holds everything."""
    if more is None:
        return True
    if not isinstance(more, list) or not isinstance(fewer, list):
        return False
    return {text_of(each) for each in fewer} <= {text_of(each) for each in more}


def _of_service(change: Change, parts: list[str], a: Tree) -> Class:
    was = value_at(a, change.path)
    now = change.to if isinstance(change, Set) else change.value if isinstance(change, Add) else None
    match parts:
        case ["id"]:
            return "restructure"
        case ["figures" | "lists" | "rules", _] if isinstance(change, Add | Remove):
            # By itself it does nothing: what uses it, or no longer does, is a change of its own.
            return "wording"
        case ["figures" | "lists" | "rules"] if was is None or now is None:
            return "wording"
        case ["figures" | "lists" | "rules", _, *_, "source" | "fixed" | "must_set"]:
            return "wording"
        case ["figures" | "lists" | "rules", *_]:
            # What they pay or get may be another, so they are told before they send it.
            return "wording" if isinstance(change, Move) and parts[0] != "lists" else "tighten"
        case ["exits"]:
            return "relax" if now is None else "tighten"
        case ["exits", _]:
            match change:
                case Add() | Set():
                    return "tighten"
                case Remove():
                    return "relax"
                case Move():
                    return "wording"
                case _:
                    assert_never(change)
        case ["exits", _, "when"]:
            return "tighten"
        case ["charge"]:
            return "relax" if now is None else "tighten"
        case ["charge", "amount" | "when"]:
            return "tighten"
        case ["closes", *_]:
            return _closing(change, parts, was, now)
        case ["decide", "automatically", _, "because", *_]:
            return "wording"
        case ["decide", "automatically", *_]:
            return "tighten"
        case ["decide", "outcomes", _] if not isinstance(change, Move):
            return "relax" if isinstance(change, Add) else "tighten" if isinstance(change, Remove) else "wording"
        case ["keep", "drafts" | "answers"]:
            return "tighten"
        case _:
            return "wording"


def _closing(change: Change, parts: list[str], was: Any, now: Any) -> Class:
    """A later day, or more days of grace, takes nothing from anybody."""
    match parts:
        case ["closes"]:
            return "relax" if isinstance(change, Remove) else "tighten"
        case ["closes", "on"]:
            return "relax" if isinstance(was, str) and isinstance(now, str) and now >= was else "tighten"
        case ["closes", "grace_days"]:
            return _wider(was or 0, now or 0, none_is_open=False)
        case _:
            return "wording"


def _part(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None
