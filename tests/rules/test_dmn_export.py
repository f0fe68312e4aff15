"""Rules of a service as a DMN model: read back, it finds the same."""

from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules import strategies

from footpath.rules import (
    DATE,
    NUMBER,
    TEXT,
    Constant,
    ContextOf,
    Dated,
    ListOf,
    NumberIn,
    OneOf,
    Row,
    Rule,
    RuleBook,
    Table,
    compile_rules,
    optional,
)
from footpath.rules.border import inward, outward
from footpath.rules.dmn.export import SPACE, not_elsewhere, to_dmn
from footpath.rules.dmn.load import load_model
from footpath.rules.dmn.run_model import RunnableModel
from footpath.rules.dmn.to_rules import questions_of, rules_of
from footpath.rules.types import base

FUELS = ("petrol", "diesel", "electric")
NAMES = {
    "home": ContextOf({"postcode": TEXT, "line_2": optional(TEXT)}),
    "fuel": OneOf(TEXT, FUELS),
    "co2": optional(NumberIn(Decimal(0), Decimal(1000), whole=True)),
    "permits_held": NumberIn(Decimal(0), Decimal(10), whole=True),
    "registered": DATE,
    "used": ListOf(OneOf(TEXT, ("work", "school"))),
    "drivers": ListOf(ContextOf({"age": NUMBER, "days": ListOf(NUMBER)})),
}
FIGURES = {
    "yearly_price": Dated(
        ((date(2025, 4, 1), Decimal("85.00"), "Fees 2025-26"), (date(2026, 4, 1), Decimal("88.50"), "Fees 2026-27"))
    ),
    "rates": Constant([Decimal("0.6"), Decimal(1), Decimal("1.4")]),
    "zone": Constant(["OX1 1AA", "OX1 1AB"], 'Order 2019, "A" & <B>'),
    "clean_from": Constant("2015-09-01"),
}


def table(hit: str, *rows: Row, given: tuple[str, ...] = ("fuel", "co2"), gives: tuple[str, ...] = ()) -> Table:
    return Table(hit=hit, given=given, gives=gives, rows=rows)


ROWS = (
    Row(when=('"electric"', "-"), then=("1",), note="Gives off no CO2 & < 1 gram"),
    Row(when=("", None), then=("3",)),
    Row(when=("-", "<= 100"), then=("1",)),
    Row(when=('"petrol", "diesel"', "(100..185]"), then=("2",)),
    Row(when=("-", "? > 185 and permits_held > 0"), then=("permits_held",)),
)
RULES: dict[str, Rule] = {
    "lives_in_zone": "home.postcode in zone",
    "band": table("first", *ROWS),
    "double": "function(n: number) n * 2",
    "twice_double": "function(n) double(double(n))",
    "with_fee": "function(n: number) n + permits_held",
    "price": "decimal(yearly_price * rates[band], 2)  // pounds",
    "four_times": "twice_double(price) + with_fee(1)",
    "old": 'fuel = "diesel" and registered < date(clean_from)',
    "both": table(
        "unique",
        Row(when=("true",), then=('"old"', "[1, 2]")),
        Row(when=("false",), then=('"new"', "null")),
        given=("old",),
        gives=("age", "list"),
    ),
    "one": table("first", Row(when=("> 1",), then=("5",)), given=("permits_held",), gives=("value",)),
    "says": '"a \\"quoted\\" text, 1 < 2 & so on\\n" + home.postcode + "\x85"',
    "ages": "for d in drivers[age > 17] return {age: d.age, first: d.days[1]}",
    "nothing": "null",
    "span": "[1..permits_held]",
    "matrix": "[[1, 2], [permits_held]]",
    "age_of_first": "ages[1].age",
    **{
        "hit_" + hit.replace(" ", "_"): table(hit, *ROWS)
        for hit in ("unique", "any", "priority", "collect", "rule order", "output order")
    },
    **{f"collect_{one}": table(f"collect {one}", *ROWS) for one in ("sum", "min", "max", "count")},
}


def compiled(rules: dict[str, Rule], names: Any, figures: Any = None) -> RuleBook:
    book = compile_rules(rules, names, constants=figures)
    assert isinstance(book, RuleBook), [fault.says for fault in book]
    return book


BOOK = compiled(RULES, NAMES, FIGURES)
MODEL = to_dmn("permit", RULES, BOOK, says={"fuel": "What does it run on?", "zone": 'Order 2019, "A" & <B>'})
READ_BACK = RunnableModel(load_model(MODEL))

ANSWERS = st.fixed_dictionaries(
    {
        "home": st.fixed_dictionaries(
            {"postcode": st.sampled_from(["OX1 1AA", "YO17 7HH"]), "line_2": st.none() | st.just("x")}
        ),
        "fuel": st.sampled_from(FUELS),
        "co2": st.none() | st.integers(0, 300).map(Decimal),
        "permits_held": st.integers(0, 5).map(Decimal),
        "registered": st.dates(date(2010, 1, 1), date(2020, 1, 1)),
        "used": st.lists(st.sampled_from(["work", "school"]), max_size=2),
        "drivers": st.lists(
            st.fixed_dictionaries(
                {"age": st.integers(16, 19).map(Decimal), "days": st.lists(st.integers(0, 6).map(Decimal), max_size=2)}
            ),
            max_size=3,
        ),
    }
)


def from_model(model: RunnableModel, rule: str, answers: dict[str, Any], on: date) -> Any:
    inputs = {(model.model.namespace, f"input.{name}"): inward(value) for name, value in answers.items()}
    return outward(model.evaluate(rule, inputs, on=on)[0])


@settings(max_examples=100, deadline=None)
@given(answers=ANSWERS, on=st.sampled_from([date(2025, 3, 31), date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 1)]))
def test_a_model_read_back_finds_what_the_rules_find(answers: dict[str, Any], on: date) -> None:
    found = BOOK.find(answers, on=on)

    for rule in RULES:
        if rule not in ("double", "twice_double", "with_fee"):
            assert from_model(READ_BACK, rule, answers, on) == found.value(rule), rule


@settings(max_examples=100, deadline=None)
@given(text=strategies.rules, answers=strategies.answers)
def test_any_rule_read_back_finds_what_it_found(text: str, answers: dict[str, Any]) -> None:
    book = compile_rules({"rule": text}, strategies.NAMES)
    if isinstance(book, RuleBook):
        read = RunnableModel(load_model(to_dmn("any", {"rule": text}, book)))
        on = date(2026, 5, 1)

        found = book.find(answers, on=on).value("rule")
        # A list filtered by a null is empty, and a decision that says it gives a number makes null of that.
        expected = None if found == [] and not isinstance(base(book.types["rule"]), ListOf) else found
        assert from_model(read, "rule", answers, on) == expected


def test_nothing_of_the_model_is_misread() -> None:
    assert load_model(MODEL).faults == ()


def test_the_same_rules_give_the_same_bytes() -> None:
    again = to_dmn("permit", dict(RULES), compiled(RULES, NAMES, FIGURES))

    assert again == to_dmn("permit", RULES, BOOK)


def test_it_is_dmn_1_5_with_ids_that_come_once() -> None:
    root = Xml.fromstring(MODEL)
    ids = [one.get("id") for one in root.iter() if one.get("id")]

    assert root.tag == f"{{{SPACE}}}definitions"
    assert len(ids) == len(set(ids))
    hrefs = {one.get("href", "").removeprefix("#") for one in root.iter() if one.get("href")}
    assert hrefs and hrefs <= set(ids)


def test_a_table_keeps_its_hit_policy_and_its_notes() -> None:
    root = Xml.fromstring(MODEL)
    box = root.find(f".//{{{SPACE}}}decisionTable[@id='table.band']")

    assert box is not None
    assert box.get("hitPolicy") == "FIRST"
    assert box.findtext(f".//{{{SPACE}}}annotationEntry/{{{SPACE}}}text") == "Gives off no CO2 & < 1 gram"


def test_questions_keep_their_options_and_bounds() -> None:
    types = load_model(MODEL).types

    assert types["t_fuel"].accepts("diesel")
    assert not types["t_fuel"].accepts("steam")
    assert types["t_co2"].accepts(Decimal(1000))
    assert not types["t_co2"].accepts(Decimal(1001))


def test_only_what_the_rules_look_at_is_written() -> None:
    names = {one.name for one in load_model(MODEL).elements.values()}

    assert "used" not in names
    assert {"home", "zone", "band"} <= names


@pytest.mark.parametrize("text", ['"\x0c\x1f\r"', '\x0c"a"', "1\r+ 1", '"\U0001f600 ]]> <!--"'])
def test_what_xml_can_not_hold_is_written_another_way(text: str) -> None:
    book = compiled({"rule": text}, {})
    read = RunnableModel(load_model(to_dmn("any", {"rule": text}, book)))

    assert from_model(read, "rule", {}, date(2026, 5, 1)) == book.find({}, on=date(2026, 5, 1)).value("rule")


def test_functions_that_only_we_have_are_named() -> None:
    rules: dict[str, Rule] = {"due": "add working days(registered, 5)", "year": "registered.year"}

    assert not_elsewhere(rules, compiled(rules, NAMES)) == (("due", "add working days"),)


@settings(max_examples=50, deadline=None)
@given(answers=ANSWERS)
def test_there_and_back_again_the_rules_find_the_same(answers: dict[str, Any]) -> None:
    on = date(2026, 5, 1)
    found = BOOK.find(answers, on=on)
    again = AGAIN.find({name: value for name, value in answers.items() if name in AGAIN.inputs}, on=on)

    for rule in RULES:
        if rule not in ("double", "twice_double", "with_fee"):
            assert again.value(rule) == found.value(rule), rule


def there_and_back() -> RuleBook:
    read = load_model(MODEL)
    rules, left_out = rules_of(read)
    assert left_out == ()
    return compiled(dict(rules), questions_of(read))


AGAIN = there_and_back()
