"""A step that watches groups: who is in one is known when they come to the page, and harm to it stops the step."""

from typing import Any

import pytest

from footpath.actions.count_outcomes import count_again, counted_of
from footpath.actions.decide_step import summary
from footpath.actions.register_step import register_step
from footpath.actions.results import Went
from footpath.actions.start_case import start_case
from footpath.steps.counting import Counting
from footpath.steps.groups import Group, known_group
from footpath.steps.step import Step
from footpath.values import Problem
from tests.people import ASHA, NORTH, answers, sends
from tests.steps.living import counted, now, runs, their_time_is_over
from tests.steps.promised import HINT, MONDAY, a_running_step, promised
from tests.world import MemoryWorld

WELSH, HELPED = known_group("welsh"), known_group("helped")
START = {"set": "title.en", "to": "Get a permit to park", "because": "Nobody says apply"}


def comes(world: MemoryWorld, *, lang: Any = "en", channel: Any = "online", key: str = "1") -> str:
    opened = start_case(world, authority=NORTH, service="permit", lang=lang, channel=channel)
    for page, sent in ASHA.items():
        done = answers(world, opened, page, sent, lang=lang)
        assert isinstance(done, Went), done
    sends(world, opened, key=f"send-{key}", lang=lang)
    return opened.case


def groups_of_case(world: MemoryWorld, case: str) -> tuple[str, ...]:
    (assigned,) = world.steps.assignments(NORTH, case)
    return assigned.groups


@pytest.mark.parametrize("changes", [(HINT,), (START,)])
def test_a_case_tells_its_groups_when_it_comes_to_what_differs(world: MemoryWorld, changes: Any) -> None:
    runs(world, groups=(WELSH, HELPED), changes=changes)

    assert groups_of_case(world, comes(world, lang="cy", key="1")) == ("welsh",)
    assert groups_of_case(world, comes(world, channel="phone", key="2")) == ("helped",)
    assert groups_of_case(world, comes(world, key="3")) == ()


def test_who_changes_the_language_later_stays_in_the_group_they_came_in(world: MemoryWorld) -> None:
    runs(world, groups=(WELSH,))
    opened = start_case(world, authority=NORTH, service="permit", lang="cy")
    answers(world, opened, "where", ASHA["where"], lang="cy")

    answers(world, opened, "vehicle", ASHA["vehicle"], lang="en")

    assert groups_of_case(world, opened.case) == ("welsh",)


def test_a_step_that_watches_nobody_keeps_nothing_of_anybody(world: MemoryWorld) -> None:
    runs(world)

    assert groups_of_case(world, comes(world, lang="cy", channel="paper")) == ()


def test_an_answer_is_kept_as_in_or_not_and_nothing_of_it_is_in_a_journal(world: MemoryWorld) -> None:
    filtered = Group(id="filtered", called="people with a filter", question="filter_fitted", answers=("yes",))
    household = {"set": "pages.household.title.en", "to": "Who you live with", "because": "A long word"}
    step = register_step(
        world,
        authority=NORTH,
        registration=promised(groups=(filtered,), changes=(household,), data_protection="cara"),
    )
    assert isinstance(step, Step), step
    early = promised(id="too_early", groups=(filtered,), data_protection="cara")

    wrong = register_step(world, authority=NORTH, registration=early)

    assert isinstance(wrong, tuple) and isinstance(wrong[0], Problem)
    assert (wrong[0].at, "after people have met what differs" in wrong[0].says) == ("groups", True)


def lived(world: MemoryWorld, *, cases: int) -> Step:
    """In Welsh the new version turns most away; in English it helps."""
    step = runs(world, groups=(WELSH,), window_days=7)
    for number in range(cases):
        world.clock.move(hours=1)
        welsh = number % 3 == 0
        opened = start_case(world, authority=NORTH, service="permit", lang="cy" if welsh else "en")
        answers(world, opened, "where", ASHA["where"], lang="cy" if welsh else "en")
        (assigned,) = world.steps.assignments(NORTH, opened.case)
        turn = (number // 3) % 10
        if turn < ({"A": 8, "B": 1}[assigned.arm] if welsh else {"A": 6, "B": 9}[assigned.arm]):
            for page, sent in ASHA.items():
                if page != "where":
                    answers(world, opened, page, sent, lang="cy" if welsh else "en")
            sends(world, opened, key=f"send-{opened.case}", lang="cy" if welsh else "en")
    their_time_is_over(world, days=8)
    counted(world, step)
    return now(world, step)


def test_harm_to_those_who_answer_in_welsh_stops_it_and_says_whom(world: MemoryWorld) -> None:
    step = lived(world, cases=150)

    assert step.state == "stopped_for_harm"
    assert step.because.startswith("The odds that fewer people finish among people who answer in Welsh reached 2")
    assert "Welsh" in world.records.tasks(NORTH)[-1].says
    stopped = world.steps.journal(NORTH, step.id)[-1].event
    assert getattr(stopped, "measure", "") == "completed@welsh"


def test_what_is_decided_on_says_how_a_group_stood_once_it_may_be_told(world: MemoryWorld) -> None:
    step = a_running_step(groups=(WELSH,))
    few, enough = Counting(step), Counting(step)
    for counting, cases in ((few, 38), (enough, 40)):
        for number in range(cases):
            counting.add(
                {"completed": "1"},
                authority=NORTH,
                arm="AB"[number % 2],
                percent=50,
                entered=MONDAY,
                number=number + 1,
                groups=("welsh",),
            )

    assert "completed@welsh" not in summary(step, few)["measures"]
    assert summary(step, enough)["measures"]["completed@welsh"]["old"] == 20


def test_groups_are_counted_again_to_the_last_bit(world: MemoryWorld) -> None:
    step = lived(world, cases=40)
    look = counted_of(world, step).look("completed@welsh")

    assert count_again(world, home=NORTH, step=step.id)
    assert counted_of(world, step).look("completed@welsh") == look
    assert look is not None and look.old + look.new == 14
