"""What residents and staff wrote about a service, by page, for those who can change something by it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from footpath.actions.words_heard import Heard, PageWords, WordsHeard, words_by_page
from footpath.steps.asked import FEWEST_STAFF
from footpath.steps.screening import IDENTIFIES
from footpath.web.doors import slug, unslug
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page
from footpath.web.staff.reading import title_of
from footpath.web.world import world

_DAYS: Mapping[str, int] = {"90": 90, "365": 365}
_A_YEAR = "365"
_WHOLE = "The whole service"
_MOMENT = {"sent": "after sending", "decided": "after the decision"}


@at_desk("see_words", at="services")
def words(request: HttpRequest, desk: Desk, service: str) -> HttpResponse:
    edition = world().editions.offered(desk.authority.id, unslug(service))
    if edition is None:
        return not_there(request, desk)
    chosen = request.GET.get("days", _A_YEAR)
    days = _DAYS.get(chosen, _DAYS[_A_YEAR])
    heard = _in_the_last(days, desk, edition.service.id)
    return staff_page(
        request,
        desk,
        "staff/words.jinja",
        title=title_of(edition.service),
        back=f"{desk.path}/services/{service}",
        path=f"{desk.path}/services/{service}/words",
        days=days,
        heard=heard,
        groups=[_group(group) for group in heard.pages],
        sent_back=_kinds(heard.sent_back),
        held_back=_kinds(heard.held_back),
        fewest=FEWEST_STAFF,
    )


def _in_the_last(days: int, desk: Desk, service: str) -> WordsHeard:
    now = world().clock.now()
    since, until = now - timedelta(days=days), now + timedelta(days=1)
    return words_by_page(world(), authority=desk.authority.id, service=service, since=since, until=until)


def wrote(desk: Desk, service: str) -> dict[str, str]:
    """How much people wrote of each page in the last year, for pages that lead to their words."""
    heard = _in_the_last(_DAYS[_A_YEAR], desk, service)
    pages = ", ".join(f"{each['title']} ({len(each['heard'])})" for each in map(_group, heard.pages))
    return {
        "says": f"In the last year residents wrote about: {pages}." if pages else "Residents wrote nothing yet.",
        "staff": f"Staff wrote {len(heard.staff)}." if heard.staff else "",
        "href": f"{desk.path}/services/{slug(service)}/words",
    }


def _group(group: PageWords) -> dict[str, Any]:
    return {
        "id": group.page or "whole",
        "title": group.title.in_("en") if group.title else _WHOLE,
        "heard": [_heard(each) for each in group.heard],
    }


def _heard(each: Heard) -> dict[str, str]:
    month = date.fromisoformat(f"{each.month}-01")
    return {
        "words": each.words,
        "when": f"{_MOMENT[each.moment]}, {month:%B %Y}",
        "lang": each.lang if each.lang != "en" else "",
    }


def _kinds(counts: Mapping[str, int]) -> str:
    """3 with a phone number, 1 with a name."""
    said: Mapping[str, str] = {str(kind): says for kind, says in IDENTIFIES.items()}
    return ", ".join(f"{count:,} with {said.get(kind, kind)}" for kind, count in counts.items())
