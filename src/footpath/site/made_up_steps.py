"""Five small steps in two districts of the demonstration, each lived through by made-up people."""

from collections.abc import Callable
from pathlib import Path

from footpath.actions.adopt_standard import adopt_standard
from footpath.actions.enter_cost import enter_cost
from footpath.actions.publish_adaptation import Published, publish_adaptation
from footpath.actions.simulate import Simulated, simulate
from footpath.adapters.records.people import save_staff
from footpath.casework.roles import Role
from footpath.definition.changes import read_changes
from footpath.doing.cost import Cost
from footpath.ports import World
from footpath.site.authorities import load_authorities
from footpath.site.commands.demo import STAFF
from footpath.steps.reading import Written, read_step
from footpath.steps.registration import Registration
from footpath.steps.simulation import Model, load_model
from footpath.values import Fault

FOLDER = Path(__file__).with_name("steps")
EAST, WEST = "barset_east", "barset_west"
STANDARDS = {"missed_bin": 1, "resident_parking_permit": 3}
COSTS = {"missed_bin": "4,100", "resident_parking_permit": "9,600"}  # pounds a year

# In the order in which each service lived through them: a step that is kept is part of what the next one changes.
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("kept", (EAST,)),
    ("could_not_tell", (EAST,)),
    ("stopped", (EAST,)),
    ("put_back", (EAST,)),
    ("running", (EAST, WEST)),
)


# What staff say is shown where five or more have said something: so there are five caseworkers here.
COLLEAGUES: tuple[tuple[str, str, Role], ...] = (
    ("mary", "Mary Thorne", "caseworker"),
    ("frank", "Frank Gresham", "caseworker"),
    ("lily", "Lily Grantly", "caseworker"),
)


class UnreadableModel(Exception):
    """A model or its step has faults. The message is all of them, by line."""


def read_model_and_step(file: Path) -> tuple[Model, Registration | None]:
    """A model, and the step that it names beside itself. Raises UnreadableModel, OSError."""
    model = load_model(file)
    if not isinstance(model, Model):
        raise UnreadableModel("\n".join(str(fault) for fault in model))
    if model.step is None:
        return model, None
    if Path(model.step).name != model.step:
        raise UnreadableModel(f"{file}: the step’s file stands beside the model’s: write its name alone.")
    beside = file.with_name(model.step)
    written = read_step(beside.read_text(encoding="utf-8"), file=str(beside))
    if not isinstance(written, Written):
        raise UnreadableModel("\n".join(str(fault) for fault in written))
    return model, written.registration


def make_steps(here: World, *, say: Callable[[str], None], told: Callable[[int], object] = lambda days: None) -> None:
    """The two districts, their services, and the steps. They have districts of their own, so that their thousand
    made-up people stand in nobody else's queue. `told` hears of each simulated day."""
    with here.together():
        for authority in load_authorities(FOLDER / "authorities.yaml"):
            here.records.save_authority(authority)
    for id_, name, role in (*STAFF, *COLLEAGUES):
        for district in (EAST, WEST):
            # Who is there keeps their password; of the others nobody signs in.
            save_staff(id_, name=name, authority=district, role=role, password=None)
    live_through_steps(here, say=say, told=told)


def live_through_steps(
    here: World, *, say: Callable[[str], None], told: Callable[[int], object] = lambda days: None
) -> None:
    """Both districts offer both standards; then one step after another."""
    for service, version in STANDARDS.items():
        for district in (EAST, WEST):
            _offer(here, district, service, version)
    for name_, authorities in STEPS:
        model, registration = read_model_and_step(FOLDER / f"{name_}.yaml")
        done = simulate(here, model, authorities=authorities, registration=registration, told=told)
        say(f"A step: {said_of(done)}")


def days_of_steps() -> int:
    """How many days `make_steps` lives through, for a bar."""
    return sum(read_model_and_step(FOLDER / f"{name}.yaml")[0].all_weeks * 7 for name, _ in STEPS)


def said_of(done: Simulated) -> str:
    from footpath.steps.states import SAID

    people = f"{done.cases:,} made-up people began, {done.sent:,} finished, {done.counted:,} were counted"
    if done.step is None:
        return f"{people}."
    return f"“{done.step.registration.name}” {SAID[done.step.state]}. {people}."


def _offer(here: World, district: str, service: str, version: int) -> None:
    file = FOLDER / f"{service}_changes.yaml"
    read = read_changes(file.read_text(encoding="utf-8"), file=str(file))
    changes = [each for each in read if not isinstance(each, Fault)]
    assert len(changes) == len(read), read
    because = "It is what the council promises, and nothing else is different here"
    adopt_standard(here, authority=district, service=service, version=version, by="staff:cara", because=because)
    published = publish_adaptation(
        here, authority=district, service=service, changes=changes, by="staff:cara", because=because
    )
    assert isinstance(published, Published), published
    said = {
        "pounds": COSTS[service],
        "since-day": "1",
        "since-month": "4",
        "since-year": str(here.clock.today().year - 1),
        "source": "Made up for the demonstration",
        "because": "So that there is something to divide",
    }
    cost = enter_cost(here, authority=district, service=service, fields=said, by="staff:cara")
    assert isinstance(cost, Cost), cost
