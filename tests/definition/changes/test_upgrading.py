"""Barset takes its changes from version 3 to version 4: five things can become of each, and none is lost."""

from datetime import date
from typing import Any

import pytest

from footpath.definition.changes import (
    Add,
    Change,
    Decision,
    Move,
    Remove,
    Set,
    elsewhere,
    read_decisions,
    tree_of,
    upgrade,
)
from footpath.definition.changes.tree import Tree
from footpath.definition.changes.upgrading import Merged, merge
from footpath.definition.load import load_service
from footpath.definition.service import Edition
from footpath.values import Fault
from tests.definition.small import SMALL, changed

Q = "pages.vehicle.questions"


def tree(source: str) -> Tree:
    made = tree_of(source)
    assert not isinstance(made, tuple), made
    return made


def became(change: Change, new: str, *, base: str = SMALL, decisions: tuple[Decision, ...] = ()) -> Merged:
    (merged,), _ = merge(tree(base), tree(new), (change,), decisions=decisions, version=4)
    return merged


def put(path: str, to: Any, **others: Any) -> Set:
    return Set(path=path, to=to, because="Barset says so", **others)


TITLE = put("pages.home.title", "Your home")
NEW_TITLE = changed("title: Where you live", "title: Where is home?")


def test_what_the_standard_left_alone_is_clean() -> None:
    merged = became(TITLE, changed("title: Your vehicle", "title: Your car"))

    assert (merged.result, merged.into) == ("clean", TITLE)


def test_what_the_standard_now_says_too_is_already_there() -> None:
    merged = became(TITLE, changed("title: Where you live", "title: Your home"))

    assert (merged.result, merged.into) == ("already_there", None)


def test_what_both_changed_needs_a_decision_and_both_texts_are_said() -> None:
    merged = became(TITLE, NEW_TITLE)

    assert (merged.result, merged.into) == ("needs_decision", None)
    assert "“Where you live” to “Where is home?”" in merged.says
    assert "“Your home”" in merged.says


def test_what_has_lost_its_place_is_orphaned_and_said() -> None:
    merged = became(
        put("exits.not_in_zone.say", "No."),
        changed("exits:\n  not_in_zone:\n    when: not(lives_in_zone)\n    say: You cannot get a permit.\n", ""),
    )

    assert merged.result == "orphaned"
    assert "not in" in merged.says


def test_a_question_on_another_page_now_is_named_where_its_wording_was_ours() -> None:
    merged = became(put(f"{Q}.fuel.ask", "Which fuel?"), changed("  vehicle:\n", "  car:\n"))

    assert merged.result == "orphaned"
    assert "at pages.car.questions.fuel now" in merged.says


def test_two_figures_are_told_apart_by_what_they_say() -> None:
    merged = became(
        put("figures.permits_allowed", {"value": 3, "source": "Our order"}),
        changed("permits_allowed: 2", "permits_allowed: {value: 4, source: Theirs}"),
        base=changed("permits_allowed: 2", "permits_allowed: {value: 2, source: Theirs}"),
    )

    assert merged.result == "needs_decision"
    assert "{value: 2, source: Theirs} to {value: 4, source: Theirs}" in merged.says
    assert "{value: 3, source: Our order}" in merged.says


def test_a_change_whose_time_is_over_is_left_out_with_a_line() -> None:
    summer = put("pages.home.title", "This summer", until=date(2026, 8, 31))
    bases = (tree(SMALL), tree(NEW_TITLE))

    (over,), goes_on = merge(*bases, (summer,), version=4, on=date(2026, 9, 1))
    (holds,), _ = merge(*bases, (summer,), version=4, on=date(2026, 8, 31))

    assert (over.result, over.into, goes_on) == ("clean", None, ())
    assert "held until 2026-08-31" in over.says
    assert holds.result == "needs_decision"


def test_ours_kept_by_a_decision_is_shown_as_a_debt_until_somebody_looks() -> None:
    kept = became(TITLE, NEW_TITLE, decisions=(Decision(path=TITLE.path, take="ours"),))
    assert kept.result == "masked_fix"
    assert kept.into is not None
    assert kept.into.kept_over == 4

    again = became(kept.into, NEW_TITLE, base=NEW_TITLE)
    assert again.result == "masked_fix"
    assert "Where is home?" in again.says

    looked = became(
        kept.into, NEW_TITLE, base=NEW_TITLE, decisions=(Decision(path=TITLE.path, take="ours", looked=True),)
    )
    assert looked.result == "clean"
    assert looked.into is not None
    assert looked.into.kept_over is None

    # The standard says something newer still: that was not what somebody decided about.
    assert became(kept.into, changed("title: Where you live", "title: Home"), base=NEW_TITLE).result == "needs_decision"


def test_the_standards_text_or_another_can_be_taken() -> None:
    theirs = became(TITLE, NEW_TITLE, decisions=(Decision(path=TITLE.path, take="standard"),))
    other = became(TITLE, NEW_TITLE, decisions=(Decision(path=TITLE.path, take="other", to="Home"),))

    assert (theirs.result, theirs.into) == ("clean", None)
    assert (other.result, other.into) == ("clean", put("pages.home.title", "Home"))


ACCEPT = changed(
    "type: whole_number\n        between: [0, 1000]\n        optional: true\n"
    "        errors: {empty: Enter its CO2 emissions}",
    "type: file\n        accept: [pdf, jpg]",
)


def test_a_kind_of_file_that_the_standard_adds_arrives_although_the_list_was_edited_here() -> None:
    merged = became(
        put(f"{Q}.co2.accept", ["pdf", "jpg", "heic"]), ACCEPT.replace("[pdf, jpg]", "[pdf, png, jpg]"), base=ACCEPT
    )

    assert merged.result == "clean"
    assert isinstance(merged.into, Set)
    assert sorted(merged.into.to) == ["heic", "jpg", "pdf", "png"]


def test_options_merge_by_their_ids() -> None:
    mine = {"petrol": "Unleaded", "diesel": {"label": "Diesel", "hint": "From before 2015"}, "gas": "Gas",
            "other": {"en": "Other", "cy": "Arall"}}  # fmt: skip
    new = changed("options: {petrol: Petrol,", "options: {petrol: Petrol, hydrogen: Hydrogen,")

    merged = became(put(f"{Q}.fuel.options", mine), new)

    assert merged.result == "clean"
    assert isinstance(merged.into, Set)
    assert set(merged.into.to) == {"petrol", "hydrogen", "diesel", "gas", "other"}
    assert merged.into.to["petrol"] == "Unleaded"


def test_options_that_both_said_otherwise_need_a_decision() -> None:
    mine = {"petrol": "Unleaded", "other": "Other"}

    merged = became(put(f"{Q}.fuel.options", mine), changed("petrol: Petrol", "petrol: Petrol or E10"))

    assert merged.result == "needs_decision"


def test_rows_that_only_one_side_changed_are_both_there() -> None:
    rows = [[None, 3, "We take the highest"], ["<= 100", 1], ["> 100", 2], ["> 900", 4]]
    new = changed("[null, 3, We take the highest]", "[null, 2, We take the middle]")

    merged = became(put("rules.band.table.rows", rows), new)

    assert merged.result == "clean"
    assert isinstance(merged.into, Set)
    assert merged.into.to[0] == [None, 2, "We take the middle"]
    assert merged.into.to[3] == ["> 900", 4]


def test_what_was_added_beside_something_that_is_gone_finds_the_nearest_place() -> None:
    colour = Add(path=f"{Q}.colour", value={"ask": "Colour?", "type": "text"}, after="co2", because="b")
    new = SMALL[: SMALL.index("      co2:\n")] + SMALL[SMALL.index("  others:\n") :]

    merged = became(colour, new)

    assert merged.result == "clean"
    assert isinstance(merged.into, Add)
    assert merged.into.after == "fuel"
    assert "co2 is not there any more" in merged.says


def test_a_question_that_the_standard_asks_elsewhere_now_needs_a_decision() -> None:
    colour = Add(path=f"{Q}.colour", value={"ask": "Colour?", "type": "text"}, because="b")
    new = changed("      email: {ask", "      colour: {ask: Which?, type: text}\n      email: {ask")

    assert became(colour, new).result == "needs_decision"


@pytest.mark.parametrize(
    ("change", "new", "result"),
    [
        (Remove(path=f"{Q}.co2", because="b"), SMALL, "clean"),
        (
            Remove(path=f"{Q}.co2", because="b"),
            changed("ask: What are its CO2 emissions?", "ask: CO2?"),
            "needs_decision",
        ),
        (Move(path="pages.others", before="vehicle", because="b"), SMALL, "clean"),
        (Move(path="pages.vehicle", after="gone", because="b"), SMALL, "orphaned"),
        (put("pages.gone.title", "x"), SMALL, "orphaned"),
        (put("summary", "Ours"), changed("owner:", "summary: Theirs\nowner:"), "needs_decision"),
        (put("summary", "Ours"), SMALL, "clean"),
    ],
)
def test_removing_and_moving_end_as_one_of_five_too(change: Change, new: str, result: str) -> None:
    assert became(change, new).result == result


def test_what_the_standard_has_fixed_meanwhile_needs_a_decision() -> None:
    new = changed("title: Where you live", "title: Where you live\n    fixed: Parking Order 2019")

    merged = became(TITLE, new)

    assert merged.result == "needs_decision"
    assert "fixed by the standard" in merged.says


def test_a_translation_whose_english_has_changed_needs_a_decision() -> None:
    welsh = put("pages.home.title.cy", "Ble rydych yn byw")

    assert became(welsh, NEW_TITLE).result == "needs_decision"
    assert became(welsh, changed("title: Your vehicle", "title: Your car")).result == "clean"


def test_a_rule_that_looks_at_a_question_which_is_gone_needs_a_decision() -> None:
    base, new = (
        load_service(SMALL),
        load_service(
            changed("  permits_allowed: 2", "  permits_most: 2").replace(
                "count(vehicles) < permits_allowed", "count(vehicles) < permits_most"
            )
        ),
    )
    assert isinstance(base, Edition)
    assert isinstance(new, Edition), new

    made = upgrade(base, new, (put("rules.price", "decimal(yearly_price * permits_allowed, 2)"), TITLE))

    assert [each.result for each in made.results] == ["needs_decision", "clean"]
    assert "does not fit the new version" in made.results[0].says
    assert isinstance(made.edition, Edition)


def test_a_page_with_a_question_that_the_standard_asks_elsewhere_needs_a_decision() -> None:
    page = Add(
        path="pages.c", value={"title": "C", "questions": {"colour": {"ask": "C?", "type": "text"}}}, because="b"
    )
    new = changed("      email: {ask", "      colour: {ask: Which?, type: text}\n      email: {ask")

    assert became(page, new).result == "needs_decision"


NOT_FOR = put("exits.not_in_zone.say", "No.")
NO_EXIT = changed("exits:\n  not_in_zone:\n    when: not(lives_in_zone)\n    say: You cannot get a permit.\n", "")


def placed(change: Change, place: str | None, new: str = NO_EXIT) -> Merged:
    return became(change, new, decisions=(Decision(path=change.path, take="ours", place=place, because="It fits"),))


def test_what_has_lost_its_place_gets_another_and_says_where_it_was() -> None:
    merged = placed(NOT_FOR, "pages.home.guidance")

    assert merged.result == "clean"
    assert merged.into == Set(
        path="pages.home.guidance",
        to="No.",
        because="Barset says so. Until version 4 it stood at exits.not_in_zone.say: It fits",
    )
    assert "its place is gone. Yours is made at the guidance of the page home now" in merged.says


def test_another_place_that_is_not_there_or_is_taken_leaves_it_open_and_says_why() -> None:
    assert placed(NOT_FOR, None).result == "orphaned"
    gone = placed(NOT_FOR, "pages.gone.title")
    assert (gone.result, gone.into) == ("orphaned", None)
    assert "no place of the new version either" in gone.says

    decision = Decision(path=NOT_FOR.path, take="ours", place=TITLE.path)
    for changes in ((TITLE, NOT_FOR), (NOT_FOR, TITLE)):
        results, _ = merge(tree(SMALL), tree(NO_EXIT), changes, decisions=(decision,), version=4)
        (taken,) = (each for each in results if each.path == NOT_FOR.path)
        assert taken.result == "orphaned"
        assert "another change of yours is made at" in taken.says


def test_something_new_and_a_move_get_another_place_too() -> None:
    colour = Add(path=f"{Q}.colour", value={"ask": "Colour?", "type": "text"}, after="co2", because="b")
    new = SMALL[: SMALL.index("  vehicle:\n    title")] + SMALL[SMALL.index("  others:\n") :]

    added = placed(colour, "pages.home.questions.colour", new)
    moved = placed(Move(path="pages.others", after="vehicle", because="b"), "pages.home", new)

    assert isinstance(added.into, Add)
    assert (added.into.path, added.into.after) == ("pages.home.questions.colour", None)
    assert isinstance(moved.into, Move)
    assert (moved.into.path, moved.into.after) == ("pages.others", "home")


def test_the_likeliest_places_come_first_and_none_that_is_fixed() -> None:
    hint = put(f"{Q}.co2.hint", "On the log book")
    new = SMALL.replace("co2", "grams_co2").replace("title: Where you live", "title: Where\n    fixed: Law")

    found = [each.path for each in elsewhere(hint, tree(SMALL), tree(new))]

    assert found[0] == f"{Q}.grams_co2.hint"
    assert not [path for path in found if path.startswith("pages.home")]
    assert elsewhere(Remove(path="pages.home", because="b"), tree(SMALL), tree(new)) == ()
    assert elsewhere(put("nowhere.at.all", "x"), tree(SMALL), tree(new)) == ()


def test_another_place_is_written_in_a_file_and_only_with_ours() -> None:
    said = "decisions:\n  - {at: exits.not_in_zone.say, take: %s, place: pages.home.guidance}\n"

    assert read_decisions(said % "ours") == (Decision(path=NOT_FOR.path, take="ours", place="pages.home.guidance"),)
    (fault,) = read_decisions(said % "standard")
    assert isinstance(fault, Fault)
    assert "does not take it" in fault.wrong
