"""The command that asks a service's rules of many people."""

import builtins
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from footpath.site.commands.population import find

SERVICE = """
footpath: 1
id: school_clothes
version: 1
title: Help with school clothes
owner: schools manager
outcome: Children start school with what they need
minutes: 3
figures:
  most: 200.00
pages:
  money:
    title: Your money
    together: They are asked for together
    questions:
      income: {ask: What is your income a year?, type: money, why: We help people on low incomes}
      children: {ask: How many children are at school?, type: whole_number, between: [1, 20], why: It is paid for each}
rules:
  each: decimal(max(0, most - income / 100), 2)
  award: each * children
  third: income / 3
decide:
  otherwise: schools_team
  outcomes:
    granted: {letter: You will be paid.}
keep: {answers: 6 years after decision, drafts: 28 days}
"""


@pytest.fixture
def service(tmp_path: Path) -> str:
    path = tmp_path / "service.yaml"
    path.write_text(SERVICE, encoding="utf-8")
    return str(path)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text('"name, as told",income,children\nAsha,1234.5,2\nBen,25000,3\n', encoding="utf-8")
    return path


def test_each_person_gets_a_row(service: str, people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = tmp_path / "found.parquet"

    assert find(service, people, rules="award,third", to=to) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "award: found for all at once"
    assert said[1].startswith("third: row by row, because a division can have 34 digits")
    assert said[2] == f"Wrote {to}: 2 rows."
    found = pyarrow.parquet.read_table(to).to_pydict()
    # 200 − 12.345 = 187.655, to the even penny.
    assert found["award"] == [Decimal("375.32"), Decimal("0.00")]
    assert str(found["third"][0]).startswith("411.5")


def test_a_program_reads_how_each_rule_was_found(
    service: str, people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "found.parquet"

    assert find(service, people, rules="award,third", to=to, engine="polars", json_=True) == 0

    said = json.loads(capsys.readouterr().out)
    assert (said["rows"], said["engine"], said["at_once"], list(said["row_by_row"])) == (
        2,
        "polars",
        ["award"],
        ["third"],
    )


@pytest.mark.parametrize(
    ("changed", "code", "says"),
    [
        ({"rules": "awrd"}, 2, "There is no rule called awrd. There are: each, award, third."),
        ({"rules": " , "}, 2, "Name a rule."),
        ({"engine": "abacus"}, 2, "There is no engine abacus. There are: polars, duckdb"),
        ({"to": Path("found.csv")}, 2, "what is found is written as .parquet"),
        ({"to": Path("nowhere/at/all/found.parquet")}, 2, "there is no folder nowhere/at/all"),
        ({"people": Path("nobody.csv")}, 1, "nobody.csv: this cannot be read"),
        ({"people": Path("nobody.ods")}, 1, "a file of people is .parquet or .csv"),
        ({"service": "no_such_service"}, 2, "no bundled service of that name"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(
    changed: dict[str, Any],
    code: int,
    says: str,
    service: str,
    people: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words: dict[str, Any] = {
        "service": service, "people": people, "rules": "award", "to": tmp_path / "found.parquet", **changed
    }  # fmt: skip

    assert find(words.pop("service"), words.pop("people"), **words) == code

    assert says in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(
    service: str, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    true = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "footpath" and "population" in (rest[2] if len(rest) > 2 else more.get("fromlist") or ()):
            raise ModuleNotFoundError("No module named 'ibis'", name="ibis")
        return true(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)

    assert find(service, people, rules="award", to=tmp_path / "found.parquet") == 2

    assert 'pip install "footpath[population]"' in capsys.readouterr().err
