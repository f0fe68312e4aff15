"""What is learned of a step that could not tell: how many more cases would; and which questions it was about."""

from math import log
from typing import Any

import pytest
from msgspec.structs import replace

from footpath.evidence.planning import weeks_to_know
from footpath.steps.counting import Counting
from footpath.steps.learning import cases_to_tell, growth, kinds_changed, learned, learned_elsewhere
from tests.people import PERMIT, edition
from tests.steps.packed import NORTH, packed, tried
from tests.steps.promised import HINT, MONDAY

SERVICE = edition(PERMIT).service


def missing(people: int, old: float = 0.6, new: float = 0.6, **other: Any) -> int | None:
    step, counting, _ = tried({NORTH: (people, old, new)}, decision="could_not_tell", **other)
    return cases_to_tell(replace(step, ended=MONDAY), counting)


def test_a_line_that_could_not_tell_says_how_many_more_would() -> None:
    step, counting, _ = tried({NORTH: (200, 0.6, 0.62)}, decision="could_not_tell")

    line = learned(step, counting)

    assert "We could not tell, so it was put back. About " in line
    assert "more cases would tell, if it does what was hoped." in line
    assert "more cases" not in learned(*tried({NORTH: (400, 0.6, 0.75)})[:2])


def test_fewer_are_missing_where_more_is_hoped_for_and_where_it_looked_well() -> None:
    six, twelve = missing(200), missing(200, hoped_points=12)
    assert six is not None and twelve is not None and twelve < six
    well = missing(200, new=0.66)
    assert well is not None and well < six


def test_the_number_is_what_tries_of_the_same_effect_need() -> None:
    """From even odds, about as many as half of the tries of the plan take."""
    step, _, _ = tried({NORTH: (20, 0.6, 0.6)})
    tried_out = weeks_to_know(weekly=100, authorities=1, baseline=0.6, hoped=0.06, window_weeks=0, worlds=100)
    assert tried_out.median is not None

    assert 0.7 < log(20) / growth(step, 0.6) / (tried_out.median * 100) < 1.3


def test_a_score_has_its_own_unit() -> None:
    found = missing(100, measure="satisfaction")
    assert found is not None and found > 0


def test_what_was_decided_otherwise_lacks_nothing() -> None:
    step, counting, _ = tried({NORTH: (100, 0.6, 0.6)}, decision="not_kept")
    assert cases_to_tell(step, counting) is None


def test_the_line_of_another_authority_is_said_of_it() -> None:
    line = learned_elsewhere(packed({"ryedale": (600, 0.6, 0.75)}, home="ryedale"), name="Ryedale")

    assert line.startswith("Ryedale thought a hint that shows where to look")
    assert "They tried “New hint about the log book” with 600 people in 1 place." in line
    assert line.endswith("It was better, and it was kept. Why: More people finish.")


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (HINT, {"vehicle_registration"}),
        ({"set": "pages.vehicle.title", "to": "Car", "because": "x"}, {"vehicle_registration", "whole_number"}),
        ({"set": "title", "to": "Park", "because": "x"}, set()),
        ({"add": "pages.vehicle.questions.colour", "value": {"type": "yes_no"}, "because": "x"}, {"yes_no"}),
        ({"add": "pages.new", "value": {}, "because": "x"}, set()),
    ],
)  # fmt: skip
def test_what_a_step_was_about_is_the_type_of_question_it_changes(change: Any, kinds: set[str]) -> None:
    assert kinds_changed([change], SERVICE) == kinds


def test_a_step_that_nobody_was_counted_for_says_that() -> None:
    step, _, _ = tried({NORTH: (0, 0.6, 0.6)}, decision="not_kept")

    line = learned(step, Counting(step), who="Ryedale")

    assert line.startswith("Ryedale thought a hint")
    assert "They did not find out: nobody was counted before it ended." in line
