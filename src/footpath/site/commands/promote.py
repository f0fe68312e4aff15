"""Offering local changes back to the standard."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footpath.site.commands.files import put
from footpath.site.commands.lookup import JsonFlag, Refused, adaptation_at, print_json, refuse, world

if TYPE_CHECKING:
    from footpath.definition.changes import Change, Kept


def promote(
    adaptation: str,
    *paths: str,
    evidence: str | None = None,
    to: Path | None = None,
    write: Path | None = None,
    json_: JsonFlag = False,
) -> int:
    """Make a proposal to the owner of the standard out of local changes, with their reasons and what supports them.

    Parameters
    ----------
    adaptation
        An adaptation file; or, of what is stored, AUTHORITY/SERVICE.
    paths
        The paths of the changes to propose. Left out, all of them.
    evidence
        What shows that it helped, in a few sentences.
    to
        The standard's file: print or write what it would be with these changes, and not the proposal.
    write
        The file to write. Left out, it is printed.
    json_
        Print the proposal as JSON.
    """
    try:
        said, changes = _proposal(adaptation, paths, evidence)
        if to is not None:
            from footpath.definition.changes.files import edited_definition

            made = edited_definition(to.read_text(encoding="utf-8"), changes, file=str(to))
            if isinstance(made, tuple):
                raise Refused(faults=made)
            text = made
        else:
            from footpath.definition.changes import write_yaml

            text = write_yaml(said)
    except OSError as unreadable:
        return refuse(Refused(f"{to}: this cannot be read: {unreadable.strerror}."), json_=json_)
    except Refused as refused:
        return refuse(refused, json_=json_)
    if json_:
        from footpath.definition.changes.change import data_of

        print_json(data_of(said))
    elif write is not None:
        if not put(text, write):
            return 1
        print(f"Wrote {write}.")
    else:
        print(text, end="")
    return 0


def _proposal(word: str, paths: Sequence[str], evidence: str | None) -> "tuple[dict[str, Any], tuple[Change, ...]]":
    from footpath.actions.proposal import lasting, proposal

    others: Sequence[Kept] = ()
    if Path(word).is_file():
        _, read = adaptation_at(Path(word))
        adapts, owner, changes = f"{read.adapts}@{read.version}", read.authority, read.changes
    else:
        owner, _, service = word.partition("/")
        here = world()
        kept = here.standards.adaptation(owner, service)
        if kept is None:
            raise Refused(f"{word}: there is no such file, and no such adaptation here.", code=2)
        adapts, changes = kept.adapts, kept.changes
        others = [each for each in here.standards.adaptations(service=service) if each.authority != owner]
    known = [each.path for each in changes]
    for path in paths:
        if path not in known:
            from footpath.rules import nearest

            raise Refused(f"No local change is made at {path}. {nearest(path, known)}".rstrip())
    chosen = tuple(each for each in changes if not paths or each.path in paths)
    if not chosen:
        raise Refused("There is nothing to propose: this adaptation has no changes.")
    said = proposal(chosen, proposes=adapts, from_=owner, evidence=evidence, others=others)
    return said, tuple(map(lasting, chosen))
