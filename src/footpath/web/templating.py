"""How a page is made from a template: one Jinja environment, with the GOV.UK macros and the product's own words."""

import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from django.conf import settings
from django.http import HttpResponse
from django.templatetags.static import static

from footpath.ports import Authority
from footpath.values import Lang, content_hash
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


class KeptTemplates(jinja2.FileSystemBytecodeCache):
    """Templates as they were compiled, in a folder of the installation that nobody else may write to.

    Whoever looks at a page first after a start had to wait for the GOV.UK macros and a dozen templates to be compiled:
    0.2 to 0.4 s of the processor. Read from here it is 0.02 s. `footpath migrate` compiles them all.
    """

    def __init__(self, folder: Path) -> None:
        # Jinja looks whether the text of a template is the same, and Python. How it is compiled is said here.
        how = content_hash([jinja2.__version__, Path(__file__).read_text(encoding="utf-8")])
        self._folder = folder / how[:16]
        super().__init__(str(self._folder))

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        with suppress(OSError):  # the disk is full, or not ours to write to: pages are made all the same
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            super().dump_bytecode(bucket)

    def tidy(self) -> None:
        """What an earlier version of this package compiled in another way goes."""
        for folder in self._folder.parent.glob("*"):
            if folder != self._folder:
                shutil.rmtree(folder, ignore_errors=True)


def compile_templates() -> None:
    """All of them, so that nobody waits for it."""
    made = environment()
    for name in made.list_templates(extensions=["jinja", "html"]):
        made.get_template(name)
    assert isinstance(made.bytecode_cache, KeptTemplates)
    made.bytecode_cache.tidy()


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
        bytecode_cache=KeptTemplates(settings.HOME / "templates"),
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
