"""One more edit joined to a list of changes: the list says what differs, and makes exactly what was asked for."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from msgspec.structs import replace

from footpath.definition.changes import Add, Change, Move, Remove, Set, Tree, apply, tree_of
from footpath.definition.changes.joining import Joined, covering, join, without
from footpath.definition.changes.tree import same
from tests.definition.changes import services as s

SERVICE = tree_of(
    """
footpath: 1
id: permit
version: 3
title: Apply for a permit
owner: parking services manager
outcome: People can park near home
pages:
  home:
    title: Your home
    questions:
      postcode: {ask: What is your postcode?, type: postcode, hint: Like OX1 1AA, why: Zones}
  vehicle:
    title: Your vehicle
    questions:
      registration: {ask: What is its number?, type: vehicle_registration, hint: Like AB12 CDE, why: Wardens}
      fuel: {ask: What does it run on?, type: choose_one, options: {petrol: Petrol, diesel: Diesel}, why: Prices}
      co2: {ask: What are its emissions?, type: whole_number, why: Prices}
decide: {otherwise: team, outcomes: {granted: {letter: Yes}}}
keep: {answers: 6 years, drafts: 28 days}
"""
)
HINT = "pages.vehicle.questions.registration.hint"
COLOUR = "pages.vehicle.questions.colour"


def standard() -> Tree:
    assert isinstance(SERVICE, dict), SERVICE
    return SERVICE


def joined(*edits: Change) -> tuple[Change, ...]:
    """The list after these edits, one after another; what it makes is what all of them make."""
    changes: tuple[Change, ...] = ()
    for number, edit in enumerate(edits):
        made = join(standard(), changes, (edit,))
        assert isinstance(made, Joined), made
        every = apply(standard(), edits[: number + 1])
        assert isinstance(every, dict), every
        assert same(made.tree, every)
        changes = made.changes
    return changes


def setting(path: str, to: Any, because: str = "It is clearer") -> Set:
    return Set(path=path, to=to, because=because)


def colour(**more: Any) -> Add:
    value = {"ask": "What colour is it?", "type": "text", "why": "Wardens"}
    return Add(path=COLOUR, value={**value, **more}, because="Wardens ask")


def test_a_second_edit_of_a_place_takes_the_place_of_the_first() -> None:
    assert joined(setting(HINT, "One"), setting(HINT, "Two", "Better")) == (setting(HINT, "Two", "Better"),)


def test_what_says_what_the_standard_says_leaves_nothing_behind() -> None:
    assert joined(setting(HINT, "One"), setting(HINT, "Like AB12 CDE")) == ()


def test_a_language_of_a_text_becomes_part_of_the_text() -> None:
    assert joined(setting(HINT, "One"), setting(f"{HINT}.cy", "Un")) == (setting(HINT, {"en": "One", "cy": "Un"}),)


def test_an_edit_inside_something_new_becomes_part_of_it() -> None:
    (change,) = joined(colour(), setting(f"{COLOUR}.hint", "Like red"))

    assert change == Add(path=COLOUR, value={**colour().value, "hint": "Like red"}, because="It is clearer")


def test_something_new_that_is_moved_is_new_elsewhere() -> None:
    (change,) = joined(colour(), Move(path=COLOUR, after="fuel", because="Beside it"))

    assert change == Add(path=COLOUR, value=colour().value, after="fuel", because="Beside it")


def test_something_new_that_is_removed_was_never_there() -> None:
    assert joined(colour(), setting(f"{COLOUR}.hint", "Like red"), Remove(path=COLOUR, because="No")) == ()


def test_what_is_removed_takes_its_changes_with_it() -> None:
    gone = Remove(path="pages.vehicle.questions.registration", because="No")

    assert joined(setting(HINT, "One"), gone) == (gone,)


def test_a_second_move_takes_the_place_of_the_first_and_keeps_what_was_said_inside() -> None:
    first = Move(path="pages.vehicle.questions.registration", because="Last")
    second = Move(path="pages.vehicle.questions.registration", after="fuel", because="Second")

    assert joined(setting(HINT, "One"), first, second) == (setting(HINT, "One"), second)


def test_what_others_stand_beside_stays_where_it_is() -> None:
    made = joined(
        colour(),
        Add(path="pages.vehicle.questions.size", value={**colour().value}, after="colour", because="Beside"),
        Move(path=COLOUR, before="registration", because="First"),
    )

    assert [change.path for change in made][:2] == [COLOUR, "pages.vehicle.questions.size"]


def test_an_edit_that_cannot_be_made_says_why_and_changes_nothing() -> None:
    faults = join(standard(), (), (setting("pages.vehicl.title", "One"),))

    assert isinstance(faults, tuple)
    assert "pages.vehicle" in faults[0].mend


@pytest.mark.parametrize("number", [0, 1])
def test_a_change_can_be_left_out_where_no_other_stands_on_it(number: int) -> None:
    changes = (setting(HINT, "One"), setting("pages.home.title", "Where you live"))

    left = without(standard(), changes, number)

    assert isinstance(left, Joined)
    assert left.changes == (changes[1 - number],)


def test_a_change_that_others_stand_on_cannot_be_left_out() -> None:
    changes = (colour(), Move(path="pages.vehicle.questions.co2", after="colour", because="Beside"))

    assert isinstance(without(standard(), changes, 0), tuple)


def test_the_reason_for_a_place_is_that_of_the_last_change_around_it() -> None:
    changes = (setting(HINT, "One", "First"), setting(HINT, "Two", "Second"))

    found = covering(changes, f"{HINT}.en")
    assert found is not None
    assert found.because == "Second"
    assert covering(changes, "pages.home.title") is None


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(s.changed(1))
def test_joined_one_by_one_changes_make_what_all_of_them_make(said: tuple[Tree, list[tuple[Change, ...]]]) -> None:
    tree, (edits,) = said
    wanted = apply(tree, edits)
    assume(not isinstance(wanted, tuple))
    made = join(tree, (), edits)

    assert isinstance(made, Joined), made
    assert same(made.tree, wanted)
    again = apply(tree, made.changes)
    assert isinstance(again, dict)
    assert same(again, wanted)
    assert len(made.changes) <= len(edits)


def test_what_holds_for_a_while_leaves_in_place_what_comes_back_after_it() -> None:
    ours = Set(path=HINT, to="Ours", because="b")
    soon, later = (Set(path=HINT, to=f"Until {day}", because="b", until=date(2027, 1, day)) for day in (10, 20))

    assert joined(ours, soon) == (ours, soon)
    assert joined(ours, soon, later) == (ours, later)
    assert joined(ours, later, soon) == (ours, later, soon)
    assert joined(ours, soon, replace(ours, to="For good")) == (replace(ours, to="For good"),)
