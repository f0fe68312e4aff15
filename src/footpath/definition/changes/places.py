"""Where a path leads in a definition: through groups by key, through mappings by id, through lists by what an item is.

Items of a list of texts or numbers are called by themselves (`lists.zone_postcodes.OX1 1AA`), examples by their name,
values of a figure by the day they hold from (`figures.yearly_price.2026-04-01.value`; `always` without a day), and
items of any other list by their place, from 0 (`decide.automatically.0.when`).
"""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from footpath.definition import format as f
from footpath.definition.changes.tree import Tree, text_of
from footpath.values import LANGUAGES

type Held = Literal["group", "ids", "items", "words", "data"]

ALWAYS = "always"


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """One place: what holds it, its key there, and what the format says may stand in it.

    `index` is where it stands in a list, or None where it is not there.
    """

    path: str
    holder: Any  # the dict or list
    held: Held
    key: str
    shape: f.Shape | None
    holder_shape: f.Shape | None
    index: int | None = None
    around: tuple[tuple[str, Any], ...] = ()  # groups on the way that may carry marks, by path, from the outside in

    @property
    def present(self) -> bool:
        return self.index is not None if isinstance(self.holder, list) else self.key in self.holder

    @property
    def value(self) -> Any:
        if isinstance(self.holder, list):
            assert self.index is not None
            return self.holder[self.index]
        return self.holder[self.key]

    @property
    def parent(self) -> str:
        return self.path[: -len(self.key)].rstrip(".")

    def siblings(self) -> list[str]:
        """What stands beside it, by key, in order."""
        return keys_of(self.holder, self.holder_shape)


class Astray(msgspec.Struct, frozen=True, kw_only=True):
    """A path that leads nowhere: how far it led, the word there that is not known, and those that are."""

    reached: str
    word: str
    known: tuple[str, ...]


def find(tree: Tree, path: str, *, opening: bool = False) -> Spot | Astray:
    """The place of a path. The last key need not be there; all before it must be.

    `opening`: a short form on the way is written out in the tree, so that something can be put below it: a text
    becomes {en: …}, an option {label: …}, a figure {value: …}; and a list or mapping that is missing is begun.
    """
    holder: Any = tree
    shape: f.Shape | None = f.SERVICE
    reached: list[str] = []
    around: list[tuple[str, Any]] = []
    rest = path
    while True:
        held = _held(holder, shape)
        if isinstance(shape, f.Group) and isinstance(holder, dict):
            around.append((".".join(reached), holder))
        key, rest = _next(holder, shape, rest)
        below = shape_below(shape, key)
        index = _index(holder, shape, key) if isinstance(holder, list) else None
        spot = Spot(
            path=".".join([*reached, key]),
            holder=holder,
            held=held,
            key=key,
            shape=below,
            holder_shape=shape,
            index=index,
            around=tuple(around),
        )
        if not rest:
            if (held == "group" and below is None) or (held == "words" and key not in LANGUAGES):
                return Astray(reached=".".join(reached), word=key, known=_known(holder, shape))
            return spot
        reached.append(key)
        if not spot.present:
            if held == "group" and isinstance(below, f.ById | f.ListOf):
                # Nobody has begun it yet.
                begun: Any = [] if isinstance(below, f.ListOf) else {}
                if opening:
                    holder[key] = begun
                holder, shape = begun, below
                continue
            return Astray(reached=".".join(reached[:-1]), word=key, known=_known(holder, shape))
        value, shape, rest, inner = _opened(spot, rest, opening=opening)
        if inner is not None:
            around.append((spot.path, spot.value))
            reached.append(inner)
        if not isinstance(value, dict | list):
            known = _known(value, shape)
            return Astray(reached=".".join(reached), word=rest.split(".", 1)[0], known=known)
        holder = value


def value_of(found: Spot | Astray, missing: Any = None) -> Any:
    """What stands at a place that was looked for, or `missing` where nothing does."""
    return found.value if isinstance(found, Spot) and found.present else missing


def value_at(tree: Tree, path: str, missing: Any = None) -> Any:
    """What stands at a path, or `missing` where nothing does."""
    return value_of(find(tree, path), missing)


def _opened(spot: Spot, rest: str, *, opening: bool) -> tuple[Any, f.Shape | None, str, str | None]:
    """What stands at a place, seen so that the next word of the path can be looked for in it.

    With what is left of the path, and the key that the path did not say because it goes without saying.
    """
    value, shape = spot.value, spot.shape
    word = rest.split(".", 1)[0]
    made: Any = None
    if isinstance(shape, f.ByForm):
        short = _SHORT.get(shape.group.name)
        form = form_of(value, shape)
        if form is not shape.group and short is not None:
            name = short[1] if isinstance(value, list) else short[0]
            known = shape.group.key(word)
            if isinstance(value, list) and rest.startswith(f"{name}."):
                rest = rest.partition(".")[2]  # lists.x.values.OX1 1AA of a list without a source
            elif known is not None and not (isinstance(form, f.ForPeople) and word in LANGUAGES):
                made, form = {name: value}, shape.group
        elif form is shape.group and short is not None and isinstance(value, dict) and shape.group.key(word) is None:
            # figures.yearly_price.2026-04-01 of a figure that has a source or a mark too
            inner = list_within(value, form)
            if inner is not None:
                return *inner[1:], rest, inner[0]
        shape = form
    if isinstance(shape, f.ForPeople) and isinstance(value, str) and word in LANGUAGES:
        made = {"en": value}
    if made is not None:
        if opening:
            if isinstance(spot.holder, list):
                assert spot.index is not None
                spot.holder[spot.index] = made
            else:
                spot.holder[spot.key] = made
        value = made
    return value, shape, rest, None


# The key that a short form stands for, by group: as a single value, and as a list.
_SHORT = {
    "figure": ("value", "dated"),
    "list": ("values", "values"),
    "option": ("label", "label"),
    "rule": ("is", "is"),
}


def list_within(value: Any, shape: f.Shape | None) -> tuple[str, list[Any], f.Shape | None] | None:
    """The list that a figure or a list is about, where it is written with its source or a mark; with its key."""
    short = _SHORT.get(shape.name) if isinstance(shape, f.Group) else None
    if short is None or not isinstance(value, dict):
        return None
    assert isinstance(shape, f.Group)
    inner = next((key for key in short if isinstance(value.get(key), list)), None)
    if inner is None:
        return None
    return inner, value[inner], shape_below(shape, inner)


def form_of(value: Any, shape: f.Shape | None) -> f.Shape | None:
    """Which of its forms something is written in, as the loader takes it."""
    if not isinstance(shape, f.ByForm):
        return shape
    if isinstance(value, list):
        return shape.items
    if not isinstance(value, dict):
        return shape.value
    if isinstance(shape.value, f.ForPeople) and any(key in LANGUAGES for key in value):
        return shape.value
    return shape.group


def _held(holder: Any, shape: f.Shape | None) -> Held:
    if isinstance(holder, list):
        return "items"
    match shape:
        case f.Group():
            return "group"
        case f.ById():
            return "ids"
        case f.ForPeople():
            return "words"
        case _:
            return "data"


def _next(holder: Any, shape: f.Shape | None, rest: str) -> tuple[str, str]:
    """The next key and what is left. Keys of lists and of free data may hold dots: the longest that fits is meant."""
    if isinstance(shape, f.Group | f.ById | f.ForPeople):
        key, _, rest = rest.partition(".")
        return key, rest
    known = keys_of(holder, shape)
    fitting = [key for key in known if rest == key or rest.startswith(key + ".")]
    if fitting:
        key = max(fitting, key=len)
        return key, rest[len(key) + 1 :]
    if isinstance(holder, list) and not _by_place(holder, shape):
        first, _, after = rest.partition(".")
        if first.isdecimal() and int(first) < len(holder) and isinstance(holder[int(first)], dict):
            return known[int(first)], after  # examples.0 is the first of them
        return rest, ""  # what is not there yet, by its whole name
    key, _, rest = rest.partition(".")
    return key, rest


def _by_place(holder: list[Any], shape: f.Shape | None) -> bool:
    return bool(holder) and keys_of(holder, shape) == [str(place) for place in range(len(holder))]


def keys_of(holder: Any, shape: f.Shape | None) -> list[str]:
    """What the things in a mapping or list are called, in order."""
    if isinstance(holder, dict):
        return list(holder)
    if not isinstance(holder, list):
        return []
    keys = [key_of(each, shape) for each in holder]
    if None in keys or len(set(keys)) < len(keys):
        return [str(place) for place in range(len(holder))]
    return [key for key in keys if key is not None]


def key_of(item: Any, shape: f.Shape | None) -> str | None:
    """What an item of a list is called, or None where only its place tells it from the others."""
    if not isinstance(shape, f.ListOf | f.Constant):
        return None
    of = shape.item if isinstance(shape, f.ListOf) else None
    if isinstance(item, dict):
        if of is f.EXAMPLE:
            name = item.get("name")
            return name if isinstance(name, str) and _is_name(name) else None
        if of is f.DATED:
            return text_of(item["from"]) if "from" in item else ALWAYS
        return None
    if isinstance(item, list) or item is None:
        return None
    if of is not None and not isinstance(of, f.Constant | f.OneOf | f.Text | f.Feel | f.Id):
        # `needs` holds texts for people: they are too long to be called by, and change.
        return None
    if isinstance(of, f.Feel):  # what each column of a table looks at: it goes with the rows
        return None
    text = text_of(item)
    return text if _is_name(text) else None


def _is_name(text: str) -> bool:
    return bool(text) and len(text) <= 120 and "\n" not in text and text == text.strip(" .")


def _index(holder: list[Any], shape: f.Shape | None, key: str) -> int | None:
    keys = keys_of(holder, shape)
    return keys.index(key) if key in keys else None


def shape_below(shape: f.Shape | None, key: str) -> f.Shape | None:
    match shape:
        case f.Group():
            known = shape.key(key)
            return known.takes if known else None
        case f.ById():
            return shape.value
        case f.ListOf():
            return shape.item
        case f.ForPeople():
            return f.TEXT
        case _:
            return None


def _known(holder: Any, shape: f.Shape | None) -> tuple[str, ...]:
    if isinstance(shape, f.Group):
        return tuple(key.name for key in shape.keys)
    if isinstance(shape, f.ForPeople):
        return LANGUAGES
    return tuple(keys_of(holder, shape))


def marked(value: Any, shape: f.Shape | None, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every group at or below a place that carries a mark, by path."""
    shape = form_of(value, shape)
    if isinstance(value, dict):
        if isinstance(shape, f.Group) and ("fixed" in value or "must_set" in value) and shape.key("fixed") is not None:
            yield path, value
        if isinstance(shape, f.Group | f.ById):
            for key, each in value.items():
                if isinstance(each, dict | list):
                    yield from marked(each, shape_below(shape, key), f"{path}.{key}" if path else key)
