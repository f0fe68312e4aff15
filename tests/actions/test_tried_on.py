"""What was tried on a standard: Barset South reads what it may, and whoever runs the installation reads all packs."""

from datetime import UTC, datetime
from typing import Any

from footpath.actions.publish_standard import publish_standard
from footpath.actions.receive_pack import Done, receive_pack
from footpath.actions.recurring import recurring
from footpath.actions.tried_on import Trial, difference_said, tried_on
from footpath.definition.changes import Change, Kept, Set, Standard, read_changes
from footpath.definition.load import load_file
from footpath.definition.service import Edition
from footpath.exchange import Trusted
from footpath.site.county import EXEMPLARS
from footpath.steps.pack import Pack
from footpath.values import Fault
from tests.people import NORTH, PERMIT, SOUTH, edition
from tests.steps.ended import ended
from tests.steps.packed import GOOD, KEY, packed, signed
from tests.world import MemoryWorld

RYEDALES = packed({"ryedale": (600, 0.6, 0.75)}, home="ryedale")


def not_here(world: MemoryWorld, pack: Pack = RYEDALES, authority: str = SOUTH) -> None:
    done = receive_pack(
        world,
        authority=authority,
        envelope=signed(pack),
        trusted=(Trusted(name=pack.home, key=KEY.public),),
        what="not-here",
        by="staff:sam",
        because="Our log books look different",
    )
    assert isinstance(done, Done), done


def one(trials: tuple[Trial, ...]) -> Trial:
    assert len(trials) == 1, trials
    return trials[0]


def test_a_step_here_and_a_pack_from_elsewhere_are_one_trial_with_everybody_s_people(world: MemoryWorld) -> None:
    ended(world, {NORTH: GOOD[NORTH]})
    not_here(world)

    trial = one(tried_on(world, service="permit", authority=SOUTH))

    assert [(each.home, each.state) for each in trial.tries] == [(NORTH, "kept"), ("ryedale", "kept")]
    assert trial.known is not None and trial.known.pool.authorities == (NORTH, "ryedale")
    assert difference_said(trial).startswith("With 1,000 people in 2 authorities, the difference is between ")
    assert trial.tries[1].says.startswith("Ryedale thought a hint that shows where to look helps people finish")
    assert [received.what for received in trial.tries[1].received] == ["not-here"]


def test_what_still_runs_elsewhere_is_named_and_nothing_is_told_of_it(world: MemoryWorld) -> None:
    ended(world, {NORTH: GOOD[NORTH]}, decision=None)

    trial = one(tried_on(world, service="permit", authority=SOUTH))
    assert (trial.tries[0].state, trial.tries[0].says, trial.known) == ("running", "", None)

    ours = one(tried_on(world, service="permit", authority=NORTH))
    assert ours.known is not None


def test_of_few_people_in_another_authority_nothing_is_told_in_numbers(world: MemoryWorld) -> None:
    ended(world, {NORTH: (12, 0.6, 0.7)})

    assert one(tried_on(world, service="permit", authority=SOUTH)).known is None


def test_another_authority_s_packs_are_its_own_and_the_installation_s(world: MemoryWorld) -> None:
    not_here(world)

    assert tried_on(world, service="permit", authority=NORTH) == ()
    assert one(tried_on(world, service="permit")).tries[0].home == "ryedale"
    assert tried_on(world, service="report") == ()


def test_what_did_not_work_comes_first(world: MemoryWorld) -> None:
    ended(world, {NORTH: GOOD[NORTH]}, name="A kept one")
    other: dict[str, Any] = {"id": "other", "name": "Z put back", "window_days": 7}
    ended(world, {NORTH: (200, 0.6, 0.6)}, decision="not_kept", **other)

    assert [each.name for each in tried_on(world, service="permit", authority=NORTH)] == ["Z put back", "A kept one"]


def test_three_places_and_twenty_to_one_are_enough_for_the_standard(world: MemoryWorld) -> None:
    ended(world, {NORTH: GOOD[NORTH]})
    trial = one(tried_on(world, service="permit"))
    assert trial.known is not None and not trial.known.promotion.ready

    not_here(world, packed({"ryedale": (500, 0.6, 0.75), "york": (500, 0.6, 0.75)}, home="york"))

    trial = one(tried_on(world, service="permit"))
    assert trial.known is not None and trial.known.promotion.ready


def changes(because: str) -> tuple[Any, ...]:
    read = read_changes(f"changes:\n  - set: title\n    to: Park here\n    because: {because}\n", file="c.yaml")
    assert not any(isinstance(each, Fault) for each in read), read
    return tuple(read)


def keeps(made: Edition, authority: str, its: tuple[Change, ...]) -> Kept:
    return Kept(
        authority=authority,
        service=made.service.id,
        version=made.service.version,
        changes=its,
        seq=1,
        edition=None,
        by="staff:mia",
        because="Ours",
        at=datetime(2026, 5, 4, tzinfo=UTC),
    )


def test_two_who_change_the_same_are_counted_once_each(world: MemoryWorld) -> None:
    made = edition(PERMIT.replace("when: co2 > 185", "when: co2 != null and co2 > 185"))
    assert isinstance(publish_standard(world, edition=made, by="staff:mia", because="It is checked"), Standard)
    kept = [keeps(made, authority, changes(f"{authority} says so")) for authority in (NORTH, SOUTH)]

    (again,) = recurring(world, kept)
    assert (again.path, again.authorities) == ("title", (NORTH, SOUTH))
    assert recurring(world, kept[:1]) == []


def test_what_each_must_set_says_nothing_about_the_standard(world: MemoryWorld) -> None:
    made = load_file(EXEMPLARS / "missed_bin" / "service.yaml")
    assert isinstance(made, Edition)
    assert isinstance(publish_standard(world, edition=made, by="staff:mia", because="It is checked"), Standard)
    days = Set(path="figures.report_within_days.value", to=2, because="What the council promises")
    title = Set(path="title.en", to="Tell us of a missed bin", because="People say so")
    kept = [keeps(made, authority, (days, title)) for authority in (NORTH, SOUTH)]

    assert [again.path for again in recurring(world, kept)] == ["title.en"]
