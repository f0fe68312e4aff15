"""Asha writes a line of her own."""

from tests.questions.asking import question, read, says, shown

ROSE = question("text", longest=12)


def test_only_spare_spaces_and_what_nobody_can_see_are_taken_away() -> None:
    assert read(ROSE, it="  Rose   Lane\t7 ") == "Rose Lane 7"
    assert read(ROSE, it="Ros\u200be\u202e") == "Rose"
    assert read(ROSE, it="Rosé\r\nLane") == "Rosé Lane"
    assert read(ROSE, it="Rose\u0301") == "Rosé"


def test_a_line_that_is_too_long_says_how_long_it_may_be() -> None:
    assert read(ROSE, it="x" * 12) == "x" * 12
    assert says(ROSE, it="x" * 13) == "Your vehicle’s registration number must be 12 characters or less"
    assert says(ROSE, "cy", it="x" * 13) == "Rhaid i rif cofrestru eich cerbyd fod yn 12 nod neu lai"
    assert says(question("text"), it="x" * 201).endswith("must be 200 characters or less")


def test_blank_is_blank() -> None:
    assert says(ROSE, it=" ") == "Enter your vehicle’s registration number"
    assert read(question("text", optional=True), it=" \u00a0") is None
    assert shown(ROSE, None) == ()
