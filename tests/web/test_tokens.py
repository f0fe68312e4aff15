"""A form's token is taken, and a made-up one is not."""

from django.middleware.csrf import CSRF_ALLOWED_CHARS, _does_token_match
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from footpath.web.tokens import form_token

SECRETS = st.text(CSRF_ALLOWED_CHARS, min_size=32, max_size=32)


@given(SECRETS, SECRETS)
def test_our_token_is_one_that_django_takes_for_this_browser_and_no_other(secret: str, other: str) -> None:
    request = RequestFactory().get("/")
    request.META["CSRF_COOKIE"] = secret

    token = form_token(request)

    assert _does_token_match(token, secret)
    assert secret == other or not _does_token_match(token, other)


@given(SECRETS)
def test_every_page_has_another_token(secret: str) -> None:
    request = RequestFactory().get("/")
    request.META["CSRF_COOKIE"] = secret

    assert len({form_token(request) for _ in range(10)}) == 10


def test_a_new_visitor_is_given_a_cookie() -> None:
    request = RequestFactory().get("/")

    token = form_token(request)

    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]
    assert _does_token_match(token, request.META["CSRF_COOKIE"])
