"""What holds for every service and every list of changes (section 5 of the design)."""

import os
from collections.abc import Sequence
from decimal import Decimal
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from footpath.definition.changes import (
    RESULTS,
    Add,
    Change,
    Decision,
    Move,
    Set,
    Tree,
    apply,
    changes_data,
    changes_from_data,
    differences,
    elsewhere,
    overlap,
    tree_of,
)
from footpath.definition.changes.files import edited_definition, write_adaptation
from footpath.definition.changes.reading import read_adaptation
from footpath.definition.changes.tree import copied, plain_of, same
from footpath.definition.changes.upgrading import merge
from footpath.definition.changes.writing import write_yaml, written
from footpath.definition.content import hash_of
from footpath.definition.load import load_service
from footpath.definition.service import Edition
from footpath.definition.yaml import read
from tests.definition.changes import services as s

# FOOTPATH_LAWS=20 looks at twenty times as many: for the nightly run, and after a change to the engine.
MORE = int(os.environ.get("FOOTPATH_LAWS", "1"))
law = settings(max_examples=2000 * MORE, deadline=None)


def applied(tree: Tree, changes: Sequence[Change], *, marks: bool = True) -> Tree:
    made = apply(tree, changes, marks=marks)
    assert not isinstance(made, tuple), made
    return made


@law
@given(s.trees)
def test_every_made_up_service_is_one_that_people_could_be_served(tree: Tree) -> None:
    text, root = written(tree)
    made = load_service(text)

    assert isinstance(made, Edition), made
    assert made.hash == hash_of(root)


@law
@given(s.trees)
def test_no_changes_change_nothing(tree: Tree) -> None:
    before = copied(tree)

    assert same(applied(tree, ()), tree)
    assert differences(tree, tree) == ()
    assert same(tree, before)


@law
@given(s.changed(2))
def test_changes_in_different_places_may_come_in_either_order(said: tuple[Tree, list[tuple[Change, ...]]]) -> None:
    tree, (mine, theirs) = said
    # Of two lists, those changes of one that meet none of the other's.
    apart = [each for each in theirs if not overlap((each,), mine)]
    first, second = apply(tree, (*mine, *apart)), apply(tree, (*apart, *mine))
    # What remains of one list may rest on what was left out of it, in either order.
    assume(not isinstance(first, tuple))

    assert not isinstance(second, tuple), second
    assert s.alike(first, second)  # type: ignore[arg-type]


@law
@given(s.changed(1), s.seeds, s.sizes)
def test_a_comparison_gives_changes_that_make_one_of_the_other(
    said: tuple[Tree, list[tuple[Change, ...]]], seed: int, size: int
) -> None:
    tree, (changes,) = said
    for other in (applied(tree, changes), s.service(seed, size)):
        assert s.alike(applied(tree, differences(tree, other), marks=False), other)


@law
@given(s.changed(1))
def test_the_same_changes_always_make_the_same(said: tuple[Tree, list[tuple[Change, ...]]]) -> None:
    tree, (changes,) = said
    before = copied(tree)

    assert same(applied(tree, changes), applied(copied(tree), changes))
    assert same(tree, before)


@law
@given(s.changed(1))
def test_changes_come_back_from_data_and_from_a_file_as_they_were(
    said: tuple[Tree, list[tuple[Change, ...]]],
) -> None:
    tree, (changes,) = said

    assert changes_from_data(changes_data(changes)) == changes
    again = read_adaptation(write_adaptation("made_up@1", "barset_north", changes))
    assert not isinstance(again, tuple), again
    assert again.changes == changes
    assert same(applied(tree, again.changes), applied(tree, changes))


@law
@given(s.changed(1))
def test_what_is_written_reads_as_the_same_to_the_place(said: tuple[Tree, list[tuple[Change, ...]]]) -> None:
    tree, (changes,) = said
    made = applied(tree, changes)
    text, root = written(made)

    assert read(text, file="") == root
    assert same(plain_of(root), made)


@law
@given(s.changed(1), s.seeds)
def test_a_file_that_is_changed_keeps_its_comments(said: tuple[Tree, list[tuple[Change, ...]]], seed: int) -> None:
    tree, (changes,) = said
    kept = [each for each in changes if not isinstance(each, Move | Add)][:2]
    tree = s.around(tree, kept)
    random = Random(seed)
    text = "# This is ours\n" + "".join(
        line.rstrip("\n") + f" # comment {n}\n" if line.endswith("1\n") and random.random() < 0.2 else line
        for n, line in enumerate(write_yaml(tree).splitlines(keepends=True))
    )
    assume(same(tree_of(text), tree))
    wanted = apply(tree, kept, marks=False)
    assume(not isinstance(wanted, tuple))

    made = edited_definition(text, kept)

    assert isinstance(made, str)
    assert s.alike(tree_of(made), wanted)  # type: ignore[arg-type]
    assert made.startswith("# This is ours\n")
    if not kept:
        assert made == text


@pytest.mark.parametrize("figure", ["76", "76.50", "0.1", "1E+3", "-4"])
def test_a_figure_is_written_to_the_digit_and_the_comment_beside_it_stays(figure: str) -> None:
    text = "figures:\n  # what the council agreed\n  rate: 747.09 # a year\n"

    made = edited_definition(text, [Set(path="figures.rate", to=Decimal(figure), because="It was agreed")])

    assert isinstance(made, str)
    assert made.split() == f"figures: # what the council agreed rate: {figure} # a year".split()


@law
@given(s.versions(2))
def test_no_local_change_is_lost_without_a_line(said: tuple[list[Tree], tuple[Change, ...]]) -> None:
    (base, new), local = said

    results, goes_on = merge(base, new, local, version=2)

    assert [each.change for each in results] == list(local)
    assert all(each.result in RESULTS and each.says for each in results)
    assert [each.into for each in results if each.into is not None] == list(goes_on)
    for each in results:
        # What does not go on is said by the standard already, or waits for somebody.
        assert each.into is not None or each.result in ("already_there", "needs_decision", "orphaned")
    applied(new, goes_on)


@law
@given(s.versions(2), s.seeds)
def test_whatever_is_decided_nothing_is_lost_without_a_line(
    said: tuple[list[Tree], tuple[Change, ...]], seed: int
) -> None:
    (base, new), local = said
    random = Random(seed)
    was = applied(base, local)
    decisions = []
    for each in merge(base, new, local, version=2)[0]:
        places = elsewhere(each.change, was, new)[:3] if each.result == "orphaned" else ()
        take = "ours" if places else random.choice(("ours", "standard"))
        place = random.choice(places).path if places else None
        decisions.append(Decision(path=each.path, take=take, place=place))  # type: ignore[arg-type]

    results, goes_on = merge(base, new, local, decisions=decisions, version=2)

    assert [each.change for each in results] == list(local)
    assert all(each.says for each in results)
    assert [each.into for each in results if each.into is not None] == list(goes_on)
    let_go = {each.path for each in decisions if each.take == "standard"}
    assert all(each.into is not None or each.result != "clean" or each.path in let_go for each in results)
    applied(new, goes_on)


@law
@given(s.versions(1))
def test_an_upgrade_to_the_same_version_keeps_everything(said: tuple[list[Tree], tuple[Change, ...]]) -> None:
    (base,), local = said

    results, goes_on = merge(base, base, local, version=1)

    assert {each.result for each in results} <= {"clean", "already_there"}
    assert s.alike(applied(base, goes_on), applied(base, local))


@law
@given(s.versions(3, most=4))  # of more, hardly any list is clean
def test_two_upgrades_are_one_where_all_is_clean(said: tuple[list[Tree], tuple[Change, ...]]) -> None:
    (one, two, three), local = said

    def straight_on(base: Tree, new: Tree, changes: Sequence[Change], version: int) -> Sequence[Change]:
        results, onto = merge(base, new, changes, version=version)
        # A sibling that something was put beside, and that is gone: where it stood is known only to who saw it.
        assume(all(each.result == "clean" and each.into == each.change for each in results))
        return onto

    onto_two = straight_on(one, two, local, 2)
    onto_three = straight_on(two, three, onto_two, 3)
    straight = straight_on(one, three, local, 3)

    assert s.alike(applied(three, onto_three), applied(three, straight))


@law
@given(s.changed(1), st.integers(0, 2**10))
def test_what_is_fixed_stays_whatever_is_changed(said: tuple[Tree, list[tuple[Change, ...]]], which: int) -> None:
    tree, (changes,) = said
    pages = list(tree["pages"].values())
    page = pages[which % len(pages)]
    id_ = list(page["questions"])[which % len(page["questions"])]
    page["questions"][id_]["fixed"] = "The law says so"

    made = tree
    for change in changes:
        after = apply(made, (change,))
        made = made if isinstance(after, tuple) else after

    assert any(
        id_ in each["questions"] and same(each["questions"][id_], page["questions"][id_])
        for each in made["pages"].values()
    )
