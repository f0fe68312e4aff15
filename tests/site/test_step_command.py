"""`footpath step`, as somebody at a terminal uses it: whatever is wrong is a sentence, and nothing was started."""

import json
from pathlib import Path

import pytest

from footpath.definition.yaml import read_plain
from footpath.site.commands import steps as command
from footpath.web.world import world
from tests.people import NORTH
from tests.web.county import barset as barset

REPO = Path(__file__).resolve().parents[2]

GOOD = """step: 1
id: log_book_hint
service: permit
name: New hint about the log book
we_believe: a hint helps
because: 14 of 60 callers did not know
we_will_know_when: more people finish
outcome: People can park near home
proposer: ben
owner: mia
authorities: [barset_north]
measure: completed
hoped_points: 6
staff_measure: staff_contact
may_be_harmed: Nobody we know of
changes:
  - {set: pages.vehicle.questions.registration.hint, to: On your log book, because: They could not find it}
"""


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "step.yaml"
    file.write_text(GOOD, encoding="utf-8")
    return file


def test_from_a_file_to_a_decision(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.register(good, authority=NORTH) == 0
    assert command.approve("log_book_hint", authority=NORTH, by="mia") == 0
    assert command.pause("log_book_hint", authority=NORTH, by="ben", because="People ring") == 0
    assert command.resume("log_book_hint", authority=NORTH, by="mia", because="It was the lift") == 0
    assert command.read(quiet=True) == 0
    assert command.read(from_zero=True, quiet=True) == 0
    assert command.show("log_book_hint", authority=NORTH) == 0
    assert command.decide("log_book_hint", "could_not_tell", authority=NORTH, by="mia", because="Too few") == 0
    assert command.list_(authority=NORTH) == 0
    assert command.outcomes("log_book_hint", authority=NORTH) == 0

    said = capsys.readouterr()
    assert "It waits for mia to approve it." in said.out
    assert "log_book_hint: 0 cases, the same as before." in said.out
    assert "log_book_hint  New hint about the log book: could not tell: put back" in said.out
    assert said.out.splitlines()[-1] == "unit,authority,arm,probability,entered,matured,measure,value"
    assert said.err == ""


def test_what_programs_read_of_a_step_names_both_editions(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.register(good, authority=NORTH) == 0
    offered = world().editions.offered(NORTH, "permit")
    capsys.readouterr()

    command.show("log_book_hint", authority=NORTH, json_=True)
    shown = json.loads(capsys.readouterr().out)
    command.list_(authority=NORTH, json_=True)
    (listed,) = json.loads(capsys.readouterr().out)

    editions = shown["editions"][NORTH]
    assert offered is not None and editions["old"] == offered.hash != editions["new"]
    assert world().editions.edition(editions["new"]).hash == editions["new"]
    assert (listed["service"], listed["editions"]) == ("permit", shown["editions"])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("owner: mia\n", "", "owner is missing"),
        ("owner: mia", "owner: ben", "owner who is not the proposer"),
        ("hoped_points: 6", "hoped_points: 0", "with 0 there is nothing to find"),
        ("questions.registration", "questions.plate", ":17:"),
        ("step: 1", "step: 2", ":1:"),
        ("barset_north", "ryedale", "mia is no service manager of ryedale"),
        ("- {set", "- {sat", ":17:"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_registered(
    good: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, says: str
) -> None:
    good.write_text(GOOD.replace(old, new), encoding="utf-8")

    assert command.register(good, authority=NORTH) == 1

    said = capsys.readouterr().err
    assert says in said and "Nothing was registered." in said and "Traceback" not in said
    assert world().steps.every_step() == []


def test_two_steps_in_one_place_are_not_registered(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.register(good, authority=NORTH)
    good.write_text(GOOD.replace("id: log_book_hint", "id: another_hint"), encoding="utf-8")

    assert command.register(good, authority=NORTH) == 1
    assert "changes the same place" in capsys.readouterr().err


def test_nobody_decides_for_the_owner(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.register(good, authority=NORTH)

    assert command.approve("log_book_hint", authority=NORTH, by="ben") == 1
    command.approve("log_book_hint", authority=NORTH, by="mia")
    assert command.decide("log_book_hint", "kept", authority=NORTH, by="cara", because="I like it") == 1

    said = capsys.readouterr().err
    assert "You proposed this step" in said and "Only its owner may do this: mia" in said


@pytest.mark.parametrize("file", ["missing.yaml", "."])
def test_a_file_that_is_not_there_is_a_sentence(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.register(Path(file), authority=NORTH) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_step_that_is_not_there_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.show("nothing", authority=NORTH) == 1
    assert command.pause("nothing", authority=NORTH, by="ben", because="x") == 1
    assert "There is no step nothing" in capsys.readouterr().err


@pytest.mark.parametrize("page", ["reference/steps.md", "how-to/first-step.md"])
def test_the_steps_that_the_manual_shows_can_be_registered(page: str) -> None:
    from footpath.definition.changes import adapted, changes_from_data
    from footpath.definition.load import load_file
    from footpath.definition.service import Edition
    from footpath.steps.checking import check_registration
    from footpath.steps.reading import Written, read_step

    text = (REPO / "docs" / page).read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    written = read_step(text)
    assert isinstance(written, Written), written
    assert check_registration(written.registration) == ()
    standard = load_file(REPO / "src/footpath/exemplars" / written.registration.service / "service.yaml")
    assert isinstance(standard, Edition)
    assert isinstance(adapted(standard, changes_from_data(written.registration.changes)), Edition)
    assert read_plain(text, file="step.yaml")["owner"] == written.registration.owner
