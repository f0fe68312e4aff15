"""What the records promise of notes from the street: in memory, on SQLite and on PostgreSQL."""

from datetime import date

from msgspec.structs import replace

from footpath.ports import World
from footpath.steps.observing import forget
from tests.promises.rows import NORTH, SOUTH
from tests.steps.test_observing import noted

NOTE = noted()


def test_a_note_that_is_sent_twice_is_kept_once_and_as_it_first_was(world: World) -> None:
    with world.together():
        assert world.observations.add(NORTH, NOTE)
    with world.together():
        assert not world.observations.add(NORTH, replace(NOTE, did="Something else"))

    assert list(world.observations.of_service(NORTH, "permit")) == [NOTE]
    assert world.observations.observation(NORTH, NOTE.id) == NOTE


def test_nobody_sees_another_authoritys_notes(world: World) -> None:
    with world.together():
        world.observations.add(NORTH, NOTE)

    assert list(world.observations.of_service(SOUTH, "permit")) == []
    assert world.observations.observation(SOUTH, NOTE.id) is None


def test_notes_come_with_the_newest_month_first(world: World) -> None:
    notes = [replace(NOTE, id=f"note-{month}-aaaaaaaa", month=month) for month in ("2026-03", "2026-05", "2025-12")]
    with world.together():
        for note in notes:
            world.observations.add(NORTH, note)

    months = [note.month for note in world.observations.of_service(NORTH, "permit")]
    assert months == ["2026-05", "2026-03", "2025-12"]


def test_a_note_is_due_once_and_what_is_left_of_it_stays(world: World) -> None:
    with world.together():
        world.observations.add(NORTH, NOTE)

    assert list(world.observations.due(date(2027, 5, 31))) == []
    assert list(world.observations.due(date(2027, 6, 1))) == [(NORTH, NOTE)]
    with world.together():
        world.observations.save(NORTH, forget(NOTE))
    assert list(world.observations.due(date(2027, 6, 1))) == []
    assert world.observations.observation(NORTH, NOTE.id) == forget(NOTE)
