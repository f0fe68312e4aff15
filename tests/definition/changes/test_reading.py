"""A file of changes is read strictly: what is wrong is said with its place and what to do."""

import pytest

from footpath.definition.changes import Adaptation, read_adaptation, read_changes, read_decisions

GOOD = """\
adapts: resident_parking_permit@3     # this file only says what differs here, and why
authority: barset_north
changes:
  - set: pages.vehicle.title
    to: Your car
    because: Nobody says vehicle
  - {remove: pages.phone, because: Nobody was called, until: 2026-12-31, carry: {}}
"""


def test_a_good_file_is_read_with_the_place_of_each_change() -> None:
    read = read_adaptation(GOOD, file="barset.yaml")

    assert isinstance(read, Adaptation), read
    assert (read.adapts, read.version, read.authority) == ("resident_parking_permit", 3, "barset_north")
    assert [(place.line, place.column) for place in read.places] == [(4, 5), (7, 5)]
    assert read.changes[1].carry == {}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("resident_parking_permit@3", "resident_parking_permit", "names no version of a standard"),
        ("adapts", "adpts", "Did you mean adapts?"),
        ("    because: Nobody says vehicle\n", "", "This change does not say why. Add because:"),
        ("because: Nobody says vehicle", "because:", "There is nothing here"),
        ("  - set: pages", "  - sett: pages", "This change has no set, add, remove or move. Did you mean set?"),
        ("    to: Your car\n", "", "This change does not say to: what."),
        ("    to: Your car", "    too: Your car", "Did you mean to?"),
        ("2026-12-31", "2026-13-31", "is not a real date"),
        ("set: pages.vehicle.title", "set: {}", "A mapping stands here, and a path is wanted."),
        ("changes:\n", "changes: none\nothers:\n", "a list of changes is wanted"),
        ("because: Nobody was called", "because: x, add: a", "This is add, remove at once."),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(old: str, new: str, says: str) -> None:
    assert GOOD.count(old) == 1

    read = read_adaptation(GOOD.replace(old, new), file="barset.yaml")

    assert isinstance(read, tuple)
    assert any(says in str(fault) for fault in read), [str(fault) for fault in read]
    assert all(str(fault).startswith("barset.yaml:") for fault in read)


def test_a_list_of_changes_may_stand_alone() -> None:
    (change,) = read_changes("[{remove: pages.phone, because: Nobody was called}]")

    assert change.path == "pages.phone"


def test_a_decision_that_is_no_decision_is_refused() -> None:
    for text, says in (
        ("decisions: [{at: a.b, take: mine}]", "is not known here"),
        ("decisions: [{at: a.b, take: other}]", "does not say which"),
        ("decisions: [{take: ours}]", "does not say at: what"),
        ("decisions: ours", "a list is wanted"),
    ):
        read = read_decisions(text)
        assert any(says in str(fault) for fault in read), read
