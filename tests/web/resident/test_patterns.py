"""Every page keeps to the patterns: one heading, its label, hints that are heard, errors to the letter."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.people import NORTH
from tests.web.resident.browsing import Browser, PageReader
from tests.web.resident.conftest import offer
from tests.web.resident.every_kind import EVERY_KIND, every_kind_answers
from tests.web.resident.ways import BIN, PERMIT, bin_answers, checks, goes_on, permit_answers, place, starts

ALL = "/barset-north/every-kind/"


@pytest.fixture(autouse=True)
def every_kind(barset: object) -> None:
    offer(EVERY_KIND, NORTH)


def pages_of(address: str, lang: str) -> Iterator[tuple[str, Browser]]:
    """Every page of questions on the way, each before it is answered."""
    answers: Mapping[str, Mapping[str, Any]] = {
        PERMIT: permit_answers(
            **{
                "permits-held": {"permits_held": "1"},
                "vehicle": {"registration": "AB12CDE", "fuel": "diesel", "co2": ""},
            }
        ),
        BIN: bin_answers(**{"bins/0": {"stream": "food", "left_at": "elsewhere"}}),
        ALL: every_kind_answers(),
    }[address]
    browser = starts(address, lang=lang)
    for _ in range(60):
        here = place(browser)
        if here == "check":
            return
        yield here, browser
        if place(browser) != here:
            browser.go(f"{address}{browser.address.split('/')[3]}/{here}")
        browser.send(answers[here])
        assert not browser.page.errors, (here, browser.page.errors)


WAYS = [(address, lang) for address in (PERMIT, BIN, ALL) for lang in ("en", "cy")]


@pytest.mark.parametrize(("address", "lang"), WAYS)
def test_every_page_has_one_heading_a_title_that_begins_with_it_a_back_link_and_one_button(
    address: str, lang: str
) -> None:
    for here, browser in pages_of(address, lang):
        read = browser.page
        assert len(read.h1) == 1, (here, read.h1)
        heading = re.sub(r" \((optional|dewisol)\)$", "", read.h1[0])
        assert read.title.startswith(heading), (here, read.title, heading)
        assert {"en": "Back", "cy": "Yn ôl"}[lang] in read.links, here
        primary = [
            held for tag, held in read.tags if tag == "button" and "govuk-button" in (held.get("class") or "").split()
        ]
        assert len(primary) == 1, here
        assert {"en": "Continue", "cy": "Parhau"}[lang] in read.buttons, here
        assert len(read.ids) == len(set(read.ids)), here


@pytest.mark.parametrize(("address", "lang"), WAYS)
def test_on_a_page_of_one_question_its_label_is_the_heading_and_on_others_it_is_not(address: str, lang: str) -> None:
    for here, browser in pages_of(address, lang):
        in_label = re.findall(r'<h1 class="govuk-(?:label-wrapper|fieldset__heading)">', browser.html)
        alone = re.findall(r'<h1 class="govuk-heading-l">', browser.html)
        assert len(in_label) + len(alone) == 1, here
        titled = here in ("vehicle", "collection-day", "bins", "bins/0", "things", "together")
        assert bool(alone) is titled, here


@pytest.mark.parametrize(("address", "lang"), WAYS)
def test_every_box_has_a_label_and_whatever_describes_it_is_there(address: str, lang: str) -> None:
    for here, browser in pages_of(address, lang):
        check_wiring(here, browser.page)


def check_wiring(here: str, read: PageReader) -> None:
    labelled = {held["for"] for tag, held in read.tags if tag == "label"}
    for tag, held in read.tags:
        if tag in ("input", "textarea") and held.get("type") != "hidden":
            assert held.get("id") in labelled, (here, held)
            assert held.get("type") != "number", (here, held)
            assert "placeholder" not in held, (here, held)
            assert "checked" not in held or held.get("type") in ("radio", "checkbox")
        for described in (held.get("aria-describedby") or "").split():
            assert described in read.ids, (here, described)


@pytest.mark.parametrize(("address", "lang"), WAYS)
def test_nothing_is_chosen_beforehand(address: str, lang: str) -> None:
    for here, browser in pages_of(address, lang):
        assert not [held for tag, held in browser.page.tags if "checked" in held], here


@pytest.mark.parametrize(("address", "lang"), WAYS)
def test_a_page_sent_empty_says_what_to_put_right_to_the_letter(address: str, lang: str) -> None:
    seen = 0
    for here, browser in pages_of(address, lang):
        before = browser.page
        browser.send({})
        if place(browser) != here:
            continue  # everything on it was optional
        seen += 1
        read = browser.page
        error, problem = {"en": ("Error: ", "There is a problem"), "cy": ("Gwall: ", "Mae problem")}[lang]
        assert read.title.startswith(error), here
        assert read.h1 == before.h1, here
        check_wiring(here, read)

        main = browser.html[browser.html.index("<main") :]
        summary = main.index("govuk-error-summary")
        assert summary < main.index("<h1"), here
        assert problem in main
        assert 'tabindex="-1"' in main[summary : summary + 200], here

        links = [(to, says) for says, to in read.links.items() if to.startswith("#") and says not in _SKIP]
        assert links, here
        for to, says in links:
            assert to.removeprefix("#") in read.ids, (here, to)
            assert f"{error}{says}" in read.errors, (here, says, read.errors)
        # The box it leads to, or the group around it, is described by the error.
        assert re.search(r'aria-describedby="[^"]*-error\b[^"]*"', browser.html), here
    assert seen >= 4


_SKIP = {"Skip to main content", "Neidio i’r prif gynnwys"}


@pytest.mark.parametrize("lang", ["en", "cy"])
def test_what_was_typed_is_still_there_beside_the_error(lang: str) -> None:
    browser = starts(PERMIT, lang=lang)
    browser.send({"home-line-1": "1 <Chantry> & Row", "home-town": "", "home-postcode": "not a postcode"})

    assert len(browser.page.errors) == 2
    held = browser.form()
    assert held["home-line-1"] == ["1 <Chantry> & Row"]
    assert held["home-postcode"] == ["not a postcode"]


def test_choices_and_lines_that_were_typed_are_still_there_beside_the_error() -> None:
    browser = starts(ALL)
    answers = every_kind_answers()
    for _ in range(60):
        if place(browser) == "together":
            break
        browser.send(answers[place(browser)])
    browser.send({"colours": ["red", "blue"], "size": "small", "story": "\nfirst\n  second <b>", "weight": "heavy"})

    assert browser.page.errors == ["Error: What it weighs must be a number, like 30"]
    held = browser.form()
    assert held["colours"] == ["red", "blue"]
    assert held["size"] == ["small"]
    assert held["story"] == ["\nfirst\n  second <b>"]
    assert held["weight"] == ["heavy"]


def test_only_the_box_at_fault_of_a_date_is_marked() -> None:
    browser = goes_on(
        starts(PERMIT), permit_answers(vehicle={"registration": "ab12cde", "fuel": "diesel"}), until="diesel"
    )
    browser.send({"first_registered-day": "3", "first_registered-month": "", "first_registered-year": "2014"})

    marked = [
        held["id"]
        for tag, held in browser.page.tags
        if tag == "input" and "govuk-input--error" in (held.get("class") or "")
    ]
    assert marked == ["first_registered-month"]


# --- what a browser is told of each box


def test_boxes_about_the_person_can_be_filled_in_by_the_browser() -> None:
    found = {}
    for _, browser in pages_of(PERMIT, "en"):
        for tag, held in browser.page.tags:
            if tag == "input" and held.get("autocomplete"):
                found[held["name"]] = held["autocomplete"]

    assert found == {
        "home-line-1": "address-line1",
        "home-line-2": "address-line2",
        "home-town": "address-level2",
        "home-postcode": "postal-code",
        "full_name": "name",
        "email": "email",
        "phone": "tel",
    }


def test_numbers_bring_up_a_keypad_and_names_are_not_spelt_for_anybody() -> None:
    seen = {}
    for _, browser in pages_of(PERMIT, "en"):
        for tag, held in browser.page.tags:
            if tag == "input":
                seen[held.get("name")] = held

    assert seen["permits_held"]["inputmode"] == "numeric"
    assert seen["first_registered-day"]["inputmode"] == "numeric"
    assert seen["full_name"]["spellcheck"] == "false"
    assert seen["email"]["type"] == "email"
    assert seen["phone"]["type"] == "tel"


def test_a_date_is_three_boxes_with_an_example_nobody_can_turn_round() -> None:
    browser = goes_on(
        starts(PERMIT), permit_answers(vehicle={"registration": "ab12cde", "fuel": "diesel"}), until="diesel"
    )
    names = [held["name"] for tag, held in browser.page.tags if tag == "input" and held.get("type") == "text"]

    assert names == ["first_registered-day", "first_registered-month", "first_registered-year"]
    assert re.search(r"(?:2[0-9]|1[3-9]) [1-9] 20\d\d", browser.page.text)


def test_an_option_set_apart_comes_after_an_or_and_rules_out_the_others() -> None:
    browser = starts(ALL)
    for _ in range(60):
        if place(browser) == "apart":
            break
        browser.send(every_kind_answers()[place(browser)])

    html = browser.html
    assert html.index("govuk-checkboxes__divider") > html.index('value="mon"')
    exclusive = [held["value"] for tag, held in browser.page.tags if held.get("data-behaviour") == "exclusive"]
    assert exclusive == ["none"]


def test_every_question_says_why_where_its_author_did() -> None:
    for here, browser in pages_of(PERMIT, "en"):
        assert "Why we ask th" in browser.page.text, here
        assert browser.html.index("<details") > browser.html.index("Continue"), here


def test_the_check_page_has_a_change_link_with_hidden_text_for_each_answer() -> None:
    read = checks().page
    rows = [held for tag, held in read.tags if tag == "dt"]
    changes = [says for says in read.links if says.startswith("Change ")]

    assert len(changes) == len(rows) - 1  # all but what it costs
    assert all(len(says) > len("Change ") for says in changes)
    assert "Not provided" in read.text


def test_the_confirmation_says_what_happens_next_and_when_and_how_to_reach_somebody() -> None:
    read = checks().send().page

    for said in ("What happens next", "within 7 days", "01632 960 100", "help@barset-north.example", "Your reference"):
        assert said in read.text
    assert {"See how your case is going", "What you told us", "Tell us what you think of this service"} <= set(
        read.links
    )
