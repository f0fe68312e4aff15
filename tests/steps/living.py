"""A step that lives: proposed, approved, met by made-up people, counted."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from footpath.actions.approve_step import approve_step
from footpath.actions.count_outcomes import count_outcomes
from footpath.actions.register_step import register_step
from footpath.actions.results import Went
from footpath.actions.start_case import Opened
from footpath.ports import World
from footpath.steps.assignment import Assignment
from footpath.steps.step import Step
from tests.people import ASHA, NORTH, answers, row_of, sends, starts
from tests.steps.promised import promised

MIA, BEN = "staff:mia", "staff:ben"


def proposes(world: World, **other: Any) -> Step:
    step = register_step(world, authority=NORTH, registration=promised(**other))
    assert isinstance(step, Step), step
    return step


def runs(world: World, **other: Any) -> Step:
    step = proposes(world, **other)
    step = approve_step(world, home=NORTH, step=step.id, by=MIA)
    assert step.state == "running", step
    return step


def arm_of_case(world: World, opened: Opened) -> Assignment:
    (assigned,) = world.steps.assignments(NORTH, opened.case)
    return assigned


def comes_to_the_page(world: World) -> Opened:
    """Where she lives is answered; the page about the vehicle is next."""
    opened = starts(world)
    assert isinstance(answers(world, opened, "where", ASHA["where"]), Went)
    return opened


def finishes(world: World, opened: Opened) -> None:
    for page, sent in ASHA.items():
        if page != "where":
            done = answers(world, opened, page, sent)
            assert isinstance(done, Went), done
    sends(world, opened, key=f"send-{opened.case}")


def people_come(
    world: Any, count: int, *, finish: Callable[[str], float], seed: int = 1, hours_apart: float = 1
) -> list[Opened]:
    """So many cases, one after another; each finishes with the likelihood of its version."""
    chance = random.Random(seed)
    opened = []
    for _ in range(count):
        world.clock.move(hours=hours_apart)
        one = comes_to_the_page(world)
        held = world.steps.assignments(NORTH, one.case)
        if chance.random() < finish(held[0].arm if held else "A"):
            finishes(world, one)
        opened.append(one)
    return opened


def their_time_is_over(world: Any, days: int = 29) -> None:
    world.clock.move(days=days)


def counted(world: World, step: Step) -> int:
    return count_outcomes(world, home=step.authority, step=step.id)


def now(world: World, step: Step) -> Step:
    return world.steps.step(step.authority, step.id)


__all__ = ["ASHA", "BEN", "MIA", "NORTH", "row_of", "timedelta"]
