"""What the records promise of standards, adaptations and drafts: in memory, on SQLite and on PostgreSQL."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from footpath.definition.changes import Add, Decision, Draft, Kept, Set, Standard
from footpath.ports import DifferentStandard, StaleDraft, World
from tests.promises.rows import AT, NORTH, SOUTH

PERMIT = "resident_parking_permit"
HINT = Set(path="pages.vehicle.title", to={"en": "Your car", "cy": "Eich car"}, because="Nobody says vehicle")
PRICE = Set(path="figures.yearly_price", to=[{"from": "2026-04-01", "value": Decimal("85.00")}], because="Council, May")
THREE = Standard(service=PERMIT, version=3, edition="a" * 64, changes=(), by="staff:cara", because="First", at=AT)
NORTHS = Kept(
    authority=NORTH, service=PERMIT, version=3, changes=(), seq=0, edition=None, by="staff:cara", because="Ours", at=AT
)
DRAFT = Draft(
    authority=NORTH, service=PERMIT, version=3, changes=(HINT, PRICE), seq=1, published=0, by="staff:cara", at=AT
)


def test_a_standard_is_kept_once_and_the_same_again_does_nothing(world: World) -> None:
    with world.together():
        assert world.standards.add(THREE)
    with world.together():
        assert not world.standards.add(replace(THREE, because="Again"))

    assert world.standards.standard(PERMIT, 3) == THREE
    assert world.standards.standard(PERMIT, 4) is None
    assert list(world.standards.versions(PERMIT)) == [THREE]


def test_a_version_of_a_standard_never_becomes_another(world: World) -> None:
    with world.together():
        world.standards.add(THREE)

    with pytest.raises(DifferentStandard), world.together():
        world.standards.add(replace(THREE, edition="b" * 64))

    assert world.standards.standard(PERMIT, 3) == THREE


def test_the_last_publication_of_an_adaptation_stands_and_earlier_ones_are_found_by_edition(world: World) -> None:
    first = replace(NORTHS, seq=1, edition="c" * 64, changes=(HINT,))
    second = replace(NORTHS, seq=2, edition="d" * 64, changes=(HINT, PRICE))
    for kept, seen in ((NORTHS, None), (first, 0), (second, 1)):
        with world.together():
            world.standards.keep(kept, seen=seen)

    assert world.standards.adaptation(NORTH, PERMIT) == second
    assert world.standards.adaptation_of(NORTH, "c" * 64) == first
    assert world.standards.adaptation_of(SOUTH, "c" * 64) is None
    assert list(world.standards.adaptations(service=PERMIT)) == [second]
    assert list(world.standards.adaptations(authority=SOUTH)) == []


def test_two_people_cannot_publish_over_one_another(world: World) -> None:
    with world.together():
        world.standards.keep(NORTHS, seen=None)
    with world.together():
        world.standards.keep(replace(NORTHS, seq=1), seen=0)

    with pytest.raises(StaleDraft) as stale, world.together():
        world.standards.keep(replace(NORTHS, seq=1, changes=(HINT,)), seen=0)

    assert stale.value.now == replace(NORTHS, seq=1)


def test_two_people_cannot_save_over_one_another(world: World) -> None:
    with world.together():
        world.standards.save_draft(DRAFT, seen=0)
    mine = replace(DRAFT, seq=2, changes=(HINT,), decisions=(Decision(path="a.b", take="other", to=Decimal("1.50")),))
    with world.together():
        world.standards.save_draft(mine, seen=1)

    with pytest.raises(StaleDraft) as stale, world.together():
        world.standards.save_draft(replace(DRAFT, seq=2, to=4), seen=1)
    with pytest.raises(StaleDraft), world.together():
        world.standards.save_draft(DRAFT, seen=0)

    assert stale.value.now == mine
    assert world.standards.draft(NORTH, PERMIT) == mine


def test_a_draft_is_discarded_only_by_somebody_who_has_seen_it_as_it_is(world: World) -> None:
    with world.together():
        world.standards.save_draft(DRAFT, seen=0)

    with pytest.raises(StaleDraft), world.together():
        world.standards.discard_draft(NORTH, PERMIT, seen=0)
    with world.together():
        world.standards.discard_draft(NORTH, PERMIT, seen=1)

    assert world.standards.draft(NORTH, PERMIT) is None


def test_numbers_and_texts_of_changes_come_back_to_the_letter(world: World) -> None:
    added = Add(path="examples.x", value={"name": "x", "answers": {"n": Decimal("0.10")}, "expect": {}}, because="B")
    with world.together():
        world.standards.save_draft(replace(DRAFT, changes=(PRICE, added)), seen=0)

    draft = world.standards.draft(NORTH, PERMIT)

    assert draft is not None
    assert str(draft.changes[0].to[0]["value"]) == "85.00"  # type: ignore[union-attr]
    assert draft.changes == (PRICE, added)
