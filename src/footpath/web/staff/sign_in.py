"""Signing in and out: Django's own views, our pages, and a limit on guessing."""

import re
from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse

from footpath.values import Problem
from footpath.web.staff.desk import staff_page
from footpath.web.throttle import Counted, Limit, address, count, forget, too_often

# NIST SP 800-63B allows at most 100 wrong tries in a row. By name and address together few are enough, so that
# somebody far away who guesses cannot lock a caseworker out at their own desk; by name alone, and by address alone
# (a whole council can sit behind one), there must be more.
HERE = Limit(name="sign-in here", tries=10, minutes=15)
NAME = Limit(name="sign-in name", tries=100, minutes=15)
ADDRESS = Limit(name="sign-in address", tries=300, minutes=15)

# Django has made sure that it is an address of this site; this makes sure that it is one a page of ours would give.
_STAFF_PAGE = re.compile(r"/staff/[A-Za-z0-9/?&=%_.-]*")

_OFTEN = "Wait 15 minutes, then try again. There were too many tries to sign in"
_WRONG = "Enter a staff name and a password that belong together"


class SignIn(LoginView):
    """The session's key and the form token change as somebody signs in, so that one that was planted is worth nothing.

    `next` leads only to a staff page.
    """

    next_page = "/staff/"
    redirect_authenticated_user = False

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        said = super().get_redirect_url(request)
        return said if _STAFF_PAGE.fullmatch(said) else ""

    def post(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        if too_often(self._counted()):
            # Not even a right password is tried now: its answer would tell whoever guesses that it is right.
            return self._page([Problem("username", _OFTEN)], status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        forget(self._counted()[:1])
        return super().form_valid(form)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        empty = [
            Problem(field, f"Enter your {said}")
            for field, said in (("username", "staff name"), ("password", "password"))
            if not form.data.get(field)
        ]
        if not empty:
            count(self._counted())
        # The same words whether it is the name, the password or both: nobody learns who works here.
        return self._page(empty or [Problem("username", _WRONG)], status=422)

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        return self._page([])

    def _counted(self) -> tuple[Counted, ...]:
        name = self.request.POST.get("username", "")[:150].casefold()
        where = address(self.request)
        return Counted(HERE, (name, where)), Counted(NAME, (name,)), Counted(ADDRESS, (where,))

    def _page(self, wrong: list[Problem], *, status: int = 200) -> HttpResponse:
        return staff_page(
            self.request,
            None,
            "staff/sign_in.jinja",
            status=status,
            wrong=wrong,
            errors={problem.at: problem.says for problem in wrong},
            username=self.request.POST.get("username", ""),
            next=self.get_redirect_url(),
        )


class SignOut(LogoutView):
    """The session is emptied and its key thrown away. By POST alone: no link or picture elsewhere signs anybody out."""

    next_page = "/staff/sign-in"
