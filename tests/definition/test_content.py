"""A definition's name depends on what it says, and on nothing else."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.definition.content import hash_of
from footpath.definition.yaml import Entries, Entry, Items, Node, Scalar, read
from tests.definition.small import SMALL, changed
from tests.definition.writing import as_block, as_flow

EXEMPLARS = sorted((Path(__file__).parents[2] / "src/footpath/exemplars").glob("*/service.yaml"))
TEXTS = [SMALL, *(path.read_text(encoding="utf-8") for path in EXEMPLARS)]


def root_of(text: str) -> Node:
    root = read(text, file="service.yaml")
    assert not isinstance(root, tuple), root
    return root


def name_of(text: str) -> str:
    return hash_of(root_of(text))


def test_a_definition_keeps_its_name_for_ever() -> None:
    # Cases rest on this name: if this test fails, the name of every published edition has changed.
    assert name_of(SMALL) == "5f922351c59ffc95948173eb87312d7e93a892bdde95259e541a05050fa5fed0"


@pytest.mark.parametrize("text", TEXTS)
def test_layout_does_not_count(text: str) -> None:
    name = name_of(text)

    assert name_of(as_flow(root_of(text))) == name
    assert name_of(as_block(root_of(text))) == name
    assert name_of("# a comment\n\n" + text.replace("\n", "\r\n") + "# and one more\n") == name


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Your vehicle", "title: 'Your vehicle'"),
        ("title: Your vehicle", "title: >-\n      Your\n      vehicle"),
        ("version: 3", "version: 0x3"),
        ("permits_allowed: 2", "permits_allowed: +2 # two"),
        (
            "version: 3\ntitle: Apply for a resident parking permit",
            "title: Apply for a resident parking permit\nversion: 3",
        ),
        (
            "email: {ask: What is your email address?, type: email}",
            "email: {type: email, ask: What is your email address?}",
        ),
        ("{price: 53.10, exit: null}", "{exit: ~, price: 53.10}"),
    ],
)
def test_the_same_said_in_another_way_has_the_same_name(old: str, new: str) -> None:
    assert name_of(changed(old, new)) == name_of(SMALL)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 3", "version: 4"),
        ("version: 3", "version: '3'"),
        ("title: Your vehicle", "title: Your vehicles"),
        ("title: Your vehicle", "title: {en: Your vehicle, cy: Eich cerbyd}"),
        ("value: 85.00", "value: 85.01"),
        ("value: 85.00", "value: 85.0"),
        ("optional: true", "optional: 'true'"),
        ("  lives_in_zone: home.postcode in zone_postcodes\n", ""),
        ("[OX1 1AA, OX1 1AB]", "[OX1 1AB, OX1 1AA]"),
        ("{petrol: Petrol, diesel", "{diesel"),
        ("exit: null", "exit: not_in_zone"),
        ("drafts: 28 days", "drafts: 29 days"),
    ],
)
def test_another_word_or_number_is_another_edition(old: str, new: str) -> None:
    assert name_of(changed(old, new)) != name_of(SMALL)


@pytest.mark.parametrize(
    "around",
    [
        "pages: …",
        "pages: {p: {questions: …}}",
        "pages: {p: {questions: {q: {options: …}}}}",
        "exits: …",
        "decide: {outcomes: …}",
    ],
)
def test_the_order_of_what_stands_by_id_counts(around: str) -> None:
    one = around.replace("…", "{first: {title: One}, second: {title: Two}}")
    other = around.replace("…", "{second: {title: Two}, first: {title: One}}")

    assert name_of(one) != name_of(other)


@pytest.mark.parametrize("text", TEXTS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_change_of_content_is_another_name(text: str, data: st.DataObject) -> None:
    root = root_of(text)
    after = alter(root, data)

    assert hash_of(after) != hash_of(root)
    # What was altered can be written down and read, so the change is one that a file can hold.
    assert name_of(as_flow(after)) == hash_of(after)


def alter(node: Node, data: st.DataObject) -> Node:
    """The same with one value changed, or one part taken out, somewhere."""
    match node:
        case Scalar():
            value = node.value
            if isinstance(value, str):
                return Scalar(value + "x", value + "x", "single", node.line, node.column)
            return Scalar("other", "other", "plain", node.line, node.column)
        case Items() if node.items:
            at = data.draw(st.integers(0, len(node.items) - 1))
            if data.draw(st.booleans()):
                return Items(node.items[:at] + node.items[at + 1 :], node.line, node.column)
            changed_item = alter(node.items[at], data)
            return Items((*node.items[:at], changed_item, *node.items[at + 1 :]), node.line, node.column)
        case Entries() if node.entries:
            at = data.draw(st.integers(0, len(node.entries) - 1))
            entry = node.entries[at]
            match data.draw(st.integers(0, 3)):
                case 0:
                    new: tuple[Entry, ...] = ()
                case 1:
                    new = (Entry(entry.key + "_x", entry.value, entry.line, entry.column),)
                case _:
                    new = (Entry(entry.key, alter(entry.value, data), entry.line, entry.column),)
            return Entries((*node.entries[:at], *new, *node.entries[at + 1 :]), node.line, node.column)
        case _:
            return Scalar("other", "other", "plain", node.line, node.column)


@pytest.mark.parametrize("text", TEXTS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_order_of_a_groups_keys_does_not_count(text: str, data: st.DataObject) -> None:
    root = root_of(text)
    assert isinstance(root, Entries)
    shuffled = Entries(tuple(data.draw(st.permutations(root.entries))), root.line, root.column)

    assert hash_of(shuffled) == hash_of(root)
