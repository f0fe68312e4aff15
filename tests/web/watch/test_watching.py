"""Ben and Cara watch somebody in the library: what they send, what is refused, and who may read it."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from msgspec.structs import replace

from footpath.steps.observing import CONSENT, forget
from footpath.web.world import world
from tests.people import NORTH, SOUTH
from tests.steps.test_observing import NOTED
from tests.web.county import signed_in

WATCH = "/staff/barset-north/watch/"
NOTES = "/staff/barset-north/services/permit/observations"


def noted(**other: str) -> dict[str, str]:
    offered = world().editions.offered(NORTH, "permit")
    assert offered is not None
    today = world().clock.today()
    now = {"month": str(today.month), "year": str(today.year)}
    return {**NOTED, "where": f"permit/vehicle/{offered.hash}", **now, **other}


def sends(client: Client | None = None, *, by_script: bool = False, **other: str) -> Any:
    headers = {"Accept": "application/json"} if by_script else {}
    return (client or signed_in("ben")).post(WATCH, noted(**other), headers=headers)


def kept(authority: str = NORTH) -> list[Any]:
    return list(world().observations.of_service(authority, "permit"))


def test_the_page_says_the_words_that_are_read_out_exactly() -> None:
    page = signed_in("ben").get(WATCH).content.decode()

    assert CONSENT == (
        "I work for the council. I’m watching how people use this page to improve it. I won’t write down your name. "
        "You can stop at any time. Is that all right?"
    )
    assert CONSENT in page
    assert "We read it out, and they said yes" in page


def test_without_a_script_the_note_is_sent_at_once() -> None:
    client = signed_in("ben")
    response = sends(client)

    assert (response.status_code, response.headers["Location"]) == (303, f"{WATCH}?done=kept")
    (note,) = kept()
    assert (note.page, note.by, note.pair) == ("vehicle", "ben", ("AB", "CD"))
    assert "The note is kept." in client.get(response.headers["Location"]).content.decode()


@pytest.mark.parametrize("by_script", [False, True])
def test_what_identifies_somebody_is_sent_back_with_what_was_typed(by_script: bool) -> None:
    response = sends(by_script=by_script, said="She said: ring 07700 900123", did="Turned the page over")

    says = "“What they said” holds a phone number: “07700 900123”. Take it out: a note never says who somebody is"
    assert response.status_code == 422
    assert kept() == []
    if by_script:
        assert response.json() == {"problems": [{"at": "said", "says": says}]}
    else:
        page = response.content.decode()
        assert '<a href="#said">' in page
        assert page.count(says) == 2
        assert "She said: ring 07700 900123" in page
        assert "Turned the page over" in page


def test_a_note_that_is_sent_twice_is_one() -> None:
    client = signed_in("ben")

    assert sends(client, by_script=True).json() == {"kept": NOTED["key"]}
    assert sends(client, by_script=True).json() == {"kept": NOTED["key"]}
    assert sends(client).status_code == 303
    assert len(kept()) == 1


def test_the_same_number_in_another_authority_is_another_note() -> None:
    sends()
    offered = world().editions.offered(SOUTH, "permit")
    assert offered is not None
    response = signed_in("sam").post("/staff/barset-south/watch/", noted(where=f"permit/vehicle/{offered.hash}"))

    assert response.status_code == 303
    assert len(kept()) == len(kept(SOUTH)) == 1


def test_what_a_phone_keeps_says_nothing_of_who_is_signed_in() -> None:
    kept_page = signed_in("ben").get(f"{WATCH}offline").content.decode()

    assert "Watch somebody use a page" in kept_page
    assert "Ben Okafor" not in kept_page
    assert re.findall(r'name="csrfmiddlewaretoken" value="([^"]*)"', kept_page) == [""]
    assert "Ben Okafor" in signed_in("ben").get(WATCH).content.decode(), "the page on line does"


def test_the_worker_reaches_its_own_page_and_may_ask_our_server_alone() -> None:
    client = signed_in("ben")
    worker = client.get(f"{WATCH}worker.js")
    facts = json.loads(worker.content.decode().splitlines()[0].removeprefix("const FACTS = "))

    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert facts["page"] == WATCH
    assert all(asset.startswith(("/static/", "/theme/")) for asset in facts["assets"])
    assert "Service-Worker-Allowed" not in worker.headers
    for response in (worker, client.get(WATCH), client.get(f"{WATCH}offline")):
        policy = response.headers["Content-Security-Policy"]
        assert "connect-src 'self'" in policy
        assert "worker-src 'self'" in policy
        assert "script-src 'self'" in policy
    elsewhere = client.get("/staff/barset-north/queue").headers["Content-Security-Policy"]
    assert "connect-src" not in elsewhere
    assert "worker-src" not in elsewhere


def test_whoever_was_signed_out_meanwhile_is_asked_to_sign_in() -> None:
    for address in (WATCH, f"{WATCH}token", f"{WATCH}offline", f"{WATCH}worker.js"):
        response = Client().get(address)
        assert response.status_code == 303
        assert response.headers["Location"].startswith("/staff/sign-in")


def test_an_auditor_reads_notes_and_writes_none() -> None:
    sends()
    client = signed_in("ada")

    assert client.get(WATCH).status_code == 403
    page = client.get(NOTES).content.decode()
    assert "Turned the log book over twice" in page
    assert "Keep the theme" not in page


def test_the_notes_of_a_service_stand_under_their_pages_with_what_was_thought_apart() -> None:
    sends()
    sends(key="another-note-of-the-day", where=noted()["where"].replace("/vehicle/", "/start/"), theme="")

    page = signed_in("ben").get(NOTES).content.decode()
    assert "2 notes about 2 pages." in page
    assert page.index('id="page-start"') < page.index('id="page-vehicle"')
    assert "What they think it means" in page
    assert "log book 1" in page
    only = signed_in("ben").get(f"{NOTES}?page=start").content.decode()
    assert 'id="page-vehicle"' not in only


def test_a_note_starts_a_step_that_names_it() -> None:
    sends()
    client = signed_in("ben")
    page = client.get(NOTES).content.decode()
    (address,) = set(re.findall(r'href="([^"]*steps/propose[^"]*)"', page))

    proposal = client.get(address.replace("&amp;", "&")).content.decode()
    assert f"note {NOTED['key'][:8]}" in proposal
    assert "The CO2 number" in proposal
    assert "pages.vehicle." in proposal


def test_a_theme_is_named_and_names_nobody() -> None:
    sends(theme="")
    client = signed_in("cara")
    address = f"{NOTES}/{NOTED['key']}/theme"

    wrong = client.post(address, {"theme": "ring 07700 900123"})
    assert wrong.status_code == 422
    assert "“What this note is about” holds a phone number" in wrong.content.decode()
    assert "ring 07700 900123" in wrong.content.decode()
    assert client.post(address, {"theme": "log book"}).status_code == 303
    assert kept()[0].theme == "log book"
    assert client.post(f"{NOTES}/{'x' * 20}/theme", {"theme": "log book"}).status_code == 404


def test_of_a_forgotten_note_the_page_shows_the_theme() -> None:
    sends()
    (note,) = kept()
    with world().together():
        world().observations.save(NORTH, forget(replace(note, month="2025-01")))

    page = signed_in("ben").get(NOTES).content.decode()
    assert "The words were deleted after 12 months. It was about: log book." in page
    assert "Turned the log book over twice" not in page


def test_a_service_nobody_was_watched_on_says_what_to_do_next() -> None:
    page = signed_in("ben").get("/staff/barset-north/services/report/observations").content.decode()

    assert "Nobody has been watched on this service yet." in page
    assert "Take a phone and a colleague to the library" in page
    assert signed_in("ben").get("/staff/barset-north/services/moon/observations").status_code == 404


def test_a_step_says_how_many_notes_are_about_what_it_changes() -> None:
    from tests.web.steps.lives import proposed

    sends()
    sends(key="another-note-of-the-day", where=noted()["where"].replace("/vehicle/", "/start/"))
    step = proposed()

    page = signed_in("ben").get(f"/staff/barset-north/steps/barset-north/{step.id.replace('_', '-')}").content.decode()
    assert "Seen in the street: 1 note about what differs" in page
    assert NOTES in signed_in("ben").get("/staff/barset-north/services/permit").content.decode()
