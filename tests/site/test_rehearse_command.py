"""The command that rehearses, as somebody types it."""

import json
from pathlib import Path

import pytest

from footpath.evidence.rehearsing import POLICIES
from footpath.site.commands.rehearse import rehearse


def small(**more: object) -> int:
    return rehearse(**{"worlds": 2, "parts": 3, "designs": 2, "years": 2, "authorities": 12, "flips": False, **more})  # type: ignore[arg-type]


def test_the_answer_comes_first_then_pictures_the_table_what_flips_it_and_every_assumption(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert small(flips=True, worlds=1) == 0

    said = capsys.readouterr().out
    parts = ("best is:", "quarter by quarter", "served worse", "changes the answer", "What is assumed")
    assert [said.index(part) for part in parts] == sorted(said.index(part) for part in parts)
    assert "weeks a mandate takes to build: 52" in said
    assert "how well designers know" in said


def test_programs_read_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert small(json_=True, rho=0.9, tau=0.3, cost_per_design=1_000.0) == 0

    said = json.loads(capsys.readouterr().out)
    assert set(said["policies"]) == set(POLICIES)
    assert said["best"] in POLICIES
    assert said["assumptions"]["rho"] == 0.9
    assert said["policies"]["mandate"]["extra"].keys() == {"mean", "p10", "p90"}
    assert len(said["policies"]["mandate"]["by_quarter"]) == 8


def test_own_volumes_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "volumes.csv"
    path.write_text("\ufeffauthority,weekly\r\nRyedale,40\r\nBarset,210.5\r\n", encoding="utf-8")

    assert small(volumes=path, authorities=None, json_=True) == 0
    assert json.loads(capsys.readouterr().out)["assumptions"]["volumes"] == [40.0, 210.5]
    assert small(volumes=path) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", ":1:1: There is no column"),
        ("authority,weekly\nRyedale,40\n", "1 authorities"),
        ("authority,weekly\nRyedale,40\nBarset,lots\n", ":3:1: weekly is 'lots'"),
        ("authority,weekly\nRyedale,40\nBarset,-3\n", ":3:1:"),
        ("authority,weekly\nRyedale,40\nBarset,nan\n", ":3:1:"),
        ("authority,weekly\nRyedale,40\nRyedale,50\n", "was on line 2 already"),
        ("authority,weekly\nRyedale,40\n,50\n", "authority is empty"),
    ],
)
def test_volumes_that_cannot_be_are_refused_with_their_line(
    text: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "volumes.csv"
    path.write_text(text, encoding="utf-8")

    assert rehearse(volumes=path) == 1
    said = capsys.readouterr()
    assert says in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("tau", 3.0),
        ("rho", 1.5),
        ("rho", -0.1),
        ("rho", float("nan")),
        ("build_weeks", -1),
        ("years", 0),
        ("worlds", 0),
    ],
)
def test_beliefs_that_cannot_be_are_refused(option: str, value: float, capsys: pytest.CaptureFixture[str]) -> None:
    assert small(**{option: value}) == 1
    assert option.replace("_", "-") in capsys.readouterr().err
