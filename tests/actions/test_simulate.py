"""Made-up people use a service through the real actions: the same again for the same seed, and counted as by hand."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from footpath.actions.audit import audit
from footpath.actions.count_outcomes import counted_of
from footpath.actions.publish_edition import publish_edition
from footpath.actions.publish_standard import publish_standard
from footpath.actions.simulate import DoesNotFit, Simulated, simulate
from footpath.casework.events import AskedForMore, Decided, Submitted
from footpath.definition.changes import Standard
from footpath.definition.load import load_file
from footpath.definition.service import Edition
from footpath.site import made_up_steps
from footpath.site.authorities import load_authorities
from footpath.steps.simulation import Model, Versions, is_made_up, read_model
from tests.people import NORTH, settle
from tests.world import MemoryWorld

EXEMPLARS = Path(made_up_steps.__file__).parents[1] / "exemplars"
TODAY = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)


def _exemplar(name: str) -> Edition:
    edition = load_file(EXEMPLARS / name / "service.yaml")
    assert isinstance(edition, Edition)
    return edition


def _world() -> MemoryWorld:
    made = MemoryWorld()
    settle(made)
    made.clock.set(TODAY)
    publish_edition(made, authority=NORTH, edition=_exemplar("missed_bin"), by="staff:cara", because="As it comes")
    return made


def _model(**other: Any) -> Model:
    text = (made_up_steps.FOLDER / "kept.yaml").read_text(encoding="utf-8")
    model = read_model(text)
    assert isinstance(model, Model)
    small = {"weeks": 4, "a_week": 20, "ended_weeks_ago": 0, "decide": None}
    return msgspec.structs.replace(model, **{**small, **other})


def _lives(world: MemoryWorld, **other: Any) -> Simulated:
    _, registration = made_up_steps.read_model_and_step(made_up_steps.FOLDER / "kept.yaml")
    return simulate(world, _model(**other), authorities=[NORTH], registration=registration)


def test_the_same_seed_makes_the_same_people_and_another_makes_others() -> None:
    first, again, other = _world(), _world(), _world()

    done = _lives(first)
    assert done == _lives(again)
    _lives(other, seed=8)

    assert done.step is not None
    assert [*first.steps.outcomes(done.step)] == [*again.steps.outcomes(done.step)]
    assert [*first.steps.outcomes(done.step)] != [*other.steps.outcomes(done.step)]
    counted = first.steps.counted(NORTH, done.step.id)
    assert counted == again.steps.counted(NORTH, done.step.id)
    assert counted != other.steps.counted(NORTH, done.step.id)


def test_the_numbers_of_a_step_are_those_of_its_cases_by_hand() -> None:
    world = _world()

    done = _lives(world)

    step = done.step
    assert step is not None
    window = timedelta(days=step.registration.window_days)
    rows = [*world.steps.outcomes(step)]
    assert len(rows) == done.counted > 30
    counting = counted_of(world, step)
    for measure, happened in (
        ("completed", lambda events: any(isinstance(event, Submitted) for event in events)),
        ("not_asked_for_more", lambda events: not any(isinstance(event, AskedForMore) for event in events)),
    ):
        by_hand: dict[str, list[bool]] = {"A": [], "B": []}
        for row in rows:
            events = [entry.event for entry in world.records.journal(NORTH, row.case)]
            in_time = [event for event in events if event.at <= row.exposed + window]
            if measure == "completed" or any(isinstance(event, Submitted) for event in in_time):
                by_hand[row.arm].append(happened(in_time))
        look = counting.look(measure)
        assert look is not None
        assert (look.old, look.new) == (len(by_hand["A"]), len(by_hand["B"]))
        assert look.old_mean == pytest.approx(sum(by_hand["A"]) / len(by_hand["A"]))
        assert look.new_mean == pytest.approx(sum(by_hand["B"]) / len(by_hand["B"]))


def test_every_simulated_case_is_a_real_one_and_can_be_told_from_real_ones() -> None:
    world = _world()

    done = _lives(world)

    assert done.cases == 80
    assert done.step is not None
    cases = [row.case for row in world.steps.outcomes(done.step)]
    assert all(is_made_up(case) for case in cases)
    assert audit(world).faults == ()
    decided = sum(
        any(isinstance(entry.event, Decided) for entry in world.records.journal(NORTH, case)) for case in cases
    )
    assert decided > len(cases) / 3


def test_nobody_is_written_to_and_nothing_happens_in_the_future() -> None:
    world = _world()
    waiting = len(world.outbox.intents) if hasattr(world.outbox, "intents") else None

    done = _lives(world)

    assert done.step is not None
    for row in world.steps.outcomes(done.step):
        assert all(entry.event.at <= TODAY for entry in world.records.journal(NORTH, row.case))
    if waiting is not None:
        assert len(world.outbox.intents) == waiting
    assert world.clock.now() == TODAY


def test_without_a_step_everybody_has_the_old_version() -> None:
    world = _world()

    done = simulate(world, _model(step=None), authorities=[NORTH])

    assert done.step is None
    assert done.cases == 80
    assert 0 < done.sent < 80


def test_the_same_people_do_not_come_twice() -> None:
    world = _world()
    simulate(world, _model(step=None), authorities=[NORTH])

    with pytest.raises(DoesNotFit, match="been here before"):
        simulate(world, _model(step=None), authorities=[NORTH])


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"service": "library"}, "does not offer library"),
        ({"pages": {"kitchen": _model().pages["bins"]}}, "no page kitchen"),
        ({"pages": {"email": _model().pages["collection_day"]}}, "it may be empty"),
        ({"staff": msgspec.structs.replace(_model().staff, outcome="cake")}, "no outcome cake"),
    ],
)
def test_a_model_that_does_not_fit_the_service_is_refused_before_anybody_comes(
    other: dict[str, Any], says: str
) -> None:
    world = _world()

    with pytest.raises(DoesNotFit, match=says):
        simulate(world, _model(step=None, **other), authorities=[NORTH])


def test_the_five_steps_of_the_demonstration_end_as_their_names_say() -> None:
    world = MemoryWorld()
    settle(world)
    world.clock.set(TODAY)
    for name in ("missed_bin", "resident_parking_permit"):
        edition = _exemplar(name)
        assert isinstance(
            publish_standard(world, edition=edition, by="staff:mia", because="As it comes", changes=()), Standard
        )
    with world.together():
        for authority in load_authorities(made_up_steps.FOLDER / "authorities.yaml"):
            world.records.save_authority(authority)

    made_up_steps.live_through_steps(world, say=lambda said: None)

    steps = {step.id: step for step in world.steps.steps(made_up_steps.EAST)}
    assert {id_: step.state for id_, step in steps.items()} == {
        "calendar_by_post": "settled",
        "tag_hint": "could_not_tell",
        "shorter_question": "stopped_for_harm",
        "name_hint": "not_kept",
        "log_book_hint": "running",
    }
    assert steps["shorter_question"].confirmed
    assert Decimal(15) == steps["calendar_by_post"].registration.hoped_points
    begun = steps["log_book_hint"].begun
    assert begun is not None
    assert 139 <= (TODAY - begun).days <= 141
    offered = world.editions.offered(made_up_steps.EAST, "missed_bin")
    assert offered is not None
    page = offered.service.page("collection_day")
    assert page is not None
    hint = page.questions[0].hint
    assert hint is not None
    assert "sticker under the lid" in hint.en


def test_what_people_wrote_after_a_decision_is_read_by_somebody() -> None:
    world = _world()

    _lives(world, weeks=3, write_to_us=Versions(old=Decimal(60), new=Decimal(60)))

    waiting = [task for task in world.records.tasks(NORTH) if task.done is None]
    assert all(task.at > TODAY - timedelta(days=6) for task in waiting)
    assert any(task.done for task in world.records.tasks(NORTH))
