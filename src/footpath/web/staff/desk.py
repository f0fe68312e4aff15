"""Who is at work and for whom. Every staff page begins here: nobody comes in without a role in its authority."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import quote

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token

from footpath.adapters.records import reads
from footpath.casework.events import Actor
from footpath.casework.roles import Doing, Role, may
from footpath.ports import Authority
from footpath.rules import OverBudget
from footpath.web.doors import slug, unslug
from footpath.web.language import SeeOther
from footpath.web.templating import frame, respond
from footpath.web.world import world


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Somewhere to go from any staff page."""

    text: str
    href: str
    here: bool = False


_PLACES: tuple[tuple[str, str, Doing], ...] = (
    ("Queue", "queue", "see_queue"),
    ("Services", "services", "see_services"),
    ("Steps", "steps", "see_steps"),
    ("In the street", "watch/", "watch"),
    ("Plan", "plan", "see_plan"),
)


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody at work for one authority, with every role they have there."""

    id: str
    name: str
    authority: Authority
    roles: frozenset[Role]
    elsewhere: bool  # whether they work for another authority as well
    at: str = ""  # which of the places this page belongs to

    @property
    def by(self) -> Actor:
        return f"staff:{self.id}"

    @property
    def path(self) -> str:
        return f"/staff/{slug(self.authority.id)}"

    def may(self, doing: Doing) -> bool:
        return may(self.roles, doing)

    @property
    def places(self) -> list[Place]:
        places = [
            Place(text=text, href=f"{self.path}/{page}", here=self.at == page)
            for text, page, doing in _PLACES
            if self.may(doing)
        ]
        return [*places, Place(text="Another authority", href="/staff/")] if self.elsewhere else places


type Page[**P] = Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]
type View = Callable[..., HttpResponseBase]


def at_desk[**P](doing: Doing, *, at: str = "queue", methods: tuple[str, ...] = ("GET",)) -> Callable[[Page[P]], View]:
    """A page for people whose role in the authority of the address lets them do this.

    An authority they have no role in is not there, exactly as one that does not exist; where they have a role that
    does not let them do it, the page says so and names nothing of the case.
    """
    assert set(methods) <= {"GET", "POST"}

    def made(page: Page[P]) -> View:
        @wraps(page)
        def view(request: HttpRequest, authority: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method not in (*methods, *(("HEAD",) if "GET" in methods else ())):
                return not_allowed(request, methods)
            if not request.user.is_authenticated:
                return to_sign_in(request)
            desk = desk_of(request, unslug(authority), at=at)
            if desk is None:
                return not_there(request, None)
            if not desk.may(doing):
                return not_for_your_role(request, desk)
            try:
                return page(request, desk, *args, **kwargs)
            except OverBudget:
                return too_much_work(request, desk)

        view.doing = doing  # type: ignore[attr-defined]  # what the test that tries every role goes by
        return view

    return made


def desk_of(request: HttpRequest, authority: str, *, at: str) -> Desk | None:
    """None where this person has no role, which is also where there is no such authority."""
    staff = request.user
    roles = reads.roles_of(str(staff.pk))
    here = roles.get(authority)
    said = world().records.authority(authority) if here else None
    if not here or said is None:
        return None
    return Desk(
        id=str(staff.pk),
        name=str(getattr(staff, "name", "")),
        authority=said,
        roles=here,
        elsewhere=len(roles) > 1,
        at=at,
    )


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """And back to this page afterwards. What was posted is not done on return: the page it came from is shown."""
    back = request.get_full_path() if request.method == "GET" else "/".join(request.path.split("/")[:5])
    return SeeOther(f"/staff/sign-in?next={quote(back)}")


def staff_page(
    request: HttpRequest, desk: Desk | None, template: str, /, *, status: int = 200, **facts: Any
) -> HttpResponse:
    """A page in English, in the authority's colours, with the way around."""
    around = frame("en", desk.authority if desk else None, switches=False)
    return respond(around, template, status=status, desk=desk, csrf_token=get_token(request), **facts)


def not_there(request: HttpRequest, desk: Desk | None) -> HttpResponse:
    return staff_page(
        request,
        desk,
        "staff/no.jinja",
        status=404,
        heading="There is nothing here",
        says="The address is wrong, or it belongs to an authority you do not work for.",
        href=f"{desk.path}/queue" if desk else "/staff/",
        link="Go to the queue" if desk else "See where you work",
    )


def too_much_work(request: HttpRequest, desk: Desk) -> HttpResponse:
    return staff_page(
        request,
        desk,
        "staff/no.jinja",
        status=422,
        heading="The rules of this service were stopped",
        says="With these answers a rule wanted more work than it may have. Nothing was changed. "
        "Tell your service manager: the rule has to be made smaller.",
        href=f"{desk.path}/queue",
        link="Go to the queue",
    )


def not_for_your_role(request: HttpRequest, desk: Desk) -> HttpResponse:
    return staff_page(
        request,
        desk,
        "staff/no.jinja",
        status=403,
        heading="Your role does not include this",
        says=f"You are {_roles(desk.roles)} here. Ask your service manager if you need to do more.",
        href=f"{desk.path}/queue",
        link="Go to the queue",
    )


def not_allowed(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    response = staff_page(
        request,
        None,
        "staff/no.jinja",
        status=405,
        heading="This page cannot be used like that",
        says="It was opened in a way it does not know. Go back and press the button again.",
        href="/staff/",
        link="See where you work",
    )
    response.headers["Allow"] = ", ".join(methods)
    return response


ROLES_SAID: Mapping[Role, str] = {
    "caseworker": "a caseworker",
    "manager": "a service manager",
    "auditor": "an auditor",
}


def _roles(roles: frozenset[Role]) -> str:
    return " and ".join(ROLES_SAID[role] for role in sorted(roles))
