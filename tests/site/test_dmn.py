"""Rules carried between DMN models and definitions at the command line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footpath.definition.load import load_service
from footpath.definition.service import Edition
from footpath.rules import Row, Rule, Table
from footpath.rules.dmn.load import load_model
from footpath.site.commands.dmn import export_rules, import_model, rules_yaml

MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="fees" namespace="urn:barset:fees">
  <inputData id="held" name="Permits held"><variable name="Permits held" typeRef="number"/></inputData>
  <decision id="fee" name="Fee">
    <variable name="Fee" typeRef="number"/>
    <informationRequirement><requiredInput href="#held"/></informationRequirement>
    <literalExpression><text>if Permits held = 0 then 88.50 else 143.50</text></literalExpression>
  </decision>
  EXTRA
</definitions>
"""
EXTERNAL = """<businessKnowledgeModel id="k" name="area"><variable name="area"/><encapsulatedLogic kind="Java">
  <formalParameter name="x"/></encapsulatedLogic></businessKnowledgeModel>"""
SERVICE = """footpath: 1
id: permit
version: 1
title: Apply for a permit
owner: parking manager
outcome: People park near home
pages:
  held:
    title: Permits
    questions:
      permits_held: {ask: How many?, type: whole_number, why: Two at most, between: [0, 9]}
decide:
  otherwise: team
  outcomes:
    granted: {letter: Yes.}
keep: {answers: 6 years after decision, drafts: 28 days}
examples: []
"""


def model(tmp_path: Path, extra: str = "") -> Path:
    path = tmp_path / "fees.dmn"
    path.write_text(MODEL.replace("EXTRA", extra), encoding="utf-8")
    return path


def rules_in(text: str) -> dict[str, Rule]:
    edition = load_service(SERVICE + text)
    assert isinstance(edition, Edition), [str(fault) for fault in edition]
    return dict(edition.service.rules)


def test_a_model_becomes_rules_that_a_service_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_model(model(tmp_path)) == 0

    printed = capsys.readouterr()
    assert printed.err == ""
    assert "#   permits_held: a number" in printed.out
    assert rules_in(printed.out) == {"fee": "if permits_held = 0 then 88.50 else 143.50"}


def test_what_is_left_out_is_said_and_the_rest_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "rules.yaml"

    assert import_model(model(tmp_path, EXTERNAL), to=target) == 1

    assert "area: left out: it calls code of another language" in capsys.readouterr().err
    assert list(rules_in(target.read_text("utf-8"))) == ["fee"]


def test_a_bundled_service_becomes_a_model(tmp_path: Path) -> None:
    target = tmp_path / "permit.dmn"

    assert export_rules("resident_parking_permit", to=target) == 0

    read = load_model(target.read_bytes())
    assert read.faults == ()
    assert read.named("price") is not None


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "mine"
    target.write_text("mine")

    assert import_model(model(tmp_path), to=target) == 2
    assert export_rules("resident_parking_permit", to=target) == 2

    assert target.read_text() == "mine"
    assert "there already" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["<", "<html/>", "", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "a: b"])
def test_a_file_of_another_kind_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    path = tmp_path / "no.dmn"
    path.write_text(text)

    assert import_model(path) == 2
    assert export_rules(str(path)) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count(str(path)) >= 2
    assert "Traceback" not in said.err


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_model(tmp_path / "none.dmn") == 2
    assert export_rules(str(tmp_path / "none.yaml")) == 2
    assert import_model(model(tmp_path), to=tmp_path / "none" / "rules.yaml") == 2
    assert capsys.readouterr().err.count("none") >= 3


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(inside=TEXTS, note=TEXTS)
def test_whatever_a_rule_holds_is_read_back_from_the_yaml(inside: str, note: str) -> None:
    from footpath.rules.show import feel_text

    text = feel_text(inside, literal=True)
    row = Row(when=(f'"{text[1:-1]}"', None, "null", "-"), then=("1", "true"), note=note)
    table = Table(hit="first", given=("permits_held", "1", "null", '"x"'), gives=("a", "b"), rows=(row,))
    rules: dict[str, Rule] = {"said": text, "truth": "true", "number": "1.50", "none": "null", "table": table}

    read = rules_in_yaml(rules_yaml(rules, asked={}, title=note))

    assert read["truth"] == "true"
    assert read["number"] == "1.50"
    assert read["none"] == "null"
    assert value_of(read["said"]) == inside
    back = read["table"]
    assert isinstance(back, Table)
    assert (back.hit, back.given, back.gives) == (table.hit, table.given, table.gives)
    assert back.rows[0].when[1:] == (None, "null", "-")
    assert value_of(back.rows[0].when[0]) == inside


def rules_in_yaml(text: str) -> dict[str, Rule]:
    from footpath.definition import format as f
    from footpath.definition.load import _Builder
    from footpath.definition.reading import Reading
    from footpath.definition.yaml import read

    root = read(text, file="rules.yaml")
    assert not isinstance(root, tuple), root
    reading = Reading("rules.yaml")
    found = root.entry("rules")  # type: ignore[union-attr]
    assert found is not None
    said = reading.read(found.value, f.ById("rules", f.RULE), "rules")
    assert not reading.faults
    return dict(_Builder(reading).rules(said))


def value_of(text: Rule | None) -> object:
    from footpath.rules.read import Names, read_expression
    from footpath.rules.tree import Literal

    assert isinstance(text, str)
    node = read_expression(text, Names())
    assert isinstance(node, Literal)
    return node.value


BADGE = """<itemDefinition name="tBadge"><typeRef>string</typeRef>
    <allowedValues><text>"blue", "none"</text></allowedValues></itemDefinition>
  <inputData id="badge" name="Badge"><variable name="Badge" typeRef="tBadge"/></inputData>
  <decision id="free" name="Free"><variable name="Free" typeRef="boolean"/>
    <informationRequirement><requiredInput href="#badge"/></informationRequirement>
    <literalExpression><text>Badge = "bleu"</text></literalExpression>
  </decision>"""


def test_values_that_a_model_allows_are_named_and_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_model(model(tmp_path, BADGE)) == 0

    said = capsys.readouterr()
    assert '#   badge: tBadge (a text): one of "blue", "none", or nothing (null)' in said.out
    assert said.err == (
        'In free, line 1, column 9: found "bleu", no option of tBadge, but expected one of "blue", "none". '
        "Did you mean blue?\n"
    )
