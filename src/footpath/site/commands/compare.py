"""What differs between two definitions, and how heavy it is."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from footpath.site.commands.lookup import (
    JsonFlag,
    Refused,
    adaptation_at,
    console,
    edition_at,
    look_at_base,
    print_json,
    refuse,
    today,
)

if TYPE_CHECKING:
    from footpath.definition.service import Edition


def compare(a: str, b: str, *, json_: JsonFlag = False, yaml: bool = False) -> int:
    """Say what differs between two definitions, in plain English, and how heavy each change is for people half-way.

    Parameters
    ----------
    a
        A definition file, the name of a bundled service, a stored standard like resident_parking_permit@3, or what an
        authority offers, like barset_north/resident_parking_permit.
    b
        The other one, said in one of the same ways; or an adaptation file, made to A.
    json_
        Print JSON: `changes`, each with path, class, says and the change itself.
    yaml
        Print the changes that make B of A, as an adaptation file has them.
    """
    from footpath.definition.changes import Set, change_data, heaviest
    from footpath.definition.changes import compare as compare_editions
    from footpath.definition.changes.files import write_changes
    from footpath.site.commands.definitions import is_adaptation

    try:
        first = edition_at(a)
        second = _adapted(first, Path(b)) if is_adaptation(Path(b)) else edition_at(b)
        found = compare_editions(first, second)
    except Refused as refused:
        return refuse(refused, json_=json_)
    if json_:
        changes = [
            {
                "path": each.change.path,
                "class": each.class_,
                "says": each.says,
                "change": {key: value for key, value in change_data(each.change).items() if key != "because"},
            }
            for each in found
        ]
        class_ = heaviest(each.class_ for each in found) if found else None
        print_json({"changes": changes, "class": class_, "editions": [first.hash, second.hash]})
        return 0
    if yaml:
        print(write_changes([each.change for each in found]), end="")
        return 0
    out = console()
    if not found:
        out.print("They say the same.")
        return 0
    for each in found:
        out.print(f"{each.class_:<12}{each.says}")
        if isinstance(each.change, Set) or each.change.path:
            out.print(f"{'':<12}{each.change.path}", style="dim")
    heavy = heaviest(each.class_ for each in found)
    count = "One change" if len(found) == 1 else f"{len(found)} changes"
    out.print(f"\n{count}. The heaviest is {heavy}: {_HALF_WAY[heavy]}")
    return 0


_HALF_WAY: Mapping[str, str] = {
    "wording": "people half-way get it at their next page.",
    "relax": "people half-way get it at their next page.",
    "tighten": "people half-way are told what is new, and why, before they send.",
    "restructure": "people half-way stay on the edition they began with.",
    "law": "people half-way move by the day it says, and are told why.",
}


def _adapted(standard: "Edition", file: Path) -> "Edition":
    """What an adaptation makes of the standard it was made to."""
    from footpath.definition.changes import adapted

    _, read = adaptation_at(file)
    look_at_base(read, standard)
    made = adapted(standard, read.changes, on=today(), file=read.file, places=read.places)
    if isinstance(made, tuple):
        raise Refused(faults=made)
    return made
