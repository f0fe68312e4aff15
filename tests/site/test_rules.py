"""The rule language's own commands."""

import json
from pathlib import Path

import pytest

from footpath.site.commands.rules import kit, run

MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="fees" namespace="urn:barset:fees">
  <inputData id="held" name="Permits held"><variable name="Permits held" typeRef="number"/></inputData>
  <inputData id="day" name="Day"><variable name="Day" typeRef="date"/></inputData>
  <decision id="fee" name="Fee">
    <variable name="Fee" typeRef="number"/>
    <informationRequirement id="a"><requiredInput href="#held"/></informationRequirement>
    <literalExpression><text>if Permits held = 0 then 88.50 else 143.50</text></literalExpression>
  </decision>
  <decision id="ends" name="Ends">
    <variable name="Ends" typeRef="date"/>
    <informationRequirement id="b"><requiredInput href="#day"/></informationRequirement>
    <literalExpression><text>Day + duration("P1Y")</text></literalExpression>
  </decision>
</definitions>
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "fees.dmn"
    path.write_text(MODEL, encoding="utf-8")
    return path


def inputs(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "inputs.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_model_is_evaluated_to_the_last_digit(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = inputs(tmp_path, '{"Permits held": 1, "Day": "2026-02-28"}')

    assert run(model, given, json_=True) == 0

    said = capsys.readouterr().out
    assert '"value": 143.50' in said
    assert json.loads(said)["decisions"]["Ends"]["value"] == "2027-02-28"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"Permits hold": 1}', "It has: Day, Permits held"),
        ('{"Day": "yesterday"}', "Write it like 2026-05-01"),
        ('{"Permits held": 1' + "0" * 100 + "}", "more digits"),
        ('{"Permits held": 1e999999999}', ""),
        ("[]", "not an object"),
    ],
)
def test_inputs_that_do_not_fit_are_said_in_words(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    assert run(model, inputs(tmp_path, text)) in (0, 1)

    printed = capsys.readouterr()
    assert says in printed.out + printed.err
    assert "Traceback" not in printed.err


def test_a_file_that_is_no_model_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("<", "<html/>", "", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'):
        path = tmp_path / "no.dmn"
        path.write_text(text)
        assert run(path, inputs(tmp_path, "{}")) == 1
        assert str(path) in capsys.readouterr().err


def test_a_folder_with_no_kit_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kit(tmp_path) == 2
    assert kit(tmp_path / "none") == 2
    assert "compliance-level-2" in capsys.readouterr().err
