"""Changes made to a file as its author wrote it: what is not changed keeps its comments, quotes and line breaks."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any, assert_never

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter

from footpath.definition.changes.applying import apply
from footpath.definition.changes.change import Adaptation, Add, Change, Move, Remove, Set, WrittenInt, word_of
from footpath.definition.changes.tree import copied, text_of, tree_of
from footpath.definition.changes.upgrading import Merged
from footpath.definition.changes.writing import write_yaml
from footpath.definition.content import hash_of
from footpath.definition.yaml import read
from footpath.values import Fault


def edited_definition(source: str, changes: Sequence[Change], *, file: str = "service.yaml") -> str | tuple[Fault, ...]:
    """The text of a definition with changes made by its owner: marks do not bind them."""
    tree = tree_of(source, file=file)
    if isinstance(tree, tuple):
        return tree
    made = apply(tree, changes, marks=False, file=file)
    if isinstance(made, tuple):
        return made
    wanted = write_yaml(made)
    try:
        text = _with_comments(source, changes)
    except YAMLError:
        return wanted
    # Comments are worth much, and what a service says is worth more: where both cannot be had, it is written anew.
    return text if text is not None and _says(text) == _says(wanted) else wanted


def _says(text: str) -> str | None:
    root = read(text, file="")
    return None if isinstance(root, tuple) else hash_of(root)


def _with_comments(source: str, changes: Sequence[Change]) -> str | None:
    yaml = round_trip()
    tree = yaml.load(source)
    made = apply(tree, changes, marks=False, copy=False)
    if isinstance(made, tuple):
        return None
    out = StringIO()
    yaml.dump(made, out)
    return out.getvalue()


class _Representer(RoundTripRepresenter):
    """Numbers to the digit."""

    def number(self, value: Decimal | WrittenInt) -> ScalarNode:
        written = text_of(value)
        # 76 without a point is an integer, whoever held it: tagged as anything else it would be written with its tag.
        tag = "tag:yaml.org,2002:int" if written.lstrip("+-").isdecimal() else "tag:yaml.org,2002:float"
        node: ScalarNode = self.represent_scalar(tag, written)
        return node


_Representer.add_representer(Decimal, _Representer.number)
_Representer.add_representer(WrittenInt, _Representer.number)


def round_trip() -> YAML:
    """YAML as it was written, but for what is changed in it."""
    yaml = YAML(typ="rt")
    yaml.Representer = _Representer
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def change_tree(change: Change) -> dict[str, Any]:
    """A change as it stands in a file."""
    said: dict[str, Any] = {word_of(change): change.path}
    match change:
        case Set():
            said["to"] = copied(change.to)
        case Add():
            said["value"] = copied(change.value)
        case Remove() | Move():
            pass
        case _:
            assert_never(change)
    if isinstance(change, Add | Move):
        said |= {where: at for where, at in (("after", change.after), ("before", change.before)) if at is not None}
    said["because"] = change.because
    for name in ("until", "must_move_by"):
        day = getattr(change, name)
        if day is not None:
            said[name] = day.isoformat()
    if change.carry is not None:
        said["carry"] = dict(change.carry)
    if change.kept_over is not None:
        said["kept_over"] = change.kept_over
    return said


def write_changes(changes: Sequence[Change], *, head: Mapping[str, Any] | None = None) -> str:
    """A file of changes. `head` is what stands above them, like `adapts`."""
    return write_yaml({**(head or {}), "changes": [change_tree(each) for each in changes]})


def write_adaptation(adapts: str, authority: str | None, changes: Sequence[Change]) -> str:
    """An adaptation as a file."""
    head = {"adapts": adapts} | ({} if authority is None else {"authority": authority})
    return write_changes(changes, head=head)


def upgraded_adaptation(text: str, adaptation: Adaptation, results: Sequence[Merged], *, version: int) -> str:
    """The file of an adaptation, carried to another version: changes that go on as they were keep every character."""
    adapts = f"{adaptation.adapts}@{version}"
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    starts = _starts(lines, adaptation)
    if starts is None or len(results) != len(adaptation.changes):
        goes_on = [each.into for each in results if each.into is not None]
        return write_adaptation(adapts, adaptation.authority, goes_on)
    made = lines[: starts[0]] if starts else list(lines)
    if starts and all(each.into is None for each in results):
        made = [re.sub(r"^changes:.*$", "changes: []", line) for line in made]
    ends = [*starts[1:], len(lines)]
    for merged, start, end in zip(results, starts, ends, strict=True):
        if merged.into is None:
            continue
        if merged.into == merged.change:
            made += lines[start:end]
            continue
        own = [line for line in lines[start:end] if line.lstrip().startswith("#")]
        above = own[: next((n for n, line in enumerate(lines[start:end]) if not line.lstrip().startswith("#")), 0)]
        made += above + _written_item(merged.into, lines, adaptation, results.index(merged))
    return re.sub(
        rf"(?m)^(\s*adapts:\s*)([\"']?){re.escape(adaptation.adapts)}@[0-9]+\2", rf"\g<1>{adapts}", "".join(made)
    )


def _starts(lines: Sequence[str], adaptation: Adaptation) -> list[int] | None:
    """The first line of each change, with the comments above it; None where they do not stand one below another."""
    starts: list[int] = []
    for place in adaptation.places:
        at = place.line - 1
        if not re.fullmatch(r" *- +", lines[at][: place.column - 1]):
            return None
        while at > 0 and lines[at - 1].lstrip().startswith("#"):
            at -= 1
        starts.append(at)
    return starts


def _written_item(change: Change, lines: Sequence[str], adaptation: Adaptation, number: int) -> list[str]:
    place = adaptation.places[number]
    lead = lines[place.line - 1][: place.column - 1]
    text = write_yaml(change_tree(change)).splitlines(keepends=True)
    pad = " " * len(lead)
    return [(lead if n == 0 else pad) + line if line.strip() else line for n, line in enumerate(text)]
