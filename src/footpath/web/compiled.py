"""Pages rendered once into fixed parts and slots, and joined with values when somebody asks for one.

Rendering a question through the GOV.UK macros takes some 3 ms, nearly all of a request's time; joining takes 0.02 ms.
"""

import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock

import msgspec
from markupsafe import Markup, escape

# Drawn anew for each process, so that no text of a definition and nothing typed by anybody can read as a slot.
# Slots are letters and digits only: no template changes, trims or escapes them.
_TOKEN = secrets.token_hex(16)
_SLOT = re.compile(rf'{_TOKEN}t([0-9a-f]*)x| {_TOKEN}m([0-9a-f]*)x=""')

_CHECKED = Markup(" checked")


def slot(name: str) -> str:
    """A place in a template for a text. It is escaped when it is filled, so it may stand in text and in attributes."""
    return f"{_TOKEN}t{name.encode().hex()}x"


def choice_slot(field: str, value: str) -> dict[str, str]:
    """The attributes of a radio or checkbox, that make it checked when the field holds `value`."""
    return {f"{_TOKEN}m{choice(field, value).encode().hex()}x": ""}


def choice(field: str, value: str) -> str:
    """The name of a choice's slot. A field's own slot never holds a line feed, so the two cannot be mistaken."""
    return f"{field}\n{value}"


class Compiled(msgspec.Struct, frozen=True):
    """A page in parts: text that is always the same, and after each piece of it the name of what comes next."""

    parts: tuple[str, ...]  # one more than there are slots
    slots: tuple[str, ...]

    def join(self, filled: Mapping[str, object]) -> Markup:
        """The page with every slot filled. A slot nobody fills is empty. Only Markup goes in as it is."""
        pieces = [self.parts[0]]
        for name, part in zip(self.slots, self.parts[1:], strict=True):
            value = filled.get(name)
            if value is not None:
                pieces.append(escape(value))
            pieces.append(part)
        return Markup("".join(pieces))  # noqa: S704, the parts came from templates and the rest was just escaped

    def __len__(self) -> int:
        return sum(map(len, self.parts))


def compile_page(html: str) -> Compiled:
    """A page rendered with slots, taken apart at them."""
    parts: list[str] = []
    slots: list[str] = []
    done = 0
    for found in _SLOT.finditer(html):
        parts.append(html[done : found.start()])
        slots.append(bytes.fromhex(found[1] if found[1] is not None else found[2]).decode())
        done = found.end()
    parts.append(html[done:])
    return Compiled(tuple(parts), tuple(slots))


def fill_fields(held: Mapping[str, str | list[str]]) -> dict[str, object]:
    """What a form's fields hold, as slots: a text for its field, and a check for each of the choices made."""
    filled: dict[str, object] = {}
    for field, value in held.items():
        values = [value] if isinstance(value, str) else value
        if values:
            # A text area swallows a line break that comes first, so it is given one more.
            filled[field] = "\n" + values[0] if values[0].startswith("\n") else values[0]
        for each in values:
            filled[choice(field, each)] = _CHECKED
    return filled


class Shelf:
    """Compiled pages, the least used put away first once they hold more than `most` characters together.

    Bounded by size and not by number: thousands of editions cost time now and then, and never memory.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Compiled] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Compiled]) -> Compiled:
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
                return found
        made = make()  # outside the lock: two threads may both make it, and both make the same
        with self._lock:
            if key not in self._held:
                self._held[key] = made
                self._size += len(made)
            while self._size > self._most and len(self._held) > 1:
                _, gone = self._held.popitem(last=False)
                self._size -= len(gone)
        return made

    @property
    def size(self) -> int:
        return self._size


# About 600 pages of 14,000 characters: what some 30 services need in two languages, in 8 MB a process.
SHELF = Shelf(most=8_000_000)
