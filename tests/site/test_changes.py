"""Commands on changes, on files: what is printed, and how they end."""

import json
from pathlib import Path
from typing import Any

import pytest

from footpath.definition.load import load_file
from footpath.definition.service import Edition
from footpath.site.command import app
from footpath.site.commands.definitions import EXEMPLARS

PERMIT = EXEMPLARS / "resident_parking_permit"
THREE, FOUR = str(PERMIT / "service.yaml"), str(PERMIT / "version_4.yaml")
HINT = "pages.vehicle.questions.registration.hint"


def run(*words: str) -> int:
    try:
        done = app(list(words), exit_on_error=False, result_action="return_value")
    except SystemExit as ended:
        return int(ended.code or 0)
    return int(done or 0)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = run(*words, "--json")
    return code, json.loads(capsys.readouterr().out)


def ours(folder: Path, *changes: str, adapts: str = "resident_parking_permit@3") -> str:
    file = folder / "ours.yaml"
    file.write_text(f"adapts: {adapts}\nauthority: barset_north\nchanges:\n" + "".join(changes), encoding="utf-8")
    return str(file)


OURS = f"  # callers ask\n  - set: {HINT}\n    to: It is on the front\n    because: 14 of 60 callers asked\n"


def test_a_comparison_says_each_change_with_its_class(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = said(capsys, "compare", THREE, FOUR)

    classes = {each["path"]: each["class"] for each in printed["changes"]}
    assert code == 0
    assert classes[f"{HINT}.en"] == "wording"
    assert classes["pages.vehicle.questions.fuel.options.hydrogen"] == "relax"
    assert classes["pages.vehicle.questions.keeper"] == "tighten"
    assert classes["pages.phone"] == "restructure"
    assert printed["class"] == "restructure"


def test_a_comparison_as_yaml_makes_one_of_the_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("compare", THREE, FOUR, "--yaml") == 0
    (tmp_path / "changes.yaml").write_text(
        "proposes: resident_parking_permit@3\n" + capsys.readouterr().out, encoding="utf-8"
    )
    text = (tmp_path / "changes.yaml").read_text().replace("proposes", "adapts")
    (tmp_path / "changes.yaml").write_text(text)

    assert run("promote", str(tmp_path / "changes.yaml"), "--to", THREE, "--write", str(tmp_path / "made.yaml")) == 0

    made, four = load_file(tmp_path / "made.yaml"), load_file(FOUR)
    assert isinstance(made, Edition)
    assert isinstance(four, Edition)
    assert made.hash == four.hash
    assert "# a decision table" in (tmp_path / "made.yaml").read_text()  # comments are kept


def test_a_definition_compared_with_itself_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = said(capsys, "compare", THREE, THREE)

    assert (code, printed["changes"], printed["class"]) == (0, [], None)
    assert len(set(printed["editions"])) == 1
    assert run("compare", THREE, THREE) == 0
    assert "They say the same." in capsys.readouterr().out


def test_a_standard_is_compared_with_what_an_adaptation_makes_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, printed = said(capsys, "compare", THREE, ours(tmp_path, OURS))
    assert (code, [each["path"] for each in printed["changes"]]) == (0, [HINT])

    assert run("compare", FOUR, ours(tmp_path, OURS)) == 1
    assert "adapts resident_parking_permit@3, and" in capsys.readouterr().err


def test_an_upgrade_ends_with_1_while_anything_needs_a_decision(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, printed = said(capsys, "upgrade", ours(tmp_path, OURS), "--base", THREE, "--to", FOUR)

    assert code == 1
    assert [(each["path"], each["result"]) for each in printed["changes"]] == [(HINT, "needs_decision")]
    assert printed["examples"] == {"passed": 16, "failed": 0}


def test_the_countys_own_adaptation_has_a_conflict_and_an_orphan(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = said(capsys, "upgrade", str(PERMIT / "adaptations/barset.yaml"), "--base", THREE, "--to", FOUR)

    assert code == 1
    results = [each["result"] for each in printed["changes"]]
    assert (results.count("needs_decision"), results.count("orphaned"), results.count("clean")) == (1, 1, 3)


def test_decisions_settle_it_and_the_file_is_written_with_its_comments(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decided = tmp_path / "decisions.yaml"
    decided.write_text(f"decisions:\n  - {{at: {HINT}, take: ours}}\n")
    to = tmp_path / "ours_4.yaml"

    code, printed = said(
        capsys, "upgrade", ours(tmp_path, OURS), "--base", THREE, "--to", FOUR,
        "--decisions", str(decided), "--write", str(to),
    )  # fmt: skip

    assert code == 0
    assert printed["changes"][0]["result"] == "masked_fix"
    text = to.read_text()
    assert text.startswith("adapts: resident_parking_permit@4\n")
    assert "  # callers ask\n" in text
    assert "kept_over: 4" in text


def test_what_lost_its_place_is_put_elsewhere_by_the_file_of_decisions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost, place = "pages.phone.questions.phone.hint", "pages.email.questions.email.hint"
    local = ours(tmp_path, f"  - set: {lost}\n    to: We call in the morning\n    because: People asked when\n")
    decided = tmp_path / "decisions.yaml"
    decided.write_text(f"decisions:\n  - {{at: {lost}, take: ours, place: {place}, because: It is said there}}\n")
    to = tmp_path / "ours_4.yaml"

    code, printed = said(
        capsys, "upgrade", local, "--base", THREE, "--to", FOUR, "--decisions", str(decided), "--write", str(to)
    )

    assert code == 0
    assert printed["changes"][0] == {
        "path": lost,
        "result": "clean",
        "says": "The hint of the question phone: its place is gone. "
        "Yours is made at the hint of the question email now, as decided.",
    }
    text = to.read_text()
    assert f"set: {place}" in text
    assert f"People asked when. Until version 4 it stood at {lost}: It is said there" in text


def test_nothing_is_written_while_something_is_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = tmp_path / "ours_4.yaml"

    assert run("upgrade", ours(tmp_path, OURS), "--base", THREE, "--to", FOUR, "--write", str(to)) == 1

    assert not to.exists()
    assert "settle these first" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "adapts", "says"),
    [
        (f"  - {{set: {HINT}, to: x}}\n", "resident_parking_permit@3", "does not say why"),
        ("  - {set: pages.vehicle.titel, to: x, because: b}\n", "resident_parking_permit@3", "Did you mean"),
        (
            "  - {set: pages.home.questions.home.ask, to: x, because: b}\n",
            "resident_parking_permit@3",
            "is fixed by the standard: Parking Order 2019, article 4",
        ),
        (
            "  - {move: pages.home, after: email, because: b}\n  - {move: pages.email, after: home, because: b}\n",
            "resident_parking_permit@3",
            "go in a circle",
        ),
        (OURS, "resident_parking_permit@2", "adapts resident_parking_permit@2"),
        (OURS, "missed_bin@3", "adapts missed_bin@3"),
    ],
)
def test_bad_input_is_a_clear_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: str, adapts: str, says: str
) -> None:
    file = ours(tmp_path, changes, adapts=adapts)

    assert run("upgrade", file, "--base", THREE, "--to", FOUR) == 1

    said = capsys.readouterr()
    assert says in said.err
    assert "Traceback" not in said.err
    assert run("upgrade", file, "--base", THREE, "--to", FOUR, "--json") == 1
    assert says in capsys.readouterr().out


def test_a_file_that_is_not_there_and_a_decision_about_nothing_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decided = tmp_path / "decisions.yaml"
    decided.write_text("decisions: [{at: pages.vehicle.questions.registration.hnt, take: ours}]")

    assert run("compare", THREE, str(tmp_path / "none.yaml")) == 2
    assert "there is no such file" in capsys.readouterr().err
    assert run(
        "upgrade", ours(tmp_path, OURS), "--base", THREE, "--to", FOUR, "--decisions", str(decided)
    ) == 1  # fmt: skip
    assert f"Did you mean {HINT}?" in capsys.readouterr().err


def test_a_proposal_carries_reasons_and_evidence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("promote", ours(tmp_path, OURS), HINT, "--evidence", "Calls fell from 60 to 11 a month") == 0

    out = capsys.readouterr().out
    assert "proposes: resident_parking_permit@3" in out
    assert "from: barset_north" in out
    assert "evidence: Calls fell from 60 to 11 a month" in out
    assert "14 of 60 callers asked" in out


def test_an_adaptation_is_checked_beside_its_standard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    masks = OURS.replace("because: 14", "kept_over: 4\n    because: 14")
    fixed = "  - {set: pages.home.questions.home.ask, to: Where?, because: b}\n"

    assert run("check", ours(tmp_path, OURS)) == 0
    assert run("check", ours(tmp_path, masks), "--base", THREE) == 0
    assert "warning 49: The local text hides what the standard says since version 4" in capsys.readouterr().out
    assert run("check", ours(tmp_path, fixed)) == 1
    assert "error 49: set pages.home.questions.home.ask" in capsys.readouterr().out
    assert run("check", ours(tmp_path, OURS, adapts="resident_parking_permit@7")) == 1
    assert "it does not come with Footpath" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("new", "report_a_pothole", "--to"),
        ("promote", "OURS", "--write"),
        ("upgrade", "OURS", "--base", THREE, "--to", THREE, "--write"),
        ("rules", "export", "resident_parking_permit", "--to"),
    ],
)
def test_a_file_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    there = ours(tmp_path, OURS)

    assert run(*(there if word == "OURS" else word for word in words), str(tmp_path / "none" / "made.yaml")) > 0

    assert "made.yaml: this cannot be written: No such file or directory." in capsys.readouterr().err
