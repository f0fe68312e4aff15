"""What authors and residents write becomes HTML in which they can do no harm."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.web.prose import as_typed, paragraph, prose

ALLOWED = {"p", "ul", "ol", "li", "h2", "h3", "a", "strong", "br"}
ATTRIBUTES = {"class", "href"}


class _Tags(HTMLParser):
    """Every tag with its attributes, as a browser would read them."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html)
    return parser.seen


def harmless(html: str) -> bool:
    return all(
        tag in ALLOWED
        and set(attributes) <= ATTRIBUTES
        and re.match(r"^(https?://|mailto:|tel:|/(?!/)|/$|#)", attributes.get("href") or "/", re.IGNORECASE)
        for tag, attributes in tags(html)
    )


def test_a_text_becomes_paragraphs_lists_headings_and_links() -> None:
    text = """You live **outside** the zone.

## What now
- see [visitor parking](/visitor-parking)
- phone us
  on a weekday

1. first
2) second
"""
    assert str(prose(text)) == (
        '<p class="govuk-body">You live <strong>outside</strong> the zone.</p>\n'
        '<h2 class="govuk-heading-m">What now</h2>\n'
        '<ul class="govuk-list govuk-list--bullet">'
        '<li>see <a class="govuk-link" href="/visitor-parking">visitor parking</a></li>'
        "<li>phone us on a weekday</li></ul>\n"
        '<ol class="govuk-list govuk-list--number"><li>first</li><li>second</li></ol>'
    )


@pytest.mark.parametrize(
    "target",
    ["javascript:alert", "JaVaScRiPt:alert", "data:text/html,x", "//evil.example", "vbscript:x", "\\\\evil", "x"],
)
def test_a_link_to_anywhere_else_is_shown_as_its_text(target: str) -> None:
    assert str(paragraph(f"See [this]({target}).")) == "See this."


@given(st.text() | st.text(alphabet="[]()<>*#-1. \n\"'&/:javscript", max_size=200))
def test_nothing_that_is_written_becomes_a_tag_or_link_that_can_do_harm(text: str) -> None:
    assert harmless(str(prose(text)))
    assert harmless(str(paragraph(text)))
    assert harmless(str(as_typed(text)))


def test_the_check_for_harm_can_fail() -> None:
    assert not harmless("<script>alert(1)</script>")
    assert not harmless('<p onclick="x">')
    assert not harmless('<a href="javascript:alert(1)">')
    assert not harmless('<a href="//evil.example">')


def test_what_somebody_typed_keeps_its_lines() -> None:
    assert str(as_typed("Dear Ben,\nthe [gate](/x) is <shut>.\n\nAsha")) == (
        '<p class="govuk-body">Dear Ben,<br>the [gate](/x) is &lt;shut&gt;.</p>\n<p class="govuk-body">Asha</p>'
    )
