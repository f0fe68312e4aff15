"""A person with a browser, as far as a benchmark needs one: follows redirects, keeps cookies, fills forms in."""

import html
import http.client
import re
import time
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import msgspec

_HIDDEN = re.compile(rb'<input[^>]*type="hidden"[^>]*>')
_NAME = re.compile(rb'name="([^"]*)"')
_VALUE = re.compile(rb'value="([^"]*)"')

type Fields = Mapping[str, str | list[str]]


class LostTheWay(Exception):
    """The site answered something that a person could not go on from; the message holds what it said."""


class Journey(msgspec.Struct, frozen=True, kw_only=True):
    """What to fill in on which page, the page known by the last part of its address."""

    begin: str  # the address to begin at
    begin_by: str  # GET or POST
    pages: Mapping[str, Fields]
    last: re.Pattern[str]  # the address of the confirmation
    ends_with: bytes  # words the confirmation must hold
    get_first: bool = False  # begin_by POST: open the start page first, for its token


class Walked(msgspec.Struct, frozen=True, kw_only=True):
    seconds: tuple[float, ...]  # of each request
    addresses: tuple[str, ...]


class Browser:
    """One connection, kept open, and one jar of cookies."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[tuple[str, str], str] = {}  # (name, path): value
        self.seconds: list[float] = []
        self.addresses: list[str] = []

    def ask(self, method: str, address: str, body: bytes | None = None) -> tuple[int, str | None, bytes]:
        headers = {"Accept": "text/html", "Origin": f"http://127.0.0.1:{self._port}"}
        found = "; ".join(f"{n}={v}" for (n, path), v in self.cookies.items() if address.startswith(path))
        if found:
            headers["Cookie"] = found
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self._line.request(method, address, body, headers)
        answer = self._line.getresponse()
        text = answer.read()
        self.seconds.append(time.perf_counter() - began)
        self.addresses.append(f"{method} {address}")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                pair, *rest = value.split(";")
                key, _, held = pair.strip().partition("=")
                path = next((r.strip()[5:] for r in rest if r.strip().lower().startswith("path=")), "/")
                self.cookies[key, path] = held
        return answer.status, answer.getheader("Location"), text

    def close(self) -> None:
        self._line.close()


def hidden(page: bytes) -> dict[str, str]:
    """The hidden fields of a page: tokens, and what was seen."""
    found = {}
    for field in _HIDDEN.findall(page):
        name, value = _NAME.search(field), _VALUE.search(field)
        if name:
            found[name[1].decode()] = html.unescape(value[1].decode()) if value else ""
    return found


def walk(port: int, journey: Journey) -> Walked:
    """One complete journey, from the first request to the confirmation."""
    browser = Browser(port)
    try:
        body = None
        if journey.begin_by == "POST":
            kept = {}
            if journey.get_first:
                _, _, page = browser.ask("GET", journey.begin)
                kept = hidden(page)
            body = urlencode(kept).encode()
        status, where, page = browser.ask(journey.begin_by, journey.begin, body)
        address = journey.begin
        for _ in range(60):  # far more than any of these journeys has: a loop is a fault to be told of
            if status in (301, 302, 303):
                assert where is not None
                address = urlsplit(where).path
                status, where, page = browser.ask("GET", address)
                continue
            if status != 200:
                raise LostTheWay(f"{address} answered {status}: {page[:2000]!r}")
            if journey.last.search(address):
                if journey.ends_with not in page:
                    raise LostTheWay(f"{address} is not the confirmation: {page[:3000]!r}")
                return Walked(seconds=tuple(browser.seconds), addresses=tuple(browser.addresses))
            fields = journey.pages.get(address.rstrip("/").rsplit("/", 1)[-1])
            if fields is None or b"There is a problem" in page:
                raise LostTheWay(f"Nothing to fill in at {address}: {page[:6000]!r}")
            filled = urlencode({**hidden(page), **fields}, doseq=True).encode()
            status, where, page = browser.ask("POST", address, filled)
        raise LostTheWay(f"No end in sight: {browser.addresses[-6:]}")
    finally:
        browser.close()
