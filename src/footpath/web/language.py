"""Which language a page is in: what the reader last chose, where the service has it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri

from footpath.values import LANGUAGES, Lang

COOKIE = "lang"
_A_YEAR = 365 * 24 * 60 * 60


class SeeOther(HttpResponse):
    """Go there with a GET, whatever brought you here. Only to places on this site: each is an address that we made."""

    status_code = 303

    def __init__(self, to: str) -> None:
        super().__init__()
        assert to.startswith("/") and not to.startswith("//"), "a way on is a place on this site"
        self.headers["Location"] = iri_to_uri(to)

    @property
    def url(self) -> str:
        """Where to, as Django's own redirects say it."""
        return self.headers["Location"]


def lang_of(request: HttpRequest, offered: Sequence[Lang] = LANGUAGES) -> Lang:
    """The chosen language, or English. A service without Welsh is English throughout, never half of each."""
    chosen = request.COOKIES.get(COOKIE)
    return next((lang for lang in offered if lang == chosen), "en")


def switched(request: HttpRequest) -> HttpResponse | None:
    """`?lang=cy` remembers Welsh and shows the same place without it. None when no language is asked for."""
    if "lang" not in request.GET:
        return None
    query = request.GET.copy()
    asked = query.pop("lang")[-1]
    response = SeeOther(f"{request.path}?{query.urlencode()}" if query else request.path)
    if asked in LANGUAGES:
        response.set_cookie(
            COOKIE, asked, max_age=_A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax", path="/"
        )
    return response


def switch_href(lang: Lang, keeping: str = "") -> str:
    """The address of this page in the other language: relative, so that it keeps the place. `keeping` is a query."""
    return f"?{keeping + '&' if keeping else ''}lang={other(lang)}"


def other(lang: Lang) -> Lang:
    return "en" if lang == "cy" else "cy"
