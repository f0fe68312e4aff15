"""Every test of the pages of a change has Barset behind it, with a standard that the North has adopted."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from footpath.actions.adopt_standard import adopt_standard
from footpath.actions.publish_standard import publish_standard
from footpath.definition.changes import Change, Draft, Kept, Standard
from footpath.definition.load import load_service
from footpath.definition.service import Edition
from footpath.ports import World
from footpath.web.world import world
from tests.people import NORTH
from tests.web.county import barset as barset
from tests.web.county import signed_in

SERVICE = "resident_parking_permit"
CHANGE = "/staff/barset-north/services/resident-parking-permit/change"
UPGRADE = "/staff/barset-north/services/resident-parking-permit/upgrade"
ADOPT = "/staff/barset-north/services/resident-parking-permit/adopt"
REGISTRATION = "pages.vehicle.questions.registration"

EXEMPLAR = Path(__file__).resolve().parents[3] / "src/footpath/exemplars/resident_parking_permit/service.yaml"


def standard_edition(*altered: tuple[str, str], version: int = 3) -> Edition:
    """The exemplar as a version of the standard, with texts of its file replaced."""
    source = EXEMPLAR.read_text().replace("version: 3\n", f"version: {version}\n", 1)
    for old, new in altered:
        assert old in source, old
        source = source.replace(old, new)
    made = load_service(source, file=f"version-{version}.yaml")
    assert isinstance(made, Edition), made
    return made


def publish_version(edition: Edition, *changes: Change, because: str = "It is checked") -> Standard:
    made = publish_standard(world(), edition=edition, by="staff:mia", because=because, changes=changes)
    assert isinstance(made, Standard), made
    return made


@pytest.fixture
def standard(barset: World) -> Edition:
    made = standard_edition()
    publish_version(made)
    return made


@pytest.fixture
def adopted(standard: Edition) -> Kept:
    kept, _ = adopt_standard(
        world(), authority=NORTH, service=SERVICE, version=3, by="staff:mia", because="We share it with others"
    )
    return kept


@pytest.fixture
def mia(barset: World) -> Client:
    """The service manager of the North."""
    return signed_in("mia")


def draft() -> Draft:
    found = world().standards.draft(NORTH, SERVICE)
    assert found is not None, "nothing was saved"
    return found


def form_on(client: Client, address: str) -> dict[str, str]:
    """What a form carries unseen, as the page at this address gives it."""
    page = client.get(address).content.decode()
    fields = re.findall(r'<input type="hidden" name="(seen|had)" value="([^"]*)"', page)
    return dict(fields[-2:])


def send(client: Client, address: str, **fields: Any) -> Any:
    """Opens a form, fills it in and sends it. A field with a hyphen is written with two underscores."""
    named = {name.replace("__", "-"): value for name, value in fields.items()}
    return client.post(address, {**form_on(client, address), **named})


def edit(client: Client, path: str, doing: str = "edit", *, because: str = "It is clearer", **fields: Any) -> Any:
    return send(client, f"{CHANGE}/{doing}?at={path}", because=because, **fields)
