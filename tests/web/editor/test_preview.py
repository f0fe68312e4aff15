"""The preview is made by the residents' templates: what they see, and a link beside each text."""

import re

import pytest
from django.test import Client

from footpath.actions.adopt_standard import adopt_standard
from footpath.definition.changes import Kept, Standard, tree_of_edition
from footpath.definition.load import load_file, load_service
from footpath.definition.service import Edition
from footpath.web.world import world
from tests.people import NORTH
from tests.web.editor.conftest import CHANGE, EXEMPLAR, draft, edit
from tests.web.resident.browsing import PageReader

KINDS = EXEMPLAR.parents[4] / "tests/web/resident/every_kind.yaml"


def of_north(edition: Edition) -> str:
    """Adopted by the North as it is, whatever its checks say; where it is changed."""
    here, service = world(), edition.service
    with here.together():
        here.editions.keep(edition)
        here.standards.add(
            Standard(
                service=service.id,
                version=service.version,
                edition=edition.hash,
                changes=(),
                by="staff:mia",
                because="It is tried",
                at=here.clock.now(),
            )
        )
    adopt_standard(here, authority=NORTH, service=service.id, version=service.version, by="staff:mia", because="Tried")
    return f"/staff/barset-north/services/{service.id.replace('_', '-')}/change"


@pytest.mark.parametrize("file", [EXEMPLAR, EXEMPLAR.parents[1] / "missed_bin/service.yaml", KINDS])
def test_every_page_is_shown_and_every_link_on_it_leads_somewhere(barset: object, mia: Client, file: object) -> None:
    edition = load_file(file) if file != KINDS else load_service(KINDS.read_text(), file="kinds.yaml")  # type: ignore[arg-type]
    assert isinstance(edition, Edition), edition
    change = of_north(edition)
    led: set[str] = set()
    assert mia.get(change).status_code == 200

    for page in edition.service.pages:
        for lang in ("en", "cy"):
            address = f"{change}/pages/{page.id.replace('_', '-')}?in={lang}"
            response = mia.get(address)
            assert response.status_code == 200, address
            shown = response.content.decode()
            for question in page.questions:
                assert question.ask.in_(lang).replace("&", "&amp;").split("’")[0] in shown.replace("&#39;", "'"), (
                    address
                )
            led |= set(re.findall(rf'href="({change}/[a-z]+\?at=[^"]+)"', shown))
    led |= set(re.findall(rf'href="({change}/[a-z]+\?at=[^"]+)"', mia.get(change).content.decode()))

    assert len(led) > 10
    for address in sorted(led):
        assert mia.get(address).status_code == 200, address


def test_what_nobody_has_translated_is_marked_in_welsh(adopted: Kept, mia: Client) -> None:
    edit(mia, "pages.vehicle.questions.registration.hint", to__en="On the front")

    assert "No Welsh yet" in PageReader(mia.get(f"{CHANGE}/pages/vehicle?in=cy").content.decode()).text
    assert "No Welsh yet" not in PageReader(mia.get(f"{CHANGE}/pages/vehicle").content.decode()).text


def test_what_somebody_types_is_never_read_as_mark_up(adopted: Kept, mia: Client) -> None:
    edit(mia, "pages.vehicle.questions.registration.hint", to__en="<script>alert(1)</script>", because="<b>why</b>")

    shown = mia.get(f"{CHANGE}/pages/vehicle").content.decode()
    assert "<script>alert" not in shown
    assert "<b>why" not in shown
    assert "&lt;script&gt;" in shown
    assert draft().changes


def test_the_standard_itself_is_never_altered(adopted: Kept, mia: Client) -> None:
    standard = world().standards.standard("resident_parking_permit", 3)
    assert standard
    before = repr(tree_of_edition(world().editions.edition(standard.edition)))

    edit(mia, "pages.vehicle", "move", after="home")
    edit(mia, "pages.vehicle.questions.registration.hint", to__en="On the front")
    mia.get(CHANGE)

    assert repr(tree_of_edition(world().editions.edition(standard.edition))) == before
