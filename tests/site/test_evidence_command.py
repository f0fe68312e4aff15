"""The command that weighs outcomes, as somebody types it."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from footpath.site.commands.evidence import evidence, plan

HEADER = "unit,authority,arm,probability,entered,matured,measure,value\n"
ROW = "p1,Ryedale,A,0.5,2026-05-01,2026-05-29,completed,1\n"
KEYS = {
    "odds_benefit", "odds_harm", "odds_places_differ", "interval", "estimate", "n", "by_authority",
    "assignment_check", "verdict",
}  # fmt: skip


def rows(n: int, a: float, b: float, *, share_b: float = 0.5, days: int = 100, seed: int = 1) -> str:
    dice = random.Random(seed)
    lines = []
    for at in range(n):
        arm = "B" if dice.random() < share_b else "A"
        value = "yes" if dice.random() < (b if arm == "B" else a) else "no"
        day = 20_000 + at * days // n
        lines.append(f"p{at},{'Ryedale' if at % 2 else 'Barset'},{arm},0.5,{day},{day + 28},completed,{value}\n")
    return "".join(lines)


def saved(tmp_path: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path = tmp_path / "outcomes.csv"
    path.write_bytes(text.encode(encoding))
    return path


def weighed(path: Path, capsys: pytest.CaptureFixture[str], **more: Any) -> dict[str, Any]:
    assert evidence(path, json_=True, **more) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def refused(path: Path, capsys: pytest.CaptureFixture[str], **more: Any) -> str:
    assert evidence(path, **more) == 1
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_a_step_that_helps_is_to_be_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = weighed(saved(tmp_path, HEADER + rows(3_000, 0.6, 0.7)), capsys, hoped="0.06")

    assert said.keys() >= KEYS
    assert said["verdict"] == "keep"
    assert said["odds_benefit"] > 20 > said["odds_harm"]
    low, high = said["interval"]
    assert 0 < low < 0.1 < high
    assert low < said["estimate"] < high
    assert set(said["by_authority"]) == {"Barset", "Ryedale"}
    assert said["n"]["A"] + said["n"]["B"] == 3_000
    assert said["assignment_check"]["broken"] is False


def test_a_step_that_harms_is_to_be_stopped_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = weighed(saved(tmp_path, HEADER + rows(400, 0.6, 0.3, days=7)), capsys)

    assert said["verdict"] == "harm"


def test_a_step_that_does_nothing_goes_on_and_is_put_back_after_half_a_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert weighed(saved(tmp_path, HEADER + rows(600, 0.6, 0.6)), capsys)["verdict"] == "not_yet"
    assert weighed(saved(tmp_path, HEADER + rows(600, 0.6, 0.6, days=182)), capsys)["verdict"] == "put_back"


def test_versions_not_given_by_the_recorded_chance_are_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = weighed(saved(tmp_path, HEADER + rows(600, 0.6, 0.9, share_b=0.7)), capsys)

    assert (said["verdict"], said["assignment_check"]["broken"]) == ("broken", True)


def test_odds_once_reached_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    better, worse = rows(800, 0.5, 0.7, days=60), rows(1_600, 0.7, 0.5, days=60, seed=2)
    later = "".join(
        ",".join(["q" + cells[0], *cells[1:4], str(int(cells[4]) + 60), str(int(cells[5]) + 60), *cells[6:]])
        for cells in (row.split(",") for row in worse.splitlines(keepends=True)[:700])
    )
    path = saved(tmp_path, HEADER + better + later)

    said = weighed(path, capsys)

    assert said["odds_benefit"] < 20 < said["highest"]["benefit"]
    assert said["verdict"] in ("keep", "harm")
    assert evidence(path) == 0
    assert "that stands" in capsys.readouterr().out


def test_nothing_is_kept_before_two_weeks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "".join(
        f"p{at},Ryedale,{'AB'[at % 2]},0.5,2026-05-01,2026-05-0{1 + at % 8},completed,{at % 2}\n" for at in range(200)
    )

    assert weighed(saved(tmp_path, HEADER + text), capsys)["verdict"] == "not_yet"


def test_the_same_file_in_any_order_windows_or_spelling_says_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = rows(300, 0.6, 0.7)
    plain = weighed(saved(tmp_path, HEADER + body), capsys)

    turned = "".join(reversed(body.splitlines(keepends=True)))
    windows = "\ufeff" + (HEADER + turned).replace("\n", "\r\n")
    spelled = HEADER + body.replace(",yes", ",TRUE").replace(",no", ", 0 ")
    wider = HEADER.replace("value", "value,note") + body.replace("\n", ',"a, b"\n')

    assert weighed(saved(tmp_path, windows), capsys) == plain
    assert weighed(saved(tmp_path, spelled), capsys) == plain
    assert weighed(saved(tmp_path, wider), capsys) == plain


@pytest.mark.parametrize(
    ("entered", "matured"),
    [
        ("2026-05-01T09:00Z", "2026-05-29 10:00"),
        ("2026-05-01T09:00:00+01:00", "2026-05-29T09:00:00.5Z"),
        ("01/05/2026", "29/05/2026 09:30"),
        ("12", "40.5"),
    ],
)
def test_days_are_read_as_exports_write_them(
    entered: str, matured: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = ROW.replace("2026-05-01", entered).replace("2026-05-29", matured).replace(",A,", ",a,")

    said = weighed(saved(tmp_path, HEADER + row), capsys)

    assert (said["days"], said["n"]) == (28, {"A": 1, "B": 0})


def test_what_has_not_matured_and_second_cases_are_not_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = "p1,Ryedale,A,0.5,2026-06-01,2026-06-29,completed,0\n"
    still_open = "p2,Ryedale,B,0.5,2026-06-01,,completed,\n"
    said = weighed(saved(tmp_path, HEADER + again + still_open + ROW), capsys)

    assert said["n"] == {"A": 1, "B": 0}
    assert said["by_authority"]["Ryedale"]["mean"] == {"A": 1.0, "B": None}
    assert (said["not_matured"], said["later_cases_of_a_person"]) == (1, 1)


def test_nothing_matured_is_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path, HEADER + "p1,Ryedale,A,0.5,2026-05-01,,completed,\n")

    said = weighed(path, capsys)

    assert (said["verdict"], said["odds_benefit"], said["interval"], said["n"]) == (
        "not_yet", 1.0, [-1.0, 1.0], {"A": 0, "B": 0},
    )  # fmt: skip
    assert evidence(path) == 0
    assert "No outcome has matured yet" in capsys.readouterr().out


def test_scores_and_unwanted_things_have_their_own_sense(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scores = rows(900, 0.4, 0.6).replace(",yes", ",0.75").replace(",no", ",0.5")
    path = saved(tmp_path, HEADER + scores)

    score, rank = weighed(path, capsys, hoped="0.05"), weighed(path, capsys, kind="rank")
    assert "score or rank" in refused(path, capsys, kind="yes_no")
    fewer = weighed(saved(tmp_path, HEADER + rows(900, 0.6, 0.4)), capsys, fewer_is_better=True)

    assert score["kind"] == "score"
    assert 0 < score["interval"][0] < 0.05 < score["interval"][1]
    assert rank["odds_benefit"] > 20
    assert (fewer["verdict"], fewer["estimate"] < 0) == ("keep", True)


def test_cases_planned_beforehand_let_a_part_of_the_stake_play_for_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path, HEADER + rows(2_000, 0.6, 0.66, seed=3))

    plain, planned = weighed(path, capsys), weighed(path, capsys, planned=2_000)

    assert planned["odds_benefit"] != plain["odds_benefit"]
    assert planned["odds_benefit"] >= 0.65 * plain["odds_benefit"]
    assert planned["odds_harm"] == plain["odds_harm"]
    assert planned["planned"] == 2_000
    assert "above 0" in refused(path, capsys, planned=0)
    assert "yes/no" in refused(path, capsys, planned=10, kind="score")


def test_one_measure_of_several_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path, HEADER + ROW + ROW.replace("completed", "contact").replace(",1\n", ",0\n"))

    assert "--measure completed" in refused(path, capsys)
    assert weighed(path, capsys, measure="contact")["by_authority"]["Ryedale"]["mean"]["A"] == 0
    assert "completed, contact" in refused(path, capsys, measure="errors")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "empty"),
        (HEADER, 2, "no outcome"),
        (HEADER.replace(",arm", ""), 1, "no column arm"),
        (HEADER.replace("value", "value,value") + ROW, 1, "2 times"),
        (HEADER + ROW + "p2,Ryedale,A,0.5\n", 3, "4 columns"),
        (HEADER + ROW.replace(",A,", ",C,"), 2, "arm is 'C'"),
        (HEADER + ROW.replace(",0.5,", ",0,"), 2, "probability is '0'"),
        (HEADER + ROW.replace(",0.5,", ",1.0,"), 2, "probability is '1.0'"),
        (HEADER + ROW.replace(",0.5,", ",nan,"), 2, "probability is 'nan'"),
        (HEADER + ROW.replace(",1\n", ",3\n"), 2, "value is '3'"),
        (HEADER + ROW.replace(",1\n", ",maybe\n"), 2, "value is 'maybe'"),
        (HEADER + ROW.replace(",1\n", ",-inf\n"), 2, "value is '-inf'"),
        (HEADER + ROW.replace(",1\n", ",\n"), 2, "value is empty"),
        (HEADER + ROW.replace("2026-05-29", "2026-04-01"), 2, "before entered"),
        (HEADER + ROW.replace("2026-05-29", "29th May"), 2, "matured is '29th May'"),
        (HEADER + ROW.replace("2026-05-29", "05/29/2026"), 2, "matured is '05/29/2026'"),
        (HEADER + ROW.replace("2026-05-01", ""), 2, "entered is empty"),
        (HEADER + ROW.replace("p1", " "), 2, "unit is empty"),
        (HEADER + ROW + ROW.replace(",A,", ",B,"), 3, "in version B here, and in A on line 2"),
        (HEADER + ROW + ROW.replace(",1\n", ",0\n"), 3, "for the same entry"),
        (HEADER + ROW + '"open,Ryedale\n', 3, "not a row"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_said_with_its_line_and_nothing_is_half_printed(
    text: str, line: int, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path, text)

    said = refused(path, capsys)

    assert said.startswith(f"{path}:{line}:")
    assert says in said


@pytest.mark.parametrize("hoped", ["0", "0.0", "0%", "-0.06", "lots", "nan", "1", "6"])
def test_an_effect_hoped_for_is_a_share_above_nothing(
    hoped: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "effect hoped for" in refused(saved(tmp_path, HEADER + ROW), capsys, hoped=hoped)


def test_a_file_that_is_none_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no such file" in refused(tmp_path / "nothing.csv", capsys)
    assert "folder" in refused(tmp_path, capsys)
    assert "UTF-8" in refused(saved(tmp_path, HEADER + ROW.replace("Ryedale", "Rydál"), encoding="latin-1"), capsys)


def test_a_sentence_comes_first_then_pictures_then_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evidence(saved(tmp_path, HEADER + rows(3_000, 0.6, 0.7))) == 0

    said = capsys.readouterr().out
    places = [said.index(part) for part in ("Keep it", "Odds over time", "no difference", "Ryedale ")]
    assert places == sorted(places)
    assert "significan" not in said


def test_typed_as_in_the_manual(tmp_path: Path) -> None:
    path = saved(tmp_path, HEADER + rows(40, 0.5, 0.5))
    run = [sys.executable, "-m", "footpath.site.command", "evidence"]

    good = subprocess.run([*run, str(path), "--hoped", "0.06", "--json"], capture_output=True, text=True, check=False)
    bad = subprocess.run([*run, str(path), "--hoped", "0"], capture_output=True, text=True, check=False)

    assert good.returncode == 0
    assert json.loads(good.stdout).keys() >= KEYS
    assert (bad.returncode, bad.stdout) == (1, "")
    assert "Traceback" not in bad.stderr


def test_twelve_councils_would_know_long_before_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert plan(weekly=60, authorities=12, hoped="6%", baseline=0.6, worlds=40, json_=True) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["together"]["median"] < 8
    assert said["alone"]["median"] is None or said["alone"]["median"] > 15
    assert plan(weekly=60, hoped="0", baseline=0.6) == 1
    assert plan(weekly=60, hoped="0.5", baseline=0.6) == 1
    assert plan(weekly=60, authorities=12, hoped="6%", worlds=20) == 0
    assert "you would know in" in capsys.readouterr().out
