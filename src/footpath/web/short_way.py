"""The short way to the pages of somebody's case, which are nearly everything that is asked for."""

import re
from collections.abc import Callable
from typing import Any, Final, cast

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.core.handlers.exception import response_for_exception
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.security import SecurityMiddleware
from django.urls import resolve

from footpath.web.policy import PolicyMiddleware
from footpath.web.resident.check import check
from footpath.web.resident.questions import questions
from footpath.web.resident.sent import sent
from footpath.web.resident.start import service as start

type Answer = Callable[[HttpRequest], HttpResponseBase]
type View = Callable[..., HttpResponse]
type Stored = dict[str, tuple[str, str]]

# A part of what `footpath.web.urls` takes, and never anything else: tests/web/test_short_way.py compares the two.
_PAGE: Final = re.compile(
    r"/(?!(?:case|health|help|staff|static|theme)/)([a-z][a-z0-9-]{0,99})/([a-z][a-z0-9-]{0,99})/"
    r"(?:([A-Za-z0-9_-]{20,64})/([a-z][a-z0-9-]{0,99}))?"
)
_VIEWS: Final[dict[str, View]] = {"check": check, "sent": sent}
_NOT_HERE: Final = frozenset({"save"})
_METHODS: Final = frozenset({"GET", "POST"})
# Whose work is done here. With any other between them there is no short way: nothing that is added is passed by.
KNOWN: Final = frozenset(
    {
        "footpath.web.short_way.ShortWayMiddleware",
        "django.middleware.security.SecurityMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "footpath.web.policy.PolicyMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "footpath.web.staff_only.StaffOnlyMiddleware",
    }
)


class ShortWayMiddleware:
    """Before all others. A page of a case is answered here; whatever is in any way unusual goes the long way.

    Through Django's resolver and seven middlewares, 0.1 ms of a page's 0.4 are spent on asking each of them whether it
    has something to do. What they do for these pages is always the same: the host is one of ours, a form has its token,
    and the answer has its headers. So Django checks the host once for each that is named, its own middleware checks
    every token, and its own middlewares are asked once, when the process starts, for what they say on every page.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Answer) -> None:
        if not KNOWN.issuperset(settings.MIDDLEWARE):
            raise MiddlewareNotUsed
        self._long_way = get_response
        self._csrf = CsrfViewMiddleware(cast("Any", get_response))
        self._always = {secure: _said_always(secure=secure) for secure in (False, True)}
        self._https_alone = settings.SECURE_SSL_REDIRECT
        self._known_host = ""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        place = place_of(request.path_info)
        if place is None or request.method not in _METHODS or not self._is_usual(request):
            return self._long_way(request)
        view, where = place
        self._csrf.process_request(request)
        try:
            response = self._csrf.process_view(request, view, (), where) or view(request, **where)
        except Exception as fault:
            # As at each of Django's middlewares: whatever goes wrong becomes a page of ours, which asks where it was.
            request.resolver_match = resolve(request.path_info)
            response = response_for_exception(request, fault)
        self._csrf.process_response(request, response)
        # `headers.setdefault` looks through each name and value again, at 1.2 µs for each of seven.
        said: Stored = response.headers._store
        for name, pair in self._always[request.is_secure()].items():
            said.setdefault(name, pair)
        said.setdefault("content-length", ("Content-Length", str(len(response.content))))
        return response

    def _is_usual(self, request: HttpRequest) -> bool:
        """By https where it must be, at a host that Django has found to be one of ours."""
        if self._https_alone and not request.is_secure():
            return False
        host = request.META.get("HTTP_HOST", "")
        if host != self._known_host or not host:
            try:
                request.get_host()
            except DisallowedHost:
                return False
            self._known_host = host
        return True


def place_of(path: str) -> tuple[View, dict[str, str]] | None:
    """The view of an address and what it is given; None where the urlconf has to be asked."""
    found = _PAGE.fullmatch(path)
    if found is None:
        return None
    authority, service, case, page = found.groups()
    if case is None:
        return start, {"authority": authority, "service": service}
    where = {"authority": authority, "service": service, "case": case}
    if page in _NOT_HERE:
        return None
    return (_VIEWS[page], where) if page in _VIEWS else (questions, {**where, "page": page})


class _Asked(HttpRequest):
    """A request that was never sent, to learn what is said on every page."""

    def __init__(self, *, secure: bool) -> None:
        super().__init__()
        self._secure = secure

    def is_secure(self) -> bool:
        return self._secure


def _said_always(*, secure: bool) -> Stored:
    request, response = _Asked(secure=secure), HttpResponse()
    own = set(response.headers._store)
    for middleware in (XFrameOptionsMiddleware, PolicyMiddleware, SecurityMiddleware):
        middleware(lambda _: response).process_response(request, response)
    return {name: pair for name, pair in response.headers._store.items() if name not in own}
