"""Sessions and sign-in exist below /staff/ and nowhere else."""

from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from footpath.web.staff_only import StaffOnlyMiddleware
from tests.web.county import barset as barset
from tests.web.county import checking, page_of, resident, signed_in


def seen_by(path: str) -> HttpRequest:
    """The request as a view gets it."""
    got: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        got.append(request)
        return HttpResponse()

    StaffOnlyMiddleware(view)(RequestFactory().get(path))
    return got[0]


def test_a_staff_page_knows_who_is_signed_in() -> None:
    request = seen_by("/staff/barset-north/queue")

    assert not request.user.is_authenticated
    assert hasattr(request, "session")


def test_a_residents_page_has_neither_session_nor_user() -> None:
    for path in ("/", "/staffing/permit/", "/barset-north/permit/", "/case/find", "/staff"):
        request = seen_by(path)

        assert not hasattr(request, "session"), path
        assert not hasattr(request, "user"), path


def test_asha_leaves_no_session_and_gets_no_cookie_of_one() -> None:
    row = checking()
    asha = resident(row)
    asha.get(page_of(row))

    assert set(asha.cookies) == {f"case-{row.id}"}
    assert Session.objects.count() == 0


def test_somebody_signed_in_is_nobody_on_a_residents_page() -> None:
    row = checking()
    ben = signed_in("ben")

    assert ben.get(page_of(row)).status_code == 404
    assert "Set-Cookie" not in Client().get("/").headers
