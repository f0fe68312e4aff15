"""Changes made to a definition: on its plain tree, one after another, or nothing at all and the reasons why."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, assert_never

from footpath.definition import format as f
from footpath.definition.changes.change import Add, Change, Move, Place, Remove, Set, inside, lapsed, word_of
from footpath.definition.changes.places import Astray, Spot, find, form_of, key_of, keys_of, list_within, marked
from footpath.definition.changes.tree import Tree, copied, same, text_of
from footpath.definition.changes.writing import written
from footpath.definition.load import load_node
from footpath.definition.service import Edition
from footpath.definition.wording import listed, sentence, shortened
from footpath.rules import nearest
from footpath.values import Fault

MOST_CHANGES = 2_000


def apply(
    tree: Tree,
    changes: Sequence[Change],
    *,
    on: date | None = None,
    marks: bool = True,
    file: str = "changes",
    places: Sequence[Place] = (),
    copy: bool = True,
) -> Tree | tuple[Fault, ...]:
    """The definition with the changes made; the tree that was given stays as it is.

    `on`: changes that have lapsed by that day are passed over. `marks`: what is `fixed` may not be touched, and what
    is set is no longer marked `must_set`; the owner of a standard is bound by neither. `places` say where in a file
    each change stands, for its faults. `copy=False` is for whoever owns the tree and wants it altered.
    """
    making = _Making(copied(tree) if copy else tree, marks=marks, file=file, places=places)
    making.look_for_circles(changes, on)
    for number, change in enumerate(changes):
        if not lapsed(change, on):
            making.make(number, change)
    return tuple(making.faults) if making.faults else making.tree


def adapted(
    standard: Edition,
    changes: Sequence[Change],
    *,
    on: date | None = None,
    file: str = "",
    places: Sequence[Place] = (),
) -> Edition | tuple[Fault, ...]:
    """The edition that a standard and changes to it make. Its hash is that of any definition that says the same."""
    from footpath.definition.changes.trees import tree_of_edition

    made = apply(tree_of_edition(standard), changes, on=on, file=file or standard.file, places=places)
    if isinstance(made, tuple):
        return made
    return edition_of(made, file=file or standard.file)


def edition_of(tree: Tree, *, file: str) -> Edition | tuple[Fault, ...]:
    """A tree as an edition, or its faults at places of the text that it is written as."""
    text, root = written(tree)
    return load_node(root, text, file=file)


class _Unfit(Exception):
    """A change cannot be made. Says what is wrong and what to do."""


class _Making:
    def __init__(self, tree: Tree, *, marks: bool, file: str, places: Sequence[Place]) -> None:
        self.tree = tree
        self.marks = marks
        self.file = file
        self.places = places
        self.faults: list[Fault] = []

    def make(self, number: int, change: Change) -> None:
        try:
            if not change.because.strip():
                raise _Unfit("This change does not say why", "Add because: with the reason, in a sentence")
            spot = self.spot(change)
            if self.marks:
                self.look_at_fixed(change, spot)
            match change:
                case Set():
                    self.set(change, spot)
                case Add():
                    self.add(change, spot)
                case Remove():
                    self.remove(spot)
                case Move():
                    self.move(change, spot)
                case _:
                    assert_never(change)
            if self.marks:
                self.unmark(spot)
        except _Unfit as unfit:
            self.fault(number, change, *unfit.args)

    def fault(self, number: int, change: Change, wrong: str, mend: str) -> None:
        place = self.places[number] if number < len(self.places) else Place(1, 1)
        self.faults.append(
            Fault(
                file=self.file,
                line=place.line,
                column=place.column,
                path=change.path,
                wrong=f"{word_of(change)} {shortened(change.path)}: {sentence(wrong)}",
                mend=sentence(mend),
                check="49",
            )
        )

    # Where

    def spot(self, change: Change) -> Spot:
        path = change.path
        if not path.strip("."):
            raise _Unfit("There is no path", "Write where, like pages.vehicle.title")
        # A short form is written out only where something is put below it.
        found = find(self.tree, path, opening=isinstance(change, Set | Add))
        if isinstance(found, Astray):
            raise _Unfit(*_astray(found))
        if isinstance(change, Add):
            return self.appending(change, found)
        if not found.present and (not isinstance(change, Set) or found.held in ("ids", "items")):
            if isinstance(change, Set) and isinstance(found.holder_shape, f.ById) and found.holder_shape.of == "errors":
                return found
            raise _Unfit(*_absent(change, found))
        return found

    def appending(self, change: Add, found: Spot) -> Spot:
        """`add: lists.zone_postcodes` with a value means an item of that list."""
        shape = form_of(found.value, found.shape) if found.present else found.shape
        value = found.value if found.present else None
        inner = list_within(value, shape)
        if inner is not None:
            _, value, shape = inner
        if isinstance(value, list):
            key = key_of(change.value, shape)
            if key is None:
                key = str(len(value))
        elif not found.present and isinstance(shape, f.ListOf) and not isinstance(change.value, list):
            key = key_of(change.value, shape) or "0"
        else:
            return found
        below = find(self.tree, f"{found.path}.{key}", opening=True)
        if isinstance(below, Astray):
            raise _Unfit(*_astray(below))
        return below

    # What

    def set(self, change: Set, spot: Spot) -> None:
        value = copied(change.to)
        if isinstance(spot.holder, list):
            assert spot.index is not None
            key = key_of(value, spot.holder_shape)
            others = [name for name in spot.siblings() if name != spot.key]
            if key in others:
                raise _Unfit(f"{shortened(str(key))} is on the list already", "Take the other one out, or leave this")
            spot.holder[spot.index] = value
        else:
            spot.holder[spot.key] = value

    def add(self, change: Add, spot: Spot) -> None:
        if spot.present:
            mend = "To give it another value, use set"
            raise _Unfit(f"{shortened(spot.key)} is there already", mend)
        value = copied(change.value)
        if isinstance(spot.holder, list):
            key = key_of(value, spot.holder_shape)
            by_place = key is None or keys_of([*spot.holder, value], spot.holder_shape)[-1] != key
            if not by_place and key != spot.key:
                raise _Unfit(
                    f"The path calls it {shortened(spot.key)}, and its value {shortened(str(key))}",
                    "Write the same in both",
                )
            if by_place and not (spot.key.isdecimal() and int(spot.key) <= len(spot.holder)):
                raise _Unfit(
                    f"{shortened(spot.key)} is no place on this list",
                    f"Its places go from 0 to {len(spot.holder)}",
                )
            at = self.at(change, spot.siblings(), spot)
            if by_place and change.after is None and change.before is None:
                at = int(spot.key)
            spot.holder.insert(at, value)
        else:
            at = self.at(change, spot.siblings(), spot)
            _insert(spot.holder, at, spot.key, value)

    def remove(self, spot: Spot) -> None:
        if isinstance(spot.holder, list):
            assert spot.index is not None
            del spot.holder[spot.index]
            return
        del spot.holder[spot.key]
        if not spot.holder and isinstance(spot.holder_shape, f.ById):
            # Empty braces are no part of a definition: what held the last one goes with it, where it may.
            above = find(self.tree, spot.parent)
            if isinstance(above, Spot) and isinstance(above.holder_shape, f.Group):
                key = above.holder_shape.key(above.key)
                if key is not None and not key.needed:
                    del above.holder[above.key]

    def move(self, change: Move, spot: Spot) -> None:
        if spot.held in ("group", "words", "data"):
            raise _Unfit("The order does not count here, so nothing can be moved", "Take this change out")
        if spot.key in (change.after, change.before):
            raise _Unfit("This moves it beside itself", "Name another one")
        others = [key for key in spot.siblings() if key != spot.key]
        at = self.at(change, others, spot)
        value = spot.value
        if isinstance(spot.holder, list):
            assert spot.index is not None
            del spot.holder[spot.index]
            spot.holder.insert(at, value)
        else:
            del spot.holder[spot.key]
            _insert(spot.holder, at, spot.key, value)

    def at(self, change: Add | Move, keys: list[str], spot: Spot) -> int:
        """Where among these it comes to stand."""
        if change.after is not None and change.before is not None:
            raise _Unfit("after and before are both given", "Keep one of them")
        anchor = change.after if change.after is not None else change.before
        if anchor is None:
            return len(keys)
        anchor = anchor.removeprefix(f"{spot.parent}.")
        if anchor not in keys:
            word = "after" if change.after is not None else "before"
            raise _Unfit(
                f"It is to come {word} {shortened(anchor)}, and there is no such thing beside it",
                nearest(anchor, keys) or _there_are(keys),
            )
        return keys.index(anchor) + (1 if change.after is not None else 0)

    # Marks

    def look_at_fixed(self, change: Change, spot: Spot) -> None:
        own = not isinstance(change, Add) and spot.present
        groups = list(spot.around)
        if own and isinstance(spot.value, dict) and isinstance(form_of(spot.value, spot.shape), f.Group):
            groups.append((spot.path, spot.value))
        for path, group in groups:
            if "fixed" in group:
                self.refuse_fixed(path, group["fixed"])
        if not own or isinstance(change, Move):
            return
        for path, group in marked(spot.value, spot.shape, spot.path):
            if "fixed" not in group:
                continue
            if isinstance(change, Set) and same(_part(change.to, path[len(spot.path) + 1 :]), group):
                continue
            self.refuse_fixed(path, group["fixed"])

    def refuse_fixed(self, path: str, why: Any) -> None:
        where = f"{path} is" if path else "This service is"
        raise _Unfit(
            f"{where} fixed by the standard: {text_of(why)}", "Take this change out. The standard’s owner can change it"
        )

    def unmark(self, spot: Spot) -> None:
        """What had to be set has been."""
        for _, group in spot.around:
            if "must_set" in group and spot.key != "fixed":
                del group["must_set"]

    # Circles

    def look_for_circles(self, changes: Sequence[Change], on: date | None) -> None:
        beside: dict[str, tuple[str, int, Move]] = {}
        for number, change in enumerate(changes):
            if isinstance(change, Move) and not lapsed(change, on):
                anchor = change.after if change.after is not None else change.before
                parent, _, key = change.path.rpartition(".")
                if anchor is not None and anchor != key:
                    beside[change.path] = (f"{parent}.{anchor.removeprefix(parent + '.')}", number, change)
        done: set[str] = set()
        for start in beside:
            walked: list[str] = []
            path = start
            while path in beside and path not in done and path not in walked:
                walked.append(path)
                path = beside[path][0]
            if path in walked:
                circle = walked[walked.index(path) :]
                names = listed([each.rpartition(".")[2] for each in (*circle, circle[0])])
                _, number, change = beside[circle[-1]]
                self.fault(
                    number, change, f"These moves go in a circle: {names}", "Take one of them out, or move it elsewhere"
                )
            done.update(walked)


def _insert(holder: dict[str, Any], at: int, key: str, value: Any) -> None:
    after = list(holder.items())[at:]
    for name, _ in after:
        del holder[name]
    holder[key] = value
    holder.update(after)


def _part(value: Any, path: str) -> Any:
    """What stands at a path of ids below a value, or None."""
    for key in path.split(".") if path else ():
        if not isinstance(value, dict) or key not in value:
            return None
        value = value[key]
    return value


def _astray(found: Astray) -> tuple[str, str]:
    where = f"in {found.reached}" if found.reached else "in a service"
    wrong = f"There is no {shortened(found.word)} {where}"
    suggestion = nearest(found.word, found.known)
    if suggestion and found.reached:
        close = suggestion.removeprefix("Did you mean ").removesuffix("?")
        suggestion = f"Did you mean {found.reached}.{close}?"
    return wrong, suggestion or _there_are(found.known)


def _absent(change: Change, spot: Spot) -> tuple[str, str]:
    where = f"in {spot.parent}" if spot.parent else "in a service"
    keys = [key for key in spot.siblings() if key != spot.key]
    close = nearest(spot.key, keys)
    if close:
        close = f"Did you mean {spot.parent}.{close.removeprefix('Did you mean ')}" if spot.parent else close
    mend = close or _there_are(keys)
    if isinstance(change, Set) and not close:
        mend = f"{sentence(mend)} To put something new there, use add"
    return f"There is no {shortened(spot.key)} {where}", mend


def _there_are(keys: Sequence[str]) -> str:
    if not keys:
        return "There is nothing there yet"
    return f"There are: {listed(shortened(key) for key in keys[:12])}" + (", …" if len(keys) > 12 else "")


def must_set_left(edition: Edition) -> tuple[Fault, ...]:
    """What each authority must set for itself and this edition has not set: it cannot be published so."""
    return tuple(_left(edition))


def _left(edition: Edition) -> Iterator[Fault]:
    for path, mark in edition.service.marks.items():
        if mark.must_set is None:
            continue
        at = edition.position(path)
        yield Fault(
            file=edition.file,
            line=at.line,
            column=at.column,
            path=path,
            wrong=f"{path or 'The service'} must be set by each authority: {sentence(mark.must_set)}",
            mend=f"Add a change with set: {path or 'title'} and your own value.",
            check="changes",
        )


def touches(change: Change, path: str) -> bool:
    """Whether a change alters something at, in or around a path."""
    return inside(change.path, path) or inside(path, change.path)
