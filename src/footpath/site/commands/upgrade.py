"""Carrying an adaptation to a newer version of its standard: a file, or what is stored."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from footpath.site.commands.files import put
from footpath.site.commands.lookup import (
    JsonFlag,
    Refused,
    adaptation_at,
    console,
    edition_at,
    look_at_base,
    print_json,
    refuse,
    said_plainly,
    stored_standard,
    today,
    world,
    wrong_with,
)
from footpath.values import Fault

if TYPE_CHECKING:
    from footpath.definition.changes import Adaptation, Change, Decision, Upgrade
    from footpath.definition.service import Edition
    from footpath.journey import ExampleResult


def upgrade(
    adaptation: str,
    *,
    to: str,
    base: str | None = None,
    decisions: Path | None = None,
    one_by_one: bool = False,
    write: Path | None = None,
    authority: str | None = None,
    by: str | None = None,
    because: str | None = None,
    json_: JsonFlag = False,
) -> int:
    """Carry an adaptation to a newer version of its standard. Exits 1 while anything needs a decision or is orphaned.

    Parameters
    ----------
    adaptation
        An adaptation file; or, of what is stored, AUTHORITY/SERVICE, or the service with --authority.
    to
        The new version of the standard: a definition file, or its number where the standard is stored.
    base
        The version that the adaptation was made to, as a definition file. Left out, it is looked up by its number.
    decisions
        A YAML file of decisions, each {at: PATH, take: ours | standard | other, to: VALUE, looked: true}. What has lost
        its place gets another: {at: PATH, take: ours, place: PATH}.
    one_by_one
        Ask here about everything that needs a decision.
    write
        Write the upgraded adaptation to this file, with its comments, once nothing is left to decide.
    authority
        Whose stored adaptation it is.
    by
        Publish the stored adaptation's upgrade: who answers for it, a staff id. Needs --because.
    because
        Why it is published. It goes on record.
    json_
        Print JSON: `changes`, each with path, result and says; and how many `examples` passed and failed.
    """
    try:
        if Path(adaptation).is_file():
            return _upgrade_file(Path(adaptation), to, base, decisions, write, one_by_one=one_by_one, json_=json_)
        return _upgrade_stored(
            adaptation, authority, to, decisions, write, by, because, one_by_one=one_by_one, json_=json_
        )
    except Refused as refused:
        return refuse(refused, json_=json_)


def _upgrade_file(
    file: Path,
    to: str,
    base: str | None,
    decisions: Path | None,
    write: Path | None,
    *,
    one_by_one: bool,
    json_: bool,
) -> int:
    from footpath.definition.changes import upgrade as upgrade_changes
    from footpath.definition.changes.files import upgraded_adaptation

    text, read = adaptation_at(file)
    old = edition_at(base) if base is not None else stored_standard(f"{read.adapts}@{read.version}")
    new = stored_standard(f"{read.adapts}@{to}") if to.isdecimal() and not Path(to).exists() else edition_at(to)
    _look_at_versions(read, old, new)
    _look_at_changes(read, old)
    chosen = _decisions(decisions)
    made = upgrade_changes(old, new, read.changes, decisions=chosen, on=today(), file=f"{file} on {new.file}")
    if one_by_one and made.open:
        chosen += _asked(made, old, new, read.changes)
        made = upgrade_changes(old, new, read.changes, decisions=chosen, on=today(), file=f"{file} on {new.file}")
    _look_at_decisions(chosen, made, decisions)
    examples = _examples(made)
    _report(made, examples, json_=json_)
    if made.open or isinstance(made.edition, tuple):
        if write is not None:
            print(f"{write} was not written: settle these first.", file=sys.stderr)
        return 1
    if write is not None:
        if not put(upgraded_adaptation(text, read, made.results, version=new.service.version), write):
            return 1
        if not json_:
            print(f"Wrote {write}.")
    return 0


def _look_at_versions(read: "Adaptation", old: "Edition", new: "Edition") -> None:
    look_at_base(read, old)
    if new.service.id != read.adapts:
        raise Refused(f"{read.file} adapts {read.adapts}, and {new.file} is {new.service.id}: another service.")


def _look_at_changes(read: "Adaptation", old: "Edition") -> None:
    """Changes that cannot be made to the version they were made to are no upgrade's business."""
    from footpath.definition.changes import apply, tree_of_edition

    made = apply(tree_of_edition(old), read.changes, file=read.file, places=read.places)
    if isinstance(made, tuple):
        raise Refused(faults=made)


def _decisions(file: Path | None) -> "tuple[Decision, ...]":
    from footpath.definition.changes import Decision, read_decisions

    if file is None:
        return ()
    try:
        read = read_decisions(file.read_text(encoding="utf-8"), file=str(file))
    except (OSError, UnicodeDecodeError) as unreadable:
        raise Refused(f"{file}: this cannot be read: {unreadable}.") from None
    faults = [each for each in read if isinstance(each, Fault)]
    if faults:
        raise Refused(faults=faults)
    return tuple(each for each in read if isinstance(each, Decision))


def _look_at_decisions(chosen: "Sequence[Decision]", made: "Upgrade", file: Path | None) -> None:
    known = {each.path for each in made.results}
    odd = [each.path for each in chosen if each.path not in known]
    if odd:
        from footpath.rules import nearest

        raise Refused(f"{file}: no local change is made at {odd[0]}. {nearest(odd[0], known)}".rstrip())


def _asked(made: "Upgrade", old: "Edition", new: "Edition", changes: "Sequence[Change]") -> "tuple[Decision, ...]":
    """One question after another, on the terminal."""
    from footpath.definition.changes import Decision, apply, elsewhere, tree_of_edition

    was = apply(tree_of_edition(old), changes, marks=False)
    chosen = []
    for each in made.open:
        print(f"\n{each.says}", file=sys.stderr)
        places: tuple[str, ...] = ()
        if each.result == "orphaned":
            words = {"standard": "let it go"}
            if isinstance(was, dict):
                places = tuple(found.path for found in elsewhere(each.change, was, tree_of_edition(new)))
            if places:
                print("  Places like it: " + ", ".join(places[:6]), file=sys.stderr)
                words["a place"] = "put yours there"
        else:
            words = {"ours": "keep yours", "standard": "take the standard’s"}
        offer = ", ".join(f"{word} ({says})" for word, says in words.items())
        try:
            answer = input(f"  {offer}, or nothing to leave it open: ").strip()
        except EOFError:
            answer = ""
        if answer in places:
            chosen.append(Decision(path=each.path, take="ours", place=answer))
        elif answer in ("ours", "standard") and answer in words:
            chosen.append(Decision(path=each.path, take="ours" if answer == "ours" else "standard"))
    return tuple(chosen)


def _examples(made: "Upgrade") -> "tuple[ExampleResult, ...]":
    from footpath.journey import run_examples

    return () if isinstance(made.edition, tuple) else run_examples(made.edition)


def _report(made: "Upgrade", examples: "Sequence[ExampleResult]", *, json_: bool) -> None:
    from footpath.definition.changes import RESULT_SAID, RESULTS

    passed = sum(each.passed for each in examples)
    faults = made.edition if isinstance(made.edition, tuple) else ()
    if json_:
        said: dict[str, Any] = {
            "changes": [{"path": each.path, "result": each.result, "says": each.says} for each in made.results],
            "examples": {"passed": passed, "failed": len(examples) - passed},
            "edition": None if isinstance(made.edition, tuple) else made.edition.hash,
        }
        if faults:
            said["faults"] = msgspec.to_builtins(faults)
        print_json(said)
        return
    out = console()
    for result in sorted(RESULTS, key=("needs_decision", "orphaned", "masked_fix", "clean", "already_there").index):
        some = [each for each in made.results if each.result == result]
        if some:
            out.print(f"\n{RESULT_SAID[result]} ({len(some)})")
            for each in some:
                out.print(f"  {each.says}\n    {each.path}")
    out.print(f"\nExamples: {passed} passed, {len(examples) - passed} failed.")
    for example in examples:
        if not example.passed:
            out.print(f"  {example.name}: {'; '.join(example.wrong)}")
    for fault in faults:
        out.print(str(fault))


def _upgrade_stored(
    word: str,
    authority: str | None,
    to: str,
    decisions: Path | None,
    write: Path | None,
    by: str | None,
    because: str | None,
    *,
    one_by_one: bool,
    json_: bool,
) -> int:
    from footpath.actions.publish_adaptation import Published
    from footpath.actions.upgrade_adaptation import Unsettled, plan_upgrade, upgrade_adaptation
    from footpath.definition.changes.files import write_adaptation
    from footpath.ports import StaleDraft

    owner, slash, service = word.partition("/")
    if not slash:
        if authority is None:
            raise Refused(f"{word}: there is no such file. To upgrade what is stored, name --authority too.", code=2)
        owner, service = authority, word
    if not to.isdecimal():
        raise Refused("Say --to with the number of a stored version.", code=2)
    if (by is None) != (because is None):
        raise Refused("Publishing needs both --by and --because.", code=2)
    here = world()
    chosen = _decisions(decisions)
    stands = here.standards.adaptation(owner, service)
    if stands is not None and stands.version == int(to):
        # Doing it again does nothing; what it was decided to keep can still be looked at once more.
        paths = {change.path for change in stands.changes}
        chosen = tuple(each for each in chosen if each.path in paths)
        if not any(each.looked for each in chosen):
            if json_:
                print_json({"changes": [], "examples": {"passed": 0, "failed": 0}, "edition": stands.edition})
            else:
                print(f"{owner} is on {stands.adapts} already. Nothing was done.")
            return 0
    with said_plainly():
        planned = plan_upgrade(here, authority=owner, service=service, to=int(to), decisions=chosen)
        if one_by_one and planned.upgrade.open:
            chosen += _asked(planned.upgrade, planned.base, planned.new, planned.kept.changes)
            planned = plan_upgrade(here, authority=owner, service=service, to=int(to), decisions=chosen)
    made = planned.upgrade
    _look_at_decisions(chosen, made, decisions)
    _report(made, planned.examples, json_=json_)
    if made.open or isinstance(made.edition, tuple):
        return 1
    if write is not None and not put(write_adaptation(f"{service}@{to}", owner, made.changes), write):
        return 1
    if by is None or because is None:
        return 0
    with said_plainly():
        try:
            done = upgrade_adaptation(
                here,
                authority=owner,
                service=service,
                to=int(to),
                decisions=chosen,
                seen=planned.kept.seq,
                by=f"staff:{by}",
                because=because,
            )
        except StaleDraft:
            raise Refused("Somebody is working on this service, or has just published it. Look again.") from None
    match done:
        case Published():
            if not json_:
                print(f"{owner} now offers {service} on version {to}, edition {done.edition.hash[:12]}.")
            return 0
        case Unsettled():
            return 1
        case _:
            raise Refused("Nothing was published.", faults=wrong_with(done))
