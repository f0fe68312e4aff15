"""A case as staff see it: what was said and found, what can be done now, what happened."""

from collections.abc import Sequence
from typing import Any, assert_never

import msgspec
from django.http import HttpRequest, HttpResponse

from footpath.actions.grounds import Grounds
from footpath.casework.days import uk_day
from footpath.definition.service import Edition
from footpath.journey import check_sections
from footpath.ports import Asking, CaseRow, Decision, Entry, Message, NoSuchCase
from footpath.values import Problem
from footpath.web.case.where import labelled
from footpath.web.figures import day, pounds
from footpath.web.staff import stages
from footpath.web.staff.about import person
from footpath.web.staff.ages import late, moment, working, working_days
from footpath.web.staff.closed import is_asked
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page
from footpath.web.staff.files import files_of
from footpath.web.staff.history import Changed, changed, happenings, names_in, written
from footpath.web.staff.reading import case_of, fresh_key, holder, outcome_words, sentence, title_of
from footpath.web.staff.said import said
from footpath.web.staff.why import whys
from footpath.web.world import world


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What names a case on every page about it."""

    reference: str
    href: str
    who: str
    service: str
    lang: str


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What every form carries: a token against forgery, what was seen, a key that makes a second press harmless."""

    token: str
    seen: int
    key: str


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be done now: a link to its page, or a button that does it."""

    text: str
    href: str = ""
    action: str = ""
    main: bool = False


class Acts(msgspec.Struct, frozen=True, kw_only=True):
    """`decide` holds one for each outcome, all alike: no colour leans towards one."""

    says: str
    first: tuple[Act, ...] = ()
    decide: tuple[Act, ...] = ()
    then: tuple[Act, ...] = ()
    note: bool = False
    links: tuple[Act, ...] = ()


@at_desk("see_case")
def case(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    try:
        row = case_of(desk, reference)
    except NoSuchCase:
        return not_there(request, desk)
    return show(request, desk, row)


def head_of(desk: Desk, row: CaseRow) -> Head:
    service = world().editions.edition(row.edition).service
    return Head(
        reference=row.reference,
        href=f"{desk.path}/cases/{row.reference}",
        who=person(service, row.data),
        service=title_of(service),
        lang=row.lang,
    )


def show(
    request: HttpRequest,
    desk: Desk,
    row: CaseRow,
    *,
    wrong: Sequence[Problem] = (),
    since: Sequence[Entry] = (),
    seen: int | None = None,
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    """`since` is what a colleague did while the page was open, and `note` what was typed into it."""
    here = world()
    edition = here.editions.edition(row.edition)
    records = here.records
    journal = records.journal(row.authority, row.id)
    messages = records.messages(row.authority, row.id)
    decisions = records.decisions(row.authority, row.id)
    askings = records.askings(row.authority, row.id)
    names = names_in(journal)
    kept = written(messages, records.notes(row.authority, row.id), decisions)
    grounds = None if row.erased else Grounds(edition, row, now=here.clock.now())
    standing = next((each for each in decisions if each.id == row.decision), None)

    return staff_page(
        request,
        desk,
        "staff/case.jinja",
        status=status,
        said=said(request),
        asks=desk.may("decide") and is_asked(row),
        wrong=list(wrong),
        since=change(desk, since, edition, kept=bool(note)) if since else None,
        head=head_of(desk, row),
        stage=stages.said(row.stage),
        facts=_facts(desk, row, names),
        edition=row.edition,
        version=edition.service.version,
        decision=_decision(standing, row, edition, names, erased=row.erased is not None),
        unread=_unread(messages, names),
        sections=_sections(desk, row, edition, grounds, askings) if grounds else [],
        whys=whys(standing.findings if standing else grounds.findings, edition.service) if grounds else (),
        whys_say=_whys_say(standing),
        acts=acts(desk, row, edition, names),
        form=form_of(request, row),
        note=note,
        history=happenings(journal, names=names, outcome=outcome_words, kept=kept, seen=seen),
    )


def form_of(request: HttpRequest, row: CaseRow) -> Form:
    from django.middleware.csrf import get_token

    return Form(token=get_token(request), seen=row.seq, key=fresh_key())


def change(desk: Desk, since: Sequence[Entry], edition: Edition, *, kept: bool, href: str = "#history") -> Changed:
    return changed(
        since,
        me=desk.by,
        now=world().clock.now(),
        outcome=outcome_words,
        href=href,
        kept=kept,
    )


def _facts(desk: Desk, row: CaseRow, names: Any) -> list[dict[str, str]]:
    today = world().clock.today()
    facts = [{"name": "With", "value": holder(row, desk, names) or "Nobody"}]
    if row.submitted:
        ago = (
            f", {working(working_days(uk_day(row.submitted), today))} ago"
            if row.stage in ("to_pay", "checking", "waiting")
            else ""
        )
        facts.append({"name": "Sent", "value": day(uk_day(row.submitted), "en") + ago})
    if row.decided:
        facts.append({"name": "Decided", "value": day(uk_day(row.decided), "en")})
    elif row.due:
        facts.append({"name": "Due", "value": day(row.due, "en"), "late": late(row.due, today)})
    if row.charge_pence:
        facts.append({"name": "Charge", "value": f"{pounds(row.charge_pence)}, {'paid' if row.paid else 'not paid'}"})
    facts.append({"name": "Reads", "value": "Welsh" if row.lang == "cy" else "English"})
    if row.channel != "online":
        facts.append(
            {
                "name": "Came",
                "value": {"assisted": "with help from staff", "phone": "by phone", "paper": "on paper"}[row.channel],
            }
        )
    for assigned in world().steps.assignments(row.authority, row.id):
        name = world().steps.step(assigned.home, assigned.step).registration.name
        facts.append({"name": "Step", "value": f"{name}: {'new' if assigned.arm == 'B' else 'old'} version"})
    if row.keep_until:
        facts.append({"name": "Answers kept until", "value": day(row.keep_until, "en")})
    return facts


def _decision(
    decision: Decision | None, row: CaseRow, edition: Edition, names: Any, *, erased: bool
) -> dict[str, str] | None:
    if row.outcome is None or row.decided is None:
        return None
    title = outcome_words(row.outcome)
    if decision is None:
        return {"title": title, "who": f"Decided on {moment(row.decided)}.", "reason": "", "because": ""}
    if decision.automatic:
        return {
            "title": f"{title}, by a rule",
            "who": f"A rule decided this on {moment(decision.at)}. No person did.",
            "reason": sentence(decision.reason),
            "because": "Because",
        }
    return {
        "title": title,
        "who": f"{names(decision.by)} decided this on {moment(decision.at)}.",
        "reason": decision.reason,
        "because": "The reason",
    }


def _unread(messages: Sequence[Message], names: Any) -> dict[str, str] | None:
    """What the resident wrote last, where nobody has written to them since."""
    last = messages[-1] if messages else None
    if last is None or last.way != "from_resident":
        return None
    return {"says": f"The resident wrote on {moment(last.at)}", "body": last.body}


def _whys_say(decision: Decision | None) -> str:
    if decision is None:
        return "As of the day it was sent. Open a value to see what it looked at."
    return "What the decision rests on, as it was stored with it. Open a value to see what it looked at."


def _sections(
    desk: Desk, row: CaseRow, edition: Edition, grounds: Grounds, askings: Sequence[Asking]
) -> list[dict[str, Any]]:
    again = {question: asking.done for asking in askings if asking.done for question in asking.questions}
    sections = []
    for section in check_sections(edition, grounds.way, "en"):
        rows = []
        for line in section.rows:
            files = files_of(desk, row, edition.service, grounds.way.in_use, line)
            answered = again.get(line.question)
            rows.append(
                {
                    "label": labelled(line),
                    "lines": () if files else line.lines,
                    "files": files,
                    "again": f"answered again on {day(uk_day(answered), 'en')}" if answered else "",
                }
            )
        sections.append({"title": section.title, "rows": rows})
    return sections


def acts(desk: Desk, row: CaseRow, edition: Edition, names: Any) -> Acts:
    """What this person can do with the case as it is. Whatever is not here is also refused."""
    here = f"{desk.path}/cases/{row.reference}"
    write = _writing(here)
    links = (Act(text="The journal of this case", href=f"{here}/journal"),) if desk.may("audit") else ()
    if not desk.may("take"):
        return Acts(says="Your role is to read.", links=links)
    match row.stage:
        case "answering":
            raise AssertionError("a draft is its author's alone, and is never shown to staff")
        case "to_pay" | "checking" | "waiting":
            return _open_acts(desk, row, edition, names, here=here, links=links)
        case "decided":
            reopen = (Act(text="Look at it again", href=f"{here}/reopen"),) if desk.may("reopen") else ()
            says = (
                "A decision stands." if reopen else "A decision stands. A service manager can have it looked at again."
            )
            return Acts(says=says, then=(write, *reopen), note=True, links=links)
        case "withdrawn":
            says = "The resident withdrew it. There is nothing left to decide."
            return Acts(says=says, then=(write,), note=True, links=links)
        case "erased":
            return Acts(says="The answers are erased. What happened, and when, is below.", links=links)
        case _:
            assert_never(row.stage)


def _writing(here: str) -> Act:
    return Act(text="Write to the resident", href=f"{here}/write")


def _open_acts(desk: Desk, row: CaseRow, edition: Edition, names: Any, *, here: str, links: tuple[Act, ...]) -> Acts:
    pass_on = Act(text="Pass on", href=f"{here}/pass-on")
    if row.taken_by not in (None, desk.id):
        name = names(f"staff:{row.taken_by}")
        says = f"{name} has this case. You can write a note, or pass it on if {name} cannot go on with it."
        return Acts(says=says, then=(pass_on,), note=True, links=links)
    if row.taken_by is None:
        says = "Nobody has this case."
        first: tuple[Act, ...] = (Act(text="Take this case", action=f"{here}/take", main=True),)
        last: tuple[Act, ...] = (pass_on,)
    else:
        says, first = "You have this case.", ()
        last = (pass_on, Act(text="Give it back", action=f"{here}/give-back"))
    if row.stage == "to_pay":
        paid = Act(text=f"Mark {pounds(row.charge_pence or 0)} as paid", href=f"{here}/paid", main=not first)
        return Acts(
            says=f"{says} It is not paid yet.",
            first=(*first, paid),
            then=(_writing(here), *last),
            note=True,
            links=links,
        )
    decide = tuple(
        Act(text=outcome_words(each.id), href=f"{here}/decide?outcome={each.id}")
        for each in edition.service.decide.outcomes
    )
    if row.stage == "waiting":
        says += " It waits for the resident. You can still decide it without their answer."
        return Acts(says=says, first=first, decide=decide, then=(_writing(here), *last), note=True, links=links)
    ask = Act(text="Ask for more", href=f"{here}/ask")
    return Acts(says=says, first=first, decide=decide, then=(ask, _writing(here), *last), note=True, links=links)
