"""Barset in a real database: two authorities, their staff, and cases in every stage."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from footpath.actions.answer_page import answer_page
from footpath.actions.ask_again import ask_again
from footpath.actions.ask_for_more import AskedNow, ask_for_more
from footpath.actions.decide_case import DecidedNow, decide_case
from footpath.actions.doors import secret_of
from footpath.actions.mark_paid import mark_paid
from footpath.actions.publish_edition import publish_edition
from footpath.actions.results import Went
from footpath.actions.start_case import start_case
from footpath.actions.submit_case import Sent, submit_case
from footpath.actions.take_case import take_case
from footpath.adapters.records.models import Role, Staff
from footpath.ports import CaseRow, World
from footpath.values import Lang
from footpath.web.world import world
from tests.people import NORTH, PERMIT, REPORT, SOUTH, an_authority, edition, form

PASSWORD = "a long walk by the river"

# The permit of tests/people, which also asks who somebody is.
NAMED = PERMIT.replace(
    "pages:\n  where:",
    """pages:
  who:
    title: About you
    questions:
      name:
        ask: What is your name?
        type: name
        why: It is on the permit
  where:""",
).replace("title: Where you live", "title: {en: Where you live, cy: Ble rydych yn byw}")

assert NAMED.count("type: name") == 2

PEOPLE: Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]] = {
    # (staff id, name, {authority: roles})
    "ben": ("Ben Okafor", {NORTH: ("caseworker",)}),
    "cara": ("Cara Ellis", {NORTH: ("caseworker",)}),
    "mia": ("Mia Hughes", {NORTH: ("manager",)}),
    "ada": ("Ada Novak", {NORTH: ("auditor",)}),
    "sam": ("Sam South", {SOUTH: ("caseworker",)}),
    "sue": ("Sue South", {SOUTH: ("manager",)}),
    "sid": ("Sid South", {SOUTH: ("auditor",)}),
    "both": ("Bo Both", {NORTH: ("caseworker",), SOUTH: ("caseworker",)}),
    "none": ("Nat None", {}),
}


@pytest.fixture(autouse=True)
def barset(db: None) -> Iterator[World]:
    """The county, in a database of its own."""
    cache.clear()
    yield settle_in()
    cache.clear()


def settle_in() -> World:
    """Authorities, services and staff."""
    here = world()
    for authority in (an_authority(), an_authority(SOUTH, "Barset South")):
        with here.together():
            here.records.save_authority(authority)
        for source in (NAMED, REPORT):
            publish_edition(
                here, authority=authority.id, edition=edition(source), by="staff:mia", because="It is checked"
            )
    made = Staff(id="made", name="made")
    made.set_password(PASSWORD)
    for id_, (name, roles) in PEOPLE.items():
        staff = Staff.objects.create(id=id_, name=name, password=made.password)
        for authority_id, held in roles.items():
            for role in held:
                Role.objects.create(authority=authority_id, staff=staff, role=role)
    return here


def asha(**other: str) -> dict[str, Mapping[str, list[str]]]:
    """Asha’s answers, page by page: a permit held, so the team decides."""
    said = {"name": "Asha Patel", "registration": "ab12cde", "email": "asha@example.org", **other}
    return {
        "who": form(name=said["name"]),
        "where": form(postcode="ox1 1aa"),
        "vehicle": form(registration=said["registration"], co2="99"),
        "household": form(permits_held=other.get("permits_held", "1")),
        "others": form(drivers__another="no"),
        "contact": form(email=said["email"]),
    }


BIN = {"bin": form(colour="green"), "note": form(note="")}


def drafts(
    pages: Mapping[str, Mapping[str, list[str]]] | None = None,
    *,
    authority: str = NORTH,
    service: str = "permit",
    lang: Lang = "en",
) -> CaseRow:
    here = world()
    opened = start_case(here, authority=authority, service=service, lang=lang)
    for page, sent in (asha() if pages is None else pages).items():
        row = here.records.case(authority, opened.case)
        done = answer_page(here, authority=authority, case=opened.case, page=page, form=sent, lang=lang, seen=row.seq)
        assert isinstance(done, Went), done
    return here.records.case(authority, opened.case)


def sends(row: CaseRow, *, lang: Lang = "en") -> CaseRow:
    sent = submit_case(world(), authority=row.authority, case=row.id, key=f"send-{row.reference}-000000", lang=lang)
    assert isinstance(sent, Sent), sent
    return sent.row


def to_pay(pages: Any = None, *, authority: str = NORTH, lang: Lang = "en") -> CaseRow:
    row = sends(drafts(pages, authority=authority, lang=lang), lang=lang)
    assert row.stage == "to_pay"
    return row


def checking(pages: Any = None, *, authority: str = NORTH, by: str = "staff:ben", lang: Lang = "en") -> CaseRow:
    """Sent and paid: the team has it, and nobody has taken it."""
    row = to_pay(pages, authority=authority, lang=lang)
    return mark_paid(world(), authority=authority, case=row.id, by=by, seen=row.seq, key=f"paid-{row.reference}-000000")


def taken(row: CaseRow, by: str = "staff:ben") -> CaseRow:
    return take_case(
        world(), authority=row.authority, case=row.id, by=by, seen=row.seq, key=f"take-{row.reference}-{row.seq:06}"
    )


def asked(row: CaseRow, *, words: str = "Please send the number again", by: str = "staff:ben") -> CaseRow:
    done = ask_for_more(
        world(),
        authority=row.authority,
        case=row.id,
        questions=("registration",),
        words=words,
        reply=True,
        by=by,
        seen=row.seq,
        key=f"ask-{row.reference}-{row.seq:06}",
    )
    assert isinstance(done, AskedNow), done
    return done.row


def decided(
    row: CaseRow, outcome: str = "refused", *, reason: str = "The car is too old", by: str = "staff:ben"
) -> CaseRow:
    done = decide_case(
        world(),
        authority=row.authority,
        case=row.id,
        outcome=outcome,
        reason=reason,
        by=by,
        seen=row.seq,
        key=f"decide-{row.reference}-{row.seq:06}",
    )
    assert isinstance(done, DecidedNow), done
    return done.row


def wants_another_look(row: CaseRow, words: str = "The car is new") -> CaseRow:
    done = ask_again(
        world(), authority=row.authority, case=row.id, words=words, lang="en", key=f"again-{row.reference}-00000"
    )
    assert isinstance(done, CaseRow), done
    return done


def signed_in(staff: str, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(Staff.objects.get(id=staff))
    return client


def resident(row: CaseRow, **options: Any) -> Client:
    """A browser that came by the link of the case."""
    client = Client(**options)
    response = client.get(link(row))
    assert response.status_code == 303, response.status_code
    return client


def link(row: CaseRow) -> str:
    secret = secret_of(world(), row)
    assert secret
    return f"{page_of(row)}return/{secret}"


def page_of(row: CaseRow) -> str:
    return f"/case/{row.authority.replace('_', '-')}/{row.id}/"


def staff_page_of(row: CaseRow) -> str:
    return f"/staff/{row.authority.replace('_', '-')}/cases/{row.reference}"


def now(row: CaseRow) -> CaseRow:
    return world().records.case(row.authority, row.id)


def carried(row: CaseRow, **fields: Any) -> dict[str, Any]:
    """What a form on a page of this case sends."""
    return {"seen": now(row).seq, "key": secrets.token_urlsafe(16), **fields}


def age(row: CaseRow, days: int) -> None:
    """The case was sent so many days earlier."""
    from footpath.adapters.records.models import Case

    held = Case.objects.get(authority=row.authority, id=row.id)
    earlier = timedelta(days=days)
    assert held.submitted
    Case.objects.filter(authority=row.authority, id=row.id).update(
        submitted=held.submitted - earlier,
        open_since=held.open_since - earlier if held.open_since else None,
        due=held.due - earlier if held.due else None,
    )
