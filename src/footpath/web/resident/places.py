"""Where a request is: which authority, which service, whose case. What is not theirs is not there: a 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse

from footpath.actions.move_case import move_case
from footpath.definition.service import Edition, Service
from footpath.ports import Authority, CaseRow, NoSuchCase, World
from footpath.rules import OverBudget
from footpath.values import Lang
from footpath.web.doors import journey_path, opens, secret_of, unslug
from footpath.web.language import lang_of, switched
from footpath.web.resident.errors import not_allowed, too_much_work
from footpath.web.world import world

type View = Callable[..., HttpResponse]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A case that this browser may open, with all that its pages need."""

    world: World
    authority: Authority
    edition: Edition
    row: CaseRow
    lang: Lang
    secret: str

    @property
    def service(self) -> Service:
        return self.edition.service

    @property
    def path(self) -> str:
        return journey_path(self.row.authority, self.row.service, self.row.id)


def page(*methods: str) -> Callable[[View], View]:
    """A page that is asked for with these methods, in the reader's language. HEAD is a GET whose page nobody reads."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **where: Any) -> HttpResponse:
            method = "GET" if request.method == "HEAD" else request.method
            if method not in methods:
                return not_allowed(request, *methods)
            if method == "GET" and request.META.get("QUERY_STRING") and (elsewhere := switched(request)):
                return elsewhere
            try:
                return view(request, **where)
            except OverBudget:
                return too_much_work(request)

        return answer

    return decorate


def find_authority(slug: str) -> Authority:
    known = world().records.authority(unslug(slug))
    if known is None:
        raise Http404
    return known


def find_row(*, authority: str, service: str, case: str) -> CaseRow:
    """The case of this address, whoever asks: it is shown to nobody before its door is tried."""
    try:
        row = world().records.case(unslug(authority), case)
    except NoSuchCase:
        raise Http404 from None
    if row.service != unslug(service) or row.stage == "erased":
        raise Http404
    return row


def find_case(request: HttpRequest, *, authority: str, service: str, case: str) -> Place:
    """The case of this address, if this browser holds its secret."""
    here = world()
    row = find_row(authority=authority, service=service, case=case)
    secret = secret_of(request, case)
    if not opens(row, secret):
        raise Http404
    known = here.records.authority(row.authority)
    assert known is not None, "a case belongs to an authority that is there"
    if request.method != "POST" and row.stage == "answering":
        # A form that comes in is one of the edition it was shown on: it is the next page that may be of a newer one.
        row = move_case(here, row)
    edition = here.editions.edition(row.edition)
    return Place(
        world=here,
        authority=known,
        edition=edition,
        row=row,
        lang=lang_of(request, edition.service.languages()),
        secret=secret,
    )
