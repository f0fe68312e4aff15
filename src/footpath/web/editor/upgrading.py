"""To a newer version of the standard: what is new, what becomes of each local change, and one decision at a time."""

from collections.abc import Sequence
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from footpath.actions.discard_draft import discard_draft
from footpath.actions.fitness import Unfit
from footpath.actions.publish_adaptation import Published
from footpath.actions.save_draft import save_draft
from footpath.actions.upgrade_adaptation import Planned, Unsettled, plan_upgrade, upgrade_adaptation
from footpath.definition import format as f
from footpath.definition.changes import (
    Change,
    Class,
    Decision,
    Merged,
    compare,
    elsewhere,
    inside,
    must_set_left,
    named,
    write_yaml,
)
from footpath.definition.changes.tree import text_of
from footpath.definition.changes.trees import tree_of_edition
from footpath.definition.service import Edition
from footpath.ports import StaleDraft
from footpath.values import Problem
from footpath.web.editor import why
from footpath.web.editor.bench import MEANS, Bench, at_bench, bench_of, editor_page, report_of
from footpath.web.editor.editing import told
from footpath.web.editor.panel import Found, found_by, in_words, upper
from footpath.web.editor.placing import DROP, Side, decide_href, place_page
from footpath.web.editor.sheets import Box, spot_at, typed_words, words_boxes, words_of
from footpath.web.editor.terms import term
from footpath.web.editor.why import read_why
from footpath.web.forms import one, read_form, seen
from footpath.web.language import SeeOther
from footpath.web.staff.desk import not_there
from footpath.web.world import world


class New(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the standard says otherwise, and what its owner said about it."""

    says: str
    class_: Class
    means: str
    because: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one local change."""

    path: str
    says: str
    because: str
    href: str
    decided: bool


_GROUPS: tuple[tuple[str, str, str], ...] = (
    ("needs_decision", "Needs you", "You and the standard have both changed these."),
    ("orphaned", "Has lost its place", "The new version no longer has a place for these."),
    ("masked_fix", "Hides something newer", "Your change stays, and hides what the standard now says."),
    ("dropped", "Left behind", "You decided to take the standard’s version."),
    ("clean", "Goes with you", "These apply to the new version as before."),
    ("already_there", "Not needed any more", "The standard now says the same."),
)


@at_bench(methods=("GET", "POST"), upgrading=True)
def upgrade(request: HttpRequest, bench: Bench) -> HttpResponse:
    to = _to(bench)
    if to is None or _in_the_way(bench):
        return editor_page(request, bench, "editor/no_upgrade.jinja", newest=to is None)
    planned = _planned(bench, to)
    if request.method == "GET":
        return _page(request, bench, planned)
    fields = read_form(request)
    if seen(fields) != bench.seq:
        return told(request, bench, fields)
    because, wrong = read_why(fields, "why you are publishing it")
    if wrong:
        return _page(request, bench, planned, because=because, wrong=wrong)
    try:
        done = upgrade_adaptation(
            world(),
            authority=bench.desk.authority.id,
            service=bench.service,
            to=to,
            decisions=bench.draft.decisions if bench.draft else (),
            seen=bench.kept.seq,
            by=bench.desk.by,
            because=because,
        )
    except StaleDraft:
        return told(request, _again(bench), fields)
    match done:
        case Published():
            return SeeOther(f"{bench.change}?done=upgraded")
        case Unsettled():
            return _page(request, bench, planned, because=because, status=422)
        case Unfit():
            return _page(request, bench, planned, because=because, status=422)


def _to(bench: Bench) -> int | None:
    """The version it goes to: the one that was begun with, else the newest."""
    if bench.draft is not None and bench.draft.to is not None:
        return bench.draft.to
    return bench.latest.version if bench.latest else None


def _in_the_way(bench: Bench) -> bool:
    """Changes that are not published would be neither here nor there."""
    return not bench.upgrading and bench.changes != bench.published


def _planned(bench: Bench, to: int) -> Planned:
    return plan_upgrade(
        world(),
        authority=bench.desk.authority.id,
        service=bench.service,
        to=to,
        decisions=bench.draft.decisions if bench.draft else (),
    )


def _again(bench: Bench) -> Bench:
    now = bench_of(bench.desk, bench.service)
    assert now is not None, "it was there a moment ago"
    return now


def _page(
    request: HttpRequest,
    bench: Bench,
    planned: Planned,
    *,
    because: str = "",
    wrong: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    to = planned.new.service.version
    left = planned.upgrade.open
    stops = _stops(planned)
    return editor_page(
        request,
        bench,
        "editor/upgrade.jinja",
        status=422 if wrong else status,
        done=_DONE.get(request.GET.get("done", ""), ""),
        to=to,
        standard=world().standards.standard(bench.service, to),
        new=_new(bench, planned),
        groups=_groups(bench, planned),
        left=len(left),
        next=decide_href(bench, left[0].path) if left else "",
        stops=stops,
        passed=sum(example.passed for example in planned.examples),
        failed=[(example.name, " ".join(example.wrong)) for example in planned.examples if not example.passed],
        because=because,
        wrong=list(wrong),
        errors={problem.at: problem.says for problem in wrong},
        most=why.LONGEST,
    )


_DONE = {"decided": "Kept. You can change it until you publish.", "stopped": "The upgrade is stopped."}


def _stops(planned: Planned) -> list[str]:
    """What stands in the way of publishing, beside what is still to be decided."""
    made = planned.upgrade.edition
    if not isinstance(made, Edition):
        return [in_words(fault) for fault in made]
    found: list[Found] = [found_by(fault) for fault in report_of(made).faults if fault.level == "error"]
    found += [found_by(fault) for fault in must_set_left(made)]
    return [f"{each.where}. {each.wrong} {each.mend}" for each in found]


def _said_by_owner(bench: Bench, to: int) -> tuple[Change, ...]:
    """The changes on record of every version on the way, the newest last."""
    versions = world().standards.versions(bench.service)
    return tuple(
        change
        for version in versions
        if bench.standard.service.version < version.version <= to
        for change in version.changes
    )


def _new(bench: Bench, planned: Planned) -> list[New]:
    on_record = _said_by_owner(bench, planned.new.service.version)
    differences = compare(planned.base, planned.new, made=on_record)
    return [
        New(
            says=each.says,
            class_=each.class_,
            means=MEANS[each.class_],
            because=_owner_says(on_record, each.change.path),
        )
        for each in differences
        if not _of_authors(each.change.path)
    ]


def _of_authors(path: str) -> bool:
    """What is for authors alone: the number of the version, and their own tests."""
    return path == "version" or inside(path, "examples")


def _owner_says(on_record: Sequence[Change], path: str) -> str:
    return next(
        (each.because for each in reversed(on_record) if inside(path, each.path) or inside(each.path, path)), ""
    )


def _groups(bench: Bench, planned: Planned) -> list[tuple[str, str, str, list[Line]]]:
    decided = {each.path for each in bench.draft.decisions} if bench.draft else set()
    groups = []
    for result, title, says in _GROUPS:
        lines = [
            Line(
                path=each.path,
                says=each.says,
                because=each.change.because,
                href=decide_href(bench, each.path)
                if result in ("needs_decision", "orphaned", "masked_fix") or each.path in decided
                else "",
                decided=each.path in decided,
            )
            for each in planned.upgrade.results
            if _group_of(each) == result
        ]
        if lines:
            groups.append((result, title, says, lines))
    return groups


def _group_of(merged: Merged) -> str:
    return "dropped" if merged.result == "clean" and merged.into is None else merged.result


# --- one decision


@at_bench(methods=("GET", "POST"), upgrading=True)
def decide(request: HttpRequest, bench: Bench) -> HttpResponse:
    path = request.GET.get("at", "")
    to = _to(bench)
    if to is None or _in_the_way(bench):
        return SeeOther(f"{bench.path}/upgrade")
    planned = _planned(bench, to)
    # As it is without what was decided about it, so that a decision can be made again.
    held = bench.draft.decisions if bench.draft else ()
    others = tuple(each for each in held if each.path != path)
    before = plan_upgrade(world(), authority=bench.desk.authority.id, service=bench.service, to=to, decisions=others)
    found = next(
        (
            each
            for each in before.upgrade.results
            if each.path == path and each.result in ("needs_decision", "orphaned", "masked_fix")
        ),
        None,
    )
    if found is None:
        return not_there(request, bench.desk)
    earlier = next((each for each in held if each.path == path), None)
    place = request.GET.get("place", "") if request.GET.get("do") != "find" else ""
    if found.result == "orphaned" and place not in _places(bench, planned, found):
        about = _about(bench, planned, path)
        return place_page(
            request, bench, planned, found, about=about, sides=[Side(name="Ours", texts=_texts(found.ours))]
        )
    if request.method == "GET":
        return _decision_page(request, bench, planned, found, earlier=earlier)
    fields = read_form(request)
    if seen(fields) != bench.seq:
        return told(request, bench, fields)
    made = _read(planned, found, fields, place)
    if not isinstance(made, Decision):
        return _decision_page(request, bench, planned, found, fields=fields, wrong=made)
    try:
        saved = save_draft(
            world(),
            authority=bench.desk.authority.id,
            service=bench.service,
            changes=bench.changes,
            seen=bench.seq,
            by=bench.desk.by,
            to=to,
            decisions=(*others, made),
        )
    except StaleDraft:
        return told(request, _again(bench), fields)
    assert not isinstance(saved, tuple), "the changes are those that were kept"
    left = _planned(_again(bench), to).upgrade.open
    if left and left[0].path != path:
        return SeeOther(decide_href(bench, left[0].path))
    if left:  # it was chosen, and what was chosen cannot be made
        return _decision_page(
            request, _again(bench), planned, left[0], fields=fields, wrong=(Problem("take", left[0].says),)
        )
    return SeeOther(f"{bench.path}/upgrade?done=decided#publish")


def _places(bench: Bench, planned: Planned, found: Merged) -> set[str]:
    """What can be chosen for a change whose place is gone."""
    return {DROP, *(each.path for each in elsewhere(found.change, bench.tree, tree_of_edition(planned.new)))}


def _read(
    planned: Planned, found: Merged, fields: dict[str, list[str]] | Any, place: str
) -> Decision | tuple[Problem, ...]:
    take = one(fields, "take")
    if found.result == "orphaned":
        take = "standard" if place == DROP else "ours"
    offered = [value for value, _ in _choices(planned, found)]
    wrong = [] if take in offered else [Problem("take", "Select what it should be")]
    because, wrong_because = read_why(fields, "why you decided this")
    wrong += wrong_because
    to: Any = None
    if take == "other" and not wrong:
        to = typed_words(fields, "other") if _is_words(planned, found) else one(fields, "other").strip() or None
        if to is None or (isinstance(to, dict) and not to["en"]):
            wrong.append(Problem("other-en" if _is_words(planned, found) else "other", "Enter what it should say"))
    if wrong:
        return tuple(wrong)
    match take:
        case "ours":
            looked = found.result == "masked_fix"
            return Decision(path=found.path, take="ours", because=because, looked=looked, place=place or None)
        case "standard":
            return Decision(path=found.path, take="standard", because=because)
        case _:
            return Decision(path=found.path, take="other", to=to, because=because)


def _choices(planned: Planned, found: Merged) -> list[tuple[str, str]]:
    choices = [("ours", "Keep ours"), ("standard", "Take the standard’s")]
    if found.result != "orphaned" and (_is_words(planned, found) or isinstance(found.ours, str)):
        choices.append(("other", "Write another"))
    return choices


def _is_words(planned: Planned, found: Merged) -> bool:
    spot = spot_at(tree_of_edition(planned.new), found.path)
    return spot is not None and isinstance(spot.shape, f.ForPeople)


def _decision_page(
    request: HttpRequest,
    bench: Bench,
    planned: Planned,
    found: Merged,
    *,
    earlier: Decision | None = None,
    fields: Any = None,
    wrong: Sequence[Problem] = (),
) -> HttpResponse:
    to = planned.new.service.version
    decided = len(bench.draft.decisions) if bench.draft else 0
    left = len([each for each in planned.upgrade.open if each.path != found.path])
    taken = one(fields, "take") if fields is not None else earlier.take if earlier else ""
    because = one(fields, "because") if fields is not None else (earlier.because or "") if earlier else ""
    sides = []
    place = request.GET.get("place", "")
    what, about = term(found.path), _about(bench, planned, found.path)
    if found.result == "orphaned" and place != DROP:
        spot = spot_at(tree_of_edition(planned.new), place)
        there = spot.value if spot is not None and spot.present else None
        sides.append(Side(name=f"The standard, version {to}", texts=_texts(there)))
        what, about = upper(named(place)), _about(bench, planned, place)
    elif found.result != "orphaned":
        sides.append(Side(name=f"The standard, version {bench.standard.service.version}", texts=_texts(found.base)))
        sides.append(Side(name=f"The standard, version {to}", texts=_texts(found.theirs)))
    sides.append(Side(name="Ours", texts=_texts(found.ours)))
    words = _is_words(planned, found)
    return editor_page(
        request,
        bench,
        "editor/decide.jinja",
        status=422 if wrong else 200,
        found=found,
        place=place,
        drop=place == DROP,
        what=what,
        about=about,
        sides=sides,
        owner=_owner_says(_said_by_owner(bench, to), found.path),
        ours_because=found.change.because,
        choices=_choices(planned, found),
        taken=taken,
        boxes=_boxes(found, earlier, fields, words=words),
        because=because,
        left=left,
        decided=decided,
        to=to,
        wrong=list(wrong),
        errors={problem.at: problem.says for problem in reversed(wrong)},
        most=why.LONGEST,
    )


def _boxes(found: Merged, earlier: Decision | None, fields: Any, *, words: bool) -> tuple[Box, ...]:
    value = earlier.to if earlier is not None and earlier.take == "other" else None
    if words:
        boxes = words_boxes("other", value, "If you write another: the text")
        if fields is None:
            return boxes
        return tuple(msgspec.structs.replace(box, value=one(fields, box.name)) for box in boxes)
    held = one(fields, "other") if fields is not None else "" if value is None else text_of(value)
    return (Box(name="other", label="If you write another", kind="code", value=held),)


def _about(bench: Bench, planned: Planned, path: str) -> str:
    """The question as it was asked; it may be gone from the new version."""
    parts = path.split(".")
    for edition in (planned.new, planned.base, bench.made):
        for page in edition.service.pages:
            for question in page.questions:
                if f"questions.{question.id}." in f"{path}.":
                    return question.ask.in_("en")
            if parts[:2] == ["pages", page.id]:
                return page.title.in_("en")
    return bench.title


def _texts(value: Any) -> tuple[tuple[str, str], ...]:
    """A value as people read it: each language by itself, and parts of a definition as YAML."""
    if value is None:
        return (("en", "Nothing"),)
    if isinstance(value, dict) and "en" in value:
        english, welsh = words_of(value)
        return (("en", english), *((("cy", welsh),) if welsh else ()))
    if isinstance(value, dict):
        return (("en", write_yaml(value).strip()),)
    if isinstance(value, list):
        return (("en", write_yaml({"list": value}).removeprefix("list:").strip()),)
    return (("en", text_of(value)),)


@at_bench(methods=("POST",), upgrading=True)
def stop(request: HttpRequest, bench: Bench) -> HttpResponse:
    """What was decided is forgotten, and the service stays on its version."""
    fields = read_form(request)
    if not bench.upgrading:
        return SeeOther(f"{bench.path}/upgrade")
    try:
        discard_draft(world(), authority=bench.desk.authority.id, service=bench.service, seen=seen(fields))
    except StaleDraft:
        return told(request, _again(bench), fields)
    return SeeOther(f"{bench.change}?done=stopped")
