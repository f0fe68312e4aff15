"""Another place for a change that has lost its own: the likeliest first, and any other by what it is called."""

import msgspec
from django.http import HttpRequest, HttpResponse

from footpath.actions.upgrade_adaptation import Planned
from footpath.definition.changes import Add, Elsewhere, Merged, Move, elsewhere, named
from footpath.definition.changes.tree import Tree
from footpath.definition.changes.trees import tree_of_edition
from footpath.values import Problem
from footpath.web.editor.bench import Bench, editor_page
from footpath.web.editor.panel import counted, upper
from footpath.web.editor.preview import Link, edit_href
from footpath.web.editor.sheets import Choice, spot_at, words_of
from footpath.web.editor.terms import term

_FIRST = 6
"""Of those that nobody has looked for: more than these are seldom the one."""
_MOST = 30


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of the texts that somebody chooses between."""

    name: str
    texts: tuple[tuple[str, str], ...]  # (language, text)


DROP = "-"


def decide_href(bench: Bench, path: str) -> str:
    return edit_href(bench, path, "decide").replace("/change/decide", "/upgrade/decide")


def place_page(
    request: HttpRequest, bench: Bench, planned: Planned, found: Merged, *, about: str, sides: list[Side]
) -> HttpResponse:
    """Where it should go: chosen first, and seen with both texts before it is kept."""
    looked = " ".join(request.GET.get("find", "").split())[:80]
    places = elsewhere(found.change, bench.tree, tree_of_edition(planned.new))
    fitting = [each for each in places if all(word in _words(bench, each) for word in looked.lower().split())]
    shown = fitting[: _MOST if looked else _FIRST]
    wrong = [Problem("place", "Select where it should go")] if request.GET.get("do") == "go" else []
    to = planned.new.service.version
    return editor_page(
        request,
        bench,
        "editor/place.jinja",
        found=found,
        what=term(found.path),
        about=about,
        sides=sides,
        to=to,
        choices=[_choice(each, found, tree_of_edition(planned.new)) for each in shown],
        any=bool(places),
        find=looked,
        says=_says(looked, len(fitting), len(shown), len(places)),
        back=f"{bench.path}/upgrade",
        drop=Link(
            text="Drop it: nothing like it is needed any more", href=f"{decide_href(bench, found.path)}&place={DROP}"
        ),
        wrong=wrong,
        errors={problem.at: problem.says for problem in wrong},
    )


def _words(bench: Bench, place: Elsewhere) -> str:
    return f"{place.path} {place.of.label} {named(place.path)}".lower()


def _choice(place: Elsewhere, found: Merged, new: Tree) -> Choice:
    spot = spot_at(new, place.path)
    name = f"“{place.of.label}”" if place.of.label else upper(named(place.path))
    match found.change:
        case Add():
            around = upper(named(place.path.rpartition(".")[0].removesuffix(".questions")))
            return Choice(
                value=place.path, text=name if place.of.label else around, hint=around if place.of.label else ""
            )
        case Move():
            value = spot.value if spot is not None and spot.present else {}
            title = words_of(value.get("title") or value.get("ask"))[0] if isinstance(value, dict) else ""
            return Choice(value=place.path, text=f"After “{title or place.path.rpartition('.')[2]}”")
        case _:
            says = (
                words_of(spot.value)[0]
                if spot is not None and spot.present and not isinstance(spot.value, list)
                else ""
            )
            hint = f"Now: {says}" if says else "Nothing stands there yet" if spot is None or not spot.present else ""
            text = f"{term(place.path)}: {name}" if place.of.label else name
            return Choice(value=place.path, text=text, hint=hint)


def _says(looked: str, fitting: int, shown: int, places: int) -> str:
    if not looked:
        return f"The {shown} most alike of {counted(places, 'place')}" if places > shown else ""
    if not fitting:
        return f"No place has “{looked}” in its name"
    return f"{counted(fitting, 'place')} with “{looked}”" + (f": the first {shown}" if fitting > shown else "")
