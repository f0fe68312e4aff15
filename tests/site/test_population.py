"""The command that asks a service's rules of many people."""

import builtins
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from footpath.population import NoSpark
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
  shoes:
    title: Shoes
    questions:
      pairs:
        ask: Which shoes do they need?
        type: repeat
        one: pair
        at_least: 0
        why: Some are dear
        questions:
          price: {ask: What do they cost?, type: money, why: We pay half}
          kind: {ask: What are they for?, type: text, why: Boots are not paid}
rules:
  each: decimal(max(0, most - income / 100), 2)
  award: each * children
  third: income / 3
  shoes: sum(pairs[price > 20].price)
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
        (
            {"rules": "awrd"},
            1,
            "There is no rule called awrd. Did you mean award? There are: each, award, third, shoes.",
        ),
        ({"rules": " , "}, 2, "Name a rule."),
        ({"engine": "abacus"}, 2, "There is no engine abacus. There are: polars, duckdb, spark."),
        ({"to": Path("found.csv")}, 2, "what is found is written as .parquet"),
        ({"to": Path("nowhere/at/all/found.parquet")}, 1, "there is no folder nowhere/at/all"),
        ({"people": Path("nobody.csv")}, 1, "nobody.csv: there is no such file."),
        ({"people": Path("nobody.ods")}, 1, "a file of people is .parquet or .csv"),
        ({"people": Path(".csv")}, 1, "a file of people is .parquet or .csv"),
        ({"rules": "shoes"}, 1, "There must be one column pairs. There are: name, as told, income, children."),
        ({"items": ("pairs",)}, 2, "write the question and its file, like bins=BINS.parquet"),
        ({"items": ("pears=shoes.csv",)}, 1, "No question called pears is asked again. Did you mean pairs?"),
        ({"items": ("income=shoes.csv",)}, 1, "No question called income is asked again."),
        ({"rules": "shoes", "items": ("pairs=shoes.csv",)}, 1, "shoes.csv: there is no such file."),
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


SHOES = "household,price,kind\n2,45.50,boots\n1,20,trainers\n2,24,trainers\n"
HOUSEHOLDS = "household,income,children\n1,1234.5,2\n2,25000,3\n3,0,1\n"


def test_items_in_a_file_of_their_own(service: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people, shoes, to = (tmp_path / name for name in ("people.csv", "shoes.csv", "found.parquet"))
    people.write_text(HOUSEHOLDS, encoding="utf-8")
    shoes.write_text(SHOES, encoding="utf-8")

    assert find(service, people, rules="shoes,award", items=(f"pairs={shoes}",), to=to) == 0

    assert capsys.readouterr().out.splitlines()[0] == "shoes: found for all at once"
    found = pyarrow.parquet.read_table(to).to_pydict()
    assert found["shoes"] == [None, Decimal("69.50"), None]


@pytest.mark.parametrize(
    ("file", "was", "now", "says"),
    [
        ("shoes.csv", "2,24,trainers", "4,24,trainers", "Row 3 of the file of pairs is of nobody: no household"),
        ("shoes.csv", "45.50", "£45.50", "Row 1 has “£45.50” as pairs.price. Write a number like 1234.50"),
        ("shoes.csv", "price", "cost", "There must be one column price for the items of pairs."),
        ("shoes.csv", "household", "home", "Name the column that says who is who in all files with --key"),
        ("people.csv", "3,0,1", "1,0,1", "The household “1” is there more than once among the people."),
        ("people.csv", "25000", "25,000", "people.csv: this cannot be read: "),
        ("people.csv", "1234.5", "a lot", "Row 1 has “a lot” as income. Write a number like 1234.50"),
        (
            "people.csv",
            "income",
            "incomes",
            "There must be one column income. There are: household, incomes, children.",
        ),
    ],
)
def test_files_that_cannot_be_taken_are_said_in_a_sentence_and_nothing_is_written(
    file: str, was: str, now: str, says: str, service: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people, shoes, to = (tmp_path / name for name in ("people.csv", "shoes.csv", "found.parquet"))
    people.write_text(HOUSEHOLDS, encoding="utf-8")
    shoes.write_text(SHOES, encoding="utf-8")
    wrong = tmp_path / file
    wrong.write_text(wrong.read_text(encoding="utf-8").replace(was, now), encoding="utf-8")

    assert find(service, people, rules="shoes,award", items=(f"pairs={shoes}",), to=to) == 1

    assert says in capsys.readouterr().err
    assert not list(tmp_path.glob("found*"))


def test_a_broken_parquet_file_is_said_in_a_sentence(
    service: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "people.parquet"
    people.write_bytes(b"PAR1 and no more")

    assert find(service, people, rules="award", to=tmp_path / "found.parquet") == 1

    assert "people.parquet: this cannot be read: " in capsys.readouterr().err


def test_where_it_cannot_be_written_nothing_is_left_and_what_was_there_stays(
    service: str, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "found.parquet"
    to.write_text("what was found last week", encoding="utf-8")

    def full(_found: object, half: Path, **_options: object) -> None:
        half.write_bytes(b"half of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pyarrow.parquet, "write_table", full)

    assert find(service, people, rules="award", to=to) == 1

    assert "found.parquet: this cannot be written: [Errno 28] No space left on device." in capsys.readouterr().err
    assert [file.name for file in tmp_path.glob("found*")] == ["found.parquet"]
    assert to.read_text(encoding="utf-8") == "what was found last week"


def test_a_folder_is_not_written_over(
    service: str, people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "found.parquet"
    to.mkdir()

    assert find(service, people, rules="award", to=to) == 1

    assert "this is a folder. Name a file to write." in capsys.readouterr().err


def test_without_spark_it_says_what_to_install(
    service: str, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none() -> None:
        raise NoSpark('Spark is not installed: pip install "footpath[spark]"')

    monkeypatch.setattr("footpath.population.spark.start", none)

    assert find(service, people, rules="award", to=tmp_path / "found.parquet", engine="spark") == 2

    assert 'pip install "footpath[spark]"' in capsys.readouterr().err
    assert not list(tmp_path.glob("found*"))


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
