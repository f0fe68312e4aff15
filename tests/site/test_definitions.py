"""The commands on definitions, as somebody types them."""

import json
from datetime import date
from pathlib import Path

import pytest

from footpath.site.commands.definitions import answer, check, new, schema

GOOD = "resident_parking_permit"
ASHA = {
    "home": {"postcode": "ox1 1aa"},
    "main_home": True,
    "permits_held": 0,
    "settled": True,
    "registration": "ab12cde",
    "fuel": "petrol",
    "co2": 120,
    "full_name": "Asha",
    "email": "asha@example.com",
    "phone": None,
    "promise": True,
}


def saved(tmp_path: Path, text: str, name: str = "answers.json") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_bundled_service_is_checked_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(GOOD) == 0
    assert "no errors" in capsys.readouterr().out


def test_exemplars_are_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("exemplars", json_=True) == 0

    files = json.loads(capsys.readouterr().out)["files"]
    assert len(files) >= 2
    assert all(file["score"] == 100 for file in files)


def test_an_error_in_a_definition_ends_in_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = saved(tmp_path, "footpath: 1\nid: x\nversoin: 3\n", "service.yaml")

    assert check(str(broken)) == 1

    said = capsys.readouterr().out
    assert f"{broken}:3:1" in said
    assert "version" in said


@pytest.mark.parametrize("place", ["nowhere.yaml", "exemplars/nothing", "../../etc"])
def test_a_place_with_no_definition_is_said_so(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(place) == 2
    assert capsys.readouterr().err


def test_nothing_to_check_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert check() == 2
    assert "footpath check" in capsys.readouterr().err


def test_a_file_that_is_no_text_is_a_fault_and_no_crash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "service.yaml"
    path.write_bytes(b"\xff\xfe\x00")

    assert check(str(path)) in (1, 2)
    assert "service.yaml" in "".join(capsys.readouterr())


def test_a_journey_is_walked_and_told_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = saved(tmp_path, json.dumps(ASHA))

    assert answer(GOOD, answers, on=date(2026, 5, 1), json_=True) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["page"] is None
    assert said["exit"] is None
    assert said["problems"] == []
    assert said["charge"] == "88.50"
    assert said["outcome"] == "granted"
    assert said["findings"]["price"]["value"] == "88.50"


def test_where_a_journey_stops_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    some = {name: given for name, given in ASHA.items() if name in ("home", "main_home")}

    assert answer(GOOD, saved(tmp_path, json.dumps(some))) == 0
    assert "stops at the page permits_held" in capsys.readouterr().out


def test_what_an_answer_has_wrong_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(GOOD, saved(tmp_path, json.dumps({**ASHA, "permits_held": 99}))) == 1
    assert "between 0 and 10" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[1", ":1:3: This is not JSON"),
        ("[]", "not an object"),
        ('{"a": 1, "a": 2}', "a is there twice"),
        ('{"a": NaN}', "NaN is no number"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_answers_that_cannot_be_read_say_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    assert answer(GOOD, saved(tmp_path, text)) == 1
    assert says in capsys.readouterr().err


def test_answers_that_are_not_there_are_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(GOOD, tmp_path / "none.json") == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_new_service_is_a_good_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "report_a_pothole.yaml"

    assert new("report_a_pothole", to=path) == 0
    assert check(str(path)) == 0
    assert new("report_a_pothole", to=path) == 1  # what is there is never overwritten
    assert "is there already" in capsys.readouterr().err


def test_an_id_that_is_none_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"

    assert new("Report a pothole!", to=path) == 2
    assert not path.exists()


def test_the_schema_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    schema()

    assert json.loads(capsys.readouterr().out)["$schema"].endswith("2020-12/schema")
