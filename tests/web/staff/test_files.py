"""A photo that Asha sent comes to Ben as a download, and to nobody else."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from footpath.ports import CaseRow
from footpath.web.staff.files import size
from footpath.web.world import world
from tests.people import NORTH, edition
from tests.web.county import drafts, resident, sends, signed_in, staff_page_of
from tests.web.resident.browsing import PageReader

WITH_PHOTO = """
footpath: 1
id: badge
version: 1
title: Apply for a badge
owner: badge manager
outcome: People have a badge
law: Badge Act
minutes: 2
pages:
  photo:
    title: Your photo
    questions:
      photo:
        ask: Upload a photo of yourself
        type: file
        accept: [png]
        why: It is on the badge
decide:
  otherwise: badge_team
  outcomes:
    granted: {letter: Here it is.}
keep: {answers: 1 year after decision, drafts: 7 days}
"""
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 2000


@pytest.fixture
def row(settings: Settings, tmp_path: Path) -> CaseRow:
    """Asha’s case, with a photo whose name she chose to be awkward."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import RequestFactory

    from footpath.actions.answer_page import answer_page
    from footpath.actions.publish_edition import publish_edition
    from footpath.actions.results import Went
    from footpath.web.uploads import received

    settings.HOME = tmp_path
    here = world()
    badge = edition(WITH_PHOTO)
    publish_edition(here, authority=NORTH, edition=badge, by="staff:mia", because="It is checked")
    draft = drafts({}, service="badge")
    photo = SimpleUploadedFile('me "<b>"; x=.png', PNG, content_type="text/html")
    request = RequestFactory().post("/", {"photo": photo})
    form = received(request, here, draft, badge.service.pages[0].questions, {}, {})
    done = answer_page(here, authority=NORTH, case=draft.id, page="photo", form=form, lang="en", seen=draft.seq)
    assert isinstance(done, Went)
    return sends(done.row)


def href(row: CaseRow) -> str:
    shown = PageReader(signed_in("ben").get(staff_page_of(row)).content.decode())
    assert "not scanned for viruses" in shown.text
    return next(link for link in shown.links.values() if "/files/" in link)


def test_it_comes_as_a_download_that_does_nothing_here(row: CaseRow) -> None:
    response = signed_in("ben").get(href(row))

    assert b"".join(response.streaming_content) == PNG
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "\n" not in response.headers["Content-Disposition"]


def test_it_is_not_there_for_anybody_else(row: CaseRow) -> None:
    here = href(row)

    assert resident(row).get(here).status_code == 303  # to the sign-in
    assert signed_in("sam").get(here).status_code == 404
    assert signed_in("sam").get(here.replace("barset-north", "barset-south")).status_code == 404


def test_it_is_not_there_by_another_case_and_not_after_erasing(row: CaseRow) -> None:
    from footpath.actions.erase_case import erase_case
    from footpath.actions.withdraw_case import withdraw_case
    from tests.web.county import checking

    here, other = href(row), checking()
    assert signed_in("ben").get(here.replace(row.reference, other.reference)).status_code == 404

    withdraw_case(world(), authority=row.authority, case=row.id, lang="en", key="withdraw-0123456789")
    erase_case(world(), authority=row.authority, case=row.id, because="asked for by the resident", by="resident")
    assert signed_in("ben").get(here).status_code == 404


@pytest.mark.parametrize("file", ["..%2f..%2fsecret-key", "x" * 22, "%00" * 8, "....//....//....//etc"])
def test_a_made_up_file_is_not_there(row: CaseRow, file: str) -> None:
    assert signed_in("ben").get(f"{staff_page_of(row)}/files/{file}").status_code == 404


@pytest.mark.parametrize(
    ("count", "says"),
    [(1, "1 byte"), (999, "999 bytes"), (2008, "2 kB"), (1_250_000, "1.2 MB"), (30_000_000, "30.0 MB")],
)
def test_sizes_are_said_shortly(count: int, says: str) -> None:
    assert size(count) == says
