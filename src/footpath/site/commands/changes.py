"""Commands on changes: compare and upgrade, on files alone or on what is stored; adopt, publish, promote, editions."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from cyclopts import Parameter
from rich.console import Console

from footpath.values import Fault

if TYPE_CHECKING:
    from footpath.actions.fitness import Unfit
    from footpath.definition.changes import Adaptation, Change, Decision, Kept, Upgrade
    from footpath.definition.service import Edition
    from footpath.journey import ExampleResult
    from footpath.ports import World

type JsonFlag = Annotated[bool, Parameter(name="--json")]


class Refused(Exception):
    """A command cannot go on: what to tell the person, and the faults of files, if it is those."""

    def __init__(self, says: str = "", faults: Iterable[Fault] = (), *, code: int = 1) -> None:
        super().__init__(says)
        self.says = says
        self.faults = tuple(faults)
        self.code = code


def _refuse(refused: Refused, *, json_: bool) -> int:
    if json_:
        said: dict[str, Any] = {"faults": msgspec.to_builtins(refused.faults)}
        if refused.says:
            said["error"] = refused.says
        _print_json(said)
    else:
        for fault in refused.faults:
            print(fault, file=sys.stderr)
        if refused.says:
            print(refused.says, file=sys.stderr)
    return refused.code


def _print_json(said: Any) -> None:
    print(json.dumps(said, indent=2, ensure_ascii=False))


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True, markup=False)


# Comparing


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
        first = _edition(a)
        second = _adapted(first, Path(b)) if is_adaptation(Path(b)) else _edition(b)
        found = compare_editions(first, second)
    except Refused as refused:
        return _refuse(refused, json_=json_)
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
        _print_json({"changes": changes, "class": class_, "editions": [first.hash, second.hash]})
        return 0
    if yaml:
        print(write_changes([each.change for each in found]), end="")
        return 0
    out = _console()
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


def _edition(word: str) -> "Edition":
    """What a word names: a file, a bundled service, a stored standard, or what an authority offers."""
    from footpath.definition.load import load_file
    from footpath.site.commands.definitions import NothingThere, definitions_at

    if not Path(word).exists():
        if "@" in word:
            return _stored_standard(word)
        authority, slash, service = word.partition("/")
        if slash and "/" not in service and authority != "exemplars":
            here = _world()
            with _said_plainly():
                found = here.editions.offered(authority, service)
            if found is None:
                raise Refused(f"{authority} offers no {service} here.")
            return found
    try:
        (file,) = definitions_at(word)
        loaded = load_file(file)
    except NothingThere as missing:
        raise Refused(str(missing), code=2) from None
    except ValueError:
        raise Refused(f"{word} holds more than one definition. Name one of them.", code=2) from None
    except OSError as unreadable:
        raise Refused(f"{word}: this cannot be read: {unreadable.strerror}.") from None
    if isinstance(loaded, tuple):
        raise Refused(faults=loaded)
    return loaded


def _stored_standard(word: str) -> "Edition":
    from footpath.actions.drafts import standard_edition

    service, _, version = word.partition("@")
    if not version.isdecimal():
        raise Refused(f"{word} is no version of a standard. Write it like resident_parking_permit@3.", code=2)
    with _said_plainly():
        return standard_edition(_world(), service=service, version=int(version))


def _no_such(name: str, known: Sequence[int]) -> str:
    service = name.partition("@")[0]
    if known:
        there = ", ".join(f"{service}@{version}" for version in known)
        return f"There is no standard {name} here. There is {there}."
    return f"There is no standard called {service} here. `footpath publish FILE --standard` publishes one."


def _world() -> "World":
    import django

    django.setup()
    from footpath.site.world import world

    return world()


# Upgrading


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
        return _refuse(refused, json_=json_)


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

    text, read = _adaptation(file)
    old = _edition(base) if base is not None else _stored_standard(f"{read.adapts}@{read.version}")
    new = _stored_standard(f"{read.adapts}@{to}") if to.isdecimal() and not Path(to).exists() else _edition(to)
    _look_at_versions(read, old, new)
    _look_at_changes(read, old)
    chosen = _decisions(decisions)
    made = upgrade_changes(old, new, read.changes, decisions=chosen, on=_today(), file=f"{file} on {new.file}")
    if one_by_one and made.open:
        chosen += _asked(made, old, new, read.changes)
        made = upgrade_changes(old, new, read.changes, decisions=chosen, on=_today(), file=f"{file} on {new.file}")
    _look_at_decisions(chosen, made, decisions)
    examples = _examples(made)
    _report(made, examples, json_=json_)
    if made.open or isinstance(made.edition, tuple):
        if write is not None:
            print(f"{write} was not written: settle these first.", file=sys.stderr)
        return 1
    if write is not None:
        write.write_text(upgraded_adaptation(text, read, made.results, version=new.service.version), encoding="utf-8")
        if not json_:
            print(f"Wrote {write}.")
    return 0


def _adaptation(file: Path) -> "tuple[str, Adaptation]":
    from footpath.definition.changes import read_adaptation
    from footpath.definition.yaml import MOST_BYTES, too_large

    try:
        if file.stat().st_size > MOST_BYTES:
            raise Refused(faults=(too_large(str(file)),))
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{file}: this is not UTF-8 text. Save it as UTF-8.") from None
    except OSError as unreadable:
        raise Refused(f"{file}: this cannot be read: {unreadable.strerror}.") from None
    read = read_adaptation(text, file=str(file))
    if isinstance(read, tuple):
        raise Refused(faults=read)
    return text, read


def _adapted(standard: "Edition", file: Path) -> "Edition":
    """What an adaptation makes of the standard it was made to."""
    from footpath.definition.changes import adapted

    _, read = _adaptation(file)
    _look_at_base(read, standard)
    made = adapted(standard, read.changes, on=_today(), file=read.file, places=read.places)
    if isinstance(made, tuple):
        raise Refused(faults=made)
    return made


def _look_at_base(read: "Adaptation", old: "Edition") -> None:
    adapts = f"{read.adapts}@{read.version}"
    base = f"{old.service.id}@{old.service.version}"
    if base != adapts:
        raise Refused(f"{read.file} adapts {adapts}, and {old.file} is {base}. Give the version it was made to.")


def _look_at_versions(read: "Adaptation", old: "Edition", new: "Edition") -> None:
    _look_at_base(read, old)
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
        from footpath.definition.wording import nearest

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
        _print_json(said)
        return
    out = _console()
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


def _today() -> Any:
    from footpath.site.clock import uk_today

    return uk_today()


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
    here = _world()
    chosen = _decisions(decisions)
    stands = here.standards.adaptation(owner, service)
    if stands is not None and stands.version == int(to):
        # Doing it again does nothing; what it was decided to keep can still be looked at once more.
        paths = {change.path for change in stands.changes}
        chosen = tuple(each for each in chosen if each.path in paths)
        if not any(each.looked for each in chosen):
            if json_:
                _print_json({"changes": [], "examples": {"passed": 0, "failed": 0}, "edition": stands.edition})
            else:
                print(f"{owner} is on {stands.adapts} already. Nothing was done.")
            return 0
    with _said_plainly():
        planned = plan_upgrade(here, authority=owner, service=service, to=int(to), decisions=chosen)
        if one_by_one and planned.upgrade.open:
            chosen += _asked(planned.upgrade, planned.base, planned.new, planned.kept.changes)
            planned = plan_upgrade(here, authority=owner, service=service, to=int(to), decisions=chosen)
    made = planned.upgrade
    _look_at_decisions(chosen, made, decisions)
    _report(made, planned.examples, json_=json_)
    if made.open or isinstance(made.edition, tuple):
        return 1
    if write is not None:
        write.write_text(write_adaptation(f"{service}@{to}", owner, made.changes), encoding="utf-8")
    if by is None or because is None:
        return 0
    with _said_plainly():
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
            raise Refused("Nothing was published.", faults=_wrong(done))


class _said_plainly:  # noqa: N801, read as words: with _said_plainly()
    """What an action raises, as a sentence and exit 1."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, raised: BaseException | None, trace: object) -> None:
        from footpath.actions.adopt_standard import AdoptedBefore, NoSuchAuthority, NoSuchStandard
        from footpath.actions.drafts import NotAdopted
        from footpath.ports import DifferentStandard, UntrueEdition

        match raised:
            case NoSuchStandard():
                raise Refused(_no_such(raised.name, raised.known)) from None
            case AdoptedBefore():
                raise Refused(
                    f"{raised.kept.authority} has adopted {raised.kept.adapts} already. "
                    f"`footpath upgrade {raised.kept.authority}/{raised.kept.service} --to N` takes it further."
                ) from None
            case NoSuchAuthority():
                raise Refused(f"There is no authority {raised.args[0]} here.") from None
            case NotAdopted():
                raise Refused(f"This authority has not adopted {raised.args[0]}. `footpath adopt` does it.") from None
            case DifferentStandard():
                raise Refused(
                    f"{raised.args[0]} is published already, and says something else. A version never changes: give "
                    "this one the next number."
                ) from None
            case UntrueEdition():
                raise Refused(str(raised)) from None
            case _:
                return


def _wrong(unfit: "Unfit") -> tuple[Fault, ...]:
    examples = tuple(
        Fault(
            file="examples",
            line=1,
            column=1,
            path=f"examples.{each.name}",
            wrong=f"The example “{each.name}” does not pass: {'; '.join(each.wrong)}",
            mend="Change what it expects where the local change means it to be so.",
            check="50",
        )
        for each in unfit.examples
    )
    return (*unfit.faults, *examples)


# Publishing and adopting


def publish(
    service: str,
    *,
    by: str,
    because: str,
    authority: str | None = None,
    standard: bool = False,
    changes: Path | None = None,
) -> int:
    """Offer a definition or an adaptation to residents of an authority; or publish a standard for all to adopt.

    It must have no error, its examples must pass, and an adaptation must have set what each authority must set.

    Parameters
    ----------
    service
        A definition file, the name of a bundled service, or an adaptation file.
    by
        Who answers for publishing it: a staff id.
    because
        Why. It goes on record.
    authority
        The authority's id. An adaptation file can say it itself.
    standard
        Publish it as a standard, for authorities to adopt, and not to residents.
    changes
        For a standard: a file of changes that says why it is not the version before. People half-way are told.
    """
    from footpath.site.commands.definitions import NothingThere, definitions_at, is_adaptation

    try:
        if not by.strip() or not because.strip():
            raise Refused("Publishing needs an owner and a reason: --by and --because. Nothing was published.")
        if changes is not None and not standard:
            raise Refused("--changes goes with --standard.", code=2)
        if standard:
            return _publish_standard(service, changes, by=by, because=because)
        try:
            (file,) = definitions_at(service)
        except NothingThere as missing:
            raise Refused(str(missing), code=2) from None
        except ValueError:
            raise Refused(f"{service} holds more than one definition. Name one of them.", code=2) from None
        if is_adaptation(file):
            return _publish_adaptation(file, authority, by=by, because=because)
        return _publish_definition(file, authority, by=by, because=because)
    except Refused as refused:
        return _refuse(refused, json_=False)


def _publish_standard(service: str, changes: Path | None, *, by: str, because: str) -> int:
    from footpath.actions.fitness import Unfit
    from footpath.actions.publish_standard import publish_standard
    from footpath.definition.changes import read_changes

    edition = _edition(service)
    known: tuple[Change, ...] = ()
    if changes is not None:
        try:
            read = read_changes(changes.read_text(encoding="utf-8"), file=str(changes))
        except (OSError, UnicodeDecodeError) as unreadable:
            raise Refused(f"{changes}: this cannot be read: {unreadable}.") from None
        faults = tuple(each for each in read if isinstance(each, Fault))
        if faults:
            raise Refused("Nothing was published.", faults=faults)
        known = tuple(each for each in read if not isinstance(each, Fault))
    here = _world()
    name = f"{edition.service.id}@{edition.service.version}"
    there = here.standards.standard(edition.service.id, edition.service.version)
    with _said_plainly():
        done = publish_standard(here, edition=edition, by=f"staff:{by}", because=because, changes=known)
    if isinstance(done, Unfit):
        raise Refused("Nothing was published.", faults=_wrong(done))
    if there is not None:
        print(f"{name} is published already, and says the same. Nothing was done.")
    else:
        print(f"{name} is published as a standard, edition {edition.hash[:12]}.")
    return 0


def _publish_adaptation(file: Path, authority: str | None, *, by: str, because: str) -> int:
    from footpath.actions.fitness import Unfit
    from footpath.actions.publish_adaptation import publish_adaptation
    from footpath.definition.changes import apply, tree_of_edition

    _, read = _adaptation(file)
    owner = authority or read.authority
    if owner is None:
        raise Refused(f"{file} does not say whose it is. Add authority:, or give --authority.")
    if authority is not None and read.authority is not None and authority != read.authority:
        raise Refused(f"{file} is {read.authority}’s, and --authority says {authority}. Nothing was published.")
    here = _world()
    with _said_plainly():
        standard = _stored_standard(f"{read.adapts}@{read.version}")
        tried = apply(tree_of_edition(standard), read.changes, file=str(file), places=read.places)
        if isinstance(tried, tuple):
            raise Refused("Nothing was published.", faults=tried)
        done = publish_adaptation(
            here,
            authority=owner,
            service=read.adapts,
            changes=read.changes,
            version=read.version,
            by=f"staff:{by}",
            because=because,
        )
    if isinstance(done, Unfit):
        raise Refused("Nothing was published.", faults=_wrong(done))
    if not done.new:
        print(f"{owner} offers this already, edition {done.edition.hash[:12]}. Nothing was done.")
    else:
        print(f"{owner} now offers {done.kept.adapts} with its own changes, edition {done.edition.hash[:12]}.")
    return 0


def _publish_definition(file: Path, authority: str | None, *, by: str, because: str) -> int:
    from footpath.actions.publish_edition import publish_edition
    from footpath.checks import check_file
    from footpath.definition.load import load_file

    if authority is None:
        raise Refused("Say which authority offers it: --authority. For a standard, say --standard.", code=2)
    wrong = tuple(fault for fault in check_file(file).faults if fault.level == "error")
    edition = load_file(file)
    if wrong or isinstance(edition, tuple):
        raise Refused("Nothing was published.", faults=wrong or edition)  # type: ignore[arg-type]
    here = _world()
    if here.records.authority(authority) is None:
        raise Refused(f"There is no authority {authority} here. Nothing was published.")
    there = here.editions.offered(authority, edition.service.id)
    if there is not None and there.hash == edition.hash:
        print(f"{authority} offers this already, edition {edition.hash[:12]}. Nothing was done.")
        return 0
    publish_edition(here, authority=authority, edition=edition, by=f"staff:{by}", because=because)
    print(
        f"{authority} now offers {edition.service.id} version {edition.service.version}, edition {edition.hash[:12]}."
    )
    return 0


def adopt(standard: str, *, authority: str, by: str, because: str = "The standard, to make it ours") -> int:
    """Adopt a version of a standard for an authority, to change what is different there. Nobody is served it yet.

    Parameters
    ----------
    standard
        The standard and its version, like resident_parking_permit@3.
    authority
        The authority's id.
    by
        Who answers for it: a staff id.
    because
        Why. It goes on record.
    """
    from footpath.actions.adopt_standard import adopt_standard

    try:
        service, _, version = standard.partition("@")
        if not version.isdecimal() or int(version) < 1:
            raise Refused(f"{standard} names no version of a standard. Write it like {service}@3.", code=2)
        here = _world()
        with _said_plainly():
            kept, new = adopt_standard(
                here,
                authority=authority,
                service=service,
                version=int(version),
                by=f"staff:{by}",
                because=because,
            )
    except Refused as refused:
        return _refuse(refused, json_=False)
    if not new:
        print(f"{authority} has adopted {kept.adapts} already. Nothing was done.")
    else:
        print(f"{authority} has adopted {kept.adapts}. Next: change what is different there, then publish it.")
    return 0


# Promoting


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
        return _refuse(Refused(f"{to}: this cannot be read: {unreadable.strerror}."), json_=json_)
    except Refused as refused:
        return _refuse(refused, json_=json_)
    if json_:
        from footpath.definition.changes.change import data_of

        _print_json(data_of(said))
    elif write is not None:
        write.write_text(text, encoding="utf-8")
        print(f"Wrote {write}.")
    else:
        print(text, end="")
    return 0


def _proposal(word: str, paths: Sequence[str], evidence: str | None) -> "tuple[dict[str, Any], tuple[Change, ...]]":
    from footpath.actions.proposal import lasting, proposal

    others: Sequence[Kept] = ()
    if Path(word).is_file():
        _, read = _adaptation(Path(word))
        adapts, owner, changes = f"{read.adapts}@{read.version}", read.authority, read.changes
    else:
        owner, _, service = word.partition("/")
        here = _world()
        kept = here.standards.adaptation(owner, service)
        if kept is None:
            raise Refused(f"{word}: there is no such file, and no such adaptation here.", code=2)
        adapts, changes = kept.adapts, kept.changes
        others = [each for each in here.standards.adaptations(service=service) if each.authority != owner]
    known = [each.path for each in changes]
    for path in paths:
        if path not in known:
            from footpath.definition.wording import nearest

            raise Refused(f"No local change is made at {path}. {nearest(path, known)}".rstrip())
    chosen = tuple(each for each in changes if not paths or each.path in paths)
    if not chosen:
        raise Refused("There is nothing to propose: this adaptation has no changes.")
    said = proposal(chosen, proposes=adapts, from_=owner, evidence=evidence, others=others)
    return said, tuple(map(lasting, chosen))


# Who runs what


def editions(*, service: str | None = None, json_: JsonFlag = False) -> int:
    """Who runs which version of which standard, how far from it, and what hides there.

    Parameters
    ----------
    service
        One standard. Left out, all of them.
    json_
        Print JSON: `adaptations`, `recurring` changes that belong in the standard, and what was `tried` on each.
    """
    from footpath.actions.recurring import recurring
    from footpath.actions.tried_on import tried_on
    from footpath.journey import run_examples
    from footpath.site.commands.trials import trial_data, trial_lines

    try:
        here = _world()
        kept = here.standards.adaptations(service=service)
        newest = {each.service: each.version for each in here.standards.versions(service)}
        rows: list[dict[str, Any]] = []
        with _said_plainly():
            for each in kept:
                edition = None if each.edition is None else here.editions.edition(each.edition)
                ran = () if edition is None else run_examples(edition)
                rows.append(
                    {
                        "authority": each.authority,
                        "service": each.service,
                        "version": each.version,
                        "newest": newest.get(each.service, each.version),
                        "edition": each.edition,
                        "changes": len(each.changes),
                        "masked_fixes": [change.path for change in each.changes if change.kept_over is not None],
                        "failing_examples": [example.name for example in ran if not example.passed],
                    }
                )
    except Refused as refused:
        return _refuse(refused, json_=json_)
    again = recurring(here, kept)
    tried = {name: tried_on(here, service=name) for name in sorted({each.service for each in kept})}
    if json_:
        _print_json(
            {
                "adaptations": rows,
                "recurring": [
                    {"service": each.service, "path": each.path, "authorities": each.authorities} for each in again
                ],
                "tried": [trial_data(each, service=name) for name, trials in tried.items() for each in trials],
            }
        )
        return 0
    out = _console()
    if not rows:
        out.print("Nobody has adopted a standard here. `footpath adopt` does it.")
        return 0
    lines = [("Authority", "Standard", "Newest", "Edition", "Changes", "Masked fixes", "Failing examples")]
    for row in rows:
        lines.append(
            (
                row["authority"],
                f"{row['service']}@{row['version']}",
                str(row["newest"]),
                (row["edition"] or "not published")[:13],
                str(row["changes"]),
                str(len(row["masked_fixes"])),
                str(len(row["failing_examples"])),
            )
        )
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    for line in lines:
        out.print("  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip())
    for row in rows:
        for path in row["masked_fixes"]:
            out.print(f"Masked fix in {row['authority']}: {path}")
        for name in row["failing_examples"]:
            out.print(f"Failing example in {row['authority']}: {name}")
    for one in again:
        out.print(f"{len(one.authorities)} authorities make the same change, so it may belong in the standard: ")
        out.print(f"  {one.path} ({', '.join(one.authorities)})")
    for name, trials in tried.items():
        for trial in trials:
            out.print()
            out.print("\n".join(trial_lines(trial, service=name)))
    return 0
