"""What the records promise of evidence that came in: in memory, on SQLite and on PostgreSQL."""

from datetime import timedelta

import pytest
from django.db import connections
from msgspec.structs import replace

from footpath.adapters.records import models
from footpath.ports import World
from footpath.site.world import SiteWorld
from footpath.steps.receiving import Received
from tests.promises.rows import AT, NORTH, SOUTH

HINT = Received(
    authority=NORTH,
    pack="a" * 64,
    from_="ryedale",
    trial="b" * 64,
    service="visitor_parking",
    name="New hint about the log book",
    envelope='{"content": "Ymgeisio ’ £"}',
    what="not-here",
    because="Our log books are different",
    by="staff:cara",
    at=AT,
)


def test_a_pack_that_came_in_is_kept_as_it_came(world: World) -> None:
    with world.together():
        assert world.packs.add(HINT)

    assert world.packs.pack(NORTH, HINT.pack) == HINT
    assert list(world.packs.packs(NORTH)) == [HINT]


def test_what_comes_twice_is_there_once_and_the_first_time_stands(world: World) -> None:
    with world.together():
        world.packs.add(HINT)
    with world.together():
        assert not world.packs.add(replace(HINT, what="test-here-first", at=AT + timedelta(days=1)))

    assert list(world.packs.packs(NORTH)) == [HINT]


def test_each_authority_has_its_own(world: World) -> None:
    theirs = replace(HINT, authority=SOUTH, what="adopt-and-fit", step="hint_from_ryedale")
    with world.together():
        world.packs.add(HINT)
        world.packs.add(theirs)

    assert world.packs.pack(SOUTH, HINT.pack) == theirs
    assert list(world.packs.packs(NORTH)) == [HINT]
    assert list(world.packs.packs("little_barset")) == []


def test_the_newest_comes_first(world: World) -> None:
    later = replace(HINT, pack="0" * 64, at=AT + timedelta(hours=1))
    with world.together():
        world.packs.add(HINT)
        world.packs.add(later)

    assert list(world.packs.packs(NORTH)) == [later, HINT]


def test_what_is_not_finished_leaves_nothing(world: World) -> None:
    with pytest.raises(ZeroDivisionError), world.together():
        world.packs.add(HINT)
        raise ZeroDivisionError

    assert world.packs.pack(NORTH, HINT.pack) is None


def test_a_query_that_forgets_its_authority_finds_no_pack(stored: SiteWorld, alias: str) -> None:
    if connections[alias].vendor != "postgresql":
        pytest.skip("rows are guarded by PostgreSQL")
    with stored.together():
        stored.packs.add(HINT)

    assert models.PackRow.objects.using(alias).count() == 0
    with stored.database.about(SOUTH) as here:
        assert models.PackRow.objects.using(here).count() == 0
    with stored.database.about(NORTH) as here:
        assert models.PackRow.objects.using(here).count() == 1
