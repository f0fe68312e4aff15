"""A change has its terms: why, until when, and what becomes of people half-way."""

from datetime import date, timedelta

import pytest
from django.test import Client

from footpath.actions.publish_adaptation import Published, publish_adaptation
from footpath.definition.changes import Kept, Set
from footpath.web.world import world
from tests.people import NORTH
from tests.web.county import signed_in
from tests.web.editor.conftest import CHANGE, REGISTRATION, SERVICE, draft, edit, form_on, send
from tests.web.editor.test_upgrading import OURS
from tests.web.resident.browsing import PageReader

HINT = f"{REGISTRATION}.hint"


def text(response: object) -> str:
    return PageReader(response.content.decode()).text  # type: ignore[attr-defined]


def sheet(client: Client, number: int = 0) -> str:
    marks = client.get(CHANGE).content.decode().split("/reason?of=")[1:]
    return f"{CHANGE}/reason?of={marks[number].split('"')[0]}"


def until(day: date | None) -> dict[str, str]:
    parts = ("", "", "") if day is None else (str(day.day), str(day.month), str(day.year))
    return dict(zip(("until__day", "until__month", "until__year"), parts, strict=True))


@pytest.fixture
def soon() -> date:
    return world().clock.today() + timedelta(days=30)


def test_a_change_gets_a_last_day_and_a_better_reason(adopted: Kept, mia: Client, soon: date) -> None:
    edit(mia, HINT, to__en="The office is closed this month")

    done = send(mia, sheet(mia), because="We are moving house", **until(soon))

    assert done.headers["Location"] == f"{CHANGE}?done=saved"
    assert draft().changes == (
        Set(path=HINT, to="The office is closed this month", because="We are moving house", until=soon),
    )
    assert f"Until {soon.isoformat()}" in text(mia.get(CHANGE))
    edit(mia, HINT, to__en="The office is closed until May")
    assert draft().changes[0].until == soon, "another wording for the same time"
    send(mia, sheet(mia), because="We are moving house", **until(None))
    assert draft().changes[0].until is None


def test_what_is_published_comes_back_after_what_holds_for_a_while(adopted: Kept, mia: Client, soon: date) -> None:
    done = publish_adaptation(
        world(), authority=NORTH, service=SERVICE, changes=OURS, by="staff:mia", because="It says what is different"
    )
    assert isinstance(done, Published), done
    edit(mia, HINT, to__en="The office is closed this month")
    send(mia, sheet(mia), because="We are moving house", **until(soon))

    assert draft().changes == (
        *OURS,
        Set(path=HINT, to="The office is closed this month", because="We are moving house", until=soon),
    )
    edit(mia, HINT, to__en="The office is closed until May", because="Clearer")
    assert draft().changes[:-1] == OURS


@pytest.mark.parametrize(
    ("day", "month", "year", "says"),
    [
        ("31", "2", "2090", "must be a real date"),
        ("1", "", "", "must be a real date"),
        ("1", "1", "26", "must be a real date"),
        ("1", "1", "2001", "must be today or later"),
    ],
)
def test_a_day_that_is_none_or_is_over_is_said(
    adopted: Kept, mia: Client, day: str, month: str, year: str, says: str
) -> None:
    edit(mia, HINT, to__en="One")

    refused = send(mia, sheet(mia), because="b", until__day=day, until__month=month, until__year=year)

    assert refused.status_code == 422
    assert says in text(refused)
    assert f'value="{year}"' in refused.content.decode() or not year
    assert "You have not changed anything yet" in text(send(mia, sheet(mia), because="It is clearer"))


def test_answers_of_people_half_way_follow_by_a_formula(adopted: Kept, mia: Client) -> None:
    edit(mia, "pages.phone", "remove")
    edit(
        mia,
        "pages",
        "add",
        title__en="Calling you",
        ask__en="May we call you?",
        type="yes_no",
        why__en="Some things are quicker said",
        used_for="Calling",
        after="email",
    )
    removed = sheet(mia)
    assert "What about people who are half-way?" in text(mia.get(removed))

    wrong = send(mia, removed, because="b", halfway="move", carry__call="fone != null")
    assert wrong.status_code == 422
    assert "Did you mean phone?" in text(wrong)
    send(mia, removed, because="b", halfway="move", **{"carry-call": "phone != null"})

    assert draft().changes[0].carry == {"call": "phone != null"}
    send(mia, sheet(mia), because="b", halfway="stay")
    assert draft().changes[0].carry is None


def test_two_who_say_terms_at_once_are_told(adopted: Kept, mia: Client) -> None:
    edit(mia, HINT, to__en="One")
    address = sheet(mia)
    carried = form_on(mia, address)
    edit(signed_in("mia"), "pages.vehicle", "move", after="home")

    late = mia.post(address, {**carried, "because": "My reason"})

    assert late.status_code == 409
    assert "My reason" in late.content.decode()
    assert mia.get(f"{CHANGE}/reason?of=nothing").status_code == 409
    assert signed_in("ben").get(address).status_code in (403, 404)
