"""Models of DMN: read closed, run, and what cannot be read is said."""

from decimal import Decimal

import pytest

from footpath.rules.dmn.closed_xml import BadXml, read_xml
from footpath.rules.dmn.load import BadModel, load_model
from footpath.rules.dmn.run_model import NoSuchElement, RunnableModel

HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="barset" name="permits">'
PERMIT = f"""{HEAD}
  <itemDefinition name="tFuel"><typeRef>string</typeRef>
    <allowedValues><text>"petrol","diesel","electric"</text></allowedValues></itemDefinition>
  <inputData id="i1" name="fuel"><variable name="fuel" typeRef="tFuel"/></inputData>
  <inputData id="i2" name="permits held"><variable name="permits held" typeRef="number"/></inputData>
  <decision id="d1" name="price"><variable name="price" typeRef="number"/>
    <informationRequirement><requiredInput href="#i1"/></informationRequirement>
    <informationRequirement><requiredInput href="#i2"/></informationRequirement>
    <knowledgeRequirement><requiredKnowledge href="#k1"/></knowledgeRequirement>
    <literalExpression><text>88.50 * factor(fuel) + permits held * 10</text></literalExpression></decision>
  <businessKnowledgeModel id="k1" name="factor"><variable name="factor"/>
    <encapsulatedLogic><formalParameter name="f" typeRef="string"/>
      <decisionTable hitPolicy="FIRST">
        <input><inputExpression typeRef="string"><text>f</text></inputExpression></input>
        <output typeRef="number"/>
        <rule><inputEntry><text>"electric"</text></inputEntry><outputEntry><text>0.6</text></outputEntry></rule>
        <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
      </decisionTable></encapsulatedLogic></businessKnowledgeModel>
</definitions>""".encode()


def price(fuel: object, held: int) -> object:
    model = RunnableModel(load_model(PERMIT))
    return model.evaluate("price", {("barset", "i1"): fuel, ("barset", "i2"): Decimal(held)})[0]


def test_a_decision_is_worked_out_through_a_knowledge_model_and_its_table() -> None:
    assert price("electric", 1) == Decimal("63.100")
    assert price("diesel", 0) == Decimal("88.50")


def test_an_input_that_its_type_does_not_allow_is_null_with_a_reason() -> None:
    model = RunnableModel(load_model(PERMIT))

    value, reasons = model.evaluate("price", {("barset", "i1"): "steam", ("barset", "i2"): Decimal(0)})

    assert value == Decimal("88.50")  # the table's dash takes null too
    assert "fuel is a text, not tFuel (a text)" in reasons


def test_a_model_that_needs_itself_comes_to_nothing_and_not_to_an_end() -> None:
    circle = f"""{HEAD}<decision id="a" name="a"><variable name="a"/>
      <informationRequirement><requiredDecision href="#a"/></informationRequirement>
      <literalExpression><text>a + 1</text></literalExpression></decision></definitions>"""

    value, reasons = RunnableModel(load_model(circle.encode())).evaluate("a", {})

    assert value is None
    assert reasons[0] == "a decision needs itself"


def test_logic_that_can_not_be_read_is_a_fault_of_the_model_and_null() -> None:
    broken = f"""{HEAD}<decision id="a" name="a"><variable name="a"/>
      <literalExpression><text>1 +</text></literalExpression></decision></definitions>"""
    model = load_model(broken.encode())

    assert [fault.rule for fault in model.faults] == ["a"]
    assert RunnableModel(model).evaluate("a", {})[0] is None


def test_an_element_that_is_not_there_is_said() -> None:
    with pytest.raises(NoSuchElement, match="no element named fee"):
        RunnableModel(load_model(PERMIT)).evaluate("fee", {})


DANGEROUS = [
    b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
    b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
    b'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><lolz>&lol2;</lolz>',
    b"<x>" * 200 + b"</x>" * 200,
    b"<x",
    b"",
    b"\xff\xfe\x00",
    b"<x>" + b" " * (9 * 1024 * 1024) + b"</x>",
]


@pytest.mark.parametrize("data", DANGEROUS, ids=[repr(data[:24]) for data in DANGEROUS])
def test_xml_that_brings_more_than_itself_is_refused(data: bytes) -> None:
    with pytest.raises(BadXml):
        read_xml(data)


def test_plain_xml_is_read() -> None:
    assert read_xml(b"<x a='1'><y>t</y></x>").text_of("y") == "t"


def test_xml_that_is_no_model_is_refused() -> None:
    with pytest.raises(BadModel):
        load_model(b"<html/>")
