"""“Your first step” is lived through as the page says: registered, approved, met by people, kept, and offered."""

import re
from pathlib import Path

from footpath.actions.simulate import simulate
from footpath.site import made_up_steps
from tests.actions.test_simulate import TODAY
from tests.demonstration import districts_and_standards
from tests.people import settle
from tests.world import MemoryWorld

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "how-to/first-step.md").read_text(encoding="utf-8")
YAML = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_step_that_the_page_shows_is_the_one_that_is_lived_through() -> None:
    assert (DOCS / "examples/first_step.yaml").read_text(encoding="utf-8") in YAML.findall(PAGE)
    assert "docs/examples/first_step_model.yaml" in PAGE


def test_from_what_was_seen_to_a_change_that_is_kept() -> None:
    world = MemoryWorld()
    settle(world)
    world.clock.set(TODAY)
    districts_and_standards(world)
    for service, version in made_up_steps.STANDARDS.items():
        made_up_steps._offer(world, made_up_steps.WEST, service, version)

    model, registration = made_up_steps.read_model_and_step(DOCS / "examples/first_step_model.yaml")
    done = simulate(world, model, authorities=(made_up_steps.WEST,), registration=registration)

    assert done.step is not None and done.step.state == "settled"
    offered = world.editions.offered(made_up_steps.WEST, "missed_bin")
    assert offered is not None
    page = offered.service.page("out_in_time")
    assert page is not None and page.questions[0].hint is not None
    assert page.questions[0].hint.en == "Out means at the edge of your property, where the crew can see it"
