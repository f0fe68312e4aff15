"""The short way and the long way give the same answers, with the same headers, to the same requests."""

import re
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from hypothesis import example, given
from hypothesis import strategies as st

from footpath.actions.doors import secret_of
from footpath.ports import CaseRow
from footpath.web import short_way
from footpath.web.resident import places
from footpath.web.world import world
from tests.web.county import barset as barset
from tests.web.county import drafts

SHORT = "footpath.web.short_way.ShortWayMiddleware"
LONG_ALONE = [each for each in settings.MIDDLEWARE if each != SHORT]
KEY = "kd5l5LUOKBoalFtQHKFJKg"

words = st.sampled_from(["a", "barset-north", "case", "check", "health", "help", "save", "sent", "staff", "static"])
slugs = st.one_of(words, st.from_regex(r"[a-z][a-z0-9-]{0,5}", fullmatch=True))
keys = st.one_of(st.just(KEY), st.from_regex(r"[A-Za-z0-9_-]{19,21}", fullmatch=True))
paths = st.one_of(
    st.builds("/{}/{}/{}/{}".format, slugs, slugs, keys, slugs),
    st.builds("/{}/{}/".format, slugs, slugs),
    st.builds("/{}/{}/{}".format, slugs, slugs, slugs),
    st.text("/abz-_0~A.\n", max_size=60).map("/{}".format),
)


def routes(patterns: list[Any], so_far: str = "") -> Iterator[str]:
    """Every address there is, as the urlconf writes it."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, so_far + str(each.pattern))
        else:
            assert isinstance(each, URLPattern)
            yield so_far + str(each.pattern)


def test_it_takes_no_address_to_another_place_than_the_urlconf_does() -> None:
    @hypothesis.settings(deadline=None)  # the first look reads every address there is
    @given(paths)
    @example(f"/barset-north/permit/{KEY}/where")
    @example(f"/barset-north/permit/{KEY}/check")
    @example(f"/barset-north/permit/{KEY}/where\n")
    def law(path: str) -> None:
        check(path)

    law()
    filled = {"key": KEY, "number": "1", "council": "barset-north", "id": "abc"}
    for route in routes(get_resolver().url_patterns):
        check("/" + re.sub(r"<(\w+):\w+>", lambda found: filled.get(found[1], "abc"), route))


def check(path: str) -> None:
    found = short_way.place_of(path)
    if found is None:
        return
    match = resolve(path)
    assert (found[0], found[1]) == (match.func, match.kwargs)


def test_it_takes_the_pages_of_a_journey() -> None:
    """The control of the law above: had it taken none, the law would hold, too."""
    taken = [short_way.place_of(f"/barset-north/permit/{end}") for end in ("", f"{KEY}/where", f"{KEY}/check")]

    assert all(taken)


def test_the_comparison_sees_a_view_that_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short_way, "_NOT_HERE", frozenset())

    with pytest.raises((AssertionError, Resolver404)):
        check(f"/barset-north/permit/{KEY}/save")


# --- answers


def asha_at(row: CaseRow, **options: Any) -> Client:
    """A browser that holds the case's secret."""
    client = Client(**options)
    client.cookies[f"case-{row.id}"] = secret_of(world(), row) or ""
    return client


def answer(row: CaseRow, method: str, path: str, *, short: bool, **more: Any) -> HttpResponse:
    """With the first of the middlewares, or without it."""
    knows = more.pop("knows", True)
    with override_settings(MIDDLEWARE=settings.MIDDLEWARE if short else LONG_ALONE):
        client = asha_at(row, enforce_csrf_checks=True, raise_request_exception=False)
        if not knows:
            client.cookies.clear()
        return client.generic(method, path, **more)  # type: ignore[return-value]


def said(response: HttpResponse) -> tuple[int, dict[str, str], bytes, list[str]]:
    """All that it says, but for what is drawn by chance."""
    body = re.sub(rb'name="(csrfmiddlewaretoken|key)" value="[^"]+"', b"DRAWN", response.content)
    return response.status_code, dict(response.headers), body, sorted(response.cookies)


WAYS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "the start": ("GET", "/barset-north/permit/", {}),
    "a service that is not there": ("GET", "/barset-north/zoo/", {}),
    "a page": ("GET", "{}/vehicle", {}),
    "a page to change": ("GET", "{}/vehicle?change=yes", {}),
    "the other language": ("GET", "{}/vehicle?lang=cy", {}),
    "a page that is not there": ("GET", "{}/zoo", {}),
    "somebody else's": ("GET", "{}/vehicle", {"knows": False}),
    "check answers": ("GET", "{}/check", {}),
    "the confirmation, too early": ("GET", "{}/sent", {}),
    "save": ("GET", "{}/save", {}),
    "only the headers": ("HEAD", "{}/vehicle", {}),
    "another method": ("PUT", "{}/vehicle", {}),
    "a form without its token": ("POST", "{}/vehicle", {"data": b"seen=1"}),
    "a form of another site": ("POST", "{}/vehicle", {"data": b"", "headers": {"origin": "https://evil.example"}}),
    "a host that is not ours": ("GET", "{}/vehicle", {"headers": {"host": "evil.example"}}),
    "a host that is none": ("GET", "{}/vehicle", {"headers": {"host": "a b"}}),
    "by https": ("GET", "{}/vehicle", {"secure": True}),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("https", [False, True])
def test_the_answer_and_its_headers_are_the_same(way: str, https: bool) -> None:
    row = drafts()
    method, path, more = WAYS[way]
    path = path.format(f"/barset-north/permit/{row.id}")

    with override_settings(SECURE_SSL_REDIRECT=https, SECURE_HSTS_SECONDS=9 if https else 0):
        short, long = (said(answer(row, method, path, short=each, **more)) for each in (True, False))

    assert short == long


@pytest.mark.parametrize("short", [True, False])
def test_what_goes_wrong_with_us_is_a_page_either_way(short: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    row = drafts()

    def broken(*_: object) -> bool:
        raise RuntimeError

    monkeypatch.setattr(places, "opens", broken)
    response = answer(row, "GET", f"/barset-north/permit/{row.id}/where", short=short)

    assert response.status_code == 500
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert b"govuk-" in response.content


def test_a_form_with_its_token_is_taken_and_another_is_not() -> None:
    row = drafts()
    client = asha_at(row, enforce_csrf_checks=True)
    where = f"/barset-north/permit/{row.id}/where"
    found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(where).content)
    assert found is not None
    sent = {"csrfmiddlewaretoken": found[1].decode(), "seen": str(row.seq), "postcode": "OX1 1AA"}

    assert client.post(where, {**sent, "csrfmiddlewaretoken": "a" * 64}).status_code == 403
    assert client.post(where, sent).status_code == 303


def test_a_host_that_was_ours_lets_no_other_in() -> None:
    """The last good host is remembered; another is asked about again."""
    row = drafts()
    client = asha_at(row)
    where = f"/barset-north/permit/{row.id}/where"

    hosts = ("testserver", "evil.example", "testserver")
    assert [client.get(where, headers={"host": host}).status_code for host in hosts] == [200, 400, 200]


def test_every_answer_of_the_short_way_says_how_long_it_is() -> None:
    row = drafts()
    response = asha_at(row).get(f"/barset-north/permit/{row.id}/where")

    assert response.headers["Content-Length"] == str(len(response.content))
    assert HttpResponse().headers.get("Content-Length") is None, "or nothing is said here"


class Tired:
    """A middleware of somebody’s own that lets nobody in."""

    def __init__(self, get_response: object) -> None:
        pass

    def __call__(self, request: object) -> HttpResponse:
        return HttpResponse(status=418)


def test_a_middleware_that_somebody_adds_is_not_passed_by() -> None:
    row = drafts()
    where = f"/barset-north/permit/{row.id}/where"

    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, f"{__name__}.Tired"]):
        assert asha_at(row).get(where).status_code == 418

    assert asha_at(row).get(where).status_code == 200, "or nobody was let in anyway"
