"""Asha says that it is true."""

from footpath.questions import KINDS
from footpath.values import Problem, Words
from tests.questions.asking import question, read, says, shown

TRUE = question("declaration", ask=Words("Declaration", "Datganiad"))


def test_a_tick_is_true_and_nothing_else_is_an_answer() -> None:
    assert read(TRUE, it="yes") is True
    assert says(TRUE, it="no") == "Select “I agree” under “Declaration”"
    assert says(TRUE, "cy") == "Dewiswch “Rwy’n cytuno” o dan “Datganiad”"
    assert shown(TRUE, True) == ("I agree",)


def test_a_declaration_that_was_not_made_is_a_blank() -> None:
    assert KINDS["declaration"].from_data(TRUE, False) is None
    assert KINDS["declaration"].from_data(TRUE, True) is True
    assert isinstance(KINDS["declaration"].from_data(TRUE, "no"), Problem)
