"""An authority's name can be read on its colour, whatever the colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.web.theme import contrast, header_colours

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_what_wcag_says_it_is() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(COLOURS)
def test_the_name_can_be_read_on_every_colour(colour: str) -> None:
    background, text = header_colours(colour)

    assert background == colour
    assert contrast(background, text) >= 4.5


@given(COLOURS.filter(lambda colour: contrast(colour, "#ffffff") < 4.5))
def test_white_is_not_used_where_it_cannot_be_read(colour: str) -> None:
    assert header_colours(colour)[1] == "#000000"


@pytest.mark.parametrize("odd", ["", "red", "#fff", "#12345", "#00703c;}body{display:none", "url(x)"])
def test_what_is_no_colour_never_reaches_the_style_sheet(odd: str) -> None:
    assert header_colours(odd) == ("#0b0c0c", "#ffffff")
