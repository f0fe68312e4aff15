"""A page in parts and slots reads the same as one that was never taken apart."""

import html

from hypothesis import given
from hypothesis import strategies as st

from footpath.web.compiled import Compiled, Shelf, choice_slot, compile_page, fill_fields, slot
from footpath.web.templating import environment

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=60)
TEMPLATE = environment().from_string(
    '<form>{{ before }}<input name="n" value="{{ n }}">'
    '{% for o in options %}<input type=radio{% for k, v in o.items() %} {{ k }}="{{ v }}"{% endfor %}>{% endfor %}'
    "<p>{{ n }}</p></form>"
)


def compiled(before: str = "") -> Compiled:
    options = [choice_slot("fuel", "petrol"), choice_slot("fuel", "diesel")]
    return compile_page(TEMPLATE.render(before=before, n=slot("n"), options=options))


@given(typed=TEXT, before=TEXT)
def test_a_joined_page_is_the_page_as_it_would_have_been_rendered(typed: str, before: str) -> None:
    joined = compiled(before).join({"n": typed, "fuel\npetrol": " checked"})

    assert joined == TEMPLATE.render(before=before, n=typed, options=[]).replace(
        "<p>", "<input type=radio checked><input type=radio><p>", 1
    )


@given(TEXT)
def test_what_is_typed_stays_text(typed: str) -> None:
    joined = compiled().join({"n": typed})

    assert joined.count("<") == compiled().join({}).count("<")
    assert typed in html.unescape(joined)


def test_a_text_that_looks_like_a_slot_is_not_one() -> None:
    # An author or resident cannot know this process's token; with another, the same shape is plain text.
    forged = slot("csrf").replace(slot("")[:32], "0" * 32)

    assert compiled(forged).slots == compiled().slots
    # Typed text is never read for slots at all, even if it has the very token.
    assert slot("csrf") in compiled().join({"n": slot("csrf"), "csrf": "secret"})
    assert "secret" not in compiled().join({"n": slot("csrf"), "csrf": "secret"})


def test_fields_fill_their_boxes_and_check_their_choices() -> None:
    filled = fill_fields({"name": "Asha", "fuel": ["petrol", "diesel"], "empty": [], "more": "\nsecond line"})

    assert filled["name"] == "Asha"
    assert filled["fuel\npetrol"] == " checked"
    assert filled["fuel\ndiesel"] == " checked"
    assert "empty" not in filled
    # A text area swallows the first line break it is given.
    assert filled["more"] == "\n\nsecond line"


def test_a_shelf_holds_no_more_than_it_may_and_puts_away_what_is_least_used() -> None:
    shelf = Shelf(most=30)
    made: list[str] = []

    def page(name: str) -> Compiled:
        return shelf.get(name, lambda: made.append(name) or Compiled(("x" * 10,), ()))

    for name in ("a", "b", "c", "a", "d"):
        page(name)

    assert shelf.size == 30
    page("a")
    page("b")
    assert made == ["a", "b", "c", "d", "b"]
