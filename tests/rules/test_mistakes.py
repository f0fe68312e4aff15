"""What people who write rules get wrong, and what they are told: where, what was found, what to try."""

from decimal import Decimal

import pytest

from footpath.rules import (
    BOOLEAN,
    DATE,
    NUMBER,
    TEXT,
    Constant,
    ContextOf,
    ListOf,
    NumberIn,
    OneOf,
    Row,
    RuleBook,
    RuleFault,
    Table,
    compile_expression,
    compile_rules,
    optional,
)

NAMES = {
    "age": NUMBER,
    "income": NUMBER,
    "co2": optional(NUMBER),
    "surname": TEXT,
    "fuel": OneOf(TEXT, ("petrol", "diesel", "electric")),
    "born": DATE,
    "disabled": BOOLEAN,
    "children": ListOf(ContextOf({"age": NUMBER, "at_school": BOOLEAN})),
    "home": ContextOf({"postcode": TEXT, "rooms": optional(NUMBER)}),
}

# The rule, the column where it goes wrong, what was found, what was expected, what to try.
MISTAKES = [
    ("age == 18", 5, "“==”", "= to compare two values", "Write one = sign."),
    ("age => 18", 5, "“=>”", "“>=”", "Write >=."),
    ("age <> 18", 5, "“<>”", "“!=”", "Write != for “is not”."),
    ("age > 18 && disabled", 10, "“&”", "the end of the rule", "Write and."),
    ("age > 18 || disabled", 10, "“|”", "the end of the rule", "Write or."),
    ("age > 18 AND disabled", 10, "“AND”", "the end of the rule", "Write and in small letters."),
    ("age is 18", 5, "“is”", "the end of the rule", "Write = to compare two values."),
    ("age > 18 and < 65", 14, "“<”", "a value before the comparison", "Write what is compared: x > 5."),
    ("age between 18 to 65", 16, "“to”", "and, with the upper end of between", "Write x between 1 and 5."),
    ("not disabled", 5, "“disabled”", "a bracket after not", "Write not(…)."),
    ("disabled = True", 12, "“True”", "true", "Write true in small letters."),
    ("co2 = None", 7, "“None”", "null", "Write null in small letters."),
    ("surname = 'Smith'", 11, "“'”", "a text in straight double quotes", 'Write "text".'),
    ("surname = “Smith”", 11, "““”", "a text in straight double quotes", 'Write "text".'),
    ('surname = "Smith', 11, "a text that does not end", 'a closing "', 'Put " at the end of the text.'),
    ("£5 + income", 1, "“£”", "a value, a name or a bracket", "Write the number alone, without a sign for money."),
    ("1,000 + income", 1, "“1,000”", "a number without commas", "Write 1000."),
    ("income * 20%", 12, "“%”", "the end of the rule", "Write modulo(a, b) for a remainder"),
    ("income ^ 2", 8, "“^”", "the end of the rule", "Write ** for a power."),
    ("2 children", 3, "“children”", "the end of the rule", ""),
    ("2age", 1, "“2age”", "a number, or a name that begins with a letter", "Put an operator such as *"),
    ("(income + 5", 12, "the end of the rule", ") to close the bracket", "Close the bracket that was opened."),
    ("income + 5)", 11, "“)”", "the end of the rule", "There is a closing bracket too many"),
    ("income +", 9, "the end of the rule", "a value, a name or a bracket", "Something is missing at the end."),
    ("if age > 18 then 1", 19, "the end of the rule", "else, with the value for all others", "Every if needs an else"),
    ("if age > 18 { 1 }", 13, "“{”", "then, after the condition", "if … then … else"),
    ("age > 18 ? 1 : 2", 10, "“?”", "the end of the rule", "Write if … then … else …."),
    ("if age then 1 else 2", 4, "a number after if", "a condition", "Write a comparison, such as x = 5."),
    ("agee > 18", 1, "“agee”", "the name of a question, figure, list or rule", "Did you mean age?"),
    ("lenght(surname)", 1, "“lenght”", "the name of a question, figure, list or rule", "Did you mean string length?"),
    ("average(children.age)", 1, "“average”", "the name of a question", "Write mean(…)."),
    ("round(income)", 1, "“round”", "the name of a question", "Write round half up(x, 2), or decimal(x, 2)."),
    ("len(children)", 1, "“len”", "the name of a question", "Write count(…) for a list"),
    ("fuel = petrol", 8, "“petrol”", "the name of a question", ""),
    ('fuel = "petrl"', 8, '"petrl"', 'one of "petrol", "diesel", "electric"', "Did you mean petrol?"),
    ('age = "18"', 1, "a number and a text", "two values of one kind", "A number stands without quotation marks."),
    ('born > "2008-04-01"', 1, "a date and a text", "two values of one kind", 'Write a date as @"2026-04-01".'),
    ("today() - born > 28", 1, "a duration in days and time and a number", "two values of one kind", "(b - a).days"),
    ("surname + age", 1, "a text and a number", "kinds that can be added", "string(x)"),
    ('disabled = "yes"', 1, "true or false and a text", "two values of one kind", "without quotation marks"),
    ("age and disabled", 1, "a number", "something true or false beside and", "x > 5 and x < 9"),
    ("home.postcod", 6, "“.postcod”", "one of its entries", "Did you mean postcode?"),
    ("surname.first", 9, "“.first” of a text", "something that has parts", ""),
    ("sum(surname)", 1, "a list of texts for sum", "numbers", ""),
    ("string length(age)", 15, "a number for string length", "a text", "Use string(…) to turn it into text."),
    ("substring(surname)", 1, "substring with 1 value", "(string, start position, length?)", ""),
    ('date("2026-02-30")', 1, 'date("2026-02-30")', "a date that exists", ""),
    ("age in [65..18]", 8, "a range from 65 to 18", "the smaller end first", ""),
    ("for child in age return 1", 14, "a number", "a list to walk over", ""),
    ("every child in children satisfies child.age", 35, "a number after satisfies", "a condition", ""),
    ("income / 0", 10, "a division by zero", "another divisor", ""),
    ("co2 > null", 1, "null in a comparison with < or >", "a value", "write x = null"),
    ("age(5)", 1, "a number with a bracket after it", "a function", "Put an operator"),
    ("max(age, surname)", 1, "a number and a text for max", "values of one kind that have an order", ""),
]


@pytest.mark.parametrize(("rule", "column", "found", "expected", "hint"), MISTAKES, ids=[rule for rule, *_ in MISTAKES])
def test_a_mistake_is_answered_by_what_to_try(rule: str, column: int, found: str, expected: str, hint: str) -> None:
    faults = compile_expression(rule, NAMES)

    assert isinstance(faults, list), f"{rule} is taken"
    fault = faults[0]
    assert fault.column == column, fault.says
    assert fault.found.startswith(found), fault.says
    assert fault.expected.startswith(expected), fault.says
    assert hint in fault.suggestion, fault.says


def test_there_are_at_least_40_of_them() -> None:
    assert len(MISTAKES) >= 40


def faults_of(rules: dict[str, object], **more: object) -> list[RuleFault]:
    found = compile_rules(rules, NAMES, **more)  # type: ignore[arg-type]
    return list(found.warnings) if isinstance(found, RuleBook) else found


def test_a_fault_says_in_which_rule_and_line_it_is() -> None:
    (fault,) = faults_of({"price": "if age > 18\nthen incom\nelse 0"})

    assert fault.says == (
        "In price, line 2, column 6: found “incom”, but expected the name of a question, figure, list or rule. "
        "Did you mean income?"
    )


def test_rules_that_come_back_to_themselves_are_named_in_a_circle() -> None:
    (fault,) = faults_of({"a": "b + 1", "b": "c + 1", "c": "a + 1"})

    assert fault.found == "a circle: a → b → c → a"


def test_a_rule_that_can_be_null_where_it_must_not_be_is_a_fault_until_it_says_what_holds_then() -> None:
    (fault,) = faults_of({"charge": "co2 * 2"}, must_not_be_null=("charge",))

    assert fault.found.startswith("a rule that can be null")
    assert faults_of({"charge": "if co2 = null then 0 else co2 * 2"}, must_not_be_null=("charge",)) == []
    assert faults_of({"charge": "if co2 > 5 then co2 * 2 else 0"}, must_not_be_null=("charge",)) == []


def test_a_rule_of_the_wrong_kind_is_a_fault() -> None:
    (fault,) = faults_of({"page:car": "age + 1"}, must_be={"page:car": BOOLEAN})

    assert (fault.found, fault.expected) == ("a number", "true or false")


def test_the_same_name_twice_is_a_fault() -> None:
    (fault,) = faults_of({"age": "1 + 1"})

    assert fault.found == "the name age twice"


def band(*rows: tuple[str | None, str], hit: str = "first", given: str = "co2") -> Table:
    return Table(hit=hit, given=(given,), rows=tuple(Row(when=(when,), then=(then,)) for when, then in rows))


def test_a_gap_in_a_table_is_shown_by_an_answer_that_falls_into_it() -> None:
    (fault,) = faults_of({"band": band((None, "3"), ("< 100", "1"), ("> 100", "2"))})

    assert (fault.severity, fault.found, fault.row) == ("warning", "no row for co2 = 100", 3)


def test_every_gap_is_shown_once_at_the_row_that_comes_nearest() -> None:
    rows = (
        Row(when=('"petrol"', "< 10"), then=("1",)),
        Row(when=('"petrol"', "[20..30]"), then=("2",)),
        Row(when=("-", "> 40"), then=("3",)),
    )

    faults = faults_of({"band": Table(hit="first", given=("fuel", "income"), rows=rows)})

    # The numbers between 10 and 20 are one gap, and so are those that diesel and electric cars have in common.
    assert [(fault.row, fault.found) for fault in faults] == [(2, 'no row for fuel = "petrol", income = 10')]


def test_a_gap_in_the_middle_and_one_at_the_end_are_two() -> None:
    faults = faults_of({"band": band(("< 10", "1"), ("[20..30]", "2"), (None, "3"))})

    assert [fault.found for fault in faults] == ["no row for co2 = 10", "no row for co2 = 31"]


def test_a_row_that_never_holds_is_shown() -> None:
    (fault,) = faults_of({"band": band(("> 50", "1"), ("> 100", "2"), ("-", "3"))})

    assert (fault.severity, fault.row) == ("warning", 2)
    assert fault.found == "row 2, which never holds: row 1 takes co2 = 101 before it"
    assert fault.suggestion == "Put it before row 1, or take it out."


def test_a_row_that_no_answer_passes_is_shown() -> None:
    table = band(("< 5", "1"), (">= 5", "2"), ("> 2000", "3"), given="n")

    found = compile_rules({"band": table}, {"n": NumberIn(low=Decimal(0), high=Decimal(1000))})

    assert isinstance(found, RuleBook)
    assert [(fault.row, fault.found) for fault in found.warnings] == [(3, "row 3, whose tests hold for no answer")]


NEEDS = ("ramp", "rail", "none")
ASKED = {
    "fuel": OneOf(TEXT, ("petrol", "diesel"), "fuel"),
    "needs": ListOf(OneOf(TEXT, NEEDS, "needs")),
    "people": ListOf(ContextOf({"needs": ListOf(OneOf(TEXT, NEEDS, "needs"))})),
}


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        ('fuel = "dieselx"', "dieselx"),
        ('fuel in ("petrol", "dieselx")', "dieselx"),
        ('fuel in ["petrol", "dieselx"]', "dieselx"),
        ('some n in needs satisfies n = "rampx"', "rampx"),
        ('every n in needs satisfies n in ("rail", "rampx")', "rampx"),
        ('count(needs[item = "rampx"]) > 0', "rampx"),
        ('list contains(needs, "rampx")', "rampx"),
        ('"rampx" in needs', "rampx"),
        ('needs = ["rampx"]', "rampx"),
        ('some p in people satisfies list contains(p.needs, "rampx")', "rampx"),
        ('for n in needs return if n = "rampx" then 1 else 2', "rampx"),
        ('distinct values(needs)[1] = "rampx"', "rampx"),
        ('(if count(needs) > 1 then "many" else fuel) = "dieselx"', "dieselx"),
    ],
)
def test_an_option_that_a_question_does_not_have_is_shown_wherever_it_is_compared(rule: str, word: str) -> None:
    found = compile_rules({"odd": rule}, ASKED)

    faults = found.warnings if isinstance(found, RuleBook) else found
    (fault,) = faults
    assert f'"{word}"' in fault.found
    assert fault.offset == rule.index(f'"{word}"')
    assert fault.suggestion == f"Did you mean {word[:-1]}?"


def test_two_choices_with_no_option_in_common_are_never_the_same() -> None:
    found = compile_rules({"odd": "fuel = colour"}, {**ASKED, "colour": OneOf(TEXT, ("red", "blue"), "colour")})
    fine = compile_rules({"fine": "fuel = last"}, {**ASKED, "last": OneOf(TEXT, ("petrol", "gas"), "last")})

    assert isinstance(found, RuleBook) and isinstance(fine, RuleBook)
    (fault,) = found.warnings
    assert fault.found == "fuel and colour, which have no option in common"
    assert fault.suggestion == 'fuel is "petrol", "diesel"; colour is "red", "blue".'
    assert fine.warnings == ()


@pytest.mark.parametrize(
    "rule",
    [
        'fuel = "diesel"',
        "fuel = null",
        'list contains(needs, "ramp")',
        '"none" in needs',
        'fuel in ["petrol"]',
        "needs[1] = needs[2]",
    ],
)
def test_an_option_that_is_there_is_no_fault(rule: str) -> None:
    found = compile_rules({"fine": rule}, ASKED)

    assert isinstance(found, RuleBook), found
    assert found.warnings == ()


def test_a_table_that_forgets_an_option_says_which_beside_a_number() -> None:
    rows = (Row(when=('"petrol"', "-"), then=("1",)), Row(when=('"diesel"', "<= 100"), then=("2",)))
    table = Table(hit="first", given=("fuel", "co2"), rows=rows)

    found = compile_rules({"band": table}, {**ASKED, "co2": NumberIn(low=Decimal(0), whole=True)})

    assert isinstance(found, RuleBook)
    assert [fault.found for fault in found.warnings] == ['no row for fuel = "diesel", co2 = 101']


def test_a_table_with_a_row_for_every_option_leaves_nothing_out() -> None:
    rows = (Row(when=('"petrol"',), then=("1",)), Row(when=('"diesel"',), then=("2",)))

    found = compile_rules({"band": Table(hit="first", given=("fuel",), rows=rows)}, ASKED)

    assert isinstance(found, RuleBook)
    assert found.warnings == ()


def test_rows_that_hold_together_are_a_fault_where_only_one_may() -> None:
    faults = faults_of({"band": band(("<= 100", "1"), (">= 100", "2"), (None, "3"), hit="unique")})

    assert [(fault.row, fault.found) for fault in faults] == [
        (2, "row 2, which holds together with row 1 for co2 = 100")
    ]


def test_every_row_that_holds_with_another_is_shown() -> None:
    faults = faults_of({"band": band(("< 10", "1"), ("[5..20]", "2"), ("> 15", "3"), (None, "4"), hit="unique")})

    assert [(fault.row, fault.found) for fault in faults] == [
        (2, "row 2, which holds together with row 1 for co2 = 5"),
        (3, "row 3, which holds together with row 2 for co2 = 17.5"),
    ]


def test_rows_that_must_agree_are_shown_where_they_do_not() -> None:
    faults = faults_of({"band": band(("< 10", "1"), ("< 20", "1"), ("> 5", "2"), ("-", "2"), hit="any")})

    assert [fault.row for fault in faults] == [3, 4]
    assert all(fault.expected == "the same from both (hit: any)" for fault in faults)


def test_a_table_that_leaves_nothing_out_has_no_fault() -> None:
    whole = NumberIn(whole=True)
    rules = {"band": band(("<= 99", "1"), (">= 100", "2"), given="n")}

    found = compile_rules(rules, {"n": whole})

    assert isinstance(found, RuleBook)
    assert found.warnings == ()


def test_a_fault_in_a_table_says_row_and_column() -> None:
    (fault,) = faults_of({"band": band(("<= 100", "1"), ('> "a"', "2"))})

    assert "in row 2, column co2" in fault.found


def test_a_figure_and_a_list_are_names_too() -> None:
    constants = {"limit": Constant(5), "towns": Constant(["Barset"])}

    assert faults_of({"ok": "age > limit and surname in towns"}, constants=constants) == []
    (fault,) = faults_of({"ok": "age in towns"}, constants=constants)
    assert fault.expected.startswith("a number")
