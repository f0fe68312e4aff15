"""Every function does what its examples say, and the kinds of its forms are true."""

from datetime import date

import pytest
from tests.rules.feel import evaluate

from footpath.rules import FUNCTIONS, RuleBook, compile_rules
from footpath.rules.functions import Function

MAY = date(2026, 5, 1)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=list(FUNCTIONS))
def test_each_example_gives_what_it_says(function: Function) -> None:
    assert function.examples, f"{function.name} has no example"
    for example in function.examples:
        assert evaluate(example.text)[0] == evaluate(example.gives)[0], example.text


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=list(FUNCTIONS))
def test_each_function_can_be_called_with_the_names_of_its_parameters(function: Function) -> None:
    form = function.forms[0]
    if form.many or not form.params:
        return
    names = {f"a{place}": param.type for place, param in enumerate(form.params)}
    given = ", ".join(f"{param.name}: a{place}" for place, param in enumerate(form.params))

    book = compile_rules({"r": f"{function.name}({given})"}, names)

    assert isinstance(book, RuleBook), book
    assert book.find({}, on=MAY).value("r") in (None, False, True)


NOT_EVERY_DAY = [
    ('working days between(@"2026-12-24", @"2026-12-29")', "1"),  # Christmas Day, Boxing Day's substitute on the 28th
    ('working days between(@"2026-12-29", @"2026-12-24")', "-1"),
    ('working days between(@"2026-04-02", @"2026-04-07", "england-and-wales")', "1"),  # Good Friday, Easter Monday
    ('add working days(@"2026-04-02", 1)', '@"2026-04-07"'),
    ('add working days(@"2026-04-07", -1)', '@"2026-04-02"'),
    ('is working day(@"2026-07-13", "northern-ireland")', "false"),
    ('is working day(@"2026-07-13")', "true"),
    ("round half up(2.5, 0)", "3"),
    ("round half up(-2.5, 0)", "-3"),
    ("decimal(2.5, 0)", "2"),
    ("decimal(3.5, 0)", "4"),
    ("decimal(1234.5, -2)", "1200"),
    ("1 / 3 * 3", "0.9999999999999999999999999999999999"),
    ("0.1 + 0.2", "0.3"),
    ("modulo(-5.5, 2)", "0.5"),
    ('@"2026-01-31" + @"P1M"', '@"2026-02-28"'),
    ('date("2024-02-29") + duration("P1Y")', '@"2025-02-28"'),
    ('(@"2026-05-01" - @"2026-04-01").days', "30"),
    ('@"9999-12-31" + @"P1D"', '@"10000-01-01"'),
    ("null in [1, null]", "true"),
    ("null = null", "true"),
    ('1 = "1"', "null"),
    ("not(null)", "null"),
    ("[1, 2, 3][-1]", "3"),
    ("[1, 2, 3][4]", "null"),
    ("[][1]", "null"),
    ("5[1]", "5"),
    ("sum([])", "null"),
    ("count([])", "0"),
    ('matches("a\\nb", "a.b")', "false"),
    ('matches("a\\nb", "a.b", "s")', "true"),
    ('matches("x", "(a+)+$")', "false"),
    ('matches("b", "[a-z-[aeiou]]")', "true"),
    ('matches("e", "[a-z-[aeiou]]")', "false"),
    ('string length("\\uD83D\\uDC0E")', "1"),
    ('@"2026-10-25T00:30:00@Europe/London" + @"PT2H"', '@"2026-10-25T01:30:00@Europe/London"'),
    ("{first name: \"Asha\", greeting: \"Hello \" + first name}.greeting", '"Hello Asha"'),
    ("(function(x, y) x * y)(6, 7)", "42"),
    ("for i in 3..1 return i", "[3, 2, 1]"),
    ("for i in [1, 2], j in [10, 20] return i * j", "[10, 20, 20, 40]"),
    ("[{a: 1}, {a: 2}, {a: 3}][a >= 2].a", "[2, 3]"),
    ("5 instance of number", "true"),
    ("[1, 2] instance of list<number>", "true"),
    ("null instance of number", "false"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "gives"), NOT_EVERY_DAY)
def test_the_traps_of_feel_are_taken_right(text: str, gives: str) -> None:
    assert evaluate(text)[0] == evaluate(gives)[0]


def test_outside_the_years_that_are_known_a_working_day_is_null_with_a_reason() -> None:
    value, reasons = evaluate('add working days(@"2060-01-01", 3)')

    assert value is None
    assert reasons[0].startswith("bank holidays are known from 2012 to ")


def test_what_comes_to_nothing_says_why() -> None:
    assert evaluate("1 / 0")[1] == ["a number was divided by zero"]
    assert evaluate('number("ten")')[1] == ["“ten” is not a number"]
    assert evaluate("1 + null")[1] == ["a part of the sum is null"]
    assert evaluate("10 ** 9999")[1] == ["the number is too big"]
