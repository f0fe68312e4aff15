"""Texts in two languages."""

from footpath.values import Words


def test_nobody_meets_an_empty_page_where_there_is_no_welsh() -> None:
    assert Words("Your address").in_("cy") == "Your address"
    assert Words("Your address", "Eich cyfeiriad").in_("cy") == "Eich cyfeiriad"


def test_a_missing_translation_can_be_found() -> None:
    assert not Words("Your address").has("cy")
    assert Words("Your address", "Eich cyfeiriad").has("cy")
