"""Both standards and both districts of the demonstration's steps, without anybody in them."""

from footpath.actions.publish_standard import publish_standard
from footpath.definition.changes import Standard
from footpath.definition.load import load_file
from footpath.definition.service import Edition
from footpath.ports import World
from footpath.site import made_up_steps
from footpath.site.authorities import load_authorities
from footpath.site.county import EXEMPLARS


def districts_and_standards(world: World) -> tuple[Edition, ...]:
    made = []
    with world.together():
        for authority in load_authorities(made_up_steps.FOLDER / "authorities.yaml"):
            world.records.save_authority(authority)
    for name in made_up_steps.STANDARDS:
        edition = load_file(EXEMPLARS / name / "service.yaml")
        assert isinstance(edition, Edition)
        standard = publish_standard(world, edition=edition, by="staff:mia", because="As it comes")
        assert isinstance(standard, Standard), standard
        made.append(edition)
    return tuple(made)
