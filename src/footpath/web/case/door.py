"""Who may open a case's page: whoever holds its secret, from a cookie or a link. The address alone opens nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from footpath.actions.doors import may_say
from footpath.definition.service import Edition, Service
from footpath.ports import Authority, CaseRow, NoSuchCase, World
from footpath.values import Lang, new_key
from footpath.web.doors import case_path, hand_key, opens, secret_of, unslug
from footpath.web.language import COOKIE, SeeOther, lang_of
from footpath.web.templating import frame, respond
from footpath.web.words import say
from footpath.web.world import world


class Here(msgspec.Struct, frozen=True, kw_only=True):
    """A case that was sent, opened by its resident, with all that its pages need."""

    world: World
    authority: Authority
    edition: Edition
    row: CaseRow
    lang: Lang

    @property
    def service(self) -> Service:
        return self.edition.service

    @property
    def path(self) -> str:
        return case_path(self.row.authority, self.row.id)

    @property
    def late(self) -> bool:
        return self.row.due is not None and self.row.due < self.world.clock.today()

    def say(self, text: str, **filled: object) -> str:
        return say(f"case.{text}", self.lang, **filled)

    def respond(self, template: str, /, *, status: int = 200, **facts: Any) -> HttpResponse:
        several = len(self.service.languages()) > 1
        around = frame(self.lang, self.authority, service=self.service.title.in_(self.lang), switches=several)
        return respond(around, template, status=status, **facts)


type Page = Callable[..., HttpResponse]


def opened(page: Page) -> Page:
    """A page of one case, for whoever holds its secret. One that is not there and one not theirs are answered alike."""

    @wraps(page)
    def view(request: HttpRequest, authority: str, case: str, **where: Any) -> HttpResponse:
        here = _open(request, unslug(authority), case)
        return page(request, here, **where) if here else closed(request)

    return view


def _open(request: HttpRequest, authority: str, case: str) -> Here | None:
    row = _row(authority, case)
    return _here(request, row) if row is not None and opens(row, secret_of(request, case)) else None


def _here(request: HttpRequest, row: CaseRow) -> Here:
    known = world().records.authority(row.authority)
    assert known is not None, "a case belongs to an authority that is there"
    edition = world().editions.edition(row.edition)
    return Here(
        world=world(),
        authority=known,
        edition=edition,
        row=row,
        lang=lang_of(request, edition.service.languages()),
    )


def asked(page: Page) -> Page:
    """The questions how it was, for whoever holds the link of our email: it opens them, and nothing of the case.

    In the language of the case, until the reader chooses another.
    """

    @wraps(page)
    def view(request: HttpRequest, authority: str, case: str, secret: str) -> HttpResponse:
        row = _row(unslug(authority), case)
        if row is None or row.stage == "withdrawn" or not may_say(world(), row, secret):
            return closed(request)
        here = _here(request, row)
        if COOKIE not in request.COOKIES and row.lang in here.service.languages():
            here = msgspec.structs.replace(here, lang=row.lang)
        return page(request, here)

    return view


def _row(authority: str, case: str) -> CaseRow | None:
    """None for a draft too: its own pages are where it is filled in."""
    try:
        row = world().records.case(authority, case)
    except NoSuchCase:
        return None
    return row if row.submitted is not None else None


def come_back(request: HttpRequest, authority: str, case: str, secret: str) -> HttpResponse:
    """The link of an email: the browser is given the secret, and the address without it is shown."""
    row = _row(unslug(authority), case)
    if row is None or not opens(row, secret):
        return closed(request)
    path = case_path(row.authority, row.id)
    response = SeeOther(f"{path}/")
    hand_key(response, request, path=path, case=row.id, secret=secret)
    return response


def closed(request: HttpRequest) -> HttpResponse:
    lang = lang_of(request)
    return respond(
        frame(lang),
        "case/page.jinja",
        status=404,
        title=say("case.closed_title", lang),
        lines=[say("case.closed", lang)],
        link={"href": "/case/find", "text": say("case.closed_next", lang)},
    )


def fresh_key() -> str:
    return new_key(world().chance.bytes(16))
