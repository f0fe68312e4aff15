"""Asha adds one vehicle, and another."""

from datetime import date

from footpath.questions import KINDS, Repeat, at_most
from footpath.values import Problem, Words
from tests.questions.asking import FIRST_OF_MAY, MADE, MAKE, question, shown

KIND = KINDS["repeat"]
assert isinstance(KIND, Repeat)
OWNED = question("repeat", id="owned", at_least=1, at_most=2)
MINI = {"make": "Mini", "made": date(1964, 3, 1)}


def test_one_of_them_is_asked_with_its_own_questions() -> None:
    form = {"make": ["Mini"], "made-day": ["1"], "made-month": ["3"], "made-year": ["1964"]}

    assert KIND.read_item(OWNED, form, "en", on=FIRST_OF_MAY) == MINI
    assert KIND.read_item(OWNED, {}, "en", on=FIRST_OF_MAY) == (Problem("make", "Enter what make it is"),)


def test_the_list_asks_whether_there_is_another() -> None:
    assert KIND.read_another(OWNED, {"owned-another": ["yes"]}, 1, "en") is True
    assert KIND.read_another(OWNED, {"owned-another": ["no"]}, 1, "en") is False
    assert KIND.read_another(OWNED, {}, 1, "en") == (
        Problem("owned-another", "Select yes if you need to add another vehicle"),
    )
    assert KIND.read_another(OWNED, {}, 1, "cy") == (
        Problem("owned-another", "Dewiswch “Oes” os oes angen ychwanegu cerbyd arall"),
    )


def test_a_list_that_may_be_empty_asks_about_the_first() -> None:
    allergies = question("repeat", id="owned", one=Words("Allergy", "Alergedd"))

    assert KIND.read_another(allergies, {"owned-another": ["no"]}, 0, "en") is False
    assert KIND.read_another(allergies, {}, 0, "en") == (
        Problem("owned-another", "Select yes if you need to add an allergy"),
    )


def test_too_few_and_too_many() -> None:
    assert KIND.read_another(OWNED, {"owned-another": ["no"]}, 0, "en") == (
        Problem("owned-another", "Select yes to add another vehicle. You need at least 1"),
    )
    full = KIND.read_another(OWNED, {"owned-another": ["yes"]}, 2, "en")
    assert full == KIND.too_many(OWNED, "en")
    assert "the most you can add is 2" in full[0].says
    assert KIND.read_another(OWNED, {}, 2, "en") is False
    assert at_most(question("repeat")) == 50


def test_the_whole_list_is_stored_and_shown() -> None:
    stored = KIND.to_data(OWNED, [MINI, {"make": "Fiat", "made": None}])

    assert stored == [{"make": "Mini", "made": "1964-03-01"}, {"make": "Fiat"}]
    assert KIND.from_data(OWNED, stored) == [MINI, {"make": "Fiat", "made": None}]
    assert shown(OWNED, [MINI]) == ("Mini, 1 March 1964",)


def test_a_fault_inside_says_in_which_of_them() -> None:
    found = KIND.from_data(OWNED, [{"make": "Mini"}, {"made": "yesterday"}])

    assert isinstance(found, Problem)
    assert found.at == "owned-1-made-day"


assert (MAKE.kind, MADE.kind) == ("text", "date")
