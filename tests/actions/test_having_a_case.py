"""Ben and Cara take cases, give them back, pass them on, and write notes."""

import pytest

from footpath.actions.add_note import add_note
from footpath.actions.give_back import give_back
from footpath.actions.pass_on import pass_on
from footpath.actions.take_case import take_case
from footpath.casework.events import Noted
from footpath.casework.refusals import AlreadyTaken, NotSubmitted, NotTaken, NotYours
from footpath.ports import CaseRow, StaleCase
from footpath.values import Problem
from tests.people import BEN, CARA, NORTH, reports, row_of, starts
from tests.world import MemoryWorld


def takes(world: MemoryWorld, row: CaseRow, by: str = BEN, key: str = "t") -> CaseRow:
    return take_case(world, authority=NORTH, case=row.id, by=by, seen=row.seq, key=key)


def test_what_ben_takes_is_his(world: MemoryWorld) -> None:
    assert takes(world, reports(world)).taken_by == "ben"


def test_taking_it_again_changes_nothing(world: MemoryWorld) -> None:
    his = takes(world, reports(world), key="t1")

    assert takes(world, his, key="t2") == his


def test_when_both_take_it_the_second_is_told_who_was_first(world: MemoryWorld) -> None:
    row = reports(world)
    his = takes(world, row, BEN)

    with pytest.raises(StaleCase):
        takes(world, row, CARA, key="c1")
    with pytest.raises(AlreadyTaken) as taken:
        takes(world, his, CARA, key="c2")
    assert taken.value.taken_by == "ben"


def test_what_he_gives_back_is_anyones(world: MemoryWorld) -> None:
    his = takes(world, reports(world))

    row = give_back(world, authority=NORTH, case=his.id, by=BEN, seen=his.seq, key="g")

    assert row.taken_by is None
    assert takes(world, row, CARA, key="c").taken_by == "cara"


def test_only_whoever_has_it_gives_it_back(world: MemoryWorld) -> None:
    row = reports(world)
    with pytest.raises(NotTaken):
        give_back(world, authority=NORTH, case=row.id, by=BEN, seen=row.seq, key="g1")
    his = takes(world, row)

    with pytest.raises(NotYours):
        give_back(world, authority=NORTH, case=row.id, by=CARA, seen=his.seq, key="g2")


def test_cara_passes_on_what_ben_has_when_he_is_ill(world: MemoryWorld) -> None:
    his = takes(world, reports(world))

    hers = pass_on(world, authority=NORTH, case=his.id, to="cara", by=CARA, seen=his.seq, key="p")

    assert hers.taken_by == "cara"


def test_nobody_takes_a_draft(world: MemoryWorld) -> None:
    draft = starts(world)

    with pytest.raises(NotSubmitted):
        takes(world, row_of(world, draft))


def test_a_note_is_kept_where_it_can_be_erased_and_the_journal_only_names_it(world: MemoryWorld) -> None:
    row = reports(world)

    done = add_note(world, authority=NORTH, case=row.id, words=" Gate code 1234 ", by=BEN, key="n")

    assert isinstance(done, CaseRow)
    (note,) = world.records.notes(NORTH, row.id)
    assert (note.words, note.by) == ("Gate code 1234", BEN)
    event = world.records.journal(NORTH, row.id)[-1].event
    assert event == Noted(at=world.clock.now(), by=BEN, note=note.id)


def test_two_notes_at_once_are_two_notes(world: MemoryWorld) -> None:
    row = reports(world)

    add_note(world, authority=NORTH, case=row.id, words="One", by=BEN, key="n1")
    add_note(world, authority=NORTH, case=row.id, words="Other", by=CARA, key="n2")

    assert [note.words for note in world.records.notes(NORTH, row.id)] == ["One", "Other"]


def test_who_wants_to_know_first_what_happened_gives_what_they_saw(world: MemoryWorld) -> None:
    row = reports(world)
    add_note(world, authority=NORTH, case=row.id, words="One", by=BEN, key="n1")

    with pytest.raises(StaleCase):
        add_note(world, authority=NORTH, case=row.id, words="Other", by=CARA, key="n2", seen=row.seq)


@pytest.mark.parametrize(
    ("words", "problem"), [(" ", "Enter a note"), ("x" * 4001, "Note must be 4,000 characters or less")]
)
def test_a_note_says_something_and_has_an_end(world: MemoryWorld, words: str, problem: str) -> None:
    row = reports(world)

    assert add_note(world, authority=NORTH, case=row.id, words=words, by=BEN, key="n") == (Problem("words", problem),)


def test_a_note_sent_twice_is_one(world: MemoryWorld) -> None:
    row = reports(world)
    first = add_note(world, authority=NORTH, case=row.id, words="One", by=BEN, key="n")

    assert add_note(world, authority=NORTH, case=row.id, words="One", by=BEN, key="n") == first
    assert len(world.records.notes(NORTH, row.id)) == 1
