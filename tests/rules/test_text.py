"""Texts with rules in them, and values as people read them, in English and Welsh."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from footpath.rules import DATE, NUMBER, TEXT, Text, compile_text, read_template, render_template, say_value
from footpath.rules.faults import RuleFault
from footpath.rules.times import read_duration

MAY = date(2026, 5, 1)
D = Decimal


@pytest.mark.parametrize(
    ("value", "english", "welsh"),
    [
        (D("1234567.5"), "1,234,567.5", "1,234,567.5"),
        (True, "yes", "ie"),
        (None, "", ""),
        (date(2026, 4, 1), "1 April 2026", "1 Ebrill 2026"),
        (time(9, 30), "9:30am", "9:30yb"),
        (time(12), "midday", "hanner dydd"),
        (datetime(2026, 4, 1, 17, 0, tzinfo=UTC), "1 April 2026 at 5pm", "1 Ebrill 2026 am 5yp"),
        (["a", "b", "c"], "a, b and c", "a, b a c"),
        (["bws", "awyren"], "bws and awyren", "bws ac awyren"),
        (read_duration("P1Y6M"), "1 year and 6 months", "1 flwyddyn a 6 mis"),
        (read_duration("P3DT2H"), "3 days and 2 hours", "3 diwrnod a 2 awr"),
    ],
)
def test_a_value_is_said_as_people_read_it(value: object, english: str, welsh: str) -> None:
    assert say_value(value, "en") == english
    assert say_value(value, "cy") == welsh


@pytest.mark.parametrize(("value", "said"), [(D("53.1"), "53.10"), (D("85.00"), "85"), (D("1250"), "1,250")])
def test_money_has_pence_or_none(value: Decimal, said: str) -> None:
    assert say_value(value, money=True) == said


def test_a_letter_holds_rules() -> None:
    letter = compile_text(
        "{{ name }}, pay £{{ price * 2 }} by {{ due }}. Not {{ price }}.",
        {"name": TEXT, "price": NUMBER, "due": DATE},
    )
    assert isinstance(letter, Text)

    text = letter.render({"name": "Asha", "price": D("26.55"), "due": date(2026, 6, 1)}, on=MAY)

    assert text == "Asha, pay £53.10 by 1 June 2026. Not 26.55."


def test_a_text_without_rules_is_left_as_it_is() -> None:
    assert render_template("Your permit starts today.", {}, {}, on=MAY) == "Your permit starts today."


@pytest.mark.parametrize("text", ["Pay {{ price", "Pay price }}", "Pay {{ }}"])
def test_brackets_that_do_not_pair_are_a_fault(text: str) -> None:
    assert isinstance(read_template(text), RuleFault)
