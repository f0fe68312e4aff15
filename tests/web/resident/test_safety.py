"""No text that an author or a resident writes becomes anything but text."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import yaml

from footpath.definition.load import load_service
from footpath.definition.service import Edition
from footpath.definition.yaml import read_plain
from tests.people import NORTH
from tests.web.resident.browsing import Browser, PageReader
from tests.web.resident.conftest import EXEMPLARS, offer
from tests.web.resident.every_kind import SOURCE, every_kind_answers
from tests.web.resident.ways import PERMIT, goes_on, permit_answers, place, starts

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    '[x](/" onmouseover="alert(1))',
    "{% if x %}{# x #}{%- raw -%}",
    "${alert(1)}<!--",
    "&lt;script&gt;alert(1)",
]

# What our own templates may put on a page. A text that became anything else has become more than text.
TAGS = {
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "div", "nav", "section", "span", "main",
    "form", "input", "button", "svg", "path", "details", "summary", "h1", "h2", "h3", "p", "ul", "ol", "li", "label",
    "fieldset", "legend", "textarea", "dl", "dt", "dd", "footer", "strong", "br", "table", "caption", "thead", "tbody",
    "tr", "th", "td", "time",
}  # fmt: skip


def harm(html: str) -> list[str]:
    """What on this page could run or lead astray."""
    found = []
    page = PageReader(html)
    for tag, held in page.tags:
        if tag not in TAGS:
            found.append(f"<{tag}>")
        for name, value in held.items():
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "background"):
                found.append(f"{name}={value}")
            if name in ("href", "src", "action") and not re.match(
                r"(https?://|/(?!/)|\?|#|mailto:|tel:|[\w-]+(\?|/|$)|\.\./)", value or "/"
            ):
                found.append(f"{name}={value}")
            if name == "href" and re.match(r"(javascript|data|vbscript):", value or "", re.IGNORECASE):
                found.append(f"{name}={value}")
    scripts = [held for tag, held in page.tags if tag == "script"]
    if [held.get("src") for held in scripts] != ["/static/start.js"]:
        found.append(f"scripts: {scripts}")
    return found


def test_the_look_for_harm_finds_it() -> None:
    page = '<script type="module" src="/static/start.js"></script>'
    assert not harm(page)
    assert harm(page + "<script>alert(1)</script>")
    assert harm(page + "<img src=x>")
    assert harm(page + '<p onclick="x">')
    assert harm(page + '<a href="javascript:x">')
    assert harm(page + '<a href="//evil.example">')
    assert harm("")


# Keys whose texts people read, and those under which everything is such a text.
_FOR_PEOPLE = {"title", "ask", "hint", "why", "say", "next", "summary", "says", "one", "for", "guidance",
               "label", "together", "because", "used_for", "owner", "law"}  # fmt: skip


class _Dumper(yaml.SafeDumper):
    """Writes exact numbers as they are."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(Decimal, lambda dumper, number: dumper.represent_scalar("tag:yaml.org,2002:float", str(number)))


def poisoned(source: str, payload: str) -> Edition:
    """A definition in which every text for people carries the payload."""
    written = read_plain(source, file="x.yaml")
    assert isinstance(written, dict), written
    written.pop("examples", None)

    def poison(value: Any, key: str) -> Any:
        match value:
            case dict() if set(value) <= {"en", "cy"}:
                return {lang: f"{payload} {text}" for lang, text in value.items()}
            case dict():
                return {name: poison(inner, str(name)) for name, inner in value.items()}
            case list():
                return [poison(inner, key) for inner in value]
            case str() if key in _FOR_PEOPLE:
                return f"{payload} {value}"
            case _:
                return value

    loaded = load_service(
        yaml.dump(poison(written, ""), Dumper=_Dumper, allow_unicode=True, sort_keys=False), file="x.yaml"
    )
    assert isinstance(loaded, Edition), loaded
    return loaded


def everything(address: str, answers: Any) -> Iterator[str]:
    """Every page of a way, each with its errors too, in both languages."""
    for lang in ("en", "cy"):
        browser = Browser().go(f"{address}?lang={lang}").go(address)
        browser.send()
        for _ in range(40):
            here = place(browser)
            if here == "check":
                break
            browser.send({})
            if place(browser) == here:
                browser.send(answers()[here])
        assert place(browser) == "check", (place(browser), browser.page.errors)
        browser.go("save").send({"email": "nobody"})
        browser.go(f"{address}{browser.address.split('/')[3]}/check")
        browser.send()
        browser.click({"en": "What you told us", "cy": "Beth ddywedoch chi wrthym"}[lang])
        browser.go(address.rpartition("/")[0].rpartition("/")[0] + "/")
        browser.go("/help/privacy")
        yield from (seen.content.decode() for seen in browser.seen if seen.status_code != 303)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_definition_becomes_more_than_text(payload: str) -> None:
    offer(poisoned(SOURCE, payload), NORTH)

    pages = list(everything("/barset-north/every-kind/", every_kind_answers))

    assert len(pages) > 40
    for html in pages:
        assert not harm(html), harm(html)


@pytest.mark.parametrize("payload", PAYLOADS[:4])
def test_no_text_of_the_permit_becomes_more_than_text(payload: str) -> None:
    source = (EXEMPLARS / "resident_parking_permit/service.yaml").read_text()
    offer(poisoned(source, payload), NORTH)
    browser = starts(PERMIT)
    browser.send({**permit_answers()["home"], "home-postcode": "SW1A 1AA"})  # the exit's texts
    browser.click("Back")
    goes_on(browser, permit_answers()).send()

    for seen in browser.seen:
        if seen.status_code == 200:
            assert not harm(seen.content.decode())


@pytest.mark.parametrize("payload", [*PAYLOADS, "=cmd|' /C calc'!A0", "\u202egnp.exe", "x" * 199])
def test_no_answer_becomes_more_than_text(payload: str) -> None:
    answers = permit_answers(
        home={"home-line-1": payload, "home-line-2": payload, "home-town": payload[:90], "home-postcode": "OX1 1AA"},
        name={"full_name": payload},
    )
    browser = starts(PERMIT)
    browser.send({"home-line-1": payload, "home-town": "", "home-postcode": payload})
    goes_on(browser, answers)
    browser.click("Change What is your full name?")
    seen = browser.form()["seen"]
    browser.send({"full_name": payload + "!"})
    browser.go(f"{PERMIT}{browser.address.split('/')[3]}/name")
    browser.send({"full_name": payload + "?", "seen": "1"})
    assert browser.status == 409
    browser.go(f"{PERMIT}{browser.address.split('/')[3]}/save").send({"email": payload})
    browser.go(f"{PERMIT}{browser.address.split('/')[3]}/check").send()
    browser.click("What you told us")

    assert seen
    for response in browser.seen:
        if response.status_code != 303:
            assert not harm(response.content.decode()), harm(response.content.decode())


def test_a_file_of_any_name_is_shown_as_text() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    name = "<img src=x onerror=alert(1)>.pdf"
    answers = permit_answers(
        **{
            "permits-held": {"permits_held": "1"},
            "proof": {"address_proof": SimpleUploadedFile(name, b"%PDF-1.7")},
        }
    )
    browser = goes_on(starts(PERMIT), answers, until="name").click("Back")

    assert "We have your file" in browser.page.text
    assert not harm(browser.html)
