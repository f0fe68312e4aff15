"""Two definitions compared: the changes that make one of the other."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from footpath.definition import format as f
from footpath.definition.changes.change import Add, Change, Move, Remove, Set
from footpath.definition.changes.places import form_of, key_of, keys_of, shape_below
from footpath.definition.changes.tree import Tree, same

BECAUSE = "The other version says so"


def differences(a: Tree, b: Tree, *, because: str = BECAUSE) -> tuple[Change, ...]:
    """Changes whose application to `a` gives `b`. Nothing binds them: marks are part of what may differ."""
    return tuple(_Comparing(because).differences(a, b, f.SERVICE, ""))


def differences_at(
    a: Any, b: Any, shape: f.Shape | None, path: str, *, because: str = BECAUSE, by_place: bool = True
) -> tuple[Change, ...]:
    """The same of one part, at a path. `by_place`: an item that only its place tells from others is said by that."""
    return tuple(_Comparing(because, by_place=by_place).differences(a, b, shape, path))


class _Comparing:
    def __init__(self, because: str, *, by_place: bool = True) -> None:
        self.because = because
        self.by_place = by_place

    def differences(self, a: Any, b: Any, shape: f.Shape | None, path: str) -> Iterator[Change]:
        if a is b or same(a, b):
            return
        form = form_of(a, shape)
        if form is form_of(b, shape) and type(a) is type(b):
            if isinstance(a, dict):
                match form:
                    case f.ById():
                        yield from self.by_id(a, b, form, path)
                        return
                    case f.Group() | f.ForPeople() | f.Data():
                        yield from self.by_key(a, b, form, path)
                        return
            elif isinstance(a, list):
                keyed = _keyed(a, b, form)
                if keyed is not None:
                    yield from self.ordered(*keyed, form, path)
                    return
                if self.by_place and len(a) == len(b) and all(isinstance(each, dict) for each in (*a, *b)):
                    item = form.item if isinstance(form, f.ListOf) else None
                    for place, (one, other) in enumerate(zip(a, b, strict=True)):
                        yield from self.differences(one, other, item, f"{path}.{place}")
                    return
        yield Set(path=path, to=b, because=self.because)

    def by_key(self, a: dict[str, Any], b: dict[str, Any], shape: f.Shape, path: str) -> Iterator[Change]:
        """The keys of a group, whose order says nothing."""
        for key in a:
            if key not in b:
                yield Remove(path=_under(path, key), because=self.because)
        for key, value in b.items():
            at = _under(path, key)
            if key not in a:
                yield Set(path=at, to=value, because=self.because)
            elif isinstance(shape, f.Data):
                if not same(a[key], value, ordered=False):
                    yield Set(path=at, to=value, because=self.because)
            else:
                yield from self.differences(a[key], value, shape_below(shape, key), at)

    def by_id(self, a: dict[str, Any], b: dict[str, Any], shape: f.ById, path: str) -> Iterator[Change]:
        if not any(key in b for key in a):
            # Nothing of it is left. Taking out the last would take its holder away too.
            yield Set(path=path, to=b, because=self.because)
            return
        yield from self.ordered(a, b, shape, path)

    def ordered(self, a: dict[str, Any], b: dict[str, Any], shape: f.Shape | None, path: str) -> Iterator[Change]:
        """What was taken out, put in, moved or altered, of things whose order counts."""
        for key in a:
            if key not in b:
                yield Remove(path=_under(path, key), because=self.because)
        stay = _staying([key for key in a if key in b], list(b))
        first = next((key for key in b if key in stay), None)
        below = shape_below(shape, "")
        before: str | None = None  # the sibling in front, as soon as there is one
        for key, value in b.items():
            at = _under(path, key)
            ahead = first if before is None else None
            if key not in a:
                yield Add(path=at, value=value, because=self.because, after=before, before=ahead)
            else:
                if key not in stay:
                    yield Move(path=at, because=self.because, after=before, before=ahead)
                yield from self.differences(a[key], value, below, at)
            before = key


def _keyed(a: list[Any], b: list[Any], shape: f.Shape | None) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Both lists by what their items are called, where each is called something of its own."""
    if not a or not b or any(key_of(each, shape) is None for each in (*a, *b)):
        return None
    mine, theirs = dict(zip(keys_of(a, shape), a, strict=True)), dict(zip(keys_of(b, shape), b, strict=True))
    if len(mine) < len(a) or len(theirs) < len(b) or not _called(a, mine, shape) or not _called(b, theirs, shape):
        return None
    # A list of numbers may hold 0, 1, 2 in another order: these would be taken for places.
    return mine, theirs


def _called(items: list[Any], keyed: dict[str, Any], shape: f.Shape | None) -> bool:
    return [key_of(each, shape) for each in items] == list(keyed)


def _staying(mine: Sequence[str], theirs: Sequence[str]) -> frozenset[str]:
    """As many as possible that are in the same order in both, so that as few as possible are moved."""
    place = {key: number for number, key in enumerate(theirs)}
    tails: list[int] = []  # the least last place of a run of each length
    held: list[str] = []
    behind: dict[str, str | None] = {}
    for key in mine:
        at = bisect_left(tails, place[key])
        behind[key] = held[at - 1] if at else None
        if at == len(tails):
            tails.append(place[key])
            held.append(key)
        else:
            tails[at] = place[key]
            held[at] = key
    kept: set[str] = set()
    key_: str | None = held[-1] if held else None
    while key_ is not None:
        kept.add(key_)
        key_ = behind[key_]
    return frozenset(kept)


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
