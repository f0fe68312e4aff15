"""The command that lets made-up people use a service, and a step be lived through in a minute."""

import sys
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter


def simulate(
    file: Path,
    *,
    authority: Annotated[list[str], Parameter(negative=())],
    made_up_people: Annotated[bool, Parameter(negative=())] = False,
    quiet: bool = False,
) -> int:
    """Let made-up people use a service as a model says: so many a week, who stop, err, finish and say how it was.

    Every case is a real one, made by what pages call, at past times. Its key begins with made-up-.

    Parameters
    ----------
    file
        The model: docs/reference/simulate.md says what stands in it. It may name the file of a step beside it.
    authority
        Where they live. Given more than once, in each of them; the step is that of the first.
    made_up_people
        Do it on an installation that is no demonstration. Made-up people would stand in its figures for good.
    quiet
        Show no progress.
    """
    import django

    django.setup()
    from django.conf import settings

    from footpath.actions.simulate import DoesNotFit
    from footpath.actions.simulate import simulate as live_through
    from footpath.site.commands.bars import bar
    from footpath.site.made_up_steps import UnreadableModel, read_model_and_step, said_of
    from footpath.site.world import world

    if not made_up_people and not is_for_trying(settings.HOME):
        print(
            "This installation is no demonstration, and made-up people would be mixed into its real figures for good. "
            "Nothing was done. If there are no real people in it: --made-up-people",
            file=sys.stderr,
        )
        return 1
    here = world()
    missing = [each for each in authority if here.records.authority(each) is None]
    if missing:
        print(f"There is no authority {missing[0]} here. Nothing was done.", file=sys.stderr)
        return 1
    try:
        model, registration = read_model_and_step(file)
        staff = model.staff.who if model.staff else ()
        wrong = _wrong_staff(staff, authority) or (_wrong_people(registration, authority) if registration else [])
        if wrong:
            print(*wrong, "Nothing was done.", sep="\n", file=sys.stderr)
            return 1
        if quiet:
            done = live_through(here, model, authorities=authority, registration=registration)
        else:
            with bar("Made-up people", model.all_weeks * 7) as told:
                done = live_through(here, model, authorities=authority, registration=registration, told=told)
    except (OSError, UnicodeDecodeError) as reason:
        print(f"{file} cannot be read: {reason}", file=sys.stderr)
        return 1
    except (UnreadableModel, DoesNotFit) as reason:
        print(reason, file=sys.stderr)
        return 1
    print(said_of(done))
    return 0


def is_for_trying(home: Path) -> bool:
    """A demonstration marks its own folder when it is made, and a test's settings are those of tests."""
    import os

    return (home / "demo.made").exists() or os.environ.get("DJANGO_SETTINGS_MODULE", "").startswith("tests.")


def _wrong_people(registration: Any, authorities: list[str]) -> list[str]:
    """The same as for a step of real people: the proposer works there, and the owner is a manager in each."""
    import msgspec

    from footpath.web.staff.proposing import wrong_people

    said = msgspec.structs.replace(registration, authorities=tuple(authorities))
    return [f"{problem.at}: {problem.says}." for problem in wrong_people(said, authorities[0])]


def _wrong_staff(who: tuple[str, ...], authorities: list[str]) -> list[str]:
    from footpath.adapters.records import reads

    return [
        f"{id_} does not work with the cases of {authority}."
        for authority in authorities
        for id_ in who
        if "caseworker" not in reads.roles_of(id_).get(authority, frozenset())
    ]
