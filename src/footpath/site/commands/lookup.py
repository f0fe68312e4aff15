"""What the words of a command name: definitions, standards, adaptations; and how a command refuses."""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from cyclopts import Parameter
from rich.console import Console

from footpath.values import Fault

if TYPE_CHECKING:
    from footpath.actions.fitness import Unfit
    from footpath.definition.changes import Adaptation
    from footpath.definition.service import Edition
    from footpath.ports import World


type JsonFlag = Annotated[bool, Parameter(name="--json")]


class Refused(Exception):
    """A command cannot go on: what to tell the person, and the faults of files, if it is those."""

    def __init__(self, says: str = "", faults: Iterable[Fault] = (), *, code: int = 1) -> None:
        super().__init__(says)
        self.says = says
        self.faults = tuple(faults)
        self.code = code


def refuse(refused: Refused, *, json_: bool) -> int:
    if json_:
        said: dict[str, Any] = {"faults": msgspec.to_builtins(refused.faults)}
        if refused.says:
            said["error"] = refused.says
        print_json(said)
    else:
        for fault in refused.faults:
            print(fault, file=sys.stderr)
        if refused.says:
            print(refused.says, file=sys.stderr)
    return refused.code


def print_json(said: Any) -> None:
    print(json.dumps(said, indent=2, ensure_ascii=False))


def console() -> Console:
    return Console(highlight=False, soft_wrap=True, markup=False)


def edition_at(word: str) -> "Edition":
    """What a word names: a file, a bundled service, a stored standard, or what an authority offers."""
    from footpath.definition.load import load_file
    from footpath.site.commands.definitions import NothingThere, definitions_at

    if not Path(word).exists():
        if "@" in word:
            return stored_standard(word)
        authority, slash, service = word.partition("/")
        if slash and "/" not in service and authority != "exemplars":
            here = world()
            with said_plainly():
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


def stored_standard(word: str) -> "Edition":
    from footpath.actions.drafts import standard_edition

    service, _, version = word.partition("@")
    if not version.isdecimal():
        raise Refused(f"{word} is no version of a standard. Write it like resident_parking_permit@3.", code=2)
    with said_plainly():
        return standard_edition(world(), service=service, version=int(version))


def no_such(name: str, known: Sequence[int]) -> str:
    service = name.partition("@")[0]
    if known:
        there = ", ".join(f"{service}@{version}" for version in known)
        return f"There is no standard {name} here. There is {there}."
    return f"There is no standard called {service} here. `footpath publish FILE --standard` publishes one."


def world() -> "World":
    import django

    django.setup()
    from footpath.site.world import world

    return world()


def today() -> Any:
    from footpath.site.clock import uk_today

    return uk_today()


class said_plainly:  # noqa: N801, read as words: with said_plainly()
    """What an action raises, as a sentence and exit 1."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, raised: BaseException | None, trace: object) -> None:
        from footpath.actions.adopt_standard import AdoptedBefore, NoSuchAuthority, NoSuchStandard
        from footpath.actions.drafts import NotAdopted
        from footpath.ports import DifferentStandard, UntrueEdition

        match raised:
            case NoSuchStandard():
                raise Refused(no_such(raised.name, raised.known)) from None
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


def wrong_with(unfit: "Unfit") -> tuple[Fault, ...]:
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


def adaptation_at(file: Path) -> "tuple[str, Adaptation]":
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


def look_at_base(read: "Adaptation", old: "Edition") -> None:
    adapts = f"{read.adapts}@{read.version}"
    base = f"{old.service.id}@{old.service.version}"
    if base != adapts:
        raise Refused(f"{read.file} adapts {adapts}, and {old.file} is {base}. Give the version it was made to.")
