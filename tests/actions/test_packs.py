"""Barset North tells what came of its step; Barset South adopts it, tests it first, or says not here."""

from typing import Any

import pytest

from footpath.actions.export_pack import export_pack
from footpath.actions.pooled_evidence import evidence_on
from footpath.actions.receive_pack import Done, open_pack, receive_pack
from footpath.exchange import Trusted, UnknownKey, sign
from footpath.ports import NoSuchStep
from footpath.steps.pack import KIND, ImpossiblePack, Pack
from footpath.steps.receiving import What, registration_here
from footpath.values import Problem
from tests.people import NORTH, PERMIT, SOUTH, edition
from tests.steps.ended import ended
from tests.steps.packed import GOOD, KEY, packed, signed
from tests.steps.test_pack import ALTERED, plain
from tests.world import MemoryWorld

NORTHS = (Trusted(name=NORTH, key=KEY.public), Trusted(name="ryedale", key=KEY.public))
PACK = packed({NORTH: GOOD[NORTH], "ryedale": GOOD["ryedale"]})


def comes_in(
    world: MemoryWorld, pack: Pack = PACK, what: What = "adopt-and-fit", **other: Any
) -> Done | tuple[Problem, ...]:
    said = None
    if what != "not-here":
        said = registration_here(pack, what, authority=SOUTH, by="sam", owner="sue")
    given: dict[str, Any] = {"because": "Our callers ask the same", "trusted": NORTHS, "registration": said, **other}
    return receive_pack(world, authority=SOUTH, envelope=signed(pack), what=what, by="staff:sam", **given)


def done(found: Done | tuple[Problem, ...]) -> Done:
    assert isinstance(found, Done), found
    return found


def says(found: Done | tuple[Problem, ...]) -> str:
    assert isinstance(found, tuple), found
    return "; ".join(f"{problem.at}: {problem.says}" for problem in found)


def test_what_was_kept_is_exported_with_what_it_was_made_to(world: MemoryWorld) -> None:
    step = ended(world)

    made = export_pack(world, authority=NORTH, step=step.id, themes=["People look for it on the front"])

    assert isinstance(made, Pack)
    assert made.base.version is None  # a definition of the authority's own
    assert made.base.edition == step.editions[NORTH][0]
    assert made.themes == ("People look for it on the front",)
    assert open_pack(signed(made), trusted=NORTHS).pack == made


def test_only_its_home_tells_of_a_step(world: MemoryWorld) -> None:
    step = ended(world)

    with pytest.raises(NoSuchStep):
        export_pack(world, authority=SOUTH, step=step.id)


def test_barset_south_adopts_and_a_step_of_its_own_waits_for_its_owner(world: MemoryWorld) -> None:
    found = done(comes_in(world))

    step = world.steps.step(SOUTH, found.received.step or "")
    assert found.new
    assert (step.state, step.registration.owner, step.registration.longest_weeks) == ("registered", "sue", 16)
    assert world.packs.packs(SOUTH) == [found.received]
    assert world.packs.packs(NORTH) == []
    assert world.editions.offered(SOUTH, "permit") == edition(PERMIT)  # nobody meets it yet


def test_a_pack_imported_twice_is_once(world: MemoryWorld) -> None:
    first = done(comes_in(world))
    before = world.stored()

    again = done(comes_in(world, because="Pressed twice"))

    assert not again.new and again.received == first.received
    assert world.stored() == before


def test_what_was_decided_of_a_pack_stands(world: MemoryWorld) -> None:
    done(comes_in(world, what="not-here"))

    assert "was decided then: not here" in says(comes_in(world, what="test-here-first"))
    assert world.steps.steps(SOUTH) == []


def test_a_try_that_was_cut_off_is_finished_by_the_next(world: MemoryWorld) -> None:
    done(comes_in(world))
    world.tables.rows["packs"].clear()  # the machine died between the two

    assert done(comes_in(world)).new
    assert len(world.steps.steps(SOUTH)) == 1


def test_not_here_is_a_reason_and_no_step(world: MemoryWorld) -> None:
    found = done(comes_in(world, what="not-here", because="Our log books look different"))

    assert (found.received.step, found.received.because) == (None, "Our log books look different")
    assert world.steps.steps(SOUTH) == []


def test_what_may_do_harm_here_is_tested_first(world: MemoryWorld) -> None:
    harmful = packed({NORTH: (300, 0.6, 0.6)})

    assert "Test it here first" in says(comes_in(world, harmful))
    assert world.packs.packs(SOUTH) == [] and world.steps.steps(SOUTH) == []
    assert done(comes_in(world, harmful, what="test-here-first")).new


@pytest.mark.parametrize("because", ["", "  ", "Ring Asha on 07700 900123"])
def test_a_reason_is_needed_and_names_nobody(world: MemoryWorld, because: str) -> None:
    assert says(comes_in(world, because=because)).startswith("because: ")
    assert world.packs.packs(SOUTH) == [] and world.steps.steps(SOUTH) == []


def test_one_person_cannot_both_bring_it_in_and_answer_for_it(world: MemoryWorld) -> None:
    said = registration_here(PACK, "adopt-and-fit", authority=SOUTH, by="sue", owner="sue")

    assert says(comes_in(world, registration=said)).startswith("owner: ")
    assert world.packs.packs(SOUTH) == []


def test_changes_that_do_not_fit_here_bring_nothing_in(world: MemoryWorld) -> None:
    change = {"set": "pages.gone.title", "to": "Gone", "because": "It is clearer"}

    assert says(comes_in(world, packed({NORTH: GOOD[NORTH]}, changes=(change,)))).startswith("changes: ")
    assert world.packs.packs(SOUTH) == [] and world.steps.steps(SOUTH) == []


def test_a_stranger_s_pack_is_not_even_read(world: MemoryWorld) -> None:
    with pytest.raises(UnknownKey):
        comes_in(world, trusted=())


def test_an_authority_signs_for_its_own_steps_alone(world: MemoryWorld) -> None:
    from footpath.exchange import sign

    with pytest.raises(ImpossiblePack, match="tells of its own steps"):
        open_pack(sign(PACK, kind="evidence-pack", from_="ryedale", key=KEY), trusted=NORTHS)


def test_our_own_pack_that_comes_back_is_not_counted_again(world: MemoryWorld) -> None:
    envelope = signed(PACK)

    found = receive_pack(
        world, authority=NORTH, envelope=envelope, trusted=NORTHS, what="not-here", by="staff:ben", because="Ours"
    )

    assert "It is your own" in says(found)


def test_the_pool_has_each_authority_once_and_our_own_from_our_own_ledgers(world: MemoryWorld) -> None:
    done(comes_in(world, what="not-here"))
    ended(world, {SOUTH: (200, 0.6, 0.65)}, home=SOUTH, decision=None)

    found = evidence_on(world, authority=SOUTH, trial=PACK.trial)

    assert found is not None and found.fit is not None
    assert found.pool.authorities == (NORTH, SOUTH, "ryedale")
    assert found.fit.people == 200
    assert found.step is not None and found.step.authority == SOUTH


def test_nobody_s_evidence_is_seen_without_a_pack(world: MemoryWorld) -> None:
    ended(world, {NORTH: GOOD[NORTH]})

    assert evidence_on(world, authority=SOUTH, trial=PACK.trial) is None


@pytest.mark.parametrize("what", ALTERED)
def test_nothing_is_stored_of_a_pack_that_cannot_be_and_it_is_said_in_sentences(world: MemoryWorld, what: str) -> None:
    """Signed with the right key, so that the signature holds and what it says does not."""
    alter, says = ALTERED[what]
    said = plain()
    alter(said)
    envelope = sign(said, kind=KIND, from_=NORTH, key=KEY)

    with pytest.raises(ImpossiblePack) as raised:
        receive_pack(
            world,
            authority=SOUTH,
            envelope=envelope,
            trusted=NORTHS,
            what="not-here",
            by="staff:sam",
            because="It does not fit",
        )

    assert says in str(raised.value)
    assert all(each.endswith(".") and "\n" not in each for each in raised.value.wrong)
    assert list(world.packs.packs(SOUTH)) == [] and list(world.steps.steps(SOUTH)) == []
