"""A report says where, what, how to mend it, and how good the definition is."""

import json
from pathlib import Path

import pytest

from footpath.checks import CHECKS, check_edition, check_file, report_json, report_text
from footpath.checks.report import score
from footpath.values import Fault
from tests.checks.mending import BASE, changed, edition_of

DATA = Path(__file__).parent / "garden_waste.yaml"
EXEMPLARS = sorted((Path(__file__).resolve().parents[2] / "src/footpath/exemplars").glob("*/service.yaml"))


def fault(level: str) -> Fault:
    return Fault(file="f", line=1, column=1, path="", wrong="w", mend="m", level=level)  # type: ignore[arg-type]


def test_a_definition_with_nothing_to_find_has_100_of_100() -> None:
    report = check_file(DATA)

    assert (report.faults, report.score) == ((), 100)
    assert [example.passed for example in report.examples] == [True] * 4


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([], 100),
        (["info"], 99),
        (["warning"], 96),
        (["error"], 85),
        (["error", "warning"], 81),
        (["error"] * 10, 19),
        (["warning"] * 30, 29),
        (["error"] * 100, 0),
    ],
)
def test_every_finding_takes_a_share_of_what_is_left(levels: list[str], expected: int) -> None:
    assert score(tuple(map(fault, levels))) == expected


def test_faults_stand_in_the_order_of_the_file() -> None:
    text, _ = changed(
        ("hint: {en: Like 2, cy: Fel 2}", "hint: {en: Like 2., cy: Fel 2.}"),
        ("title: {en: Join the garden waste collection", "title: {en: Garden waste form"),
    )

    report = check_edition(edition_of(text))

    assert [(fault.line, fault.check) for fault in report.faults] == [(4, "43"), (4, "43"), (31, "13"), (31, "13")]


def test_a_report_for_people_names_place_fault_and_mend() -> None:
    text, _ = changed(("hint: {en: Like 2, cy: Fel 2}", "hint: {en: Like 2., cy: Fel 2}"))

    said = report_text(check_edition(edition_of(text)))

    assert said.splitlines() == [
        "garden_waste.yaml:31:20: error 13: The hint ends with a full stop.",
        "    Take it off: screen readers run the hint and the label together. (docs/reference/checks.md#check-13)",
        "garden_waste.yaml: 85 / 100: 1 error, no warnings, 4 of 4 examples pass",
    ]


def test_a_report_for_machines_holds_the_same_and_a_link() -> None:
    text, _ = changed(("hint: {en: Like 2, cy: Fel 2}", "hint: {en: Like 2., cy: Fel 2}"))

    said = json.loads(json.dumps(report_json(check_edition(edition_of(text)))))

    assert (said["score"], said["errors"], said["warnings"]) == (85, 1, 0)
    assert said["faults"] == [
        {
            "file": "garden_waste.yaml",
            "line": 31,
            "column": 20,
            "path": "pages.bins.questions.bins.hint",
            "wrong": "The hint ends with a full stop.",
            "mend": "Take it off: screen readers run the hint and the label together.",
            "check": "13",
            "level": "error",
            "link": "docs/reference/checks.md#check-13",
        }
    ]
    assert [example["passed"] for example in said["examples"]] == [True] * 4


def test_what_the_loader_finds_is_reported_the_same_way(tmp_path: Path) -> None:
    broken = tmp_path / "service.yaml"
    broken.write_text(BASE.replace("minutes: 4", "minits: 4"), encoding="utf-8")

    report = check_file(broken)

    assert [(fault.line, fault.column, fault.level) for fault in report.faults] == [(8, 1, "error")]
    assert report.score == 0
    assert "minutes" in report.faults[0].mend
    assert report_json(report)["errors"] == 1


def test_a_failing_example_is_an_error() -> None:
    text, places = changed(("expect: {price: 96, outcome: joined}", "expect: {price: ⌖95, outcome: joined}"))

    report = check_edition(edition_of(text))

    assert [(f.line, f.column, f.check, f.level) for f in report.faults] == [(*places[0], "50", "error")]
    assert "95" in report.faults[0].wrong and "96" in report.faults[0].wrong


def test_a_definition_without_welsh_is_judged_in_english_alone() -> None:
    text = BASE.replace(
        "title: {en: Join the garden waste collection, cy: Ymuno â’r casgliad gwastraff gardd}", "title: Join"
    )

    assert [fault for fault in check_edition(edition_of(text)).faults if fault.level == "error"] == []


@pytest.mark.parametrize("file", EXEMPLARS, ids=lambda path: path.parent.name)
def test_a_bundled_service_has_no_fault(file: Path) -> None:
    assert [str(fault) for fault in check_file(file).faults] == []


def test_there_are_bundled_services_to_check() -> None:
    assert len(EXEMPLARS) >= 2
    assert len(CHECKS) >= 26
