"""Where a case is: the page a resident comes back to, with everything that was said and told."""

from collections.abc import Sequence
from typing import Any, Literal, assert_never

import msgspec
from django.http import HttpRequest, HttpResponse

from footpath.actions.grounds import Grounds
from footpath.casework.days import uk_day
from footpath.casework.deciding import outcome_of
from footpath.journey import CheckRow, check_sections
from footpath.ports import Decision, Message
from footpath.web.case.door import Here, opened
from footpath.web.case.survey import asked_now
from footpath.web.doors import slug
from footpath.web.figures import day, pounds
from footpath.web.resident.places import page
from footpath.web.staff.reading import sentence
from footpath.web.staff.why import grounds as grounds_of
from footpath.web.words import say


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One of the three: sent, being checked, decided. Its state is said in words beside its mark."""

    name: str
    state: Literal["done", "now", "later"]
    when: str = ""


class Can(msgspec.Struct, frozen=True, kw_only=True):
    """Something the resident can do from here."""

    text: str
    href: str


_NEVER_OPEN = "a draft has pages of its own, and an erased case has no secret that opens it"

# What is said once something was done. Named in the address, worded in the texts: nobody can put words on the page.
_SAID = {
    "message": "write_done",
    "again": "look_again_done",
    "withdrawn": "withdraw_done",
    "more": "more_done",
    "kept": "more_kept",
}
_THANKS = "told"  # whoever told us how it was is thanked, in the words of the survey


@page("GET")
@opened
def where(request: HttpRequest, here: Here) -> HttpResponse:
    done = request.GET.get("done", "")
    return _show(here, said=_SAID.get(done, ""), thanks=done == _THANKS)


@page("GET")
@opened
def copy(request: HttpRequest, here: Here) -> HttpResponse:
    """The same with everything open, to be printed or kept."""
    return _show(here, everything=True)


def _show(here: Here, *, said: str = "", thanks: bool = False, everything: bool = False) -> HttpResponse:
    row, records = here.row, here.world.records
    messages = records.messages(row.authority, row.id)
    decisions = records.decisions(row.authority, row.id)
    standing = next((each for each in decisions if each.id == row.decision), None)
    return here.respond(
        "case/case.jinja",
        said=say("survey.thanks", here.lang) if thanks else here.say(said) if said else "",
        survey=f"{here.path}/how-was-it" if asked_now(here) and not everything else "",
        title=title_of(here),
        reference=row.reference,
        steps=steps(here),
        next=_next(here, messages),
        asked=_asked(here),
        again=f"/{slug(row.authority)}/{slug(row.service)}/" if row.stage == "withdrawn" else "",
        decided=_decided(here, standing),
        messages=[_message(here, message) for message in reversed(messages)],
        sections=_sections(here),
        cans=_cans(here),
        open=everything,
        back=f"{here.path}/" if everything else None,
    )


def title_of(here: Here) -> str:
    row = here.row
    match row.stage:
        case "to_pay":
            return here.say("title_to_pay", amount=pounds(row.charge_pence or 0))
        case "checking":
            return here.say("title_checking")
        case "waiting":
            return here.say("title_waiting")
        case "decided":
            return here.say("title_decided", outcome=_outcome(here, row.outcome or ""))
        case "withdrawn":
            return here.say("title_withdrawn")
        case "answering" | "erased":
            raise AssertionError(_NEVER_OPEN)
        case _:
            assert_never(row.stage)


def _outcome(here: Here, id_: str) -> str:
    known = outcome_of(here.service, id_)
    title = known.title.in_(here.lang) if known and known.title else id_.replace("_", " ")
    return title[:1].lower() + title[1:]


def steps(here: Here) -> tuple[Step, ...]:
    """Sent, being checked, decided."""
    row = here.row
    sent = Step(name=here.say("step_sent"), state="done", when=_on(here, row.submitted))
    checked, decided = here.say("step_checked"), here.say("step_decided")
    match row.stage:
        case "to_pay":
            checking = Step(name=checked, state="later", when=here.say("when_paid"))
        case "checking":
            due = here.say("usually_by", day=day(row.due, here.lang)) if row.due and not here.late else ""
            checking = Step(name=checked, state="now", when=due)
        case "waiting":
            checking = Step(name=checked, state="now", when=here.say("when_answered"))
        case "withdrawn":
            return sent, Step(name=checked, state="later", when=here.say("stopped")), Step(name=decided, state="later")
        case "decided":
            return sent, Step(name=checked, state="done"), Step(name=decided, state="done", when=_on(here, row.decided))
        case "answering" | "erased":
            raise AssertionError(_NEVER_OPEN)
        case _:
            assert_never(row.stage)
    return sent, checking, Step(name=decided, state="later")


def _on(here: Here, at: Any) -> str:
    return here.say("on", day=day(uk_day(at), here.lang)) if at else ""


def _next(here: Here, messages: Sequence[Message]) -> str:
    row = here.row
    phone = here.authority.contact.phone
    match row.stage:
        case "to_pay":
            return here.say("next_to_pay", phone=phone)
        case "checking":
            if row.due is None:
                return here.say("next_checking_no_day")
            due = day(row.due, here.lang)
            return here.say("next_late", day=due, phone=phone) if here.late else here.say("next_checking", day=due)
        case "waiting":
            return here.say("next_waiting")
        case "decided" if any(each.about == "again" and row.decided and each.at >= row.decided for each in messages):
            return here.say("next_looking_again")
        case "decided":
            return here.say("next_decided")
        case "withdrawn":
            return here.say("next_withdrawn")
        case "answering" | "erased":
            raise AssertionError(_NEVER_OPEN)
        case _:
            assert_never(row.stage)


def _asked(here: Here) -> dict[str, str] | None:
    """The open request: what staff wrote, and where to answer it."""
    row = here.row
    if row.asking is None:
        return None
    asking = next(each for each in here.world.records.askings(row.authority, row.id) if each.id == row.asking)
    return {"words": asking.words, "href": f"{here.path}/more/{number_of(asking.id)}"}


def number_of(asking: str) -> str:
    """A request's number among what happened to its case: what its address shows."""
    return asking.rpartition(".")[2]


def _decided(here: Here, decision: Decision | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    on = day(uk_day(decision.at), here.lang)
    # A rule decided because of what it looked at itself; a person had all of it before them.
    chosen = _rule_of(here, decision)
    findings = [decision.findings[chosen]] if chosen else list(decision.findings.values())
    used = here.world.editions.edition(decision.edition)
    return {
        "who": here.say("by_rule" if decision.automatic else "by_person", day=on),
        "reason": sentence(decision.reason),
        "lang": here.row.lang if here.row.lang != here.lang else "",
        "grounds": [
            {
                "name": each.name,
                "value": each.value,
                "says": here.say("your_answer") if each.kind == "answer" else each.source,
                # Figures are named in English: whoever listens to a Welsh page is told so.
                "lang": "en" if each.kind == "figure" and here.lang != "en" else "",
            }
            for each in grounds_of(findings, used.service, here.lang)
        ],
        "edition": here.say("rules_used", version=used.service.version, edition=used.hash[:8]),
    }


def _rule_of(here: Here, decision: Decision) -> str:
    """Which of the service's automatic rules decided: the first that held."""
    if not decision.automatic:
        return ""
    for place, _ in enumerate(here.world.editions.edition(decision.edition).service.decide.automatically):
        found = decision.findings.get(f"automatic:{place}")
        if found is not None and found["value"] is True:
            return f"automatic:{place}"
    return ""


def _message(here: Here, message: Message) -> dict[str, Any]:
    yours = message.way == "from_resident"
    return {
        "subject": message.subject,
        "who": here.say("from_you") if yours else here.say("from_us", name=here.authority.name.in_(here.lang)),
        "exact": message.at.isoformat(),
        "day": day(uk_day(message.at), here.lang),
        "body": message.body,
        "yours": yours,
        # Written once, in the language the case had then: a screen reader is told where it differs from the page.
        "lang": here.row.lang if here.row.lang != here.lang else "",
    }


def _sections(here: Here) -> list[dict[str, Any]]:
    found = Grounds(here.edition, here.row, now=here.world.clock.now())
    return [
        {"title": section.title, "rows": [{"label": labelled(row), "lines": row.lines} for row in section.rows]}
        for section in check_sections(here.edition, found.way, here.lang)
    ]


def labelled(row: CheckRow) -> str:
    """The question; of a list, with what the item is called: “Vehicle 2: What is its registration number?”"""
    return f"{row.card}: {row.label}" if row.card else row.label


def _cans(here: Here) -> list[Can]:
    row, cans = here.row, []
    if row.stage == "decided":
        cans.append(Can(text=here.say("look_again"), href=f"{here.path}/look-again"))
    cans.append(Can(text=here.say("write"), href=f"{here.path}/write"))
    if row.stage in ("to_pay", "checking", "waiting"):
        cans.append(Can(text=here.say("withdraw"), href=f"{here.path}/withdraw"))
    cans.append(Can(text=here.say("print"), href=f"{here.path}/copy"))
    return cans
