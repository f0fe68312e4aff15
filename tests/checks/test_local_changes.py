"""Check 49: what an authority changes of a standard is looked at beside the standard."""

import pytest

from footpath.checks import check_adaptation, check_edition
from footpath.definition.changes import Adaptation, Change, Place, Remove, Set, edition_of, tree_of_edition
from footpath.definition.changes.applying import apply
from footpath.definition.load import load_service
from footpath.definition.service import Edition
from tests.definition.small import changed

HOME = "pages.home.questions.home"
FIXED = changed("why: Permits are for people", "fixed: Parking Order 2019\n        why: Permits are for people")

# Changes that somebody made around the rules, and where check 49 finds them.
LOCAL: tuple[tuple[Change, str], ...] = (
    (Set(path=f"{HOME}.optional", to=True, because="b"), HOME),
    (Remove(path=f"{HOME}.fixed", because="b"), HOME),
    (Set(path=f"{HOME}.ask", to="Where?", because="b"), HOME),
)


def standard() -> Edition:
    loaded = load_service(FIXED)
    assert isinstance(loaded, Edition), loaded
    return loaded


def found(edition: Edition, *changes: Change) -> list[tuple[str, str]]:
    report = check_edition(edition, standard=standard(), changes=changes)
    return [(fault.path, fault.level) for fault in report.faults if fault.check == "49"]


def test_an_edition_of_nobodys_own_has_nothing_to_look_at() -> None:
    assert [fault for fault in check_edition(standard()).faults if fault.check == "49"] == []


@pytest.mark.parametrize(("change", "path"), LOCAL)
def test_what_is_fixed_is_found_however_it_was_loosened(change: Change, path: str) -> None:
    made = apply(tree_of_edition(standard()), (change,), marks=False)
    assert isinstance(made, dict)
    edition = edition_of(made, file="ours.yaml")
    assert isinstance(edition, Edition), edition

    assert found(edition, change) == [(path, "error")]


def test_a_change_without_a_reason_is_an_error_and_a_masked_fix_a_warning() -> None:
    silent = Set(path="pages.home.title", to="Home", because=" ")
    masks = Set(path="pages.home.title", to="Home", because="b", kept_over=4)

    assert found(standard(), silent) == [("pages.home.title", "error")]
    assert found(standard(), masks) == [("pages.home.title", "warning")]


def test_what_a_change_brings_about_is_said_where_the_change_stands() -> None:
    ours = Adaptation(
        adapts="resident_parking_permit",
        version=3,
        authority="barset_north",
        changes=(Set(path="pages.email.questions.email.ask", to="What is your address?", because="b"),),
        places=(Place(7, 5),),
        file="ours.yaml",
    )

    report = check_adaptation(ours, standard())

    twice = [fault for fault in report.faults if fault.check == "6"]
    assert [(fault.file, fault.line, fault.column) for fault in twice] == [("ours.yaml", 7, 5)]
    assert all(fault.file == "ours.yaml" for fault in report.faults)
