"""What chance may not decide is found by where a change is made, whatever its author calls it."""

import pytest

from footpath.steps.classes import class_of_changes, class_of_path
from footpath.steps.places import SENT, START, places_of


@pytest.mark.parametrize(
    ("form", "path", "expected"),
    [
        ("set", "pages.vehicle.questions.registration.hint", 1),
        ("set", "pages.vehicle.questions.registration.hint.cy", 1),
        ("set", "pages.vehicle.title", 1),
        ("set", "pages.drivers.questions.drivers.questions.born.ask", 1),
        ("set", "pages.vehicle.questions.fuel.options.petrol", 1),
        ("set", "summary", 1),
        ("move", "pages.vehicle", 1),
        ("set", "decide.outcomes.refused.letter", 1),
        ("set", "pages.vehicle.questions.hint.optional", 2),
        ("set", "pages.vehicle.when", 2),
        ("add", "pages.vehicle.questions.colour", 2),
        ("remove", "pages.vehicle", 2),
        ("set", "keep.answers", 2),
        ("set", "rules.price", 3),
        ("set", "figures.permits_allowed", 3),
        ("add", "lists.zone_postcodes", 3),
        ("set", "charge.amount", 3),
        ("set", "exits.not_in_zone.when", 3),
        ("add", "decide.outcomes.partly", 3),
        ("set", "decide.automatically", 3),
        ("set", "decide.working_days", 3),
    ],
)
def test_the_class_of_a_change(form: str, path: str, expected: int) -> None:
    assert class_of_path(path, form) == expected


def test_the_heaviest_change_counts() -> None:
    assert class_of_changes([{"set": "title"}, {"set": "rules.price"}, {"move": "pages.home"}]) == 3


def test_where_it_is_met() -> None:
    changes = [
        {"set": "pages.vehicle.questions.registration.hint"},
        {"set": "pages.home.when"},
        {"add": "pages.extra"},
        {"set": "after.say"},
    ]

    assert [places_of([each]) for each in changes] == [{"vehicle"}, {START}, {START}, {SENT}]
