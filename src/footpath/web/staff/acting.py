"""Doing something to a case: each page reads its form, calls one action, and says what came of it.

A page that shows an older case than there is answers 409: what happened since, what was typed, and the form again.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from footpath.actions.add_note import add_note
from footpath.actions.ask_for_more import ask_for_more
from footpath.actions.decide_case import decide_case
from footpath.actions.give_back import give_back as give_back_case
from footpath.actions.grounds import Grounds
from footpath.actions.mark_paid import mark_paid
from footpath.actions.pass_on import pass_on as pass_on_case
from footpath.actions.reopen_case import reopen_case
from footpath.actions.take_case import take_case
from footpath.actions.write_to_resident import write_to_resident
from footpath.casework import letters
from footpath.casework.deciding import check_decision, needs_reason, outcome_of
from footpath.casework.refusals import CaseSaysNo, KeyUsedBefore
from footpath.definition.service import Edition, Outcome
from footpath.journey import check_sections
from footpath.ports import CaseRow, Entry, NoSuchCase, StaleCase
from footpath.values import Problem
from footpath.web.figures import pounds
from footpath.web.forms import one, read_form, seen, submission_key
from footpath.web.language import SeeOther
from footpath.web.staff.case import change, form_of, head_of, show
from footpath.web.staff.desk import Desk, at_desk, not_there, staff_page
from footpath.web.staff.queue import workers, workers_as_radios
from footpath.web.staff.reading import case_of, fresh_key, outcome_words
from footpath.web.world import world

type Fields = Mapping[str, list[str]]
type Again = Callable[[CaseRow, Sequence[Problem], Sequence[Entry], int], HttpResponse]
"""The page once more: the case as it is now, what is wrong, what happened meanwhile, and the answer's status."""


def _act(
    request: HttpRequest,
    desk: Desk,
    reference: str,
    do: Callable[[CaseRow, Fields], object],
    again: Callable[[Fields], Again],
    *,
    done: str,
    to_queue: bool = False,
) -> HttpResponse:
    """Reads the form, does it, and answers: done, put right, or too late."""
    form = read_form(request)
    try:
        row = case_of(desk, reference)
    except NoSuchCase:
        return not_there(request, desk)
    try:
        result = do(row, form)
    except StaleCase as stale:
        now = case_of(desk, reference)
        since = stale.since or _since(now, seen(form))
        return again(form)(now, (), since, 409)
    except CaseSaysNo as no:
        now = case_of(desk, reference)
        since = () if isinstance(no, KeyUsedBefore) else _since(now, seen(form))
        return again(form)(now, (Problem("", str(no)),), since, 409)
    if isinstance(result, tuple):
        return again(form)(row, result, (), 422)
    if isinstance(result, HttpResponse):
        return result
    if to_queue:
        return SeeOther(f"{desk.path}/queue?done={done}")
    return SeeOther(f"{desk.path}/cases/{row.reference}?done={done}")


def _since(row: CaseRow, seen_: int) -> Sequence[Entry]:
    return [entry for entry in world().records.journal(row.authority, row.id) if entry.seq > seen_]


def _on(desk: Desk, row: CaseRow, form: Fields) -> dict[str, Any]:
    """What every action is given. A form without a key of ours gets one: then `seen` alone makes it count once."""
    return {
        "authority": row.authority,
        "case": row.id,
        "by": desk.by,
        "seen": seen(form),
        "key": submission_key(form) or fresh_key(),
    }


def _case_again(request: HttpRequest, desk: Desk) -> Callable[[Fields], Again]:
    """For what is done by a button on the case's own page: that page again."""

    def with_form(form: Fields) -> Again:
        def again(row: CaseRow, wrong: Sequence[Problem], since: Sequence[Entry], status: int) -> HttpResponse:
            note = one(form, "words")
            return show(request, desk, row, wrong=wrong, since=since, seen=seen(form), note=note, status=status)

        return again

    return with_form


# --- by a button


@at_desk("take", methods=("POST",))
def take(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    def do(row: CaseRow, form: Fields) -> object:
        return take_case(world(), **_on(desk, row, form))

    return _act(request, desk, reference, do, _case_again(request, desk), done="taken")


@at_desk("give_back", methods=("POST",))
def give_back(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    def do(row: CaseRow, form: Fields) -> object:
        return give_back_case(world(), **_on(desk, row, form))

    return _act(request, desk, reference, do, _case_again(request, desk), done="given-back", to_queue=True)


@at_desk("note", methods=("POST",))
def note(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """A note overwrites nothing, so it is kept however the case has moved on."""

    def do(row: CaseRow, form: Fields) -> object:
        return add_note(world(), words=one(form, "words"), **{**_on(desk, row, form), "seen": None})

    return _act(request, desk, reference, do, _case_again(request, desk), done="noted")


# --- on a page of its own


@at_desk("pass_on", methods=("GET", "POST"))
def pass_on(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    def page(form: Fields) -> Again:
        return _page(
            request,
            desk,
            "staff/pass_on.jinja",
            lambda row: {"colleagues": workers_as_radios(desk, one(form, "to"), without=row.taken_by)},
            typed=bool(one(form, "to")),
            form=form,
        )

    def do(row: CaseRow, form: Fields) -> object:
        to = one(form, "to")
        if to not in {each.id for each in workers(desk)}:
            return (Problem("to", "Select who should have it"),)
        return pass_on_case(world(), to=to, **_on(desk, row, form))

    return _get_or_act(request, desk, reference, page, do, done="passed-on")


@at_desk("mark_paid", methods=("GET", "POST"))
def paid(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    def page(form: Fields) -> Again:
        return _page(
            request,
            desk,
            "staff/paid.jinja",
            lambda row: {"charge": pounds(row.charge_pence or 0), "receipt": one(form, "receipt")},
            typed=bool(one(form, "receipt")),
            form=form,
        )

    def do(row: CaseRow, form: Fields) -> object:
        receipt = " ".join(one(form, "receipt").split())
        problems = check_receipt(receipt)
        if problems:
            return problems
        on = _on(desk, row, form)
        # The number first, as a note that goes when the answers go: the payment's entry is in the journal for ever.
        noted = add_note(world(), words=f"Receipt number {receipt}", **{**on, "key": f"{on['key']}-receipt"})
        if isinstance(noted, tuple):
            return noted
        return mark_paid(world(), **{**on, "seen": noted.seq})

    return _get_or_act(request, desk, reference, page, do, done="paid")


def check_receipt(receipt: str) -> tuple[Problem, ...]:
    """A number from a till: letters, digits and a few signs. Not a name, and not the number of a card."""
    if not receipt:
        return (Problem("receipt", "Enter the receipt number"),)
    if len(receipt) > 40 or not all(sign.isascii() and (sign.isalnum() or sign in "-/. ") for sign in receipt):
        return (
            Problem("receipt", "Receipt number must be letters, numbers, hyphens and slashes, 40 characters or less"),
        )
    if not any(sign.isdigit() for sign in receipt):
        return (Problem("receipt", "Receipt number must have a number in it, like 2026-004512"),)
    digits = "".join(sign for sign in receipt if sign.isdigit())
    if 13 <= len(digits) <= 19 and _luhn(digits):
        return (Problem("receipt", "Enter the receipt number, not the number of a card"),)
    return ()


def _luhn(digits: str) -> bool:
    """Whether these digits check as those of a payment card do (ISO/IEC 7812-1, annex B)."""
    doubled = [int(each) * 2 for each in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(each - 9 if each > 9 else each for each in doubled)) % 10 == 0


@at_desk("reopen", methods=("GET", "POST"))
def reopen(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    def page(form: Fields) -> Again:
        def facts(row: CaseRow) -> dict[str, Any]:
            return {"outcome": outcome_words(row.outcome) if row.outcome else "", "words": one(form, "words")}

        return _page(request, desk, "staff/reopen.jinja", facts, typed=bool(one(form, "words")), form=form)

    def do(row: CaseRow, form: Fields) -> object:
        return reopen_case(world(), words=one(form, "words"), **_on(desk, row, form))

    return _get_or_act(request, desk, reference, page, do, done="reopened")


@at_desk("write", methods=("GET", "POST"))
def write(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    def page(form: Fields) -> Again:
        def facts(row: CaseRow) -> dict[str, Any]:
            edition = world().editions.edition(row.edition)
            email = edition.service.tell and Grounds(edition, row, now=world().clock.now()).email
            return {
                "words": one(form, "words"),
                "hint": "They read Welsh: write it in Welsh if you can" if row.lang == "cy" else "In plain words",
                "told": "An email says that it is there." if email else "They get no email: phone them too.",
            }

        return _page(request, desk, "staff/write.jinja", facts, typed=bool(one(form, "words")), form=form)

    def do(row: CaseRow, form: Fields) -> object:
        return write_to_resident(world(), words=one(form, "words"), **_on(desk, row, form))

    return _get_or_act(request, desk, reference, page, do, done="written")


@at_desk("ask", methods=("GET", "POST"))
def ask(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    def page(form: Fields) -> Again:
        def facts(row: CaseRow) -> dict[str, Any]:
            return {
                "pages": _questions(row, form.get("question", [])),
                "words": one(form, "words"),
                "reply": one(form, "reply") == "yes",
            }

        return _page(request, desk, "staff/ask.jinja", facts, typed=bool(form), form=form)

    def do(row: CaseRow, form: Fields) -> object:
        questions, words, reply = tuple(form.get("question", [])), one(form, "words"), one(form, "reply") == "yes"
        return ask_for_more(world(), questions=questions, words=words, reply=reply, **_on(desk, row, form))

    return _get_or_act(request, desk, reference, page, do, done="asked")


def _questions(row: CaseRow, chosen: Sequence[str]) -> list[dict[str, Any]]:
    """The service's pages with their questions, each with the answer it has now."""
    edition = world().editions.edition(row.edition)
    grounds = Grounds(edition, row, now=world().clock.now())
    now: dict[str, list[str]] = {}
    for section in check_sections(edition, grounds.way, "en"):
        for line in section.rows:
            now.setdefault(line.question, []).extend(line.lines)
    pages = []
    for page in edition.service.pages:
        questions = [
            {
                "id": question.id,
                "text": question.ask.in_("en"),
                "now": ", ".join(now.get(question.id, [])) or "not asked on their way",
                "chosen": question.id in chosen,
            }
            for question in page.questions
        ]
        pages.append({"id": page.id, "title": page.title.in_("en"), "questions": questions})
    return pages


@at_desk("decide", methods=("GET", "POST"))
def decide(request: HttpRequest, desk: Desk, reference: str) -> HttpResponse:
    """Three steps on one address: write the reason, see the letter, confirm. Only the last decides."""

    def page(form: Fields) -> Again:
        def facts(row: CaseRow) -> dict[str, Any] | None:
            return _deciding(row, one(form, "outcome") or request.GET.get("outcome", ""), one(form, "reason"))

        return _page(request, desk, "staff/decide.jinja", facts, typed=bool(one(form, "reason")), form=form)

    def do(row: CaseRow, form: Fields) -> object:
        outcome, reason = one(form, "outcome"), one(form, "reason").strip()
        on = _on(desk, row, form)
        if one(form, "step") == "confirm":
            return decide_case(world(), outcome=outcome, reason=reason, **on)
        if row.seq != on["seen"]:
            raise StaleCase
        edition = world().editions.edition(row.edition)
        problems = check_decision(edition.service, outcome=outcome, reason=reason)
        if problems:
            return problems
        if one(form, "step") == "change":
            return page(form)(row, (), (), 200)
        confirm = _page(
            request, desk, "staff/confirm.jinja", lambda row: _deciding(row, outcome, reason), typed=True, form=form
        )
        return confirm(row, (), (), 200)

    return _get_or_act(request, desk, reference, page, do, done="decided")


def _deciding(row: CaseRow, outcome_id: str, reason: str) -> dict[str, Any] | None:
    edition = world().editions.edition(row.edition)
    outcome = outcome_of(edition.service, outcome_id)
    if outcome is None:
        return None
    grounds = Grounds(edition, row, now=world().clock.now())
    # Where no reason is written yet, the letter shows where it will stand.
    said = letters.decided(grounds.reader, outcome=outcome.id, reason=reason or "[your reason]")
    title = outcome_words(outcome.id)
    return {
        "outcome": {
            "id": outcome.id,
            "title": title,
            "lang": row.lang if outcome.letter.has(row.lang) else "en",
            "hint": _hint(outcome, row),
            "told": _told(edition, grounds, row),
        },
        "subject": said.subject,
        "letter": said.body,
        "reason": reason,
    }


def _hint(outcome: Outcome, row: CaseRow) -> str:
    if not needs_reason(outcome):
        return "Optional. It is kept with the decision and shown to the resident, and is not in this letter"
    in_welsh = ". They read Welsh: write it in Welsh if you can" if row.lang == "cy" else ""
    return "It stands in the letter as you write it, and is kept with the decision" + in_welsh


def _told(edition: Edition, grounds: Grounds, row: CaseRow) -> str:
    tell = edition.service.tell
    email = tell is not None and "decided" in tell.on and grounds.email is not None
    language = " in Welsh" if row.lang == "cy" else ""
    return f"It goes on the page of their case{language}" + (
        ", and an email says that it is there." if email else ". They get no email."
    )


# --- the pages themselves


def _page(
    request: HttpRequest,
    desk: Desk,
    template: str,
    facts: Callable[[CaseRow], dict[str, Any] | None],
    *,
    typed: bool,
    form: Fields,
) -> Again:
    def again(row: CaseRow, wrong: Sequence[Problem], since: Sequence[Entry], status: int) -> HttpResponse:
        said = facts(row)
        if said is None:
            return not_there(request, desk)
        edition = world().editions.edition(row.edition)
        head = head_of(desk, row)
        return staff_page(
            request,
            desk,
            template,
            status=status,
            head=head,
            wrong=list(wrong),
            errors={problem.at: problem.says for problem in wrong},
            since=change(desk, since, edition, kept=typed, href=f"{head.href}#history") if since else None,
            form=form_of(request, row),
            **said,
        )

    return again


def _get_or_act(
    request: HttpRequest,
    desk: Desk,
    reference: str,
    page: Callable[[Fields], Again],
    do: Callable[[CaseRow, Fields], object],
    *,
    done: str,
) -> HttpResponse:
    if request.method == "POST":
        return _act(request, desk, reference, do, page, done=done)
    try:
        row = case_of(desk, reference)
    except NoSuchCase:
        return not_there(request, desk)
    return page({})(row, (), (), 200)
