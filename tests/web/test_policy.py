"""What browsers may do with our pages: said on every response, once, and never less than the setting says."""

from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

from footpath.web.policy import PolicyMiddleware


def test_every_page_says_what_a_browser_may_do() -> None:
    said = Client().get("/help/cookies").headers["Content-Security-Policy"]

    assert "default-src 'none'" in said
    assert "form-action 'self'" in said
    assert "unsafe" not in said


def test_another_setting_is_another_policy() -> None:
    answer = PolicyMiddleware(lambda request: HttpResponse())

    with override_settings(SECURE_CSP={"default-src": [CSP.SELF]}):
        said = answer(HttpRequest()).headers["Content-Security-Policy"]

    assert said == "default-src 'self'"
    assert answer(HttpRequest()).headers["Content-Security-Policy"] != said


def test_a_view_may_say_its_own() -> None:
    @csp_override({"img-src": [CSP.NONE]})
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert PolicyMiddleware(view)(HttpRequest()).headers["Content-Security-Policy"] == "img-src 'none'"


def test_no_policy_is_the_control_of_these_tests() -> None:
    assert "Content-Security-Policy" not in HttpResponse().headers
