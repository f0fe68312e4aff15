"""Sessions and sign-in for the staff pages alone: a resident's request touches neither."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponseBase

type Answer = Callable[[HttpRequest], HttpResponseBase]


class StaffOnlyMiddleware:
    """Django's two middlewares in front of /staff/, and nothing in front of everything else.

    A resident's page costs about a millisecond; even a session that is never read would add to it, and its cookie
    would be one more thing to explain to somebody who only wants a parking permit.
    """

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Answer) -> None:
        self.everybody = get_response
        # Django types these for asynchronous servers too; ours is not one.
        self.staff = cast("Answer", SessionMiddleware(AuthenticationMiddleware(get_response)))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        here = self.staff if request.path_info.startswith("/staff/") else self.everybody
        return here(request)
