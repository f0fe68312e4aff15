"""What Asha tells us is on her pages and in her case, and nowhere else."""

import logging
import re
from pathlib import Path

import pytest
from django.test import Client

import footpath
from footpath.site.logs import WithoutValues
from footpath.web.world import world
from tests.people import NORTH
from tests.web.resident.browsing import Browser
from tests.web.resident.ways import BIN, PERMIT, case_of, checks, goes_on, permit_answers, starts

WEB = Path(footpath.__file__).parent / "web"
CANARIES = {
    "home": {"home-line-1": "77 Canary Wharfside", "home-town": "Canarytown", "home-postcode": "OX1 1AA"},
    "name": {"full_name": "Zebedee Canaryman"},
    "email": {"email": "zebedee.canary@example.org"},
    "phone": {"phone": "07700 900 982"},
    "vehicle": {"registration": "CN12 ARY", "fuel": "petrol", "co2": "120"},
}
SIGNS = re.compile(r"canary|zebedee|900 ?982|CN12|OX1 ?1AA", re.IGNORECASE)


def journey() -> Browser:
    """With mistakes, a save, a change, a crossing of windows and everything there is."""
    answers = permit_answers(**CANARIES)
    browser = starts(PERMIT)
    browser.send({"home-line-1": "77 Canary Wharfside", "home-postcode": "zebedee"})
    goes_on(browser, answers)
    browser.click("Save and come back later").send({"email": "zebedee.canary@example.org"})
    browser.go(f"{PERMIT}{case_of(browser)}/check")
    browser.click("Change What is your full name?").send({"full_name": "Zebedee Canaryman II"})
    browser.go(f"{PERMIT}{case_of(browser)}/name").send({"full_name": "Zebedee III", "seen": "1"})
    browser.go(f"{PERMIT}{case_of(browser)}/name").send({"full_name": "Zebedee\x00"})
    browser.go(f"{PERMIT}{case_of(browser)}/nothing-canary")
    browser.go(f"{PERMIT}{case_of(browser)}/check").send()
    browser.click("What you told us")
    return browser


def test_no_address_holds_anything_that_was_typed() -> None:
    browser = journey()

    addresses = [seen.request["PATH_INFO"] + "?" + seen.request["QUERY_STRING"] for seen in browser.seen]
    addresses += [seen.headers.get("Location", "") for seen in browser.seen]
    addresses += list(browser.page.links.values())
    assert len(addresses) > 40
    assert not [address for address in addresses if SIGNS.search(address.replace("nothing-canary", ""))]


def test_no_log_line_holds_anything_that_was_typed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.WARNING)  # queries are never logged outside tests

    journey()

    lines = [WithoutValues().format(record) for record in caplog.records]
    assert lines, "an answer out of two windows and an odd sign are warnings, so there are lines to look at"
    assert not [line for line in lines if SIGNS.search(line.replace("nothing-canary", ""))]


def test_the_look_into_the_log_finds_what_it_looks_for(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("footpath").warning("Zebedee Canaryman has an answer")

    assert [record for record in caplog.records if SIGNS.search(WithoutValues().format(record))]


def test_the_journal_holds_nothing_that_was_typed() -> None:
    browser = journey()

    entries = world().records.journal(NORTH, case_of(browser))

    assert len(entries) > 10
    assert not [entry for entry in entries if SIGNS.search(repr(entry.event))]


def test_a_browser_is_given_three_cookies_and_no_script_can_read_them() -> None:
    browser = Browser().go(f"{PERMIT}?lang=cy").go(f"{PERMIT}?lang=en")
    browser.send()
    goes_on(browser, permit_answers()).send()
    case = case_of(browser)
    given: dict[str, set[str]] = {}
    for response in browser.seen:
        for name, morsel in response.cookies.items():
            given.setdefault(name, set()).add(str(morsel["path"]))
            assert morsel["httponly"] or name == "csrftoken", name
            assert morsel["samesite"] == "Lax", name

    assert given == {
        "lang": {"/"},
        "csrftoken": {"/"},
        f"case-{case}": {PERMIT + case, f"/case/barset-north/{case}"},
    }


def test_over_https_every_cookie_is_secure(settings: pytest.FixtureRequest) -> None:
    settings.CSRF_COOKIE_SECURE = True  # type: ignore[attr-defined]
    client = Client()
    first = client.get(f"{PERMIT}?lang=cy", secure=True)
    page = client.get(PERMIT, secure=True)
    started = client.post(PERMIT, {}, secure=True, headers={"referer": f"https://testserver{PERMIT}"})

    cookies = [*first.cookies.values(), *page.cookies.values(), *started.cookies.values()]
    assert len(cookies) >= 3
    assert all(morsel["secure"] for morsel in cookies)


def test_a_residents_request_touches_no_session() -> None:
    browser = checks().send()

    assert not any(hasattr(seen.wsgi_request, "session") for seen in browser.seen)


def test_no_page_of_a_case_is_kept_by_anybody_on_the_way() -> None:
    browser = journey()

    for seen in browser.seen:
        if seen.status_code == 200 and f"/{case_of(browser)}" in seen.request["PATH_INFO"]:
            assert "no-store" in seen.headers["Cache-Control"], seen.request["PATH_INFO"]


def test_every_page_may_run_only_our_own_script() -> None:
    browser = journey()

    for seen in browser.seen:
        policy = seen.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "<script>" not in seen.content.decode()
        assert " style=" not in seen.content.decode()


NOT_OURS = re.compile(
    r"crest|crown|gds.?transport|[\"']nta|gov\.uk logo|govuk-logotype|govuk-crest|@font-face", re.IGNORECASE
)


def test_nothing_that_is_served_has_the_crest_the_crown_or_the_font_of_gov_uk() -> None:
    browser = journey()
    for address in (
        "/",
        "/barset-north/",
        BIN,
        "/help/accessibility",
        "/help/privacy",
        "/help/cookies",
        "/theme/icon.svg",
    ):
        browser.seen.append(browser.client.get(address))
    browser.seen.append(browser.client.get("/theme/barset-north.css"))

    for seen in browser.seen:
        assert not NOT_OURS.search(seen.content.decode()), NOT_OURS.search(seen.content.decode())


def test_no_style_or_picture_has_them_either() -> None:
    assets = WEB / "assets"
    if not (assets / "site.css").exists():
        pytest.fail("The styles are not built. Run ./run setup.")
    styles = (assets / "site.css").read_text()

    assert "govuk-button" in styles
    assert not NOT_OURS.search(styles), NOT_OURS.search(styles)
    assert not re.search(r"url\((?!data:image/svg)", styles)
    assert {file.suffix for file in assets.rglob("*") if file.is_file()} <= {".css", ".js"}


def test_the_look_for_crests_and_fonts_finds_them() -> None:
    for seeded in (
        'font-family:"GDS Transport"',
        "govuk-crest.svg",
        '<svg class="govuk-logotype-crown">',
        "@font-face{",
    ):
        assert NOT_OURS.search(seeded)
