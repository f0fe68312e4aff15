"""The script that opens the page off line, and what a phone needs to put it on its home screen."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.views.decorators.csp import csp_override

from footpath.web.staff.desk import Desk, at_desk
from footpath.web.templating import private
from footpath.web.theme import theme_url
from footpath.web.watch.policy import POLICY


@csp_override(POLICY)  # a worker's own policy says whom it may ask
@at_desk("watch", at="watch/")
def script(request: HttpRequest, desk: Desk) -> HttpResponse:
    assets = [
        *(static(name) for name in ("site.css", "start.js", "govuk-frontend.min.js", "watch.js")),
        theme_url(desk.authority),
        "/theme/icon.svg",
    ]
    facts = {
        "page": f"{desk.path}/watch/",
        "shell": f"{desk.path}/watch/offline",
        "assets": assets,
        "name": f"footpath-watch-{desk.authority.id}",
    }
    facts["version"] = hashlib.sha256(json.dumps([facts, _code()]).encode()).hexdigest()[:16]
    code = f"const FACTS = {json.dumps(facts)}\n{_code()}"
    return private(HttpResponse(code, content_type="text/javascript; charset=utf-8"))


@cache
def _code() -> str:
    return Path(__file__).with_name("worker.js").read_text()


@at_desk("watch", at="watch/")
def manifest(request: HttpRequest, desk: Desk) -> HttpResponse:
    """So that it can be opened from the home screen like anything else on the phone."""
    return private(
        JsonResponse(
            {
                "name": f"In the street – {desk.authority.name.in_('en')}",
                "short_name": "In the street",
                "start_url": f"{desk.path}/watch/",
                "scope": f"{desk.path}/watch/",
                "display": "standalone",
                "icons": [{"src": "/theme/icon.svg", "sizes": "any", "type": "image/svg+xml"}],
            },
            content_type="application/manifest+json",
        )
    )
