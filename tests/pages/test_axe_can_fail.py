"""The accessibility check is seen failing: each of these defects is planted in a page that passes without it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.conftest import violations

GOOD = """<!doctype html><html lang="en"><head><title>Where you live – Barset</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:16px sans-serif;color:#111;background:#fff;margin:8px}
a{color:#1d70b8;display:inline-block;min-height:24px}
button,input{min-height:32px;font-size:16px}</style></head>
<body><header><a href="#main">Skip to main content</a></header>
<main id="main"><h1>Where do you live?</h1>
<form><label for="home">Your address</label><input id="home" name="home" autocomplete="street-address">
<fieldset><legend>What does it run on?</legend>
<input type="radio" id="petrol" name="fuel" value="petrol"><label for="petrol">Petrol</label>
<input type="radio" id="diesel" name="fuel" value="diesel"><label for="diesel">Diesel</label></fieldset>
<ul><li>One thing</li></ul>
<img alt="A permit" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<button>Continue</button></form></main></body></html>"""

DEFECTS = {
    "the page has no language": ('<html lang="en">', "<html>"),
    "the language is no language": ('lang="en"', 'lang="xx-nowhere"'),
    "the page has no title": ("<title>Where you live – Barset</title>", "<title></title>"),
    "zooming is forbidden": ("initial-scale=1", "initial-scale=1, maximum-scale=1, user-scalable=no"),
    "a field has no label": ('<label for="home">Your address</label>', "Your address"),
    "the text is too pale": ("color:#111", "color:#999"),
    "a button says nothing": ("<button>Continue</button>", "<button></button>"),
    "a link says nothing": ('<a href="#main">Skip to main content</a>', '<a href="#main"></a>'),
    "a picture has no words": (' alt="A permit"', ""),
    "autocomplete is not a word of the standard": ('autocomplete="street-address"', 'autocomplete="home-place"'),
    "a list holds what is no item": ("<ul><li>One thing</li></ul>", "<ul><div>One thing</div></ul>"),
    "an item is in no list": ("<ul><li>One thing</li></ul>", "<div><li>One thing</li></div>"),
    "a role is made up": ("<form>", '<form role="questionaire">'),
    "an aria word is misspelt": ('id="home"', 'id="home" aria-labeledby="x"'),
    "an aria value is none": ('id="home"', 'id="home" aria-invalid="sort-of"'),
    "something hidden takes the focus": ("<button>", '<div aria-hidden="true"><a href="#x">x</a></div><button>'),
    "a touch target is tiny": (
        "<button>Continue</button>",
        "<button>Continue</button><p>"
        "<button style='min-height:0;padding:0;width:9px;height:9px;font-size:6px'>a</button>"
        "<button style='min-height:0;padding:0;width:9px;height:9px;font-size:6px'>b</button></p>",
    ),
}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One for all: each test puts a whole document of its own in the place of what was there."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def test_the_page_without_a_defect_passes(page: Page, axe_source: str) -> None:
    page.set_content(GOOD)

    assert violations(page, axe_source) == []


@pytest.mark.parametrize("defect", DEFECTS, ids=str)
def test_a_planted_defect_is_found(page: Page, axe_source: str, defect: str) -> None:
    sound, broken = DEFECTS[defect]
    assert sound in GOOD
    page.set_content(GOOD.replace(sound, broken))

    assert violations(page, axe_source) != []


def test_a_page_that_scrolls_sideways_is_found(page: Page, check_axe: Callable[..., None]) -> None:
    page.set_content(GOOD.replace("<h1>", "<h1 style='width:900px'>"))

    with pytest.raises(AssertionError, match="sideways"):
        check_axe(page, widths=(320,))


@pytest.mark.parametrize("within", ["{}", "@supports (color: red) {{ {} }}", "@layer ours {{ {} }}"])
def test_a_width_at_which_a_sheet_says_something_else_is_looked_at_again(
    page: Page, check_axe: Callable[..., None], within: str
) -> None:
    sheet = within.format("@media (min-width: 500px) { h1 { color: #bbb } }")
    page.set_content(GOOD.replace("<style>", f"<style>{sheet}"))

    check_axe(page, widths=(320,))
    with pytest.raises(AssertionError, match=r"(?s)at 640 px.*color-contrast"):
        check_axe(page, widths=(320, 640))


def test_what_is_too_small_at_one_width_alone_is_found_whatever_the_sheets_say(
    page: Page, check_axe: Callable[..., None]
) -> None:
    small = "min-height:0;padding:0;font-size:6px;width:calc(51px - 6.5vw);height:calc(51px - 6.5vw)"
    page.set_content(
        GOOD.replace(
            "<button>Continue</button>", f"<p><button style='{small}'>a</button><button style='{small}'>b</button></p>"
        )
    )

    check_axe(page, widths=(320,))
    with pytest.raises(AssertionError, match=r"(?s)at 640 px.*target-size"):
        check_axe(page, widths=(320, 640))
