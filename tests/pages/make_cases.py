"""Cases at every stage in a running demonstration: run as a program with its environment, prints where they are."""

import json
import secrets
from datetime import date
from typing import Any

from footpath import journey
from footpath.actions.answer_page import answer_page
from footpath.actions.ask_again import ask_again
from footpath.actions.ask_for_more import AskedNow, ask_for_more
from footpath.actions.count_doing import count_doing
from footpath.actions.decide_case import DecidedNow, decide_case
from footpath.actions.doors import secret_of
from footpath.actions.mark_paid import mark_paid
from footpath.actions.results import Went
from footpath.actions.start_case import start_case
from footpath.actions.submit_case import Sent, submit_case
from footpath.actions.take_case import take_case
from footpath.actions.withdraw_case import withdraw_case
from footpath.actions.write_message import write_message
from footpath.ports import CaseRow
from footpath.questions import KINDS
from footpath.values import Lang, Problem
from footpath.web.world import world

NORTH, PERMIT = "barset_north", "resident_parking_permit"
ANSWERS: dict[str, Any] = {
    "home": {"line_1": "2 Chantry Row", "town": "Barchester", "postcode": "OX1 1AA"},
    "main_home": True,
    "permits_held": 1,
    "settled": True,
    "registration": "BD51 SMR",
    "fuel": "petrol",
    "co2": "120",
    "address_proof": "council-tax-bill.pdf",
    "full_name": "Ben Example",
    "email": "ben@example.com",
    "phone": "01632 960 001",
    "promise": True,
}
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-Featherstonehaugh"


def to_pay(lang: Lang = "en", **other: Any) -> CaseRow:
    here = world()
    opened = start_case(here, authority=NORTH, service=PERMIT, lang=lang)
    where = {"authority": NORTH, "case": opened.case}
    for _ in range(40):
        row = here.records.case(**where)
        edition = here.editions.edition(row.edition)
        way = journey.walk(edition, journey.decode(edition.service, row.data), on=date.today())  # noqa: DTZ011
        if way.here is None:
            break
        page = edition.service.page(way.here)
        assert page
        form: dict[str, list[str]] = {}
        for question in page.questions:
            answer = KINDS[question.kind].from_data(question, {**ANSWERS, **other}.get(question.id))
            assert not isinstance(answer, Problem), answer
            for field, typed in KINDS[question.kind].refill(question, answer).items():
                form[field] = [typed] if isinstance(typed, str) else typed
        went = answer_page(here, **where, page=page.id, form=form, lang=lang, seen=row.seq)
        assert isinstance(went, Went), went
    sent = submit_case(here, **where, key=key(), lang=lang)
    assert isinstance(sent, Sent), sent
    return sent.row


def key() -> str:
    return secrets.token_urlsafe(16)


def on(row: CaseRow, by: str = "staff:ben") -> dict[str, Any]:
    return {"authority": NORTH, "case": row.id, "by": by, "seen": row.seq, "key": key()}


def checking(lang: Lang = "en", **other: Any) -> CaseRow:
    row = to_pay(lang, **other)
    return mark_paid(world(), **on(row))


def taken(row: CaseRow, by: str = "staff:ben") -> CaseRow:
    return take_case(world(), **on(row, by))


def asked(row: CaseRow, *questions: str) -> CaseRow:
    done = ask_for_more(world(), questions=questions, words="We cannot read the number.", reply=True, **on(row))
    assert isinstance(done, AskedNow), done
    return done.row


def decided(row: CaseRow, outcome: str, reason: str) -> CaseRow:
    done = decide_case(world(), outcome=outcome, reason=reason, **on(row))
    assert isinstance(done, DecidedNow), done
    return done.row


def with_words(row: CaseRow, words: str) -> CaseRow:
    done = write_message(world(), authority=NORTH, case=row.id, words=words, lang="en", key=key())
    assert isinstance(done, CaseRow), done
    return done


def again(row: CaseRow) -> CaseRow:
    done = ask_again(world(), authority=NORTH, case=row.id, words="The car is new", lang="en", key=key())
    assert isinstance(done, CaseRow), done
    return done


def withdrawn(row: CaseRow) -> CaseRow:
    return withdraw_case(world(), authority=NORTH, case=row.id, lang="en", key=key())


def places(row: CaseRow) -> dict[str, str]:
    secret = secret_of(world(), row)
    case = f"/case/barset-north/{row.id}/"
    return {
        "reference": row.reference,
        "staff": f"/staff/barset-north/cases/{row.reference}",
        "case": case,
        "link": f"{case}return/{secret}",
        "asking": str(row.asking or "").rpartition(".")[2],
    }


def sent_back() -> None:
    """Somebody leaves the first page empty, and stops."""
    opened = start_case(world(), authority=NORTH, service=PERMIT, lang="en")
    row = world().records.case(NORTH, opened.case)
    first = world().editions.edition(row.edition).service.pages[0].id
    answer_page(world(), authority=NORTH, case=row.id, page=first, form={}, lang="en", seen=row.seq)


def main() -> None:
    import django

    django.setup()
    reason = "the bill you sent is of another house"
    # First in the queue, so that whoever takes the first few of it takes none that another test looks at.
    for _ in range(30):
        to_pay()
    # What is called "for …" belongs to the one test that acts on it; all the others are only looked at, or tests
    # would depend on which of them runs first.
    made = {
        "unpaid": to_pay(),
        "free": checking(),
        "mine": taken(checking()),
        "theirs": taken(checking(), "staff:asif"),
        "asked": asked(taken(checking()), "registration", "co2"),
        "granted": decided(taken(checking()), "granted", ""),
        "refused": decided(taken(checking()), "refused", reason),
        "again": again(decided(taken(checking()), "refused", reason)),
        "rule": checking(permits_held=0),
        "withdrawn": withdrawn(checking()),
        "welsh": asked(taken(checking("cy")), "registration"),
        "long": with_words(taken(checking(full_name=LONG)), (LONG + " ") * 20),
        "for answering": asked(taken(checking()), "registration", "co2"),
        "for answering wrongly": asked(taken(checking()), "registration"),
        "for a last look": asked(taken(checking()), "registration"),
        "for deciding": asked(taken(checking()), "registration"),
        "for deciding by keyboard": checking(),
        "for many": checking(),
        "for notes": taken(checking()),
        "for withdrawing": checking(),
        "for writing": decided(taken(checking()), "refused", reason),
    }
    sent_back()
    count_doing(world())
    print(json.dumps({name: places(row) for name, row in made.items()}))


if __name__ == "__main__":
    main()
