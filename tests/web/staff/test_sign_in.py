"""Ben signs in; nobody else does as Ben."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from footpath.web.staff import sign_in
from tests.web.county import PASSWORD, signed_in
from tests.web.resident.browsing import Browser

SIGN_IN = "/staff/sign-in"


def tries(name: str = "ben", password: str = PASSWORD, **other: str) -> tuple[Client, int, str]:
    client = Client()
    response = client.post(SIGN_IN, {"username": name, "password": password, **other})
    return client, response.status_code, response.headers.get("Location", response.content.decode())


def test_ben_signs_in_by_the_form_and_is_at_his_queue() -> None:
    browser = Browser().go("/staff/")
    assert browser.address == f"{SIGN_IN}?next=/staff/"

    browser.send({"username": "ben", "password": PASSWORD})

    assert browser.address == "/staff/barset-north/queue"
    assert "Ben Okafor" in browser.page.text


def test_who_works_for_two_authorities_chooses() -> None:
    page = signed_in("both").get("/staff/").content.decode()

    assert "Where do you want to work?" in page
    assert 'href="/staff/barset-north/queue"' in page
    assert 'href="/staff/barset-south/queue"' in page


def test_who_has_no_role_is_told_whom_to_ask() -> None:
    assert "Ask your service manager" in signed_in("none").get("/staff/").content.decode()


def test_a_wrong_name_and_a_wrong_password_are_the_same_answer() -> None:
    _, status, wrong_password = tries(password="wrong")
    _, same, wrong_name = tries(name="nobody", password="wrong")

    assert status == same == 422
    assert "Error: Sign in" in wrong_password
    assert "Enter a staff name and a password that belong together" in wrong_password
    assert wrong_password.replace('value="ben"', "").count("belong") == wrong_name.count("belong")


def test_an_empty_box_is_named() -> None:
    _, _, page = tries(name="", password="")

    assert "Enter your staff name" in page
    assert "Enter your password" in page


def test_the_password_is_never_shown_again() -> None:
    assert "hunter2-hunter2" not in tries(password="hunter2-hunter2")[2]


def test_somebody_who_left_cannot_sign_in() -> None:
    from footpath.adapters.records.models import Staff

    Staff.objects.filter(id="ben").update(is_active=False)

    assert tries()[1] == 422


def test_somebody_who_left_meanwhile_is_out_at_the_next_page() -> None:
    from footpath.adapters.records.models import Staff

    ben = signed_in("ben")
    Staff.objects.filter(id="ben").update(is_active=False)

    assert ben.get("/staff/barset-north/queue").status_code in (303, 404)


# --- the session


def test_a_session_key_that_was_planted_is_worth_nothing() -> None:
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["staff"] = planted

    client.post(SIGN_IN, {"username": "ben", "password": PASSWORD})

    assert client.cookies["staff"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()
    thief = Client()
    thief.cookies["staff"] = planted
    assert thief.get("/staff/barset-north/queue").status_code == 303


def test_the_form_token_changes_as_somebody_signs_in() -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(SIGN_IN)
    before = client.cookies["csrftoken"].value

    client.post(SIGN_IN, {"username": "ben", "password": PASSWORD, "csrfmiddlewaretoken": before})

    assert client.cookies["csrftoken"].value != before


def test_signing_out_ends_the_session_and_takes_a_press_of_the_button() -> None:
    ben = signed_in("ben")
    key = ben.cookies["staff"].value

    assert ben.get("/staff/sign-out").status_code == 405
    assert ben.get("/staff/barset-north/queue").status_code == 200
    assert ben.post("/staff/sign-out").headers["Location"] == SIGN_IN
    assert not Session.objects.filter(session_key=key).exists()
    assert ben.get("/staff/barset-north/queue").status_code == 303


def test_the_session_cookie_is_for_staff_pages_alone() -> None:
    client, _, _ = tries()
    cookie = client.cookies["staff"]

    assert cookie["path"] == "/staff/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


# --- where it leads

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "https:///evil.example",
    "javascript:alert(1)",
    " https://evil.example",
    "\thttps://evil.example",
    "/staff/\r\nSet-Cookie: a=b",
    "//testserver@evil.example/",
    "https://testserver.evil.example/",
    "http://testserver:80@evil.example/",
    "data:text/html,x",
    "/barset-north/permit/",
    "/",
]


@pytest.mark.parametrize("next_", ELSEWHERE)
def test_nobody_is_sent_elsewhere_after_signing_in(next_: str) -> None:
    _, status, location = tries(next=next_)
    assert (status, location) == (302, "/staff/")

    response = Client().post(f"{SIGN_IN}?next={next_}", {"username": "ben", "password": PASSWORD})
    assert response.headers["Location"] == "/staff/"


def test_the_page_that_was_asked_for_comes_after_signing_in() -> None:
    here = "/staff/barset-north/queue?tab=waiting"
    assert tries(next=here)[2] == here
    asked = Client().get(here)
    assert asked.headers["Location"] == f"{SIGN_IN}?next=/staff/barset-north/queue%3Ftab%3Dwaiting"


def test_what_was_posted_before_signing_in_is_not_done_and_its_page_is_shown_after() -> None:
    response = Client().post("/staff/barset-north/cases/FP-222-222/take")

    assert response.headers["Location"] == f"{SIGN_IN}?next=/staff/barset-north/cases/FP-222-222"


# --- guessing


def test_after_ten_wrong_tries_from_one_place_not_even_the_right_password_is_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = Client()
    monkeypatch.setattr("django.contrib.auth.forms.authenticate", lambda *a, **k: None)  # a slow hash each, spared
    for _ in range(sign_in.HERE.tries):
        assert client.post(SIGN_IN, {"username": "ben", "password": "wrong"}).status_code == 422
    monkeypatch.undo()

    refused = client.post(SIGN_IN, {"username": "ben", "password": PASSWORD})

    assert refused.status_code == 429
    assert "Wait 15 minutes" in refused.content.decode()
    # Somewhere else, Ben is not locked out of his own desk by whoever guesses.
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    assert elsewhere.post(SIGN_IN, {"username": "ben", "password": PASSWORD}).status_code == 302


def test_without_the_limit_guessing_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what the test above sees is the limit, and nothing else."""
    monkeypatch.setattr("django.contrib.auth.forms.authenticate", lambda *a, **k: None)
    monkeypatch.setattr(sign_in, "too_often", lambda counted: False)
    client = Client()

    statuses = {client.post(SIGN_IN, {"username": "ben", "password": "wrong"}).status_code for _ in range(20)}

    assert statuses == {422}


@pytest.mark.parametrize("name", ["\x00", "ben\x00", "x" * 500, "'; DROP TABLE staff; --", "ben\r\nX: y", "\ud800"])
def test_odd_names_are_wrong_names(name: str) -> None:
    try:
        _, status, _ = tries(name=name, password="x")
    except UnicodeEncodeError:  # the test client itself cannot send half a character
        return

    assert status in (400, 422)
