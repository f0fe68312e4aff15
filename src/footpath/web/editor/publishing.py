"""What was changed goes to residents, or is thrown away; and a standard is adopted, to be changed at all."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from footpath.actions.adopt_standard import AdoptedBefore, adopt_standard
from footpath.actions.discard_draft import discard_draft
from footpath.actions.fitness import Unfit
from footpath.actions.publish_adaptation import publish_draft
from footpath.ports import StaleDraft
from footpath.values import Problem
from footpath.web.doors import slug, unslug
from footpath.web.editor import why
from footpath.web.editor.bench import Bench, at_bench, bench_of, editor_page
from footpath.web.editor.editing import told
from footpath.web.editor.panel import found_by, panel_facts
from footpath.web.editor.why import read_why
from footpath.web.forms import read_form, seen
from footpath.web.language import SeeOther
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page
from footpath.web.world import world


@at_bench(methods=("GET", "POST"))
def publish(request: HttpRequest, bench: Bench) -> HttpResponse:
    if request.method == "GET":
        return _publish_page(request, bench)
    fields = read_form(request)
    if seen(fields) != bench.seq:
        return told(request, bench, fields)
    because, wrong = read_why(fields, "why you are publishing it")
    if wrong:
        return _publish_page(request, bench, because=because, wrong=wrong)
    try:
        published = publish_draft(
            world(),
            authority=bench.desk.authority.id,
            service=bench.service,
            seen=bench.seq,
            by=bench.desk.by,
            because=because,
        )
    except StaleDraft:
        now = bench_of(bench.desk, bench.service)
        assert now is not None, "it was there a moment ago"
        return told(request, now, fields)
    if isinstance(published, Unfit):
        return _publish_page(request, bench, because=because, unfit=published)
    return SeeOther(f"{bench.change}?done={'published' if published.new else 'same'}")


def _publish_page(
    request: HttpRequest,
    bench: Bench,
    *,
    because: str = "",
    wrong: Sequence[Problem] = (),
    unfit: Unfit | None = None,
) -> HttpResponse:
    return editor_page(
        request,
        bench,
        "editor/publish.jinja",
        status=422 if wrong or unfit else 200,
        because=because,
        wrong=wrong,
        errors={problem.at: problem.says for problem in wrong},
        most=why.LONGEST,
        faults=[found_by(fault) for fault in unfit.faults] if unfit else [],
        **panel_facts(bench),
    )


@at_bench(methods=("GET", "POST"))
def discard(request: HttpRequest, bench: Bench) -> HttpResponse:
    if request.method == "GET":
        return editor_page(request, bench, "editor/discard.jinja", **panel_facts(bench))
    fields = read_form(request)
    try:
        discard_draft(world(), authority=bench.desk.authority.id, service=bench.service, seen=seen(fields))
    except StaleDraft:
        now = bench_of(bench.desk, bench.service)
        assert now is not None, "it was there a moment ago"
        return told(request, now, fields)
    return SeeOther(f"{bench.change}?done=discarded")


@at_desk("change_service", at="services", methods=("GET", "POST"))
def adopt(request: HttpRequest, desk: Desk, service: str) -> HttpResponse:
    """A version of a standard, to be made the authority's own: the newest, where none is asked for."""
    here = world()
    id_ = unslug(service)
    versions = here.standards.versions(id_)
    if not versions:
        return not_there(request, desk)
    change = f"{desk.path}/services/{slug(id_)}/change"
    if here.standards.adaptation(desk.authority.id, id_) is not None:
        return SeeOther(change)
    offered = here.editions.offered(desk.authority.id, id_)
    known = {each.version: each for each in versions}
    # What is offered already is adopted as it is; anything newer comes by the upgrade, with its questions.
    standard = known.get(offered.service.version) if offered else None
    asked = request.GET.get("version", "")
    standard = standard or next((each for each in versions if str(each.version) == asked), versions[-1])
    edition = here.editions.edition(standard.edition)
    because: str = ""
    wrong: tuple[Problem, ...] = ()
    if request.method == "POST":
        because, wrong = read_why(read_form(request), "why you are adopting it")
        if not wrong:
            try:
                adopt_standard(
                    here,
                    authority=desk.authority.id,
                    service=id_,
                    version=standard.version,
                    by=desk.by,
                    because=because,
                )
            except AdoptedBefore:
                return SeeOther(change)
            return SeeOther(f"{change}?done=adopted")
    return staff_page(
        request,
        desk,
        "editor/adopt.jinja",
        status=422 if wrong else 200,
        title=edition.service.title.in_("en"),
        version=standard.version,
        others=[] if offered else [each.version for each in reversed(versions) if each.version != standard.version],
        summary=edition.service.summary.in_("en") if edition.service.summary else "",
        pages=[page.title.in_("en") for page in edition.service.pages],
        must_set=[mark.must_set for mark in edition.service.marks.values() if mark.must_set],
        offered=offered is not None,
        because=because,
        most=why.LONGEST,
        wrong=wrong,
        errors={problem.at: problem.says for problem in wrong},
    )
