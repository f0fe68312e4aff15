"""A case opens to its secret, and to nothing else."""

import hashlib

from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from footpath.web.doors import hand_key, opens, slug, unslug
from tests.people import starts
from tests.world import MemoryWorld


def a_case():  # type: ignore[no-untyped-def]
    from tests.people import row_of, settle

    world = MemoryWorld()
    settle(world)
    opened = starts(world)
    return row_of(world, opened), opened.secret


ROW, SECRET = a_case()


def test_a_case_opens_to_the_secret_it_was_given() -> None:
    assert opens(ROW, SECRET)


@given(st.text())
def test_it_opens_to_nothing_else(offered: str) -> None:
    assert not opens(ROW, offered) or offered == SECRET


def test_what_the_records_hold_opens_nothing() -> None:
    assert not opens(ROW, ROW.door)
    assert not opens(ROW, ROW.id)
    assert not opens(ROW, "")
    assert ROW.door == hashlib.sha256(SECRET.encode()).hexdigest()


def test_the_cookie_is_for_this_cases_pages_and_for_no_script() -> None:
    response = HttpResponse()

    hand_key(response, RequestFactory().get("/", secure=True), path="/a/b/c", case="c", secret=SECRET)

    cookie = response.cookies["case-c"]
    assert (cookie["path"], cookie["httponly"], cookie["secure"], cookie["samesite"]) == ("/a/b/c", True, True, "Lax")
    assert not cookie["max-age"]
    assert not cookie["expires"]


@given(st.from_regex(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", fullmatch=True))
def test_an_id_comes_back_from_its_address(id_: str) -> None:
    assert unslug(slug(id_)) == id_
