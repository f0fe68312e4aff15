"""The nearest known name is offered, and looking for it stays cheap however much is unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.rules import NUMBER, compile_rules, nearest
from footpath.rules.near import COMPARED, ENOUGH, LONGEST, MOST_SUGGESTIONS, Near, Suggestions

MANY = tuple(f"question_number_{number}_of_many" for number in range(600))


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("fule", "fuel"),
        ("permit_held", "permits_held"),
        ("PermitsHeld", "permits_held"),
        ("permits held", "permits_held"),
        ("ful", "fuel"),
        ("number of childern", "number_of_children"),
        ("desel", "diesel"),
    ],
)
def test_a_slip_is_answered_by_the_word_that_was_meant(word: str, known: str) -> None:
    words = ("fuel", "permits_held", "number_of_children", "diesel", "date_of_birth", "home")

    assert nearest(word, words) == f"Did you mean {known}?"


@pytest.mark.parametrize("word", ["", "x", "zebra", "%", "petrol" * 1_000])
def test_nothing_is_offered_for_a_word_that_is_near_to_none(word: str) -> None:
    assert nearest(word, ("fuel", "permits_held")) == ""


@given(word=st.text(), known=st.lists(st.text()))
def test_what_is_offered_is_known_and_few_are_compared(word: str, known: list[str]) -> None:
    near = Near(known)

    alike, found = near.to(word)

    assert found in known or (alike, found) == (0, "")
    assert near.compared <= COMPARED


@given(known=st.lists(st.text(min_size=1, max_size=LONGEST), min_size=1, unique_by=lambda word: word.lower()))
def test_a_word_that_is_known_is_nearest_to_itself(known: list[str]) -> None:
    words = [word for word in known if "_" not in word]

    assert all(Near(words).to(word)[0] == 1 for word in words)


def test_600_unknown_names_take_no_more_looking_than_20_do() -> None:
    suggestions = Suggestions(MANY)

    said = [suggestions.near(f"qestion_nmber_{number}_of_mny") for number in range(600)]

    assert said[:2] == ["Did you mean question_number_0_of_many?", "Did you mean question_number_1_of_many?"]
    assert set(said[MOST_SUGGESTIONS:]) == {ENOUGH}
    assert suggestions.compared <= MOST_SUGGESTIONS * 2 * COMPARED


def test_the_same_slip_everywhere_is_looked_for_once() -> None:
    suggestions = Suggestions(MANY)
    suggestions.near("question_number_7_of_mny")
    once = suggestions.compared

    said = {suggestions.near("question_number_7_of_mny") for _ in range(600)}

    assert said == {"Did you mean question_number_7_of_many?"}
    assert suggestions.compared == once > 0


def test_every_unknown_name_of_a_definition_is_told_though_few_get_a_suggestion() -> None:
    faults = compile_rules(
        {"all": " + ".join(f"qestion_nmber_{n}_of_mny" for n in range(600))}, dict.fromkeys(MANY, NUMBER)
    )

    assert isinstance(faults, list)
    assert len(faults) == 600
    assert sum(fault.suggestion.startswith("Did you mean") for fault in faults) == MOST_SUGGESTIONS
