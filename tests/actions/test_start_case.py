"""Asha starts."""

import hashlib

import pytest

from footpath.actions.start_case import NoSuchService, start_case
from footpath.ports import NoSuchCase
from footpath.values import read_reference
from tests.crash import power_cut_at
from tests.people import NORTH, PERMIT, SOUTH, edition, row_of, starts
from tests.world import MemoryWorld


def test_asha_gets_a_draft_on_the_edition_offered_now_kept_for_28_days(world: MemoryWorld) -> None:
    opened = starts(world)

    row = row_of(world, opened)
    assert (row.stage, row.seq, row.data) == ("answering", 1, {})
    assert row.edition == edition(PERMIT).hash
    assert (row.keep_until.isoformat() if row.keep_until else None) == "2026-05-29"
    assert read_reference(row.reference) == row.reference


def test_her_browser_holds_a_secret_that_the_records_do_not(world: MemoryWorld) -> None:
    opened = starts(world)

    row = row_of(world, opened)
    assert row.door == hashlib.sha256(opened.secret.encode()).hexdigest()
    stored = b"".join(held for rows in world.stored().values() for held in rows.values())
    assert opened.secret.encode() not in stored


def test_two_drafts_share_nothing(world: MemoryWorld) -> None:
    one, other = starts(world), starts(world)

    assert one.case != other.case
    assert one.secret != other.secret
    assert row_of(world, one).salt != row_of(world, other).salt
    assert row_of(world, one).reference != row_of(world, other).reference


def test_a_reference_that_is_taken_is_not_given_again(world: MemoryWorld) -> None:
    given = world.chance.bytes

    # The chance of two cases falls on one reference, and then on another.
    draws = iter([b"\0" * 8, b"\0" * 8, b"\1" * 8])
    world.chance.bytes = lambda count: next(draws) if count == 8 else given(count)  # type: ignore[method-assign]
    one, other = starts(world), starts(world)

    assert row_of(world, one).reference != row_of(world, other).reference


def test_a_service_that_is_not_offered_cannot_be_started(world: MemoryWorld) -> None:
    with pytest.raises(NoSuchService):
        start_case(world, authority=NORTH, service="nothing", lang="en")


def test_another_authority_does_not_have_her_case(world: MemoryWorld) -> None:
    opened = starts(world)

    with pytest.raises(NoSuchCase):
        world.records.case(SOUTH, opened.case)


def test_a_case_opened_by_phone_says_so(world: MemoryWorld) -> None:
    opened = start_case(world, authority=NORTH, service="permit", lang="cy", channel="phone", by="staff:ben")

    row = row_of(world, opened)
    assert (row.channel, row.lang) == ("phone", "cy")


@pytest.mark.parametrize("point", ["start.begun", "start.written"])
def test_a_power_cut_before_the_end_leaves_nothing(world: MemoryWorld, point: str) -> None:
    before = world.stored()

    with power_cut_at(point):
        starts(world)

    assert world.stored() == before


def test_a_power_cut_after_the_end_leaves_the_whole_case(world: MemoryWorld) -> None:
    with power_cut_at("start.committed"):
        starts(world)

    assert len(list(world.records.every_case())) == 1
