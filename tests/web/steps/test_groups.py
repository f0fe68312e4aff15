"""The page of a step says how each group fares, once enough of it have met each version."""

import re

import pytest

from footpath.actions.count_outcomes import counted_of
from footpath.ports import Counted
from footpath.steps.groups import FEWEST_IN_GROUP, known_group
from footpath.web.staff.standing import standing, standing_json
from footpath.web.world import world
from tests.steps.promised import MONDAY, NORTH
from tests.web.county import signed_in
from tests.web.steps.lives import days_ago, path, running


def counted(*, each: int, worse: bool = False) -> str:
    """So many of the group met each version; where it is worse, nobody in the new one finished."""
    with days_ago(60):
        step = running(groups=(known_group("welsh"), known_group("helped")))
    counting = counted_of(world(), step)
    for number in range(2 * each):
        arm = "AB"[number % 2]
        counting.add(
            {"completed": "0" if worse and arm == "B" else "1", "no_errors": "1"},
            authority=NORTH,
            arm=arm,
            percent=50,
            entered=step.begun or MONDAY,
            number=number + 1,
            groups=("welsh",),
        )
    with world().together():
        world().steps.count(step, (), Counted(number=2 * each, ledgers=counting.data()), ())
    shown = signed_in("ben").get(path(step)).content.decode()
    assert {"id": "helped", "called": "people helped by phone, on paper or by staff", "measures": []} in standing_json(
        standing(world(), step)
    )["groups"]
    return re.sub(r"\s+", " ", shown)


def test_a_group_that_is_quiet_is_named_among_what_is_quiet() -> None:
    page = counted(each=FEWEST_IN_GROUP)

    assert "All quiet: finished, met an error, people who answer in Welsh." in page
    assert "People who answer in Welsh</caption>" in page
    assert (
        "<dt>Watched separately</dt> <dd>people who answer in Welsh; people helped by phone, on paper or by staff"
        in page
    )
    assert "For people helped by phone, on paper or by staff, figures are shown once 20 have seen each version." in page


@pytest.mark.parametrize("worse", [False, True])
def test_of_fewer_nothing_is_shown(worse: bool) -> None:
    page = counted(each=4, worse=worse)

    assert "For people who answer in Welsh, figures are shown once 20 have seen each version." in page
    assert "People who answer in Welsh</caption>" not in page


def test_a_group_that_fares_worse_is_looked_at_first() -> None:
    page = counted(each=FEWEST_IN_GROUP, worse=True)

    assert re.search(r"Look at: .*finished of people who answer in Welsh \([^)]* that fewer people finish\)", page)
