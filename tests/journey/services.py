"""Services for tests of the journey: one to read, and any number that nobody wrote."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from footpath.definition.load import load_service
from footpath.definition.service import Edition, Page
from footpath.questions import KINDS, Answer

FIRST_OF_MAY = date(2026, 5, 1)

PERMIT = """
footpath: 1
id: resident_parking_permit
version: 1
title: {en: Apply for a resident parking permit, cy: Gwneud cais am drwydded barcio}
owner: parking services manager
outcome: People can park near home without visiting an office
figures:
  yearly_price:
    - {from: 2025-04-01, value: 85.00, source: Fees and charges 2025-26}
    - {from: 2026-04-01, value: 88.50, source: Fees and charges 2026-27}
lists:
  zone_postcodes: [OX1 1AA, OX1 1AB]
pages:
  home:
    title: {en: Where you live, cy: Ble rydych chi’n byw}
    questions:
      home: {ask: {en: What is your postcode?, cy: Beth yw eich cod post?}, type: postcode, why: The zone}
  vehicle:
    title: Your vehicle
    questions:
      diesel: {ask: Is it a diesel?, type: yes_no, why: Diesel cars pay more}
  made:
    title: When it was made
    when: diesel
    questions:
      made: {ask: What month was it made?, type: month, why: Old diesel cars pay more}
  co2:
    title: Its emissions
    questions:
      co2: {ask: What are its CO2 emissions?, type: whole_number, between: [0, 1000], optional: true, why: Price}
  others:
    title: Other vehicles
    questions:
      others:
        ask: {en: Which other vehicles do you have?, cy: Pa gerbydau eraill sydd gennych?}
        type: repeat
        one: {en: Vehicle, cy: Cerbyd}
        at_most: 2
        why: A household may hold two
        questions:
          plate: {ask: What is its registration number?, type: vehicle_registration}
          keeper: {ask: Who keeps it?, type: name, optional: true}
rules:
  lives_in_zone: home in zone_postcodes
  old_diesel: diesel and made < date("2015-09-01")
  price: if old_diesel = true then yearly_price * 1.4 else yearly_price
exits:
  not_in_zone: {when: not(lives_in_zone), say: Your address is not in a permit zone., next: See visitor parking.}
  too_many: {when: count(others) > 1, say: A household may hold two permits.}
charge: {amount: price, for: Resident parking permit}
decide:
  automatically:
    - {when: co2 = 0, outcome: granted, because: Electric cars always get one}
    - {when: count(others) = 0, outcome: granted, because: It is the first in the household}
  otherwise: parking_team
  outcomes:
    granted: {letter: Your permit starts today.}
    refused: {letter: We refused it.}
keep: {answers: 6 years after decision, drafts: 28 days}
examples:
  - name: an electric car
    on: 2026-05-01
    answers: {home: OX1 1AA, diesel: false, co2: 0, others: []}
    expect: {price: 88.50, charge: 88.50, outcome: granted, page: check}
"""


def loaded(text: str) -> Edition:
    found = load_service(text)
    assert isinstance(found, Edition), "\n".join(map(str, found))
    return found


def permit() -> Edition:
    return loaded(PERMIT)


# Kinds that differ in what rules see of them. A list is alone on its page.
_KINDS = ("yes_no", "choose_one", "whole_number", "text", "date", "repeat")


@st.composite
def services(draw: st.DrawFn) -> Edition:
    """A service whose pages ask for anything and depend on anything before them."""
    asked: list[tuple[str, str]] = []
    lines = [
        "footpath: 1", "id: made_up", "version: 1", "title: Do something", "owner: Ben", "outcome: It is done", "pages:"
    ]  # fmt: skip
    for number in range(draw(st.integers(1, 6))):
        lines += [f"  p{number}:", f"    title: Page {number}"]
        condition = draw(conditions(asked)) if asked and draw(st.booleans()) else None
        if condition:
            lines.append(f"    when: '{condition}'")
        lines += ["    together: One thing" if number else "    together: Another", "    questions:"]
        kinds = draw(st.lists(st.sampled_from(_KINDS), min_size=1, max_size=2))
        kinds = ["repeat"] if "repeat" in kinds else kinds
        for place, kind in enumerate(kinds):
            name = f"q{number}{'ab'[place]}"
            asked.append((name, kind))
            lines += [
                f"      {name}:",
                f"        ask: What about {name}?",
                f"        type: {kind}",
                "        why: Because",
            ]
            if kind == "choose_one":
                lines.append("        options: {a: A, b: B}")
            if kind == "repeat":
                least = draw(st.integers(0, 2))
                lines += [
                    "        one: Thing",
                    f"        at_least: {least}",
                    "        at_most: 3",
                    "        questions:",
                ]
                lines += [f"          {name}_in: {{ask: What is it?, type: text}}"]
            elif draw(st.booleans()):
                lines.append("        optional: true")
    exits = [draw(conditions(asked)) for _ in range(draw(st.integers(0, 2)))]
    lines += ["rules:", f"  rule: '{draw(conditions(asked))}'"]
    lines += ["exits:"] if exits else []
    lines += [f"  e{place}: {{when: '{condition}', say: It is not for you.}}" for place, condition in enumerate(exits)]
    lines += ["decide: {otherwise: team, outcomes: {done: {letter: Done}}}"]
    lines += ["keep: {answers: 1 year after decision, drafts: 28 days}"]
    return loaded("\n".join(lines) + "\n")


@st.composite
def conditions(draw: st.DrawFn, asked: list[tuple[str, str]]) -> str:
    name, kind = draw(st.sampled_from(asked))
    tests = {
        "yes_no": [f"{name}", f"not({name})", f"{name} = null"],
        "choose_one": [f'{name} = "a"', f'{name} != "a"'],
        "whole_number": [f"{name} > 3", f"{name} <= 3", f"{name} = null"],
        "text": [f'{name} = "x"', f"string length({name}) > 1"],
        "date": [f'{name} > date("2020-01-01")', f"{name} = null"],
        "repeat": [f"count({name}) > 1", f'some one in {name} satisfies one.{name}_in = "x"'],
    }
    one = draw(st.sampled_from(tests[kind]))
    if draw(st.booleans()):
        return f"{one} {draw(st.sampled_from(['and', 'or']))} {draw(conditions(asked))}" if draw(st.booleans()) else one
    return one


_VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "yes_no": st.booleans(),
    "choose_one": st.sampled_from(["a", "b"]),
    "whole_number": st.integers(0, 6).map(Decimal),
    "text": st.sampled_from(["x", "yes"]),
    "date": st.sampled_from([date(2019, 1, 1), date(2025, 6, 1)]),
}


@st.composite
def page_answers(draw: st.DrawFn, page: Page) -> dict[str, Answer]:
    """Answers that its page takes."""
    given: dict[str, Answer] = {}
    for question in page.questions:
        if question.kind == "repeat":
            items = st.lists(
                st.fixed_dictionaries({question.questions[0].id: _VALUES["text"]}),
                min_size=question.at_least,
                max_size=3,
            )
            given[question.id] = draw(items)
        else:
            given[question.id] = draw(
                st.one_of(st.none(), _VALUES[question.kind]) if question.optional else _VALUES[question.kind]
            )
    return given


@st.composite
def answers_to(draw: st.DrawFn, edition: Edition, *, all_pages: bool = False) -> dict[str, Answer]:
    """Answers of some pages, whether they are on the way or not."""
    given: dict[str, Answer] = {}
    for page in edition.service.pages:
        if all_pages or draw(st.booleans()):
            given.update(draw(page_answers(page)))
    return given


def form_of(page: Page, given: Mapping[str, Answer]) -> dict[str, list[str]]:
    """What a browser sends for these answers; of a list, that there is no other."""
    form: dict[str, list[str]] = {}
    for question in page.questions:
        if question.kind == "repeat":
            form[f"{question.id}-another"] = ["no"]
            continue
        for field, held in KINDS[question.kind].refill(question, given[question.id]).items():
            form[field] = [held] if isinstance(held, str) else held
    return form
