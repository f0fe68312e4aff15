"""Asha and those she deals with: a small permit service, its forms as browsers send them, and how people use it."""

from functools import cache
from typing import Any

from footpath.actions.answer_page import answer_page
from footpath.actions.publish_edition import publish_edition
from footpath.actions.results import Crossed, Refused, Went
from footpath.actions.start_case import Opened, start_case
from footpath.actions.submit_case import Sent, submit_case
from footpath.definition.load import load_service
from footpath.definition.service import Edition
from footpath.ports import Authority, CaseRow, Contact, World
from footpath.questions.question import Form
from footpath.values import Words

NORTH = "barset_north"
SOUTH = "barset_south"
BEN = "staff:ben"
CARA = "staff:cara"

PERMIT = """
footpath: 1
id: permit
version: 3
title: {en: Apply for a permit, cy: Gwneud cais am drwydded}
owner: parking services manager
outcome: People can park near home
law: Parking Order 2019
minutes: 3
figures:
  yearly_price:
    - {from: 2025-04-01, value: 85.00, source: Fees and charges 2025-26}
    - {from: 2026-06-01, value: 88.50, source: Fees and charges 2026-27}
  permits_allowed: 2
lists:
  zone_postcodes: [OX1 1AA, OX1 1AB]
pages:
  where:
    title: Where you live
    questions:
      postcode:
        ask: What is your postcode?
        type: postcode
        why: Permits are for people who live in the zone
  vehicle:
    title: Your vehicle
    together: These are on one document
    questions:
      registration:
        ask: What is your vehicle’s registration number?
        type: vehicle_registration
        why: Wardens check it
      co2:
        ask: What are its CO2 emissions?
        type: whole_number
        between: [0, 1000]
        optional: true
        why: Cleaner vehicles pay less
  diesel:
    title: Diesel vehicles
    when: co2 > 185
    questions:
      filter_fitted:
        ask: Has it got a particle filter?
        type: yes_no
        why: Filters clean the air
  household:
    title: Your household
    questions:
      permits_held:
        ask: How many permits does your household hold now?
        type: whole_number
        between: [0, 10]
        why: A household may hold two
  others:
    title: Other drivers
    questions:
      drivers:
        ask: Who else drives it?
        type: repeat
        one: driver
        at_least: 0
        at_most: 3
        why: Wardens may ask
        questions:
          driver_name:
            ask: What is their name?
            type: name
            why: Wardens may ask
  contact:
    title: How we reach you
    questions:
      email:
        ask: What is your email address?
        type: email
        optional: true
        why: We tell you what we decide
rules:
  in_zone: postcode in zone_postcodes
  price: decimal(yearly_price * (if permits_held > 0 then 2 else 1), 2)
exits:
  not_in_zone:
    when: not(in_zone)
    say: You cannot get a permit because your address is not in a permit zone.
    next: See visitor parking.
charge: {amount: price, for: Permit, when: before_submit}
decide:
  automatically:
    - when: permits_held = 0
      outcome: granted
      because:
        en: Yours is the first permit of your household (article 7)
        cy: Trwydded gyntaf eich cartref (erthygl 7)
  otherwise: parking_team
  working_days: 3
  outcomes:
    granted: {title: You have a permit, letter: "Your permit {{ reference }} for {{ registration }} starts today."}
    refused: {letter: "We refused your application because {{ reason }}. You can ask us to look again."}
tell:
  to: email
  submitted: {subject: We have your application, say: We will write within 3 working days.}
  asked: {subject: We need more from you, say: Follow the link to see what we need.}
  decided: {subject: "We have decided about {{ registration }}", say: Follow the link to read our decision.}
after: {say: "We look at it within 3 working days. Reference {{ reference }}."}
keep: {answers: 6 years after decision, drafts: 28 days}
"""

REPORT = """
footpath: 1
id: report
version: 1
title: Report a missed bin
owner: waste manager
outcome: Bins are emptied
law: Environmental Protection Act 1990
minutes: 2
pages:
  bin:
    title: Your bin
    questions:
      colour:
        ask: Which bin was missed?
        type: choose_one
        options: {green: Green, black: Black}
        exhaustive: true
        why: Each has its own lorry
  note:
    title: Anything else
    questions:
      note:
        ask: Is there anything else we should know?
        type: long_text
        optional: true
        why: The crew reads it
decide:
  otherwise: waste_team
  outcomes:
    collected: {letter: We will come back for it.}
    refused: {letter: "We will not come back because {{ reason }}."}
keep: {answers: 1 year after decision, drafts: 7 days}
"""


@cache
def edition(source: str) -> Edition:
    loaded = load_service(source, file="service.yaml")
    assert isinstance(loaded, Edition), "\n".join(str(fault) for fault in loaded)
    return loaded


def an_authority(id_: str = NORTH, name: str = "Barset North") -> Authority:
    host = f"{id_.replace('_', '-')}.example"
    return Authority(
        id=id_,
        name=Words(name, f"Cyngor {name}"),
        layer="district",
        parent="barset",
        contact=Contact(
            phone="01632 960 100",
            email=f"help@{host}",
            hours=Words("Monday to Friday, 9am to 5pm", "Dydd Llun i ddydd Gwener, 9am i 5pm"),
            address=Words("The Council House, Barset"),
        ),
        sender=f"no-reply@{host}",
        colour="#00703c",
        working_days=10,
    )


def settle(world: World) -> None:
    """Two authorities that both offer permits and reports."""
    for authority in (an_authority(), an_authority(SOUTH, "Barset South")):
        with world.together():
            world.records.save_authority(authority)
        for source in (PERMIT, REPORT):
            publish_edition(
                world, authority=authority.id, edition=edition(source), by="staff:mia", because="It is checked"
            )


def form(**fields: str) -> Form:
    """Fields as a browser sends them; two underscores stand for a hyphen."""
    return {name.replace("__", "-"): [value] for name, value in fields.items()}


ASHA: dict[str, Form] = {
    "where": form(postcode="ox1 1aa"),
    "vehicle": form(registration="ab12cde", co2="99"),
    "household": form(permits_held="1"),
    "others": form(drivers__another="no"),
    "contact": form(email="asha@example.org"),
}
"""She lives in the zone and holds a permit already: £170.00 to pay, and the team decides."""

FIRST: dict[str, Form] = {**ASHA, "household": form(permits_held="0")}
"""Hers would be the first: £85.00 to pay, and the rule grants it."""

BIN: dict[str, Form] = {"bin": form(colour="green"), "note": form(note="")}
"""A report: nothing to pay, and nobody to write to."""


def row_of(world: World, opened: Opened, authority: str = NORTH) -> CaseRow:
    return world.records.case(authority, opened.case)


def starts(world: World, service: str = "permit", authority: str = NORTH) -> Opened:
    return start_case(world, authority=authority, service=service, lang="en")


def answers(
    world: World, opened: Opened, page: str, sent: Form, *, seen: int | None = None, **others: Any
) -> Went | Refused | Crossed:
    """One page, from a window that shows the case as it is now, unless an older one is given."""
    row = row_of(world, opened)
    others.setdefault("lang", "en")
    return answer_page(
        world,
        authority=NORTH,
        case=opened.case,
        page=page,
        form=sent,
        seen=row.seq if seen is None else seen,
        **others,
    )


def fills_in(world: World, pages: dict[str, Form] = ASHA, service: str = "permit") -> Opened:
    """A draft with every page answered."""
    opened = starts(world, service)
    for page, sent in pages.items():
        done = answers(world, opened, page, sent)
        assert isinstance(done, Went), done
    return opened


def sends(world: World, opened: Opened, *, key: str = "send-1", lang: Any = "en") -> Sent:
    sent = submit_case(world, authority=NORTH, case=opened.case, key=key, lang=lang)
    assert isinstance(sent, Sent), sent
    return sent


def reports(world: World) -> CaseRow:
    """A report that the team has now."""
    opened = fills_in(world, BIN, "report")
    return sends(world, opened).row
