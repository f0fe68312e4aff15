"""How Asha gets through the two services: what she fills in, page by page."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from footpath.site.clock import uk_today
from tests.web.resident.browsing import Browser

PERMIT = "/barset-north/resident-parking-permit/"
BIN = "/barset-north/missed-bin/"


def bill() -> SimpleUploadedFile:
    return SimpleUploadedFile("bill.pdf", b"%PDF-1.7 one page", content_type="application/pdf")


def permit_answers(**other: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """A petrol car, and no permit yet: nothing to prove, and a rule decides once she has paid."""
    return {
        "home": {"home-line-1": "1 Chantry Row", "home-town": "Barchester", "home-postcode": "ox11aa"},
        "main-home": {"main_home": "yes"},
        "permits-held": {"permits_held": "0"},
        "time-here": {"settled": "yes"},
        "vehicle": {"registration": "ab12 cde", "fuel": "petrol", "co2": "120"},
        "diesel": dated("first_registered", date(2014, 12, 31)),
        "proof": {"address_proof": bill()},
        "name": {"full_name": "Asha Siân O’Brien-Łuczak"},
        "email": {"email": "asha@example.com"},
        "phone": {"phone": ""},
        "declaration": {"promise": "yes"},
        **other,
    }


def bin_answers(**other: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Somebody fetches her bins, so she may tell us at any time."""
    return {
        "collection-day": dated("collection_day", uk_today() - timedelta(days=1)),
        "assisted": {"assisted": "yes"},
        "tag": {"tagged": "no"},
        "bins/0": {"stream": "rubbish", "left_at": "edge"},
        "bins": {"bins-another": "no"},
        "address": {"address-line-1": "1 Chantry Row", "address-town": "Barchester", "address-postcode": "OX1 1AA"},
        "directions": {"directions": "By the blue gate"},
        "email": {"email": "asha@example.com"},
        **other,
    }


def dated(question: str, day: date) -> dict[str, str]:
    return {f"{question}-day": str(day.day), f"{question}-month": str(day.month), f"{question}-year": str(day.year)}


def place(browser: Browser) -> str:
    """Where a browser is, below its case: home, bins/0, check."""
    return "/".join(browser.address.partition("?")[0].split("/")[4:])


def starts(address: str, *, lang: str = "en") -> Browser:
    browser = Browser()
    if lang != "en":
        browser.go(f"{address}?lang={lang}")
    browser.go(address)
    browser.send()
    assert browser.status == 200, browser.status
    return browser


def goes_on(browser: Browser, answers: Mapping[str, Mapping[str, Any]], *, until: str = "check") -> Browser:
    """Answers page after page until the page `until`, which she finds before her."""
    for _ in range(40):
        if place(browser) == until:
            return browser
        here = place(browser)
        before = (browser.address, len(browser.seen))
        browser.send(answers[here])
        assert browser.status == 200, (here, browser.status, browser.page.text)
        assert not browser.page.errors, (here, browser.page.errors)
        assert (browser.address, len(browser.seen)) != before
    raise AssertionError(f"never came to {until}: at {browser.address}")


def checks(
    address: str = PERMIT, answers: Mapping[str, Mapping[str, Any]] | None = None, *, lang: str = "en"
) -> Browser:
    """Before the check page, with everything answered."""
    filled = answers or (permit_answers() if address == PERMIT else bin_answers())
    return goes_on(starts(address, lang=lang), filled)


def case_of(browser: Browser) -> str:
    return browser.address.split("/")[3]
