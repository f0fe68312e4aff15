"""How heavy a change is for somebody half-way (docs/reference/changes.md)."""

import pytest

from footpath.definition.changes import (
    Add,
    Change,
    Class,
    Move,
    Remove,
    Set,
    class_of,
    compare_trees,
    heaviest,
    tree_of,
)
from footpath.definition.changes.tree import Tree
from tests.definition.small import SMALL, changed

Q = "pages.vehicle.questions"
COLOUR = {"ask": "What colour?", "type": "text"}


def tree(source: str = SMALL) -> Tree:
    made = tree_of(source)
    assert not isinstance(made, tuple)
    return made


def put(path: str, to: object) -> Set:
    return Set(path=path, to=to, because="b")


@pytest.mark.parametrize(
    ("change", "class_"),
    [
        (put(f"{Q}.fuel.ask", "Which fuel?"), "wording"),
        (put(f"{Q}.fuel.hint", "Look"), "wording"),
        (put("pages.home.title", "Home"), "wording"),
        (put(f"{Q}.fuel.options.petrol", "Unleaded"), "wording"),
        (put("decide.outcomes.granted.letter", "Yes"), "wording"),
        (Move(path="pages.vehicle", before="home", because="b"), "wording"),
        (Move(path=f"{Q}.fuel.options.petrol", because="b"), "wording"),
        (put("examples.in the zone.expect.price", 1), "wording"),
        (put(f"{Q}.fuel.optional", True), "relax"),
        (Add(path=f"{Q}.fuel.options.gas", value="Gas", because="b"), "relax"),
        (put(f"{Q}.co2.between", [0, 2000]), "relax"),
        (Remove(path=f"{Q}.co2.between", because="b"), "relax"),
        (put("pages.others.when", "lives_in_zone"), "relax"),
        (Remove(path="exits.not_in_zone", because="b"), "relax"),
        (Remove(path="charge", because="b"), "relax"),
        (put(f"{Q}.co2.optional", False), "tighten"),
        (Remove(path=f"{Q}.fuel.options.other", because="b"), "tighten"),
        (put(f"{Q}.co2.between", [0, 500]), "tighten"),
        (put(f"{Q}.co2.between", ["today()", 500]), "tighten"),
        (Add(path=f"{Q}.colour", value=COLOUR, because="b"), "tighten"),
        (Add(path="pages.c", value={"title": "C", "questions": {"colour": COLOUR}}, because="b"), "tighten"),
        (Add(path="pages.others.questions.vehicles.questions.colour", value=COLOUR, because="b"), "tighten"),
        (Remove(path="pages.vehicle.when", because="b"), "tighten"),
        (put("rules.price", "yearly_price"), "tighten"),
        (put("figures.permits_allowed", 3), "tighten"),
        (put("exits.not_in_zone.when", "true"), "tighten"),
        (put(f"{Q}.co2.type", "number"), "restructure"),
        (Remove(path=f"{Q}.co2", because="b"), "restructure"),
        (Remove(path="pages.others", because="b"), "restructure"),
        (Remove(path="pages.others.questions.vehicles.questions.made", because="b"), "restructure"),
    ],
)
def test_the_class_is_worked_out_from_what_changes(change: Change, class_: Class) -> None:
    assert class_of(change, tree()) == class_


def test_a_question_on_another_page_is_no_new_question() -> None:
    moved = changed(
        "  others:\n",
        "  co2_page:\n    title: CO2\n    questions:\n      co2:\n        ask: What are its CO2 emissions?\n"
        "        type: whole_number\n        between: [0, 1000]\n        optional: true\n"
        "        errors: {empty: Enter its CO2 emissions}\n  others:\n",
    ).replace(
        """      co2:
        ask: What are its CO2 emissions?
        type: whole_number
        between: [0, 1000]
        optional: true
        errors: {empty: Enter its CO2 emissions}
""",
        "",
        1,
    )

    assert heaviest(each.class_ for each in compare_trees(tree(), tree(moved))) == "wording"


def test_what_the_law_demands_says_so() -> None:
    from datetime import date

    change = Set(path=f"{Q}.fuel.ask", to="Which?", because="The Act", must_move_by=date(2026, 9, 1))

    assert class_of(change, tree()) == "law"


def test_a_change_is_said_in_a_sentence() -> None:
    said = [each.says for each in compare_trees(tree(), tree(changed("title: Where you live", "title: Your home")))]

    assert said == ["The title of the page home was “Where you live” and is now “Your home”."]
