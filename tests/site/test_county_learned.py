"""The demonstration plans, watches in the street, and reads what another found: by what people themselves do."""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import asdict

from footpath.actions.plan_outcome import plan_of
from footpath.actions.publish_edition import publish_edition
from footpath.actions.tried_on import tried_on
from footpath.adapters.keyring import KeyFiles
from footpath.adapters.records.people import save_staff
from footpath.plan.technology import named_means
from footpath.site import made_up_steps
from footpath.site.authorities import load_authorities
from footpath.site.county import AUTHORITIES
from footpath.site.county_learned import NORTH, make_what_was_learned
from footpath.site.made_up_steps import EAST, FOLDER
from footpath.site.world import SiteWorld
from footpath.steps.events import Verdict
from footpath.web.world import world
from tests.demonstration import districts_and_standards
from tests.steps.ended import ended

STEPS: Mapping[str, Verdict] = {
    "kept": "kept",
    "put_back": "not_kept",
    "stopped": "not_kept",
    "running": "could_not_tell",
}


def test_the_demonstration_has_a_plan_notes_and_evidence_that_travelled(db: None, tmp_path: Path) -> None:
    here = world()
    assert isinstance(here, SiteWorld)
    _two_districts(here)
    for name, decision in STEPS.items():
        _, said = made_up_steps.read_model_and_step(FOLDER / f"{name}.yaml")
        assert said is not None
        promise = {key: value for key, value in asdict(said).items() if key != "authorities"}
        ended(here, {EAST: (200, 0.6, 0.8)}, home=EAST, decision=decision, **{**promise, "owner": "mia"})

    make_what_was_learned(here, KeyFiles(tmp_path), say=lambda said: None)

    plan = plan_of(here, EAST)
    assert len(plan.outcomes) == 2
    assert not any(named_means(outcome.sentence) for outcome in plan.outcomes)
    notes = [each for service in made_up_steps.STANDARDS for each in here.observations.of_service(EAST, service)]
    assert len(notes) == 6 and {note.place for note in notes} == {"library", "market"}
    assert {received.what for received in here.packs.packs(NORTH)} == {"adopt-and-fit", "not-here"}
    assert [step.state for step in here.steps.steps(NORTH)] == ["registered"]
    assert len(tried_on(here, service="missed_bin", authority=NORTH)) == 2


def _two_districts(here: SiteWorld) -> None:
    with here.together():
        for authority in load_authorities(AUTHORITIES):
            here.records.save_authority(authority)
    for edition in districts_and_standards(here):
        for district in (NORTH, EAST):
            publish_edition(here, authority=district, edition=edition, by="staff:cara", because="As it comes")
    for id_, name, role in (*made_up_steps.STAFF, *made_up_steps.COLLEAGUES):
        for district in (NORTH, EAST):
            save_staff(id_, name=name, authority=district, role=role, password=None)
