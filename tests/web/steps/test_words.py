"""What people wrote, on a page for those who can change something by it, and never a name on it."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from footpath.actions.say_how_it_was import say_how_it_was
from footpath.steps.asked import FromResident, FromStaff
from footpath.web.world import world
from tests.people import NORTH
from tests.web.county import BIN, drafts, sends, signed_in

PAGE = "/staff/barset-north/services/report/words"


def wrote(words: str, *, lang: str = "en") -> None:
    row = sends(drafts(BIN, service="report"))
    said = say_how_it_was(
        world(),
        authority=NORTH,
        case=row.id,
        able="yes",
        ease=None,
        satisfied=None,
        improve=words,
        lang=lang,  # type: ignore[arg-type]
    )
    assert isinstance(said, FromResident), said


def page(who: str = "ben", query: str = "") -> str:
    response = signed_in(who).get(PAGE + query)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def test_with_nothing_written_it_says_when_people_are_asked() -> None:
    shown = page()

    assert "Residents wrote nothing in the last 365 days." in shown
    assert "We ask them after they send their answers, and after the decision." in shown
    assert "Nothing was sent back because it named somebody." in shown


def test_each_is_shown_with_its_page_and_its_month_and_welsh_as_welsh() -> None:
    wrote("A larger button")
    wrote("Mae’r botwm yn fach", lang="cy")

    shown = page()

    assert "2 comments from residents in the last 365 days, newest first." in shown
    assert 'The whole service <span class="app-quiet">(2)</span>' in shown
    assert f"after sending, {datetime.now(UTC):%B %Y}" in shown
    assert '<span lang="cy">Mae’r botwm yn fach</span>' in shown
    assert "A larger button" in page(query="?days=90") and "Show the last 365 days" in page(query="?days=90")


def test_what_nobody_reads_is_counted_and_why() -> None:
    row = sends(drafts(BIN, service="report"))
    for words in ("Ring 07700 900123", "My name is Asha"):
        say_how_it_was(world(), authority=NORTH, case=row.id, able=None, ease=None, satisfied=None, improve=words)
    with world().together():
        world().steps.save_said(
            NORTH,
            "report",
            FromResident(case=row.id, moment="sent", at=datetime.now(UTC), improve="fy enw i yw Asha"),
        )

    shown = page()

    assert "never stored: 1 with a name, 1 with a phone number." in shown
    assert "Held back here, and deleted with the case: 1 with a name." in shown
    assert "Asha" not in shown and "07700" not in shown


@pytest.mark.parametrize(("who", "status"), [("ben", 200), ("mia", 200), ("ada", 403), ("sam", 404), ("none", 404)])
def test_only_those_who_work_on_the_service_read_it(who: str, status: int) -> None:
    assert signed_in(who).get(PAGE).status_code == status
    link = f'href="{PAGE}"'
    service = signed_in(who).get("/staff/barset-north/services/report").content.decode()
    assert (link in service) is (status == 200)


@pytest.mark.parametrize(("people", "shown"), [(4, False), (5, True)])
def test_staff_are_shown_in_fives(people: int, shown: bool) -> None:
    for number in range(people):
        said = FromStaff(
            case=f"c-{number}", by=f"s{number}", at=datetime.now(UTC) - timedelta(1), words=f"Dark {number}"
        )
        with world().together():
            world().steps.save_said(NORTH, "report", said)

    found = page()

    assert ("Dark 3" in found) is shown
    assert ("We show it once 5 or more people have" in found) is not shown
