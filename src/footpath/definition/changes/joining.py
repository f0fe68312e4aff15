"""One more edit joined to a list of changes, so that the list says what differs and not how it came about."""

from collections.abc import Iterator, Sequence
from typing import assert_never

import msgspec
from msgspec.structs import replace

from footpath.definition.changes.applying import apply
from footpath.definition.changes.change import Add, Change, Move, Remove, Set, inside
from footpath.definition.changes.places import Spot, find
from footpath.definition.changes.tree import Tree, copied, same
from footpath.values import Fault


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """The changes with the edit among them, and the definition they make."""

    changes: tuple[Change, ...]
    tree: Tree


def join(standard: Tree, changes: Sequence[Change], edits: Sequence[Change]) -> Joined | tuple[Fault, ...]:
    """The list with the edits, which are made after all of it. What it makes is what appending them would make.

    A second edit of a place takes the place of the first; one inside something new becomes part of it; and one that
    says what the standard says leaves nothing behind. What holds for a while leaves in place what comes back after it.
    """
    joined = tuple(changes)
    for edit in edits:
        wanted = apply(standard, (*joined, edit))
        if isinstance(wanted, tuple):
            return wanted
        # The shortest list comes first. Each is tried: a change further on may stand on the one that is left out.
        joined = next(each for each in _lists(joined, edit, wanted) if _makes(standard, each, wanted))
    made = apply(standard, joined)
    return made if isinstance(made, tuple) else Joined(changes=joined, tree=made)


def without(standard: Tree, changes: Sequence[Change], number: int) -> Joined | tuple[Fault, ...]:
    """The list without one of its changes, or why the others cannot do without it."""
    left = (*changes[:number], *changes[number + 1 :])
    made = apply(standard, left)
    return made if isinstance(made, tuple) else Joined(changes=left, tree=made)


def _makes(standard: Tree, changes: Sequence[Change], wanted: Tree) -> bool:
    made = apply(standard, changes)
    return not isinstance(made, tuple) and same(made, wanted)


def _lists(changes: tuple[Change, ...], edit: Change, wanted: Tree) -> Iterator[tuple[Change, ...]]:
    """Lists that may do, and at the end the one that surely does."""

    def outdated(change: Change) -> bool:
        if not _outlasts(edit, change):
            return False
        if isinstance(edit, Move):
            return isinstance(change, Move) and change.path == edit.path
        return inside(change.path, edit.path)

    rest = tuple(each for each in changes if not outdated(each))
    if rest != changes:
        yield rest
    for number in reversed(range(len(changes))):
        outer = changes[number]
        # What is inside something new lasts no longer than that.
        as_long = edit.until == outer.until or (isinstance(outer, Add) and edit.until is None)
        if isinstance(outer, Add | Set) and inside(edit.path, outer.path) and as_long:
            folded = _folded(outer, edit, wanted)
            if folded is not None:
                below = (each for each in changes[number + 1 :] if not _within(each, outer.path))
                yield (*changes[:number], folded, *below)
                yield (*changes[:number], folded, *changes[number + 1 :])
    for number, each in enumerate(changes):
        if each.path == edit.path and type(each) is type(edit) and _outlasts(edit, each):
            yield (*(c for c in changes[:number] if not outdated(c)), edit, *_kept(changes[number + 1 :], rest))
    yield (*rest, edit)
    yield (*changes, edit)


def _outlasts(edit: Change, change: Change) -> bool:
    """Whether the edit holds for as long as what it would take the place of."""
    return edit.until is None or (change.until is not None and change.until <= edit.until)


def _within(change: Change, path: str) -> bool:
    return inside(change.path, path) and not (isinstance(change, Move) and change.path == path)


def _kept(changes: Sequence[Change], rest: Sequence[Change]) -> Iterator[Change]:
    return (each for each in changes if each in rest)


def _folded(outer: Add | Set, edit: Change, wanted: Tree) -> Change | None:
    """What made the place around the edit, saying at once what the edit says."""
    if isinstance(outer, Add) and isinstance(edit, Move) and edit.path == outer.path:
        return replace(outer, after=edit.after, before=edit.before, because=edit.because)
    found = find(wanted, outer.path)
    if not isinstance(found, Spot) or not found.present:
        return None
    value = copied(found.value)
    match outer:
        case Add():
            return replace(outer, value=value, because=edit.because)
        case Set():
            return replace(outer, to=value, because=edit.because, kept_over=None)
        case _:
            assert_never(outer)


def covering(changes: Sequence[Change], path: str) -> Change | None:
    """The change that says what stands at a place: the last at it, or around it."""
    return next(
        (each for each in reversed(changes) if not isinstance(each, Move | Remove) and inside(path, each.path)), None
    )
