"""A file of changes, read strictly: every fault with its line, its column and what to do."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from footpath.definition import format as f
from footpath.definition.changes.change import WORDS, Adaptation, Change, Place
from footpath.definition.changes.tree import plain_of
from footpath.definition.reading import LEFT_OUT, Reading, TooMany
from footpath.definition.wording import found, listed, shortened
from footpath.definition.yaml import Entries, Entry, Items, Node, Scalar, read
from footpath.rules import nearest
from footpath.values import Fault

MOST_CHANGES = 2_000
_ADAPTS = re.compile(rf"({f.ID})@([1-9][0-9]{{0,6}})")
_KEYS = ("adapts", "authority", "changes")
_OF_ALL = ("because", "until", "must_move_by", "carry", "kept_over")
_OF: Mapping[str, tuple[str, ...]] = {
    "set": ("to",),
    "add": ("value", "after", "before"),
    "remove": (),
    "move": ("after", "before"),
}


def read_adaptation(text: str, *, file: str = "adaptation.yaml") -> Adaptation | tuple[Fault, ...]:
    """What a file says differs from a standard, or everything that is wrong with it."""
    root = read(text, file=file)
    if isinstance(root, tuple):
        return root
    reader = _Reader(file)
    try:
        made = reader.adaptation(root)
    except TooMany:
        made = None
    if reader.reading.faults or made is None:
        return tuple(sorted(reader.reading.faults, key=lambda fault: (fault.line, fault.column)))
    return made


def read_changes(text: str, *, file: str = "changes.yaml") -> tuple[Change, ...] | tuple[Fault, ...]:
    """The changes of an adaptation file, or of a file that holds nothing but `changes`, or nothing but their list."""
    root = read(text, file=file)
    if isinstance(root, tuple):
        return root
    reader = _Reader(file)
    changes: list[tuple[Change, Place]] = []
    try:
        if isinstance(root, Items):
            changes = reader.changes(root, "")
        elif isinstance(root, Entries) and root.entry("adapts") is None and root.entry("changes") is not None:
            changes = reader.changes(root.entry("changes").value, "changes")  # type: ignore[union-attr]
        else:
            made = reader.adaptation(root)
            changes = [(each, Place(1, 1)) for each in made.changes] if made else []
    except TooMany:
        pass
    if reader.reading.faults:
        return tuple(reader.reading.faults)
    return tuple(change for change, _ in changes)


class _Reader:
    def __init__(self, file: str) -> None:
        self.reading = Reading(file)

    def unfit(self, path: str, at: Node | Entry, wrong: str, mend: str) -> Any:
        return self.reading.unfit(path, (at.line, at.column), wrong, mend)

    def adaptation(self, root: Node) -> Adaptation | None:
        if not isinstance(root, Entries):
            self.unfit("", root, f"{found(root)} stands here, and an adaptation is wanted", "Begin it with adapts:")
            return None
        self.only(root, "", _KEYS, "an adaptation")
        adapts = root.entry("adapts")
        said = None
        if adapts is None:
            mend = "Add adapts: with the standard and its version, like resident_parking_permit@3"
            self.unfit("", root, "This file does not say what it adapts", mend)
        else:
            value = adapts.value.value if isinstance(adapts.value, Scalar) else None
            said = _ADAPTS.fullmatch(value) if isinstance(value, str) else None
            if said is None:
                mend = "Write the standard’s id, @ and its version, like resident_parking_permit@3"
                self.unfit("adapts", adapts.value, f"{found(adapts.value)} names no version of a standard", mend)
        authority = root.entry("authority")
        of: str | None = None
        if authority is not None:
            of = self.reading.read(authority.value, f.Id("authority"), "authority")
        changes = root.entry("changes")
        made: list[tuple[Change, Place]] = []
        if changes is None:
            self.unfit("", root, "This file has no changes", "Add changes: with a list of them, or [] for none")
        else:
            made = self.changes(changes.value, "changes")
        if said is None or self.reading.faults:
            return None
        return Adaptation(
            adapts=said[1],
            version=int(said[2]),
            authority=of,
            changes=tuple(change for change, _ in made),
            places=tuple(place for _, place in made),
            file=self.reading.file,
        )

    def changes(self, node: Node, path: str) -> list[tuple[Change, Place]]:
        if not isinstance(node, Items):
            self.unfit(path, node, f"{found(node)} stands here, and a list of changes is wanted", "Begin each with -")
            return []
        if len(node.items) > MOST_CHANGES:
            self.unfit(
                path, node, f"These are {len(node.items)} changes", f"{MOST_CHANGES} are the most that are taken"
            )
            return []
        made = []
        for place, item in enumerate(node.items):
            change = self.change(item, f"{path}.{place}" if path else str(place))
            if change is not None:
                made.append((change, Place(item.line, item.column)))
        return made

    def change(self, node: Node, path: str) -> Change | None:
        if not isinstance(node, Entries):
            mend = "Write it like {set: pages.home.title, to: Your home, because: It is clearer}"
            self.unfit(path, node, f"{found(node)} stands here, and a change is wanted", mend)
            return None
        forms = [word for word in WORDS if node.entry(word) is not None]
        if len(forms) != 1:
            known = [*WORDS, "to", "value", "after", "before", *_OF_ALL]
            odd = next((entry.key for entry in node.entries if entry.key not in known), None)
            wrong = "This change has no set, add, remove or move" if not forms else f"This is {listed(forms)} at once"
            mend = (nearest(odd, known) if odd else "") or "Begin it with one of them, and the path"
            self.unfit(path, node, wrong, mend)
            return None
        (word,) = forms
        self.only(node, path, (word, *_OF[word], *_OF_ALL), f"a change with {word}")
        said: dict[str, Any] = {"path": self.path_of(node, word, path)}
        self.because(node, path, said)
        for key in ("to", "value"):
            if key in _OF[word]:
                entry = node.entry(key)
                if entry is None:
                    self.unfit(path, node, f"This change does not say {key}: what", f"Add {key}: with the value")
                else:
                    said[key] = plain_of(entry.value)
        for key in ("after", "before"):
            entry = node.entry(key)
            if entry is not None and key in _OF[word]:
                if isinstance(entry.value, Scalar) and entry.value.written:
                    said[key] = entry.value.written
                else:
                    self.unfit(
                        f"{path}.{key}", entry.value, f"{found(entry.value)} is no id", "Write that of a sibling"
                    )
        for key in ("until", "must_move_by"):
            entry = node.entry(key)
            if entry is not None:
                day = self.reading.read(entry.value, f.Day(), f"{path}.{key}")
                if isinstance(day, date):
                    said[key] = day
        kept = node.entry("kept_over")
        if kept is not None:
            version = self.reading.read(kept.value, f.Whole(1, 1_000_000), f"{path}.kept_over")
            if isinstance(version, int):
                said["kept_over"] = version
        self.carry(node, path, said)
        if path in self.reading.broken:
            return None
        make: Callable[..., Change] = WORDS[word]
        return make(**said)

    def path_of(self, node: Entries, word: str, path: str) -> str:
        entry = node.entry(word)
        assert entry is not None, "the form was found by it"
        value = entry.value
        if isinstance(value, Scalar) and value.written.strip(". "):
            return value.written
        mend = "Write the path by ids, like pages.vehicle.questions.registration.hint"
        self.unfit(f"{path}.{word}", value, f"{found(value)} stands here, and a path is wanted", mend)
        return ""

    def because(self, node: Entries, path: str, said: dict[str, Any]) -> None:
        entry = node.entry("because")
        if entry is None:
            self.unfit(path, node, "This change does not say why", "Add because: with the reason, in a sentence")
            return
        text = self.reading.read(entry.value, f.TEXT, f"{path}.because")
        if text is not LEFT_OUT:
            said["because"] = text

    def carry(self, node: Entries, path: str, said: dict[str, Any]) -> None:
        entry = node.entry("carry")
        if entry is None:
            return
        if isinstance(entry.value, Entries) and not entry.value.entries:
            said["carry"] = {}
            return
        rules = self.reading.read(entry.value, f.ById("carried answers", f.FEEL), f"{path}.carry")
        if rules is not LEFT_OUT:
            said["carry"] = {new: rule for new, rule in rules.items() if rule is not LEFT_OUT}

    def only(self, node: Entries, path: str, known: tuple[str, ...], of: str) -> None:
        for entry in node.entries:
            if entry.key not in known:
                at = f"{path}.{entry.key}" if path else entry.key
                mend = nearest(entry.key, known) or f"Take it out. What can stand here: {listed(known)}"
                self.unfit(at, entry, f"{shortened(entry.key)} is not a key of {of}", mend)
