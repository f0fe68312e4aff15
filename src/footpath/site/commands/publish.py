"""Publishing definitions, adaptations and standards; adopting a standard."""

from pathlib import Path
from typing import TYPE_CHECKING

from footpath.site.commands.lookup import (
    Refused,
    adaptation_at,
    edition_at,
    refuse,
    said_plainly,
    stored_standard,
    world,
    wrong_with,
)
from footpath.values import Fault

if TYPE_CHECKING:
    from footpath.definition.changes import Change


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
        return refuse(refused, json_=False)


def _publish_standard(service: str, changes: Path | None, *, by: str, because: str) -> int:
    from footpath.actions.fitness import Unfit
    from footpath.actions.publish_standard import publish_standard
    from footpath.definition.changes import read_changes

    edition = edition_at(service)
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
    here = world()
    name = f"{edition.service.id}@{edition.service.version}"
    there = here.standards.standard(edition.service.id, edition.service.version)
    with said_plainly():
        done = publish_standard(here, edition=edition, by=f"staff:{by}", because=because, changes=known)
    if isinstance(done, Unfit):
        raise Refused("Nothing was published.", faults=wrong_with(done))
    if there is not None:
        print(f"{name} is published already, and says the same. Nothing was done.")
    else:
        print(f"{name} is published as a standard, edition {edition.hash[:12]}.")
    return 0


def _publish_adaptation(file: Path, authority: str | None, *, by: str, because: str) -> int:
    from footpath.actions.fitness import Unfit
    from footpath.actions.publish_adaptation import publish_adaptation
    from footpath.definition.changes import apply, tree_of_edition

    _, read = adaptation_at(file)
    owner = authority or read.authority
    if owner is None:
        raise Refused(f"{file} does not say whose it is. Add authority:, or give --authority.")
    if authority is not None and read.authority is not None and authority != read.authority:
        raise Refused(f"{file} is {read.authority}’s, and --authority says {authority}. Nothing was published.")
    here = world()
    with said_plainly():
        standard = stored_standard(f"{read.adapts}@{read.version}")
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
        raise Refused("Nothing was published.", faults=wrong_with(done))
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
    here = world()
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
        here = world()
        with said_plainly():
            kept, new = adopt_standard(
                here,
                authority=authority,
                service=service,
                version=int(version),
                by=f"staff:{by}",
                because=because,
            )
    except Refused as refused:
        return refuse(refused, json_=False)
    if not new:
        print(f"{authority} has adopted {kept.adapts} already. Nothing was done.")
    else:
        print(f"{authority} has adopted {kept.adapts}. Next: change what is different there, then publish it.")
    return 0
