"""Whether this process serves pages and reaches its records, for whatever watches it."""

from django.db import Error
from django.http import HttpRequest, HttpResponse

from footpath.web.world import world


def health(request: HttpRequest) -> HttpResponse:
    try:
        world().records.authorities()
    except Error:
        return HttpResponse("The records cannot be reached.\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
