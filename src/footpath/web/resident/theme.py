"""An authority's colours as a style sheet, and the small picture in the browser's tab."""

from django.http import Http404, HttpRequest, HttpResponse

from footpath.web.doors import unslug
from footpath.web.theme import theme_css
from footpath.web.world import world

# Two footsteps. Ours, and drawn for this.
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1d3557"/>'
    '<g fill="#fff"><ellipse cx="12" cy="11" rx="3.4" ry="5"/><ellipse cx="11.6" cy="18.6" rx="2.2" ry="1.9"/>'
    '<ellipse cx="20.6" cy="18" rx="3.4" ry="5"/><ellipse cx="20.2" cy="25.6" rx="2.2" ry="1.9"/></g></svg>'
)
_A_YEAR = 365 * 24 * 60 * 60


def stylesheet(request: HttpRequest, authority: str) -> HttpResponse:
    known = world().records.authority(unslug(authority))
    if known is None:
        raise Http404
    return _for_ever(HttpResponse(theme_css(known), content_type="text/css; charset=utf-8"))


def icon(request: HttpRequest) -> HttpResponse:
    return _for_ever(HttpResponse(_ICON, content_type="image/svg+xml"))


def _for_ever(response: HttpResponse) -> HttpResponse:
    # The address has the colour's hash in it, so a new colour is a new address.
    response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    return response
