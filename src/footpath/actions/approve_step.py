"""Somebody the registration names says yes; with the last yes, and from its day on, the step begins."""

from collections.abc import Mapping
from datetime import timedelta

from footpath.actions.step_turn import happens
from footpath.evidence import Before
from footpath.ports import World
from footpath.steps.assignment import self_test
from footpath.steps.counting import before_of, values_of
from footpath.steps.events import Approved, Begun, Broke
from footpath.steps.facts import facts_of
from footpath.steps.registration import Registration
from footpath.steps.step import Step

LAST_CASES = 50
"""So many cases before the start say what to expect of the first ones."""


def approve_step(world: World, *, home: str, step: str, by: str) -> Step:
    """Raises StepSaysNo for a proposer, and for whoever the registration does not name."""
    with world.together():
        approved = happens(world, world.steps.step(home, step), Approved(at=world.clock.now(), by=by))
        return begin_if_due(world, approved)


def begin_if_due(world: World, step: Step) -> Step:
    """In the transaction that is open."""
    starts = step.registration.starts
    if step.state != "approved" or (starts is not None and starts > world.clock.today()):
        return step
    said = step.registration
    shares = [said.share_percent, *([said.first_week_percent] if said.first_week_percent is not None else [])]
    tried = self_test(step.salt, shares)
    begun = Begun(
        at=world.clock.now(),
        by="clock",
        before=before_of_step(world, step.registration),
        new_of_2000={str(each.percent): each.new for each in tried},
    )
    step = happens(world, step, begun)
    if not all(each.fair for each in tried):
        return happens(
            world, step, Broke(at=world.clock.now(), by="machine", because="Its own test of chance was not fair")
        )
    return step


def before_of_step(world: World, said: Registration) -> Mapping[str, Mapping[str, Before]]:
    """What the last cases of each authority were like, by measure. Fewer than there should be are better than none."""
    found = dict[str, dict[str, Before]]()
    window = timedelta(days=said.window_days)
    until = world.clock.now() - window
    for authority in said.authorities:
        cases = world.steps.last_cases(authority, said.service, until=until, most=LAST_CASES)
        events = world.steps.journals([(authority, case) for case, _ in cases])
        values = [
            values_of(facts_of(events[authority, case], exposed=started, until=started + window, refused=0))
            for case, started in cases
        ]
        for measure, before in before_of(values).items():
            found.setdefault(measure, {})[authority] = before
    return found
