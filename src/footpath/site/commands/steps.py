"""Commands on steps: propose, approve, look, stop, decide, and count what came of them."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from cyclopts import Parameter


def _world() -> Any:
    import django

    django.setup()
    from footpath.site.world import world

    return world()


def _says(*lines: object) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def register(file: Path, *, authority: str) -> int:
    """Register a step: freeze what it promises. Nothing changes for anybody until its owner approves it.

    Parameters
    ----------
    file
        The file of the step: docs/reference/steps.md says what stands in it.
    authority
        The authority whose step it is.
    """
    world = _world()
    from footpath.actions.register_step import register_step
    from footpath.steps.forecast import forecast_said
    from footpath.steps.reading import Written, read_step
    from footpath.web.staff.proposing import wrong_people

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as reason:
        _says(f"{file} cannot be read: {reason}")
        return 1
    written = read_step(text, file=str(file))
    if not isinstance(written, Written):
        _says(*written, "Nothing was registered.")
        return 1
    if world.records.authority(authority) is None:
        _says(f"There is no authority {authority} here. Nothing was registered.")
        return 1
    said = written.registration
    problems = wrong_people(said, authority)
    if not problems:
        step = register_step(world, authority=authority, registration=said, places=written.places, file=str(file))
        if not isinstance(step, tuple):
            print(f"{step.id} is registered. Its fingerprint is {step.fingerprint}.")
            if expected := forecast_said(step.forecast, len(said.authorities)):
                print(expected)
            if step.registration.planned_cases:
                print(f"It is planned for {step.registration.planned_cases:,} counted cases.")
            print(f"It waits for {' and '.join(said.approvers)} to approve it.")
            return 0
        problems = step
    _says(*(f"{file}: {problem.at}: {problem.says}." for problem in problems), "Nothing was registered.")
    return 1


def approve(step: str, *, authority: str, by: str) -> int:
    """Approve a step, as its owner or for data protection. With the last approval it begins.

    Parameters
    ----------
    by
        Who approves: a staff id that the registration names.
    """
    world = _world()
    from footpath.actions.approve_step import approve_step

    with _no(step) as said:
        said += [approve_step(world, home=authority, step=step, by=f"staff:{by}")]
    return _now(said)


def pause(step: str, *, authority: str, by: str, because: str) -> int:
    """Pull the stop cord: from now on new cases get the old version."""
    from footpath.actions.pause_step import pause_step

    return _does(pause_step, step, authority, by, because)


def resume(step: str, *, authority: str, by: str, because: str) -> int:
    """Carry on with a paused step, as its owner."""
    from footpath.actions.pause_step import resume_step

    return _does(resume_step, step, authority, by, because)


def withdraw(step: str, *, authority: str, by: str, because: str) -> int:
    """Take a step back before it has an answer."""
    from footpath.actions.pause_step import withdraw_step

    return _does(withdraw_step, step, authority, by, because)


def confirm(step: str, *, authority: str, by: str, because: str) -> int:
    """Confirm, as its owner, that the machine stopped a step."""
    from footpath.actions.pause_step import confirm_harm

    return _does(confirm_harm, step, authority, by, because)


def decide(
    step: str, decision: Literal["kept", "not_kept", "could_not_tell"], *, authority: str, by: str, because: str
) -> int:
    """Decide a step, as its owner: keep it, put it back, or say that we could not tell, which puts it back too."""
    from functools import partial

    from footpath.actions.decide_step import decide_step

    return _does(partial(decide_step, decision=decision), step, authority, by, because)


def _does(action: Callable[..., Any], step: str, authority: str, by: str, because: str) -> int:
    world = _world()
    with _no(step) as said:
        said += [action(world, home=authority, step=step, because=because, by=f"staff:{by}")]
    return _now(said)


@contextmanager
def _no(step: str) -> Iterator[list[Any]]:
    """What a step says no to is a sentence."""
    from footpath.actions.decide_step import DoesNotApply
    from footpath.ports import NoSuchStep
    from footpath.steps.states import StepSaysNo

    said: list[Any] = []
    try:
        yield said
    except NoSuchStep:
        _says(f"There is no step {step} of this authority.")
    except (StepSaysNo, DoesNotApply) as no:
        _says(no)


def _now(said: list[Any]) -> int:
    from footpath.steps.states import SAID

    if not said:
        return 1
    (result,) = said
    if isinstance(result, tuple):
        _says(*(f"{problem.at}: {problem.says}." for problem in result))
        return 1
    print(f"{result.registration.name}: {SAID[result.state]}.")
    return 0


def list_(*, authority: str, json_: Annotated[bool, Parameter(name="--json")] = False) -> int:
    """List the steps tried in an authority, the newest first."""
    world = _world()
    from footpath.steps.states import SAID
    from footpath.web.staff.standing import editions_json

    steps = world.steps.steps(authority)
    if json_:
        found = [
            {
                "id": step.id,
                "authority": step.authority,
                "service": step.registration.service,
                "name": step.registration.name,
                "state": step.state,
                "editions": editions_json(step),
            }
            for step in steps
        ]
        print(json.dumps(found, indent=2, ensure_ascii=False))
        return 0
    for step in steps:
        print(f"{step.id}  {step.registration.name}: {SAID[step.state]}")
    if not steps:
        print("No step has been tried here yet.")
    return 0


def show(step: str, *, authority: str, json_: Annotated[bool, Parameter(name="--json")] = False) -> int:
    """Show how a step stands, in a sentence and in numbers."""
    world = _world()
    from footpath.steps.counting import promise_of
    from footpath.steps.forecast import forecast_said
    from footpath.web.staff.standing import standing, standing_json

    with _no(step) as said:
        said += [standing(world, world.steps.step(authority, step))]
    if not said:
        return 1
    if json_:
        registered = msgspec.to_builtins(promise_of(said[0].step))
        print(json.dumps({**standing_json(said[0]), "registered": registered}, indent=2, ensure_ascii=False))
        return 0
    print(f"{said[0].step.registration.name}: {said[0].state}")
    print(said[0].sentence)
    shown = said[0].step
    if expected := forecast_said(shown.forecast, len(shown.registration.authorities)):
        print(f"Forecast when it was registered: {expected}")
    if shown.registration.planned_cases:
        print(f"Planned for {shown.registration.planned_cases:,} counted cases.")
    for row in said[0].rows:
        print(f"  {row.name}: {row.old} → {row.new}  ({row.says})")
    print(f"The rule would say: {said[0].proposal.says} {said[0].proposal.why}")
    return 0


def read(
    step: str | None = None,
    *,
    authority: str | None = None,
    from_zero: bool = False,
    quiet: bool = False,
) -> int:
    """Count the outcomes that have matured, of all steps or of one; begin what is due.

    Parameters
    ----------
    from_zero
        Forget what was counted and count it again. Exits 1 when it does not come to the same, to the last bit.
    """
    world = _world()
    from footpath.actions.count_outcomes import count_again, count_outcomes
    from footpath.actions.tick_steps import tick_steps

    if step is not None and authority is None:
        _says("Name the authority whose step it is, with --authority.")
        return 1
    steps = []
    with _no(step or "") as said:
        said += world.steps.every_step() if step is None else [world.steps.step(authority, step)]
        steps = list(said)
    if step is not None and not said:
        return 1
    with _progress(sum(_met(world, each) for each in steps) if from_zero else None, quiet=quiet) as told:
        if not from_zero and step is None:
            print(f"{tick_steps(world, told=told)} cases were counted.")
            return 0
        differs = 0
        for each in steps:
            if not from_zero:
                done = count_outcomes(world, home=each.authority, step=each.id, told=told)
                print(f"{each.id}: {done} cases were counted.")
                continue
            same = count_again(world, home=each.authority, step=each.id, told=told)
            number = world.steps.counted(each.authority, each.id).number
            print(f"{each.id}: {number} cases, {'the same as before' if same else 'NOT the same as before'}.")
            differs += not same
        return 1 if differs else 0


@contextmanager
def _progress(total: int | None, *, quiet: bool) -> Iterator[Callable[[int], object]]:
    from footpath.site.commands.bars import bar

    if quiet:
        yield lambda count: None
        return
    with bar("Counting cases", total) as told:
        yield told


def _met(world: Any, step: Any) -> int:
    """How many have come to the page that differs: all of them are counted again."""
    return sum(met for arms in world.steps.sizes(step).values() for _, met in arms.values())


def outcomes(step: str, *, authority: str) -> int:
    """Print the outcomes counted of a step as CSV, as `footpath evidence` reads them. It names nobody."""
    world = _world()
    import csv

    from footpath.steps.assignment import unit_value

    with _no(step) as said:
        said += [world.steps.step(authority, step)]
    if not said:
        return 1
    (held,) = said
    out = csv.writer(sys.stdout)
    out.writerow(["unit", "authority", "arm", "probability", "entered", "matured", "measure", "value"])
    for row in world.steps.outcomes(held):
        if not row.counts:
            continue
        # By the step's own hash, so that the list is nobody's cases.
        unit = f"{unit_value(held.salt, 'outcome/' + row.case):016x}"
        when = (row.exposed.isoformat(), row.matured.isoformat())
        for measure, value in row.values.items():
            out.writerow([unit, row.authority, row.arm, row.percent / 100, *when, measure, value])
    return 0


def schema() -> int:
    """Print the JSON Schema of the file of a step, for editors."""
    from footpath.steps.schema import schema as made

    print(json.dumps(made(), indent=2, ensure_ascii=False))
    return 0
