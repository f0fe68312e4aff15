"""Models of DMN as rules of a service: the same values, and a word on whatever a rule can not say."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footpath.rules import RuleBook, Table, compile_rules
from footpath.rules.border import outward
from footpath.rules.dmn.load import load_model
from footpath.rules.dmn.model import Decision, Model
from footpath.rules.dmn.run_model import RunnableModel
from footpath.rules.dmn.to_rules import faults_of, questions_of, rules_of

HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="barset" name="permits">'
ON = date(2026, 5, 1)
INPUTS = """
  <itemDefinition name="tFuel"><typeRef>string</typeRef>
    <allowedValues><text>"petrol","diesel","electric"</text></allowedValues></itemDefinition>
  <itemDefinition name="tA"><itemComponent name="my field"><typeRef>number</typeRef></itemComponent></itemDefinition>
  <inputData id="fuel" name="Fuel type"><variable name="Fuel type" typeRef="string"/></inputData>
  <inputData id="held" name="permitsHeld"><variable name="permitsHeld" typeRef="number"/></inputData>
  <inputData id="any" name="Anything"><variable name="Anything"/></inputData>
"""
ALL = "".join(
    f'<informationRequirement><requiredInput href="#{one}"/></informationRequirement>'
    for one in ("fuel", "held", "any")
)


def model(*elements: str) -> Model:
    read = load_model(f"{HEAD}{INPUTS}{''.join(elements)}</definitions>".encode())
    assert not read.faults
    return read


def decision(name: str, logic: str, *, needs: str = ALL, kind: str = "") -> str:
    typed = f' typeRef="{kind}"' if kind else ""
    return f'<decision id="d.{name}" name="{name}"><variable name="{name}"{typed}/>{needs}{logic}</decision>'


def literal(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f"<literalExpression><text>{escaped}</text></literalExpression>"


def needs(kind: str, *ids: str) -> str:
    requirement = "knowledgeRequirement" if kind == "Knowledge" else "informationRequirement"
    return "".join(f'<{requirement}><required{kind} href="#{one}"/></{requirement}>' for one in ids)


class Both:
    """A model, and the rules made of it."""

    def __init__(self, *elements: str) -> None:
        self.model = model(*elements)
        self.rules, self.left_out = rules_of(self.model)
        book = compile_rules(self.rules, questions_of(self.model))
        assert isinstance(book, RuleBook), [fault.says for fault in book]
        self.book = book
        self.runnable = RunnableModel(self.model)

    def agree(self, answers: dict[str, Any]) -> None:
        """Every decision and the rule made of it have one value."""
        found = self.book.find(answers, on=ON)
        inputs = {BY_ID[name]: value for name, value in answers.items()}
        for one in self.model.elements.values():
            if isinstance(one, Decision):
                theirs = outward(self.runnable.evaluate(one.name, inputs, on=ON)[0])
                assert found.value(one.name) == theirs, (one.name, self.rules[one.name])


BY_ID = {"fuel_type": ("barset", "fuel"), "permits_held": ("barset", "held"), "anything": ("barset", "any")}


def test_names_become_ids_and_every_mention_follows() -> None:
    read = model(
        decision("VAT Rate", literal("0.2")),
        decision("Fee", literal("permitsHeld * 10 * (1 + VAT Rate)"), needs=ALL + needs("Decision", "d.VAT Rate")),
    )

    rules, left_out = rules_of(read)

    assert rules == {"vat_rate": "0.2", "fee": "permits_held * 10 * (1 + vat_rate)"}
    assert list(questions_of(read)) == ["fuel_type", "permits_held", "anything"]
    assert left_out == ()


def test_a_name_inside_a_text_or_bound_by_a_loop_is_no_mention() -> None:
    loop = 'for permitsHeld in [1, 2] return permitsHeld + count(["Fuel type"])'

    assert rules_of(model(decision("a", literal(loop)))).rules == {"a": loop}


def test_two_names_that_would_be_one_id_are_told_apart() -> None:
    read = model(decision("fee", literal("1")), decision("Fee", literal("2")), decision("sum", literal("3")))

    assert rules_of(read, taken={"fee"}).rules == {"fee_rule": "1", "fee_rule_2": "2", "sum_rule": "3"}


def test_a_name_that_would_be_taken_for_a_loops_is_changed() -> None:
    read = model(decision("a", literal('for fuel_type in ["x"] return fuel_type + Fuel type')))

    assert rules_of(read).rules == {"a": 'for fuel_type in ["x"] return fuel_type + fuel_type_answer'}


TABLE = """<decisionTable hitPolicy="{hit}"{more}>
  <input><inputExpression typeRef="string"><text>Fuel type</text></inputExpression>{values}</input>
  <input><inputExpression typeRef="number"><text>permitsHeld</text></inputExpression></input>
  <output typeRef="number">{out}</output><annotation name="why"/>
  <rule><inputEntry><text>"electric"</text></inputEntry><inputEntry><text>&lt; 2</text></inputEntry>
    <outputEntry><text>1</text></outputEntry><annotationEntry><text>No CO2</text></annotationEntry></rule>
  <rule><inputEntry><text>not("electric", "petrol")</text></inputEntry><inputEntry><text>[0..3], 7</text></inputEntry>
    <outputEntry><text>2</text></outputEntry></rule>
  <rule><inputEntry><text>-</text></inputEntry><inputEntry><text>? > 2 and odd(?)</text></inputEntry>
    <outputEntry><text>3</text></outputEntry></rule>
  <rule><inputEntry><text>null</text></inputEntry><inputEntry><text>-</text></inputEntry>
    <outputEntry><text>permitsHeld</text></outputEntry></rule>
</decisionTable>"""
PLAIN_TABLE = TABLE.format(hit="FIRST", more="", values="", out="")


def test_a_table_stays_a_table() -> None:
    rule = rules_of(model(decision("band", PLAIN_TABLE, kind="number"))).rules["band"]

    assert isinstance(rule, Table)
    assert (rule.hit, rule.given, rule.gives) == ("first", ("fuel_type", "permits_held"), ())
    assert [(row.when, row.then, row.note) for row in rule.rows] == [
        (('"electric"', "< 2"), ("1",), "No CO2"),
        (('not("electric", "petrol")', "[0..3], 7"), ("2",), ""),
        (("-", "? > 2 and odd(?)"), ("3",), ""),
        ((None, "-"), ("permits_held",), ""),
    ]


HITS = [
    ("UNIQUE", ""),
    ("FIRST", ""),
    ("ANY", ""),
    ("RULE ORDER", ""),
    ("COLLECT", ""),
    *(("COLLECT", f' aggregation="{one}"') for one in ("SUM", "MIN", "MAX", "COUNT")),
]
VALUES = '<inputValues><text>"petrol", "diesel", "electric"</text></inputValues>'
LIMITED = "<outputValues><text>1, 2, [3..9]</text></outputValues>"
DEFAULT = "<defaultOutputEntry><text>9</text></defaultOutputEntry>"


def tables() -> list[str]:
    plain = [TABLE.format(hit=hit, more=more, values="", out="") for hit, more in HITS]
    guarded = [TABLE.format(hit=hit, more=more, values=VALUES, out=LIMITED + DEFAULT) for hit, more in HITS]
    return plain + guarded


EXPRESSIONS = [
    ("if Fuel type = \"petrol\" then permitsHeld else -permitsHeld", "number"),
    ("Fuel type", "number"),  # never fits: null
    ("Anything", "number"),
    ("Anything", "string"),
    ("[permitsHeld]", "number"),
    ("{a: permitsHeld, b: a + 1}.b", ""),
    ("[1, 2, 3][item > permitsHeld]", ""),
    ("some x in [1, 2] satisfies x = permitsHeld", "boolean"),
    ("for i in 1..3 return i * permitsHeld", ""),
    ("(function(x: number) x + permitsHeld)(1)", ""),
    ("permitsHeld in (1, > 5)", ""),
    ("Fuel type instance of string", ""),
    ('date and time("2026-01-01T10:00:00")', "date and time"),
    ('date("2026-01-01")', "date and time"),
    ("Anything", "date and time"),
    ('date and time("2026-01-01T10:00:00") in [@"2026-01-01T09:00:00"..@"2026-01-02T09:00:00"]', "boolean"),
]  # fmt: skip
answers = st.fixed_dictionaries(
    {
        "fuel_type": st.sampled_from(["petrol", "diesel", "electric", "steam", None]),
        "permits_held": st.none() | st.integers(-1, 8).map(Decimal),
        "anything": st.sampled_from([None, Decimal(1), "text", [Decimal(3)], [Decimal(1), Decimal(2)], [["a"]]]),
    }
)


@settings(max_examples=60, deadline=None)
@given(given=answers)
def test_expressions_have_the_values_they_have_in_the_model(given: dict[str, Any]) -> None:
    EXPRESSION_MODEL.agree(given)


EXPRESSION_MODEL = Both(
    *(decision(f"d{place}", literal(text), kind=kind) for place, (text, kind) in enumerate(EXPRESSIONS))
)
TABLE_MODEL = Both(*(decision(f"t{place}", logic) for place, logic in enumerate(tables())))
NESTED_MODEL = Both(
    *(
        decision(f"n{place}", f"<context><contextEntry>{logic}</contextEntry></context>")
        for place, logic in enumerate(tables())
    )
)


@settings(max_examples=60, deadline=None)
@given(given=answers.filter(lambda given: given["fuel_type"] != "steam"))
@pytest.mark.parametrize("read", [TABLE_MODEL, NESTED_MODEL], ids=["alone", "inside"])
def test_tables_of_every_hit_policy_have_the_values_they_have_in_the_model(read: Both, given: dict[str, Any]) -> None:
    read.agree(given)


def test_an_input_that_a_table_does_not_allow_gives_null() -> None:
    book = Both(decision("band", TABLE.format(hit="FIRST", more="", values=VALUES, out=""))).book

    assert book.find({"fuel_type": "steam", "permits_held": Decimal(3)}, on=ON).value("band") is None
    assert book.find({"fuel_type": "petrol", "permits_held": Decimal(3)}, on=ON).value("band") == 3


RANKED = """<decisionTable hitPolicy="{hit}"><input><inputExpression><text>permitsHeld</text></inputExpression></input>
  <output><outputValues><text>"high", "middle", "low"</text></outputValues></output>
  <rule><inputEntry><text>> 0</text></inputEntry><outputEntry><text>"low"</text></outputEntry></rule>
  <rule><inputEntry><text>> 1</text></inputEntry><outputEntry><text>"high"</text></outputEntry></rule>
  <rule><inputEntry><text>> 2</text></inputEntry><outputEntry><text>"middle"</text></outputEntry></rule>
</decisionTable>"""


def test_rows_that_are_ranked_are_put_in_that_order() -> None:
    read = Both(decision("a", RANKED.format(hit="PRIORITY")), decision("b", RANKED.format(hit="OUTPUT ORDER")))

    rule = read.rules["a"]

    assert isinstance(rule, Table)
    assert [row.then for row in rule.rows] == [('"high"',), ('"middle"',), ('"low"',)]
    for held in range(5):
        read.agree({"permits_held": Decimal(held)})


FACTOR = f"""<businessKnowledgeModel id="k1" name="Factor"><variable name="Factor"/>
  <encapsulatedLogic><formalParameter name="Fuel type" typeRef="string"/>
  <formalParameter name="permitsHeld" typeRef="number"/>{TABLE.format(hit="UNIQUE", more="", values="", out="")}
  </encapsulatedLogic></businessKnowledgeModel>"""


@settings(max_examples=30, deadline=None)
@given(given=answers)
def test_a_knowledge_model_becomes_a_rule_that_is_a_function(given: dict[str, Any]) -> None:
    KNOWLEDGE_MODEL.agree(given)


KNOWLEDGE_MODEL = Both(
    FACTOR,
    decision("a", literal("10 * Factor(Fuel type, permitsHeld)"), needs=ALL + needs("Knowledge", "k1")),
    decision("b", literal("10 * Factor(permitsHeld: 5, Fuel type: null)"), needs=ALL + needs("Knowledge", "k1")),
)


EXTERNAL = """<businessKnowledgeModel id="k" name="area"><variable name="area"/>
  <encapsulatedLogic kind="Java"><formalParameter name="x"/>
  <context><contextEntry><variable name="class"/><literalExpression><text>"java.lang.Math"</text></literalExpression>
  </contextEntry></context></encapsulatedLogic></businessKnowledgeModel>"""
AGAIN = """<businessKnowledgeModel id="k" name="again"><variable name="again"/>
  <encapsulatedLogic><formalParameter name="x"/><literalExpression><text>again(x - 1)</text></literalExpression>
  </encapsulatedLogic></businessKnowledgeModel>"""
SERVICE = '<decisionService id="s" name="asked"><variable name="asked"/><outputDecision href="#d.a"/></decisionService>'
FEW = decision("a", literal("Fuel type"), kind="tFuel")


@pytest.mark.parametrize(
    ("elements", "name", "reason"),
    [
        ((EXTERNAL,), "area", "another language"),
        ((AGAIN,), "again", "comes back to itself"),
        ((SERVICE, decision("a", literal("1"))), "asked", "decision service"),
        ((decision("a", ""),), "a", "ask it as a question"),
        ((decision("a", literal("b + 1")),), "a", "uses b, which its requirements do not name"),
        ((FEW,), "a", "not held to tFuel"),
        ((decision("a", RANKED.format(hit="PRIORITY").replace('"low"</text></out', "permitsHeld</text></out")),), "a",
         "ranked by values"),
        ((decision("a", literal("{my field: 1}"), kind="tA"),
          decision("b", literal("a.my field"), needs=needs("Decision", "d.a"))), "b", "can not hold"),
    ],
)  # fmt: skip
def test_what_has_no_counterpart_is_said_with_the_reason(elements: tuple[str, ...], name: str, reason: str) -> None:
    read = load_model(f"{HEAD}{INPUTS}{''.join(elements)}</definitions>".encode())
    left_out = rules_of(read).left_out

    assert [one.name for one in left_out] == [name]
    assert reason in left_out[0].reason


def test_what_needs_something_left_out_is_left_out_too() -> None:
    read = model(EXTERNAL, decision("size", literal("area(2)"), needs=needs("Knowledge", "k")))

    rules, left_out = rules_of(read)

    assert rules == {}
    assert [one.name for one in left_out] == ["area", "size"]
    assert left_out[1].reason == "it uses area, which is left out"


def test_logic_that_can_not_be_read_is_left_out_with_its_fault() -> None:
    read = load_model(f"{HEAD}{INPUTS}{decision('a', literal('1 +'))}</definitions>".encode())

    rules, left_out = rules_of(read)

    assert rules == {}
    assert "the end of the rule" in left_out[0].reason


def test_what_another_file_holds_comes_with_it() -> None:
    theirs = f"""{HEAD.replace("barset", "county")}
      <decision id="r" name="Rate"><variable name="Rate"/>{literal("0.5")}</decision>
      <decision id="u" name="Unused"><variable name="Unused"/>{literal("1")}</decision></definitions>"""
    ours = f"""{HEAD}<import name="county" namespace="county"
      importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
      <decision id="f" name="Fee"><variable name="Fee"/>
      <informationRequirement><requiredDecision href="county#r"/></informationRequirement>
      {literal("county.Rate * 10")}</decision></definitions>"""

    read = load_model(ours.encode(), imported=lambda namespace: theirs.encode())

    assert rules_of(read) == ({"fee": "rate * 10", "rate": "0.5"}, ())


ITEMS = """
  <itemDefinition name="tBadge"><typeRef>string</typeRef>
    <allowedValues><text>"blue", "none"</text></allowedValues></itemDefinition>
  <itemDefinition name="tHeld"><typeRef>number</typeRef>
    <allowedValues><text>[0..9]</text></allowedValues></itemDefinition>
  <itemDefinition name="tCode"><typeRef>string</typeRef>
    <allowedValues><text>string length(?) = 3</text></allowedValues></itemDefinition>
  <itemDefinition name="tBadges" isCollection="true"><typeRef>tBadge</typeRef></itemDefinition>
  <inputData id="badge" name="Badge"><variable name="Badge" typeRef="tBadge"/></inputData>
  <inputData id="badges" name="Badges"><variable name="Badges" typeRef="tBadges"/></inputData>
  <inputData id="number" name="Held"><variable name="Held" typeRef="tHeld"/></inputData>
  <inputData id="code" name="Code"><variable name="Code" typeRef="tCode"/></inputData>
"""
LIMITED = "".join(
    f'<informationRequirement><requiredInput href="#{one}"/></informationRequirement>'
    for one in ("badge", "badges", "number", "code")
)


def told(*elements: str) -> list[tuple[str, str]]:
    read = model(ITEMS, *elements)
    rules, left_out = rules_of(read)
    assert left_out == ()
    return [(fault.found, fault.suggestion) for fault in faults_of(rules, questions_of(read))]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ('Badge = "bleu"', '"bleu", no option of tBadge'),
        ('Badge in ("none", "bleu")', '"bleu", no option of tBadge'),
        ('list contains(Badges, "bleu")', '"bleu", no option of tBadge'),
        ('some b in Badges satisfies b = "bleu"', '"bleu", no option of tBadge'),
    ],
)
def test_a_value_that_an_input_does_not_allow_is_told_when_a_model_is_imported(rule: str, found: str) -> None:
    assert told(decision("a", literal(rule), needs=LIMITED)) == [(found, "Did you mean blue?")]


@pytest.mark.parametrize("rule", ['Badge = "blue"', "Badge = null", "Held = 9", 'Code = "nowhere"', "100 / Held"])
def test_a_value_that_is_allowed_or_only_known_at_run_time_is_left_alone(rule: str) -> None:
    assert told(decision("a", literal(rule), needs=LIMITED)) == []


def test_a_table_is_told_row_by_row_by_what_its_inputs_allow() -> None:
    def row(badge: str, number: str) -> str:
        cells = "".join(f"<inputEntry><text>{one}</text></inputEntry>" for one in (badge, number))
        return f"<rule>{cells}<outputEntry><text>1</text></outputEntry></rule>"

    table = (
        '<decisionTable hitPolicy="UNIQUE"><input><inputExpression typeRef="tBadge"><text>Badge</text>'
        '</inputExpression></input><input><inputExpression typeRef="tHeld"><text>Held</text></inputExpression>'
        '</input><output typeRef="number"/>'
        + row('"blue"', "&lt;= 5")
        + row('"blue"', ">= 5")
        + row('"none"', "> 9")
        + "</decisionTable>"
    )

    assert [found for found, _ in told(decision("band", table, needs=LIMITED))] == [
        "row 3, whose tests hold for no answer",
        'row 2, which holds together with row 1 for badge = "blue", held = 5',
        'no row for badge = "none", held = 0',
    ]


def test_what_a_model_allows_holds_when_it_is_run_as_before() -> None:
    read = model(ITEMS, decision("a", literal("Badge"), needs=LIMITED), decision("b", literal("Held"), needs=LIMITED))
    runnable = RunnableModel(read)
    inputs = {("barset", "badge"): "bleu", ("barset", "number"): Decimal(10)}

    assert [runnable.evaluate(name, inputs, on=ON)[0] for name in ("a", "b")] == [None, None]
