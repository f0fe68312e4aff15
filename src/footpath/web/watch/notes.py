"""What was seen in the street, by page: the notes of one service, what they are about, and a step to start from one."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from footpath.actions.note_observation import NoSuchNote, NoteForgotten, name_theme, where
from footpath.definition.service import Edition
from footpath.steps.observing import DEVICES, HELPED, KINDS_OF_PLACE, VERSIONS, Observation
from footpath.values import Problem
from footpath.web.doors import slug, unslug
from footpath.web.figures import day
from footpath.web.forms import one, read_form
from footpath.web.language import SeeOther
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page
from footpath.web.staff.reading import title_of
from footpath.web.world import world


@at_desk("see_observations", at="services")
def observations(request: HttpRequest, desk: Desk, service: str) -> HttpResponse:
    edition = world().editions.offered(desk.authority.id, unslug(service))
    if edition is None:
        return not_there(request, desk)
    return _show(request, desk, edition, named=request.GET.get("done") == "theme")


def _show(
    request: HttpRequest,
    desk: Desk,
    edition: Edition,
    *,
    named: bool = False,
    wrong: Sequence[Problem] = (),
    note: str = "",
    typed: str = "",
) -> HttpResponse:
    here = f"{desk.path}/services/{slug(edition.service.id)}"
    notes = world().observations.of_service(desk.authority.id, edition.service.id)
    pages = _pages(edition, notes)
    only = request.GET.get("page", "")
    return staff_page(
        request,
        desk,
        "watch/notes.jinja",
        status=422 if wrong else 200,
        wrong=[Problem(f"theme-{note}", problem.says) for problem in wrong],
        typed={note: typed} if note else {},
        errors={note: wrong[0].says} if wrong else {},
        named=named,
        back=here,
        here=f"{here}/observations",
        title=title_of(edition.service),
        sum=_sum(notes, pages),
        pages=[
            {
                "id": page,
                "title": title,
                "themes": _themes(of_page),
                "notes": [_note(desk, edition, each) for each in of_page],
            }
            for page, title in pages.items()
            if (of_page := [each for each in notes if each.page == page]) and only in ("", page)
        ],
        only=pages.get(only, ""),
        watch=f"{desk.path}/watch/" if desk.may("watch") else "",
        form={"token": get_token(request)},
        may_name=desk.may("watch"),
    )


def _pages(edition: Edition, notes: Sequence[Observation]) -> dict[str, str]:
    """In the order of the way; then pages that are not asked any more and still have notes."""
    known = dict(where(edition))
    return known | {note.page: f"{note.page} (no longer a page)" for note in notes if note.page not in known}


def _sum(notes: Sequence[Observation], pages: dict[str, str]) -> str:
    if not notes:
        return "Nobody has been watched on this service yet."
    counts = Counter(note.page for note in notes)
    (most, number), *_ = counts.most_common(1)
    one_note = "1 note" if len(notes) == 1 else f"{len(notes)} notes"
    about = "1 page" if len(counts) == 1 else f"{len(counts)} pages"
    tail = f" Most are about “{pages[most]}”: {number}." if len(counts) > 1 else f" It is “{pages[most]}”."
    return f"{one_note} about {about}.{tail}"


def _themes(notes: Sequence[Observation]) -> str:
    counts = Counter(note.theme.casefold() for note in notes if note.theme)
    without = sum(not note.theme for note in notes)
    said = [f"{theme} {number}" for theme, number in counts.most_common()]
    return ", ".join([*said, f"without a theme {without}"] if without else said)


def _note(desk: Desk, edition: Edition, note: Observation) -> dict[str, Any]:
    propose = f"{desk.path}/steps/propose?service={slug(note.service)}&observation={note.id}"
    took = "" if note.seconds is None else f", {note.seconds} seconds"
    version = f", {VERSIONS[note.version].lower()} version" if note.version else ""
    older = "" if note.edition == edition.hash else ", an older edition"
    return {
        "id": note.id,
        "where": f"{KINDS_OF_PLACE.get(note.place, note.place)}, {note.month_said}",
        "how": f"{DEVICES.get(note.device, note.device)}, {_lower(HELPED.get(note.helped, ''))}{version}{took}",
        "edition": f"Edition {note.edition[:8]}{older}",
        "by": "" if note.forgotten else f"Watched by {' and '.join(note.pair)}",
        "task": note.task,
        "seen": note.seen,
        "interpretation": note.interpretation,
        "theme": note.theme,
        "forgotten": note.forgotten,
        "until": day(note.keep_until, "en"),
        "propose": propose if desk.may("propose_step") else "",
        "action": f"{desk.path}/services/{slug(note.service)}/observations/{note.id}/theme",
    }


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


@at_desk("watch", at="services", methods=("POST",))
def theme(request: HttpRequest, desk: Desk, service: str, note: str) -> HttpResponse:
    edition = world().editions.offered(desk.authority.id, unslug(service))
    held = world().observations.observation(desk.authority.id, note)
    if edition is None or held is None or held.service != edition.service.id:
        return not_there(request, desk)
    typed = one(read_form(request), "theme")
    try:
        done = name_theme(world(), authority=desk.authority.id, note=note, theme=typed)
    except (NoSuchNote, NoteForgotten):
        return not_there(request, desk)
    if isinstance(done, tuple):
        return _show(request, desk, edition, wrong=done, note=note, typed=typed)
    return SeeOther(f"{desk.path}/services/{service}/observations?done=theme#{note}")
