"""Barset changes what is different there, and is told what cannot be changed and why."""

from datetime import date

import pytest

from footpath.definition.changes import (
    Add,
    Change,
    Move,
    Remove,
    Set,
    adapted,
    apply,
    must_set_left,
    tree_of,
    tree_of_edition,
)
from footpath.definition.changes.tree import Tree
from footpath.definition.load import load_service
from footpath.definition.service import Edition
from tests.definition.small import SMALL, changed


def tree(source: str = SMALL) -> Tree:
    made = tree_of(source)
    assert not isinstance(made, tuple), made
    return made


def made(*changes: Change, source: str = SMALL) -> Tree:
    after = apply(tree(source), changes)
    assert not isinstance(after, tuple), after
    return after


def refused(*changes: Change, source: str = SMALL) -> str:
    after = apply(tree(source), changes, file="barset.yaml")
    assert isinstance(after, tuple), after
    return str(after[0])


def put(path: str, to: object, **others: object) -> Set:
    return Set(path=path, to=to, because="It is clearer", **others)  # type: ignore[arg-type]


def test_a_text_is_set() -> None:
    after = made(put("pages.home.title", "Your home"))

    assert after["pages"]["home"]["title"] == "Your home"


def test_a_translation_is_added_to_a_text_in_one_language() -> None:
    assert made(put("title.cy", "Cais"))["title"] == {"en": "Apply for a resident parking permit", "cy": "Cais"}


def test_an_option_that_is_only_a_text_gets_a_hint() -> None:
    after = made(put("pages.vehicle.questions.fuel.options.petrol.hint", "Also E10"))

    assert after["pages"]["vehicle"]["questions"]["fuel"]["options"]["petrol"] == {
        "label": "Petrol",
        "hint": "Also E10",
    }


def test_a_question_is_added_after_another_and_one_is_moved() -> None:
    colour = {"ask": "What colour is it?", "type": "text"}
    after = made(
        Add(path="pages.vehicle.questions.colour", value=colour, after="fuel", because="Wardens look for it"),
        Move(path="pages.others", before="vehicle", because="It is asked first on the phone"),
    )

    assert list(after["pages"]) == ["home", "others", "vehicle", "email"]
    assert list(after["pages"]["vehicle"]["questions"]) == ["fuel", "colour", "co2"]


@pytest.mark.parametrize(
    "path", ["lists.zone_postcodes.OX1 9ZZ", "lists.zone_postcodes", "lists.zone_postcodes.values"]
)
def test_a_value_is_added_to_a_list(path: str) -> None:
    source = SMALL if not path.endswith("values") else changed("[OX1 1AA, OX1 1AB]", "{values: [OX1 1AA, OX1 1AB]}")
    after = made(Add(path=path, value="OX1 9ZZ", because="Mill Lane joined"), source=source)

    held = after["lists"]["zone_postcodes"]
    assert (held["values"] if isinstance(held, dict) else held) == ["OX1 1AA", "OX1 1AB", "OX1 9ZZ"]


def test_examples_are_called_by_their_names_and_figures_by_their_days() -> None:
    after = made(put("examples.in the zone.expect.price", 60), put("figures.yearly_price.2026-04-01.value", 100))

    assert after["examples"][0]["expect"]["price"] == 60
    assert after["figures"]["yearly_price"][1]["value"] == 100


def test_the_last_of_its_kind_takes_what_held_it_along() -> None:
    assert "exits" not in made(Remove(path="exits.not_in_zone", because="Everybody may apply"))


def test_what_only_holds_for_a_time_lapses() -> None:
    until = put("pages.home.title", "Your home in summer", until=date(2026, 8, 31))

    for on, title in ((date(2026, 8, 31), "Your home in summer"), (date(2026, 9, 1), "Where you live")):
        after = apply(tree(), (until,), on=on)
        assert not isinstance(after, tuple)
        assert after["pages"]["home"]["title"] == title


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            put("pages.vehicle.questions.fule.hint", "x"),
            "There is no fule in pages.vehicle.questions. Did you mean pages.vehicle.questions.fuel?",
        ),
        (put("pages.vehicle.tilte", "x"), "There is no tilte in pages.vehicle. Did you mean pages.vehicle.title?"),
        (put("pages.cars", {}), "To put something new there, use add."),
        (Add(path="pages.home", value={}, because="x"), "home is there already. To give it another value, use set."),
        (Remove(path="rules.cost", because="x"), "There is no cost in rules."),
        (Move(path="pages.home", after="cars", because="x"), "It is to come after cars, and there is no such thing"),
        (Move(path="pages.home", after="home", because="x"), "This moves it beside itself."),
        (Move(path="pages.home.title", because="x"), "The order does not count here"),
        (Set(path="pages.home.title", to="x", because=" "), "This change does not say why. Add because:"),
        (put("", "x"), "There is no path."),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(change: Change, says: str) -> None:
    assert says in refused(change)


def test_moves_in_a_circle_are_refused() -> None:
    says = refused(
        Move(path="pages.home", after="email", because="x"), Move(path="pages.email", after="home", because="x")
    )

    assert "These moves go in a circle: " in says


FIXED = changed(
    "why: Permits are for people", "fixed: Parking Order 2019, article 4\n        why: Permits are for people"
)
HOME = "pages.home.questions.home"


@pytest.mark.parametrize(
    "change",
    [
        put(f"{HOME}.ask", "Where?"),
        put(f"{HOME}.hint", "Like"),
        put(HOME, {"ask": "Where?", "type": "address"}),
        put("pages.home.questions", {"else": {"ask": "Where?", "type": "text"}}),
        Remove(path=HOME, because="x"),
        Remove(path=f"{HOME}.fixed", because="x"),
        Remove(path="pages.home", because="x"),
        Add(path=f"{HOME}.errors", value={"empty": "x"}, because="x"),
    ],
)
def test_what_the_standard_has_fixed_stays_and_the_text_says_why(change: Change) -> None:
    assert f"{HOME} is fixed by the standard: Parking Order 2019, article 4." in refused(change, source=FIXED)


def test_what_stands_around_something_fixed_may_be_changed() -> None:
    after = made(put("pages.home.title", "Home"), Move(path="pages.home", after="vehicle", because="x"), source=FIXED)

    assert list(after["pages"])[1] == "home"


def test_what_each_authority_must_set_is_named_until_it_is_set() -> None:
    standard = load_service(
        changed("  permits_allowed: 2", "  permits_allowed: {value: 2, must_set: How many you allow}"), file="s.yaml"
    )
    assert isinstance(standard, Edition), standard

    (left,) = must_set_left(standard)
    ours = adapted(standard, (put("figures.permits_allowed.value", 3),))

    assert "must be set by each authority: How many you allow." in left.wrong
    assert isinstance(ours, Edition)
    assert must_set_left(ours) == ()


def test_an_edition_that_says_the_same_has_the_same_name() -> None:
    standard = load_service(SMALL)
    assert isinstance(standard, Edition)
    other = load_service(changed("title: Where you live", "title: Your home  # a comment"))
    assert isinstance(other, Edition)

    ours = adapted(standard, (put("pages.home.title", "Your home"),))

    assert isinstance(ours, Edition)
    assert ours.hash == other.hash
    assert tree_of_edition(ours) == tree_of_edition(other)
