"""Every test of residents' pages has Barset behind it, offering the two services that come with Footpath."""

from functools import cache
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

import footpath
from footpath.actions.publish_edition import publish_edition
from footpath.definition.load import load_file
from footpath.definition.service import Edition
from footpath.ports import World
from footpath.web.world import world
from tests.people import NORTH, SOUTH, an_authority

EXEMPLARS = Path(footpath.__file__).parent / "exemplars"


@cache
def exemplar(name: str) -> Edition:
    loaded = load_file(EXEMPLARS / name / "service.yaml")
    assert isinstance(loaded, Edition), loaded
    return loaded


def offer(edition: Edition, *authorities: str) -> None:
    for authority in authorities:
        publish_edition(world(), authority=authority, edition=edition, by="staff:mia", because="It is checked")


@pytest.fixture(autouse=True)
def barset(db: None, settings: Settings, tmp_path: Path) -> World:
    settings.HOME = tmp_path
    here = world()
    for authority in (an_authority(), an_authority(SOUTH, "Barset South")):
        with here.together():
            here.records.save_authority(authority)
    for name in ("resident_parking_permit", "missed_bin"):
        offer(exemplar(name), NORTH, SOUTH)
    return here
