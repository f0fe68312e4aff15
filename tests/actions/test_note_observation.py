"""Ben and Cara watch somebody in the library and send what they saw; a year later its words are gone."""

from datetime import UTC, datetime
from typing import Any

import pytest

from footpath.actions.keep_time import keep_time
from footpath.actions.note_observation import NoSuchNote, NoteForgotten, name_theme, note_observation
from footpath.actions.publish_edition import publish_edition
from footpath.steps.observing import Observation
from tests.people import NORTH, PERMIT, SOUTH, edition
from tests.steps.test_observing import NOTED
from tests.world import MemoryWorld


def sends(world: MemoryWorld, *, authority: str = NORTH, **other: str) -> Any:
    offered = world.editions.offered(NORTH, "permit")
    assert offered is not None
    fields = {**NOTED, "where": f"permit/vehicle/{offered.hash}", **other}
    return note_observation(world, authority=authority, by="ben", fields=fields)


def notes(world: MemoryWorld, authority: str = NORTH) -> list[Observation]:
    return list(world.observations.of_service(authority, "permit"))


def test_a_note_is_kept_with_its_page_and_edition(world: MemoryWorld) -> None:
    note = sends(world)

    assert notes(world) == [note]
    assert (note.page, note.edition, note.by) == ("vehicle", edition(PERMIT).hash, "ben")
    assert notes(world, SOUTH) == []


def test_a_note_that_is_sent_again_is_one(world: MemoryWorld) -> None:
    first = sends(world)

    assert sends(world) == first
    assert sends(world, did="What I meant to say") == first
    assert notes(world) == [first]


def test_nothing_is_kept_of_a_note_that_says_who_somebody_is(world: MemoryWorld) -> None:
    before = world.stored()

    (problem,) = sends(world, said="My number is 07700 900123")

    assert problem.at == "said"
    assert world.stored() == before


def test_a_note_about_an_older_edition_is_not_lost(world: MemoryWorld) -> None:
    old = edition(PERMIT).hash
    newer = edition(PERMIT.replace("title: Your vehicle", "title: Your car"))
    publish_edition(world, authority=NORTH, edition=newer, by="staff:mia", because="Nobody says vehicle")

    assert sends(world, where=f"permit/vehicle/{old}").edition == old


@pytest.mark.parametrize(
    "where",
    ["permit/moon/{hash}", "moon/vehicle/{hash}", "permit/vehicle/" + "0" * 64, "report/vehicle/{hash}", "{hash}", ""],
)
def test_a_page_that_is_not_ours_is_refused(world: MemoryWorld, where: str) -> None:
    (problem,) = sends(world, where=where.format(hash=edition(PERMIT).hash))

    assert problem.at == "where"


@pytest.mark.parametrize("page", ["start", "check", "sent"])
def test_people_can_be_watched_on_every_page(world: MemoryWorld, page: str) -> None:
    assert sends(world, where=f"permit/{page}/{edition(PERMIT).hash}").page == page


def test_a_theme_is_named_later_and_names_nobody(world: MemoryWorld) -> None:
    note = sends(world, theme="")

    named = name_theme(world, authority=NORTH, note=note.id, theme=" log book ")
    assert isinstance(named, Observation)
    assert notes(world)[0].theme == "log book"
    assert isinstance(name_theme(world, authority=NORTH, note=note.id, theme="ring 07700 900123"), tuple)
    assert notes(world)[0].theme == "log book"
    with pytest.raises(NoSuchNote):
        name_theme(world, authority=SOUTH, note=note.id, theme="log book")


def test_a_year_later_the_words_are_gone_and_the_theme_is_left(world: MemoryWorld) -> None:
    note = sends(world)
    world.clock.set(datetime(2027, 5, 31, 12, 0, tzinfo=UTC))
    keep_time(world)
    assert notes(world) == [note]

    world.clock.set(datetime(2027, 6, 1, 12, 0, tzinfo=UTC))
    keep_time(world)

    (left,) = notes(world)
    assert (left.forgotten, left.theme, left.page, left.seen) == (True, "log book", "vehicle", ())
    assert not any(b"log book over twice" in row for table in world.stored().values() for row in table.values())
    with pytest.raises(NoteForgotten):
        name_theme(world, authority=NORTH, note=note.id, theme="something else")
