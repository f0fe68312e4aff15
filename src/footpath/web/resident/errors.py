"""The pages for when something did not go as it should: what happened, what is safe, what to do."""

import logging
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from footpath.actions.count_outcomes import trip
from footpath.web.doors import unslug
from footpath.web.language import lang_of
from footpath.web.templating import frame, private, respond
from footpath.web.words import say
from footpath.web.world import world

_logger = logging.getLogger("footpath.web")
_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def _page(
    request: HttpRequest, name: str, *lines: str, status: int, link: tuple[str, str] | None = None
) -> HttpResponse:
    lang = lang_of(request)
    return respond(
        frame(lang, switches=False),
        "errors/page.jinja",
        status=status,
        title=say(f"errors.{name}_title", lang),
        lines=[say(f"errors.{line}", lang) for line in lines],
        link={"href": link[0], "text": say(f"errors.{link[1]}", lang)} if link else None,
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page whether a case is not there or not theirs: nobody learns which."""
    return _page(request, "not_found", "not_found", "not_found_saved", status=404, link=("/", "home"))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent could not be taken: too much of it, or not text."""
    if isinstance(exception, _TOO_MUCH):
        return too_big(request)
    return _page(request, "unreadable", "unreadable", "unreadable_next", status=HTTPStatus.BAD_REQUEST)


def too_big(request: HttpRequest) -> HttpResponse:
    # HTTPStatus has called it by two names; its number stays.
    return _page(request, "too_big", "too_big", "too_big_next", status=413)


def too_much_work(request: HttpRequest) -> HttpResponse:
    """A rule went over its budget with these answers. What was sent is saved; only a person can help now."""
    _logger.error("A rule went over its budget at %s", resolve(request.path_info).route)
    return _page(request, "too_much_work", "too_much_work", "too_much_work_next", status=422, link=("/", "home"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: the page was open since before the browser forgot, or another site sent it."""
    here = request.get_full_path()
    link = (here, "expired_again") if here.startswith("/") and not here.startswith("//") else None
    return _page(request, "expired", "expired", "expired_next", status=HTTPStatus.FORBIDDEN, link=link)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "refused", "refused", status=HTTPStatus.FORBIDDEN, link=("/", "home"))


def not_allowed(request: HttpRequest, *methods: str) -> HttpResponse:
    """A page that is only read was sent something, or the other way round."""
    response = _page(request, "refused", "refused", status=HTTPStatus.METHOD_NOT_ALLOWED, link=("/", "home"))
    response.headers["Allow"] = ", ".join(methods)
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """We were wrong, or what we stand on is not there. This page needs neither database nor session."""
    _trip(request)
    try:
        return _page(request, "failed", "failed", "failed_next", status=HTTPStatus.INTERNAL_SERVER_ERROR)
    except Exception:  # the page for when anything may be broken, its own template and style sheet too
        lang = lang_of(request)
        text = "\n\n".join(say(f"errors.{name}", lang) for name in ("failed_title", "failed", "failed_next"))
        return private(HttpResponse(text, status=500, content_type="text/plain; charset=utf-8"))


def _trip(request: HttpRequest) -> None:
    """A case in a step met an error of ours: a few among the first with the new version stop that step at once."""
    where = request.resolver_match.kwargs if request.resolver_match else {}
    if "case" not in where or "authority" not in where:
        return
    try:
        trip(world(), authority=unslug(where["authority"]), case=where["case"])
    except Exception:  # the database may be what failed: the page is shown all the same
        _logger.exception("An error could not be counted for the step it happened in")
