"""A service manager plans: an outcome is wanted, changed or given up, and how it stands is entered, all on record."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from footpath.casework.words import own_words
from footpath.plan.outcome import Outcome, read_figure, read_outcome
from footpath.plan.record import Figure, Measured, Plan, PlanEvent, Planned, entry_of, fold, wrong_reason
from footpath.plan.years import year_of
from footpath.ports import StalePlan, World
from footpath.values import Problem


class NoSuchOutcome(Exception):
    """The plan has no such outcome now. It may have been given up."""


def plan_outcome(
    world: World,
    *,
    authority: str,
    outcome: str | None,
    fields: Mapping[str, str],
    services: Iterable[str],
    owners: Iterable[str],
    because: str,
    by: str,
    seen: int,
) -> Plan | tuple[Problem, ...]:
    """A new outcome where `outcome` is None. `owners` are who may answer for one. Raises StalePlan, NoSuchOutcome."""
    because = own_words(because)
    offered = world.editions.titles(authority)
    with world.together():
        plan = _read(world, authority, seen)
        id_ = outcome or f"outcome_{world.chance.bytes(6).hex()}"
        if outcome is not None and plan.outcome(outcome) is None:
            raise NoSuchOutcome
        said = {name: own_words(value) for name, value in fields.items()}
        made = read_outcome(said, id_=id_, services=services, offered=offered, owners=owners)
        problems = (*(made if isinstance(made, tuple) else ()), *wrong_reason(because))
        if isinstance(made, tuple) or problems:
            return problems
        twice = [each for each in plan.outcomes if each.id != id_ and each.sentence == made.sentence]
        if twice:
            return (Problem("sentence", "This outcome is planned already. Change that one"),)
        others = [made if each.id == id_ else each for each in plan.outcomes]
        outcomes = (*others, *(() if outcome else (made,)))
        return _write(world, authority, plan, Planned(at=world.clock.now(), by=by, because=because, outcomes=outcomes))


def give_up_outcome(
    world: World, *, authority: str, outcome: str, because: str, by: str, seen: int
) -> Plan | tuple[Problem, ...]:
    """It is planned no more; what was aimed at stays on record. Raises StalePlan, NoSuchOutcome."""
    because = own_words(because)
    problems = wrong_reason(because)
    if problems:
        return problems
    with world.together():
        plan = _read(world, authority, seen)
        if plan.outcome(outcome) is None:
            raise NoSuchOutcome
        left = tuple(each for each in plan.outcomes if each.id != outcome)
        return _write(world, authority, plan, Planned(at=world.clock.now(), by=by, because=because, outcomes=left))


def keep_plan(world: World, *, authority: str, because: str, by: str, seen: int) -> Plan | tuple[Problem, ...]:
    """The yearly look comes to the same plan: that is a decision too, and says why."""
    because = own_words(because)
    problems = wrong_reason(because)
    if problems:
        return problems
    with world.together():
        plan = _read(world, authority, seen)
        if not plan.outcomes:
            raise NoSuchOutcome
        again = Planned(at=world.clock.now(), by=by, because=because, outcomes=plan.outcomes)
        return _write(world, authority, plan, again)


def enter_figure(
    world: World, *, authority: str, outcome: str, year: str, value: str, source: str, by: str, seen: int
) -> Plan | tuple[Problem, ...]:
    """How an outcome stood in a year, where no case says it. Raises StalePlan, NoSuchOutcome."""
    source = own_words(source)
    with world.together():
        plan = _read(world, authority, seen)
        wanted = plan.outcome(outcome)
        if wanted is None:
            raise NoSuchOutcome
        figure = read_figure(value)
        problems = _wrong_figure(wanted, year, figure, source, this_year=year_of(world.clock.today()))
        if problems or figure is None:
            return problems
        entered = Figure(outcome=outcome, year=int(year), value=figure, source=source)
        return _write(world, authority, plan, Measured(at=world.clock.now(), by=by, figure=entered))


def _wrong_figure(
    outcome: Outcome, year: str, figure: Decimal | None, source: str, *, this_year: int
) -> tuple[Problem, ...]:
    problems = []
    if year not in map(str, outcome.years) or int(year) > this_year:
        problems.append(Problem("year", "Select a year that has begun"))
    if figure is None:
        problems.append(Problem("value", "Enter the figure, as a number like 61.5"))
    elif outcome.unit == "of 100" and not 0 <= figure <= 100:
        problems.append(Problem("value", "Enter the figure, from 0 to 100"))
    if not source or len(source) > 500:
        problems.append(Problem("source", "Enter where the figure comes from, in a line"))
    return tuple(problems)


def plan_of(world: World, authority: str) -> Plan:
    return fold(world.plans.entries(authority))


def _read(world: World, authority: str, seen: int) -> Plan:
    plan = plan_of(world, authority)
    if plan.seq != seen:
        raise StalePlan
    return plan


def _write(world: World, authority: str, plan: Plan, event: PlanEvent) -> Plan:
    world.plans.add(entry_of(event, authority=authority, seq=plan.seq + 1, before=plan.head))
    return plan_of(world, authority)
