"""What holds for every rule and every household."""

import os
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, DecimalException
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules import strategies as s

from footpath.rules import UNKNOWN, Budget, OverBudget, RuleBook, compile_rules, from_json, to_json
from footpath.rules.faults import Wrong
from footpath.rules.findings import Finding
from footpath.rules.functions import FUNCTIONS
from footpath.rules.read import Names, read_expression
from footpath.rules.write import write

MAY = date(2026, 5, 1)
# FOOTPATH_LAWS=20 looks at twenty times as many: for the nightly run, and after a change to the engine.
MORE = int(os.environ.get("FOOTPATH_LAWS", "1"))
law = settings(max_examples=200 * MORE, deadline=None)


def book_of(*rules: str) -> RuleBook | None:
    """A book of rules r0, r1 …; None where the checker refuses one, such as a division by a written zero."""
    book = compile_rules({f"r{place}": rule for place, rule in enumerate(rules)}, s.NAMES, budget=Budget(steps=10**7))
    return book if isinstance(book, RuleBook) else None


def names_seen(finding: Finding) -> set[str]:
    return {one.name for one in finding.looked_at if hasattr(one, "name")}


@law
@given(s.rules, s.answers)
def test_the_quick_way_and_the_careful_way_find_the_same(rule: str, answers: dict[str, Any]) -> None:
    book = book_of(rule)
    if book is None:
        return
    quick, careful = book.find(answers, on=MAY), book.find(answers, on=MAY)
    careful._carefully("r0")  # the reference; nobody else needs to ask for it

    assert quick.value("r0") == careful.value("r0")
    assert type(quick.value("r0")) is type(careful.value("r0"))
    assert names_seen(quick["r0"]) == names_seen(careful["r0"])
    assert book.calculator("r0", on=MAY)(answers) == (careful.value("r0"),)


@law
@given(s.rules, s.rules, s.answers, s.answers, st.sets(st.sampled_from(sorted(s.NAMES))))
def test_what_is_certain_with_answers_missing_stays_whatever_they_turn_out_to_be(
    one: str, two: str, answers: dict[str, Any], others: dict[str, Any], missing: set[str]
) -> None:
    book = book_of(one, two, "if r1 = null then r0 else r1")
    if book is None:
        return
    now = {name: value for name, value in answers.items() if name not in missing}
    later = {name: others[name] if name in missing else value for name, value in answers.items()}
    for rule in book.order:
        early = book.find(now, on=MAY, unknown=frozenset(missing)).value(rule)
        if early is not UNKNOWN:
            assert early == book.find(later, on=MAY).value(rule)


@law
@given(s.rules)
def test_what_is_written_from_a_tree_reads_back_as_the_same_rule(rule: str) -> None:
    names = Names([*s.NAMES, *FUNCTIONS], ["age", "school", "postcode", "rooms"])
    text = write(read_expression(rule, names))

    assert write(read_expression(text, names)) == text


@law
@given(s.rules, s.answers)
def test_what_is_written_from_a_tree_means_the_same(rule: str, answers: dict[str, Any]) -> None:
    names = Names([*s.NAMES, *FUNCTIONS], ["age", "school", "postcode", "rooms"])
    book = book_of(rule, write(read_expression(rule, names)))
    if book is None:
        return
    found = book.find(answers, on=MAY)

    assert found.value("r0") == found.value("r1")


exact = st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e40"), max_value=Decimal("1e40"))


@law
@given(exact, exact, st.sampled_from("+-*/"))
def test_arithmetic_is_that_of_decimal128(a: Decimal, b: Decimal, op: str) -> None:
    from footpath.rules import NUMBER, compile_expression

    context = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144)
    does = {"+": context.add, "-": context.subtract, "*": context.multiply, "/": context.divide}[op]
    expression = compile_expression(f"a {op} b", {"a": NUMBER, "b": NUMBER})
    assert not isinstance(expression, list)
    try:
        expected = does(a, b)
    except DecimalException:
        expected = None
    if expected is not None and not expected.is_finite():
        expected = None

    found = expression.value({"a": a, "b": b}, on=MAY)

    assert found == expected
    assert str(found) == str(expected)


TRUTHS = ["true", "false", "null"]


def test_and_and_or_are_kleenes() -> None:
    value = {"true": True, "false": False, "null": None}
    rank = {"false": 0, "null": 1, "true": 2}
    for a in TRUTHS:
        for b in TRUTHS:
            book = book_of(f"{a} and {b}", f"{a} or {b}")
            assert book is not None
            found = book.find({}, on=MAY)
            assert found.value("r0") is value[min(a, b, key=rank.__getitem__)]
            assert found.value("r1") is value[max(a, b, key=rank.__getitem__)]


def test_what_is_not_answered_yet_decides_nothing_that_is_decided_without_it() -> None:
    book = book_of(
        "lone parent and false",
        "false and lone parent",
        "lone parent or true",
        "true or lone parent",
        "lone parent and true",
        "if true then 1 else income",
        "some n in [1, 2] satisfies lone parent or n = 2",
        "every n in [1, 2] satisfies lone parent and n = 1",
        "income > 5",
    )
    assert book is not None
    found = book.find({}, on=MAY, unknown=frozenset({"lone parent", "income"}))

    assert [found.value(rule) for rule in book.order] == [
        False, False, True, True, UNKNOWN, 1, True, False, UNKNOWN,
    ]  # fmt: skip


json_values = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5) | exact | st.dates() | st.times() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@law
@given(json_values)
def test_a_value_kept_as_json_comes_back_as_it_was(value: object) -> None:
    assert from_json(to_json(value)) == value


_TOKENS = [
    "1", "0", "999999999999", "1e999", "x", "income", '"a"', '"(a+)+$"', "+", "-", "*", "/", "**", "(", ")", "[", "]",
    "{", "}", ",", ":", ".", "..", "<", ">=", "=", "if", "then", "else", "for", "i", "in", "return", "some",
    "satisfies", "and", "or", "not", "function", "instance of", "number", "null", "true", "partial", "sort", "matches",
    "flatten", "string join", "date", '@"2026-01-01"', '@"P999999999D"', "product", "exp", "count", "between", "item",
    "?", "concatenate",
]  # fmt: skip


@settings(max_examples=800 * MORE, deadline=None)
@given(st.lists(st.sampled_from(_TOKENS), max_size=25).map(" ".join))
def test_no_text_crashes_the_reader_the_checker_or_the_engine(text: str) -> None:
    book = compile_rules({"r": text}, s.NAMES)
    if isinstance(book, RuleBook):
        try:
            book.find({}, on=MAY).value("r")
        except OverBudget:
            return


@settings(max_examples=300 * MORE, deadline=None)
@given(st.text(max_size=80))
def test_no_characters_crash_the_reader(text: str) -> None:
    try:
        read_expression(text, Names(FUNCTIONS))
    except Wrong as wrong:
        assert 0 <= wrong.at <= len(text)
