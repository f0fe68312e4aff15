"""A browser without a screen or scripts: it reads forms out of pages and sends them as they are filled in."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

type Filled = Mapping[str, str | list[str] | SimpleUploadedFile]


class PageReader(HTMLParser):
    """What is on a page: its title, heading, links, forms with what their fields hold, and all its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.title = ""
        self.h1: list[str] = []
        self.links: dict[str, str] = {}
        self.forms: list[dict[str, Any]] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.errors: list[str] = []
        self.buttons: list[str] = []
        self._text: list[str] = []
        self._open: list[tuple[str, int, dict[str, str | None]]] = []
        self._area: str | None = None
        self.feed(html)
        self.text = " ".join("".join(self._text).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.append((tag, held))
        if held.get("id"):
            self.ids.append(str(held["id"]))
        if tag == "form":
            self.forms.append({"action": held.get("action"), "fields": {}, "names": set()})
        if tag in ("input", "textarea", "button") and held.get("name") and self.forms:
            self._field(tag, held)
        if tag not in _VOID:
            self._open.append((tag, len(self._text), held))

    def _field(self, tag: str, held: dict[str, str | None]) -> None:
        form, name = self.forms[-1], str(held["name"])
        form["names"].add(name)
        if tag == "button":
            return
        if tag == "textarea":
            self._area = name
            return
        if held.get("type") in ("radio", "checkbox"):
            if "checked" in held:
                form["fields"].setdefault(name, []).append(held.get("value") or "on")
        elif held.get("type") != "file":
            form["fields"].setdefault(name, []).append(held.get("value") or "")

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            opened, since, held = self._open.pop()
            said = "".join(self._text[since:])
            words = " ".join(said.split())
            if opened == "title":
                self.title = words
            elif opened == "h1":
                self.h1.append(words)
            elif opened == "a" and held.get("href"):
                self.links[words] = str(held["href"])
            elif opened == "button":
                self.buttons.append(words)
            elif opened == "p" and "govuk-error-message" in (held.get("class") or ""):
                self.errors.append(words)
            elif opened == "textarea" and self._area:
                # A browser drops the first line break of a text area.
                self.forms[-1]["fields"][self._area] = [said.removeprefix("\n")]
                self._area = None
            if opened == tag:
                break


_VOID = {"input", "br", "link", "meta", "img", "hr"}


class Browser:
    """One person's browser: it keeps cookies, checks nothing it should not know, and goes where it is sent."""

    def __init__(self, **options: Any) -> None:
        self.client = Client(enforce_csrf_checks=True, **options)
        self.address = ""
        self.html = ""
        self.page = PageReader("")
        self.status = 0
        self.seen: list[HttpResponse] = []

    def go(self, address: str) -> "Browser":
        return self._arrive(self.client.get(self._from_here(address)), self._from_here(address))

    def click(self, link: str) -> "Browser":
        return self.go(self.page.links[link])

    def form(self, number: int = -1) -> dict[str, list[str]]:
        """What the fields of a form hold; of several forms the last is the page's own."""
        return {name: list(values) for name, values in self.page.forms[number]["fields"].items()}

    def send(self, fields: Filled | None = None, *, form: int = -1, without: tuple[str, ...] = ()) -> "Browser":
        """The form as it stands, with these fields filled in."""
        data: dict[str, Any] = self.form(form)
        for name, value in (fields or {}).items():
            data[name] = value
        for name in without:
            data.pop(name, None)
        action = self.page.forms[form]["action"]
        address = self._from_here(action) if action else self.address
        return self._arrive(self.client.post(address, data), address)

    def _arrive(self, response: HttpResponse, address: str) -> "Browser":
        self.seen.append(response)
        self.address = address
        for _ in range(10):
            if response.status_code not in (301, 302, 303):
                break
            self.address = self._from_here(response.headers["Location"])
            response = self.client.get(self.address)
            self.seen.append(response)
        else:
            raise AssertionError("sent in circles")
        self.status = response.status_code
        self.html = response.content.decode()
        self.page = PageReader(self.html)
        return self

    def _from_here(self, address: str) -> str:
        if address.startswith("http://testserver"):
            address = address.removeprefix("http://testserver")
        if address.startswith("/"):
            return address
        base = self.address.partition("?")[0]
        if address.startswith("?"):
            return base + address
        parts = base.split("/")[:-1]
        for step in address.split("/"):
            if step == "..":
                parts.pop()
            elif step != ".":
                parts.append(step)
        return "/".join(parts)
