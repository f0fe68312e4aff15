"""Changing one thing: its form, the reason, and either a change that is saved or what stands in its way."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from footpath.actions.save_draft import save_draft
from footpath.definition import format as f
from footpath.definition.changes import Add, Change, Move, Remove, Set, class_of, inside, named
from footpath.definition.changes.joining import Joined, covering, join, without
from footpath.definition.changes.places import keys_of
from footpath.definition.service import Edition
from footpath.ports import StaleDraft
from footpath.values import Fault, Problem
from footpath.web.doors import slug
from footpath.web.editor import why
from footpath.web.editor.bench import MEANS, Bench, Since, at_bench, bench_of, editor_page, made_of, mark_of, since
from footpath.web.editor.panel import in_words, upper
from footpath.web.editor.preview import Link, edit_href
from footpath.web.editor.sheets import (
    WHY,
    Box,
    Choice,
    Fields,
    Row,
    id_from,
    question_from,
    question_rows,
    sheet_of,
    spot_at,
    typed_words,
    words_boxes,
)
from footpath.web.editor.terms import term, thing
from footpath.web.editor.trying import Trial, trial
from footpath.web.editor.why import read_why
from footpath.web.forms import one, read_form, seen
from footpath.web.language import SeeOther
from footpath.web.staff.desk import not_there
from footpath.web.world import world


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A page that changes one thing. `asks` are its boxes, `links` what else can be done to the same thing."""

    heading: str
    about: str
    button: str
    back: str
    rows: tuple[Row, ...] = ()
    says: tuple[str, ...] = ()
    must_set: str = ""
    because: str = ""
    links: tuple[Link, ...] = ()
    danger: bool = False
    done: bool = False  # there is nothing to send
    rule: str = ""  # the rule that is changed: it can be tried on the examples
    places: Mapping[str, str] = {}  # by the path of a fault, the box it is about, where that is not the first


# --- saving


def save(
    request: HttpRequest, bench: Bench, form: Form, edits: Callable[[Fields], Sequence[Change | Problem]]
) -> HttpResponse:
    """Reads the form, joins what it says to the changes, and goes back to the page: or shows the form again."""
    fields = read_form(request)
    made = edits(fields)
    problems = [each for each in made if isinstance(each, Problem)]
    because, wrong = read_why(fields, "why you are changing it")
    problems += wrong
    first = form.rows[0].boxes[0].name if form.rows else "because"
    if not problems and not made:
        problems.append(Problem(first, "You have not changed anything yet. Change something, or go back"))
    if seen(fields) != bench.seq:
        return show(request, bench, form, fields=fields, problems=problems, since=since(bench, one(fields, "had")))
    tries = bool(form.rule and one(fields, "try"))
    if tries:
        problems = [each for each in problems if each.at != "because"]
    if problems:
        return show(request, bench, form, fields=fields, problems=problems)
    said = [_on_the_terms(bench, each, because or WHY) for each in made if not isinstance(each, Problem)]
    joined = join(bench.base, bench.changes, said)
    if tries:
        return _tried(request, bench, form, fields, joined, first)
    return store(request, bench, form, fields, joined, first)


def _on_the_terms(bench: Bench, edit: Change, because: str) -> Change:
    """With its reason; and, where the same place was changed for a while only, for as long as that."""
    same = next((e for e in reversed(bench.changes) if e.path == edit.path and type(e) is type(edit)), None)
    if same is None:
        return msgspec.structs.replace(edit, because=because)
    return msgspec.structs.replace(
        edit, because=because, until=same.until, must_move_by=same.must_move_by, carry=same.carry
    )


def _tried(
    request: HttpRequest,
    bench: Bench,
    form: Form,
    fields: Fields,
    joined: Joined | tuple[Fault, ...],
    first: str,
) -> HttpResponse:
    """What was typed, on the examples. Nothing is saved."""
    edition = made_of(bench.standard, joined.changes) if isinstance(joined, Joined) else joined
    if not isinstance(edition, Edition):
        return show(request, bench, form, fields=fields, problems=_problems(form, edition, first))
    return show(request, bench, form, fields=fields, tried=trial(form.rule, bench.made, edition))


def _problems(form: Form, faults: Sequence[Fault], first: str) -> list[Problem]:
    """Each beside the box that it is about."""
    return [Problem(form.places.get(fault.path, first), in_words(fault)) for fault in faults[:5]]


def store(
    request: HttpRequest,
    bench: Bench,
    form: Form,
    fields: Fields,
    joined: Joined | tuple[Fault, ...],
    first: str,
    *,
    done: str = "saved",
) -> HttpResponse:
    faults = joined if isinstance(joined, tuple) else None
    if isinstance(joined, Joined):
        edition = made_of(bench.standard, joined.changes)
        faults = edition if isinstance(edition, tuple) else None
        if faults is None:
            try:
                saved = save_draft(
                    world(),
                    authority=bench.desk.authority.id,
                    service=bench.service,
                    changes=joined.changes,
                    seen=seen(fields),
                    by=bench.desk.by,
                )
            except StaleDraft:
                now = bench_of(bench.desk, bench.service)
                assert now is not None, "it was there a moment ago"
                return show(request, now, form, fields=fields, since=since(now, one(fields, "had")))
            faults = saved if isinstance(saved, tuple) else None
    if faults:
        return show(request, bench, form, fields=fields, problems=_problems(form, faults, first))
    path, mark, anchor = form.back.partition("#")
    return SeeOther(f"{path}{'&' if '?' in path else '?'}done={done}{mark}{anchor}")


def show(
    request: HttpRequest,
    bench: Bench,
    form: Form,
    *,
    fields: Fields | None = None,
    problems: Sequence[Problem] = (),
    since: Since | None = None,
    tried: Trial | None = None,
) -> HttpResponse:
    """The form, with what was typed where it was sent before."""
    if tried is None and form.rule:
        tried = trial(form.rule, bench.made)
    rows = form.rows if fields is None else tuple(_refilled(row, fields) for row in form.rows)
    status = 409 if since else 422 if problems else 200
    return editor_page(
        request,
        bench,
        "editor/form.jinja",
        status=status,
        form=form,
        rows=rows,
        because=form.because if fields is None else one(fields, "because"),
        wrong=list(problems),
        errors={problem.at: problem.says for problem in reversed(problems)},
        since=since,
        most=why.LONGEST,
        trial=tried,
    )


def _refilled(row: Row, fields: Fields) -> Row:
    return msgspec.structs.replace(
        row,
        boxes=tuple(
            msgspec.structs.replace(box, value=_sent(fields, box), values=tuple(fields.get(box.name, ())))
            for box in row.boxes
        ),
    )


def _sent(fields: Fields, box: Box) -> str:
    if box.kind != "day":
        return one(fields, box.name)
    return "-".join(one(fields, f"{box.name}-{part}").strip() for part in ("year", "month", "day"))


def back_to(bench: Bench, path: str) -> str:
    """The page on which a place is seen."""
    parts = path.split(".")
    if parts[0] == "pages" and len(parts) > 1 and bench.made.service.page(parts[1]) is not None:
        questions = [parts[n + 1] for n in range(len(parts) - 1) if parts[n] == "questions"]
        return f"{bench.change}/pages/{slug(parts[1])}" + (f"#q-{questions[-1]}" if questions else "")
    anchor = {"pages": "pages", "title": "words", "summary": "words", "after": "words", "tell": "words"}.get(
        parts[0], parts[0] if parts[0] in ("exits", "charge", "decide", "figures", "lists", "rules") else "words"
    )
    return f"{bench.change}#{anchor}"


def about(bench: Bench, path: str) -> str:
    """What a form is about, above its heading: the question as it is asked, or the page’s title."""
    page_id, question = "", ""
    parts = path.split(".")
    if parts[0] != "pages" or len(parts) < 2:
        return bench.title if len(parts) < 2 else upper(named(".".join(parts[:2]) if len(parts) > 2 else path))
    page = bench.made.service.page(parts[1])
    if page is None:
        return bench.title
    page_id = page.title.in_("en")
    for each in page.questions:
        for inner in (each, *each.questions):
            if f"questions.{inner.id}" in path and path.split(f"questions.{inner.id}", 1)[1][:1] in ("", "."):
                question = inner.ask.in_("en")
    return question or f"Page: {page_id}"


def because_of(bench: Bench, path: str) -> str:
    """The reason that is there already: whoever changes the same again has usually the same reason."""
    change = covering(bench.changes, path)
    return change.because if change is not None else ""


def refused(request: HttpRequest, bench: Bench, path: str) -> HttpResponse | None:
    """The page that says why a place may not be changed, where it may not."""
    why = bench.fixed(path)
    if why is None:
        return None
    return editor_page(
        request,
        bench,
        "editor/fixed.jinja",
        status=403,
        what=upper(named(path)),
        why=why,
        back=back_to(bench, path),
    )


# --- a text, a number, an option, a figure


@at_bench(methods=("GET", "POST"))
def edit(request: HttpRequest, bench: Bench) -> HttpResponse:
    path = request.GET.get("at", "")
    fixed = refused(request, bench, path)
    if fixed is not None:
        return fixed
    must_set = bench.must_set(path) or ""
    sheet = sheet_of(bench.tree, path, must_set=bool(must_set))
    spot = spot_at(bench.tree, path)
    if sheet is None or spot is None:
        return not_there(request, bench.desk)
    what = term(path)
    verb = "Change" if spot.present else "Add"
    form = Form(
        heading=f"{verb}: {what[:1].lower()}{what[1:]}" if spot.present else f"Add: {what.lower()}",
        about=about(bench, path),
        button="Save",
        back=back_to(bench, path),
        rows=sheet.rows,
        says=(sheet.says,) if sheet.says else (),
        must_set=must_set,
        because=because_of(bench, path),
        links=_also(bench, path, spot.present, spot.held),
        rule=path.split(".")[1] if path.startswith("rules.") else "",
    )
    if request.method == "GET":
        return show(request, bench, form)
    return save(request, bench, form, sheet.read)


_WORDS_THAT_CAN_GO = (
    "hint why guidance between longest example largest_megabytes otherwise used_for when next summary minutes "
    "at_least at_most working_days title"
)
_CAN_GO = frozenset(_WORDS_THAT_CAN_GO.split())


def _also(bench: Bench, path: str, present: bool, held: str) -> tuple[Link, ...]:
    """Taken out or moved: only what can be."""
    parts = path.split(".")
    links = []
    if held in ("ids", "items") and present and parts[-2] == "options":
        what = thing(path)
        links.append(Link(text=f"Move this {what}", href=edit_href(bench, path, "move")))
        links.append(Link(text=f"Remove this {what}", href=edit_href(bench, path, "remove")))
    elif held == "group" and present and parts[-1] in _CAN_GO:
        needed = parts[-1] == "title" and parts[0] in ("title", "pages")
        if not needed:
            links.append(Link(text=f"Take out: {term(path).lower()}", href=edit_href(bench, path, "remove")))
    return tuple(links)


# --- out, and elsewhere


@at_bench(methods=("GET", "POST"))
def remove(request: HttpRequest, bench: Bench) -> HttpResponse:
    path = request.GET.get("at", "")
    fixed = refused(request, bench, path)
    if fixed is not None:
        return fixed
    spot = spot_at(bench.tree, path)
    if spot is None or not spot.present:
        return not_there(request, bench.desk)
    says: tuple[str, ...] = ()
    if thing(path) == "question" and len(spot.siblings()) == 1 and path.count(".") == 3:
        path = ".".join(path.split(".")[:2])
        says = ("It is the only question on its page, so the page goes too.",)
    change = Remove(path=path, because=WHY)
    class_ = class_of(change, bench.tree)
    parent = path.rsplit(".", 2)[0] if "." in path else path
    form = Form(
        heading=f"Remove “{_said(spot.value) or named(path)}”?",
        about=about(bench, path),
        button="Remove it",
        back=back_to(bench, parent if thing(path) in ("question", "page", "option") else path),
        says=(*says, f"This is a change of the kind “{class_}”. {MEANS[class_]}"),
        danger=True,
    )
    if request.method == "GET":
        return show(request, bench, form)
    return save(request, bench, form, lambda fields: (change, *_unanswered(bench, path)))


def _unanswered(bench: Bench, path: str) -> list[Change]:
    """What examples answer to a question that goes: nobody is asked it any more."""
    asked = [
        question.id
        for page in bench.made.service.pages
        for question in page.questions
        if inside(f"pages.{page.id}.questions.{question.id}", path)
    ]
    examples = bench.tree.get("examples", [])
    return [
        Remove(path=f"examples.{key}.answers.{id_}", because=WHY)
        for key, example in zip(keys_of(examples, f.ListOf(f.EXAMPLE)), examples, strict=True)
        for id_ in asked
        if id_ in example.get("answers", {})
    ]


def _said(value: Any) -> str:
    """How something is called by people: its question, title or label."""
    if isinstance(value, dict):
        for key in ("ask", "title", "label", "en"):
            if key in value:
                return _said(value[key])
        return ""
    return value if isinstance(value, str) and len(value) < 200 else ""


@at_bench(methods=("GET", "POST"))
def move(request: HttpRequest, bench: Bench) -> HttpResponse:
    path = request.GET.get("at", "")
    fixed = refused(request, bench, path)
    if fixed is not None:
        return fixed
    spot = spot_at(bench.tree, path)
    if spot is None or not spot.present or spot.held not in ("ids", "items"):
        return not_there(request, bench.desk)
    keys = spot.siblings()
    at = keys.index(spot.key)
    others = [key for key in keys if key != spot.key]
    if not others:
        return not_there(request, bench.desk)
    values = spot.holder if isinstance(spot.holder, dict) else dict(zip(keys, spot.holder, strict=True))
    choices = [Choice(value="-", text="First")]
    choices += [Choice(value=key, text=f"After “{_said(values[key]) or key}”") for key in others]
    now = keys[at - 1] if at else "-"
    box = Box(name="after", label="Where should it go?", kind="one", value=now, choices=tuple(choices))

    def read(fields: Fields) -> Sequence[Change | Problem]:
        after = one(fields, "after")
        if after not in ("-", *others):
            return (Problem("after", "Select where it should go"),)
        if after == now:
            return ()
        if after == "-":
            return (Move(path=path, before=others[0], because=WHY),)
        return (Move(path=path, after=after, because=WHY),)

    form = Form(
        heading=f"Move “{_said(spot.value) or spot.key}”",
        about=about(bench, path.rsplit(".", 2)[0]) if thing(path) != "page" else bench.title,
        button="Move it",
        back=back_to(bench, path) if thing(path) != "page" else f"{bench.change}#pages",
        rows=(Row(boxes=(box,)),),
    )
    if request.method == "GET":
        return show(request, bench, form)
    return save(request, bench, form, read)


@at_bench()
def order(request: HttpRequest, bench: Bench) -> HttpResponse:
    """The options of a choice, to be moved and removed one by one."""
    path = request.GET.get("at", "")
    spot = spot_at(bench.tree, path)
    if spot is None or not spot.present or spot.key != "options" or not isinstance(spot.value, dict):
        return not_there(request, bench.desk)
    options = [
        {
            "name": _said(value) or key,
            "fixed": bench.fixed(f"{path}.{key}") or "",
            "links": [
                Link(text=text, href=edit_href(bench, f"{path}.{key}", doing), about=_said(value) or key)
                for text, doing in (("Change", "edit"), ("Move", "move"), ("Remove", "remove"))
            ],
        }
        for key, value in spot.value.items()
    ]
    return editor_page(
        request,
        bench,
        "editor/order.jinja",
        about=about(bench, path),
        options=options,
        add=edit_href(bench, path, "add"),
        back=back_to(bench, path),
    )


# --- something new


class Maker(msgspec.Struct, frozen=True, kw_only=True):
    """What a new thing is made of, and how."""

    what: str
    rows: tuple[Row, ...]
    read: Callable[[Fields, Sequence[str]], tuple[str, Any] | Sequence[Problem]]


def _read_question(fields: Fields, taken: Sequence[str]) -> tuple[str, Any] | Sequence[Problem]:
    made = question_from(fields)
    if isinstance(made, tuple):
        return list(made)
    english = made["ask"]["en"] if isinstance(made["ask"], dict) else made["ask"]
    return id_from(english, taken, otherwise="question"), made


def _read_page(fields: Fields, taken: Sequence[str]) -> tuple[str, Any] | Sequence[Problem]:
    title = typed_words(fields, "title")
    made = question_from(fields)
    wrong = [Problem("title-en", "Enter the page’s title in English")] if _no_english(title) else []
    if isinstance(made, tuple):
        return [*wrong, *made]
    if wrong:
        return wrong
    english = made["ask"]["en"] if isinstance(made["ask"], dict) else made["ask"]
    asked = id_from(english, taken, otherwise="question")
    name = id_from(_english(title), taken, otherwise="page")
    return name, {"title": title, "questions": {asked: made}}


def _no_english(said: Any) -> bool:
    return said is None or (isinstance(said, dict) and not said["en"])


def _english(said: Any) -> str:
    return said["en"] if isinstance(said, dict) else str(said)


def _read_option(fields: Fields, taken: Sequence[str]) -> tuple[str, Any] | Sequence[Problem]:
    label, hint = typed_words(fields, "label"), typed_words(fields, "hint")
    if _no_english(label):
        return [Problem("label-en", "Enter the label in English")]
    if hint is not None and _no_english(hint):
        return [Problem("hint-en", "Enter the hint in English")]
    apart = one(fields, "apart") == "yes"
    value: Any = label
    if hint is not None or apart:
        value = {"label": label} | ({"hint": hint} if hint is not None else {}) | ({"apart": True} if apart else {})
    return id_from(_english(label), taken, otherwise="option"), value


def _texts(*wanted: tuple[str, str, bool]) -> Callable[[Fields, Sequence[str]], tuple[str, Any] | Sequence[Problem]]:
    """A reader of texts: (name, label, whether it is needed). The first gives the id."""

    def read(fields: Fields, taken: Sequence[str]) -> tuple[str, Any] | Sequence[Problem]:
        made: dict[str, Any] = {}
        wrong = []
        for name, label, needed in wanted:
            said = one(fields, name).strip() or None if name == "when" else typed_words(fields, name)
            box = name if name == "when" else f"{name}-en"
            if _no_english(said) and (needed or said is not None):
                wrong.append(Problem(box, f"Enter {label}"))
            elif said is not None:
                made[name] = said
        if wrong:
            return wrong
        first = wanted[0][0]
        return id_from(_english(made[first]), taken, otherwise=first), made

    return read


def _maker(path: str) -> Maker | None:
    parts = path.split(".")
    match parts:
        case ["pages"]:
            title = Row(boxes=words_boxes("title", None, "Title of the page"))
            return Maker(what="page", rows=(title, *question_rows()), read=_read_page)
        case ["pages", _, "questions"] | ["pages", _, "questions", _, "questions"]:
            return Maker(what="question", rows=question_rows(), read=_read_question)
        case ["pages", *_, "options"]:
            rows: tuple[Row, ...] = (
                Row(boxes=words_boxes("label", None, "Label")),
                Row(boxes=words_boxes("hint", None, "Hint", hint="You can leave it blank")),
                Row(
                    boxes=(
                        Box(
                            name="apart",
                            label="How does this option stand?",
                            kind="one",
                            value="no",
                            choices=(
                                Choice(value="no", text="Among the others"),
                                Choice(value="yes", text="Apart from the others, like “None of these”"),
                            ),
                        ),
                    )
                ),
            )
            return Maker(what="option", rows=rows, read=_read_option)
        case ["exits"]:
            when = Box(name="when", label="Who is it not for?", kind="code", hint="A rule, like permits_held > 2")
            rows = (
                Row(boxes=words_boxes("title", None, "Title")),
                Row(boxes=(when,)),
                Row(boxes=words_boxes("say", None, "Why they cannot go on", long=True)),
                Row(boxes=words_boxes("next", None, "What they can do instead", long=True)),
            )
            wanted = (
                ("title", "the title in English", True),
                ("when", "the rule that says who it is not for", True),
                ("say", "why they cannot go on, in English", True),
                ("next", "what they can do instead, in English", False),
            )
            return Maker(what="way out", rows=rows, read=_texts(*wanted))
        case ["decide", "outcomes"]:
            rows = (
                Row(boxes=words_boxes("title", None, "Title")),
                Row(boxes=words_boxes("letter", None, "Letter", long=True, hint="{{ reason }} is the reason given")),
            )
            read = _texts(("title", "the title in English", True), ("letter", "the letter in English", True))
            return Maker(what="outcome", rows=rows, read=read)
        case _:
            return None


@at_bench(methods=("GET", "POST"))
def add(request: HttpRequest, bench: Bench) -> HttpResponse:
    path = request.GET.get("at", "")
    maker = _maker(path)
    fixed = refused(request, bench, path)
    if fixed is not None:
        return fixed
    spot = spot_at(bench.tree, path)
    if maker is None or spot is None:
        return not_there(request, bench.desk)
    there = spot.value if spot.present and isinstance(spot.value, dict) else {}
    keys = list(there)
    rows = list(maker.rows)
    together = _needs_together(bench, path, keys)
    if together:
        label = "Why are these questions on one page?"
        rows.append(Row(boxes=(Box(name="together", label=label, hint="Like: They are on one document"),)))
    if keys:
        choices = [Choice(value="-", text="First")]
        choices += [Choice(value=key, text=f"After “{_said(there[key]) or key}”") for key in keys]
        rows.append(
            Row(
                boxes=(
                    Box(
                        name="after",
                        label=f"Where should the {maker.what} go?",
                        kind="select",
                        value=keys[-1],
                        choices=tuple(choices),
                    ),
                )
            )
        )

    def read(fields: Fields) -> Sequence[Change | Problem]:
        taken = _taken(bench, path, keys)
        made = maker.read(fields, taken)
        reason = " ".join(one(fields, "together").split())
        wrong = [Problem("together", "Enter why these questions are on one page")] if together and not reason else []
        if not isinstance(made, tuple):
            return [*made, *wrong]
        if wrong:
            return wrong
        name, value = made
        after = one(fields, "after")
        where = {"before": keys[0]} if after == "-" and keys else {"after": after} if after in keys else {}
        edits: list[Change] = [Add(path=f"{path}.{name}", value=value, because=WHY, **where)]
        if together:
            edits.append(Set(path=f"{path.rsplit('.', 1)[0]}.together", to=reason, because=WHY))
        return edits

    form = Form(
        heading=f"Add {'an' if maker.what[0] in 'aeiou' else 'a'} {maker.what}",
        about=about(bench, path),
        button=f"Add the {maker.what}",
        back=back_to(bench, path),
        rows=tuple(rows),
    )
    if request.method == "GET":
        return show(request, bench, form)
    return save(request, bench, form, read)


def _needs_together(bench: Bench, path: str, keys: Sequence[str]) -> bool:
    """A second question on a page needs its reason, as every such page does."""
    parts = path.split(".")
    if len(parts) != 3 or parts[2] != "questions" or not keys:
        return False
    page = bench.made.service.page(parts[1])
    return page is not None and page.together is None


def _taken(bench: Bench, path: str, keys: Sequence[str]) -> list[str]:
    """Names that rules know already: a question, a rule and a figure may not share one."""
    if path.endswith("options") or path in ("exits", "decide.outcomes"):
        return list(keys)
    service = bench.made.service
    asked = [q.id for page in service.pages for each in page.questions for q in (each, *each.questions)]
    return [*keys, *asked, *service.rules, *service.figures, *service.lists, *(page.id for page in service.pages)]


# --- one change taken back


@at_bench(methods=("POST",))
def take_back(request: HttpRequest, bench: Bench) -> HttpResponse:
    fields = read_form(request)
    mark = one(fields, "mark")
    number = next((n for n, change in enumerate(bench.changes) if mark_of(change) == mark), None)
    form = Form(heading="Take out this change", about=bench.title, button="", back=bench.change)
    if number is None or seen(fields) != bench.seq:
        return told(request, bench, fields)
    left = without(bench.base, bench.changes, number)
    if isinstance(left, Joined):
        edition = made_of(bench.standard, left.changes)
        if isinstance(edition, Edition):
            return store(request, bench, form, fields, left, "", done="taken-back")
        left = edition
    return editor_page(
        request,
        bench,
        "editor/refused.jinja",
        status=422,
        heading="You cannot take out this change by itself",
        says="Other changes were made on top of it. Take those out first.",
        reasons=[in_words(fault) for fault in left],
    )


def told(request: HttpRequest, bench: Bench, fields: Mapping[str, list[str]]) -> HttpResponse:
    """That somebody else acted meanwhile, where nothing was typed that would have to be kept."""
    return editor_page(
        request,
        bench,
        "editor/told.jinja",
        status=409,
        since=since(bench, one(fields, "had")),
    )


__all__ = ["add", "edit", "move", "order", "remove", "take_back"]
