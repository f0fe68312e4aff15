"""Check 48: a rule that can be null where it must not be, though everything was answered, is shown by such answers."""

import pytest

from footpath.checks import check_edition
from footpath.definition.load import load_service
from footpath.definition.service import Edition
from footpath.values import Fault

HEAD = """\
footpath: 1
id: try_it
version: 1
title: Apply for a thing
owner: things manager
outcome: People have things
law: Things Act 1990 s.1
minutes: 3
figures: {parts: 12, none_left: 0}
lists: {prices: [10, 20, 30]}
pages:
  all:
    title: Your answers
    together: They are all about one thing
    questions:
      reading: {ask: What does the meter say?, type: text, why: We need it}
      typed: {ask: When was it?, type: text, why: We need it, optional: true}
      rooms: {ask: How many rooms?, type: whole_number, between: [0, 20], why: We need it}
      floors: {ask: How many floors?, type: whole_number, between: [1, 20], why: We need it}
      balance: {ask: What is left?, type: number, between: [-50, 500], why: We need it}
      moved: {ask: When did you move?, type: date, why: We need it}
      kind: {ask: Which?, type: choose_one, options: {flat: Flat, house: House, other: Other}, why: We need it}
      home: {ask: What is your address?, type: address, why: We need it}
  children:
    title: Children
    questions:
      children:
        ask: Who are your children?
        type: repeat
        one: child
        why: We need it
        questions:
          age: {ask: How old?, type: whole_number, between: [0, 17]}
          weekly: {ask: What does it cost a week?, type: money, optional: true}
rules:
"""
TAIL = """
charge: {amount: price, for: A thing}
decide:
  automatically:
    - {when: ok, outcome: granted, because: It is}
  otherwise: team
  outcomes: {granted: {letter: Yes}, refused: {letter: No}}
after: {say: "We will write within 5 days."}
keep: {answers: 1 year after decision, drafts: 28 days}
"""


def found(rules: dict[str, str], tail: str = TAIL) -> list[Fault]:
    """What check 48 says of rules; the price is what is charged, and whether all is ok is decided on."""
    lines = [f"  {name}: {rule}" for name, rule in {"price": "5", "ok": "true", **rules}.items()]
    edition = load_service(HEAD + "\n".join(lines) + tail)
    assert isinstance(edition, Edition), "\n".join(map(str, edition))
    return [fault for fault in check_edition(edition).faults if fault.check == "48"]


def quoted(rule: str) -> str:
    return "'" + rule.replace("'", "''") + "'"


# The price, the answers for which it comes to nothing, why, and what to write.
NOTHING = [
    ("number(reading) * 2", 'reading = "Another answer"', "is not a number", "`if number(reading) = null then"),
    ("number(typed) * 2", 'typed = "Another answer"', "is not a number", "`if number(typed) = null then"),
    ("(date(reading) - moved).days", 'reading = "Another answer"', "is not a date", "`if date(reading) = null then"),
    ("100 / rooms", "rooms = 0", "divided by zero", "`if rooms = 0 then"),
    ("if balance > 10 then 1 else if balance > 20 then 2 else 9 / balance", "balance = 0", "by zero", "balance = 0"),
    ("100 / (rooms - floors)", "rooms = ", "divided by zero", "`if rooms - floors = 0 then"),
    ("100 / none_left", "whatever is answered", "divided by zero", "`if none_left = 0 then"),
    ("modulo(100, rooms)", "rooms = 0", "divided by zero", "`if modulo(100, rooms) = null then"),
    ("decimal(100 / rooms, 2)", "rooms = 0", "divided by zero", "`if rooms = 0 then"),
    ("prices[floors]", "floors = ", "the list has 3 items", "`if prices[floors] = null then"),
    ("[5, 6][rooms]", "rooms = ", "", "`if [5, 6][rooms] = null then"),
    ("children[1].age", "children = []", "the list is empty", "`if children[1] = null then"),
    ("children[age > 5][1].age", "children = []", "the list is empty", "`if children[age > 5][1] = null then"),
    ("max(children.age)", "children = []", "the list is empty", "`if max(children.age) = null then"),
    ("if count(children) = 0 then 0 else sum(children.weekly)", "weekly: null", "", "sum(children.weekly) = null"),
    ('if kind = "flat" then 5 else null', 'kind = "', "a branch of if gives null", "Write a value in place of null"),
    ("sqrt(rooms - floors)", "rooms = 0", "no square root", "`if sqrt(rooms - floors) = null then"),
    ("date(2026, rooms, 1).day", "rooms = 0", "no such day", "`if date(2026, rooms, 1) = null then"),
    ("get value({flat: 1}, kind)", 'kind = "house"', "there is no", "get value({flat: 1}, kind) = null"),
    ("{a: 10 / rooms, b: a}.b", "rooms = 0", "divided by zero", "`if rooms = 0 then"),
]


@pytest.mark.parametrize(("price", "when", "why", "mend"), NOTHING, ids=[price for price, *_ in NOTHING])
def test_a_price_that_can_be_nothing_is_shown_by_somebody_who_answered_all(
    price: str, when: str, why: str, mend: str
) -> None:
    (fault,) = found({"price": quoted(price)})

    assert (fault.level, fault.path) == ("error", "rules.price")
    assert when in fault.wrong and why in fault.wrong and mend in fault.mend, (fault.wrong, fault.mend)
    assert "nobody can tell what it costs" in fault.wrong


LEFT_ALONE = [
    "if rooms = 0 then 0 else 100 / rooms",
    "if rooms > 0 and 100 / rooms > 6 then 1 else 2",
    "if number(reading) = null then 0 else number(reading)",
    "if typed = null or number(typed) = null then 0 else number(typed)",
    "if count(children) = 0 then 0 else max(children.age)",
    "if count(children) = 0 then 0 else sum(for c in children return if c.weekly = null then 0 else c.weekly)",
    "100 / floors",
    "100 / parts",
    "decimal(100 / (floors + 1), 2)",
    "prices[if rooms > 2 then 3 else 1]",
    "[1, 2, 3][if rooms > 2 then 3 else 1]",
    'if kind = "flat" then 5 else if kind = "house" then 6 else 7',
    "string length(substring(reading, 1, 3))",
    "count(children[age > 5])",
    'if home.postcode = null then 1 else if starts with(home.postcode, "OX") then 2 else 3',
    # No page takes an address with such a postcode.
    "if number(substring(home.postcode, string length(home.postcode) - 2, 1)) = null then 3 else 4",
    # Working days are known for some years only, and nobody who has an answer for today is without one.
    "if working days between(moved, moved) = 0 then 1 else 2",
]


@pytest.mark.parametrize("price", LEFT_ALONE)
def test_a_price_that_always_has_a_value_is_left_alone(price: str) -> None:
    assert found({"price": quoted(price)}) == []


def test_the_rule_that_comes_to_nothing_by_itself_is_named_with_the_way_to_it() -> None:
    (fault,) = found({"rate": "100 / rooms", "twice": "rate * 2", "price": "twice + 1"})

    assert fault.path == "rules.rate"
    assert "(charge.amount → rules.price → rules.twice → rules.rate)" in fault.wrong


def test_a_rule_that_says_what_holds_without_another_is_not_blamed_for_it() -> None:
    rules = {"extra": quoted("number(reading)"), "price": quoted("if extra = null then 100 / rooms else extra")}

    (fault,) = found(rules)

    assert fault.path == "rules.price"
    assert "rooms = 0" in fault.mend


@pytest.mark.parametrize(
    ("rows", "mend"),
    [
        ('["< 100", 1], ["> 100", 2]', "Add a row with - for all others"),
        ('["< 100", 1], [">= 100", null]', "Give a value in row 2"),
    ],
)
def test_a_table_with_a_gap_or_a_row_of_nothing_is_shown_where_it_is_charged(rows: str, mend: str) -> None:
    (fault,) = found({"band": f"{{table: {{hit: first, given: [balance], rows: [{rows}]}}}}", "price": "band * 10"})

    assert (fault.level, fault.path) == ("error", "rules.band")
    assert "balance = 100" in fault.wrong and mend in fault.mend


def test_a_rule_that_nothing_rests_on_may_be_nothing() -> None:
    assert found({"spare": "number(reading)"}) == []


def test_an_outcome_that_cannot_be_told_is_shown() -> None:
    (fault,) = found({"ok": "100 / rooms > 6"})

    assert "nobody can tell whether the outcome is granted" in fault.wrong


EARLIER = """
decide:
  automatically:
    - {when: rooms = 0, outcome: refused, because: There is none}
    - {when: 100 / rooms > 6, outcome: granted, because: It is}
"""


def test_whoever_was_decided_on_before_needs_no_value_after() -> None:
    decided = TAIL.replace(TAIL[TAIL.index("\ndecide:") : TAIL.index("  otherwise:")], EARLIER)
    letter = decided.replace("letter: Yes", "letter: 'You get {{ 100 / rooms }}'")

    assert found({}, decided) == []
    assert found({}, letter) == []
    assert len(found({}, letter.replace("rooms = 0,", "rooms = 1,"))) == 2


def test_whoever_left_at_an_exit_needs_no_value_after() -> None:
    exits = "\nexits: {none: {when: rooms = 0, say: You cannot., next: Go on.}}" + TAIL

    assert found({"price": "100 / rooms"}, exits) == []
    assert len(found({"price": "100 / rooms"}, exits.replace("rooms = 0", "rooms = 1"))) == 1


def test_a_day_that_a_deadline_counts_from_may_not_be_nothing_in_a_text() -> None:
    after = TAIL.replace("within 5 days.", "by {{ add working days(date(reading), 5) }}.")
    guarded = TAIL.replace(
        "within 5 days.", "by {{ add working days(if date(reading) = null then today() else date(reading), 5) }}."
    )

    (fault,) = found({}, after)

    assert (fault.path, fault.level) == ("after.say", "error")
    assert "`if date(reading) = null then" in fault.mend
    assert found({}, guarded) == []
