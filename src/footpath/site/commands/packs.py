"""Commands on evidence packs: make one, check what came from somebody else, and decide what to do with it."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

if TYPE_CHECKING:
    from footpath.actions.receive_pack import Opened

type JsonFlag = Annotated[bool, Parameter(name="--json")]


def _world() -> Any:
    import django

    django.setup()
    from footpath.site.world import world

    return world()


def _keys() -> Any:
    from django.conf import settings

    from footpath.adapters.keyring import KeyFiles

    return KeyFiles(settings.HOME)


def _says(*lines: object) -> None:
    for line in lines:
        print(line, file=sys.stderr)


class _No(Exception):
    """What a person is told instead of an answer."""


@contextmanager
def _clear() -> Iterator[list[int]]:
    """What is wrong is said in sentences, and the command ends with 1."""
    from footpath.exchange import BadKey, Unreliable
    from footpath.ports import NoSuchStep
    from footpath.steps.pack import ImpossiblePack

    code = [1]
    try:
        yield code
    except ImpossiblePack as impossible:
        _says(*impossible.wrong, "Its signature is right, and what it says cannot be so: nothing was imported.")
    except (Unreliable, BadKey, _No) as wrong:
        _says(wrong)
    except NoSuchStep:
        _says("There is no such step of this authority: each tells of its own steps.")


def key() -> int:
    """Show the public key of this installation, and make the pair at the first use. Give it to those you exchange with.

    The private key stays in a file below FOOTPATH_HOME that only its owner can read.
    """
    _world()
    with _clear() as code:
        public = _keys().private().public
        print(public.text)
        _says(f"Its short name is {public.id}. Pass it on by another way than the packs, like on the phone.")
        code[0] = 0
    return code[0]


def trust(name: str, publickey: str, *, forget: bool = False) -> int:
    """Trust a public key for one authority: what it signs in that name is believed to be theirs from now on.

    Parameters
    ----------
    name
        The id of the authority, like ryedale.
    publickey
        The key, as `footpath pack key` shows it there.
    forget
        Trust it no longer.
    """
    world = _world()
    from footpath.definition import format as f
    from footpath.exchange import read_public

    with _clear() as code:
        import re

        if not re.fullmatch(f.ID, name):
            raise _No(f"{name} is no id of an authority: those have small letters, digits and _.")
        if world.records.authority(name) is not None:
            raise _No(f"{name} is an authority of this installation: it is known by this installation’s own key.")
        public = read_public(publickey)
        if forget:
            if not _keys().forget(name, public):
                raise _No(f"The key {public.id} was not trusted for {name}.")
            print(f"The key {public.id} is not trusted for {name} any more.")
        elif _keys().trust(name, public):
            print(f"The key {public.id} is trusted for {name}.")
        else:
            print(f"The key {public.id} was trusted for {name} already.")
        code[0] = 0
    return code[0]


def export(step: str, *, authority: str, theme: Sequence[str] = ()) -> int:
    """Print the signed evidence pack of a step that was decided, or stopped for harm. It names no resident.

    Parameters
    ----------
    authority
        The authority whose step it is: it signs.
    theme
        What people said about it, in your own words and without names. Can be given several times.
    """
    world = _world()
    from footpath.actions.export_pack import export_pack
    from footpath.exchange import LARGEST, sign
    from footpath.steps.pack import KIND, Pack

    with _clear() as code:
        made = export_pack(world, authority=authority, step=step, themes=theme)
        if not isinstance(made, Pack):
            raise _No("\n".join(f"{problem.at}: {problem.says}." for problem in made))
        envelope = sign(made, kind=KIND, from_=authority, key=_keys().private())
        if len(envelope) > LARGEST:
            raise _No(f"This pack has {len(envelope):,} bytes, and nobody reads more than {LARGEST:,}.")
        print(envelope.decode())
        code[0] = 0
    return code[0]


def read(file: Path, *, json_: JsonFlag = False) -> int:
    """Check a pack and say in plain words what it claims. Nothing is imported.

    Parameters
    ----------
    json_
        Print JSON: from, key, step, service, name, hypothesis, decision, people, places, together, guardrails, themes,
        may, forced, notes, standard.
    """
    world = _world()
    with _clear() as code:
        opened = _opened(world, file)
        if json_:
            print(json.dumps(_plain(opened), indent=2, ensure_ascii=False))
        else:
            print("\n".join(_lines(opened)))
        code[0] = 0
    return code[0]


def _bytes(file: Path) -> bytes:
    from footpath.exchange import LARGEST

    try:
        with file.open("rb") as held:
            return held.read(LARGEST + 1)
    except OSError as reason:
        raise _No(f"{file} cannot be read: {reason.strerror}.") from None


def _trusted(world: Any) -> Any:
    return _keys().trusted(own=[each.id for each in world.records.authorities()])


def _opened(world: Any, file: Path) -> "Opened":
    from footpath.actions.receive_pack import open_pack

    return open_pack(_bytes(file), trusted=_trusted(world))


def _lines(opened: "Opened") -> list[str]:
    from footpath.steps.measures import MEASURES
    from footpath.steps.pack import hundredths, points_said
    from footpath.steps.promotion import pool, promotion
    from footpath.steps.receiving import WHATS, advise
    from footpath.steps.review import odds_said
    from footpath.steps.states import SAID

    pack = opened.pack
    said, together = pack.registration, pack.together
    measure = MEASURES[said.measure]
    on = f"version {pack.base.version} of the standard" if pack.base.version else "a definition of their own"
    lines = [
        f"“{said.name}”, from {pack.home}. Its signature is right (key {opened.key}), and its numbers agree.",
        "",
        said.hypothesis,
        f"It changes {said.service}, {on} ({pack.base.edition[:12]}), in {len(said.changes)} "
        f"place{'' if len(said.changes) == 1 else 's'}:",
        *(f"  {_change(each)} – {each.get('because', '')}" for each in said.changes),
        "",
        f"{odds_said(together.odds.benefit)} that {measure.says}, of {pack.people:,} people.",
        f"The difference is between {hundredths(together.interval.low)} and {hundredths(together.interval.high)}.",
    ]
    for place in pack.places:
        old, new = place.cases
        lines.append(
            f"  {place.authority}: {old:,} with the old version, {new:,} with the new. "
            f"{odds_said(place.odds.benefit)} that {measure.says}, {odds_said(place.odds.harm)} that {measure.worse}."
        )
    if together.predicted is not None:
        low, high = (points_said(end, pack.kind) for end in together.predicted)
        lines.append(f"In the next place it is expected, four times in five, between {low} and {high}.")
    for each in pack.guardrails:
        if each.stops_at is not None:
            watched = MEASURES[each.measure]
            lines.append(f"Watched: {watched.name.lower()}, {odds_said(each.harm)} that {watched.worse}.")
    lines += [f"People said: {theme}" for theme in pack.themes]
    decided = pack.decision
    lines += [
        "",
        f"On {decided.on.day} {decided.on:%B %Y}: {SAID[decided.state]}. Why: {decided.because.strip().rstrip('.')}. "
        f"The rule said: {decided.rule_said}",
        "",
        *advise(pack).forced,
        *advise(pack).notes,
        f"You may: {', '.join(WHATS[each] for each in advise(pack).may)}.",
    ]
    known = pool([pack])
    assert known is not None, "a pack has at least one place"
    found = promotion(known)
    if found.ready:
        return [*lines, "By itself it is enough for the standard: its owner can be asked with `footpath promote`."]
    unmet = [f"  {each.says}" for each in found.conditions if not each.met]
    return [*lines, "By itself it is not enough for the standard:", *unmet]


def _change(each: Any) -> str:
    from footpath.steps.classes import FORMS

    form = next(word for word in FORMS if word in each)
    return f"{form} {each[form]}"


def _plain(opened: "Opened") -> dict[str, Any]:
    import msgspec

    from footpath.steps.promotion import pool, promotion
    from footpath.steps.receiving import advise

    pack = opened.pack
    advice = advise(pack)
    known = pool([pack])
    assert known is not None, "a pack has at least one place"
    found = promotion(known)
    plain: dict[str, Any] = msgspec.to_builtins(
        {
            "from": pack.home,
            "key": opened.key,
            "pack": opened.hash,
            "step": pack.registration.id,
            "service": pack.registration.service,
            "name": pack.registration.name,
            "hypothesis": pack.registration.hypothesis,
            "base": pack.base,
            "changes": pack.registration.changes,
            "fingerprint": pack.fingerprint,
            "decision": pack.decision,
            "people": pack.people,
            "places": [
                {"authority": each.authority, "cases": each.cases, "odds": each.odds, "interval": each.interval}
                for each in pack.places
            ],
            "left_out": pack.left_out,
            "together": pack.together,
            "guardrails": pack.guardrails,
            "themes": pack.themes,
            "may": advice.may,
            "forced": advice.forced,
            "notes": advice.notes,
            "standard": {"ready": found.ready, "conditions": found.conditions},
        }
    )
    return plain


def import_(
    file: Path,
    *,
    authority: str,
    as_: Annotated[Literal["adopt-and-fit", "test-here-first", "not-here"], Parameter(name="--as")],
    by: str,
    owner: str | None = None,
    because: str,
    data_protection: str | None = None,
    legal_basis: str | None = None,
) -> int:
    """Do something with a pack: adopt and fit it, test it here first, or say why not here. The reason is kept.

    Parameters
    ----------
    authority
        The authority that decides.
    as_
        adopt-and-fit: half of the new cases for 8 to 16 weeks, kept where it helps here. test-here-first: as if nobody
        had tried it. not-here: the reason, and nothing else.
    by
        Who brings it in: a staff id.
    owner
        Who answers for it here, and approves it before anybody meets it: another staff id. Not needed for not-here.
    data_protection
        Who else approves it, where it changes what is asked.
    legal_basis
        The law that allows a trial, where it changes who is entitled. That of the other authority is not taken over.
    """
    world = _world()
    with _clear() as code:
        if world.records.authority(authority) is None:
            raise _No(f"There is no authority {authority} here. Nothing was imported.")
        said = _registration(world, file, authority, as_, by, owner, data_protection, legal_basis)
        code[0] = _import(world, file, authority, as_, by, because, said)
    return code[0]


def _registration(
    world: Any,
    file: Path,
    authority: str,
    what: Any,
    by: str,
    owner: str | None,
    data_protection: str | None,
    legal_basis: str | None,
) -> Any:
    from footpath.adapters.records import reads
    from footpath.casework.roles import may
    from footpath.steps.receiving import registration_here
    from footpath.web.staff.proposing import wrong_people

    opened = _opened(world, file)
    if not may(reads.roles_of(by).get(authority, frozenset()), "propose_step"):
        raise _No(f"by: {by} does not work on cases for {authority}. Nothing was imported.")
    if what == "not-here":
        return None
    if owner is None:
        raise _No("owner: Name who answers for it here, with --owner. Nothing was imported.")
    said = registration_here(
        opened.pack,
        what,
        authority=authority,
        by=by,
        owner=owner,
        data_protection=data_protection,
        legal_basis=legal_basis,
    )
    problems = wrong_people(said, authority)
    if problems:
        raise _No("\n".join((*(f"{each.at}: {each.says}." for each in problems), "Nothing was imported.")))
    return said


def _import(world: Any, file: Path, authority: str, what: Any, by: str, because: str, said: Any) -> int:
    from footpath.actions.receive_pack import Done, receive_pack
    from footpath.steps.receiving import WHATS

    done = receive_pack(
        world,
        authority=authority,
        envelope=_bytes(file),
        trusted=_trusted(world),
        what=what,
        by=f"staff:{by}",
        because=because,
        registration=said,
    )
    if not isinstance(done, Done):
        _says(*(f"{each.at}: {each.says}." for each in done), "Nothing was imported.")
        return 1
    received = done.received
    if not done.new:
        print(
            f"“{received.name}” is here already, since {received.at.day} {received.at:%B %Y}: {WHATS[received.what]}."
        )
        return 0
    print(f"“{received.name}” from {received.from_}: {WHATS[received.what]}.")
    if received.step is not None:
        print(f"{received.step} is registered, and waits for {' and '.join(said.approvers)} to approve it.")
        print(f"footpath step approve {received.step} --authority {authority} --by {said.owner}")
    else:
        print("The reason is kept with the packs that came in. Nothing was changed.")
    return 0


def tried(service: str, *, authority: str | None = None, json_: JsonFlag = False) -> int:
    """Everything that was tried on a standard: by whom, how it went, and whether it is enough for the standard.

    Parameters
    ----------
    service
        The standard, like resident_parking_permit.
    authority
        Only what this authority may know. Left out, the packs of all authorities of this installation.
    json_
        Print JSON: a list of trials, each with tries, odds, interval, authorities and standard.
    """
    world = _world()
    from footpath.actions.tried_on import tried_on
    from footpath.site.commands.trials import trial_data, trial_lines

    with _clear() as code:
        if authority is not None and world.records.authority(authority) is None:
            raise _No(f"There is no authority {authority} here.")
        if not world.standards.versions(service):
            raise _No(f"There is no standard called {service} here.")
        trials = tried_on(world, service=service, authority=authority)
        if json_:
            print(json.dumps([trial_data(each, service=service) for each in trials], indent=2, ensure_ascii=False))
        elif not trials:
            print("Nothing has been tried on it yet.")
        else:
            print("\n\n".join("\n".join(trial_lines(each, service=service)) for each in trials))
        code[0] = 0
    return code[0]


def schema() -> int:
    """Print the JSON Schema of a signed evidence pack."""
    from footpath.steps.pack import schema as made

    print(json.dumps(made(), indent=2))
    return 0
