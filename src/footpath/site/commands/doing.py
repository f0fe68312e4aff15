"""Commands on how services do: count what cases came to, and show where people stop."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from cyclopts import Parameter


def _world() -> Any:
    import django

    django.setup()
    from footpath.site.world import world

    return world()


def count(
    *, authority: str | None = None, service: str | None = None, from_zero: bool = False, quiet: bool = False
) -> int:
    """Count what has happened since it was counted last, as the worker does every minute.

    Parameters
    ----------
    authority
        Only the services of this authority.
    service
        Only this service.
    from_zero
        Forget what was counted and count it again. Exits 1 when it does not come to the same.
    """
    world = _world()
    from footpath.actions.count_doing import count_again, count_service

    offered = [
        (known.id, edition.service.id)
        for known in world.records.authorities()
        for edition in world.editions.offers(known.id)
        if authority in (None, known.id) and service in (None, edition.service.id)
    ]
    if not offered:
        print("No such service is offered here. Nothing was counted.", file=sys.stderr)
        return 1
    differs = 0
    with _progress(quiet=quiet) as told:
        for where, what in offered:
            if from_zero:
                cases, same = count_again(world, authority=where, service=what, told=told)
                print(f"{where}/{what}: {cases} cases, {'the same as before' if same else 'NOT the same as before'}.")
                differs += not same
            else:
                cases = count_service(world, authority=where, service=what, told=told)
                print(f"{where}/{what}: {cases} cases were counted.")
    return 1 if differs else 0


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Any]:
    from footpath.site.commands.bars import bar

    if quiet:
        yield lambda cases: None
        return
    with bar("Cases are counted", None) as told:
        yield told


def show(service: str, *, authority: str, json_: Annotated[bool, Parameter(name="--json")] = False) -> int:
    """Show the measures of a service, and where people stop, in the last 12 months.

    Parameters
    ----------
    service
        Its id, like missed_bin.
    authority
        The authority that offers it.
    """
    _world()
    from footpath.web import measures
    from footpath.web.staff.doing import Choice, as_json, read, sentence

    held = read(authority, service, Choice(period="year"))
    if held is None:
        print(f"{authority} does not offer {service}.", file=sys.stderr)
        return 1
    if json_:
        print(json.dumps(as_json(held), indent=2, ensure_ascii=False))
        return 0
    print(sentence(held))
    print(measures.in_a_line(held.measures, "en") or "Too few people have used it to say.")
    for row in held.rows:
        print(
            f"  {held.title(row.page)}: {row.came} came, {row.went_on} went on, {row.stopped} stopped,"
            f" {row.here} still there, {row.left_by_exit} told it is not for them"
        )
    return 0
