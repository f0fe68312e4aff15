"""People give their names, and nobody tells them what a name is."""

import pytest

from footpath.questions import KINDS
from tests.questions.asking import question, read

NAME = question("name")


@pytest.mark.parametrize(
    "name",
    [
        "Asha O’Brien",
        "Siân ap Rhys",
        "Ng",
        "X",
        "José María de la Cruz-Pérez",
        "李小龙",
        "نور الهدى",
        "D'Arcy",
        "3rd Earl",
        "Zoë",
    ],
)
def test_every_name_is_a_name(name: str) -> None:
    assert read(NAME, it=f" {name}  ") == name


def test_a_joiner_that_belongs_to_the_spelling_stays() -> None:
    assert read(NAME, it="علی‌رضا") == "علی‌رضا"


def test_the_browser_may_fill_it_in_and_must_not_correct_it() -> None:
    (box,) = KINDS["name"].inputs(NAME)

    assert (box.autocomplete, box.spellcheck) == ("name", False)
