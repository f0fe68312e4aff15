"""What a change does, as a service manager reads it: no key of the format that only its authors know."""

import pytest

from footpath.definition.changes import Add, Change, Remove, Set, say, tree_of
from tests.definition.small import SMALL

CO2 = "pages.vehicle.questions.co2"
HOME = "pages.home.questions.home"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (Add(path=f"{HOME}.optional", value=True, because=""), "The question home may be left blank now."),
        (Remove(path=f"{CO2}.optional", because=""), "The question co2 must be answered now."),
        (Set(path=f"{CO2}.optional", to=False, because=""), "The question co2 must be answered now."),
        (
            Set(path="pages.vehicle.questions.fuel.options.other.apart", to=True, because=""),
            "The option other of the question fuel rules out the others now.",
        ),
        (
            Set(path="keep.drafts", to="7 days", because=""),
            "The time that drafts are kept was “28 days” and is now “7 days”.",
        ),
        (
            Set(path="decide.otherwise", to="us", because=""),
            "The team that decides was “parking_team” and is now “us”.",
        ),
        (Remove(path="exits", because=""), "The list of exits is taken out."),
        (Set(path="charge.amount", to="1", because=""), "The amount to pay was “price” and is now “1”."),
    ],
)
def test_a_change_is_said_in_words_of_people(change: Change, says: str) -> None:
    before = tree_of(SMALL)
    assert isinstance(before, dict)

    assert say(change, before) == says
