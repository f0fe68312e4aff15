"""Asha tells what happened, in several lines."""

from footpath.questions import KINDS
from tests.questions.asking import question, read, says, shown

STORY = question("long_text", longest=40)


def test_lines_are_kept_as_lines() -> None:
    told = read(STORY, it="First the bin.  \r\n\r\n Then\u2028the lid. ")

    assert told == "First the bin.\n\nThen\nthe lid."
    assert shown(STORY, told) == ("First the bin.", "", "Then", "the lid.")


def test_a_line_break_counts_as_one_character_whatever_the_browser_sends() -> None:
    assert read(STORY, it="x" * 20 + "\r\n" + "x" * 19) == "x" * 20 + "\n" + "x" * 19
    assert says(STORY, it="x" * 20 + "\r\n" + "x" * 20).endswith("must be 40 characters or less")


def test_the_box_knows_how_much_it_takes() -> None:
    (box,) = KINDS["long_text"].inputs(STORY)

    assert (box.type, box.longest) == ("textarea", 40)
