"""Everything the product itself says, it says in English and in Welsh."""

import pytest

from footpath.web.words import HERE, TEXTS, read_area, say


def test_there_is_a_text_for_every_area_of_the_pages() -> None:
    areas = {file.stem for file in HERE.glob("*.toml")}

    assert {"frame", "questions", "start", "check", "sent", "save", "crossed", "exits", "errors", "help"} <= areas


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_no_text_lacks_welsh(key: str) -> None:
    text = TEXTS[key]

    assert text.en
    assert text.cy
    # Some few are rightly the same: a name, a pattern with only blanks in it.
    if text.cy == text.en:
        assert key in {"frame.cookie", "questions.item"}


@pytest.mark.parametrize(
    ("area", "says"),
    [
        ('[a]\nen = "Yes"', "must say the same"),
        ('[a]\nen = "Yes {name}"\ncy = "Oes"', "fills in other things"),
        ('[a]\nen = "Yes"\ncy = "Oes"\nfr = "Oui"', "must say the same"),
    ],
)
def test_a_text_without_its_welsh_is_not_read(area: str, says: str) -> None:
    with pytest.raises(AssertionError, match=says):
        read_area(area)


def test_a_text_is_filled_in_in_its_language() -> None:
    assert say("questions.another", "en", one="vehicle") == "Do you need to add another vehicle?"
    assert say("questions.another", "cy", one="cerbyd") == "Oes angen ychwanegu cerbyd arall?"
