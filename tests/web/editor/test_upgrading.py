"""A newer version of the standard comes, and the manager is asked one thing at a time."""

import re

import pytest
from django.test import Client

from footpath.actions.publish_adaptation import Published, publish_adaptation
from footpath.definition.changes import Kept, Remove, Set
from footpath.definition.load import load_file
from footpath.definition.service import Edition
from footpath.web.world import world
from tests.people import NORTH
from tests.web.county import signed_in
from tests.web.editor.conftest import (
    CHANGE,
    EXEMPLAR,
    SERVICE,
    UPGRADE,
    draft,
    edit,
    publish_version,
    send,
    standard_edition,
)
from tests.web.resident.browsing import PageReader

HINT = "pages.vehicle.questions.registration.hint"
PHONE = "pages.phone.questions.phone.hint"
OURS = (
    Set(path="figures.yearly_price.2026-04-01.source", to="Our own charges", because="They are ours"),
    Set(path="lists.zone_a_postcodes.source", to="Our own order", because="It is ours"),
    Set(path="lists.zone_b_postcodes.source", to="Our own order", because="It is ours"),
    Set(path=HINT, to="On the front of your V5C", because="14 of 60 callers did not know"),
)
NEWER = ("hint: {en: Like AB12 CDE, cy: Fel AB12 CDE}", "hint: It is on the number plate")


def shown(client: Client, address: str) -> str:
    return PageReader(client.get(address).content.decode()).text


@pytest.fixture
def version_4(adopted: Kept) -> None:
    """The North has published its changes, and the standard has gone on."""
    done = publish_adaptation(
        world(), authority=NORTH, service=SERVICE, changes=OURS, by="staff:mia", because="It says what is different"
    )
    assert isinstance(done, Published), done
    publish_version(
        standard_edition(NEWER, version=4),
        Set(path=HINT, to="It is on the number plate", because="One in nine typed another number"),
    )


def decide(client: Client, take: str, because: str = "We asked people", **fields: str) -> object:
    return send(client, f"{UPGRADE}/decide?at={HINT}", take=take, because=because, **fields)


def test_the_service_says_that_a_newer_version_is_out(version_4: None, mia: Client) -> None:
    assert "Version 4 of the standard is out: It is checked." in shown(mia, CHANGE)

    page = shown(mia, UPGRADE)

    assert "1 of your 4 changes needs you." in page
    assert "Its owner says: One in nine typed another number" in page
    assert "Needs you (1)" in page
    assert "Goes with you (3)" in page


def test_both_texts_stand_side_by_side_with_what_the_owner_said(version_4: None, mia: Client) -> None:
    page = shown(mia, f"{UPGRADE}/decide?at={HINT}")

    for said in (
        "The standard, version 3 Like AB12 CDE Fel AB12 CDE",
        "The standard, version 4 It is on the number plate",
        "Ours On the front of your V5C",
        "The standard’s owner says: One in nine typed another number.",
        "You said: 14 of 60 callers did not know.",
    ):
        assert said in page


@pytest.mark.parametrize(
    ("take", "fields", "hint"),
    [
        ("ours", {}, "On the front of your V5C"),
        ("standard", {}, "It is on the number plate"),
        ("other", {"other__en": "On your number plate"}, "On your number plate"),
    ],
)
def test_what_was_decided_is_what_residents_are_served(
    version_4: None, mia: Client, take: str, fields: dict[str, str], hint: str
) -> None:
    decide(mia, take, **fields)
    done = send(mia, UPGRADE, because="We go with the others")

    assert done.headers["Location"] == f"{CHANGE}?done=upgraded"
    offered = world().editions.offered(NORTH, SERVICE)
    assert offered
    question = offered.service.question("registration")
    assert question
    assert question.hint
    assert (offered.service.version, question.hint.en) == (4, hint)


def test_nothing_is_published_while_something_is_open(version_4: None, mia: Client) -> None:
    assert send(mia, UPGRADE, because="Now").status_code == 422
    offered = world().editions.offered(NORTH, SERVICE)
    assert offered
    assert offered.service.version == 3


def test_a_decision_needs_a_choice_and_a_reason(version_4: None, mia: Client) -> None:
    refused = decide(mia, "", because="")

    text = PageReader(refused.content.decode()).text  # type: ignore[attr-defined]
    assert "Select what it should be" in text
    assert "Enter why" in text
    nothing = decide(mia, "other")
    assert "Enter what it should say" in PageReader(nothing.content.decode()).text  # type: ignore[attr-defined]


def test_ours_kept_over_a_newer_text_stays_to_be_seen(version_4: None, mia: Client) -> None:
    decide(mia, "ours")

    assert "Hides something newer (1)" in shown(mia, UPGRADE)
    send(mia, UPGRADE, because="We go with the others")
    assert "hides version 4" in shown(mia, CHANGE)


@pytest.fixture
def lost(adopted: Kept) -> None:
    """The North has a hint of its own for a question that version 4 does not ask."""
    done = publish_adaptation(
        world(),
        authority=NORTH,
        service=SERVICE,
        changes=(*OURS[:3], Set(path=PHONE, to="We call in the morning", because="People asked when")),
        by="staff:mia",
        because="It says what is different",
    )
    assert isinstance(done, Published), done
    newer = load_file(EXEMPLAR.with_name("version_4.yaml"))
    assert isinstance(newer, Edition), newer
    publish_version(newer, Remove(path="pages.phone", because="Nobody was called"))


LOST = f"{UPGRADE}/decide?at={PHONE}"
EMAIL = "pages.email.questions.email.hint"


def test_what_lost_its_place_is_dropped_with_a_reason(lost: None, mia: Client) -> None:
    assert "Has lost its place (1)" in shown(mia, UPGRADE)
    assert "Ours We call in the morning" in shown(mia, LOST)
    page = shown(mia, f"{LOST}&place=-")
    assert "Drop your change?" in page
    assert "The standard’s owner says: Nobody was called." in page

    send(mia, f"{LOST}&place=-", because="We do not call")

    assert "Left behind (1)" in shown(mia, UPGRADE)
    assert send(mia, UPGRADE, because="We go with the others").status_code == 303


def test_what_lost_its_place_is_put_elsewhere_and_keeps_its_reason(lost: None, mia: Client) -> None:
    places = mia.get(LOST).content.decode()
    assert places.count('name="place"') == 6
    found = mia.get(f"{LOST}&find=email hint&do=find").content.decode()
    assert re.findall(r'name="place" type="radio" value="([^"]*)"', found) == [EMAIL]

    page = shown(mia, f"{LOST}&place={EMAIL}&do=go")
    assert "put yours here?" in page
    assert "The standard, version 4 Nothing Ours We call in the morning" in page
    send(mia, f"{LOST}&place={EMAIL}", because="They are written to there")

    assert "Goes with you (4)" in shown(mia, UPGRADE)
    assert send(mia, UPGRADE, because="We go with the others").status_code == 303
    kept = world().standards.adaptation(NORTH, SERVICE)
    assert kept
    assert kept.changes[-1] == Set(
        path=EMAIL,
        to="We call in the morning",
        because=f"People asked when. Until version 4 it stood at {PHONE}: They are written to there",
    )
    offered = world().editions.offered(NORTH, SERVICE)
    assert offered
    question = offered.service.question("email")
    assert question
    assert question.hint
    assert question.hint.en == "We call in the morning"


@pytest.mark.parametrize("place", ["", "pages.home.questions.home.hint", "pages.nowhere", "rules.band", "x" * 2000])
def test_no_place_but_one_that_takes_it_can_be_chosen(lost: None, mia: Client, place: str) -> None:
    """What the standard has fixed is no place for anything."""
    page = mia.get(LOST, {"at": PHONE, "place": place, "do": "go"})

    assert page.status_code == 200
    assert "Select where it should go" in PageReader(page.content.decode()).text
    assert mia.post(f"{LOST}&place={place}", {"seen": "0", "had": "", "because": "x"}).status_code == 200
    assert world().standards.draft(NORTH, SERVICE) is None


def test_nothing_is_found_by_a_word_that_no_place_has(lost: None, mia: Client) -> None:
    assert "No place has “qwerty” in its name" in shown(mia, f"{LOST}&find=qwerty&do=find")


def test_an_upgrade_can_be_stopped_and_while_it_lasts_nothing_else_is_changed(version_4: None, mia: Client) -> None:
    decide(mia, "ours")
    assert mia.get(CHANGE).headers["Location"] == UPGRADE

    stopped = send(mia, UPGRADE, because="")
    assert stopped.status_code == 422
    done = mia.post(f"{UPGRADE}/stop", {"seen": str(draft().seq)})

    assert done.status_code == 303
    assert world().standards.draft(NORTH, SERVICE) is None
    assert mia.get(CHANGE).status_code == 200


def test_changes_that_are_not_published_come_first(version_4: None, mia: Client) -> None:
    edit(mia, "pages.vehicle", "move", after="home")

    assert "Publish or discard your changes first" in shown(mia, UPGRADE)


def test_two_who_decide_at_once_are_told(version_4: None, mia: Client) -> None:
    page = {"seen": "0", "had": "", "take": "ours", "because": "Mine"}
    decide(signed_in("mia"), "standard")

    assert mia.post(f"{UPGRADE}/decide?at={HINT}", page).status_code == 409


def test_the_newest_version_needs_no_upgrade(adopted: Kept, mia: Client) -> None:
    assert "You have the newest version" in shown(mia, UPGRADE)
    assert mia.get(f"{UPGRADE}/decide?at={HINT}").status_code == 303
