"""How a page is made from a template: one Jinja environment, with the GOV.UK macros and the product's own words."""

from functools import cache
from typing import Any

import jinja2
import msgspec
from django.http import HttpResponse
from django.templatetags.static import static

from footpath.ports import Authority
from footpath.values import Lang
from footpath.web.language import other, switch_href
from footpath.web.prose import as_typed, paragraph, prose
from footpath.web.theme import theme_url
from footpath.web.words import say


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around a page's own content, whatever the page."""

    lang: Lang
    authority: Authority | None = None
    service: str = ""  # the service's title, where the page belongs to one
    switch: str | None = None  # where the same page is in the other language; None where it has only one


def frame(
    lang: Lang, authority: Authority | None = None, *, service: str = "", switches: bool = True, keeping: str = ""
) -> Frame:
    """The usual frame: with a switch to the other language, at the same place."""
    return Frame(
        lang=lang,
        authority=authority,
        service=service,
        switch=switch_href(lang, keeping) if switches else None,
    )


@cache
def environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [
                jinja2.PackageLoader("footpath.web", "templates"),
                jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,  # our templates are a fixed number of files
    )
    made.globals.update(static=static, theme_url=theme_url, other_lang=other)
    made.filters.update(prose=prose, paragraph=paragraph, as_typed=as_typed)
    return made


def render(frame: Frame, template: str, /, **facts: Any) -> str:
    """The page as HTML. In the template `say` speaks the frame's language."""
    return environment().get_template(template).render(frame=frame, say=_speaker(frame.lang), **facts)


def respond(frame: Frame, template: str, /, *, status: int = 200, **facts: Any) -> HttpResponse:
    """The page as a response that nobody but the reader's browser may keep."""
    return private(HttpResponse(render(frame, template, **facts), status=status))


def private(response: HttpResponse) -> HttpResponse:
    """No shared computer and no cache on the way keeps what somebody told us."""
    response.headers["Cache-Control"] = "no-store, private"
    return response


@cache
def _speaker(lang: Lang) -> Any:
    return lambda key, /, **filled: say(key, lang, **filled)
