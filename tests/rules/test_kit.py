"""The public conformance kit: what the language reaches is a promise, folder by folder."""

import os
from functools import cache
from pathlib import Path

import pytest

from footpath.rules.kit import KitReport, read_list, run_kit

KIT = Path(os.environ.get("FOOTPATH_TCK") or Path(__file__).parents[3] / "shared" / "feel-tck")
IN_CI = "CI" in os.environ or "FOOTPATH_TCK" in os.environ

needs_kit = pytest.mark.skipif(not KIT.is_dir() and not IN_CI, reason="The kit is not here; set FOOTPATH_TCK.")


@cache
def report() -> KitReport:
    assert KIT.is_dir(), f"The conformance kit is not in {KIT}: set FOOTPATH_TCK to the folder that holds it."
    return run_kit(KIT)


@needs_kit
def test_level_2_passes_whole() -> None:
    count = report().count(level="compliance-level-2")

    assert count.values > 0
    assert (count.values_passed, count.nulls_passed) == (count.values, count.nulls)


@needs_kit
def test_level_3_passes_at_least_98_of_100_values_and_nulls() -> None:
    count = report().count(level="compliance-level-3")

    assert count.values > 1_000
    assert count.values_passed >= count.values * 98 // 100
    assert count.nulls_passed >= count.nulls * 98 // 100


@needs_kit
def test_tables_boxed_expressions_and_knowledge_models_pass_whole() -> None:
    whole = [
        (level, folder)
        for level, folder in report().folders()
        if "hitpolicy" in folder or "table" in folder.lower() or "boxed" in folder or "bkm" in folder
    ]

    assert len(whole) >= 20
    for level, folder in whole:
        count = report().count(level=level, folder=folder)
        assert (count.values_passed, count.nulls_passed) == (count.values, count.nulls), folder


@needs_kit
def test_functions_of_java_are_refused_and_counted_apart() -> None:
    count = report().count(folder="0076-feel-external-java")

    assert count.refused > 0
    assert (count.values, count.nulls) == (0, 0)


@needs_kit
def test_a_list_of_cases_runs_those_cases_alone() -> None:
    some = [one.path for one in report().results[:3]]

    only = run_kit(KIT, only=read_list("# three cases\n" + "\n".join(some)))

    assert [one.path for one in only.results] == some


def test_a_wrong_answer_is_counted_as_a_failure(tmp_path: Path) -> None:
    folder = tmp_path / "compliance-level-2" / "0001-control"
    folder.mkdir(parents=True)
    (folder / "m.dmn").write_text(
        '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="n" name="m">'
        '<decision name="d" id="d"><variable name="d"/><literalExpression><text>1 + 1</text></literalExpression>'
        "</decision></definitions>"
    )
    (folder / "m-test.xml").write_text(
        '<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>m.dmn</modelName>'
        + "".join(
            f'<testCase id="{number}"><resultNode name="d" type="decision"><expected>'
            f'<value xsi:type="xsd:decimal">{number}</value></expected></resultNode></testCase>'
            for number in (2, 3)
        )
        + "</testCases>"
    )

    count = run_kit(tmp_path).count()

    assert (count.values, count.values_passed) == (2, 1)
    assert "values 1 of 2" in run_kit(tmp_path).text()
