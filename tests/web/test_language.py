"""Which language a page is in, and the switch that keeps the place."""

import pytest
from django.test import RequestFactory

from footpath.web.language import SeeOther, lang_of, switch_href, switched


def request(address: str, lang: str = ""):  # type: ignore[no-untyped-def]
    made = RequestFactory().get(address)
    if lang:
        made.COOKIES["lang"] = lang
    return made


def test_english_until_somebody_chooses() -> None:
    assert lang_of(request("/")) == "en"
    assert lang_of(request("/", "cy")) == "cy"
    assert lang_of(request("/", "fr")) == "en"


def test_a_service_without_welsh_is_english_throughout() -> None:
    assert lang_of(request("/", "cy"), ("en",)) == "en"


def test_the_switch_remembers_the_language_and_shows_the_same_place() -> None:
    response = switched(request("/barset-north/bin/x/name?change=yes&lang=cy"))

    assert response is not None
    assert response.status_code == 303
    assert response.headers["Location"] == "/barset-north/bin/x/name?change=yes"
    assert response.cookies["lang"].value == "cy"


def test_a_language_that_there_is_not_is_not_remembered() -> None:
    response = switched(request("/?lang=%0d%0aSet-Cookie:x"))

    assert response is not None
    assert response.headers["Location"] == "/"
    assert not response.cookies


def test_nothing_is_switched_where_no_language_is_asked_for() -> None:
    assert switched(request("/?change=yes")) is None


def test_the_switch_stands_where_the_page_is() -> None:
    assert switch_href("en") == "?lang=cy"
    assert switch_href("cy", "change=yes") == "?change=yes&lang=en"


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "evil", ""])
def test_a_way_on_never_leads_to_another_site(elsewhere: str) -> None:
    with pytest.raises(AssertionError):
        SeeOther(elsewhere)
