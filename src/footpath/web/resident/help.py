"""The pages at the foot of every page: accessibility, privacy, cookies."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from footpath.ports import World
from footpath.values import Lang
from footpath.web.language import lang_of, switched
from footpath.web.templating import frame, respond
from footpath.web.words import say
from footpath.web.world import world


def accessibility(request: HttpRequest) -> HttpResponse:
    return switched(request) or _page(request, "accessibility", contacts=True)


def privacy(request: HttpRequest) -> HttpResponse:
    return switched(request) or _page(
        request, "privacy", tables=[_keeps(world(), lang_of(request))], rest="privacy_rights", contacts=True
    )


def cookies(request: HttpRequest) -> HttpResponse:
    return switched(request) or _page(request, "cookies", tables=[_cookies(lang_of(request))])


def _page(
    request: HttpRequest,
    name: str,
    *,
    tables: list[dict[str, Any]] | None = None,
    rest: str = "",
    contacts: bool = False,
) -> HttpResponse:
    lang = lang_of(request)
    return respond(
        frame(lang),
        "help/page.jinja",
        title=say(f"help.{name}_title", lang),
        text=say(f"help.{name}", lang),
        tables=tables or [],
        rest=say(f"help.{rest}", lang) if rest else "",
        contacts=_contacts(world(), lang) if contacts else None,
    )


def _contacts(here: World, lang: Lang) -> dict[str, Any]:
    return {
        "caption": say("help.contacts", lang),
        "heads": [say(f"help.contact_{head}", lang) for head in ("council", "phone", "email")],
        "rows": [(each.name.in_(lang), each.contact.phone, each.contact.email) for each in here.records.authorities()],
    }


def _keeps(here: World, lang: Lang) -> dict[str, Any]:
    """How long each service keeps what it is told, one line for each that says something different."""
    rows = {
        (edition.service.title.in_(lang), edition.service.keep.answers_days, edition.service.keep.drafts_days)
        for authority in here.records.authorities()
        for edition in here.editions.offers(authority.id)
    }
    return {
        "caption": say("help.keeps_caption", lang),
        "heads": [say(f"help.keeps_{head}", lang) for head in ("service", "answers", "drafts")],
        "rows": [(title, how_long(answers, lang), how_long(drafts, lang)) for title, answers, drafts in sorted(rows)],
    }


def how_long(days: int, lang: Lang) -> str:
    """6 years, or 28 days. A year is 365 days here, or 366 a leap year in four."""
    years = round(days / 365.25)
    if years and abs(days - years * 365.25) <= years + 1:
        return say("help.years_one", lang) if years == 1 else say("help.years", lang, count=years)
    return say("help.days", lang, count=days)


def _cookies(lang: Lang) -> dict[str, Any]:
    rows = (
        ("case-…", "cookie_case", "cookie_case_stays"),
        ("lang", "cookie_lang", "cookie_year"),
        ("csrftoken", "cookie_csrf", "cookie_case_stays"),
        ("staff", "cookie_session", "cookie_session_stays"),
    )
    return {
        "caption": say("help.cookies_caption", lang),
        "heads": [say(f"help.cookie_{head}", lang) for head in ("name", "why", "how_long")],
        "rows": [(name, say(f"help.{why}", lang), say(f"help.{stays}", lang)) for name, why, stays in rows],
    }
