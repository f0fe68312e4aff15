"""Mia rehearses on her own page: her volumes and beliefs, what comes out best, and what would change that."""

import time
from pathlib import Path
from typing import Any

import pytest

from footpath.adapters.rehearsals import Asked, Rehearsals
from footpath.evidence.rehearsing import ASSUMED, Assumptions
from footpath.web.plan import rehearse
from tests.web.county import signed_in

PAGE = "/staff/barset-north/plan/rehearse"
SMALL = {"authorities": "4", "parts": "1", "designs": "1", "years": "1", "step_weeks": "4"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def form(**other: str) -> dict[str, str]:
    plain = {name: f"{getattr(ASSUMED, name):g}" for name in Assumptions.__struct_fields__ if name != "volumes"}
    return {**plain, "volumes": "", "worlds": "3", **other}


def test_the_form_begins_with_what_is_assumed() -> None:
    page = signed_in("mia").get(PAGE).content.decode()

    assert "How well designers know beforehand" in page and 'name="rho" type="text" value="0.5"' in page
    assert "Everything else that is assumed" in page
    assert PAGE in signed_in("mia").get("/staff/barset-north/plan").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("rho", "2", "enter a number from 0 to 1"),
        ("rho", "often", "enter a number from 0 to 1"),
        ("rho", "nan", "enter a number from 0 to 1"),
        ("authorities", "1", "enter a whole number from 2 to 400"),
        ("years", "5.5", "enter a whole number from 1 to 10"),
        ("volumes", "Ryedale 35", "Line 1: There is no column authority, weekly."),
        ("volumes", "authority,weekly\nRyedale,many\nYork,20", "Line 2: weekly is "),
        ("worlds", "1000", "Select how many worlds"),
    ],
)
def test_what_cannot_be_is_said_where_it_was_typed_and_nothing_runs(
    field: str, value: str, says: str, home: Path
) -> None:
    response = signed_in("mia").post(PAGE, form(**{field: value}))

    assert response.status_code == 422
    assert says in response.content.decode() and f'href="#{field}' in response.content.decode()
    assert not (home / "rehearsals").exists()


def test_the_answer_stays_at_its_address_with_every_assumption(home: Path) -> None:
    client = signed_in("mia")
    sent = client.post(PAGE, form(**SMALL, volumes="authority,weekly\nRyedale,35\nYork,20"))
    assert sent.status_code == 303
    address = sent.headers["Location"]
    assert "We are working it out" in client.get(address).content.decode()

    page = waited_for(address)

    assert "Under these assumptions, best is: " in page and "more people of every thousand finish" in page
    assert page.count("<svg") == 5 and page.count('<th scope="row"') == 5
    assert "Which assumption changes the answer" in page
    assert "cases a week of each authority; none: 20 to 300, even in logs: 2 given, 55 a week together" in page
    assert "How well designers know beforehand" in page
    assert "significant" not in page
    assert (
        client.post(PAGE, form(**SMALL, volumes="authority,weekly\nRyedale,35\nYork,20")).headers["Location"] == address
    )


def waited_for(address: str) -> str:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        page: str = signed_in("mia").get(address).content.decode()
        if "We are working it out" not in page:
            return page
        time.sleep(0.5)
    pytest.fail("it was not worked out in two minutes")


def test_only_one_is_worked_out_at_a_time(home: Path) -> None:
    folder = home / "rehearsals"
    folder.mkdir()
    (folder / "running").write_text("a" * 64)

    response = signed_in("mia").post(PAGE, form())

    assert response.status_code == 409 and "Another rehearsal is running" in response.content.decode()
    assert "We are working it out" in signed_in("mia").get(f"{PAGE}/{'a' * 64}").content.decode()
    assert signed_in("mia").get(f"{PAGE}/{'b' * 64}").status_code == 404


def test_what_fails_says_so_and_the_next_one_may_begin(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footpath.adapters.rehearsals._words", lambda *_: ["--no-such-thing"])
    asked = Asked(assumed=ASSUMED, worlds=3)
    held = Rehearsals(home)

    assert held.start(asked)
    until = time.monotonic() + 60
    while held.found(asked.key) == "running" and time.monotonic() < until:
        time.sleep(0.2)

    assert held.found(asked.key) == "failed"
    assert "We could not work it out" in signed_in("mia").get(f"{PAGE}/{asked.key}").content.decode()
    assert not (home / "rehearsals" / "running").exists()


def test_every_number_that_can_be_assumed_has_a_field() -> None:
    assert {*rehearse.FIRST, *rehearse._REST, "volumes"} == set(Assumptions.__struct_fields__)
